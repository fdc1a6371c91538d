"""The route that takes files, and that there is none without --allow-uploads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from index import Archive
from qa.web.adding.deliveries import Deliveries, Limits, Refused
from qa.web.adding.routes import CLOSED, router
from qa.web.service import Service
from tests.conftest import make_article
from tests.test_ingest import PAGE

KEY = "0" * 32


def client_of(archive: Archive, **options: Any) -> TestClient:
    service = Service(archive, None, **options)  # type: ignore[arg-type]
    app = FastAPI()
    app.state.service = service
    app.include_router(router(service))
    return TestClient(app)


@pytest.fixture
def open_client(archive: Archive) -> Iterator[TestClient]:
    archive.add_articles([make_article("old", "天气")], source="s")
    with client_of(archive, allow_uploads=True) as client:
        yield client
        client.app.state.service.deliveries.close()  # type: ignore[attr-defined]


def put(client: TestClient, name: str, data: bytes, key: str = KEY, **headers: str) -> Any:
    return client.put(f"/uploads/{key}", params={"name": name}, content=data, headers=headers)


@pytest.mark.parametrize("allowed", [False, True])
def test_gradio_takes_no_files_in_any_case_and_we_none_without_uploads(
    archive: Archive, allowed: bool
) -> None:
    with client_of(archive, allow_uploads=allowed) as client:
        for path in CLOSED:
            for method in ("POST", "PUT"):
                answer = client.request(method, path, files={"files": ("page.txt", b"x")})
                assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        assert put(client, "page.txt", PAGE.encode()).status_code == (201 if allowed else 404)
        if allowed:
            client.app.state.service.deliveries.close()  # type: ignore[attr-defined]


def test_whoever_stops_a_sending_leaves_nothing_behind(open_client: TestClient, archive: Archive) -> None:
    assert put(open_client, "page.txt", PAGE.encode()).status_code == 201
    deliveries: Deliveries = open_client.app.state.service.deliveries  # type: ignore[attr-defined]
    (path,) = deliveries.known(KEY).files
    assert open_client.delete(f"/uploads/{'1' * 32}").status_code == 204  # not that one
    assert path.exists()
    assert open_client.delete(f"/uploads/{KEY}").status_code == 204
    assert not path.exists()
    with pytest.raises(Refused):
        deliveries.known(KEY)


def test_a_file_comes_in_and_waits(open_client: TestClient, archive: Archive) -> None:
    assert put(open_client, "../../page.txt", PAGE.encode()).status_code == 201
    deliveries: Deliveries = open_client.app.state.service.deliveries  # type: ignore[attr-defined]
    (path,) = deliveries.known(KEY).files
    assert (path.name, path.read_text("utf-8")) == ("page.txt", PAGE)
    assert [one.id for one in archive.articles()] == ["old"]
    assert not (archive.path / "uploads").exists()


@pytest.mark.parametrize(
    ("name", "data", "status", "code"),
    [
        ("a.zip", b"PK", 422, "packed"),
        ("a.pdf", b"%PDF", 422, "no_form"),
        ("", b"x", 422, "no_form"),
        ("a.txt", b"", 422, "empty"),
        ("a.txt", b"x" * (5 << 20), 413, "too_large"),
    ],
)
def test_a_bad_file_is_refused_by_name_in_the_visitor_s_language(
    open_client: TestClient, name: str, data: bytes, status: int, code: str
) -> None:
    chinese = put(open_client, name, data, **{"Accept-Language": "zh-CN"})
    english = put(open_client, name, data, **{"Accept-Language": "en"})
    assert (chinese.status_code, chinese.json()["code"]) == (status, code)
    assert chinese.json()["message"].startswith((name or "?") + "：")
    assert english.json()["message"].startswith((name or "?") + ": ")


def test_a_file_that_is_not_announced_is_cut_off_where_it_is_too_long(open_client: TestClient) -> None:
    def bytes_on_and_on() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * (1 << 16)

    answer = open_client.put(f"/uploads/{KEY}", params={"name": "a.txt"}, content=bytes_on_and_on())
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    deliveries: Deliveries = open_client.app.state.service.deliveries  # type: ignore[attr-defined]
    home = deliveries._home
    assert home is not None
    assert [path for path in home.rglob("*") if path.is_file()] == []


def test_a_full_desk_says_so(open_client: TestClient) -> None:
    service = open_client.app.state.service  # type: ignore[attr-defined]
    service.deliveries.limits = Limits(files=1)
    assert put(open_client, "a.txt", b"x").status_code == 201
    answer = put(open_client, "b.txt", b"x")
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many")
    assert put(open_client, "a.txt", b"x", key="not-a-key").json()["code"] == "no_delivery"


def test_a_page_of_another_site_may_not_send(open_client: TestClient) -> None:
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "PUT"}
    answer = open_client.options(f"/uploads/{KEY}", headers=asked)
    assert "access-control-allow-origin" not in answer.headers
    assert open_client.post(f"/uploads/{KEY}", content=b"x").status_code == 405
