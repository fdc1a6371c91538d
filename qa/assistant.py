"""The whole way of a question: understand, retrieve, read, decide, cite."""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Protocol, TypedDict, Unpack

from index.errors import QueryError
from index.records import Article, Hit, Issue, Kind
from qa import social, suggest
from qa.answers import Answer, Citation
from qa.citing import bare, cite, sentence_around
from qa.contexts import Place, places
from qa.decide import Calibration, Decision, Found, decide, features, gather
from qa.question import Question, Turn, understand
from qa.reader import Candidate, Context, Reader
from qa.settings import QaSettings

REFUSAL = "报上没有说。收进来的报纸里找不到这个问题的答案。"
REFUSAL_RELATED = "报上没有说。收进来的报纸里找不到这个问题的答案，下面是最接近的几篇报道。"
NO_PAPERS = "档案里还没有报纸。先用 python -m index add 加入报纸，再来提问。"
NOTHING_LEFT = "按所选的条件（日期、报纸、版面等），没有报道可找。放宽条件再试。"


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

    def articles(self, *, date: datetime.date | None = ...) -> Iterable[Article]:
        """Give the articles in the paper's order."""
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
class Considered:
    """A question with all that was found for it, before anything is decided.

    This is what calibration is fitted on: ``features`` of each span beside whether it is right.

    Attributes:
        question: As it was understood.
        hits: What the search found, best first.
        found: The spans that the reader found, tidied and weighed, best score first.
        features: Of each of them, in the order of ``qa.decide.FEATURES``.
        timings: Seconds by stage.
    """

    question: Question
    hits: tuple[Hit, ...] = ()
    found: tuple[Found, ...] = ()
    features: tuple[tuple[float, ...], ...] = ()
    timings: Mapping[str, float] = field(default_factory=dict, compare=False)


