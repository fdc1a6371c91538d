"""Peers: asked the same, judged the same, set against ours question by question."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from eval import peers
from eval.cli import main
from eval.rows import QuestionRow
from index.errors import SourceError, WenbaoError
from tests.test_eval_report import PAPER, ROWS


def test_a_peer_is_judged_as_we_are() -> None:
    articles = {"a": PAPER}

    def line(text: str, start: int | None, article: str | None = "a") -> dict[str, Any]:
        end = None if start is None else start + len(text)
        found = {"text": text, "article": article, "start": start, "end": end, "score": 3.0}
        return found | {"seconds": 0.1, "processor": 0.2}

    right = peers.peer_detail(ROWS[0], line("李明", 2), articles)
    assert (right["right"], right["cited"], right["shown"]) == (True, True, True)
    assert right["citations"][0]["quote"] == "市长李明说，桥修好了。"
    assert (right["seconds"], right["processor"]) == ({"total": 0.1}, 0.2)
    long = QuestionRow("4", "span", "谁？", ("李明",), ("大桥抢修",))
    shown = peers.peer_detail(long, line(PAPER.text, 0), articles)
    assert (shown["right"], shown["shown"]) == (False, True)  # 15 characters more than the answer
    titled = peers.peer_detail(ROWS[0], line("大桥抢修", None), articles)
    assert (titled["right"], titled["citations"][0]["quote"]) == (False, "")
    silent = peers.peer_detail(ROWS[2], line("", None, None), articles)
    assert (silent["right"], silent["given_kind"]) == (True, "none")


def test_peers_that_are_not_installed_are_told_how_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Exception, match="--set-up"):
        peers.measure(home=tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["peers"]) == 1
    assert "python -m eval peers --set-up" in capsys.readouterr().err


def test_peers_are_asked_what_stands_by_itself_at_even_steps(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [{"id": str(n), "question": "谁？", "answers": ["甲"]} for n in range(6)]
    rows[1]["history"] = [["前", "后"]]
    rows.append({"id": "hello", "question": "你好", "kind": "social"})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert [row.id for row in peers.questions(path)] == ["0", "2", "3", "4", "5"]
    assert [row.id for row in peers.questions(path, 2)] == ["0", "3"]
    path.write_text(json.dumps(rows[-1]) + "\n", encoding="utf-8")
    with pytest.raises(SourceError, match="greetings"):
        peers.questions(path)


def test_peers_are_set_against_ours_by_question() -> None:
    def row(system: str, number: int, right: bool, processor: float) -> dict[str, Any]:
        return {
            "system": system, "id": str(number), "kind": "span", "impossible": number == 5, "right": right,
            "cited": None if number == 5 else right, "best_right": number in (2, 4),
            "shown": number != 5, "answers": ["甲"],
            "seconds": {"total": 2 * processor}, "processor": processor,
        }  # fmt: skip

    rows = [row(peers.OURS, n, n != 4, 0.1) for n in range(6)]
    rows += [row("bm25", n, n == 4, 0.05) for n in range(6)]
    report = peers._report(rows, Path("rows.jsonl"), 6)
    ours, theirs = report.figures[peers.OURS], report.figures["bm25"]
    assert (ours["right"], theirs["right"]) == (pytest.approx(4 / 5), pytest.approx(1 / 5))
    assert (ours["all_right"], theirs["all_right"]) == (pytest.approx(5 / 6), pytest.approx(1 / 6))
    assert theirs["right_ratio"] == pytest.approx(1 / 5)
    assert ours["made_to_answer"] == pytest.approx(2 / 5)
    assert theirs["processor_ratio"] == pytest.approx(0.5)
    # Five questions were lost and one won. Of the 64 exchanges those reach a sum of 4 whose minority is
    # none (2) or one (12).
    assert theirs["p"] == pytest.approx(14 / 64)
    assert (ours["refused_without_answer"], theirs["refused_without_answer"]) == (1.0, 0.0)
    assert ours["p"] is None
    assert "haystack" not in report.figures


def test_a_peer_that_ends_too_early_is_told_with_its_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "peer.py"
    script.write_text(
        "import sys\nprint('{\"text\": \"甲\"}', flush=True)\nsys.exit('no memory')\n", encoding="utf-8"
    )
    monkeypatch.setattr(peers, "SCRIPT", script)
    monkeypatch.setattr(peers, "python_of", lambda home: Path(sys.executable))
    lines = peers._run("bm25", tmp_path / "job.json", tmp_path, 2)
    assert next(lines) == {"text": "甲"}
    with pytest.raises(WenbaoError, match="failed after 1 of 2 questions: no memory"):
        next(lines)
    script.write_text("", encoding="utf-8")
    with pytest.raises(WenbaoError, match="0 of 2 questions: exit status 0"):
        next(peers._run("bm25", tmp_path / "job.json", tmp_path, 2))
