// Keys for tables of work: j and k move, x ticks, Enter opens. Everything works without this file too.
"use strict";
(() => {
  let at = -1;
  const rows = () => [...document.querySelectorAll("[data-keys] tbody tr")];
  const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

  const move = (step) => {
    const all = rows();
    if (!all.length) return;
    all[at]?.classList.remove("at");
    at = Math.min(Math.max(at + step, 0), all.length - 1);
    all[at].classList.add("at");
    all[at].querySelector("th a")?.focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "x") rows()[at]?.querySelector("input[type=checkbox]")?.click();
    else return;
    event.preventDefault();
  });
  // Another part of the queue was loaded into the page: begin at its top.
  document.addEventListener("htmx:afterSwap", () => { at = -1; });
})();
