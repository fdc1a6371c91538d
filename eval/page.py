"""The report of a run as one page to look at: a single file that works without a network."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from eval import pictures
from eval.chat import expected
from eval.compare import compare
from eval.metrics import percentile
from eval.report import Report, versions
from eval.stages import STAGES
from eval.words import CHINESE, chinese
from index.errors import WenbaoError

TEMPLATE = Path(__file__).parent / "report.html.jinja"

Where = tuple[str, ...]
Shown = Callable[[float], str]


def _percent(value: float) -> str:
    return f"{100 * value:.1f} %"


def _three(value: float) -> str:
    return f"{value:.3f}"


def _whole(value: float) -> str:
    return f"{value:.0f}"


_ASKED = (
    *("fact", "passage", "yesno", "list", "count", "articles", "digest", "timeline", "metadata"),
    *("metadata-trap", "named", "dates", "form", "slips", "social", "follow"),
)
"""What is asked in the rows of understanding, as their groups are called."""
_ANSWERS: Sequence[tuple[str, Where, Shown, bool]] = (
    ("with an answer: right", ("with_answer", "right"), _percent, True),
    ("with an answer: exact match", ("with_answer", "exact_match"), _percent, True),
    ("with an answer: right and cited", ("with_answer", "right_and_cited"), _percent, True),
    ("with an answer: refused", ("with_answer", "refused"), _percent, False),
    ("without an answer: refused", ("without_answer", "refused"), _percent, True),
    ("reports asked for: found", ("kind_articles", "reports_found"), _percent, True),
    ("reports given: asked for", ("kind_articles", "reports_fitting"), _percent, True),
    ("follow-ups: right", ("follow_ups", "right"), _percent, True),
    ("dates: right", ("dates", "right"), _percent, True),
)
_SURE: Sequence[tuple[str, Where, Shown, bool]] = (
    ("AUROC of the confidence", ("silence", "auroc"), _three, True),
    ("calibration error", ("silence", "calibration_error"), _three, False),
    ("precision of what is answered", ("silence", "precision"), _percent, True),
    ("coverage", ("silence", "coverage"), _percent, True),
    ("coverage at precision 0.9", ("silence", "coverage_at_precision_0.9"), _percent, True),
)
_FIGURES: Sequence[tuple[str, Sequence[tuple[str, Where, Shown, bool]]]] = (
    (
        "Segmentation",
        (
            ("articles found", ("segmentation", "found"), _percent, True),
            ("every title line", ("segmentation", "titles"), _percent, True),
            ("headline exact", ("segmentation", "headline"), _percent, True),
            ("byline exact", ("segmentation", "byline"), _percent, True),
            ("body exact", ("segmentation", "body"), _percent, True),
            ("noise in bodies", ("segmentation", "characters_noise"), _percent, False),
        ),
    ),
    (
        "Retrieval",
        tuple(
            (f"{mode} {name}", ("retrieval", mode, key), shown, True)
            for mode in ("hybrid", "dense", "lexical")
            for name, key, shown in (
                ("R@1", "recall@1", _percent),
                ("R@5", "recall@5", _percent),
                ("R@10", "recall@10", _percent),
                ("MRR", "mrr", _three),
                ("nDCG@10", "ndcg@10", _three),
            )
        ),
    ),
    (
        "Reading, the right article given",
        (
            ("exact match", ("reader", "exact_match"), _percent, True),
            ("F1", ("reader", "f1"), _percent, True),
        ),
    ),
    (
        "Understanding",
        (
            ("all of it", ("understanding_test", "whole"), _percent, True),
            *(
                (part, ("understanding_test", "parts", part, "right"), _percent, True)
                for part in ("kind", "periods", "named", "whole", "about", "meant")
            ),
            *(
                (f"asked: {group}", ("understanding_test", "groups", group, "right"), _percent, True)
                for group in _ASKED
            ),
        ),
    ),
    (
        "Speed and memory",
        (
            ("milliseconds a question, p50", ("all", "seconds", "total", "p50"), _whole, False),
            ("milliseconds a question, p95", ("all", "seconds", "total", "p95"), _whole, False),
            ("memory at most, MB", ("memory", "end", "peak_mb"), _whole, False),
        ),
    ),
)


_FIRST: Sequence[tuple[str, Where, Shown]] = (
    ("with an answer: right", ("with_answer", "right"), _percent),
    ("with an answer: right and cited", ("with_answer", "right_and_cited"), _percent),
    ("without an answer: refused", ("without_answer", "refused"), _percent),
    ("precision of what is answered", ("silence", "precision"), _percent),
    ("AUROC of the confidence", ("silence", "auroc"), _three),
    ("milliseconds a question, p50", ("seconds", "total", "p50"), lambda value: f"{1000 * value:.0f}"),
)
"""What is looked at first: of the last set, since what may be tuned on comes before it."""


def write_page(report: Report, path: Path, before: Mapping[str, Any] | None, files: Iterable[Path]) -> None:
    """Write the page.

    Args:
        report: Of ``eval.whole.run``, or of ``of_chat``.
        path: Where it goes.
        before: The last run, as ``write_json`` wrote it; None if there is none.
        files: What was measured, to be named.

    Raises:
        WenbaoError: It cannot be written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(render(report, before, files), encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise WenbaoError(
            f"{path}: cannot be written ({error.strerror}); give --html another place"
        ) from error


def render(report: Report, before: Mapping[str, Any] | None, files: Iterable[Path]) -> str:
    """The page as text."""
    from jinja2 import Environment
    from markupsafe import Markup

    def say(words: str) -> Markup:
        """Words in both languages, of which the page shows one."""
        said = chinese(words)
        if said is None:
            return Markup.escape(words)
        return Markup('<span class="zh">{}</span><span class="en">{}</span>').format(said, words)

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.globals.update(say=say, expected=expected, words=CHINESE)
    sets = list(dict.fromkeys(row["set"] for row in report.rows))
    newest = report.figures[sets[-1]]
    template = environment.from_string(TEMPLATE.read_text("utf-8"))
    wrong = [row for row in report.rows if row["stage"] != "right"]
    return template.render(
        made=datetime.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"),
        settings={name: value for name, value in report.settings.items() if name != "stopped"},
        broken_off=report.settings.get("stopped", ""),
        versions=versions(),
        files=[file.name for file in files],
        first=[(label, shown(now)) for label, at, shown in _FIRST if (now := _at(newest, at)) is not None],
        sections=_sections(report.figures, (before or {}).get("figures", {}), sets[::-1]),
        before=before,
        pictures=[(title, Markup(svg)) for title, svg in _pictures(report, before)],
        wrong=wrong,
        asked=len(report.rows),
        stages=[stage for stage in STAGES if any(row["stage"] == stage for row in wrong)],
        sets=sets,
        tables=report.tables,
        against=_against(report, before),
    )


def of_chat(report: Report, name: str) -> Report:
    """A report of ``eval.chat.measure`` in the form of a whole run, as the page shows it."""
    rows = [{"set": name, **row} for row in report.rows]
    return replace(report, figures={name: report.figures, "all": report.figures}, rows=rows)


def _sections(
    figures: Mapping[str, Any], before: Mapping[str, Any], sets: Sequence[str]
) -> list[tuple[str, list[tuple[str, str, str, str, str]]]]:
    """Each figure now and before, and whether it went up or down for better or worse."""
    made = []
    answers = [
        (
            f"Answers: {name}",
            [(label, (name, *at), shown, up) for label, at, shown, up in (*_ANSWERS, *_SURE)],
        )
        for name in sets
    ]
    for title, lines in (*_FIGURES[:-1], *answers, _FIGURES[-1]):
        rows = []
        for label, where, shown, up in lines:
            now, then = _at(figures, where), _at(before, where)
            if now is None:
                continue
            factor = 1000 if where[-1] in ("p50", "p95") else 1
            change = 0.0 if then is None else now - then
            told = "–" if then is None else shown(factor * then)
            sign = "" if then is None or shown(factor * now) == told else "+" if change > 0 else "−"
            gone = "" if not sign else "better" if (change > 0) == up else "worse"
            delta = f"{sign}{shown(abs(factor * change))}" if sign else ""
            rows.append((label, shown(factor * now), told, delta, gone))
        if rows:
            made.append((title, rows))
    return made


def _at(figures: Mapping[str, Any], where: Where) -> float | None:
    value: Any = figures
    for step in where:
        value = value.get(step) if isinstance(value, Mapping) else None
    return float(value) if isinstance(value, int | float) else None


def _pictures(report: Report, before: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """The pictures that there are figures for, each with its title."""
    now = report.figures["all"]
    then = ((before or {}).get("figures") or {}).get("all") or {}
    sure = {"this run": now["silence"], "last run": then.get("silence") or {}}
    made = []
    risks = {name: one["risk_coverage"] for name, one in sure.items() if one.get("risk_coverage")}
    if risks:
        made.append(("Risk and coverage", pictures.risk_coverage(risks)))
        bins = {name: one["reliability"] for name, one in sure.items() if one.get("reliability")}
        made.append(("Reliability", pictures.reliability(bins)))
    found = report.figures.get("retrieval", {})
    curves = {mode: found[mode]["recall_curve"] for mode in ("hybrid", "dense", "lexical") if mode in found}
    if curves:
        made.append(("Recall of the search", pictures.recall(curves)))
    times = [1000 * row["seconds"]["total"] for row in report.rows if "total" in row["seconds"]]
    if times:
        ends = (percentile(times, 0.5), percentile(times, 0.95))
        made.append(("Time a question takes", pictures.latency(times, *ends)))
    lost = {stage: count for stage, count in now["stages"].items() if stage != "right"}
    if lost:
        made.append(("Where wrong answers were lost", pictures.bars(lost)))
    return made


def _against(report: Report, before: Mapping[str, Any] | None) -> Report | None:
    """This run and the last, question by question."""
    if before is None:
        return None
    try:
        return compare(before, {"command": "run", "rows": report.rows}, ("last run", "this run"))
    except WenbaoError:
        return None
