"""One question on the page, from its place in the line to its answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence

from index.errors import QueryError, WenbaoError
from qa.web.reading.shelf import wanted
from qa.web.render import Exchange
from qa.web.service import Service, State
from qa.web.words import Language, say

KEPT = 30  # exchanges that a conversation shows; earlier ones scroll away for good
_LOOK = 0.15  # seconds between two looks at the line

_log = logging.getLogger(__name__)


async def answered(
    service: Service,
    question: str,
    before: Sequence[Exchange],
    filters: Mapping[str, str],
    language: Language,
) -> AsyncIterator[list[Exchange]]:
    """The conversation while a question waits and is worked on, and after; no thread waits along.

    Args:
        service: Answers, and holds the line.
        question: As it was typed.
        before: The exchanges before it.
        filters: As an address has them.
        language: Of the notes.
    """
    asked = question.strip()
    kept = list(before)

    def over(key: str) -> list[Exchange]:
        return [*kept, Exchange(asked, note=say(key, language), over=True, filters=filters)]

    with service.line.stand() as place:
        told = ""
        while place.ahead or service.state == "loading":
            note = say("ahead", language, count=place.ahead) if place.ahead else say("waiting", language)
            if note != told:
                yield [*kept, Exchange(asked, note=note)]
                told = note
            await asyncio.sleep(_LOOK)
        yield [*kept, Exchange(asked, note=say("searching", language))]
        history = [
            (one.question, one.answer.text or one.answer.message) for one in kept if one.answer is not None
        ]
        try:
            answer = await asyncio.to_thread(service.answer, question, history, wanted(filters))
        except QueryError:
            yield over("bad_filter")
        except WenbaoError as error:
            _log.error("%s", error)
            yield over("error")
        except Exception:
            # A visitor sees one plain line; the traceback is for whoever runs the server.
            _log.exception("a question failed")
            yield over("error")
        else:
            yield [*kept, Exchange(asked, answer, filters=filters)]


async def arriving(service: Service) -> AsyncIterator[State]:
    """How far the models are: now, and once more when they are ready."""
    state = service.state
    yield state
    while state == "loading":
        await asyncio.sleep(0.3)
        state = service.state
        if state != "loading":
            yield state
