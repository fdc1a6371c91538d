"""The chat page: its components and what happens between them."""

# No postponed annotations here: gradio looks at those of the handlers to tell what to hand them.

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from index.errors import WenbaoError
from qa.web import render
from qa.web.render import Exchange
from qa.web.service import Service
from qa.web.words import Language, preferred, say, table

if TYPE_CHECKING:
    import gradio as gr

_log = logging.getLogger(__name__)

EXAMPLES = 6
KEPT = 30  # exchanges that a conversation shows; earlier ones scroll away for good
AT_ONCE = 2  # questions that are worked on at the same time; the others queue
WAITING = 64  # questions that may queue
_FONTS = ["system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]


def asset(name: str) -> str:
    """The text of a file that lies beside this one."""
    return (files("qa.web") / name).read_text("utf-8")


def build(service: Service) -> "gr.Blocks":
    """Make the page over a service.

    Args:
        service: Answers, articles, and how far the models are.

    Returns:
        The page with its queue; ``launch_options`` go to its ``launch``.
    """
    import gradio as gr

    i18n = _i18n()
    with gr.Blocks(title=say("title", "zh"), analytics_enabled=False, fill_width=True) as page:
        exchanges = gr.State([])
        top = gr.HTML(render.head(service.issues(), "zh", service.state), elem_id="wb-top", padding=False)
        with gr.Row():
            with gr.Column(scale=6, min_width=300):
                start = render.talk([], service.suggestions(EXAMPLES), "zh")
                talk = gr.HTML(start, elem_id="wb-talk", js_on_load=asset("talk.js"), padding=False)
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
                fresh = gr.Button(i18n("new"), elem_id="wb-new", size="sm", variant="secondary")
            with gr.Column(scale=5, min_width=300, elem_id="wb-side"):
                sheet = gr.HTML(
                    render.sheet(None, (), "zh"),
                    elem_id="wb-sheet",
                    js_on_load=asset("sheet.js"),
                    padding=False,
                )

        def ask(
            question: str, before: list[Exchange], request: gr.Request
        ) -> Iterator[tuple[Any, list[Exchange], str]]:
            language = _language(request)
            for shown in _ask(service, question, before, language):
                yield gr.update(value=""), shown, render.talk(shown, (), language)

        def ask_chip(
            before: list[Exchange], request: gr.Request, event: gr.EventData
        ) -> Iterator[tuple[Any, list[Exchange], str]]:
            yield from ask(_told(event, "question", ""), before, request)

        def opened(request: gr.Request, event: gr.EventData) -> str:
            language = _language(request)
            article = service.article(str(_told(event, "article", "")))
            if article is None:
                return f'<p class="wb-empty">{render.escape(say("gone", language))}</p>'
            return render.sheet(article, _spans(_told(event, "spans", [])), language)

        def closed(request: gr.Request) -> str:
            return render.sheet(None, (), _language(request))

        def begin(request: gr.Request) -> tuple[list[Exchange], str, str]:
            language = _language(request)
            return [], render.talk([], service.suggestions(EXAMPLES), language), closed(request)

        async def arrive(before: list[Exchange], request: gr.Request) -> AsyncIterator[tuple[Any, Any, Any]]:
            language = _language(request)
            waited = False
            while True:
                state = service.state
                start = render.talk([], service.suggestions(EXAMPLES), language)
                # Who asked while the models were loading keeps the conversation.
                untouched = not before and not waited
                shown = start if untouched else gr.skip()
                yield render.head(service.issues(), language, state), shown, closed(request)
                if state != "loading":
                    return
                waited = True
                while service.state == "loading":
                    await asyncio.sleep(0.3)

        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        asking: dict[str, Any] = {**quiet, "concurrency_limit": AT_ONCE, "concurrency_id": "ask"}
        said = [box, exchanges, talk]
        box.submit(ask, [box, exchanges], said, **asking)
        talk.submit(ask_chip, [exchanges], said, **asking)
        talk.select(opened, None, sheet, queue=False, **quiet)
        sheet.clear(closed, None, sheet, queue=False, **quiet)
        fresh.click(begin, None, [exchanges, talk, sheet], queue=False, **quiet)
        page.load(arrive, [exchanges], [top, talk, sheet], concurrency_limit=None, **quiet)
    page.queue(max_size=WAITING)
    made: gr.Blocks = page
    return made


def mount_options() -> dict[str, Any]:
    """What ``mount_gradio_app`` needs: style, words, and nothing from outside."""
    import gradio as gr

    return {
        "theme": gr.themes.Base(font=_FONTS, font_mono=["ui-monospace", "monospace"], primary_hue="red"),
        "css": asset("style.css"),
        "i18n": _i18n(),
        "footer_links": [],
        "ssr_mode": False,
        "show_error": False,
        "enable_monitoring": False,
    }


def launch_options() -> dict[str, Any]:
    """What the page's own ``launch`` needs, where it is served without the reading view."""
    return {**mount_options(), "share": False, "quiet": True}


def _i18n() -> "gr.I18n":
    import gradio as gr

    chinese = table("zh")
    return gr.I18n(**{"zh-CN": chinese, "zh": chinese, "zh-TW": chinese, "en": table("en")})


def _ask(
    service: Service, question: str, before: list[Exchange], language: Language
) -> Iterator[list[Exchange]]:
    """The conversation while a question is worked on, and after."""
    kept = list(before[-KEPT + 1 :])
    asked = question.strip()
    if not asked and not before:
        return
    note = say("waiting" if service.state == "loading" else "searching", language)
    yield [*kept, Exchange(asked, note=note)]
    service.wait()
    history = [
        (one.question, one.answer.text or one.answer.message) for one in kept if one.answer is not None
    ]
    try:
        answer = service.answer(question, history)
    except WenbaoError as error:
        _log.error("%s", error)
        yield [*kept, Exchange(asked, note=say("error", language))]
    except Exception:
        # A visitor sees one plain line; the traceback is for whoever runs the server.
        _log.exception("a question failed")
        yield [*kept, Exchange(asked, note=say("error", language))]
    else:
        yield [*kept, Exchange(asked, answer)]


def _language(request: "gr.Request | None") -> Language:
    return preferred(request.headers.get("accept-language") if request is not None else None)


def _told(event: "gr.EventData", key: str, default: Any) -> Any:  # noqa: ANN401 - whatever a browser sends
    told = event._data
    return told.get(key, default) if isinstance(told, dict) else default


def _spans(told: object) -> list[int | None]:
    """The offsets that a browser sends back; anything else in their place counts as unknown."""
    if not isinstance(told, list):
        return []
    return [one if isinstance(one, int) and not isinstance(one, bool) else None for one in told[:4]]
