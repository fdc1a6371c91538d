"""Reading when the text is not given: the same questions over all the texts of the file at once.

    python -m eval.open_reading squad_like.jsonl.gz [--limit N] [--absent] [--json FILE]

Every text goes into an archive. Each question is answered twice: with its own text given, and by the way
that the assistant goes (search, reading of what was found, the calibrated choice among the spans), where
the surest span is taken whether or not it would be said. With ``--absent`` every other text is left out of
the archive, its questions have no answer there, and what is measured is whether the confidence tells.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eval.metrics import Measured, auroc, calibration_error, exact_match, f1, risk_coverage
from eval.report import Report, Table, percent, show, track, with_interval, write_json
from eval.rows import SpanRow, read_spans
from index.errors import WenbaoError

if TYPE_CHECKING:
    from qa.assistant import Assistant

BATCH = 16
CORPORA = Path("var/eval")


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


def read(
    assistant: Assistant, rows: Sequence[SpanRow], present: Sequence[bool], *, given: bool
) -> list[Read]:
    """Ask every question of the archive, and of its own text if ``given``."""
    from index.normal import simplify
    from qa.encoding import Context
    from qa.reader import Reader

    reader = Reader.load(assistant.settings.reader) if given else None
    done: list[Read] = []
    batches = [range(at, min(at + BATCH, len(rows))) for at in range(0, len(rows), BATCH)]
    for batch in track(batches, "open reading", [len(batch) for batch in batches]):
        part = [rows[i] for i in batch]
        seen = assistant.consider_many([row.question for row in part])
        own: list[str | None] = [None] * len(part)
        if reader is not None:
            asked = [(simplify(row.question), [Context("", simplify(row.context))]) for row in part]
            best = reader.read_many(asked, top=1)
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
    return done


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
    right = [one.present and bool(one.row.answers) and f1(one.text, one.row.answers) >= 0.8 for one in done]
    sure = [one.sure for one in done]
    error = calibration_error(sure, right)
    figures |= {"auroc": auroc(sure, right), "calibration_error": error[0]}
    silence = Table(
        f"Confidence: {len(done)} questions, {len(done) - len(there)} without an answer in the archive",
        ("AUROC, right (F1 of 0.8 or more) against the rest", "calibration error"),
        [(f"{figures['auroc'] or 0.0:.3f}", f"{error[0]:.3f}")],
    )
    curve = risk_coverage(sure, right)
    figures["risk_coverage"] = [[p.coverage, 1.0 - p.error] for p in curve[:: max(1, len(curve) // 100)]]
    details: list[dict[str, object]] = [
        {
            "id": one.row.id,
            "question": one.row.question,
            "answers": list(one.row.answers),
            "present": one.present,
            "open": one.text,
            "given": one.given,
            "sure": one.sure,
        }
        for one in done
    ]
    return Report("open reading", figures, details, [table, silence])


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.open_reading",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, help="SQuAD-like rows, gz or not")
    parser.add_argument("--limit", type=int, help="only so many questions, spread evenly over the file")
    parser.add_argument("--absent", action="store_true", help="leave every other text out of the archive")
    parser.add_argument("--passages", type=int, help="passages that are read, in place of the setting")
    parser.add_argument("--reader", type=Path, help="another reader's folder")
    parser.add_argument("--json", type=Path, help="write figures and a row a question")
    options = parser.parse_args(arguments)
    try:
        return _run(options)
    except WenbaoError as error:
        print(f"eval.open_reading: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130


def _run(options: argparse.Namespace) -> int:
    import json
    from dataclasses import replace

    from rich.console import Console

    from eval.retrieval import convert, open_corpus
    from index.settings import IndexSettings
    from qa.assistant import Assistant
    from qa.settings import QaSettings

    rows = read_spans(options.file)
    texts = list(dict.fromkeys(row.context for row in rows))
    kept = {text for number, text in enumerate(texts) if not options.absent or number % 2 == 0}
    articles, _ = convert([row for row in rows if row.context in kept], "2018-01-01")
    CORPORA.mkdir(parents=True, exist_ok=True)
    corpus = CORPORA / f"{options.file.name.split('.')[0]}{'-half' if options.absent else ''}.jsonl"
    corpus.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in articles), "utf-8")
    if options.limit:
        step = max(1, len(rows) // options.limit)
        rows = rows[::step][: options.limit]
    settings = QaSettings(reader=options.reader)
    if options.passages:
        settings = replace(settings, passages=options.passages)
    archive, _ = open_corpus(corpus, IndexSettings(), CORPORA)
    with archive:
        assistant = Assistant(archive, settings=settings)
        done = read(assistant, rows, [row.context in kept for row in rows], given=not options.absent)
    measured = report(done)
    show(measured, Console())
    if options.json:
        write_json(measured, options.json, [options.file])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
