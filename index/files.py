"""From what a caller names to the source files, and from a source file to what stands in it."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.records import Article, Issue, Problem

if TYPE_CHECKING:
    from index.page import Parsed

Item = Article | Problem | Issue
_ROWS = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
_PAGES = (".txt",)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file that is added; ``parsed`` is the page that was read from it, where it is one."""

    path: Path
    newspaper: str | None = None
    date: datetime.date | None = None
    parsed: Parsed | None = None

    @property
    def key(self) -> str:
        """How the archive knows the file again."""
        return str(self.path.resolve())

    @property
    def is_rows(self) -> bool:
        """Whether it holds ready articles, one a line, and not a page."""
        return self.path.name.lower().endswith(_ROWS)

    def items(self) -> Iterator[Item]:
        """Problems, the masthead as an `Issue`, and the articles in the paper's order.

        Raises:
            SourceError: The file as a whole cannot be read.
        """
        if self.is_rows:
            from index.rows import read_rows

            yield from read_rows(self.path, newspaper=self.newspaper, date=self.date)
            return
        assert self.parsed is not None, "pages are read by `read_pages`, all of a delivery together"
        yield from self.parsed.problems
        yield from self.parsed.issues
        yield from self.parsed.articles


def find_sources(
    paths: Iterable[str | Path], newspaper: str | None, date: datetime.date | None
) -> tuple[list[SourceFile], list[Problem]]:
    """The files that these paths name, folders searched through, each once.

    A file of another kind that is named itself is a problem, as is a path that does not exist or a folder
    without any source. Within a folder files of other kinds, and folders that cannot be opened, are told
    together in one; hidden files and folders are passed over.
    """
    found: dict[str, SourceFile] = {}
    problems: list[Problem] = []
    for given in paths:
        path = Path(given)
        if given == "":
            # It would stand for the folder where the command runs, and all that lies there.
            problems.append(Problem("", None, "an empty name of a file or folder"))
            continue
        if os.path.isdir(path):
            inside, other = _inside(path)
            if not inside:
                problems.append(Problem(str(path), None, "no .txt, .jsonl or .jsonl.gz file in this folder"))
            if other:
                names = ", ".join(other[:5]) + (", ..." if len(other) > 5 else "")
                problems.append(Problem(str(path), None, f"passed over what cannot be read: {names}"))
        elif not os.path.exists(path):
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


def read_paths(
    paths: str | Path | Iterable[str | Path],
    newspaper: str | None = None,
    date: datetime.date | None = None,
    reading: Callable[[Path], None] | None = None,
) -> tuple[list[SourceFile], list[Problem]]:
    """The sources that these paths name, their pages read, and what is wrong with the others.

    Args:
        paths: Files and folders.
        newspaper: The paper's name, in place of what the sources say.
        date: The issue's date, in place of what the sources say.
        reading: Called with each page before it is read, which takes a while where it is large.
    """
    given = [paths] if isinstance(paths, (str, Path)) else list(paths)
    found, problems = find_sources(given, newspaper, date)
    files, unread = read_pages(found, reading)
    return files, problems + unread


def first_article(files: Iterable[SourceFile]) -> tuple[Article | None, list[Problem]]:
    """The first article in these sources, and what is wrong with those before it, all where there is none."""
    problems: list[Problem] = []
    for file in files:
        try:
            for item in file.items():
                if isinstance(item, Article):
                    return item, problems
                if isinstance(item, Problem):
                    problems.append(item)
        except (SourceError, OSError, UnicodeError) as error:
            problems.append(problem_of(str(file.path), error))
    return None, problems


def read_pages(
    files: Iterable[SourceFile], reading: Callable[[Path], None] | None = None
) -> tuple[list[SourceFile], list[Problem]]:
    """Read the pages among these files; rows stay to be read as a stream.

    All pages of a delivery are read before the first goes in, since an inner page may lack the paper's name
    and takes it from the others. One that cannot be read is a problem and is left out.
    """
    from index.page import complete, read_source

    read: list[SourceFile] = []
    problems: list[Problem] = []
    for file in files:
        if reading is not None and not file.is_rows:
            reading(file.path)
        try:
            parsed = (
                None if file.is_rows else read_source(file.path, newspaper=file.newspaper, date=file.date)
            )
        except (SourceError, OSError, UnicodeError) as error:
            problems.append(problem_of(str(file.path), error))
            continue
        read.append(replace(file, parsed=parsed))
    pages = iter(complete([file.parsed for file in read if file.parsed is not None]))
    return [replace(file, parsed=next(pages)) if file.parsed else file for file in read], problems


def problem_of(source: str, error: SourceError | OSError | UnicodeError) -> Problem:
    """What kept a file from being read."""
    if isinstance(error, SourceError):
        return Problem(error.source, error.line, error.reason)
    reason = getattr(error, "strerror", None) or str(error)
    return Problem(source, None, f"cannot be read: {reason}")


def _inside(folder: Path) -> tuple[list[Path], list[str]]:
    """The sources within a folder in order, and what else there is, by its path within it."""
    found: list[Path] = []
    other: list[str] = []

    def closed(error: OSError) -> None:
        other.append(os.path.relpath(error.filename or folder, folder))

    for place, folders, names in os.walk(folder, onerror=closed):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (Path(place, name) for name in names if not name.startswith(".")):
            if _readable(path):
                found.append(path)
            else:
                other.append(str(path.relative_to(folder)))
    return sorted(found), sorted(other)


def _readable(path: Path) -> bool:
    return os.path.isfile(path) and path.name.lower().endswith(_ROWS + _PAGES)
