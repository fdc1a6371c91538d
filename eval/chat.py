"""How well questions are answered end to end: words, citation, silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from eval.judge import FATES, Verdict, judge, words
from eval.metrics import (
    Measured,
    auroc,
    calibration_error,
    coverage_at,
    percentile,
    risk_coverage,
)
from eval.report import Report, Table, percent, track, with_interval
from eval.rows import QuestionRow
from qa.answers import Answer

PRECISION = 0.9
"""The precision at which coverage is stated."""


class Answers(Protocol):
    """What is measured."""

    def ask(self, question: str, history: Sequence[tuple[str, str]] = ...) -> Answer:
        """Answer one question."""
        ...


def measure(assistant: Answers, rows: Sequence[QuestionRow]) -> Report:
    """Ask each question by itself, as a reader does.

    Returns:
        How many were answered rightly, exactly, and with the right article cited; how many were refused,
        rightly and wrongly; what became of the others; what the confidence is worth; seconds by stage.
        A row a question with expected and given answer.
    """
    answers = [assistant.ask(row.question, row.history) for row in track(rows, "asking")]
    verdicts = [judge(answer, row) for answer, row in zip(answers, rows, strict=True)]
    groups = _groups(rows)
    silence = _silence(rows, answers)
    times = _times(answers)
    figures: dict[str, Any] = {
        "questions": len(rows),
        **{name: _figures(numbers, answers, verdicts) for name, numbers in groups.items()},
        "fates": dict(Counter(verdict.fate for verdict in verdicts)),
        "silence": silence,
        "seconds": times,
    }
    tables = [
        _answered(groups, answers, verdicts, rows),
        _lost(rows, verdicts),
        _sure(silence),
        _clocked(times),
    ]
    details = [_detail(*one) for one in zip(rows, answers, verdicts, strict=True)]
    return Report("chat", figures, details, [table for table in tables if table.rows])


def failures(report: Report) -> Table:
    """Each question that went wrong: what was expected, what came, from where, and how sure it was."""
    table = Table("What went wrong", ("question", "expected", "given", "cited", "sure", "what"))
    for row in report.rows:
        if row["fate"] == "right":
            continue
        given = row["given"] or (f"({row['candidate']})" if row["candidate"] else "–")
        cited = "; ".join(citation["headline"] for citation in row["citations"][:2])
        expected = "、".join(row["answers"]) if row["kind"] == "list" else " / ".join(row["answers"])
        table.rows.append(
            (row["question"], expected or "–", given, cited, f"{row['confidence']:.2f}", row["fate"])
        )
    table.note = "in brackets: the candidate that was held back"
    return table


def _groups(rows: Sequence[QuestionRow]) -> dict[str, list[int]]:
    """The questions with and without an answer, and those with one by kind."""
    greetings = {number for number, row in enumerate(rows) if row.kind == "social"}
    groups = {"without_answer": [number for number, row in enumerate(rows) if row.impossible]}
    groups["with_answer"] = [
        number for number, row in enumerate(rows) if not row.impossible and number not in greetings
    ]
    groups["social"] = sorted(greetings)
    for number in groups["with_answer"]:
        groups.setdefault(f"kind_{rows[number].kind}", []).append(number)
    return groups


def _figures(
    numbers: Sequence[int], answers: Sequence[Answer], verdicts: Sequence[Verdict]
) -> dict[str, float | None]:
    """The means over some of the questions."""

    def mean(values: list[float]) -> float | None:
        return Measured(tuple(values)).mean if values else None

    named = [i for i in numbers if verdicts[i].cited is not None]
    return {
        "questions": len(numbers),
        "right": mean([float(verdicts[i].right) for i in numbers]),
        "exact_match": mean([float(verdicts[i].exact) for i in numbers]),
        "f1": mean([verdicts[i].f1 for i in numbers]),
        "right_and_cited": mean([float(verdicts[i].right and bool(verdicts[i].cited)) for i in named]),
        "right_and_cited_first": mean(
            [float(verdicts[i].right and bool(verdicts[i].cited_first)) for i in named]
        ),
        "refused": mean([float(answers[i].kind == "none") for i in numbers]),
    }


def _silence(rows: Sequence[QuestionRow], answers: Sequence[Answer]) -> dict[str, Any]:
    """What the confidence is worth: the best candidate of each question, given or held back, right or not."""
    sure: list[float] = []
    right: list[bool] = []
    answered: list[bool] = []
    for row, answer in zip(rows, answers, strict=True):
        if row.kind == "social" or answer.kind == "social":
            continue
        best = answer.candidate if answer.kind == "none" else answer
        sure.append(answer.confidence)
        right.append(best is not None and not row.impossible and words(best.text, best.items, row)[0])
        answered.append(answer.kind != "none")
    curve = risk_coverage(sure, right)
    held = coverage_at(curve, PRECISION)
    kept = [good for good, given in zip(right, answered, strict=True) if given]
    error, bins = calibration_error(sure, right)
    return {
        "questions": len(sure),
        "auroc": auroc(sure, right),
        "calibration_error": error if sure else None,
        "reliability": bins,
        "coverage": len(kept) / len(sure) if sure else None,
        "precision": kept.count(True) / len(kept) if kept else None,
        "coverage_at_precision_0.9": held.coverage if held else 0.0,
        "threshold_for_precision_0.9": held.threshold if held else None,
        "risk_coverage": [(point.threshold, point.coverage, point.error) for point in curve],
    }


def _times(answers: Sequence[Answer]) -> dict[str, dict[str, float]]:
    """Seconds by stage, the middle and the slowest twentieth; the first question may load models."""
    stages = dict.fromkeys(stage for answer in answers for stage in answer.timings)
    later = answers[1:] or answers
    times = {stage: [one.timings[stage] for one in later if stage in one.timings] for stage in stages}
    return {
        stage: {"p50": percentile(values, 0.5), "p95": percentile(values, 0.95)}
        for stage, values in times.items()
    }


def _answered(
    groups: Mapping[str, Sequence[int]],
    answers: Sequence[Answer],
    verdicts: Sequence[Verdict],
    rows: Sequence[QuestionRow],
) -> Table:
    """The table that is looked at first."""
    heads = (
        "",
        "questions",
        "right % (95 % interval)",
        "exact %",
        "right and cited %",
        "cited first %",
        "refused %",
    )
    table = Table(f"Chat: {len(rows)} questions", heads)
    for name, numbers in sorted(groups.items(), key=lambda group: not group[0].startswith("with_")):
        if not numbers:
            continue
        figures = _figures(numbers, answers, verdicts)
        right = Measured(tuple(float(verdicts[i].right) for i in numbers))
        shares = ("exact_match", "right_and_cited", "right_and_cited_first", "refused")
        label = name.replace("kind_", "  ").replace("_", " ")
        table.rows.append(
            (label, str(len(numbers)), with_interval(right), *(percent(figures[share]) for share in shares))
        )
    return table


def _lost(rows: Sequence[QuestionRow], verdicts: Sequence[Verdict]) -> Table:
    """What became of the questions that went wrong."""
    counted = Counter((verdict.fate, row.kind) for verdict, row in zip(verdicts, rows, strict=True))
    kinds = tuple(dict.fromkeys(row.kind for row in rows))
    table = Table("What went wrong, by kind of question", ("", "all", *kinds))
    for fate in FATES:
        numbers = [counted[fate, kind] for kind in kinds]
        total = sum(numbers)
        if fate != "right" and total:
            table.rows.append((fate, str(total), *(str(number or "") for number in numbers)))
    return table


def _sure(silence: Mapping[str, Any]) -> Table:
    """What the confidence is worth."""
    table = Table("Silence", ("AUROC", "calibration error", "precision %", "coverage %", "coverage % at 0.9"))
    if silence["questions"]:
        area = "–" if silence["auroc"] is None else f"{silence['auroc']:.3f}"
        shares = (percent(silence[name]) for name in ("precision", "coverage", "coverage_at_precision_0.9"))
        table.rows.append((area, f"{silence['calibration_error']:.3f}", *shares))
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


def _detail(row: QuestionRow, answer: Answer, verdict: Verdict) -> dict[str, Any]:
    """One question with what was expected and what came."""
    return {
        "id": row.id,
        "kind": row.kind,
        "question": row.question,
        "understood": answer.question,
        "answers": list(row.answers),
        "articles": list(row.articles),
        "impossible": row.impossible,
        "given_kind": answer.kind,
        "given": answer.text,
        "items": list(answer.items),
        "candidate": answer.candidate.text if answer.candidate else "",
        "confidence": answer.confidence,
        "fate": verdict.fate,
        "right": verdict.right,
        "exact_match": verdict.exact,
        "f1": verdict.f1,
        "cited": verdict.cited,
        "cited_first": verdict.cited_first,
        "citations": [
            {"article": one.article.id, "headline": one.article.title, "quote": one.quote}
            for one in answer.citations
        ],
        "seconds": dict(answer.timings),
    }
