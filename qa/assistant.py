"""The whole way of a question: understand, retrieve, read, decide, cite."""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Unpack

from index.errors import QueryError
from index.records import Hit
from qa import social, suggest
from qa.answering import words
from qa.answering.memory import Memory
from qa.answering.needs import Desk, Filters, Limits, ReadsSpans, SearchesPapers
from qa.answering.reading import Seen, look
from qa.answering.scopes import Scope
from qa.answering.steps import Clock, Steps, run
from qa.answering.ways import way
from qa.answers import Answer
from qa.decide import Calibration, Found, features
from qa.question import Question, Turn, cleaned
from qa.reader import Reader
from qa.settings import QaSettings
from qa.understand import Understood, understand
from qa.understand.odd import holdings

__all__ = ["Assistant", "Considered", "Filters", "ReadsSpans", "SearchesPapers"]

REFUSAL, REFUSAL_RELATED = words.REFUSAL, words.REFUSAL_RELATED
NO_PAPERS, NOTHING_LEFT = words.NO_PAPERS, words.NOTHING_LEFT

_PARTS = 4  # questions of one line that are answered beside its first
_SURE = 0.7  # of the answer to a question that is suggested
_LOOKED_AT = 200  # questions made of one issue
_CHECKED = 18  # questions that are asked before they are suggested
_TELLING = frozenset({"news", "photo"})  # kinds of articles that questions are made of


