"""The chat page: its components and what happens between them."""

# No postponed annotations here: gradio looks at those of the handlers to tell what to hand them.

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from qa.web import keeping, links, render
from qa.web.adding import part
from qa.web.asking import KEPT, Stop, answered, arriving
from qa.web.exchange import Exchange
from qa.web.reading.shelf import Choices
from qa.web.running import Running
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
# Sends along what the browser holds in that moment: the filters, and the conversation as it stands.
_HOLDS = "() => JSON.stringify(window.wenbaoAlong?.() ?? {})"
_HELD = "(before) => [before, JSON.stringify(window.wenbaoAlong?.() ?? {})]"


def asset(name: str) -> str:
    """The text of a file that lies beside this one."""
    return (files("qa.web") / name).read_text("utf-8")


def front(service: Service, language: Language) -> str:
    """The conversation before it begins."""
    return render.talk([], service.suggestions(EXAMPLES), language)


def first(service: Service, language: Language) -> dict[str, str]:
    """What the components hold as the page comes, by their names."""
    drawn = {
        "top": render.head(service.issues(), language, service.state),
        "talk": front(service, language),
        # What can be chosen is counted when a visitor comes, not while the page is made.
        "sieve": render.filters({}, Choices((), (), (), ()), language),
        "desk": render.desk(language),
        "sheet": render.sheet(None, (), language),
    }
    return {**drawn, "papers": part.begin(service, language)} if service.deliveries else drawn


