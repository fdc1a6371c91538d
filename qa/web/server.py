"""The whole server: the chat page, the reading view, and whatever else is plugged in beside them."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

if TYPE_CHECKING:
    from fastapi import APIRouter, FastAPI
    from starlette.types import ASGIApp, Receive, Scope, Send

    from index import Archive
    from qa.assistant import Assistant
    from qa.web.service import Service


_ABOUT = (
    "Answers from newspapers in their own words, and the papers themselves. The same tools speak MCP at "
    "`/mcp`; `docs/http.md` has an example of each. Every failure has the form of `Error`."
)

# What another part brings along: it gets the service and gives its routes.
Plug = Callable[["Service"], "APIRouter"]


class _Renamed:
    """Sends addresses of the chat page that call a filter "page" on to those that do not.

    Gradio looks for a page of its own by that name, and would fail without one.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/":
            asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
            if any(name == "page" for name, _ in asked):
                from starlette.responses import RedirectResponse

                renamed = urlencode([("p" if name == "page" else name, value) for name, value in asked])
                await RedirectResponse(f"/?{renamed}", 307)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def build(
    assistant: Assistant,
    archive: Archive,
    *,
    allow_uploads: bool = False,
    plugs: Sequence[Plug] = (),
) -> FastAPI:
    """Make the server; uvicorn runs what comes back.

    Args:
        assistant: Answers the questions.
        archive: Whose papers are read.
        allow_uploads: Visitors may add papers.
        plugs: Makers of further routes; they come before the chat page, which takes what is left.

    Returns:
        An application whose models load when it starts up; ``app.state.service`` says how far they are.
    """
    import gradio as gr
    from fastapi_offline import FastAPIOffline

    from qa.web import page
    from qa.web.adding.routes import router as deliveries
    from qa.web.api import failures, reference
    from qa.web.door import Door
    from qa.web.reading import routes
    from qa.web.service import Service
    from qa.web.streams import Whole

    service = Service(archive, assistant, allow_uploads=allow_uploads)

    @contextlib.asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        service.start()
        yield
        if service.deliveries is not None:
            await asyncio.to_thread(service.deliveries.close)

    # It brings the script and style of the page of the interface for programs: FastAPI's own are outside.
    app = FastAPIOffline(
        title="问报 Wenbao",
        version="1",
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        static_url="/docs/static",
        lifespan=lifespan,
    )
    app.state.service = service
    app.include_router(routes.router(service))
    app.include_router(reference.router())
    app.include_router(deliveries(service))
    for plug in plugs:
        app.include_router(plug(service))
    failures.cover(app)
    built = page.first(service, "zh")
    app.add_middleware(
        Door,
        built=list(built.values()),
        drawn=lambda language: list(page.first(service, language).values()),
        script=page.asset("early.js"),
    )
    app.add_middleware(_Renamed)
    app.add_middleware(Whole)
    options = page.mount_options(service.started)
    made: FastAPI = gr.mount_gradio_app(app, page.build(service, built), path="/", **options)
    return made
