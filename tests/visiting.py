"""A visitor to the chat page without a browser: sends what the page sends, and reads what it would show."""

from __future__ import annotations

import json
import re
import secrets
import urllib.request
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """What a visitor saw.

    Attributes:
        ahead: How many stood before him in the line, each time he was told.
        talk: The conversation at the end, as HTML.
    """

    ahead: list[int]
    talk: str


def ask(server: str, question: str, seconds: float = 300) -> Shown:
    """Ask on the page, and wait until it shows the answer."""
    with urllib.request.urlopen(f"{server}/config", timeout=seconds) as answer:
        config = json.load(answer)
    box = next(one["id"] for one in config["components"] if one["props"].get("elem_id") == "wb-box")
    number = next(one["id"] for one in config["dependencies"] if [box, "submit"] in one["targets"])
    session = secrets.token_hex(6)
    asked = {"data": [question, None, None], "fn_index": number, "session_hash": session}
    join = urllib.request.Request(
        f"{server}/gradio_api/queue/join", json.dumps(asked).encode(), {"Content-Type": "application/json"}
    )
    urllib.request.urlopen(join, timeout=seconds).close()
    ahead: list[int] = []
    stream = f"{server}/gradio_api/queue/data?session_hash={session}"
    with urllib.request.urlopen(stream, timeout=seconds) as events:
        for line in events:
            if not line.startswith(b"data:"):
                continue
            told = json.loads(line[5:])
            ahead += [int(one) for one in re.findall(r"前面还有 (\d+) 人", str(told))]
            if told["msg"] == "process_completed":
                return Shown(ahead, told["output"]["data"][2])
    raise ConnectionError("the page stopped telling before it had answered")
