"""What is compiled ahead, in two processes, is what a screening runs."""

import subprocess
import sys

from comity.operations.warm_up import compile_together

COMPILED = """
from comity.matching.ahead import compile_links, compile_search
from comity.matching.links import link_tokens
from comity.matching.search import search_names
from comity.operations.warm_up import warm_up

compile_links()
compile_search()
warm_up()
print(*(len(kernel.signatures) for kernel in (link_tokens, search_names)))
"""


def test_a_screening_runs_the_kernels_that_were_compiled_ahead_and_no_others() -> None:
    run = subprocess.run([sys.executable, "-c", COMPILED], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["1", "1"]


def test_kernels_are_compiled_where_no_other_process_can_be_had(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    def refused(*_: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr("comity.operations.warm_up.get_context", refused)
    compile_together()
