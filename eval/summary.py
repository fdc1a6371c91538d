"""From rows, one a question, to figures and tables. What is written to JSON is enough to make them again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from eval.metrics import (
    Measured,
    auroc,
    calibration_error,
    calibration_interval,
    coverage_at,
    percentile,
    risk_coverage,
)
from eval.report import Table, between, percent, with_interval
from eval.stages import STAGES

Detail = Mapping[str, Any]

PRECISION = 0.9
"""The precision at which coverage is stated."""

_DAY = re.compile(
    r"\d+月\d+[日号]|[一二三四五六七八九十]+月|[今昨前明后当]天|[今昨]日|周[一二三四五六日天末]|星期"
    r"|[本上下这]周|[去今前明]年|\d{4}年|哪[一]?天|几[月号]|什么时候|何时|什么时间|日期"
)


def summarise(rows: Sequence[Detail], title: str) -> tuple[dict[str, Any], list[Table]]:
    """Figures over all the questions and over groups of them, and the tables that show them.

    Groups: those with and without an answer, greetings, those with an answer by kind, follow-ups (a question
    that needs the one before it) and dates (the question names a day or asks for one).
    """
    numbers = groups(rows)
    sure = silence(rows)
    times = seconds(rows)
    figures: dict[str, Any] = {
        "questions": len(rows),
        **{name: _figures([rows[i] for i in members]) for name, members in numbers.items()},
        "fates": dict(Counter(row["fate"] for row in rows)),
        "stages": {
            stage: count for stage in STAGES if (count := [row["stage"] for row in rows].count(stage))
        },
        "silence": sure,
        "seconds": times,
    }
    tables = [_answered(rows, numbers, title), _lost(rows), _sure(sure), _clocked(times)]
    return figures, [table for table in tables if table.rows]


def groups(rows: Sequence[Detail]) -> dict[str, list[int]]:
    """Numbers of the questions in each group, in the order in which groups are shown."""
    asked = [number for number, row in enumerate(rows) if row["kind"] != "social" or row["impossible"]]
    answerable = [number for number in asked if not rows[number]["impossible"]]
    found = {
        "with_answer": answerable,
        "without_answer": [number for number in asked if rows[number]["impossible"]],
        "social": [
            number for number, row in enumerate(rows) if row["kind"] == "social" and not row["impossible"]
        ],
        "follow_ups": [number for number in asked if rows[number]["history"]],
        "dates": [number for number in answerable if _DAY.search(rows[number]["question"])],
    }
    for number in answerable:
        found.setdefault(f"kind_{rows[number]['kind']}", []).append(number)
    return found


def right_and_cited(row: Detail) -> float | None:
    """1.0 if words and citation are right; None where no citation was asked for."""
    return None if row["cited"] is None else float(row["right"] and row["cited"])


def silence(rows: Sequence[Detail]) -> dict[str, Any]:
    """What the confidence is worth: the best candidate of each question, given or held back, right or not."""
    asked = [row for row in rows if row["kind"] != "social" and row["given_kind"] != "social"]
    sure = [float(row["confidence"]) for row in asked]
    right = [bool(row["best_right"]) for row in asked]
    curve = risk_coverage(sure, right)
    held = coverage_at(curve, PRECISION)
    kept = [bool(row["best_right"]) for row in asked if row["given_kind"] != "none"]
    error, bins = calibration_error(sure, right)
    return {
        "questions": len(sure),
        "auroc": auroc(sure, right),
        "calibration_error": error if sure else None,
        "calibration_error_interval": calibration_interval(sure, right) if sure else None,
        "reliability": bins,
        "coverage": len(kept) / len(sure) if sure else None,
        "precision": kept.count(True) / len(kept) if kept else None,
        "coverage_at_precision_0.9": held.coverage if held else 0.0,
        "threshold_for_precision_0.9": held.threshold if held else None,
        "risk_coverage": [(point.threshold, point.coverage, point.error) for point in curve],
    }


def seconds(rows: Sequence[Detail]) -> dict[str, dict[str, float]]:
    """Seconds by stage, the middle and the slowest twentieth; the first question may load models."""
    stages = sorted(dict.fromkeys(stage for row in rows for stage in row["seconds"]), key=_order)
    later = rows[1:] or rows
    times = {stage: [row["seconds"][stage] for row in later if stage in row["seconds"]] for stage in stages}
    return {
        stage: {"p50": percentile(values, 0.5), "p95": percentile(values, 0.95)}
        for stage, values in times.items()
    }


def _order(stage: str) -> int:
    """The way of a question; a stage of another name comes before the sum."""
    known = ("understand", "retrieve", "read", "decide", "total")
    return known.index(stage) if stage in known else 3


def _figures(rows: Sequence[Detail]) -> dict[str, float | None]:
    """The means over some of the questions."""

    def mean(values: Sequence[float | None]) -> float | None:
        told = [value for value in values if value is not None]
        return Measured(tuple(told)).mean if told else None

    named = [row for row in rows if row["cited"] is not None]
    return {
        "questions": len(rows),
        "right": mean([float(row["right"]) for row in rows]),
        "exact_match": mean([float(row["exact_match"]) for row in rows]),
        "f1": mean([row["f1"] for row in rows]),
        "right_and_cited": mean([right_and_cited(row) for row in rows]),
        "right_and_cited_first": mean([float(row["right"] and bool(row["cited_first"])) for row in named]),
        "refused": mean([float(row["given_kind"] == "none") for row in rows]),
        "reports_found": mean([row.get("reports_found") for row in rows]),
        "reports_fitting": mean([row.get("reports_fitting") for row in rows]),
    }


def _answered(rows: Sequence[Detail], numbers: Mapping[str, Sequence[int]], title: str) -> Table:
    """The table that is looked at first."""
    heads = (
        *("", "questions", "right % (95 % interval)", "exact %"),
        *("right and cited %", "cited first %", "refused %"),
    )
    table = Table(title, heads)
    kinds = [name for name in numbers if name.startswith("kind_")]
    for name in ("with_answer", *kinds, "without_answer", "social", "follow_ups", "dates"):
        some = [rows[i] for i in numbers[name]]
        if not some:
            continue
        figures = _figures(some)
        right = Measured(tuple(float(row["right"]) for row in some))
        shares = ("exact_match", "right_and_cited", "right_and_cited_first", "refused")
        label = name.replace("kind_", "  ").replace("_", " ")
        cells = (percent(figures[share]) for share in shares)
        table.rows.append((label, str(len(some)), with_interval(right), *cells))
    table.note = "follow ups and dates are among the rows above them; a date is named or asked for"
    return table


def _lost(rows: Sequence[Detail]) -> Table:
    """At which stage the questions that went wrong were lost."""
    counted = Counter((row["stage"], row["kind"]) for row in rows)
    kinds = tuple(dict.fromkeys(row["kind"] for row in rows))
    table = Table("Where wrong answers were lost, by kind of question", ("", "all", *kinds))
    for stage in STAGES:
        numbers = [counted[stage, kind] for kind in kinds]
        if stage != "right" and any(numbers):
            table.rows.append((stage, str(sum(numbers)), *(str(number or "") for number in numbers)))
    return table


def _sure(sure: Detail) -> Table:
    """What the confidence is worth."""
    table = Table(
        "Silence",
        ("AUROC", "calibration error (95 % interval)", "precision %", "coverage %", "coverage % at 0.9"),
    )
    if sure["questions"]:
        area = "–" if sure["auroc"] is None else f"{sure['auroc']:.3f}"
        shares = (percent(sure[name]) for name in ("precision", "coverage", "coverage_at_precision_0.9"))
        error = between(sure["calibration_error"], sure["calibration_error_interval"])
        table.rows.append((area, error, *shares))
    table.note = (
        "precision and coverage at the threshold that is set; questions without an answer count as asked"
    )
    return table


def _clocked(times: Mapping[str, Mapping[str, float]]) -> Table:
    """Milliseconds by stage."""
    table = Table("Milliseconds a question", ("stage", "p50", "p95"))
    table.rows += [
        (stage, f"{1000 * one['p50']:.0f}", f"{1000 * one['p95']:.0f}") for stage, one in times.items()
    ]
    return table
