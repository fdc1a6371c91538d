"""``python -m eval run``: every stage on what ships, in one run."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval import chat, retrieval, segmentation, understanding
from eval.bench import ROOT, Bench, Choice, memory
from eval.journal import Journal, fingerprint
from eval.reader import measure as measure_reading
from eval.report import Report, Stopped, Table, percent, stopped
from eval.rows import QuestionRow, SpanRow, read_objects, read_questions
from eval.stages import Homes, holds
from eval.summary import summarise
from index.processor import has_bf16

if TYPE_CHECKING:
    from index.embedder import Embedder

DATA = ROOT / "eval" / "data"
SAMPLE = ROOT / "index" / "sample"
FILES = ("kinds_sample", "sample_dev", "sample_test")
"""Question rows, those whose figures are quoted last."""
TUNED_ON = "_dev"
"""How the name of a set ends that may be looked at and tuned on."""
EVERY = 3
"""Of these one in so many is asked for each one of what is to be quoted, which takes most of the time."""
SLOW = 3
"""Without bfloat16 a question takes some four times as long: then one in so many of what is to be quoted."""
ARCHIVES = Path("var/eval")
KEPT = 3


def sample_archive(choice: Choice, embedder: Embedder | None = None) -> Path:
    """Index the sample editions, once for each state of the code that indexes them and each embedder.

    Args:
        choice: The settings that are tried.
        embedder: A ready one, that of the choice, to be used again afterwards.

    Returns:
        The archive's folder. Older ones but the last few are removed.
    """
    from index import Archive
    from index.progress import progress_bar

    settings = choice.index()
    embedder = choice.embedder_of() if embedder is None else embedder
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


@dataclass(slots=True)
class Clock:
    """Seconds of each part of a run: on the wall, and of the processor (user and system)."""

    seconds: dict[str, dict[str, float]] = field(default_factory=dict)

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Count what is done inside, also if it is broken off."""
        began, worked = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            took = {"wall": time.perf_counter() - began, "processor": time.process_time() - worked}
            before = self.seconds.get(name, {})
            self.seconds[name] = {kind: before.get(kind, 0.0) + value for kind, value in took.items()}

    def table(self) -> Table:
        """The parts and their sum."""
        table = Table("Time of this run, seconds", ("", "on the clock", "of the processor"))
        parts = {**self.seconds, "total": self.total()}
        table.rows = [(name, *(f"{one[kind]:.1f}" for kind in one)) for name, one in parts.items()]
        return table

    def total(self) -> dict[str, float]:
        """The sums."""
        return {kind: sum(one[kind] for one in self.seconds.values()) for kind in ("wall", "processor")}


@dataclass(slots=True)
class _Made:
    """What a run has made so far."""

    choice: Choice
    note: str
    clock: Clock = field(default_factory=Clock)
    parts: list[Report] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    megabytes: dict[str, dict[str, float]] = field(default_factory=dict)

    def answered(self, name: str, part: Report) -> None:
        """Add the questions of a set."""
        self.rows += [{"set": name, **row} for row in part.rows]
        self.parts.append(Report(name, part.figures, (), part.tables[:1]))

    def report(self) -> Report:
        """All of it as one report."""
        whole, tables = summarise(self.rows, f"all: {len(self.rows)} questions")
        figures = {part.command: part.figures for part in self.parts} | {"all": whole}
        figures |= {"memory": self.megabytes, "time": {**self.clock.seconds, "total": self.clock.total()}}
        shown = [table for part in self.parts for table in part.tables] + tables[1:]
        times = self.clock.table()
        times.note = self.note
        shown += [_megabytes(self.megabytes), times]
        return Report(
            "run", figures, self.rows, [table for table in shown if table.rows], self.choice.named()
        )


