"""The MCP server over HTTP, asked by the client of the protocol's own library."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from mcp.client import Client

from index import Archive
from qa.answers import Answer, Citation
from qa.web.api.programs import programs
from qa.web.service import Service
from qa.web.settings import WebSettings
from tests.conftest import make_article
from tests.serving import free_port

BRIDGE = make_article("a", "新桥梁通车了。会后有人鼓掌。")
RELATED = make_article("b", "球赛改期。")


class Stub:
    def prepare(self) -> None:
        pass

    def ask(self, question: str, history: Any = (), **options: Any) -> Answer:
        if question == "坏":
            raise RuntimeError("secret place")
        if question == "火星？":
            return Answer("none", question, message="报上没有说", related=(RELATED,))
        return Answer(
            "span",
            question,
            "桥梁",
            "桥梁（新）",
            citations=(Citation.at(BRIDGE, 0, 7, 1, 3),),
            alternatives=(Answer("passage", question, "x", citations=(Citation.at(RELATED, 0, 5),)),),
            confidence=0.87654,
        )


@contextmanager
def running(archive: Archive, **limits: Any) -> Iterator[tuple[str, Service]]:
    service = Service(archive, Stub())  # type: ignore[arg-type]
    service.start()
    service.wait()
    app = FastAPI()
    app.include_router(programs(WebSettings(**({"requests_a_minute": 0} | limits)))(service))
    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(app, port=port, log_level="error", timeout_graceful_shutdown=1, ws="none")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}/mcp", service
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture
def papers(archive: Archive) -> Archive:
    archive.add_articles([BRIDGE, RELATED], source="t")
    return archive


def asked(address: str, scene: Callable[[Client], Awaitable[Any]]) -> Any:
    async def whole() -> Any:
        async with Client(address) as client:
            return await scene(client)

    return asyncio.run(whole())


def test_there_are_four_tools_and_each_says_what_it_takes_and_gives(papers: Archive) -> None:
    with running(papers) as (address, _):
        tools = asked(address, lambda client: client.list_tools()).tools
    assert [tool.name for tool in tools] == ["ask", "search", "article", "issues"]
    for tool in tools:
        assert tool.description
        assert tool.output_schema
        assert tool.annotations.read_only_hint
        for field in tool.input_schema["properties"].values():
            assert field["description"]
    assert tools[0].input_schema["required"] == ["question"]


def test_the_tools_answer(papers: Archive) -> None:
    async def scene(client: Client) -> list[Any]:
        return [
            await client.call_tool("ask", {"question": "什么通车了？", "since": "2031-05-01"}),
            await client.call_tool("ask", {"question": "火星？"}),
            await client.call_tool("search", {"query": "桥梁", "k": 1}),
            await client.call_tool("article", {"id": "b"}),
            await client.call_tool("issues", {}),
        ]

    with running(papers) as (address, service):
        rows = asked(address, scene)
        counts = service.tally.text().decode()
    said, refused, found, article, issues = (row.structured_content for row in rows)
    assert (said["kind"], said["answer"], said["confidence"]) == ("span", "桥梁（新）", 0.877)
    (cited,) = said["citations"]
    assert cited == {
        "quote": "新桥梁通车了。",
        "place": "《试报》2031年5月1日第1版《标题a》",
        "article": "a",
        "start": 0,
        "end": 7,
    }
    assert [one["article"] for one in said["differing"]] == ["b"]
    assert (refused["kind"], refused["answer"], refused["message"]) == ("none", "", "报上没有说")
    assert [one["quote"] for one in refused["related"]] == ["球赛改期。"]
    assert [one["article"] for one in found["result"]] == ["a"]
    assert article["text"] == "球赛改期。"
    assert issues["result"][0]["date"] == "2031-05-01"
    assert 'wenbao_requests_total{code="ok",route="tool:ask"} 2.0' in counts


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("ask", {"question": "坏"}, "internal: the server had a problem"),
        ("ask", {"question": " "}, "invalid: question"),
        ("ask", {"question": "谁？", "since": "2031-05-02", "until": "2031-05-01"}, "since is after until"),
        ("ask", {"question": 5}, "question"),
        ("ask", {"question": "问" * 301}, "at most 300 characters"),
        ("ask", {}, "question"),
        ("article", {"id": "none"}, "not_found: no article of that id"),
        ("search", {"query": "桥梁", "k": 1000}, "less than or equal to 50"),
        ("search", {"query": "桥梁", "until": "2031-02-30"}, "until"),
        ("nothing", {}, "nothing"),
    ],
)
def test_a_failure_is_told_and_shows_no_inside(
    papers: Archive, tool: str, arguments: dict[str, Any], told: str
) -> None:
    async def scene(client: Client) -> str:
        from mcp.shared.exceptions import MCPError

        try:
            row = await client.call_tool(tool, arguments)
        except MCPError as error:
            return str(error)
        assert row.is_error
        return str(row.content[0].text)  # type: ignore[union-attr]

    with running(papers) as (address, _):
        text = asked(address, scene)
    assert told in text
    assert "secret" not in text
    assert "Traceback" not in text


def test_tools_and_routes_share_a_clients_limit(papers: Archive) -> None:
    async def scene(client: Client) -> list[Any]:
        return [await client.call_tool("issues", {}) for _ in range(3)]

    with running(papers, requests_a_minute=2) as (address, _):
        rows = asked(address, scene)
    assert [row.is_error for row in rows] == [False, False, True]
    assert "too_many: at most 2 requests a minute; try again in" in rows[2].content[0].text
