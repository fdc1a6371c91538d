"""A stream that has said that it ends is not cut off before it has."""

import asyncio
from typing import Any

import pytest

from qa.web.streams import Whole


@pytest.mark.parametrize(
    ("path", "body", "cut"),
    [
        ("/gradio_api/queue/data", b'data: {"msg":"close_stream"}\n\n', False),
        ("/gradio_api/queue/data", b'data: {"msg":"process_generating"}\n\n', True),
        ("/api/v1/ask", b'data: {"msg":"close_stream"}\n\n', True),
    ],
)
def test_who_hangs_up_cuts_off_only_what_goes_on(path: str, body: bytes, cut: bool) -> None:
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.body", "body": body, "more_body": True})
        listening = asyncio.create_task(receive())
        await asyncio.wait({listening}, timeout=0.2)
        heard = listening.done() and listening.result()["type"] == "http.disconnect"
        listening.cancel()
        await send({"type": "http.response.body", "body": b"cut" if heard else b"end"})

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(Whole(app)({"type": "http", "path": path}, receive, send))  # type: ignore[arg-type]
    assert [one["body"] for one in sent] == [body, b"cut" if cut else b"end"]
