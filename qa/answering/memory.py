"""What an assistant remembers: the archive's names, and which articles its last answers cited."""

from __future__ import annotations

import datetime
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.filters import name_key
from index.records import Article
from qa.answering.corrections import is_notice
from qa.answering.needs import SearchesPapers
from qa.answers import Answer
from qa.question import Turn
from qa.understand import Names, names_of

State = tuple[tuple[str, datetime.date, int], ...]

_KEPT = 2048  # answers; what is older is no longer asked back to


class Memory:
    """Names of an archive, read once for each of its states, and the articles behind the latest answers.

    A history holds words alone. Which article 这篇 means is told by the answer that was given for them, so
    the ids of its citations are kept beside the words. May be shared by threads.
    """

    def __init__(self, archive: SearchesPapers) -> None:
        """Begin with nothing."""
        self._archive = archive
        self._lock = threading.Lock()
        self._reading = threading.Lock()
        self._read: tuple[State, Names, tuple[Article, ...]] | None = None
        self._cited: OrderedDict[tuple[str, str], _Cited] = OrderedDict()

    def state(self) -> State:
        """What an archive holds, in short: equal as long as nothing was added or removed."""
        return tuple((one.newspaper, one.date, one.articles) for one in self._archive.issues())

    def newest_day(self, newspaper: str | None) -> datetime.date | None:
        """The day of the newest issue, of one paper or of all."""
        key = None if newspaper is None else name_key(newspaper)
        days = [date for paper, date, _ in self.state() if key is None or name_key(paper) == key]
        return max(days, default=None)

    def names(self) -> Names:
        """The names that the archive has now."""
        return self._known()[1]

    def notices(self) -> tuple[Article, ...]:
        """The correction notices that the archive has now."""
        return self._known()[2]

    def _known(self) -> tuple[State, Names, tuple[Article, ...]]:
        state = self.state()
        with self._reading:
            if self._read is None or self._read[0] != state:
                seen = _Seen(self._archive)
                names = names_of(seen)
                self._read = (state, names, tuple(seen.notices))
            return self._read

    def keep(self, asked: str, answer: Answer) -> None:
        """Remember which articles an answer cited."""
        days = {citation.article.id: citation.article.date for citation in answer.citations}
        cited = _Cited(tuple(days.items()), answer.kind == "articles")
        with self._lock:
            # A history may hold other words of the answer: then the question alone tells.
            for said in {answer.text, answer.display, answer.message, ""}:
                self._cited[asked.strip(), said.strip()] = cited
                self._cited.move_to_end((asked.strip(), said.strip()))
            while len(self._cited) > _KEPT:
                self._cited.popitem(last=False)

    def about(self, history: Sequence[Turn]) -> tuple[str, ...]:
        """Ids of the articles that the last answer cited, best first; none if it is not remembered."""
        cited = self._of(history[-1]) if history else None
        return tuple(name for name, _ in cited.articles) if cited is not None else ()

    def listed(self, history: Sequence[Turn]) -> tuple[tuple[str, datetime.date], ...]:
        """Ids and days of the articles of the last list of reports, in its order; none if there was none."""
        found = (cited for turn in reversed(history) if (cited := self._of(turn)) is not None)
        return next((cited.articles for cited in found if cited.listed), ())

    def _of(self, turn: Turn) -> _Cited | None:
        asked, said = turn
        with self._lock:
            kept = self._cited.get((asked.strip(), said.strip()))
            return kept if kept is not None else self._cited.get((asked.strip(), ""))


@dataclass(frozen=True, slots=True)
class _Cited:
    """What an answer cited: ids with days, and whether it was a list of reports."""

    articles: tuple[tuple[str, datetime.date], ...]
    listed: bool


class _Seen:
    """An archive's articles, with the correction notices among them kept in passing."""

    def __init__(self, archive: SearchesPapers) -> None:
        self._archive = archive
        self.notices: list[Article] = []

    def articles(self) -> Iterator[Article]:
        for article in self._archive.articles():
            if is_notice(article):
                self.notices.append(article)
            yield article
