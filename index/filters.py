"""Which articles may be found at all: exact conditions, applied before the search."""

from __future__ import annotations

import contextlib
import datetime
import re
from dataclasses import dataclass
from typing import Any

from index import eventdays
from index.errors import QueryError
from index.normal import normalise
from index.records import KINDS

_PAGE = re.compile(r"第?\s*([A-Za-z]*)\s*0*(\d+)\s*版?(?:[\s:：、].*)?\Z", re.DOTALL)


def page_key(page: str) -> str:
    """One form for all ways to write a page number; it sorts in the paper's order.

    >>> page_key("1") == page_key("01") == page_key("第1版") == page_key("第01版：要闻")
    True
    >>> page_key("A2") < page_key("A10")
    True
    """
    text = normalise(str(page)).text.strip()
    match = _PAGE.match(text)
    if not match:
        return text.casefold()
    return f"{match.group(1).upper()}{int(match.group(2)):05d}"


def name_key(name: str) -> str:
    """One form for a column's or a paper's name, however wide its characters and spaces are."""
    return "".join(normalise(name).text.split()).casefold()


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that all hold for an article that may be found; None asks for nothing."""

    date: datetime.date | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    newspaper: str | None = None
    page: str | None = None
    column: str | None = None
    byline: str | None = None
    kind: str | None = None
    event: tuple[datetime.date, datetime.date] | None = None

    def __post_init__(self) -> None:
        """Refuse conditions that have no meaning.

        Raises:
            QueryError: A date that is none, since after until, or an unknown kind.
        """
        for name in ("date", "since", "until"):
            value = getattr(self, name)
            if value is None:
                continue
            if isinstance(value, datetime.datetime):
                object.__setattr__(self, name, value.date())
            elif not isinstance(value, datetime.date):
                raise QueryError(f"{name}={value!r}: give a datetime.date")
        if self.event is not None:
            object.__setattr__(self, "event", _days(self.event))
        if self.since and self.until and self.since > self.until:
            raise QueryError(f"since {self.since} is after until {self.until}: change them over")
        if self.kind is not None and self.kind not in KINDS:
            raise QueryError(f"kind={self.kind!r}: choose one of {', '.join(KINDS)}")

    def where(self, *, rowid: str = "a.seq") -> tuple[str, list[Any]]:
        """An SQL condition over ``articles AS a`` and its parameters; ``("1", [])`` for all."""
        conditions: list[str] = []
        values: list[Any] = []

        def add(condition: str, value: object) -> None:
            conditions.append(condition)
            values.append(value)

        if self.date:
            add("a.date = ?", self.date.isoformat())
        if self.since:
            add("a.date >= ?", self.since.isoformat())
        if self.until:
            add("a.date <= ?", self.until.isoformat())
        if self.newspaper is not None:
            add("a.newspaper_key = ?", name_key(self.newspaper))
        if self.page is not None:
            add("a.page_key = ?", page_key(self.page))
        if self.column is not None:
            add("a.column_key = ?", name_key(self.column))
        if self.byline is not None:
            add(f"{rowid} IN (SELECT article FROM names WHERE name = ?)", name_key(self.byline))
        if self.kind is not None:
            add("a.kind = ?", self.kind)
        if self.event is not None:
            conditions.append(eventdays.of_articles(rowid))
            values.extend(eventdays.parameters(self.event))
        return " AND ".join(conditions) or "1", values

    def of_passages(self) -> tuple[str, list[Any]]:
        """`where` for ``articles AS a`` joined with ``passages AS p``: an event in the passage itself."""
        condition, values = self.where()
        if self.event is None:
            return condition, values
        return f"{condition} AND {eventdays.of_passages()}", [*values, *eventdays.parameters(self.event)]


def _days(event: object) -> tuple[datetime.date, datetime.date]:
    """First and last day of an event.

    Raises:
        QueryError: It is no such pair.
    """
    if isinstance(event, tuple) and len(event) == 2:
        first, last = (day.date() if isinstance(day, datetime.datetime) else day for day in event)
        if isinstance(first, datetime.date) and isinstance(last, datetime.date) and first <= last:
            return first, last
    raise QueryError(f"event={event!r}: give the first and the last day, two datetime.date in order")


def issue_named(
    issue: tuple[str, datetime.date] | str | datetime.date | None,
) -> tuple[str | None, datetime.date]:
    """Newspaper and day of an issue, as `Archive.remove` takes it.

    Raises:
        QueryError: The day cannot be read.
    """
    newspaper: str | None = None
    day: object = issue
    if isinstance(issue, tuple) and len(issue) == 2:
        newspaper, day = issue
    elif isinstance(issue, str) and "/" in issue:
        newspaper, _, day = issue.rpartition("/")
    if isinstance(day, str):
        with contextlib.suppress(ValueError):
            day = datetime.date.fromisoformat(day.strip())
    if isinstance(day, datetime.datetime):
        day = day.date()
    if not isinstance(day, datetime.date):
        raise QueryError(f"issue={issue!r}: give (newspaper, date), 'newspaper/2025-08-04' or a date")
    return newspaper, day
