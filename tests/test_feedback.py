"""Opinions of answers: what the route takes, and what lies in the archive's folder afterwards."""

from __future__ import annotations

import json
import multiprocessing
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from index import Archive
from index.errors import ArchiveError
from index.records import Problem
from qa.web.api.failures import cover
from qa.web.feedback import store
from qa.web.feedback.routes import PATH, router
from qa.web.service import Service
from tests.conftest import make_article

OPINION = {
    "id": "ab12",
    "verdict": "right",
    "question": "哪座桥通车了？",
    "kind": "span",
    "answer": "南桥",
    "citations": [{"article": "a", "start": 0, "end": 7}],
}


@pytest.fixture
def client(archive: Archive) -> Iterator[TestClient]:
    archive.add_articles([make_article("a", "南桥通车了。雨停了。", headline="南桥\n今日通车")], source="t")
    app = FastAPI()
    app.include_router(router(Service(archive, None)))  # type: ignore[arg-type]
    cover(app)
    with TestClient(app) as one:
        yield one


def kept(archive: Archive) -> list[dict[str, Any]]:
    rows = list(store.read(archive.path / store.FILE))
    assert not any(isinstance(row, Problem) for row in rows)
    return rows  # type: ignore[return-value]


def test_an_opinion_lies_in_the_archive_s_folder_with_the_paper_s_own_words(
    client: TestClient, archive: Archive
) -> None:
    turns = [{"question": "修了什么？", "answer": "桥"}]
    given = OPINION | {"remark": "正是", "history": turns, "filters": {"page": "1"}}
    given["citations"] = [{"article": "a", "start": 0, "end": 6}]
    assert client.post(PATH, json=given, headers={"User-Agent": "somebody"}).status_code == 201
    (row,) = kept(archive)
    cited = row.pop("citations")
    assert row.pop("time").endswith("+00:00")
    assert row == {
        "id": "ab12",
        "verdict": "right",
        "remark": "正是",
        "question": "哪座桥通车了？",
        "history": turns,
        "filters": {"page": "1"},
        "kind": "span",
        "answer": "南桥",
        "items": [],
    }
    assert cited == [
        {
            "article": "a",
            "newspaper": "试报",
            "date": "2031-05-01",
            "page": "1",
            "headline": "南桥 今日通车",
            "start": 0,
            "end": 6,
            "quote": "南桥通车了。",
        }
    ]


@pytest.mark.parametrize("place", [("gone", 0, 3), ("a", 0, 700), ("a", 5, 2)])
def test_a_place_that_is_none_is_not_stored(client: TestClient, archive: Archive, place: Any) -> None:
    article, start, end = place
    given = OPINION | {"citations": [{"article": article, "start": start, "end": end}]}
    assert client.post(PATH, json=given).status_code == 201
    assert kept(archive)[0]["citations"] == []


@pytest.mark.parametrize(
    "change",
    [
        {"verdict": "great"},
        {"question": " "},
        {"question": "问" * 2001},
        {"remark": "长" * 501},
        {"name": "somebody"},
        {"kind": "social"},
        {"id": "../x"},
        {"citations": [{"article": "a", "start": -1, "end": 3}]},
    ],
)
def test_what_makes_no_sense_is_refused(client: TestClient, archive: Archive, change: Any) -> None:
    assert client.post(PATH, json=OPINION | change).status_code == 422
    assert not (archive.path / store.FILE).exists()


def test_a_form_of_another_site_is_refused(client: TestClient, archive: Archive) -> None:
    answer = client.post(PATH, content=json.dumps(OPINION), headers={"Content-Type": "text/plain"})
    assert answer.status_code in {415, 422}
    assert not (archive.path / store.FILE).exists()


def test_where_nothing_can_be_written_the_reader_is_told_and_no_place_goes_out(
    client: TestClient, archive: Archive
) -> None:
    (archive.path / store.FILE).mkdir()
    answer = client.post(PATH, json=OPINION)
    assert answer.status_code == 503
    assert answer.json()["code"] == "unavailable"
    assert str(archive.path) not in answer.text


def test_a_line_that_was_broken_off_spoils_no_other(tmp_path: Path) -> None:
    store.append(tmp_path, {"a": 1})
    with (tmp_path / store.FILE).open("ab") as file:
        file.write(b'{"broken')
    store.append(tmp_path, {"a": "\ud800"})
    rows = list(store.read(tmp_path / store.FILE))
    assert rows[0] == {"a": 1}
    assert isinstance(rows[1], Problem)
    assert rows[1].line == 2
    assert rows[2] == {"a": "?"}


def test_a_file_that_has_grown_too_large_takes_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "LARGEST", 20)
    store.append(tmp_path, {"a": 1})
    with pytest.raises(ArchiveError, match="move it away"):
        store.append(tmp_path, {"a": "x" * 20})
    assert len(list(store.read(tmp_path / store.FILE))) == 1


def _many(folder: Path, name: str) -> None:
    for number in range(50):
        store.append(folder, {"who": name, "number": number, "filler": "字" * 2000})


def test_processes_and_threads_write_whole_lines(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_many, args=(tmp_path, f"p{n}")) for n in range(2)]
    threads = [threading.Thread(target=_many, args=(tmp_path, f"t{n}")) for n in range(2)]
    for one in (*processes, *threads):
        one.start()
    for one in (*processes, *threads):
        one.join()
    rows = [row for row in store.read(tmp_path / store.FILE) if isinstance(row, dict)]
    assert len(rows) == 200
    assert {(row["who"], row["number"]) for row in rows} == {
        (who, number) for who in ("p0", "p1", "t0", "t1") for number in range(50)
    }