def build(service: Service, drawn: Mapping[str, str]) -> "gr.Blocks":
    """Make the page over a service.

    Args:
        service: Answers, articles, and how far the models are.
        drawn: What the components hold, as ``first`` gives it.

    Returns:
        The page with its queue; ``mount_options`` go to ``mount_gradio_app``.
    """
    import gradio as gr

    i18n = _i18n()
    bare: dict[str, Any] = {"padding": False}
    with gr.Blocks(title=say("title", "zh"), analytics_enabled=False, fill_width=True) as page:
        exchanges = gr.State([])
        # What a script of ours sends along with an event, as JSON: never shown.
        along = gr.Textbox(visible=False)
        top = gr.HTML(drawn["top"], elem_id="wb-top", **bare)
        with gr.Row():
            with gr.Column(scale=6, min_width=300, elem_id="wb-main"):
                talk = gr.HTML(drawn["talk"], elem_id="wb-talk", js_on_load=asset("talk.js"), **bare)
                box = gr.Textbox(
                    label=i18n("question"),
                    show_label=False,
                    placeholder=i18n("placeholder"),
                    elem_id="wb-box",
                    submit_btn=True,
                    interactive=True,
                    autofocus=True,
                    lines=1,
                    max_lines=6,
                    html_attributes=gr.InputHTMLAttributes(
                        autocorrect="off", spellcheck=False, autocomplete="off", enterkeyhint="send"
                    ),
                )
                sieve = gr.HTML(
                    drawn["sieve"], elem_id="wb-filters", js_on_load=asset("filters.js"), **bare
                )
                desk = gr.HTML(drawn["desk"], elem_id="wb-desk", js_on_load=asset("desk.js"), **bare)
                papers = None
                if service.deliveries:
                    papers = gr.HTML(
                        drawn["papers"], elem_id="wb-add", js_on_load=asset("adding.js"), **bare
                    )
                written = gr.HTML("", elem_id="wb-written", js_on_load=asset("written.js"), **bare)
            with gr.Column(scale=5, min_width=300, elem_id="wb-side"):
                sheet = gr.HTML(drawn["sheet"], elem_id="wb-sheet", js_on_load=asset("sheet.js"), **bare)

        talked = partial(render.talk, opinions=service.takes_opinions)
        running = Running()

        def standing(before: list[Exchange], along: dict[str, Any]) -> list[Exchange]:
            # A server that was started anew knows nothing of a page that is still open: its browser does.
            return before or keeping.restored(along.get("turns"), service.article)

        async def going_on(
            question: str, mark: str, kept: list[Exchange], filters: dict[str, str], request: gr.Request
        ) -> AsyncGenerator[tuple[Any, ...]]:
            # Of a handler that never yields Gradio empties what it writes, over what another has shown.
            yield gr.skip(), gr.skip()
            if not question.strip():
                return  # whatever stands on the page stays
            language = _language(request)
            before = [one for one in kept if one.ended][-KEPT + 1 :]

            def work(stop: Stop) -> AsyncGenerator[list[Exchange]]:
                return answered(service, question, before, filters, language, stop)

            async with aclosing(running.shown(request.session_hash or "", mark, kept, work)) as steps:
                async for shown in steps:
                    yield shown, talked(shown, (), language)

        async def ask(
            before: list[Exchange], request: gr.Request, event: gr.EventData
        ) -> AsyncIterator[tuple[Any, ...]]:
            along = event._data if isinstance(event._data, dict) else {}
            mark = _text(along.get("mark"))
            shown = standing(before, along)
            if along.get("instead") is True and shown and (shown[-1].mark != mark or not mark):
                shown = shown[:-1]
            question, filters = _text(along.get("question")), links.known_filters(along.get("filters"))
            async with aclosing(going_on(question, mark, shown, filters, request)) as steps:
                async for now in steps:
                    yield now

        async def ask_sent(
            _: list[Exchange], told: str | None, request: gr.Request
        ) -> AsyncIterator[tuple[Any, ...]]:
            # The page's own load brings back what stood there, or else asks what its address holds: it comes
            # once, and when all is wired.
            sent = _sent(request, told)
            shown = keeping.restored(sent.turns, service.article)
            if shown:
                yield shown, talked(shown, (), _language(request))
            async with aclosing(going_on(sent.question, sent.mark, shown, sent.filters, request)) as steps:
                async for now in steps:
                    yield now

        def undone(
            before: list[Exchange], told: str | None, request: gr.Request
        ) -> tuple[list[Exchange], str]:
            left = standing(before, _along(told))[:-1]
            return left, talked(left, service.suggestions(EXAMPLES), _language(request))

        def edited(before: list[Exchange], told: str | None, request: gr.Request) -> tuple[Any, ...]:
            shown = standing(before, _along(told))
            question: Any = shown[-1].question if shown else gr.skip()
            return question, *undone(shown, "", request)

        async def stopped(request: gr.Request) -> None:
            running.end(request.session_hash or "", quietly=False)

        def opened(request: gr.Request, event: gr.EventData) -> str:
            language = _language(request)
            article = service.article(str(_told(event, "article", "")))
            if article is None:
                return f'<p class="wb-empty">{render.escape(say("gone", language))}</p>'
            return render.sheet(article, _spans(_told(event, "spans", [])), language)

        def closed(request: gr.Request) -> str:
            return render.sheet(None, (), _language(request))

        async def begin(request: gr.Request) -> tuple[list[Exchange], str, str]:
            running.end(request.session_hash or "", quietly=True)
            language = _language(request)
            return [], front(service, language), closed(request)

        def filtered(request: gr.Request, event: gr.EventData) -> str:
            given = links.known_filters(_told(event, "filters", None))
            return render.filters(given, service.shelf.choices(), _language(request))

        async def restored(request: gr.Request, event: gr.EventData) -> tuple[list[Exchange], str]:
            running.end(request.session_hash or "", quietly=True)
            shown = keeping.restored(_told(event, "turns", []), service.article)
            return shown, talked(shown, service.suggestions(EXAMPLES), _language(request))

        def exported(before: list[Exchange], told: str | None, event: gr.EventData) -> str:
            form = "html" if _told(event, "form", "md") == "html" else "md"
            base = str(_told(event, "base", ""))[:200]
            writer = keeping.page if form == "html" else keeping.markdown
            text = writer(standing(before, _along(told)), base)
            return f'<pre data-form="{form}" hidden>{render.escape(text)}</pre>'

        async def arrive(
            before: list[Exchange], told: str | None, request: gr.Request
        ) -> AsyncIterator[tuple[Any, ...]]:
            # All else came with the page; where the conversation is, a question may stand by now.
            language = _language(request)
            choices = await asyncio.to_thread(service.shelf.choices)
            chosen: Any = render.filters(_sent(request, told).filters, choices, language)
            async for state in arriving(service):
                yield render.head(service.issues(), language, state), chosen
                chosen = gr.skip()

        async def renewed(told: str | None, request: gr.Request) -> tuple[str, str]:
            # Papers were added: what names them is drawn anew. Whether a conversation has begun is for the
            # page itself to see: one may have by the time this comes.
            language, given = _language(request), links.known_filters(_along(told).get("filters"))
            choices = await asyncio.to_thread(service.shelf.choices)
            head = render.head(service.issues(), language, service.state)
            return head, render.filters(given, choices, language)

        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        at_once: dict[str, Any] = {**quiet, "queue": False}
        # The line of visitors is ours: gradio starts every question at once, and each waits its turn there.
        asking: dict[str, Any] = {**quiet, "concurrency_limit": None}
        going = [exchanges, along]
        # A question comes with its event, as it was sent. Each counts: by default Gradio drops one that comes
        # before it has heard that the one before has ended, though its answer stands there.
        events: list[Any] = [
            talk.submit(ask, exchanges, [exchanges, talk], trigger_mode="multiple", **asking),
            page.load(ask_sent, going, [exchanges, talk], js=asset("arriving.js"), **asking),
        ]
        if papers is not None:
            finished = part.wire(page, papers, service, partial(front, service))
            finished.change(renewed, along, [top, sieve], js=_HOLDS, **at_once)
        talk.undo(undone, going, [exchanges, talk], js=_HELD, **at_once)
        talk.edit(edited, going, [box, exchanges, talk], js=_HELD, **at_once)
        talk.stop(stopped, None, None, **at_once)
        talk.select(opened, None, sheet, trigger_mode="multiple", **at_once)
        sheet.clear(closed, None, sheet, **at_once)
        desk.clear(begin, None, [exchanges, talk, sheet], cancels=events, **at_once)
        desk.input(restored, None, [exchanges, talk], cancels=events, **at_once)
        desk.download(exported, going, written, js=_HELD, **at_once)
        sieve.select(filtered, None, sieve, trigger_mode="multiple", **at_once)
        arrival: dict[str, Any] = {**quiet, "concurrency_limit": None, "js": asset("arriving.js")}
        page.load(arrive, going, [top, sieve], **arrival)
    page.queue(max_size=WAITING)
    made: gr.Blocks = page
    return made


