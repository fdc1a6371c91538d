"""What programs can ask for, over HTTP and MCP alike."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Awaitable, Callable
from itertools import islice
from typing import TYPE_CHECKING

from index.records import Article, Hit, Issue
from qa.answers import Answer
from qa.web.api.failures import Refusal
from qa.web.line import LOOK

if TYPE_CHECKING:
    from qa.web.api.models import Ask, Search
    from qa.web.service import Service
    from qa.web.settings import WebSettings

LISTED = 500  # articles in one answer at most


class Calls:
    """A service for programs. What blocks runs in threads, never on the event loop."""

    def __init__(self, service: Service, settings: WebSettings) -> None:
        """Take a service and how many may wait for it."""
        self._service = service
        self._settings = settings

    async def ask(self, asked: Ask, gone: Callable[[], Awaitable[bool]]) -> Answer:
        """Answer a question when its turn has come: programs stand in the same line as the page's visitors.

        Args:
            asked: The question with its history and filters.
            gone: Whether the client is there no more, so that nobody waits for the answer.

        Raises:
            Refusal: The models are not ready, too many wait, or the client has gone.
        """
        service = self._service
        if service.state == "failed":
            raise Refusal(503, "unavailable", "the models could not be loaded")
        if service.state == "loading":
            raise Refusal(503, "loading", "the models are loading; /healthz says when they are ready", wait=5)
        if len(service.line) >= self._settings.waiting:
            raise Refusal(503, "crowded", f"{len(service.line)} questions wait; try again later", wait=10)
        history = [(turn.question, turn.answer) for turn in asked.history]
        with service.line.stand() as place:
            while place.ahead:
                if await gone():
                    raise Refusal(503, "unavailable", "the client has gone")
                await asyncio.sleep(LOOK)
            wanted = asked.filters.wanted()
            return await asyncio.to_thread(service.answer, asked.question, history, wanted, today=asked.today)

    async def search(self, asked: Search) -> list[Hit]:
        """Passages that fit, best first."""
        archive = self._service.archive
        wanted = asked.wanted()
        return await asyncio.to_thread(lambda: archive.search(asked.q, asked.k, mode=asked.mode, **wanted))

    async def article(self, id: str) -> Article:  # noqa: A002 - as everywhere else
        """One article.

        Raises:
            Refusal: There is none of that id.
        """
        one = await asyncio.to_thread(self._service.article, id)
        if one is None:
            raise Refusal(404, "not_found", "no article of that id")
        return one

    async def articles(
        self, date: datetime.date, page: str | None = None, newspaper: str | None = None
    ) -> list[Article]:
        """The articles of a day, or of one page of it, in the paper's order."""
        found = self._service.archive.articles
        return await asyncio.to_thread(
            lambda: list(islice(found(date=date, page=page, newspaper=newspaper), LISTED))
        )

    async def issues(self) -> list[Issue]:
        """Every issue, oldest first."""
        return await asyncio.to_thread(self._service.issues)
