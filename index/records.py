"""The data that travels between the stages: what a newspaper is made of, and what a search finds."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Kind = Literal["news", "commentary", "photo", "notice", "unassigned"]
Mode = Literal["hybrid", "dense", "lexical"]

KINDS: tuple[Kind, ...] = ("news", "commentary", "photo", "notice", "unassigned")


class Problem(NamedTuple):
    """Something in a source that could not be used, or not for certain."""

    source: str
    line: int | None
    message: str


class Repeat(Problem):
    """A row whose id stood in its file before: it is left out, and still nothing of the file is unread."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was printed.

    ``kicker``, ``headline`` and ``deck`` hold their printed lines joined by a line feed. ``text`` is the
    body, paragraphs joined by a line feed, lines that a column broke joined again; every offset in this
    project counts characters (code points) in it.
    """

    id: str
    newspaper: str
    date: datetime.date
    headline: str = ""
    text: str = ""
    kind: Kind = "news"
    issue_number: int | None = None
    page: str = "1"
    page_name: str = ""
    column: str = ""
    kicker: str = ""
    deck: str = ""
    reporters: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()
    byline: str = ""
    source: str = ""
    page_inferred: bool = False
    order: int = 0

    @property
    def title(self) -> str:
        """The headline on one line; where there is none, the first words of the body."""
        return self.headline.replace("\n", " ") or self.text[:20]


@dataclass(frozen=True, slots=True)
class Issue:
    """One day's paper, as its masthead tells it."""

    newspaper: str
    date: datetime.date
    number: int | None = None
    weekday: str = ""
    lunar: str = ""
    publishers: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of one article: ``article.text[start:end] == text``."""

    article_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found, with the article it stands in. A higher score is better."""

    score: float
    passage: Passage
    article: Article


@dataclass(slots=True)
class AddReport:
    """What one ``Archive.add`` did.

    ``issues`` and ``articles`` count what is new or changed, ``passages`` those that were embedded,
    ``unchanged`` the articles that stood there already.
    """

    issues: int = 0
    articles: int = 0
    passages: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
