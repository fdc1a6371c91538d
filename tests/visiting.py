"""A visitor to the chat page without a browser: sends what the page sends, and reads what it would show."""

from __future__ import annotations

import json
import re
import secrets
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Shown:
    """What a visitor saw.

    Attributes:
        ahead: How many stood before him in the line, each time he was told.
        talk: The conversation at the end, as HTML.
    """

    ahead: list[int]
    talk: str


def ask(server: str, question: str, seconds: float = 1200) -> Shown:
    """Ask on the page, and wait until it shows the answer."""
    config = _config(server, seconds)
    talk = next(one["id"] for one in config["components"] if one["props"].get("elem_id") == "wb-talk")
    number = next(one["id"] for one in config["dependencies"] if [talk, "submit"] in one["targets"])
    ahead: list[int] = []
    for told in _sent(server, number, [None], seconds, {"question": question, "mark": secrets.token_hex(6)}):
        ahead += [int(one) for one in re.findall(r"前面还有 (\d+) 人", str(told))]
        if told["msg"] == "process_completed":
            return Shown(ahead, told["output"]["data"][1])
    raise ConnectionError("the page stopped telling before it had answered")


def come(server: str, seconds: float = 1200) -> list[list[tuple[str, Any]]]:
    """Open the page without a question: what each event of its loading writes last, and where."""
    config = _config(server, seconds)
    kinds = {one["id"]: one["type"] for one in config["components"]}
    seen = []
    for event in config["dependencies"]:
        if any(name == "load" for _, name in event["targets"]):
            for told in _sent(server, event["id"], [None] * len(event["inputs"]), seconds):
                if told["msg"] == "process_completed":
                    outputs = [kinds[one] for one in event["outputs"]]
                    seen.append(list(zip(outputs, told["output"]["data"], strict=True)))
    return seen


def _config(server: str, seconds: float) -> Any:
    with urllib.request.urlopen(f"{server}/config", timeout=seconds) as answer:
        return json.load(answer)


def _sent(
    server: str, number: int, data: list[Any], seconds: float, event: dict[str, Any] | None = None
) -> Iterator[dict[str, Any]]:
    """Send an event as the page does; what is told of it."""
    session = secrets.token_hex(6)
    asked = {"data": data, "event_data": event, "fn_index": number, "session_hash": session}
    join = urllib.request.Request(
        f"{server}/gradio_api/queue/join", json.dumps(asked).encode(), {"Content-Type": "application/json"}
    )
    urllib.request.urlopen(join, timeout=seconds).close()
    stream = f"{server}/gradio_api/queue/data?session_hash={session}"
    with urllib.request.urlopen(stream, timeout=seconds) as events:
        for line in events:
            if line.startswith(b"data:"):
                yield json.loads(line[5:])
