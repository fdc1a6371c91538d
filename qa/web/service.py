"""What the page asks of the rest: answers, articles, and how far the models are."""

from __future__ import annotations

import datetime
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from index.errors import WenbaoError
from index.records import Article, Issue
from qa.answers import Answer
from qa.web.adding.deliveries import Deliveries
from qa.web.line import Line
from qa.web.reading.shelf import Shelf, Wanted
from qa.web.tally import Tally

if TYPE_CHECKING:
    from index import Archive
    from qa.assistant import Assistant
    from qa.question import Turn

AT_ONCE = 2  # questions that are worked on at the same time; the others stand in line
State = Literal["loading", "ready", "failed"]


class Service:
    """An archive and its assistant, with the models loading in the background."""

    def __init__(self, archive: Archive, assistant: Assistant, *, allow_uploads: bool = False) -> None:
        """Take both; nothing begins before ``start``.

        Args:
            archive: Whose papers are read.
            assistant: Answers the questions.
            allow_uploads: Visitors may add papers.
        """
        self.started = datetime.datetime.now(datetime.UTC).isoformat()
        self.archive = archive
        self.deliveries = Deliveries(archive) if allow_uploads else None
        self.takes_opinions = False  # set where a route stores them
        self.shelf = Shelf(archive)
        self.assistant = assistant
        self.line = Line(AT_ONCE)
        self.tally = Tally(self)
        self._done = threading.Event()
        self._failed = False

    def start(self) -> None:
        """Load the models in a thread of their own; a failure is printed and leaves the state "failed"."""
        threading.Thread(target=self._prepare, name="models", daemon=True).start()

    def _prepare(self) -> None:
        try:
            self.assistant.prepare()
        except WenbaoError as error:
            self._failed = True
            print(f"app: {error}", file=sys.stderr)
        except Exception:
            # A thread's end would otherwise leave every visitor waiting without a word.
            self._failed = True
            traceback.print_exc()
        finally:
            self._done.set()

    @property
    def state(self) -> State:
        """How far the models are."""
        if self._failed:
            return "failed"
        return "ready" if self._done.is_set() else "loading"

    def wait(self) -> None:
        """Return when the models are loaded or cannot be."""
        self._done.wait()

    def answer(
        self,
        question: str,
        history: Sequence[Turn],
        filters: Wanted | None = None,
        progress: Callable[[str], None] | None = None,
        today: datetime.date | None = None,
    ) -> Answer:
        """Answer a question with the turns before it, from what the filters let through.

        ``progress`` hears each stage as it begins, in the thread that calls this; ``today`` is as for
        ``Assistant.ask``.
        """
        try:
            answer = self.assistant.ask(question, history, today=today, progress=progress, **(filters or {}))
        except Exception:
            self.tally.answered("failed", {})
            raise
        self.tally.answered(answer.kind, answer.timings)
        return answer

    def article(self, article_id: str) -> Article | None:
        """The article of that id; None if the archive has none (any more)."""
        return self.archive.article(article_id)

    def issues(self) -> list[Issue]:
        """The issues of the archive."""
        return list(self.archive.issues())

    def suggestions(self, count: int) -> tuple[str, ...]:
        """Questions that the archive can answer."""
        return self.assistant.suggestions(count)
