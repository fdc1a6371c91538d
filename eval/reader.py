"""How well the reader finds the answer in a text that is given to it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from eval.metrics import Measured, auroc, exact_match, f1, score_spans
from eval.report import Report, Stopped, Table, percent, stopped, track, with_interval
from eval.rows import SpanRow
from index.normal import simplify

if TYPE_CHECKING:
    from qa.encoding import Context
    from qa.reader import Candidate

BATCH = 32


class ReadsSpans(Protocol):
    """What is measured."""

    def read_many(
        self, asked: Sequence[tuple[str, Sequence[Context]]], top: int = ...
    ) -> list[list[Candidate]]:
        """Find the best spans for each question over its contexts, best first."""
        ...


def measure(reader: ReadsSpans, rows: Sequence[SpanRow], threshold: float | None = None) -> Report:
    """Give the reader each question with its whole text.

    Args:
        reader: Windows long texts itself.
        rows: Rows without answers are right when they are left unanswered.
        threshold: Spans that score below it (best span less "no answer") count as no answer. None: 0 where
            the file has rows without an answer, else every question is answered.

    Returns:
        EM and F1 as CMRC 2018 defines them; accuracy over rows without an answer; a row a question with the
        answer given, its score and what it was worth.

    Raises:
        Stopped: Ctrl-C; the report of the batches that were read is with it.
    """
    from qa.encoding import Context

    if threshold is None and any(row.impossible for row in rows):
        threshold = 0.0
    batches = [rows[at : at + BATCH] for at in range(0, len(rows), BATCH)]
    spans: list[str] = []
    scores: list[float | None] = []
    seconds = 0.0
    broken = False
    try:
        for batch in track(batches, "reading", [len(batch) for batch in batches]):
            # As in the pipeline: the reader knows Simplified characters, and one stands for one, so that
            # what it points at is given as it is printed.
            asked = [
                (simplify(row.question), [Context(simplify(row.header), simplify(row.context))])
                for row in batch
            ]
            started = time.perf_counter()
            found = reader.read_many(asked, top=1)
            seconds += time.perf_counter() - started
            best = [candidates[0] if candidates else None for candidates in found]
            spans += [
                row.context[one.start : one.end] if one else "" for row, one in zip(batch, best, strict=True)
            ]
            scores += [one.score if one else None for one in best]
    except KeyboardInterrupt:
        if not scores:
            raise
        broken = True
    done = rows[: len(scores)]
    given = [
        span if threshold is None or (score is not None and score >= threshold) else ""
        for span, score in zip(spans, scores, strict=True)
    ]
    report = _report(done, spans, scores, given, threshold, seconds)
    if broken:
        raise Stopped(report, stopped(len(done), len(rows)))
    return report


def _report(
    rows: Sequence[SpanRow],
    spans: Sequence[str],
    scores: Sequence[float | None],
    given: Sequence[str],
    threshold: float | None,
    seconds: float,
) -> Report:
    """Turn what was read into figures, rows and tables."""
    wanted = [row.answers for row in rows]
    exact, overlap = score_spans(exact_match, given, wanted), score_spans(f1, given, wanted)
    answerable = [number for number, row in enumerate(rows) if not row.impossible]
    silent = [number for number, row in enumerate(rows) if row.impossible]
    forced_exact = Measured(tuple(exact_match(spans[i], wanted[i]) for i in answerable))
    forced_f1 = Measured(tuple(f1(spans[i], wanted[i]) for i in answerable))
    no_answer = Measured(tuple(exact.values[i] for i in silent))
    right = [bool(wanted[i]) and exact_match(spans[i], wanted[i]) == 1.0 for i in range(len(rows))]
    sure = [float("-inf") if score is None else score for score in scores]
    figures = {
        "questions": len(rows),
        "exact_match": exact.mean,
        "f1": overlap.mean,
        "with_answer": len(answerable),
        "with_answer_exact_match": _over(exact, answerable).mean if answerable else None,
        "with_answer_f1": _over(overlap, answerable).mean if answerable else None,
        "always_answering_exact_match": forced_exact.mean if answerable else None,
        "always_answering_f1": forced_f1.mean if answerable else None,
        "without_answer": len(silent),
        "no_answer_accuracy": no_answer.mean if silent else None,
        "auroc_exact": auroc(sure, right),
        "threshold": threshold,
        "ms_per_question": 1000 * seconds / len(rows),
    }
    table = Table(
        f"Reader: {len(rows)} questions, the whole text given",
        ("", "questions", "EM % (95 % interval)", "F1 %"),
        [("all", str(len(rows)), with_interval(exact), percent(overlap.mean))],
        f"{1000 * seconds / len(rows):.0f} ms a question; AUROC of the score, exact match against the rest: "
        f"{_or_dash(figures['auroc_exact'])}",
    )
    if silent:
        table.rows += [
            _line("with an answer", _over(exact, answerable), _over(overlap, answerable)),
            _line("the same, made to answer", forced_exact, forced_f1),
            _line("without an answer", no_answer, no_answer),
        ]
        table.note += f"; silent when the score is below {threshold:g}"
    details = [
        {
            "id": row.id,
            "question": row.question,
            "answers": list(row.answers),
            "impossible": row.impossible,
            "given": given[i],
            "best": spans[i],
            "score": scores[i],
            "exact_match": exact.values[i],
            "f1": overlap.values[i],
        }
        for i, row in enumerate(rows)
    ]
    return Report("reader", figures, details, [table], {"threshold": threshold})


def _over(measured: Measured, numbers: Sequence[int]) -> Measured:
    """The values of some of the questions."""
    return Measured(tuple(measured.values[i] for i in numbers))


def _line(name: str, exact: Measured, overlap: Measured) -> tuple[str, ...]:
    """A row of the table."""
    return name, str(exact.count), with_interval(exact), percent(overlap.mean) if overlap.count else "–"


def _or_dash(value: object) -> str:
    """A number to three places, "–" for none."""
    return f"{value:.3f}" if isinstance(value, float) else "–"
