"""The same questions under each of a small grid of settings."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval import chat
from eval.bench import Bench, Choice
from eval.compare import paired
from eval.journal import Journal
from eval.report import Report, Stopped, Table, percent, stopped
from eval.rows import QuestionRow
from eval.summary import right_and_cited
from eval.watch import Watch, WatchedReader

GRID: Mapping[str, Sequence[object]] = {"weight": (0.3, 0.5, 0.7), "k": (5, 10)}
"""What is walked where nothing else is asked for."""


def points(grid: Mapping[str, Sequence[object]]) -> list[Choice]:
    """Every combination of the values that are given, the last name changing fastest."""
    names = [name for name, values in grid.items() if values]
    made = itertools.product(*(grid[name] for name in names))
    return [Choice(**dict(zip(names, values, strict=True))) for values in made]  # type: ignore[arg-type]


def walk(
    choices: Sequence[Choice], rows: Sequence[QuestionRow], folder_of: Callable[[Choice], Path]
) -> Report:
    """Ask every question under every choice. A reader is loaded once, and reads the same thing once.

    Args:
        choices: The points of the grid; the first is what the others are compared with.
        rows: The questions.
        folder_of: The archive for a choice: another embedder needs another.

    Returns:
        A line a point: right, rightly cited, rightly refused, AUROC, and p against the first point; a row a
        question with what became of it at each point.

    Raises:
        Stopped: Ctrl-C; the report of the points that are done is with it, and a journal keeps the rest.
    """
    from index import Archive
    from qa.reader import Reader

    readers: dict[Path | None, Any] = {}
    found: list[tuple[Choice, Report]] = []
    journals: list[Journal] = []
    for number, choice in enumerate(choices, start=1):
        if choice.reader not in readers:
            loaded = Reader.load(choice.qa().reader)
            readers[choice.reader] = WatchedReader(loaded, Watch(), remember=True)
        archive = Archive.open(folder_of(choice), create=False, settings=choice.index())
        try:
            bench = Bench(archive, choice, reader=readers[choice.reader], warm=False)
            journals.append(bench.journal(list(rows)))
            title = f"{number}/{len(choices)} {name_of(choice)}"
            report = chat.measure(
                bench.assistant, rows, watch=bench.watch, homes=bench.homes,
                journal=journals[-1], understands=bench.kind_of, title=title,
            )  # fmt: skip
        except KeyboardInterrupt:
            said = f"{stopped(len(found), len(choices), 'points')}; the same command goes on after them"
            if not found:
                raise KeyboardInterrupt(said) from None
            raise Stopped(_report(found, rows), said) from None
        finally:
            archive.close()
        found.append((choice, report))
    for journal in journals:
        journal.close()
    return _report(found, rows)


def name_of(choice: Choice) -> str:
    """A point as one writes it on the command line."""
    return " ".join(f"--{name} {value}" for name, value in choice.named().items()) or "as it ships"


def _report(found: Sequence[tuple[Choice, Report]], rows: Sequence[QuestionRow]) -> Report:
    heads = (
        *("", "right %", "with an answer %", "right and cited %", "refused, without one %", "AUROC"),
        *("against the first", "p"),
    )
    table = Table(f"Sweep: {len(rows)} questions, {len(found)} points", heads)
    first = [float(row["right"]) for row in found[0][1].rows]
    lines: list[dict[str, Any]] = []
    for choice, report in found:
        right = [float(row["right"]) for row in report.rows]
        against = paired(first, right)
        cited = [value for row in report.rows if (value := right_and_cited(row)) is not None]
        figures = {
            "settings": choice.named(),
            "right": sum(right) / len(right),
            "with_answer": report.figures["with_answer"]["right"],
            "right_and_cited": sum(cited) / len(cited) if cited else None,
            "without_answer": report.figures["without_answer"]["right"],
            "auroc": report.figures["silence"]["auroc"],
            "against_first": {"difference": against.difference, "low": against.low, "high": against.high},
            "p": against.p,
        }
        lines.append(figures)
    best = max(range(len(lines)), key=lambda number: (lines[number]["right"], -number))
    for number, figures in enumerate(lines):
        names = ("right", "with_answer", "right_and_cited", "without_answer")
        area = "–" if figures["auroc"] is None else f"{figures['auroc']:.3f}"
        change = f"{100 * figures['against_first']['difference']:+.1f}"
        mark = "* " if number == best else ""
        cells = (percent(figures[name]) for name in names)
        table.rows.append((mark + name_of(found[number][0]), *cells, area, change, f"{figures['p']:.3f}"))
    table.note = "* most answers right; a best of many is flattered by chance: report it on other questions"
    details = [
        {"id": row.id, "question": row.question, "right": [bool(one.rows[at]["right"]) for _, one in found]}
        for at, row in enumerate(rows)
    ]
    return Report("sweep", {"points": lines, "best": best}, details, [table])


def values_of(given: Mapping[str, Iterable[object] | None]) -> dict[str, list[object]]:
    """The grid that was asked for; the small one that is built in if nothing was."""
    asked = {name: list(values) for name, values in given.items() if values}
    return asked or {name: list(values) for name, values in GRID.items()}
