"""The first page as a visitor gets it: in his language, and with a line to type in before all the rest."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from qa.web import links
from qa.web.render.markup import escape, said
from qa.web.words import TAGS, Language, preferred

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_APP = "<gradio-app"
# It goes by itself when the page's own line comes, whatever becomes of its script.
_STYLE = (
    "#wb-early{position:absolute;top:30vh;left:0;right:0;text-align:center;padding:0 16px;color:var(--col)}"
    "#wb-early input{width:100%;max-width:40rem;box-sizing:border-box;font:inherit;padding:10px 14px;"
    "color:inherit;background:transparent;border:1px solid currentColor;border-radius:8px}"
    "#wb-early input::placeholder{color:inherit;opacity:.75}"
    "body:has(#wb-box textarea) #wb-early{display:none}"
    "@media(prefers-color-scheme:dark){#wb-early{color:var(--col-dark)}}"
)


class Door:
    """Rewrites the page at "/" as Gradio serves it; everything else goes through."""

    def __init__(
        self, app: ASGIApp, built: Sequence[str], drawn: Callable[[Language], Sequence[str]], script: str
    ) -> None:
        """Take what is behind.

        Args:
            app: Serves the page.
            built: What the page's components hold as Gradio serves them.
            drawn: What they hold just now in a language, in the same order.
            script: Of the early line.
        """
        from gradio.routes import toorjson

        self._app = app
        self._written: Callable[[str], str] = toorjson
        self._built = list(map(self._written, built))
        self._drawn = drawn
        self._script = script

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and rewrite what comes back where it is the page."""
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        started: Message = {}
        body = b""

        async def heard(message: Message) -> None:
            nonlocal started, body
            if message["type"] == "http.response.start":
                started = message
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            headers = list(started["headers"])
            given = {name.lower(): value for name, value in headers}
            if given.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in given:
                body = (await asyncio.to_thread(self.page, body.decode("utf-8"), scope)).encode("utf-8")
                headers = [(name, value) for name, value in headers if name.lower() != b"content-length"]
                headers += [
                    (b"content-length", str(len(body)).encode()),
                    (b"content-language", TAGS[_language(scope)].encode()),
                    (b"vary", b"Accept-Language"),
                ]
            await send({**started, "headers": headers})
            await send({"type": "http.response.body", "body": body})

        await self._app(scope, receive, heard)

    def page(self, text: str, scope: Scope) -> str:
        """The page as it stands just now, in the visitor's language, with the early line."""
        language = _language(scope)
        for built, drawn in zip(self._built, self._drawn(language), strict=True):
            text = text.replace(built, self._written(drawn))
        text = text.replace('lang="en"', f'lang="{TAGS[language]}"', 1)
        address = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        line = early(links.filters_of(address), language) + f"<script>{self._script}</script>"
        return text.replace(_APP, line + _APP, 1)


def early(filters: Mapping[str, str], language: Language) -> str:
    """A form that asks by the page's address, with the filters that hold."""
    held = "".join(
        f'<input type="hidden" name="{links.IN_ADDRESS[name]}" value="{escape(value)}">'
        for name, value in filters.items()
    )
    return (
        f'<style>{_STYLE}</style><form id="wb-early" action="/" role="search">{held}<input name="q" '
        f'aria-label="{said("question", language)}" placeholder="{said("placeholder", language)}" '
        'maxlength="500" autocomplete="off" autofocus></form>'
    )


def _language(scope: Scope) -> Language:
    headers = dict(scope["headers"])
    return preferred(headers.get(b"accept-language", b"").decode("latin-1"))
