"""Every example of docs/http.md, run against the server over the sample editions."""

from __future__ import annotations

import ast
import asyncio
import inspect
import json
import re
import shlex
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

import pytest

from qa.settings import QaSettings
from qa.web.api.models import Code
from qa.web.settings import WebSettings
from tests.serving import ROOT

TEXT = (ROOT / "docs" / "http.md").read_text(encoding="utf-8")
DEFAULT = "http://127.0.0.1:7860"
PAIRS = re.findall(r"^```sh\n(.*?)^```\n```(json|text)\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)


def fetched(command: str, server: str) -> str:
    """What curl would print, for as much of curl as the page uses."""
    words = iter(shlex.split(command)[1:])
    address, pairs, data, headers, get = "", [], None, {}, False
    for word in words:
        if word == "-G":
            get = True
        elif word == "-H":
            name, value = next(words).split(": ")
            headers[name] = value
        elif word in {"-d", "--data-urlencode"}:
            data = next(words)
            pairs.append(tuple(data.split("=", 1)))
        else:
            assert word.startswith(DEFAULT), word
            address = server + urllib.parse.quote(word.removeprefix(DEFAULT), safe="/?&=%:")
    if get:
        address, data = f"{address}?{urllib.parse.urlencode(pairs)}", None
    request = urllib.request.Request(address, data.encode() if data else None, headers)
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()


def fits(shown: Any, got: Any) -> bool:
    """Whether an answer is as the page shows it, with more where that has dots."""
    if shown == "...":
        return True
    if isinstance(shown, dict):
        same = "..." in shown or shown.keys() == got.keys()
        return same and all(fits(value, got[key]) for key, value in shown.items() if key != "...")
    if isinstance(shown, list):
        more = bool(shown) and shown[-1] == "..."
        rows = shown[:-1] if more else shown
        enough = len(got) >= len(rows) if more else len(got) == len(rows)
        return enough and all(map(fits, rows, got))
    return bool(shown == got)


@pytest.mark.parametrize(("command", "form", "shown"), PAIRS, ids=range(len(PAIRS)))
def test_each_example_answers_as_the_page_says(server: str, command: str, form: str, shown: str) -> None:
    got = fetched(command, server)
    if form == "json":
        assert fits(json.loads(shown), json.loads(got)), got
    else:
        assert set(shown.splitlines()) <= set(got.splitlines()), got


def test_the_mcp_example_runs(server: str) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)
    compiled = compile(code.replace(DEFAULT, server), "http.md", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    made = eval(compiled, {})
    assert inspect.iscoroutine(made)
    asyncio.run(made)


def test_every_route_and_tool_has_an_example(server: str) -> None:
    with urllib.request.urlopen(f"{server}/openapi.json", timeout=60) as answer:
        schema = json.load(answer)
    shown = " ".join(command for command, _, _ in PAIRS)
    routes = [re.sub(r"\{\w+\}", "", path) for path in schema["paths"]]
    assert len(routes) >= 7
    assert [path for path in routes if DEFAULT + path not in shown] == []
    for tool in ("ask", "search", "article", "issues"):
        assert f'call_tool("{tool}"' in TEXT


def test_the_codes_and_limits_of_the_page_are_those_of_the_server() -> None:
    table = re.findall(r"^\| [0-9, ]+ \| (.*?) \|", TEXT, flags=re.MULTILINE)
    assert {code for cell in table for code in re.findall(r"`(\w+)`", cell)} == set(Code.__args__)
    limits = WebSettings()
    assert f"more than {limits.requests_a_minute} requests" in TEXT
    assert f"or {limits.waiting} questions wait" in TEXT
    assert limits.longest_body == 1024 * 1024
    assert f"of at most {QaSettings().longest_question} characters" in TEXT


def test_the_page_of_the_interface_takes_nothing_from_outside(server: str) -> None:
    with urllib.request.urlopen(f"{server}/docs", timeout=60) as answer:
        page = answer.read().decode()
    addresses = re.findall(r"(?:src|href)=\"([^\"]+)\"", page)
    assert any(one.endswith(".js") for one in addresses)
    for one in addresses:
        if one.startswith("data:"):
            continue  # stands in the page itself
        assert one.startswith("/"), one
        with urllib.request.urlopen(server + one, timeout=60) as answer:
            assert answer.status == 200
    with urllib.request.urlopen(f"{server}/paper/static/docs.js", timeout=60) as answer:
        assert "validatorUrl: null" in answer.read().decode()
