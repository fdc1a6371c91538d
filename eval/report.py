"""What every command shares: progress while it works, a table at the end, the same figures as JSON."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from eval.metrics import Measured, bootstrap
from index.errors import WenbaoError

if TYPE_CHECKING:
    from rich.console import Console

Item = TypeVar("Item")


@dataclass(slots=True)
class Table:
    """A table to show: a title, the heads of the columns, rows of text."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What one command found out.

    Attributes:
        command: Which one: "reader", "retrieval", "chat" and so on.
        figures: Means and counts by name; what could not be measured is None.
        rows: One a question, in the order of the file.
        tables: The figures as they are shown.
        settings: What was set, so that the same can be run again.
    """

    command: str
    figures: Mapping[str, Any]
    rows: Sequence[Mapping[str, Any]]
    tables: Sequence[Table]
    settings: Mapping[str, Any] = field(default_factory=dict)


class Stopped(KeyboardInterrupt):
    """Ctrl-C came, and part of the work is done.

    Attributes:
        report: Of what is done.
    """

    def __init__(self, report: Report, said: str) -> None:
        """Keep the report.

        Args:
            report: Of what is done; its settings say how much that is.
            said: How much that is, and how to go on.
        """
        super().__init__(said)
        self.report = replace(report, settings={**report.settings, "stopped": said})


def stopped(done: int, of: int, what: str = "questions") -> str:
    """How far a run came before it was broken off."""
    return f"{done} of {of} {what} measured"


def markdown(table: Table) -> str:
    """A table as Markdown, to be put into a document; a bar inside a cell is escaped.

    >>> print(markdown(Table("Reader", ("", "EM %"), [("all", "57.5")])))
    **Reader**
    <BLANKLINE>
    |  | EM % |
    |---|---:|
    | all | 57.5 |
    """

    def line(cells: Sequence[str]) -> str:
        plain = (" ".join(cell.split()).replace("|", "\\|") for cell in cells)
        return f"| {' | '.join(plain)} |"

    rule = "|---|" + "---:|" * (len(table.columns) - 1)
    lines = [f"**{table.title}**", "", line(table.columns), rule, *map(line, table.rows)]
    return "\n".join([*lines, "", table.note] if table.note else lines)


def show(report: Report, console: Console) -> None:
    """Print the tables."""
    from rich.table import Table as Grid
    from rich.text import Text

    for table in report.tables:
        grid = Grid(title=Text(table.title, style="bold"), title_justify="left", caption_justify="left")
        grid.caption = Text(table.note) if table.note else None
        for number, name in enumerate(table.columns):
            grid.add_column(Text(name), justify="right" if number else "left", overflow="fold")
        for row in table.rows:
            grid.add_row(*(Text(cell) for cell in row))
        console.print(grid)


def write_json(report: Report, path: Path, sources: Iterable[Path]) -> None:
    """Write figures and rows, with what is needed to know later what was measured.

    Raises:
        WenbaoError: The file cannot be written.
    """
    whole = {
        "command": report.command,
        "settings": dict(report.settings),
        "sources": [{"file": source.name, "sha256": _digest(source)} for source in sources],
        "versions": versions(),
        "figures": dict(report.figures),
        "rows": list(report.rows),
    }
    # Beside it and renamed: a run that is broken off leaves the older figures whole.
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise WenbaoError(
            f"{path}: cannot be written ({error.strerror}); give --json another place"
        ) from error


def track(items: Sequence[Item], what: str, weights: Sequence[int] | None = None) -> Iterator[Item]:
    """Yield the items, with a bar, a rate and the time left on standard error where that is a terminal.

    Args:
        items: What is worked on.
        what: What the bar is called.
        weights: How many questions each item stands for; one if None.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    sizes = [1] * len(items) if weights is None else list(weights)
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(what, total=sum(sizes), rate="")
        for item, size in zip(items, sizes, strict=True):
            yield item
            progress.advance(task, size)
            speed = progress.tasks[0].finished_speed or progress.tasks[0].speed
            progress.update(task, rate=f"{speed:.1f}/s" if speed else "")


def percent(value: float | None) -> str:
    """A share as per cent, "–" where there is none."""
    return "–" if value is None else f"{100 * value:.1f}"


def with_interval(measured: Measured) -> str:
    """A mean in per cent with its 95 % bootstrap interval."""
    if not measured.count:
        return "–"
    low, high = bootstrap(measured.values)
    return f"{percent(measured.mean)} ({percent(low)} to {percent(high)})"


def between(value: float, ends: tuple[float, float]) -> str:
    """A figure with its interval, three digits each."""
    return f"{value:.3f} ({ends[0]:.3f} to {ends[1]:.3f})"


def _digest(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def versions() -> dict[str, str]:
    """The versions that figures may depend on."""
    found = {"python": platform.python_version(), "machine": platform.machine()}
    for package in ("wenbao", "torch", "transformers", "sentence-transformers", "faiss-cpu", "jieba"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
