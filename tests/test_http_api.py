"""The HTTP interface over a small archive, with a stub embedder and no reader."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from index import Archive
from index.errors import ArchiveError
from qa.answers import Answer
from qa.web.api import failures
from qa.web.api.calls import Calls
from qa.web.api.failures import Refusal
from qa.web.api.gate import Gate, network
from qa.web.api.models import LONGEST, Ask, Error
from qa.web.api.programs import programs
from qa.web.service import Service
from qa.web.settings import WebSettings
from tests.conftest import make_article

Make = Callable[..., TestClient]


class Asked:
    """Remembers what it was asked; two questions break it, one waits until it is let go."""

    def __init__(self) -> None:
        self.seen: list[tuple[Any, ...]] = []
        self.begun, self.go_on = threading.Event(), threading.Event()

    def prepare(self) -> None:
        pass

    def ask(self, question: str, history: Any = (), **options: Any) -> Answer:
        if question == "坏":
            raise RuntimeError("secret place")
        if question == "旧":
            raise ArchiveError("/srv/secret is damaged")
        self.seen.append((question, history, options))
        if question == "慢":
            self.begun.set()
            self.go_on.wait(10)
        return Answer("none", question, message="报上没有说", timings={"read": 0.5, "total": 0.5})


@pytest.fixture
def service(archive: Archive) -> Service:
    articles = [make_article("a", "新桥梁通车了。"), make_article("b/2", "球赛改期。")]
    archive.add_articles([replace(one, source="/srv/papers/t.txt") for one in articles], source="t")
    return Service(archive, Asked())  # type: ignore[arg-type]


@pytest.fixture
def make(service: Service) -> Iterator[Make]:
    """Opens a client of a server with the limits that are given; its models are ready unless told."""
    opened = []

    def made(*, ready: bool = True, **limits: Any) -> TestClient:
        app = FastAPI()
        app.include_router(programs(WebSettings(**({"requests_a_minute": 0} | limits)))(service))
        failures.cover(app)
        if ready:
            service.start()
            service.wait()
        client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
        client.__enter__()
        opened.append(client)
        return client

    yield made
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def client(make: Make) -> TestClient:
    return make()


def test_a_question_waits_for_the_models_and_reaches_the_assistant(make: Make, service: Service) -> None:
    client = make(ready=False)
    asked = {
        "question": "几座？",
        "history": [{"question": "桥？", "answer": "通车"}],
        "filters": {"page": "1"},
        "today": "2031-05-02",
    }
    told = client.get("/healthz").json()
    assert told == {"state": "loading", "started": service.started}
    assert Service(service.archive, Asked()).started != told["started"]  # type: ignore[arg-type]
    early = client.post("/api/v1/ask", json=asked)
    assert (early.status_code, early.json()["code"], early.headers["retry-after"]) == (503, "loading", "5")
    service.start()
    service.wait()
    said = client.post("/api/v1/ask", json=asked).json()
    assert (said["kind"], said["message"]) == ("none", "报上没有说")
    (question, history, options), *_ = service.assistant.seen  # type: ignore[attr-defined]
    assert (question, history, options["page"]) == ("几座？", [("桥？", "通车")], "1")
    assert options["today"].isoformat() == "2031-05-02"


@pytest.mark.parametrize(("question", "code"), [("坏", "internal"), ("旧", "unavailable")])
def test_what_breaks_is_told_without_its_reason(client: TestClient, question: str, code: str) -> None:
    broken = client.post("/api/v1/ask", json={"question": question})
    assert (broken.status_code, broken.json()["code"]) == ({"internal": 500, "unavailable": 503}[code], code)
    assert "secret" not in broken.text


def test_articles_issues_and_search(client: TestClient) -> None:
    assert client.get("/api/v1/articles/a").json()["text"] == "新桥梁通车了。"
    slashed = client.get("/api/v1/articles/b%2F2").json()
    assert (slashed["id"], slashed["address"]) == ("b/2", "/paper/article/b%2F2")
    assert client.get("/api/v1/articles/none").json()["code"] == "not_found"
    listed = client.get("/api/v1/articles?date=2031-05-01").json()
    assert [one["id"] for one in listed] == ["a", "b/2"]
    assert client.get("/api/v1/articles?date=2031-05-01&newspaper=别报").json() == []
    assert client.get("/api/v1/issues").json()[0]["articles"] == 2
    hits = client.get("/api/v1/search", params={"q": "桥梁", "k": 1}).json()
    assert [hit["article"]["id"] for hit in hits] == ["a"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"question": "谁？", "colour": 1}, "colour"),
        ({"question": "  "}, "question"),
        ({"question": "问" * (LONGEST + 1)}, "question"),
        ({"question": "谁？", "today": "2031-13-01"}, "today"),
        ({"question": "谁？", "filters": {"since": "2031-05-02", "until": "2031-05-01"}}, "filters"),
        ({"question": "谁？", "history": [{"question": "桥？", "answer": 1}]}, "history.0.answer"),
    ],
)
def test_what_makes_no_sense_is_refused_by_field(client: TestClient, body: Any, field: str) -> None:
    said = client.post("/api/v1/ask", json=body)
    assert said.status_code == 422
    assert (said.json()["code"], said.json()["field"]) == ("invalid", field)


def test_no_folder_of_the_server_goes_out(client: TestClient) -> None:
    row = client.get("/api/v1/articles/a").json()
    assert row["source"] == "t.txt"
    found = client.get("/api/v1/search", params={"q": "桥梁"}).json()
    assert {hit["article"]["source"] for hit in found} == {"t.txt"}


def test_a_client_that_asks_too_often_is_told_when_to_come_again(make: Make) -> None:
    client = make(requests_a_minute=2)
    said = [client.get("/api/v1/issues") for _ in range(3)]
    assert [one.status_code for one in said] == [200, 200, 429]
    assert said[2].json()["code"] == "too_many"
    assert 1 <= int(said[2].headers["retry-after"]) <= 60
    # Who watches the server is never turned away.
    assert [client.get(path).status_code for path in ("/healthz", "/metrics")] == [200, 200]


def test_each_client_has_a_limit_of_its_own_and_its_whole_network_counts() -> None:
    gate = Gate(1)
    assert gate.passes("10.0.0.1") == 0
    assert 1 <= gate.passes("10.0.0.1") <= 60
    assert gate.passes("10.0.0.2") == 0
    assert gate.passes("2001:db8::1") == 0
    assert gate.passes("2001:db8::2") > 0
    assert [Gate(0).passes("10.0.0.1") for _ in range(99)] == [0] * 99
    assert network("::ffff:10.0.0.7") == "10.0.0.7"


def test_programs_stand_in_the_line_of_visitors(service: Service) -> None:
    service.start()
    service.wait()
    calls = Calls(service, WebSettings(waiting=3))
    gone = False

    async def away() -> bool:
        return gone

    async def scene() -> tuple[list[str], list[str]]:
        nonlocal gone
        told = []
        # As many visitors as are served at once stand there already: the program waits behind them.
        with service.line.stand(), service.line.stand() as second:
            waiting = asyncio.create_task(calls.ask(Ask(question="谁？"), away))
            await asyncio.sleep(0.05)
            told.append(f"{len(service.line)} {waiting.done()} {second.ahead}")
            with pytest.raises(Refusal) as crowded:
                await calls.ask(Ask(question="几座？"), away)
            gone = True
            with pytest.raises(Refusal, match="gone"):
                await waiting
            gone = False
            waiting = asyncio.create_task(calls.ask(Ask(question="谁？"), away))
            await asyncio.sleep(0.05)
        said = await asyncio.wait_for(waiting, 5)
        return [*told, crowded.value.code, said.message], [one[0] for one in service.assistant.seen]  # type: ignore[attr-defined]

    told, seen = asyncio.run(scene())
    assert told == ["3 False 0", "crowded", "报上没有说"]
    assert seen == ["谁？"]
    assert len(service.line) == 0


def test_a_long_body_is_given_up_whether_announced_or_not(make: Make) -> None:
    client = make(longest_body=1000)

    def unannounced() -> Iterator[bytes]:
        for _ in range(1000):
            yield b" " * 500

    said = client.post("/api/v1/ask", content=b"x" * 2000, headers={"content-type": "application/json"})
    assert (said.status_code, said.json()["code"]) == (413, "too_large")
    said = client.post("/api/v1/ask", content=unannounced(), headers={"content-type": "application/json"})
    assert (said.status_code, said.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/nothing", 404, "not_found"),
        ("POST", "/api", 404, "not_found"),
        ("GET", "/api/v1/ask", 405, "method"),
        ("DELETE", "/api/v1/issues", 405, "method"),
        ("POST", "/metrics", 405, "method"),
        ("GET", "/mcp", 405, "method"),
        ("GET", "/api/v1/articles", 422, "invalid"),
        ("GET", "/api/v1/articles?date=0000-01-01", 422, "invalid"),
        ("GET", "/api/v1/search?q=x&since=2031-02-30", 422, "invalid"),
        ("GET", "/api/v1/search?q=x&k=101", 422, "invalid"),
        ("GET", "/api/v1/search?q=x&mode=magic", 422, "invalid"),
    ],
)
def test_every_failure_has_the_one_form(
    client: TestClient, method: str, path: str, status: int, code: str
) -> None:
    said = client.request(method, path)
    assert said.status_code == status
    assert Error.model_validate(said.json()).code == code


BODIES = [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b'{"question": "\\ud800"}', b'{"question": NaN}']
BODIES += [b'{"question": "\xff"}', b'{"question":' + b"[" * 100_000, b'{"question": "x", "history": [[]]}']


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/x-www-form-urlencoded", ""])
def test_bodies_that_are_no_question(client: TestClient, body: bytes, kind: str) -> None:
    said = client.post("/api/v1/ask", content=body, headers={"content-type": kind})
    assert said.status_code in {400, 422}
    assert Error.model_validate(said.json()).code == "invalid"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(["question", "history", "filters", "today", "since", "page", "kind"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=JSON | st.dictionaries(NAMES, JSON | st.just("谁？"), max_size=5), words=st.text(max_size=20))
def test_whatever_is_sent_the_server_holds(client: TestClient, body: Any, words: str) -> None:
    sent = json.dumps(body).encode()  # a lone surrogate goes out escaped, as a program would send it
    said = client.post("/api/v1/ask", content=sent, headers={"content-type": "application/json"})
    found = client.get("/api/v1/search", params={"q": words, "byline": words or None})
    one = client.get("/api/v1/articles/" + quote(words, safe=""))
    for told in (said, found, one):
        assert told.status_code in {200, 404, 422}, told.text
        assert "Traceback" not in told.text
        if told.status_code != 200:
            Error.model_validate(told.json())


def test_what_is_counted_can_be_read_by_prometheus(client: TestClient) -> None:
    client.post("/api/v1/ask", json={"question": "谁？"})
    client.post("/api/v1/ask", json={"question": "坏"})
    client.get("/api/v1/articles/none")
    said = client.get("/metrics")
    assert said.headers["content-type"].startswith("text/plain")
    counted = {
        (one.name, *sorted(one.labels.values())): one.value
        for family in text_string_to_metric_families(said.text)
        for one in family.samples
    }
    assert counted["wenbao_questions_total", "none"] == 1
    assert counted["wenbao_questions_total", "failed"] == 1
    assert counted["wenbao_question_seconds_sum", "read"] == 0.5
    assert counted["wenbao_requests_total", "/api/v1/ask", "internal"] == 1
    assert counted["wenbao_requests_total", "/api/v1/articles/{id:path}", "not_found"] == 1
    assert counted["wenbao_archive_articles",] == 2
    assert counted["wenbao_models_ready",] == 1
    assert counted["wenbao_waiting",] == 0


def test_the_schema_tells_of_every_failure_in_the_one_form(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    assert {"/api/v1/ask", "/api/v1/search", "/api/v1/articles/{id}", "/api/v1/issues", "/metrics"} <= set(
        schema["paths"]
    )
    for path, methods in schema["paths"].items():
        for one in methods.values():
            failed = {key: value for key, value in one["responses"].items() if not key.startswith("2")}
            assert {"429", "500", "503"} <= set(failed) or not path.startswith("/api"), path
            for value in failed.values():
                assert value["content"]["application/json"]["schema"]["$ref"].endswith("/Error"), path
    assert "HTTPValidationError" not in schema["components"]["schemas"]
    answer = schema["paths"]["/api/v1/ask"]["post"]["responses"]["200"]["content"]["application/json"]
    assert answer["schema"]["$ref"].endswith("/Answer")
