"""Articles, an archive in memory and readers that answer as told: for tests of what lies around them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from index.dates import find_dates
from index.records import Article, Hit, Issue, Passage
from qa.decide import FEATURES, Calibration
from qa.reader import Candidate, Context

DAY = datetime.date(2025, 8, 4)


def article(text: str, number: int = 1, headline: str = "全会召开", **fields: Any) -> Article:
    return Article(f"a{number}", "样报", fields.pop("date", DAY), headline=headline, text=text, **fields)


def lets(
    one: Article,
    date: datetime.date | None = None,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    byline: str | None = None,
    event: tuple[datetime.date, datetime.date] | None = None,
    **fields: Any,
) -> bool:
    """Whether an article passes filters as the archive has them."""
    days = [(day.first, day.last) for day in find_dates(one.text, one.date)] if event else []
    if event and not any(event[0] <= first and last <= event[1] for first, last in days):
        return False
    if date not in (None, one.date) or (since and one.date < since) or (until and one.date > until):
        return False
    if byline is not None and byline not in (*one.reporters, *one.correspondents, *one.photographers):
        return False
    return all(getattr(one, name) == value for name, value in fields.items())


class ListedArchive:
    """Finds the articles that it was given, in that order, each as one passage, whatever is asked."""

    def __init__(self, articles: Sequence[Article], spans: Sequence[tuple[int, int]] | None = None) -> None:
        self.listed = list(articles)
        self.spans = spans
        self.asked: list[tuple[list[str], int, dict[str, Any]]] = []

    def search_many(self, queries: Sequence[str], k: int = 10, **filters: Any) -> list[list[Hit]]:
        self.asked.append((list(queries), k, filters))
        hits = []
        for number, one in enumerate(self.listed[:k]):
            start, end = (0, len(one.text)) if self.spans is None else self.spans[number]
            hits.append(Hit(1.0 - number / 10, Passage(one.id, start, end, one.text[start:end]), one))
        return [hits for _ in queries]

    def articles(self, **filters: Any) -> Iterable[Article]:
        return [one for one in self.listed if lets(one, **filters)]

    def article(self, id: str) -> Article | None:  # noqa: A002 - as in the archive
        return next((one for one in self.listed if one.id == id), None)

    def issues(self) -> list[Issue]:
        days = sorted({one.date for one in self.listed})
        return [Issue("样报", day, articles=sum(one.date == day for one in self.listed)) for day in days]


class ToldReader:
    """Brings the spans that a function of question and contexts names: (context, start, end, score)."""

    def __init__(
        self, spans: Callable[[str, Sequence[Context]], Iterable[tuple[int, int, int, float]]]
    ) -> None:
        self.spans = spans
        self.calls = 0

    def read_many(
        self, asked: Sequence[tuple[str, Sequence[Context]]], top: int = 5
    ) -> list[list[Candidate]]:
        self.calls += 1
        found = []
        for question, contexts in asked:
            rows = [
                Candidate(context, start, end, contexts[context].text[start:end], score)
                for context, start, end, score in self.spans(question, contexts)
            ]
            found.append(sorted(rows, key=lambda row: -row.score)[:top])
        return found


def finds(*words: tuple[str, float]) -> ToldReader:
    """A reader that finds each of the words wherever it stands, with its score."""

    def spans(question: str, contexts: Sequence[Context]) -> Iterable[tuple[int, int, int, float]]:
        for number, context in enumerate(contexts):
            for word, score in words:
                at = context.text.find(word)
                if at >= 0:
                    yield number, at, at + len(word), score

    return ToldReader(spans)


def reader_alone(slope: float = 1.0) -> Calibration:
    """A decision by the reader's score alone: 0 is a probability of one half."""
    size = len(FEATURES)
    weights = tuple(slope if name == "reader" else 0.0 for name in FEATURES)
    return Calibration(FEATURES, (0.0,) * size, (1.0,) * size, weights, 0.0)
