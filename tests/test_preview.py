"""What an adding would do, held against what it does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index import Archive, cli
from index.preview import preview
from tests.conftest import DAY, StubEmbedder, make_article
from tests.test_ingest import PAGE, rows


def stored(archive: Archive) -> tuple[object, ...]:
    with archive._store.reading() as connection:
        sources = connection.execute("SELECT path FROM sources").fetchall()
    return archive.info(), sources, [article.id for article in archive.articles()]


def test_a_preview_tells_what_the_adding_then_does_and_writes_nothing(
    archive: Archive, embedder: StubEmbedder, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    archive.add(page)
    page.write_text(PAGE.replace("共有四条车道", "共有六条车道"), encoding="utf-8")
    more = rows(tmp_path / "more.jsonl", {"x": "桥梁", "y": "天气"}, newspaper="晚报")
    before, embedded = stored(archive), len(embedder.seen)

    seen = archive.preview([page, more])
    assert stored(archive) == before
    assert len(embedder.seen) == embedded
    assert [(one.newspaper, one.date, one.pages, one.articles) for one in seen.issues] == [
        ("晚报", DAY, ("1",), 2),
        ("问报镇报试验版", DAY, ("1",), 2),
    ]
    assert [(one.title, one.state) for one in seen.articles] == [
        ("南桥今日通车", "changed"),
        ("少年杯球赛开赛", "unchanged"),
        ("标题x", "new"),
        ("标题y", "new"),
    ]
    assert seen.issues[1].number == 12
    report = archive.add([page, more])
    assert report.articles == seen.count("new") + seen.count("changed")
    assert report.unchanged == seen.count("unchanged")
    assert report.problems == seen.problems
    assert {one.id for one in seen.articles} == {article.id for article in archive.articles()}


def test_what_would_go_and_what_stands_twice_is_told(archive: Archive, tmp_path: Path) -> None:
    first = rows(tmp_path / "a.jsonl", {"x": "桥梁", "y": "球赛"})
    archive.add(first)
    rows(first, {"y": "球赛"})
    other = rows(tmp_path / "b.jsonl", {"y": "球赛改期"})
    again = rows(tmp_path / "c.jsonl", {"y": "球赛改期"})
    seen = archive.preview([first, other, again])
    assert seen.retiring == 1
    assert [one.state for one in seen.articles] == ["unchanged", "changed", "unchanged"]
    assert [Path(problem.source).name for problem in seen.problems] == ["b.jsonl"]
    report = archive.add([first, other, again])
    assert (report.articles, report.unchanged) == (1, 2)
    assert report.problems == seen.problems


def test_faults_are_told_by_file_and_line_as_in_an_adding(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "broken.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    (tmp_path / "one-byte.txt").write_bytes(PAGE.encode().replace("张三".encode(), b"\xff"))
    row = '{"id": "a", "date": "2031-05-01", "text": "好"}\n'
    (tmp_path / "rows.jsonl").write_text(row + "{broken\n", "utf-8")
    (tmp_path / "picture.png").write_bytes(b"png")
    given = sorted(tmp_path.glob("*.*"))
    seen = archive.preview(given)
    assert [(Path(one.source).name, one.line) for one in seen.problems] == [
        ("picture.png", None),
        ("broken.txt", None),
        ("one-byte.txt", 9),
        ("rows.jsonl", 2),
    ]
    assert archive.add(given).problems == seen.problems


def test_newspaper_and_date_can_be_given(tmp_path: Path) -> None:
    (tmp_path / "inner.txt").write_text("南桥今日通车\n\n本报讯 南桥桥梁昨日通车。全长两公里。\n", "utf-8")
    assert "no date" in preview(None, tmp_path / "inner.txt").problems[0].message
    seen = preview(None, tmp_path / "inner.txt", newspaper="试报", date=DAY)
    assert [(one.newspaper, one.date, one.state) for one in seen.articles] == [("试报", DAY, "new")]


def test_two_spellings_of_a_name_are_one_issue(archive: Archive, tmp_path: Path) -> None:
    first = rows(tmp_path / "a.jsonl", {"x": "桥梁"}, newspaper="晚 报")
    second = rows(tmp_path / "b.jsonl", {"y": "球赛"}, newspaper="晚报", page="A10")
    third = rows(tmp_path / "c.jsonl", {"z": "球赛"}, newspaper="晚报", page="A2")
    seen = archive.preview([first, second, third])
    archive.add([first, second, third])
    assert [(one.pages, one.articles) for one in seen.issues] == [
        (one.pages, one.articles) for one in archive.issues()
    ]


def test_a_dry_run_makes_no_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("index.archive.Embedder.load", lambda *_, **__: StubEmbedder())
    folder, page = tmp_path / "archive", tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    command = ["add", str(page), "--archive", str(folder), "--dry-run"]
    assert cli.main(command) == 0
    assert not folder.exists()
    told = capsys.readouterr().out
    assert "would add: issues 1, articles 2 (changed 0, unchanged 0), problems 0; nothing was written" in told
    assert "  1  南桥今日通车  " in told
    with Archive.open(folder, embedder=StubEmbedder()) as archive:
        archive.add_articles([make_article("a", "桥梁")], source="s")
    assert cli.main([*command, "--json"]) == 0
    assert [one["state"] for one in json.loads(capsys.readouterr().out)["articles"]] == ["new", "new"]
    assert cli.main(["add", str(tmp_path / "none.txt"), "--archive", str(folder), "--dry-run"]) == 1
    assert "no article" in capsys.readouterr().err
