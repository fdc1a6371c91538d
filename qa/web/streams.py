"""Streams of events end by themselves."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PATH = "/queue/data"
_ENDS = b'"close_stream"'


class Whole:
    """Lets a stream that has said that it ends come to its end.

    Gradio's client hangs up at that word. Cut off before its end, Gradio takes the visitor for gone, and
    throws away what he asks in that very moment.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Take what is behind."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; once its stream has said that it ends, it does not hear who hangs up."""
        if scope["type"] != "http" or not scope["path"].endswith(_PATH):
            await self._app(scope, receive, send)
            return
        ends = False

        async def heard() -> Message:
            message = await receive()
            if ends and message["type"] == "http.disconnect":
                await asyncio.Event().wait()  # whoever listens is let go at the end
            return message

        async def said(message: Message) -> None:
            nonlocal ends
            ends = ends or _ENDS in message.get("body", b"")
            await send(message)

        await self._app(scope, heard, said)
