"""The part of the chat page where papers are added: its component, and what happens in it."""

# No postponed annotations here: gradio looks at those of the handlers to tell what to hand them.

import asyncio
import datetime
import logging
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any

from index import Archive
from index.preview import Preview
from qa import suggest
from qa.web.adding import render
from qa.web.adding.deliveries import Delivery, Refused
from qa.web.adding.showing import Showing
from qa.web.adding.words import say
from qa.web.service import Service
from qa.web.words import Language, preferred

if TYPE_CHECKING:
    import gradio as gr

LOOK = 0.3  # seconds between two looks at how far a keeping is
ASKED = 4  # questions about what was kept
COOKIE = "wenbao-keeping"  # the delivery that a visitor is waiting for; the script in the browser sets it

_log = logging.getLogger(__name__)


def begin(service: Service, language: Language, refused: str = "") -> str:
    """The form as it is before any file has come."""
    assert service.deliveries is not None
    sample = isinstance(service.archive, Showing) and service.archive.of_sample
    return render.form(service.deliveries.limits, language, sample=sample, refused=refused)


def wire(
    page: "gr.Blocks",
    part: "gr.HTML",
    service: Service,
    front: Callable[[Language], str],
) -> "gr.State":
    """Connect the part: files are looked at, kept or thrown away.

    Args:
        page: The whole page, whose loading fills the part.
        part: Which holds what ``begin`` draws.
        service: With deliveries.
        front: The conversation before it begins.

    Returns:
        What changes whenever papers were kept: an event of its own, since what stands on the page may have
        changed while they were.
    """
    import gradio as gr

    deliveries = service.deliveries
    assert deliveries is not None
    limits = deliveries.limits

    async def begun(request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
        # A page that is loaded again goes on showing what its visitor is waiting for.
        delivery = deliveries.keeping(request.cookies.get(COOKIE, ""))
        if delivery is None:
            yield begin(service, _language(request)), gr.skip()
            return
        async for drawn in followed(delivery, _language(request)):
            yield drawn

    async def looked(request: gr.Request, event: gr.EventData) -> str:
        language, key = _language(request), _key(event)
        try:
            delivery = deliveries.known(key)
            try:
                given = _given(event)
            except ValueError:
                return render.preview(delivery, language, say("bad_day", language))
            delivery.refused = _refused(event) or delivery.refused
            await asyncio.to_thread(deliveries.preview, key, *given)
        except Refused as refusal:
            return begin(service, language, say(refusal.key, language, **refusal.values))
        except Exception:
            # The visitor sees one plain line; the traceback is for whoever runs the server.
            _log.exception("a delivery could not be looked at")
            return begin(service, language, say("not_seen", language))
        return render.preview(delivery, language)

    async def kept(request: gr.Request, event: gr.EventData) -> AsyncIterator[tuple[Any, ...]]:
        language, key = _language(request), _key(event)
        try:
            delivery = deliveries.known(key)
            deliveries.keep(key)
        except Refused as refusal:
            yield begin(service, language, say(refusal.key, language, **refusal.values)), gr.skip()
            return
        async for drawn in followed(delivery, language):
            yield drawn

    async def followed(delivery: Delivery, language: Language) -> AsyncIterator[tuple[Any, ...]]:
        job, seen = delivery.job, delivery.seen or Preview()
        assert job is not None
        told = ""
        while not job.over:
            drawn = render.progress(job, language, delivery.key)
            if drawn != told:
                yield drawn, gr.skip()
                told = drawn
            await asyncio.sleep(LOOK)
        if job.failed:
            yield render.preview(delivery, language, render.failure(job, language)), gr.skip()
            return
        questions = await asyncio.to_thread(_questions, service.archive, seen)
        fresh = await asyncio.to_thread(front, language)
        yield render.done(job, seen, questions, limits, language, fresh), delivery.key

    def dropped(request: gr.Request, event: gr.EventData) -> str:
        deliveries.drop(_key(event))
        return begin(service, _language(request))

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    finished = gr.State("")  # the delivery that was kept last
    page.load(begun, None, [part, finished], concurrency_limit=None, **quiet)
    part.input(looked, None, part, concurrency_limit=1, **quiet)
    part.upload(kept, None, [part, finished], concurrency_limit=None, **quiet)
    part.clear(dropped, None, part, queue=False, **quiet)
    return finished


def _questions(archive: Archive, seen: Preview) -> list[str]:
    """Questions about what was kept, by the headlines of its first articles."""
    articles = [found for one in seen.articles[:20] if (found := archive.article(one.id)) is not None]
    made = suggest.questions(articles, ASKED + 1)
    return [one for one in made if one != suggest.DIGEST][:ASKED]


def _language(request: "gr.Request") -> Language:
    return preferred(request.headers.get("accept-language"))


def _key(event: "gr.EventData") -> str:
    told = event._data
    key = told.get("delivery") if isinstance(told, dict) else None
    return key if isinstance(key, str) else ""


def _refused(event: "gr.EventData") -> tuple[str, ...]:
    """What the visitor was told of files that were not taken."""
    told = event._data.get("refused") if isinstance(event._data, dict) else None
    return tuple(str(one)[:300] for one in told[: render.LISTED]) if isinstance(told, list) else ()


def _given(event: "gr.EventData") -> tuple[str | None, datetime.date | None]:
    """The paper's name and the date that a visitor gives; None where he gives none.

    Raises:
        ValueError: That is no date.
    """
    told = event._data if isinstance(event._data, dict) else {}
    name, day = told.get("newspaper"), told.get("date")
    newspaper = name.strip()[:50] if isinstance(name, str) and name.strip() else None
    if not isinstance(day, str) or not day.strip():
        return newspaper, None
    return newspaper, datetime.date.fromisoformat(day.strip())
