"""What comes back from a question: an answer in the paper's words, and where each word stands."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from index.records import Article

AnswerKind = Literal["span", "passage", "list", "articles", "metadata", "social", "none"]

_WORDLESS: frozenset[str] = frozenset({"social", "none"})


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in an article: ``article.text[start:end] == quote``, always.

    Attributes:
        article: Where it was printed.
        quote: The sentence or sentences shown, verbatim.
        start: Of the quote in ``article.text``, in characters.
        end: One past the quote's last character.
        answer_start: Of the answer in ``article.text``; None where it is not in the text.
        answer_end: One past the answer's last character, or None.

    Raises:
        ValueError: The offsets do not hold the quote, or only one end of the answer is told.
    """

    article: Article
    quote: str
    start: int
    end: int
    answer_start: int | None = None
    answer_end: int | None = None

    def __post_init__(self) -> None:
        """Refuse a citation that points beside its quote."""
        if not 0 <= self.start <= self.end <= len(self.article.text):
            raise ValueError(f"quote {self.start}:{self.end} lies outside of article {self.article.id}")
        if self.article.text[self.start : self.end] != self.quote:
            raise ValueError(f"article {self.article.id} does not hold the quote at {self.start}:{self.end}")
        if (self.answer_start is None) != (self.answer_end is None):
            raise ValueError("answer_start and answer_end are given together or not at all")
        if self.answer_start is None or self.answer_end is None:
            return
        if not self.start <= self.answer_start <= self.answer_end <= self.end:
            raise ValueError(f"answer {self.answer_start}:{self.answer_end} lies outside of its quote")

    @classmethod
    def at(
        cls,
        article: Article,
        start: int,
        end: int,
        answer_start: int | None = None,
        answer_end: int | None = None,
    ) -> Citation:
        """Cite ``article.text[start:end]``."""
        return cls(article, article.text[start:end], start, end, answer_start, answer_end)

    @property
    def place(self) -> str:
        """Where it was printed, as one writes it under a quotation.

        >>> import datetime
        >>> paper = Article("a", "样报", datetime.date(2025, 8, 4), headline="全会召开", text="开会了。")
        >>> Citation.at(paper, 0, 4).place
        '《样报》2025年8月4日第1版《全会召开》'
        """
        return place_of(self.article)


def place_of(article: Article) -> str:
    """Newspaper, date, page and headline of an article on one line."""
    date = article.date
    page = article.page
    page = f"第{page}版" if page.isdecimal() else f"{page}版"
    paper = f"《{article.newspaper}》" if article.newspaper else ""
    return f"{paper}{date.year}年{date.month}月{date.day}日{page}《{article.title}》"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or the plain word that the paper does not say.

    Attributes:
        kind: "span" (a phrase), "passage" (sentences), "list", "articles", "metadata", "social" or "none".
        question: The question as it was understood.
        text: The paper's words; "" for social and none.
        display: The same with what helps to read it beside it, for showing.
        message: Our words (refusal, greeting, notice); never quoted, "" if there are none.
        items: The parts of a list, or the articles found, each with its citation at the same place; a notice
            that corrects one of them is cited after these.
        citations: Best first.
        alternatives: Answers of reports that differ.
        confidence: How sure it is to be right, 0 to 1; the best candidate's even when refused.
        candidate: That refused candidate as an answer, or None.
        related: Articles to offer when there is no answer.
        further: Answers to the other questions of the same line, in its order; each a whole answer.
        suggestions: Questions that this archive can answer, offered with social answers.
        today: The day that "today" meant; None where it did not matter.
        timings: Seconds by stage.

    Raises:
        ValueError: A span answer whose citations do not hold it, or words where there may be none.
    """

    kind: AnswerKind
    question: str
    text: str = ""
    display: str = ""
    message: str = ""
    items: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    alternatives: tuple[Answer, ...] = ()
    confidence: float = 0.0
    candidate: Answer | None = None
    related: tuple[Article, ...] = ()
    further: tuple[Answer, ...] = ()
    suggestions: tuple[str, ...] = ()
    today: datetime.date | None = None
    timings: Mapping[str, float] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        """Refuse an answer that breaks its word."""
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} is no probability")
        if self.kind in _WORDLESS and (self.text or self.display or self.citations):
            raise ValueError(f"an answer of kind {self.kind} quotes nothing")
        if self.kind == "span":
            if not self.citations:
                raise ValueError("a span answer needs a citation")
            for number, citation in enumerate(self.citations):
                if citation.answer_start is None and number > 0:
                    continue  # a report that agrees in other words
                if citation.article.text[citation.answer_start : citation.answer_end] != self.text:
                    raise ValueError(f"citation {number + 1} does not hold the answer {self.text!r}")
