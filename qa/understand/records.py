"""What a question was understood to ask."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "fact", "passage", "yesno", "list", "count", "articles", "digest", "timeline", "metadata", "social"
]
Wanted = Literal[
    "", "reporter", "correspondent", "photographer", "newspaper", "issue_number", "page", "page_name",
    "column", "date", "headline", "publisher", "weekday", "lunar", "pages",
]  # fmt: skip

Place = Literal["头条", "倒头条", "报眼", "导读"]


@dataclass(frozen=True, slots=True)
class Period:
    """Days that a question names.

    Attributes:
        first: The first of them.
        last: The last, the same for one day.
        words: How the question names them.
    """

    first: datetime.date
    last: datetime.date
    words: str


@dataclass(frozen=True, slots=True)
class Named:
    """What the question asks to look in, by names that the archive has; None asks for nothing.

    Attributes:
        newspaper: As its masthead has it.
        page: Its number; 头版 is 1 (or A01 where no paper has a page 1).
        page_name: 要闻, 副刊...
        column: Without brackets.
        byline: A reporter, correspondent or photographer.
        kind: A kind of article, as ``index.records.Kind``.
        headline: Of the article that is meant, as it is stored.
        pages: Every page of the archive that ``page`` may mean: papers number them differently (1 and A01).
        place: Where on a page, in the words of the trade.
        issue_number: Of the issue, counted from the paper's first (总第N期).
    """

    newspaper: str | None = None
    page: str | None = None
    page_name: str | None = None
    column: str | None = None
    byline: str | None = None
    kind: str | None = None
    headline: str | None = None
    pages: tuple[str, ...] = ()
    place: Place | None = None
    issue_number: int | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it was understood.

    Attributes:
        asked: As it was typed.
        question: The whole question: a follow-up made whole, Simplified, half-width; shown to the reader.
        kind: What form the answer takes. "fact" a phrase, "passage" sentences (why, how, what is),
            "yesno" the sentence that decides it, "list" items, "count" and "articles" reports, "digest"
            every report of an issue or page, "timeline" a story in order of date (comparisons, too),
            "metadata" a field of an article or issue, "social" no question for the paper.
        wanted: For metadata, the field that is asked for; "pages" is how many and which an issue has.
        periods: The days that it names, resolved against today.
        named: Newspaper, page, column, byline, kind of article that it names as such.
        topic: What to search for: the question without the words that became filters, days or form; may be
            empty (头版讲了什么).
        about: Ids of the articles that it points back to (这篇是谁写的 after an answer).
        notices: Our words about what was understood, shown with the answer.
        wholes: Ways to make a follow-up whole, best first; the first is ``question``. One for any other
            question.
        meant: The question with a name that the archive has in place of a slip; "" where there is none.
            ``topic`` has that name already.
        others: Further questions that stood in the same line; each may lean on the one before it.
        social: For "social", what it is, as ``qa.social.Social``; "" for an empty line.
    """

    asked: str
    question: str
    kind: Kind = "fact"
    wanted: Wanted = ""
    periods: tuple[Period, ...] = ()
    named: Named = Named()
    topic: str = ""
    about: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    wholes: tuple[str, ...] = ()
    meant: str = ""
    others: tuple[str, ...] = ()
    social: str = ""
