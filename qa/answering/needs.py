"""What answering needs of an archive and of a reader, and what a question may be limited to."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Protocol, TypedDict, Unpack

from index.records import Article, Hit, Issue, Kind
from qa.decide import Calibration
from qa.reader import Candidate, Context
from qa.settings import QaSettings


class Filters(TypedDict, total=False):
    """What a question may be limited to; the same as in ``Archive.search``."""

    date: datetime.date | None
    since: datetime.date | None
    until: datetime.date | None
    newspaper: str | None
    page: str | None
    column: str | None
    byline: str | None
    kind: Kind | None


class SearchesPapers(Protocol):
    """What an assistant needs of an archive."""

    def search_many(
        self, queries: Sequence[str], k: int = ..., **filters: Unpack[Filters]
    ) -> list[list[Hit]]:
        """Find the best passages for each query."""
        ...

    def articles(self, **filters: Unpack[Filters]) -> Iterable[Article]:
        """Give the articles in the paper's order."""
        ...

    def article(self, id: str) -> Article | None:  # noqa: A002 - the public name
        """Give the article of an id."""
        ...

    def issues(self) -> Iterable[Issue]:
        """Give the issues."""
        ...


class ReadsSpans(Protocol):
    """What an assistant needs of a reader."""

    def read_many(
        self, asked: Sequence[tuple[str, Sequence[Context]]], top: int = ...
    ) -> list[list[Candidate]]:
        """Find the best spans for each question over its contexts."""
        ...


@dataclass(frozen=True, slots=True)
class Limits:
    """Filters as a value, so that questions with the same ones are searched together."""

    date: datetime.date | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    newspaper: str | None = None
    page: str | None = None
    column: str | None = None
    byline: str | None = None
    kind: Kind | None = None
    event: tuple[datetime.date, datetime.date] | None = None

    def given(self) -> dict[str, Any]:
        """Those that ask for something, as keywords."""
        return {one.name: value for one in fields(self) if (value := getattr(self, one.name)) is not None}

    def impossible(self) -> bool:
        """Whether no article can pass: the days begin after they end."""
        return bool(self.since and self.until and self.since > self.until)


@dataclass(frozen=True, slots=True)
class Desk:
    """What every form of answer works with.

    Attributes:
        archive: Where to search.
        settings: How to search, read and decide.
        weigh: Gives the weights of the decision, loaded when first needed.
        today: The day that "today" means; None in an empty archive.
        asked: The filters that the caller set; they are never dropped.
        notices: Gives the correction notices of the archive.
    """

    archive: SearchesPapers
    settings: QaSettings
    weigh: Callable[[], Calibration]
    today: datetime.date | None
    asked: Limits = field(default_factory=Limits)
    notices: Callable[[], Sequence[Article]] = tuple
