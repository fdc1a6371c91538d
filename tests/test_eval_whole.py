"""The whole run: its parts, its clock, and what becomes of it when Ctrl-C comes."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from eval import chat, commands, page, sweep, understanding, whole
from eval.bench import Choice
from eval.cli import main
from eval.journal import Journal
from eval.report import Report, Stopped, Table, markdown
from index import Archive
from index.records import Article
from tests.test_eval_report import ROWS, Oracle


def test_a_table_as_markdown() -> None:
    table = Table("Sides", ("", "甲|乙", "p"), [("a|b\nc", "1.0", "")], "a note")
    assert markdown(table).splitlines() == [
        "**Sides**",
        "",
        "|  | 甲\\|乙 | p |",
        "|---|---:|---:|",
        "| a\\|b c | 1.0 |  |",
        "",
        "a note",
    ]


def test_what_may_be_tuned_on_is_asked_more_seldom_than_what_is_to_be_quoted() -> None:
    rows = ROWS[:1] * 9
    assert len(whole.part_of("sample_test", rows, 1, 3)) == 9
    assert len(whole.part_of("sample_test", rows, 3, 9)) == 3
    assert len(whole.part_of("kinds_dev", rows, 1, 3)) == 3
    assert len(whole.part_of("kinds_dev", rows, 3, 9)) == 1
    assert len(whole.part_of("kinds_dev", rows, 1, 1)) == 9


def test_without_bfloat16_a_part_of_what_is_to_be_quoted_is_asked_unless_all_is_wanted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted: list[dict[str, int]] = []

    def measured(made: object, asked: dict[str, list[Any]]) -> list[Any]:
        counted.append({name: len(rows) for name, rows in asked.items()})
        return []

    monkeypatch.setattr(whole, "_measure", measured)
    for able, everything in ((True, False), (False, False), (False, True)):
        monkeypatch.setattr(whole, "has_bf16", lambda able=able: able)
        whole.run(Choice(), everything=everything)
    assert [one["sample_test"] for one in counted] == [200, 67, 200]
    assert [one["sample_dev"] for one in counted] == [67, 23, 201]



def test_understanding_is_shown_by_what_is_asked_and_every_group_has_its_line_on_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = {"question": "谁主持会议", "kind": "fact", "today": "2025-08-04"}
    rows = [
        {**row, "id": "a", "group": "fact"},
        {**row, "id": "b", "group": "list"},
        {**row, "id": "c", "group": "list", "kind": "list"},
    ]
    for name in ("understanding_dev", "understanding_test"):
        text = "\n".join(map(json.dumps, rows))
        (tmp_path / f"{name}.jsonl").write_text(text, encoding="utf-8")
    monkeypatch.setattr(whole, "DATA", tmp_path)
    shown = whole._understanding()[1].tables[1]
    assert shown.rows == [("fact", "1", "100.0"), ("list", "2", "50.0")]
    monkeypatch.undo()
    rows = understanding.read_rows(whole.DATA / "understanding_test.jsonl")
    assert {one["group"] for one in rows} == set(page._ASKED)


def test_each_part_of_a_run_is_clocked_and_summed(monkeypatch: pytest.MonkeyPatch) -> None:
    wall = iter((10.0, 13.0, 20.0, 21.0, 30.0, 35.0, 40.0, 40.5))
    spent = iter((1.0, 2.0, 2.0, 2.5, 3.0, 7.0, 7.0, 7.0))
    monkeypatch.setattr(whole.time, "perf_counter", lambda: next(wall))
    monkeypatch.setattr(whole.time, "process_time", lambda: next(spent))
    clock = whole.Clock()
    for name in ("reading", "answers", "reading"):
        with clock(name):
            pass
    with pytest.raises(KeyboardInterrupt), clock("broken"):
        raise KeyboardInterrupt
    assert clock.seconds == {
        "reading": {"wall": 8.0, "processor": 5.0},
        "answers": {"wall": 1.0, "processor": 0.5},
        "broken": {"wall": 0.5, "processor": 0.0},
    }
    assert clock.total() == {"wall": 9.5, "processor": 5.5}
    assert [row[0] for row in clock.table().rows] == ["reading", "answers", "broken", "total"]


def test_a_run_that_is_broken_off_shows_its_part_and_leaves_the_last_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def measure(made: Any, asked: Any) -> list[Journal]:
        assert list(asked)[-1] == "sample_test"
        made.answered("kinds_dev", chat.measure(Oracle(), ROWS[:1]))
        asked_then = [name for name in asked if name != "kinds_dev"]
        assert asked_then
        chat.measure(Oracle(stop_at=ROWS[2].question), ROWS, journal=Journal.of(tmp_path, "x"))
        return []

    monkeypatch.setattr(whole, "_measure", measure)
    monkeypatch.chdir(tmp_path)
    last = tmp_path / "var" / "eval" / "run.json"
    last.parent.mkdir(parents=True)
    last.write_text("{}", encoding="utf-8")
    assert main(["run", "--json", "part.json"]) == 1
    said = capsys.readouterr()
    assert "3 of " in said.err
    assert "the same command goes on after them" in said.err
    written = json.loads((tmp_path / "part.json").read_text(encoding="utf-8"))
    assert written["rows"][0]["set"] == "kinds_dev"
    assert len({row["set"] for row in written["rows"]}) == 2
    assert written["settings"]["stopped"].startswith("3 of ")
    assert last.read_text(encoding="utf-8") == "{}"
    page = (tmp_path / "var" / "eval" / "report.html").read_text(encoding="utf-8")
    assert "中途停止" in page


def test_a_chat_that_is_broken_off_is_shown_and_written(tmp_path: Path) -> None:
    options = argparse.Namespace(json=tmp_path / "part.json", markdown=True)
    with pytest.raises(Stopped):
        commands.told(lambda: chat.measure(Oracle(stop_at=ROWS[1].question), ROWS), options, [])
    written = json.loads((tmp_path / "part.json").read_text(encoding="utf-8"))
    assert [row["id"] for row in written["rows"]] == ["1"]


def test_a_sweep_that_is_broken_off_shows_the_points_that_are_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = chat.measure(Oracle(), ROWS)
    came = [done, Stopped(done, "1 of 3")]

    def measured(*args: object, **more: object) -> Report:
        one = came.pop(0)
        if isinstance(one, Stopped):
            raise one
        return one

    monkeypatch.setattr("qa.reader.Reader.load", lambda *args, **more: None)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("eval.sweep.chat.measure", measured)
    monkeypatch.setattr(Archive, "open", lambda *args, **more: Shut())
    with pytest.raises(Stopped, match="1 of 2 points measured") as stop:
        sweep.walk([Choice(k=3), Choice(k=4)], ROWS, lambda choice: tmp_path)
    assert [point["settings"] for point in stop.value.report.figures["points"]] == [{"k": 3}]


class Shut:
    """An archive of nothing."""

    def articles(self, **filters: object) -> list[Article]:
        return []

    def issues(self) -> list[Any]:
        return []

    def counts(self) -> dict[str, int]:
        return {}

    def close(self) -> None:
        pass
