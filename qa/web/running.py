"""The questions on their way: one a visitor, each known by its mark, however often the page tells of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace

from qa.web.asking import Stop
from qa.web.exchange import Exchange
from qa.web.line import LOOK

Work = Callable[[Stop], AsyncGenerator[list[Exchange]]]


@dataclass(slots=True)
class _Run:
    """A question on its way.

    Attributes:
        mark: The page's own for it.
        stop: Ends it.
        shown: The conversation as it showed it last.
        left: Nobody works on it any more; not ``ended``, it was cut off.
    """

    mark: str
    stop: Stop = field(default_factory=Stop)
    shown: Sequence[Exchange] = ()
    left: bool = False

    def ended(self) -> bool:
        return self.stop.asked or (bool(self.shown) and self.shown[-1].ended)


class Running:
    """Whose question is on its way, by visitor. For one event loop."""

    def __init__(self) -> None:
        """Begin with none."""
        self._runs: dict[str, _Run] = {}

    def end(self, visitor: str, *, quietly: bool) -> None:
        """Stop a visitor's question if there is one; ``quietly`` where its conversation is gone by then."""
        run = self._runs.get(visitor)
        if run is not None:
            run.stop.asked, run.stop.quietly = True, quietly

    async def shown(
        self, visitor: str, mark: str, before: Sequence[Exchange], work: Work
    ) -> AsyncGenerator[list[Exchange]]:
        """The conversation as it goes on.

        A page tells a question again when it has heard nothing: it is then shown what the first telling
        has come to. While another question of the same visitor is on its way, nothing comes.

        Args:
            visitor: Who asks.
            mark: Of the question; "" is never told again.
            before: The conversation as it stands.
            work: Goes on from there until it is stopped.
        """
        now = self._runs.get(visitor)
        if now is not None and not now.ended():
            if not mark or now.mark != mark:
                return
            async for told in _followed(now):
                yield told
            if now.ended():
                return
        if mark and before and before[-1].mark == mark and before[-1].ended:
            yield list(before)
            return
        run = self._runs[visitor] = _Run(mark)
        try:
            # Closed by name: left to the collector, it would go on for nobody.
            async with aclosing(work(run.stop)) as steps:
                async for told in steps:
                    run.shown = [*told[:-1], replace(told[-1], mark=mark)]
                    yield list(run.shown)
        finally:
            run.left = True
            if self._runs.get(visitor) is run:
                del self._runs[visitor]


async def _followed(run: _Run) -> AsyncGenerator[list[Exchange]]:
    """What another telling of the same question shows, as it changes."""
    told: Sequence[Exchange] = ()
    while True:
        over = run.ended() or run.left
        if run.shown is not told:
            told = run.shown
            yield list(told)
        if over:
            return
        await asyncio.sleep(LOOK)