def run(choice: Choice, limit: int | None = None, *, everything: bool = False) -> tuple[Report, list[Path]]:
    """Measure every stage on the sample editions and their questions.

    The sets whose figures are quoted are asked whole, or one question in three where the processor has no
    bfloat16; of those that are tuned on, a third of that share. The reader is measured on the former alone.

    Args:
        choice: The settings that are tried.
        limit: Only so many questions of each set.
        everything: Leave nothing out.

    Returns:
        Figures by stage, seconds by stage of the run, a row a question (its ``set`` beside it), and the files
        that were measured.

    Raises:
        Stopped: Ctrl-C; the report of what is done is with it, and the same command goes on after it.
    """
    files = [file for name in FILES if (file := DATA / f"{name}.jsonl").is_file()]
    step = 1 if everything or has_bf16() else SLOW
    every = 1 if everything else step * EVERY
    asked = {name: part_of(name, rows, step, every)[:limit] for name, rows in question_sets(files).items()}
    files.append(DATA / "sample_articles.jsonl")
    note = "" if everything else _left_out(step, every)
    made = _Made(choice, note)
    try:
        journals = _measure(made, asked)
    except KeyboardInterrupt as stop:
        if not made.parts:
            raise
        if isinstance(stop, Stopped) and stop.report.command == "chat":
            made.answered(next(name for name in asked if not _has(made, name)), stop.report)
        said = stopped(len(made.rows), sum(map(len, asked.values())))
        raise Stopped(made.report(), f"{said}; the same command goes on after them") from None
    for journal in journals:
        journal.close()
    return made.report(), files


def _measure(made: _Made, asked: dict[str, list[QuestionRow]]) -> list[Journal]:
    """Measure every stage, and put each into ``made`` as soon as it is there."""
    from index.archive import Archive

    choice, clock = made.choice, made.clock
    with clock("segmentation"):
        made.parts.append(_segmentation())
    made.megabytes["start"] = dict(memory())
    with clock("understanding"):
        made.parts += _understanding()
    with clock("index and load"):
        embedder = choice.embedder_of()
        folder = sample_archive(choice, embedder)
        archive = Archive.open(folder, create=False, settings=choice.index(), embedder=embedder)
        try:
            bench = Bench(archive, choice)
        except BaseException:
            archive.close()
            raise
    journals: list[Journal] = []
    with bench:
        made.megabytes["loaded"] = dict(memory())
        with clock("retrieval"):
            modes = (choice.mode,) if choice.mode else retrieval.MODES
            queries = retrieval.of_questions([row for rows in asked.values() for row in rows], bench.homes)
            # Answering tells how long a search takes; a few are enough to tell the modes apart.
            made.parts.append(retrieval.measure(bench.archive, queries, modes, timed=15))
        quoted = [row for name, rows in asked.items() if not name.endswith(TUNED_ON) for row in rows]
        with clock("reading"):
            if spans := own_texts(quoted, bench.homes):
                made.parts.append(measure_reading(bench.assistant.reader, spans))
        for name, questions in asked.items():
            with clock(f"answers: {name}"):
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
                made.answered(name, part)
    made.megabytes["end"] = dict(memory())
    return journals


def _has(made: _Made, name: str) -> bool:
    return any(part.command == name for part in made.parts)


def part_of(name: str, rows: Sequence[QuestionRow], step: int, every: int) -> list[QuestionRow]:
    """The rows of a set that are asked: one in ``step``, or one in ``every`` where it may be tuned on.

    They are taken at even steps, so that each run on a machine asks the same ones.
    """
    return list(rows[:: every if name.endswith(TUNED_ON) else step])


def _left_out(step: int, every: int) -> str:
    said = f"of the sets to tune on, 1 question in {every}; --all asks all"
    return f"of the sets to quote, 1 question in {step} (no bfloat16 here); {said}" if step > 1 else said


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
        groups = Table(f"{name}: by what is asked", ("", "questions", "right %"))
        groups.rows = [(one, str(count), percent(share)) for one, (count, share) in measured.groups.items()]
        groups.note = "right in every part: kind, days, names, the whole question"
        reports.append(Report(file.stem, understanding.as_json(measured), (), [table, groups]))
    return reports


def _megabytes(found: dict[str, dict[str, float]]) -> Table:
    table = Table("Memory, MB", ("", "held", "most so far"))
    for name, one in found.items():
        if one:
            table.rows.append(
                (name, *(f"{one[at]:.0f}" if at in one else "–" for at in ("now_mb", "peak_mb")))
            )
    return table
