"""What an adding would do, told before anything is kept: the same reading, and nothing written."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from index.errors import SourceError
from index.files import SourceFile, problem_of, read_paths
from index.filters import name_key, page_key
from index.records import Article, Issue, Kind, Problem
from index.shown import problem_line
from index.sorting import ReadFile, Sorting, Standing, State
from index.store import Store


class Found(NamedTuple):
    """One article of a preview; ``characters`` counts its text, ``state`` how it stands to the archive."""

    id: str
    newspaper: str
    date: datetime.date
    page: str
    title: str
    kind: Kind
    characters: int
    state: State
    source: str


@dataclass(slots=True)
class Preview:
    """What one ``Archive.add`` would do.

    ``issues`` are those of what was given, oldest first, with their pages and how many articles of them are
    here. ``articles`` come as they stand in the sources. ``retiring`` counts articles that an earlier version
    of a source had and this one has no more: they would go.
    """

    issues: list[Issue] = field(default_factory=list)
    articles: list[Found] = field(default_factory=list)
    retiring: int = 0
    problems: list[Problem] = field(default_factory=list)

    def count(self, state: State) -> int:
        """How many articles are new, changed or unchanged."""
        return sum(one.state == state for one in self.articles)

    def lines(self) -> list[str]:
        """The preview as it is read in a terminal: issues with their articles, then problems."""
        told = [
            f"would add: issues {len(self.issues)}, articles {self.count('new')} "
            f"(changed {self.count('changed')}, unchanged {self.count('unchanged')}), "
            f"problems {len(self.problems)}; nothing was written"
        ]
        if self.retiring:
            told.append(f"would remove: {self.retiring} articles that these files no longer hold")
        for issue in self.issues:
            number = "" if issue.number is None else f" 第{issue.number}期"
            told.append(f"{issue.newspaper or '(no name)'} {issue.date}{number}")
            for one in self.articles:
                if (name_key(one.newspaper), one.date) == (name_key(issue.newspaper), issue.date):
                    state = "" if one.state == "new" else f"  ({one.state})"
                    told.append(f"  {one.page}  {one.title}  {one.characters}字{state}")
        return [*told, *(f"  {problem_line(problem)}" for problem in self.problems)]


def preview(
    store: Store | None,
    paths: str | Path | Iterable[str | Path],
    *,
    newspaper: str | None = None,
    date: datetime.date | None = None,
) -> Preview:
    """Read sources as an adding would, and hold them against an archive.

    Nothing is embedded, written or locked; each file is read as ``Archive.add`` reads it.

    Args:
        store: The archive's; None where there is none yet.
        paths: Files and folders.
        newspaper: The paper's name, in place of what the sources say.
        date: The issue's date, in place of what the sources say.
    """
    files, problems = read_paths(paths, newspaper, date)
    made = Preview(problems=problems)
    sorting = Sorting(store, made.problems)
    before: dict[str, Standing] = {}
    issues: dict[tuple[str, datetime.date], Issue] = {}
    for source in files:
        file = ReadFile(_number(store, source.key), source.key)
        try:
            for article, digest, state in sorting.sorted_out(file, source.items(), before):
                before[article.id] = Standing(0, digest, source.key, article.source, article.order)
                made.articles.append(_found(article, state, source))
                _count(issues, article)
        except (SourceError, OSError, UnicodeError) as error:
            made.problems.append(problem_of(str(source.path), error))
            continue
        made.retiring += _gone(store, sorting, file, source)
        for issue in file.issues:
            key = name_key(issue.newspaper), issue.date
            issues.setdefault(key, replace(issue, pages=(), articles=0))
            if issues[key].number is None:
                issues[key] = replace(issues[key], number=issue.number)
    made.issues = sorted(issues.values(), key=lambda one: (one.date, name_key(one.newspaper)))
    return made


def _found(article: Article, state: State, source: SourceFile) -> Found:
    return Found(
        article.id,
        article.newspaper,
        article.date,
        article.page,
        article.title,
        article.kind,
        len(article.text),
        state,
        str(source.path),
    )


def _count(issues: dict[tuple[str, datetime.date], Issue], article: Article) -> None:
    key = name_key(article.newspaper), article.date
    known = issues.get(key) or Issue(article.newspaper, article.date, article.issue_number)
    pages: Sequence[str] = known.pages if article.page in known.pages else (*known.pages, article.page)
    issues[key] = replace(known, pages=tuple(sorted(pages, key=page_key)), articles=known.articles + 1)


def _number(store: Store | None, key: str) -> int:
    """The source's number in the archive; 0 where it never was there."""
    if store is None:
        return 0
    with store.reading() as connection:
        row = connection.execute("SELECT seq FROM sources WHERE path = ?", (key,)).fetchone()
    return int(row[0]) if row else 0


def _gone(store: Store | None, sorting: Sorting, file: ReadFile, source: SourceFile) -> int:
    if store is None:
        return 0
    with store.reading() as connection:
        return len(sorting.gone(connection, file, keep_unread=source.is_rows))
