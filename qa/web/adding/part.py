"""The part of the chat page where papers are added: its component, and what happens in it."""

# No postponed annotations here: gradio looks at those of the handlers to tell what to hand them.

import asyncio
import datetime
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from index import Archive
from index.preview import Preview
from qa import suggest
from qa.web.adding import render
from qa.web.adding.deliveries import Deliveries, Refused
from qa.web.adding.showing import Showing
from qa.web.adding.words import say
from qa.web.render import filters, head
from qa.web.service import Service
from qa.web.words import Language, preferred

if TYPE_CHECKING:
    import gradio as gr

LOOK = 0.3  # seconds between two looks at how far a keeping is
ASKED = 4  # questions about what was kept


def place(deliveries: Deliveries, script: str, **options: Any) -> "gr.HTML":  # noqa: ANN401
    """The component, with the form in Chinese; ``wire`` says it in the visitor's language."""
    import gradio as gr

    start = render.form(deliveries.limits, "zh")
    return gr.HTML(start, elem_id="wb-add", js_on_load=script, **options)


def wire(
    page: "gr.Blocks", part: "gr.HTML", service: Service, top: "gr.HTML", held: "gr.State", sieve: "gr.HTML"
) -> None:
    """Connect the part: files are looked at, kept or thrown away.

    Args:
        page: The whole page, whose loading fills the part.
        part: Which ``place`` made.
        service: With deliveries.
        top: The head of the page, which names the newest paper.
        held: The filters that hold.
        sieve: The filters as they are shown, which name all papers.
    """
    import gradio as gr

    deliveries = service.deliveries
    assert deliveries is not None
    limits = deliveries.limits

    def start(language: Language, refused: str = "") -> str:
        sample = isinstance(service.archive, Showing) and service.archive.of_sample
        return render.form(limits, language, sample=sample, refused=refused)

    def begun(request: gr.Request) -> str:
        return start(_language(request))

    async def looked(request: gr.Request, event: gr.EventData) -> str:
        language = _language(request)
        try:
            delivery = await asyncio.to_thread(deliveries.preview, _key(event), *_given(event))
        except Refused as refusal:
            return start(language, say(refusal.key, language, **refusal.values))
        delivery.refused = _refused(event) or delivery.refused
        return render.preview(delivery, language)

    async def kept(
        filtered: dict[str, str], request: gr.Request, event: gr.EventData
    ) -> AsyncIterator[tuple[Any, Any, Any]]:
        language, key = _language(request), _key(event)
        skip = gr.skip()
        try:
            delivery = deliveries.known(key)
            seen = delivery.seen or Preview()
            job = deliveries.keep(key)
        except Refused as refusal:
            yield start(language, say(refusal.key, language, **refusal.values)), skip, skip
            return
        told = ""
        while not job.over:
            shown = render.progress(job, language, key)
            if shown != told:
                yield shown, skip, skip
                told = shown
            await asyncio.sleep(LOOK)
        if job.failed:
            yield render.preview(delivery, language, render.failure(job, language)), skip, skip
            return
        questions = await asyncio.to_thread(_questions, service.archive, seen)
        told = render.done(job, seen, questions, limits, language)
        choices = await asyncio.to_thread(service.shelf.choices)
        yield (
            told,
            head(service.issues(), language, service.state),
            filters(filtered, choices, language),
        )

    def dropped(request: gr.Request, event: gr.EventData) -> str:
        deliveries.drop(_key(event))
        return start(_language(request))

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    page.load(begun, None, part, queue=False, **quiet)
    part.input(looked, None, part, concurrency_limit=1, **quiet)
    part.upload(kept, held, [part, top, sieve], concurrency_limit=None, **quiet)
    part.clear(dropped, None, part, queue=False, **quiet)


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
    """The paper's name and the date that a visitor gives; None where he gives none."""
    told = event._data if isinstance(event._data, dict) else {}
    name, day = told.get("newspaper"), told.get("date")
    newspaper = name.strip()[:50] if isinstance(name, str) and name.strip() else None
    if not isinstance(day, str) or not day.strip():
        return newspaper, None
    try:
        return newspaper, datetime.date.fromisoformat(day.strip())
    except ValueError:
        raise Refused("bad_day") from None
