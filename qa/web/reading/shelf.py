"""What the reading view takes from the archive: issues by month, pages, neighbours, results, dumps."""

from __future__ import annotations

import calendar
import datetime
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypedDict

from index import Archive
from index.decoding import decode
from index.errors import QueryError, SourceError
from index.records import KINDS, Article, Issue, Kind
from qa.web.reading.marks import Piece, terms_marked, words_of

RESULTS = 40  # passages that a search looks at
LISTED = 100  # articles that are listed when only filters are given
DUMP = 400_000  # characters of a dump that are shown


class Wanted(TypedDict, total=False):
    """Filters as ``Archive.search`` takes them."""

    since: datetime.date
    until: datetime.date
    newspaper: str
    page: str
    column: str
    byline: str
    kind: Kind


FIELDS = ("newspaper", "page", "column", "byline", "kind", "since", "until")


@dataclass(frozen=True, slots=True)
class Result:
    """An article that was found, with its best passages; their words are marked."""

    article: Article
    score: float
    excerpts: tuple[tuple[Piece, ...], ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters can be set to."""

    newspapers: tuple[str, ...]
    pages: tuple[str, ...]
    columns: tuple[str, ...]
    bylines: tuple[str, ...]


def wanted(given: Mapping[str, str]) -> Wanted:
    """Filters from an address; what is empty is left out.

    Raises:
        QueryError: "bad_date" or "bad_order", the keys of a phrase; an unknown kind is left out.
    """
    filters: Wanted = {}
    for name in ("newspaper", "page", "column", "byline"):
        value = given.get(name, "").strip()
        if value:
            filters[name] = value[:100]
    for kind in KINDS:
        if given.get("kind") == kind:
            filters["kind"] = kind
    for day in ("since", "until"):
        value = given.get(day, "").strip()
        if value:
            try:
                filters[day] = datetime.date.fromisoformat(value)
            except ValueError:
                raise QueryError("bad_date") from None
    if "since" in filters and "until" in filters and filters["since"] > filters["until"]:
        raise QueryError("bad_order")
    return filters


def search(archive: Archive, query: str, filters: Wanted) -> list[Result]:
    """Articles by words and meaning, best first; without words, all that the filters let through."""
    if not query.strip():
        listed = islice(archive.articles(**filters), LISTED) if filters else ()
        return [Result(one, 0.0, ((Piece(_lead(one)),),), ((0, len(_lead(one))),)) for one in listed]
    words = words_of(query)
    found: dict[str, list[tuple[float, tuple[Piece, ...], tuple[int, int]]]] = {}
    articles: dict[str, Article] = {}
    for hit in archive.search(query, RESULTS, **filters):
        articles[hit.article.id] = hit.article
        excerpt = tuple(terms_marked(hit.passage.text, words))
        found.setdefault(hit.article.id, []).append(
            (hit.score, excerpt, (hit.passage.start, hit.passage.end))
        )
    results = []
    for key, rows in found.items():
        # A second passage is shown for its words: one that is near by its meaning alone puzzles.
        shown = [row for number, row in enumerate(rows[:2]) if not number or any(one.mark for one in row[1])]
        excerpts, spans = tuple(row[1] for row in shown), tuple(row[2] for row in shown)
        results.append(Result(articles[key], rows[0][0], excerpts, spans))
    return results


def story(results: Sequence[Result]) -> list[Result]:
    """The reports of a story in order of date: those nearly as good as the best one."""
    if not results:
        return []
    best = max(one.score for one in results)
    kept = [one for one in results if one.score >= 0.6 * best]
    return sorted(kept, key=lambda one: (one.article.date, one.article.page, one.article.order))


def neighbours(archive: Archive, article: Article) -> tuple[Article | None, Article | None]:
    """The article before and the one after in the same issue."""
    listed = list(archive.articles(date=article.date, newspaper=article.newspaper))
    at = next((i for i, one in enumerate(listed) if one.id == article.id), None)
    if at is None:
        return None, None
    return listed[at - 1] if at else None, listed[at + 1] if at + 1 < len(listed) else None


def pages(articles: Iterable[Article]) -> list[tuple[str, str, list[Article]]]:
    """Page, its name and its articles, in the paper's order."""
    rows: dict[str, list[Article]] = {}
    for one in articles:
        rows.setdefault(one.page, []).append(one)
    return [(page, next((a.page_name for a in row if a.page_name), ""), row) for page, row in rows.items()]


def months(issues: Sequence[Issue]) -> list[tuple[int, int, list[list[tuple[int, Issue | None]]]]]:
    """Year, month and weeks (Monday first) of one newspaper's issues, newest month first.

    A day is its number, 0 outside of the month, with the issue of that day.
    """
    by_day = {issue.date: issue for issue in issues}
    seen = sorted({(day.year, day.month) for day in by_day}, reverse=True)
    made = []
    for year, month in seen:
        weeks = [
            [(day, by_day.get(datetime.date(year, month, day)) if day else None) for day in week]
            for week in calendar.Calendar().monthdayscalendar(year, month)
        ]
        made.append((year, month, weeks))
    return made


def dump(article: Article) -> str | None:
    """The text of the file that an article came from, as it came; None where it is gone or no page dump."""
    path = Path(article.source)
    if path.suffix.lower() != ".txt":
        return None
    try:
        return decode(path.read_bytes(), path.name)[0][:DUMP]
    except (OSError, SourceError):
        return None


def dumped(article: Article) -> bool:
    """Whether the page that an article came from can be shown as it came."""
    path = Path(article.source)
    return path.suffix.lower() == ".txt" and path.is_file()


class Shelf:
    """The choices of the filters, counted anew when the archive has grown."""

    def __init__(self, archive: Archive) -> None:
        """Take an archive; nothing is read before it is asked."""
        self._archive = archive
        self._lock = threading.Lock()
        self._kept: tuple[object, Choices] | None = None

    def choices(self) -> Choices:
        """Every newspaper, page, column and byline, the most frequent first."""
        with self._lock:
            state = self._archive.counts()
            if self._kept is None or self._kept[0] != state:
                self._kept = (state, self._count())
            return self._kept[1]

    def _count(self) -> Choices:
        counts: list[dict[str, int]] = [{}, {}, {}, {}]
        for one in self._archive.articles():
            people = (*one.reporters, *one.correspondents, *one.photographers)
            for names, count in zip(
                ((one.newspaper,), (one.page,), (one.column,), people), counts, strict=True
            ):
                for name in names:
                    if name:
                        count[name] = count.get(name, 0) + 1
        ordered = [sorted(count, key=lambda name: (-count[name], name)) for count in counts]
        numbered = sorted(ordered[1], key=lambda page: (not page.isdecimal(), len(page), page))
        return Choices(
            tuple(ordered[0]), tuple(numbered[:99]), tuple(ordered[2][:200]), tuple(ordered[3][:500])
        )


def _lead(article: Article) -> str:
    return article.text.split("\n")[0][:120]
