from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from index import cli
from tests.conftest import StubEmbedder
from tests.test_ingest import PAGE

COMMANDS = ("add", "info", "issues", "articles", "search", "remove", "verify", "reembed")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a page in it; the command line finds the stub in place of the model."""

    class Loader:
        @staticmethod
        def load(name: str | None, batch: int) -> StubEmbedder:
            return StubEmbedder(name or "stub-1")

    monkeypatch.setattr("index.archive.Embedder", Loader)
    monkeypatch.setenv("WENBAO_ARCHIVE", str(tmp_path / "archive"))
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def filled(folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert cli.main(["add", str(folder / "page.txt")]) == 0
    capsys.readouterr()
    return folder


def out(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(list(arguments)) == 0
    return capsys.readouterr().out


def test_add_tells_what_went_in(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = str(folder / "page.txt")
    assert out(capsys, "add", page) == "issues 1, articles 2 (unchanged 0), passages 2, problems 0\n"
    report = json.loads(out(capsys, "add", page, "--json"))
    assert (report["articles"], report["unchanged"]) == (0, 2)


def test_add_tells_problems_with_their_lines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "rows.jsonl").write_text(
        '{"id": "a", "date": "2031-05-01", "headline": "好", "text": "好"}\n{broken\n', encoding="utf-8"
    )
    text = out(capsys, "add", str(folder / "rows.jsonl"))
    assert "problems 1" in text
    assert "rows.jsonl:2: " in text


def test_add_of_nothing_fails(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["add", str(folder / "none.txt")]) == 1
    captured = capsys.readouterr()
    assert "no such file" in captured.out
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("undated.txt", "南桥今日通车\n本报讯 南桥今天上午通车，全长九百米。", "undated.txt: no date"),
        ("bad.jsonl", "{broken\n", "bad.jsonl:1: "),
        ("empty.txt", "", "empty.txt: the file is empty"),
    ],
)
def test_where_nothing_can_go_in_no_archive_is_made(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, told: str
) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    assert cli.main(["add", str(folder / name)]) == 1
    captured = capsys.readouterr()
    assert captured.out.count(told) == 1
    assert not (folder / "archive").exists()
    # What can go in beside it makes one, and the fault is told once.
    assert out(capsys, "add", str(folder / name), str(folder / "page.txt")).count(told) == 1
    assert cli.main(["add", str(folder / name)]) == 1
    capsys.readouterr()
    assert len(json.loads(out(capsys, "articles", "--json"))) == 2


def test_an_adding_that_is_stopped_while_it_reads_makes_no_archive(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("index.page.read_source", stopped)
    assert cli.main(["add", str(folder / "page.txt")]) == 130
    assert not (folder / "archive").exists()


def test_search_shows_passage_headline_and_place(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = out(capsys, "search", "桥梁")
    first = text.split("2. ")[0]
    assert "南桥今日通车" in first
    assert "2031-05-01  第12期  第1版" in first
    assert "张三" in first
    assert "四条车道" in first
    hits = json.loads(out(capsys, "search", "桥梁", "--json", "-k", "1"))
    assert len(hits) == 1
    assert hits[0]["article"]["text"][hits[0]["passage"]["start"] :].startswith(hits[0]["passage"]["text"])


def test_filters_work_from_the_command_line(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "南桥" not in out(capsys, "search", "桥梁", "--byline", "李四")
    assert "没有找到" in out(capsys, "search", "桥梁", "--since", "2031-05-02")
    assert out(capsys, "articles", "--byline", "李四").count("第12期") == 1
    assert out(capsys, "articles", "--limit", "1").count("第12期") == 1


def test_an_event_is_searched_by_the_day_that_it_fell_on(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The page is of 1 May 2031 and says 今日 in a headline.
    assert "南桥今日通车" in out(capsys, "search", "桥梁", "--event", "2031-05-01")
    assert "南桥今日通车" in out(capsys, "articles", "--event", "2031-04-28..2031-05-01")
    assert "没有找到" in out(capsys, "search", "桥梁", "--event", "2031-03-01..2031-03-04")
    for wrong in ("2031-05-02..2031-05-01", "1 May", "2031-05-01..x"):
        with pytest.raises(SystemExit) as stopped:
            cli.main(["search", "桥梁", "--event", wrong])
        assert stopped.value.code == 2


def test_one_article_is_shown_whole(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = json.loads(out(capsys, "articles", "--json"))[0]
    text = out(capsys, "articles", "--id", first["id"])
    assert text.endswith(first["text"] + "\n")
    assert first["headline"] in text
    assert cli.main(["articles", "--id", "none"]) == 1


def test_info_issues_and_verify(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(out(capsys, "info", "--json"))["articles"] == 2
    assert "stub-1" in out(capsys, "info")
    assert "2031-05-01" in out(capsys, "issues")
    assert json.loads(out(capsys, "issues", "--json"))[0]["number"] == 12
    assert out(capsys, "verify") == "all is well: 1 issues, 2 articles, 2 passages\n"


def test_remove(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["remove", "--issue", "别报/2031-05-01"]) == 1
    assert out(capsys, "remove", "--issue", "2031-05-01") == "removed articles: 2\n"
    assert "没有找到" in out(capsys, "search", "桥梁")


def test_reembed_mends_another_embedder(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["search", "桥梁", "--embedder", "stub-2"]) == 1
    assert "python -m index reembed" in capsys.readouterr().err
    assert out(capsys, "reembed", "--embedder", "stub-2") == "embedded anew: 2 articles\n"
    assert "南桥" in out(capsys, "search", "桥梁", "--embedder", "stub-2")


@pytest.mark.parametrize("command", ["info", "issues", "articles", "verify", "reembed"])
def test_reading_where_there_is_no_archive_fails_and_makes_none(
    folder: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([command]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert not (folder / "archive").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nothing"],
        ["search"],
        ["search", "x", "-k", "0"],
        ["search", "x", "--since", "August"],
        ["remove"],
    ],
)
def test_wrong_use_has_status_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    assert stopped.value.code == 2


def test_an_empty_question_is_told(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["search", " "]) == 1
    assert "empty" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main([command, "--help"])
    assert stopped.value.code == 0
    text = capsys.readouterr().out
    assert "examples:" in text
    assert f"python -m index {command}" in text


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys\nfrom index.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'faiss', 'jieba', 'numpy', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
