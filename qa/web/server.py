"""The whole server: the chat page, the reading view, and whatever else is plugged in beside them."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import APIRouter, FastAPI

    from index import Archive
    from qa.assistant import Assistant
    from qa.web.service import Service

# What another part brings along: it gets the service and gives its routes.
Plug = Callable[["Service"], "APIRouter"]


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
    from fastapi import FastAPI

    from qa.web import page
    from qa.web.reading import routes
    from qa.web.service import Service

    service = Service(archive, assistant, allow_uploads=allow_uploads)

    @contextlib.asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        service.start()
        yield

    app = FastAPI(title="问报 Wenbao", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.service = service
    app.include_router(routes.router(service))
    for plug in plugs:
        app.include_router(plug(service))
    made: FastAPI = gr.mount_gradio_app(app, page.build(service), path="/", **page.mount_options())
    return made
