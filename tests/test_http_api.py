"""The HTTP interface over a small archive, with a stub embedder and no reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from index import Archive
from qa.answers import Answer
from qa.web.api.routes import router
from qa.web.service import Service
from tests.conftest import make_article


class Asked:
    """Remembers what it was asked; one question breaks it."""

    def __init__(self) -> None:
        self.seen: list[tuple[Any, ...]] = []

    def prepare(self) -> None:
        pass

    def ask(self, question: str, history: Any = (), **filters: Any) -> Answer:
        if question == "坏":
            raise RuntimeError("secret place")
        self.seen.append((question, history, filters))
        return Answer("none", question, message="报上没有说")


@pytest.fixture
def service(archive: Archive) -> Service:
    articles = [make_article("a", "新桥梁通车了。"), make_article("b", "球赛改期。")]
    archive.add_articles([replace(one, source="/srv/papers/t.txt") for one in articles], source="t")
    return Service(archive, Asked())  # type: ignore[arg-type]


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    app = FastAPI()
    app.include_router(router(service))
    with TestClient(app) as one:
        yield one


def test_a_question_waits_for_the_models_and_reaches_the_assistant(
    client: TestClient, service: Service
) -> None:
    asked = {
        "question": "几座？",
        "history": [{"question": "桥？", "answer": "通车"}],
        "filters": {"page": "1"},
        "today": "2031-05-02",
    }
    assert client.get("/healthz").json() == {"state": "loading"}
    assert client.post("/api/v1/ask", json=asked).json()["code"] == "loading"
    service.start()
    service.wait()
    said = client.post("/api/v1/ask", json=asked).json()
    assert (said["kind"], said["message"]) == ("none", "报上没有说")
    (question, history, filters), *_ = service.assistant.seen  # type: ignore[attr-defined]
    assert (question, history, filters["page"]) == ("几座？", [("桥？", "通车")], "1")
    assert filters["today"].isoformat() == "2031-05-02"
    broken = client.post("/api/v1/ask", json={"question": "坏"})
    assert broken.status_code == 500
    assert "secret" not in broken.text


def test_articles_issues_and_search(client: TestClient) -> None:
    assert client.get("/api/v1/articles/a").json()["text"] == "新桥梁通车了。"
    assert client.get("/api/v1/articles/none").json()["code"] == "not_found"
    assert [one["id"] for one in client.get("/api/v1/articles?date=2031-05-01").json()] == ["a", "b"]
    assert client.get("/api/v1/issues").json()[0]["articles"] == 2
    hits = client.get("/api/v1/search", params={"q": "桥梁", "k": 1}).json()
    assert [hit["article"]["id"] for hit in hits] == ["a"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"question": "谁？", "colour": 1}, "colour"),
        ({"question": "  "}, "question"),
        ({"question": "问" * 501}, "question"),
        ({"question": "谁？", "today": "2031-13-01"}, "today"),
        ({"question": "谁？", "filters": {"since": "2031-05-02", "until": "2031-05-01"}}, "filters"),
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
