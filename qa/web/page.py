"""The chat page: its components and what happens between them."""

# No postponed annotations here: gradio looks at those of the handlers to tell what to hand them.

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from qa.web import keeping, links, render
from qa.web.adding import part
from qa.web.asking import KEPT, Stop, answered, arriving
from qa.web.exchange import Exchange
from qa.web.reading.shelf import Choices
from qa.web.service import Service
from qa.web.words import Language, preferred, say, table

if TYPE_CHECKING:
    import gradio as gr

EXAMPLES = 7  # today's digest and six questions about what is in the papers
WAITING = 256  # events that may queue
_FONTS = ["system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]
# Those that lie outside of the container, which a style sheet of ours does not reach.
_COLOURS = {
    "body_background_fill": "#fbf9f4",
    "body_background_fill_dark": "#1b1916",
    "body_text_color": "#1d1b18",
    "body_text_color_dark": "#ece7dd",
}


def asset(name: str) -> str:
    """The text of a file that lies beside this one."""
    return (files("qa.web") / name).read_text("utf-8")


def build(service: Service) -> "gr.Blocks":
    """Make the page over a service.

    Args:
        service: Answers, articles, and how far the models are.

    Returns:
        The page with its queue; ``mount_options`` go to ``mount_gradio_app``.
    """
    import gradio as gr

    i18n = _i18n()
    bare: dict[str, Any] = {"padding": False}
    with gr.Blocks(title=say("title", "zh"), analytics_enabled=False, fill_width=True) as page:
        exchanges = gr.State([])
        held = gr.State({})
        top = gr.HTML(render.head(service.issues(), "zh", service.state), elem_id="wb-top", **bare)
        with gr.Row():
            with gr.Column(scale=6, min_width=300, elem_id="wb-main"):
                start = render.talk([], service.suggestions(EXAMPLES), "zh")
                talk = gr.HTML(start, elem_id="wb-talk", js_on_load=asset("talk.js"), **bare)
                box = gr.Textbox(
                    label=i18n("question"),
                    show_label=False,
                    placeholder=i18n("placeholder"),
                    elem_id="wb-box",
                    submit_btn=True,
                    autofocus=True,
                    lines=1,
                    max_lines=6,
                    html_attributes=gr.InputHTMLAttributes(
                        autocorrect="off", spellcheck=False, autocomplete="off", enterkeyhint="send"
                    ),
                )
                # What can be chosen is counted when a visitor comes, not while the page is made.
                none = render.filters({}, Choices((), (), (), ()), "zh")
                sieve = gr.HTML(none, elem_id="wb-filters", js_on_load=asset("filters.js"), **bare)
                desk = gr.HTML(render.desk("zh"), elem_id="wb-desk", js_on_load=asset("desk.js"), **bare)
                script = asset("adding.js")
                papers = part.place(service, script, **bare) if service.deliveries else None
                written = gr.HTML("", elem_id="wb-written", js_on_load=asset("written.js"), **bare)
            with gr.Column(scale=5, min_width=300, elem_id="wb-side"):
                empty = render.sheet(None, (), "zh")
                sheet = gr.HTML(empty, elem_id="wb-sheet", js_on_load=asset("sheet.js"), **bare)

        talked = partial(render.talk, opinions=service.takes_opinions)
        running: dict[str, Stop] = {}  # the question of each visitor that is on its way

        def end(request: gr.Request, *, quietly: bool) -> None:
            stop = running.get(request.session_hash or "")
            if stop is not None:
                stop.asked, stop.quietly = True, quietly

        async def ask(
            question: str, before: list[Exchange], filters: dict[str, str], request: gr.Request
        ) -> AsyncIterator[tuple[Any, list[Exchange], str]]:
            language = _language(request)
            if not question.strip() and not before:
                yield gr.update(), before, talked([], service.suggestions(EXAMPLES), language)
                return
            visitor = request.session_hash or ""
            stop = running[visitor] = Stop()
            try:
                async for shown in answered(service, question, before[-KEPT + 1 :], filters, language, stop):
                    yield gr.update(value=""), shown, talked(shown, (), language)
            finally:
                if running.get(visitor) is stop:
                    del running[visitor]

        async def ask_chip(
            before: list[Exchange], filters: dict[str, str], request: gr.Request, event: gr.EventData
        ) -> AsyncIterator[tuple[Any, list[Exchange], str]]:
            async for shown in ask(str(_told(event, "question", "")), before, filters, request):
                yield shown

        async def ask_sent(request: gr.Request) -> AsyncIterator[tuple[Any, list[Exchange], str]]:
            # The page's own load asks what its address holds: it comes once, and when all is wired.
            question, brought = _sent(request)
            if question:
                async for shown in ask(question, [], brought, request):
                    yield shown

        async def again(
            before: list[Exchange], filters: dict[str, str], request: gr.Request
        ) -> AsyncIterator[tuple[Any, list[Exchange], str]]:
            if before:
                async for shown in ask(before[-1].question, before[:-1], filters, request):
                    yield shown

        def undone(before: list[Exchange], request: gr.Request) -> tuple[list[Exchange], str]:
            left = before[:-1]
            return left, talked(left, service.suggestions(EXAMPLES), _language(request))

        def edited(before: list[Exchange], request: gr.Request) -> tuple[Any, list[Exchange], str]:
            question: Any = before[-1].question if before else gr.skip()
            return question, *undone(before, request)

        async def stopped(request: gr.Request) -> None:
            end(request, quietly=False)

        def opened(request: gr.Request, event: gr.EventData) -> str:
            language = _language(request)
            article = service.article(str(_told(event, "article", "")))
            if article is None:
                return f'<p class="wb-empty">{render.escape(say("gone", language))}</p>'
            return render.sheet(article, _spans(_told(event, "spans", [])), language)

        def closed(request: gr.Request) -> str:
            return render.sheet(None, (), _language(request))

        async def begin(request: gr.Request) -> tuple[list[Exchange], str, str]:
            end(request, quietly=True)
            language = _language(request)
            return [], talked([], service.suggestions(EXAMPLES), language), closed(request)

        def filtered(request: gr.Request, event: gr.EventData) -> tuple[dict[str, str], str]:
            given = _filters(_told(event, "filters", None))
            return given, render.filters(given, service.shelf.choices(), _language(request))

        async def restored(request: gr.Request, event: gr.EventData) -> tuple[list[Exchange], str]:
            end(request, quietly=True)
            shown = keeping.restored(_told(event, "turns", []), service.article)
            return shown, talked(shown, service.suggestions(EXAMPLES), _language(request))

        def exported(before: list[Exchange], event: gr.EventData) -> str:
            form = "html" if _told(event, "form", "md") == "html" else "md"
            base = str(_told(event, "base", ""))[:200]
            text = (keeping.page if form == "html" else keeping.markdown)(before, base)
            return f'<pre data-form="{form}" hidden>{render.escape(text)}</pre>'

        async def arrive(before: list[Exchange], request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
            language = _language(request)
            question, brought = _sent(request)
            # First what a question would draw over, and only where none is on its way or came by the address:
            # the rest takes longer, and would wipe out an answer that was quicker.
            visitor = request.session_hash or ""
            start = talked([], service.suggestions(EXAMPLES), language)
            fresh = not (question or before or visitor in running)
            skip = gr.skip()
            yield skip, start if fresh else skip, skip, brought, render.desk(language)
            choices = await asyncio.to_thread(service.shelf.choices)
            chosen: Any = render.filters(brought, choices, language)
            async for state in arriving(service):
                yield render.head(service.issues(), language, state), skip, chosen, skip, skip
                chosen = skip

        def begun(language: Language) -> str:
            return talked([], service.suggestions(EXAMPLES), language)

        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        at_once: dict[str, Any] = {**quiet, "queue": False}
        # The line of visitors is ours: gradio starts every question at once, and each waits its turn there.
        asking: dict[str, Any] = {**quiet, "concurrency_limit": None}
        said = [box, exchanges, talk]
        events: list[Any] = [
            box.submit(ask, [box, exchanges, held], said, **asking),
            talk.submit(ask_chip, [exchanges, held], said, **asking),
            talk.retry(again, [exchanges, held], said, **asking),
            page.load(ask_sent, None, said, **asking),
        ]
        if papers is not None:
            part.wire(page, papers, service, [exchanges, held], [top, talk, sieve], begun)
            events.append(papers.submit(ask_chip, [exchanges, held], said, **asking))
        talk.undo(undone, [exchanges], [exchanges, talk], **at_once)
        talk.edit(edited, [exchanges], said, **at_once)
        talk.stop(stopped, None, None, **at_once)
        talk.select(opened, None, sheet, **at_once)
        sheet.clear(closed, None, sheet, **at_once)
        desk.clear(begin, None, [exchanges, talk, sheet], cancels=events, **at_once)
        desk.input(restored, None, [exchanges, talk], cancels=events, **at_once)
        desk.download(exported, [exchanges], written, **at_once)
        sieve.select(filtered, None, [held, sieve], **at_once)
        page.load(arrive, [exchanges], [top, talk, sieve, held, desk], concurrency_limit=None, **quiet)
    page.queue(max_size=WAITING)
    made: gr.Blocks = page
    return made


def mount_options() -> dict[str, Any]:
    """What ``mount_gradio_app`` needs: style, words, and nothing from outside."""
    import gradio as gr

    return {
        "theme": gr.themes.Base(font=_FONTS, font_mono=["ui-monospace", "monospace"], primary_hue="red").set(
            **_COLOURS
        ),
        "css": asset("style.css"),
        "head": '<script src="/paper/static/theme.js" defer></script>',
        "i18n": _i18n(),
        "footer_links": [],
        "ssr_mode": False,
        "show_error": False,
        "enable_monitoring": False,
    }


def _i18n() -> "gr.I18n":
    import gradio as gr

    chinese = table("zh")
    return gr.I18n(**{"zh-CN": chinese, "zh": chinese, "zh-TW": chinese, "en": table("en")})


def _language(request: "gr.Request | None") -> Language:
    return preferred(request.headers.get("accept-language") if request is not None else None)


def _sent(request: "gr.Request") -> tuple[str, dict[str, str]]:
    """The question and the filters that the page's address holds."""
    address = request.query_params
    return str(address.get("q", "")).strip(), _filters(links.filters_of(address))


def _told(event: "gr.EventData", key: str, default: Any) -> Any:  # noqa: ANN401 - whatever a browser sends
    told = event._data
    return told.get(key, default) if isinstance(told, dict) else default


def _spans(told: object) -> list[int | None]:
    """The offsets that a browser sends back; anything else in their place counts as unknown."""
    if not isinstance(told, list):
        return []
    return [one if isinstance(one, int) and not isinstance(one, bool) else None for one in told[:4]]


def _filters(told: object) -> dict[str, str]:
    """The filters that a browser sends: known names with some text."""
    given = told if isinstance(told, dict) else {}
    rows = {name: given.get(name) for name in links.IN_ADDRESS}
    return {name: one.strip()[:100] for name, one in rows.items() if isinstance(one, str) and one.strip()}
