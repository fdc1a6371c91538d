"""From what a caller names to the source files, and from a source file to what stands in it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.errors import SourceError
from index.records import Article, Issue, Problem

Item = Article | Problem | Issue
_ROWS = (".jsonl", ".jsonl.gz")
_PAGES = (".txt",)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file that is added."""

    path: Path
    newspaper: str | None = None
    date: datetime.date | None = None

    @property
    def key(self) -> str:
        """How the archive knows the file again."""
        return str(self.path.resolve())

    @property
    def is_rows(self) -> bool:
        """Whether it holds ready articles, one a line, and not a page."""
        return self.path.name.lower().endswith(_ROWS)

    def items(self) -> Iterator[Item]:
        """Articles in the paper's order, problems, and the masthead as an `Issue`.

        Raises:
            SourceError: The file as a whole cannot be read.
        """
        if self.is_rows:
            from index.rows import read_rows

            yield from read_rows(self.path, newspaper=self.newspaper, date=self.date)
            return
        from index.page import read_source

        parsed = read_source(self.path, newspaper=self.newspaper, date=self.date)
        yield from parsed.problems
        yield from parsed.issues or (parsed.issue,)
        yield from parsed.articles


def find_sources(
    paths: Iterable[str | Path], newspaper: str | None, date: datetime.date | None
) -> tuple[list[SourceFile], list[Problem]]:
    """The files that these paths name, folders searched through, each once.

    Files of other kinds within a folder are passed over; one that is named itself is a problem, as is a
    path that does not exist or a folder without any source.
    """
    found: dict[str, SourceFile] = {}
    problems: list[Problem] = []
    for given in paths:
        path = Path(given)
        if path.is_dir():
            inside = [p for p in sorted(path.rglob("*")) if _readable(p) and not _hidden(p.relative_to(path))]
            if not inside:
                problems.append(Problem(str(path), None, "no .txt, .jsonl or .jsonl.gz file in this folder"))
        elif not path.exists():
            problems.append(Problem(str(path), None, "there is no such file or folder"))
            continue
        elif not _readable(path):
            problems.append(
                Problem(
                    str(path), None, "not a form that can be read: give .txt pages, .jsonl or .jsonl.gz rows"
                )
            )
            continue
        else:
            inside = [path]
        for file in inside:
            source = SourceFile(file, newspaper, date)
            found.setdefault(source.key, source)
    return list(found.values()), problems


def problem_of(source: str, error: SourceError | OSError | UnicodeError) -> Problem:
    """What kept a file from being read."""
    if isinstance(error, SourceError):
        return Problem(error.source, error.line, error.reason)
    reason = getattr(error, "strerror", None) or str(error)
    return Problem(source, None, f"cannot be read: {reason}")


def _readable(path: Path) -> bool:
    return path.is_file() and path.name.lower().endswith(_ROWS + _PAGES)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