def _is_sure(answer: Answer) -> bool:
    """Whether a question that gets this answer is worth suggesting."""
    return bool(answer.text or answer.items) and answer.confidence >= _SURE


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
        self._memory = Memory(archive)
        self._suggested: tuple[object, tuple[str, ...]] | None = None

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        today: datetime.date | None = None,
        progress: Callable[[str], None] | None = None,
        **filters: Unpack[Filters],
    ) -> Answer:
        """Answer one question.

        Args:
            question: In Chinese, as a reader would ask it.
            history: Question and answer of the turns before, oldest first.
            today: The day that "today" means; the newest issue's if None.
            progress: Is told "understand", "retrieve", "read" or "decide" whenever such a stage begins, in
                the thread that asks; what it raises ends the question.
            **filters: date, since, until, newspaper, page, column, byline, kind: look only there.

        Returns:
            The answer with its citations; of kind "none" when the paper does not say, "social" when it
            was no question for the paper.

        Raises:
            QueryError: A filter has no meaning.
            ModelError: A model cannot be loaded.
        """
        return self.ask_many([question], histories=[history], today=today, progress=progress, **filters)[0]

    def ask_many(
        self,
        questions: Sequence[str],
        *,
        histories: Sequence[Sequence[Turn]] | None = None,
        today: datetime.date | None = None,
        progress: Callable[[str], None] | None = None,
        **filters: Unpack[Filters],
    ) -> list[Answer]:
        """Answer several questions, searched and read in shared batches.

        Args:
            questions: Each as for ``ask``.
            histories: One history for each question; none has any if None.
            today: As for ``ask``.
            progress: As for ``ask``; the stages are those of the whole batch.
            **filters: As for ``ask``; they hold for all the questions.

        Returns:
            One answer for each question, in their order. Timings are those of the whole batch, divided
            evenly.
        """
        clock = Clock(len(questions), progress)
        with clock("understand"):
            lines = self._clean(questions, histories)
            day = today
            if day is None and any(one.text for one in lines):
                day = self._memory.newest_day(filters.get("newspaper"))
            desk = self._desk(day, filters)
            understood = [self._understand(one, day) for one in lines]
        asked = [one for one in understood if one is not None and one.kind != "social"]
        ways = [way(desk, one) for one in asked]
        answers = iter(zip(asked, run(ways, self.archive, lambda: self.reader, clock), strict=True))
        given: list[Answer] = []
        for question, one in zip(lines, understood, strict=True):
            if one is None or one.kind == "social":
                given.append(self._social(question, clock, one))
                continue
            plan, answer = next(answers)
            message = words.join(*plan.notices, answer.message)
            seconds = {**clock.seconds, "total": sum(clock.seconds.values())}
            answer = replace(answer, message=message, today=day, timings=seconds)
            self._memory.keep(question.asked, answer)
            if plan.others:
                answer = self._further(answer, plan, question.history, day, progress, filters)
            given.append(answer)
        return given

    def _further(
        self,
        first: Answer,
        plan: Understood,
        history: Sequence[Turn],
        day: datetime.date | None,
        progress: Callable[[str], None] | None,
        filters: Filters,
    ) -> Answer:
        """The answer to the first question of a line, with those to the others.

        Each is asked after the one before it, as a reader would who asks them one by one: 有多长 has its
        subject there.
        """
        turns = [*history, (plan.question, first.text or first.message)]
        self._memory.keep(plan.question, first)
        further: list[Answer] = []
        for asked in plan.others[:_PARTS]:
            answer = self.ask(asked, turns, today=day, progress=progress, **filters)
            turns.append((asked, answer.text or answer.message))
            further.append(answer)
        left = plan.others[_PARTS:]
        message = words.join(first.message, words.MANY_PARTS if left else "")
        return replace(first, message=message, further=tuple(further), suggestions=left)

    def consider_many(
        self,
        questions: Sequence[str],
        *,
        histories: Sequence[Sequence[Turn]] | None = None,
        **filters: Unpack[Filters],
    ) -> list[Considered]:
        """Retrieve and read for questions that ask for a phrase, and leave the decision to the caller."""
        clock = Clock(len(questions))
        with clock("understand"):
            lines = self._clean(questions, histories)
            desk = self._desk(None, filters)

        def seen(text: str) -> Steps[Seen]:
            return (yield from look(desk, text, Scope(desk.asked)))

        ways = [seen(one.text) for one in lines if one.text]
        rows = iter(run(ways, self.archive, lambda: self.reader, clock))
        considered = []
        for question in lines:
            one = next(rows) if question.text else Seen()
            values = tuple(features(found, one.hits) for found in one.found)
            considered.append(Considered(question, one.hits, one.found, values, clock.seconds))
        return considered

    def _clean(self, questions: Sequence[str], histories: Sequence[Sequence[Turn]] | None) -> list[Question]:
        if isinstance(questions, str):
            raise QueryError("ask_many takes a list of questions; ask takes one")
        if histories is not None and len(histories) != len(questions):
            raise QueryError(f"{len(questions)} questions need as many histories, not {len(histories)}")
        turns = histories if histories is not None else [()] * len(questions)
        return [cleaned(*pair, self.settings) for pair in zip(questions, turns, strict=True)]

    def _desk(self, day: datetime.date | None, filters: Filters) -> Desk:
        return Desk(
            self.archive,
            self.settings,
            lambda: self.calibration,
            day,
            Limits(**filters),
            self._memory.notices,
        )

    def _understand(self, question: Question, day: datetime.date | None) -> Understood | None:
        """What a question asks; None where it is no question for the paper."""
        if not question.text:
            return None
        return understand(
            question.asked,
            question.history,
            names=self._memory.names(),
            today=day or datetime.date.today(),
            about=self._memory.about(question.history),
            listed=self._memory.listed(question.history),
        )

    def _social(self, question: Question, clock: Clock, understood: Understood | None) -> Answer:
        recognised = understood.social if understood is not None else question.social
        if understood is not None and understood.notices:
            message = words.join(*understood.notices)
        elif question.trouble == "long":
            message = social.too_long(self.settings.longest_question)
        elif recognised == "holdings":
            message = holdings(list(self.archive.issues())) or words.NO_PAPERS
        elif recognised in social.MESSAGES:
            message = social.MESSAGES[recognised]
        else:
            message = social.EMPTY
        started = time.perf_counter()
        suggestions = self.suggestions()
        seconds = {**clock.seconds, "decide": time.perf_counter() - started}
        return Answer(
            kind="social",
            question=question.asked,
            message=message,
            suggestions=suggestions,
            timings={**seconds, "total": sum(seconds.values())},
        )

    def suggestions(self, count: int | None = None, *, checked: bool = False) -> tuple[str, ...]:
        """Questions that this archive can answer, made from its newest issues.

        Args:
            count: How many at most; as many as the settings say if None.
            checked: Ask each of them first and keep those that the article it was made from answers. Done
                once for an archive's state; questions that were checked are used whenever there are any.
        """
        wanted = self.settings.suggestions if count is None else count
        state = self._memory.state()
        if self._suggested is not None and self._suggested[0] == state:
            return self._suggested[1][:wanted]
        days = sorted({date for _, date, _ in state}, reverse=True)[:3]
        found: list[str] = []
        for day in days:
            articles = [article for article in self.archive.articles(date=day) if article.kind in _TELLING]
            found += suggest.questions(articles, _LOOKED_AT)
        found = list(dict.fromkeys(found))
        made = suggest.varied(found)
        if checked and made:
            asked = made[:_CHECKED]
            sure = {one for one, answer in zip(asked, self.ask_many(asked), strict=True) if _is_sure(answer)}
            made = suggest.varied(one for one in found if one in sure) or made
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
