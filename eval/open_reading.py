"""Reading when the text is not given: the same questions over all the texts of the file at once.

Every text goes into an archive. Each question is answered twice: with its own text given, and by the way
that the assistant goes (search, reading of what was found, the calibrated choice among the spans), where
the surest span is taken whether or not it would be said. Every other text may be left out of the archive:
its questions have no answer there then, and what is measured is whether the confidence tells.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eval.judge import RIGHT_F1, alike
from eval.metrics import (
    Measured,
    auroc,
    calibration_error,
    calibration_interval,
    exact_match,
    f1,
    risk_coverage,
)
from eval.report import Report, Stopped, Table, between, percent, stopped, track, with_interval
from eval.rows import SpanRow
from index.normal import normalise

if TYPE_CHECKING:
    from eval.bench import Choice
    from qa.assistant import Assistant

BATCH = 8


@dataclass(frozen=True, slots=True)
class Read:
    """What one question got.

    Attributes:
        row: The question.
        present: Whether its text is in the archive.
        text: The surest span, "" if nothing was found.
        sure: Its calibrated probability.
        given: The best span with the text given, None where that was not asked.
    """

    row: SpanRow
    present: bool
    text: str
    sure: float
    given: str | None


def spread(rows: Sequence[SpanRow], limit: int | None) -> list[SpanRow]:
    """So many rows, at even steps over the file: its questions stand together by text.

    >>> [row.id for row in spread([SpanRow(str(n), "文", "问", ("答",)) for n in range(7)], 3)]
    ['0', '2', '4']
    """
    if not limit or limit >= len(rows):
        return list(rows)
    return list(rows[:: len(rows) // limit][:limit])


def measure(
    rows: Sequence[SpanRow],
    choice: Choice,
    folder: Path,
    name: str,
    limit: int | None = None,
    *,
    absent: bool = False,
) -> Report:
    """Put the texts into an archive and ask.

    Args:
        rows: Questions, each with the text that answers it.
        choice: The settings that are tried.
        folder: Where archives of corpora are kept; each is made once for its content.
        name: Of the file, for that of the corpus.
        limit: Ask only so many, spread over the file; all its texts stay in the archive.
        absent: Leave every other text out.

    Raises:
        Stopped: Ctrl-C; the report of the questions that were asked is with it.
    """
    from eval.retrieval import convert, open_corpus
    from eval.watch import Watch, WatchedArchive
    from qa.assistant import Assistant

    texts = list(dict.fromkeys(row.context for row in rows))
    kept = {text for number, text in enumerate(texts) if not absent or number % 2 == 0}
    articles, _ = convert([row for row in rows if row.context in kept], "2018-01-01")
    folder.mkdir(parents=True, exist_ok=True)
    corpus = folder / f"{name}{'-half' if absent else ''}.jsonl"
    corpus.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in articles), "utf-8")
    asked = spread(rows, limit)
    archive, _ = open_corpus(corpus, choice.index(), folder)
    with archive:
        watched = WatchedArchive(archive, Watch(), choice.mode)
        assistant = Assistant(watched, settings=choice.qa())
        done: list[Read] = []
        try:
            read(assistant, asked, [row.context in kept for row in asked], done, given=not absent)
        except KeyboardInterrupt:
            if not done:
                raise
            raise Stopped(report(done), stopped(len(done), len(asked))) from None
    return report(done)


def read(
    assistant: Assistant,
    rows: Sequence[SpanRow],
    present: Sequence[bool],
    done: list[Read],
    *,
    given: bool,
) -> None:
    """Ask every question of the archive, and of its own text if ``given``; ``done`` takes what came."""
    from index.normal import simplify
    from qa.encoding import Context

    batches = [range(at, min(at + BATCH, len(rows))) for at in range(0, len(rows), BATCH)]
    for batch in track(batches, "open reading", [len(batch) for batch in batches]):
        part = [rows[i] for i in batch]
        seen = assistant.consider_many([row.question for row in part])
        own: list[str | None] = [None] * len(part)
        if given:
            asked = [(simplify(row.question), [Context("", simplify(row.context))]) for row in part]
            best = assistant.reader.read_many(asked, top=1)
            own = [
                row.context[found[0].start : found[0].end] if found else ""
                for row, found in zip(part, best, strict=True)
            ]
        for i, row, one, text in zip(batch, part, seen, own, strict=True):
            ranked = sorted(
                (
                    (assistant.calibration.probability(values), found.text)
                    for values, found in zip(one.features, one.found, strict=True)
                ),
                reverse=True,
            )
            sure, span = ranked[0] if ranked else (0.0, "")
            done.append(Read(row, present[i], span, sure, text))


def report(done: Sequence[Read]) -> Report:
    """Figures of what was read: with the text given, over all the texts, and what the confidence is worth."""
    there = [one for one in done if one.present and one.row.answers]
    figures: dict[str, object] = {"questions": len(done), "with_their_text": len(there)}
    table = Table(f"Open reading: {len(there)} questions", ("", "EM % (95 % interval)", "F1 %"))
    kinds = [("over all the texts", [one.text for one in there])]
    if there and there[0].given is not None:
        kinds.insert(0, ("its text given", [one.given or "" for one in there]))
    for name, texts in kinds:
        pairs = list(zip(texts, there, strict=True))
        exact = Measured(tuple(exact_match(text, one.row.answers) for text, one in pairs))
        overlap = Measured(tuple(f1(text, one.row.answers) for text, one in pairs))
        key = "given" if name.startswith("its") else "open"
        figures |= {f"{key}_exact_match": exact.mean, f"{key}_f1": overlap.mean}
        table.rows.append((name, with_interval(exact), percent(overlap.mean)))
    sure = [one.sure for one in done]
    silence = Table(
        f"Confidence: {len(done)} questions, {len(done) - len(there)} without an answer in the archive",
        ("what counts as right", "AUROC of right against the rest", "calibration error (95 % interval)"),
    )
    for key, name, is_right in (
        ("", "F1 of 0.8 or more", _overlaps),
        ("judged_", "as the assistant's answers are judged (eval.judge)", _judged),
    ):
        right = [is_right(one) for one in done]
        area, error = auroc(sure, right), calibration_error(sure, right)[0]
        ends = calibration_interval(sure, right)
        curve = risk_coverage(sure, right)
        figures |= {
            f"{key}auroc": area,
            f"{key}calibration_error": error,
            f"{key}calibration_error_interval": ends,
            f"{key}risk_coverage": [[p.coverage, 1.0 - p.error] for p in curve[:: max(1, len(curve) // 100)]],
        }
        silence.rows.append((name, "–" if area is None else f"{area:.3f}", between(error, ends)))
    details: list[dict[str, object]] = [
        {
            "id": one.row.id,
            "question": one.row.question,
            "answers": list(one.row.answers),
            "present": one.present,
            "given": one.text,
            "with_its_text": one.given,
            "exact_match": _worth(exact_match, one),
            "f1": _worth(f1, one),
            "sure": one.sure,
        }
        for one in done
    ]
    return Report("open-reading", figures, details, [table, silence])


def _overlaps(one: Read) -> bool:
    """Whether the surest span is right by CMRC's F1 alone: a long reference makes a short answer wrong."""
    return one.present and bool(one.row.answers) and f1(one.text, one.row.answers) >= RIGHT_F1


def _judged(one: Read) -> bool:
    """Whether it is right by the rule that the confidence was fitted to."""
    answers = [normalise(answer).text for answer in one.row.answers]
    return one.present and any(alike(normalise(one.text).text, answer) for answer in answers)


def _worth(metric: Callable[[str, Iterable[str]], float], one: Read) -> float | None:
    """What the surest span is worth; None where the archive does not hold the answer."""
    return metric(one.text, one.row.answers) if one.present and one.row.answers else None
