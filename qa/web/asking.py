"""One question on the page, from its place in the line to its answer."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from index.errors import QueryError, WenbaoError
from qa.answers import Answer
from qa.question import Turn
from qa.web.exchange import Exchange
from qa.web.line import LOOK
from qa.web.reading.shelf import Wanted, wanted
from qa.web.service import Service, State
from qa.web.words import STAGES, Language, say

KEPT = 30  # exchanges that a conversation shows; earlier ones scroll away for good
_CALM = 0.05  # seconds that a stage must last to be shown
_HEED = 0.2  # seconds after which a stop is heeded

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Stop:
    """A word to a question on its way: to end; ``quietly`` where the conversation is gone by then.

    Gradio can cancel events too, but what it has sent of one before may still arrive after what replaces it.
    """

    asked: bool = False
    quietly: bool = False


async def answered(
    service: Service,
    question: str,
    before: Sequence[Exchange],
    filters: Mapping[str, str],
    language: Language,
    stop: Stop | None = None,
) -> AsyncGenerator[list[Exchange]]:
    """The conversation while a question waits and is worked on, and after; no thread waits along.

    Args:
        service: Answers, and holds the line.
        question: As it was typed.
        before: The exchanges before it.
        filters: As an address has them.
        language: Of the notes.
        stop: Ends it when it says so.
    """
    stop = Stop() if stop is None else stop
    asked = question.strip()
    kept = list(before)

    def over(key: str) -> list[Exchange]:
        return [*kept, Exchange(asked, note=say(key, language), over=True, filters=filters)]

    with service.line.stand() as place:
        told = ""
        while (place.ahead or service.state == "loading") and not stop.asked:
            note = say("ahead", language, count=place.ahead) if place.ahead else say("waiting", language)
            if note != told:
                yield [*kept, Exchange(asked, note=note)]
                told = note
            await asyncio.sleep(LOOK)
        if not stop.asked:
            yield [*kept, Exchange(asked, note=say("searching", language))]
        history = [
            (one.question, one.answer.text or one.answer.message) for one in kept if one.answer is not None
        ]
        try:
            # Closed by name: left to the collector, a thread would work on for nobody.
            async with aclosing(_worked(service, asked, history, wanted(filters), stop)) as steps:
                async for step in steps:
                    if stop.asked:
                        break
                    if isinstance(step, Answer):
                        yield [*kept, Exchange(asked, step, filters=filters)]
                    else:
                        yield [*kept, Exchange(asked, note=say(f"at_{step[-1]}", language), stages=step)]
        except QueryError:
            yield over("bad_filter")
        except WenbaoError as error:
            _log.error("%s", error)
            yield over("error")
        except Exception:
            # A visitor sees one plain line; the traceback is for whoever runs the server.
            _log.exception("a question failed")
            yield over("error")
        if stop.asked and not stop.quietly:
            yield over("stopped")


class _Stopped(Exception):
    """The visitor has gone or pressed Stop: the thread ends at its next stage."""


@dataclass(slots=True)
class _Told:
    """Carries the stages from the thread that answers to the event loop."""

    loop: asyncio.AbstractEventLoop
    stages: asyncio.Queue[str]
    stopped: threading.Event

    def __call__(self, stage: str) -> None:
        if self.stopped.is_set():
            raise _Stopped
        self.loop.call_soon_threadsafe(self.stages.put_nowait, stage)


async def _worked(
    service: Service, asked: str, history: Sequence[Turn], filters: Wanted, stop: Stop
) -> AsyncGenerator[tuple[str, ...] | Answer, None]:
    """The stages begun so far, the running one last, each time that changes; at the end the answer.

    Nothing more comes once it is stopped.
    """
    told = _Told(asyncio.get_running_loop(), asyncio.Queue(), threading.Event())
    work = asyncio.create_task(asyncio.to_thread(service.answer, asked, history, filters, told))
    begun: tuple[str, ...] = ()
    try:
        while not (work.done() or stop.asked):
            waiting = asyncio.create_task(told.stages.get())
            try:
                await asyncio.wait({work, waiting}, timeout=_HEED, return_when=asyncio.FIRST_COMPLETED)
                heard = [waiting.result()] if waiting.done() else []
            finally:
                waiting.cancel()
            # What is decided between two searches takes no time: only what lasts is shown.
            await asyncio.wait({work}, timeout=_CALM)
            while not told.stages.empty():
                heard.append(told.stages.get_nowait())
            shown = begun
            for stage in heard:
                begun = (*(one for one in begun if one != stage), stage) if stage in STAGES else begun
            if begun != shown and not work.done():
                yield begun
        if work.done():
            yield work.result()
    finally:
        told.stopped.set()
        work.cancel()


async def arriving(service: Service) -> AsyncIterator[State]:
    """How far the models are: now, and once more when they are ready."""
    state = service.state
    yield state
    while state == "loading":
        await asyncio.sleep(0.3)
        state = service.state
        if state != "loading":
            yield state
