"""``python -m eval run``: every stage on what ships, in one run."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval import chat, retrieval, segmentation, understanding
from eval.bench import ROOT, Bench, Choice, memory
from eval.journal import fingerprint
from eval.reader import measure as measure_reading
from eval.report import Report, Table, percent
from eval.rows import QuestionRow, SpanRow, read_objects, read_questions
from eval.stages import Homes, holds
from eval.summary import summarise

DATA = ROOT / "eval" / "data"
SAMPLE = ROOT / "index" / "sample"
FILES = ("kinds_sample", "sample_dev", "sample_test")
"""Question rows, those whose figures are quoted last."""
ARCHIVES = Path("var/eval")
KEPT = 3


def sample_archive(choice: Choice) -> Path:
    """Index the sample editions, once for each state of the code that indexes them and each embedder.

    Returns:
        The archive's folder. Older ones but the last few are removed.
    """
    from index import Archive
    from index.embedder import Embedder
    from index.progress import progress_bar

    settings = choice.index()
    embedder = Embedder.load(settings.embedder, batch=settings.encode_batch)
    parts = (
        fingerprint([ROOT / "index"]),
        embedder.fingerprint,
        settings.passage_target,
        settings.passage_limit,
    )
    folder = ARCHIVES / f"sample-{hashlib.sha256(repr(parts).encode()).hexdigest()[:16]}"
    old = sorted(ARCHIVES.glob("sample-*"), key=lambda path: path.stat().st_mtime)
    for path in old[: -KEPT + 1]:
        if path != folder:
            shutil.rmtree(path, ignore_errors=True)
    with Archive.open(folder, settings=settings, embedder=embedder) as archive, progress_bar() as progress:
        archive.add([SAMPLE], progress=progress)
    return folder


def run(choice: Choice, limit: int | None = None) -> tuple[Report, list[Path]]:
    """Measure every stage on the sample editions and their questions.

    Args:
        choice: The settings that are tried.
        limit: Only so many questions of each set.

    Returns:
        Figures by stage, a row a question (its ``set`` beside it), and the files that were measured.

    Raises:
        KeyboardInterrupt: With the word that what was done is kept.
    """
    files = [file for name in FILES if (file := DATA / f"{name}.jsonl").is_file()]
    asked = {name: rows[:limit] for name, rows in question_sets(files).items()}
    everything = [row for rows in asked.values() for row in rows]
    parts: list[Report] = [_segmentation()]
    before = memory()
    with Bench.open(sample_archive(choice), choice) as bench:
        loaded = memory()
        modes = (choice.mode,) if choice.mode else retrieval.MODES
        queries = retrieval.of_questions(everything, bench.homes)
        # Answering tells how long a search takes; a few are enough to tell the modes apart.
        parts.append(retrieval.measure(bench.archive, queries, modes, timed=25))
        spans = own_texts(everything, bench.homes)
        if spans:
            parts.append(measure_reading(bench.assistant.reader, spans))
        parts += _understanding()
        rows: list[dict[str, Any]] = []
        journals = []
        for name, questions in asked.items():
            journals.append(bench.journal(questions))
            part = chat.measure(
                bench.assistant,
                questions,
                watch=bench.watch,
                homes=bench.homes,
                journal=journals[-1],
                understands=bench.kind_of,
                title=f"{name}: {len(questions)} questions",
            )
            rows += [{"set": name, **row} for row in part.rows]
            parts.append(Report(name, part.figures, (), part.tables[:1]))
    for journal in journals:
        journal.close()
    whole, tables = summarise(rows, f"all: {len(rows)} questions")
    megabytes = {"start": dict(before), "loaded": dict(loaded), "end": dict(memory())}
    figures = {part.command: part.figures for part in parts} | {"all": whole, "memory": megabytes}
    shown = [table for part in parts for table in part.tables] + tables[1:] + [_megabytes(megabytes)]
    files.append(DATA / "sample_articles.jsonl")
    return Report("run", figures, rows, shown, choice.named()), files


def question_sets(files: Sequence[Path]) -> dict[str, list[QuestionRow]]:
    """Rows by the name of their file; a file whose rows bear a ``split`` makes a set of each."""
    found: dict[str, list[QuestionRow]] = {}
    for file in files:
        for row, (_, raw) in zip(read_questions(file), read_objects(file), strict=True):
            half = raw.get("split")
            found.setdefault(f"{file.stem}_{half}" if half else file.stem, []).append(row)
    return found


def own_texts(rows: Sequence[QuestionRow], homes: Homes) -> list[SpanRow]:
    """The questions for a phrase, each with the article that answers it, as the reader sees it."""
    from qa.contexts import header
    from qa.settings import QaSettings

    found = []
    for row in rows:
        if row.kind != "span" or row.impossible or row.history:
            continue
        article = next((one for one in homes.of(row) if holds([one.text], row)), None)
        if article is not None:
            title = header(article, QaSettings().header_chars)
            found.append(SpanRow(row.id, article.text, row.question, row.answers, header=title))
    return found


def _segmentation() -> Report:
    truth = segmentation.read_truth(DATA / "sample_articles.jsonl")
    return segmentation.measure(truth, segmentation.parse([SAMPLE]))


def _understanding() -> list[Report]:
    """How questions are understood: a report a file of rows, the half that may be looked at first."""
    reports = []
    for file in (DATA / "understanding_dev.jsonl", DATA / "understanding_test.jsonl"):
        measured = understanding.measure(understanding.read_rows(file))
        name = "Understanding" if file.stem.endswith("_test") else "Understanding, to tune on"
        table = Table(f"{name}: {len(measured.questions)} questions", ("", "questions", "right %"))
        table.rows = [("all of it", str(len(measured.questions)), percent(measured.whole))]
        for shares in (measured.parts, measured.kinds):
            table.rows += [(part, str(count), percent(share)) for part, (count, share) in shares.items()]
        table.note = "parts of what is understood, then the kinds that were expected"
        reports.append(Report(file.stem, understanding.as_json(measured), (), [table]))
    return reports


def _megabytes(found: dict[str, dict[str, float]]) -> Table:
    table = Table("Memory, MB", ("", "held", "most so far"))
    for name, one in found.items():
        if one:
            table.rows.append(
                (name, *(f"{one[at]:.0f}" if at in one else "–" for at in ("now_mb", "peak_mb")))
            )
    return table