def mount_options(started: str) -> dict[str, Any]:
    """What ``mount_gradio_app`` needs: style, words, and nothing from outside.

    Args:
        started: Since when this process serves: the page compares it with what the server says later.
    """
    import gradio as gr

    return {
        "theme": gr.themes.Base(font=_FONTS, font_mono=["ui-monospace", "monospace"], primary_hue="red").set(
            **_COLOURS
        ),
        "css": asset("style.css"),
        # In the page itself, before Gradio's own script: one mends it, one hears what it would not.
        "head": f"<script>window.wenbaoStarted = {json.dumps(started)};</script>"
        + "".join(f"<script>{asset(name)}</script>" for name in ("stream.js", "sending.js"))
        + '<script src="/paper/static/theme.js" defer></script>',
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


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a page is opened with.

    Attributes:
        question: "" where none is asked.
        mark: The page's own of that question.
        filters: As an address has them.
        turns: The exchanges that stood on it before, as the browser keeps them.
    """

    question: str
    mark: str
    filters: dict[str, str]
    turns: list[Any]


def _sent(request: "gr.Request", told: str | None) -> _Sent:
    """What a page is opened with: what the browser brings goes before the address.

    That one names the last question only, which has its answer.
    """
    address, brought = request.query_params, _along(told)
    filters = brought.get("filters", links.filters_of(address))
    turns = brought.get("turns")
    turns = turns if isinstance(turns, list) else []
    question = brought.get("asking") or ("" if turns else address.get("q", ""))
    return _Sent(str(question).strip(), _text(brought.get("mark")), links.known_filters(filters), turns)


def _text(told: object) -> str:
    """What a browser sends as text; "" where it is anything else."""
    return told if isinstance(told, str) else ""


def _along(told: str | None) -> dict[str, Any]:
    """What a script of ours sent along with an event; {} where it is nothing that one would send."""
    try:
        found = json.loads(told or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _told(event: "gr.EventData", key: str, default: Any) -> Any:  # noqa: ANN401 - whatever a browser sends
    told = event._data
    return told.get(key, default) if isinstance(told, dict) else default


def _spans(told: object) -> list[int | None]:
    """The offsets that a browser sends back; anything else in their place counts as unknown."""
    if not isinstance(told, list):
        return []
    return [one if isinstance(one, int) and not isinstance(one, bool) else None for one in told[:4]]