class Assistant:
    """Answers questions from an archive, in the paper's own words. May be shared by threads."""

    def __init__(
        self,
        archive: SearchesPapers,
        *,
        settings: QaSettings | None = None,
        reader: ReadsSpans | None = None,
        calibration: Calibration | None = None,
    ) -> None:
        """Take an archive; nothing is loaded before the first question or ``prepare``.

        Args:
            archive: Where to search.
            settings: How to search, read and decide.
            reader: A ready reader; the one that the settings name is loaded when first needed if None.
            calibration: Ready weights of the decision; those that the settings name if None.
        """
        self.archive = archive
        self.settings = QaSettings() if settings is None else settings
        self._reader = reader
        self._calibration = calibration
        self._loading = threading.Lock()
        self._suggested: tuple[object, tuple[str, ...]] | None = None

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        today: datetime.date | None = None,
        **filters: Unpack[Filters],
    ) -> Answer:
        """Answer one question.

        Args:
            question: In Chinese, as a reader would ask it.
            history: Question and answer of the turns before, oldest first.
            today: The day that "today" means; the newest issue's if None.
            **filters: date, since, until, newspaper, page, column, byline, kind: look only there.

        Returns:
            The answer with its citations; of kind "none" when the paper does not say, "social" when it
            was no question for the paper.

        Raises:
            QueryError: A filter has no meaning.
            ModelError: A model cannot be loaded.
        """
        return self.ask_many([question], histories=[history], today=today, **filters)[0]

    def ask_many(
        self,
        questions: Sequence[str],
        *,
        histories: Sequence[Sequence[Turn]] | None = None,
        today: datetime.date | None = None,
        **filters: Unpack[Filters],
    ) -> list[Answer]:
        """Answer several questions, searched and read in shared batches.

        Args:
            questions: Each as for ``ask``.
            histories: One history for each question; none has any if None.
            today: As for ``ask``.
            **filters: As for ``ask``; they hold for all the questions.

        Returns:
            One answer for each question, in their order. Timings are those of the whole batch, divided
            evenly.
        """
        considered = self.consider_many(questions, histories=histories, **filters)
        day = today
        if day is None and any(one.question.text for one in considered):
            day = self._newest_day(filters.get("newspaper"))
        narrowed = any(value is not None for value in filters.values())
        return [self._answer(one, day, narrowed) for one in considered]

    def consider_many(
        self,
        questions: Sequence[str],
        *,
        histories: Sequence[Sequence[Turn]] | None = None,
        **filters: Unpack[Filters],
    ) -> list[Considered]:
        """Understand, retrieve and read, and leave the decision to the caller."""
        if isinstance(questions, str):
            raise QueryError("ask_many takes a list of questions; ask takes one")
        if histories is not None and len(histories) != len(questions):
            raise QueryError(f"{len(questions)} questions need as many histories, not {len(histories)}")
        clock = _Clock(len(questions))
        with clock("understand"):
            turns = histories if histories is not None else [()] * len(questions)
            understood = [understand(*pair, self.settings) for pair in zip(questions, turns, strict=True)]
            asked = [question.text for question in understood if question.text]
        if not asked:
            return [Considered(question, timings=clock.seconds) for question in understood]
        with clock("retrieve"):
            hits = self.archive.search_many(asked, k=self.settings.passages, **filters)
        with clock("read"):
            looked = [places(one, self.settings) for one in hits]
            found = self._read(asked, looked)
        rows = iter(zip(hits, found, strict=True))
        considered = []
        for question in understood:
            if not question.text:
                considered.append(Considered(question, timings=clock.seconds))
                continue
            hit, spans = next(rows)
            values = tuple(features(one, hit) for one in spans)
            considered.append(Considered(question, tuple(hit), tuple(spans), values, clock.seconds))
        return considered

    def _read(self, asked: Sequence[str], looked: Sequence[Sequence[Place]]) -> list[list[Found]]:
        if not any(looked):
            return [[] for _ in asked]
        contexts = [[place.context for place in seen] for seen in looked]
        # With its mark, as the reader was taught: the same question without one is read differently.
        marked = [question if question.endswith("?") else f"{question.rstrip('。.!')}?" for question in asked]
        rows = list(zip(marked, contexts, strict=True))
        candidates = self.reader.read_many(rows, top=self.settings.spans)
        return [gather(*row) for row in zip(asked, looked, candidates, strict=True)]

    def _answer(self, considered: Considered, today: datetime.date | None, narrowed: bool) -> Answer:
        question = considered.question
        if not question.text:
            return self._social(considered)
        started = time.perf_counter()
        decision = decide(considered.found, considered.hits, self.calibration, self.settings)
        if decision.answered:
            answer = _span(question.text, decision)
        else:
            answer = self._refusal(considered, decision, narrowed)
        seconds = {**considered.timings, "decide": time.perf_counter() - started}
        return replace(answer, today=today, timings={**seconds, "total": sum(seconds.values())})

    def _refusal(self, considered: Considered, decision: Decision, narrowed: bool) -> Answer:
        related = tuple({hit.article.id: hit.article for hit in considered.hits}.values())
        message = REFUSAL_RELATED if related else REFUSAL
        if not related:
            message = NOTHING_LEFT if narrowed else NO_PAPERS
        return Answer(
            kind="none",
            question=considered.question.text,
            message=message,
            confidence=decision.sure,
            candidate=_span(considered.question.text, decision) if decision.best else None,
            related=related[: self.settings.related],
        )

    def _social(self, considered: Considered) -> Answer:
        question = considered.question
        if question.trouble == "long":
            message = social.too_long(self.settings.longest_question)
        elif question.social is not None:
            message = social.MESSAGES[question.social]
        else:
            message = social.EMPTY
        return Answer(
            kind="social",
            question=question.asked,
            message=message,
            suggestions=self.suggestions(),
            timings={**considered.timings, "total": sum(considered.timings.values())},
        )

    def suggestions(self, count: int | None = None, *, checked: bool = False) -> tuple[str, ...]:
        """Questions that this archive can answer, made from its newest issues.

        Args:
            count: How many at most; as many as the settings say if None.
            checked: Ask each of them first and keep those that the article it was made from answers. Done
                once for an archive's state; questions that were checked are used whenever there are any.
        """
        wanted = self.settings.suggestions if count is None else count
        issues = sorted(self.archive.issues(), key=lambda issue: issue.date, reverse=True)
        state = tuple((issue.newspaper, issue.date, issue.articles) for issue in issues)
        if self._suggested is not None and self._suggested[0] == state:
            return self._suggested[1][:wanted]
        days = sorted({issue.date for issue in issues}, reverse=True)[:3]
        made: list[str] = []
        for day in days:
            articles = [article for article in self.archive.articles(date=day) if article.kind == "news"]
            made += suggest.questions(articles, limit=24 - len(made))
            if len(made) >= 24:
                break
        if checked and made:
            asked = made[:16]
            answers = zip(asked, self.ask_many(asked), strict=True)
            made = [question for question, answer in answers if answer.kind == "span"] or made
            self._suggested = (state, tuple(made))
        return tuple(made[:wanted])

    @property
    def reader(self) -> ReadsSpans:
        """The reader, loaded when first needed."""
        if self._reader is None:
            with self._loading:
                if self._reader is None:
                    self._reader = Reader.load(self.settings.reader)
        return self._reader

    @property
    def calibration(self) -> Calibration:
        """The weights of the decision, loaded when first needed."""
        if self._calibration is None:
            with self._loading:
                if self._calibration is None:
                    self._calibration = Calibration.load(self.settings.calibration)
        return self._calibration

    def prepare(self) -> None:
        """Load all that a question needs, so that the first one need not wait."""
        _ = self.calibration, self.reader
        self.ask("这份报纸的头条写了什么事？")
        self.suggestions(checked=True)

    def _newest_day(self, newspaper: str | None) -> datetime.date | None:
        days = [issue.date for issue in self.archive.issues() if newspaper in (None, issue.newspaper)]
        return max(days, default=None)


def _span(question: str, decision: Decision) -> Answer:
    """The answer that a decision stands for, were it sure enough."""
    best = decision.best[0]
    citations = [cite(best.article, best.start, best.end)]
    citations += [_agreeing(one, best.text) for one in decision.best[1:]]
    return Answer(
        kind="span",
        question=question,
        text=best.text,
        display=best.text,
        confidence=decision.sure,
        citations=tuple(citations),
        alternatives=tuple(
            Answer(
                kind="span",
                question=question,
                text=one.text,
                display=one.text,
                confidence=sure,
                citations=(cite(one.article, one.start, one.end),),
            )
            for one, sure in decision.differing
        ),
    )


def _agreeing(found: Found, text: str) -> Citation:
    """Cite a report that agrees: its words where they are the same, else its sentence alone."""
    article = found.article
    start, end = sentence_around(article.text, found.start, found.end)
    if bare(found.text) == bare(text) and found.text != text:
        return Citation.at(article, start, end)
    at = found.start if found.text == text else article.text.find(text, start, end)
    if at < 0:
        return Citation.at(article, start, end)
    return Citation.at(article, start, end, at, at + len(text))


class _Clock:
    """Seconds of each stage, shared evenly by the questions of a batch."""

    def __init__(self, questions: int) -> None:
        self.seconds: dict[str, float] = {}
        self._share = max(1, questions)

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.seconds[stage] = (time.perf_counter() - started) / self._share
