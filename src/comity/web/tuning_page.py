"""What each threshold would give on one's own customers, as one self-contained page."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from comity.model.hit import Hit
from comity.operations.tune_threshold import Tuning
from comity.web.plots import Axes, Curve, curve_plot

STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1d2733;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid #dde2e8;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}tr.working{background:#eaf1fb;font-weight:600}
svg{width:100%;height:auto}p.note{color:#55606e}@media print{body{margin:0}}
"""


def tuning_page(tuning: Tuning, file: str, lists: Sequence[str]) -> str:
    """The page. `lists` says which editions were screened against."""
    working = tuning.at(tuning.working)
    screened = tuning.account.screened + tuning.account.partial
    plot = curve_plot(
        [Curve("customers with a hit", tuple((load.threshold, float(load.alerts)) for load in tuning.loads))],
        Axes("Alerts by threshold", "threshold", "alerts", tuning.working),
    )
    return str(
        Markup(
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Alerts by threshold</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1"><style>{style}</style></head><body>'
            "<h1>Alerts by threshold: {file}</h1>"
            "<p>{screened:,} customers screened against {lists}; {held:,} records held. At the working threshold "
            "{threshold:g}, {alerts:,} customers have a hit.</p>{plot}<h2>Thresholds</h2>{loads}"
            "<h2>Just above the working threshold</h2>{above}<h2>Just below it</h2>{below}"
            '<p class="note">A lower threshold finds more spellings and alarms more strangers; what it finds below is '
            "the measure of whether the alerts are worth their work.</p></body></html>"
        ).format(
            style=Markup(STYLE),  # noqa: S704 - our own text
            file=file,
            screened=screened,
            held=tuning.account.held,
            lists=", ".join(lists),
            threshold=tuning.working,
            alerts=working.alerts,
            plot=plot,
            loads=Markup().join(_loads(tuning)),
            above=_cases(tuning.above),
            below=_cases(tuning.below),
        )
    )


def _loads(tuning: Tuning) -> Iterator[Markup]:
    yield Markup('<table><tr><th>threshold</th><th class="n">alerts</th><th class="n">hits</th></tr>')
    working = tuning.at(tuning.working)
    for load in tuning.loads:
        marked = Markup(' class="working"') if load == working else Markup()
        yield Markup('<tr{}><td>{:g}</td><td class="n">{:,}</td><td class="n">{:,}</td></tr>').format(
            marked, load.threshold, load.alerts, load.hits
        )
    yield Markup("</table>")


def _cases(hits: Sequence[Hit]) -> Markup:
    if not hits:
        return Markup("<p>None.</p>")
    rows = (
        Markup('<tr><td class="n">{:.3f}</td><td dir="auto">{}</td><td dir="auto">{}</td><td>{} {}</td></tr>').format(
            hit.earned, hit.subject_name, hit.listed_name, hit.list, hit.reference
        )
        for hit in hits
    )
    head = Markup('<table><tr><th class="n">score</th><th>customer</th><th>listed name</th><th>listing</th></tr>')
    return head + Markup().join(rows) + Markup("</table>")
