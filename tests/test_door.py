"""What the first page becomes on its way to a visitor, without a browser."""

from __future__ import annotations

import asyncio
from typing import Any

from qa.web.door import Door, early

COOKIES = [(b"set-cookie", b"a=1"), (b"set-cookie", b"b=2"), (b"content-length", b"1")]


def served(path: str, accept: bytes, *, kind: bytes = b"text/html") -> tuple[list[tuple[bytes, bytes]], str]:
    """What comes through the door of a page that holds <甲>."""
    page = b'<html lang="en"><script>{"value":"\\u003c\xe7\x94\xb2\\u003e"}</script><gradio-app></gradio-app>'
    told: list[Any] = []

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        headers = [(b"Content-Type", kind), *COOKIES]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": page[:40], "more_body": True})
        await send({"type": "http.response.body", "body": page[40:]})

    async def send(message: Any) -> None:
        told.append(message)

    now = {"zh": "<乙>", "en": "<B>"}  # what was built as <甲> has changed since
    door = Door(app, ["<甲>"], lambda language: [now[language]], "early()")
    scope = {"type": "http", "path": path, "method": "GET", "query_string": b"p=2&q=x"}
    asyncio.run(door({**scope, "headers": [(b"accept-language", accept)]}, None, send))  # type: ignore[arg-type]
    return told[0]["headers"], b"".join(one.get("body", b"") for one in told[1:]).decode()


def test_the_door_puts_in_the_language_and_the_early_line_and_leaves_all_else() -> None:
    headers, text = served("/", b"en")
    assert '<html lang="en">' in text
    assert '"value":"\\u003cB\\u003e"' in text
    assert 'name="p" value="2"' in text
    assert "<script>early()</script><gradio-app>" in text
    assert [value for name, value in headers if name == b"content-length"] == [
        str(len(text.encode())).encode()
    ]
    assert [value for name, value in headers if name == b"set-cookie"] == [b"a=1", b"b=2"]
    assert '<html lang="zh-CN">' in served("/", b"zh-CN")[1]
    assert '"value":"\\u003c乙\\u003e"' in served("/", b"zh-CN")[1]
    assert "wb-early" not in served("/config", b"en")[1]
    assert "wb-early" not in served("/", b"en", kind=b"text/plain")[1]


def test_the_early_line_keeps_the_filters_of_the_address() -> None:
    form = early({"page": '2"', "newspaper": "样报"}, "zh")
    assert '<input type="hidden" name="p" value="2&quot;">' in form
    assert '<input type="hidden" name="newspaper" value="样报">' in form
