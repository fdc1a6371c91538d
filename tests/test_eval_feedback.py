"""Opinions of readers as question rows: what becomes truth, and what only a person may judge."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import eval.cli
from eval.feedback import sort
from eval.rows import read_questions
from index.records import Problem
from qa.web.feedback.store import FILE


def cited(quote: str = "南桥今日通车。", headline: str = "南桥通车") -> dict[str, Any]:
    return {"article": "a", "headline": headline, "start": 0, "end": len(quote), "quote": quote}


def said(verdict: str = "right", **fields: Any) -> dict[str, Any]:
    row = {"verdict": verdict, "question": "哪座桥通车了？", "kind": "span", "answer": "南桥"}
    return row | {"citations": [cited()], "time": "2031-05-02T08:00:00+00:00"} | fields


def test_what_was_called_useful_is_a_row_of_what_was_given() -> None:
    (row,) = sort([said(history=[{"question": "修了什么？", "answer": "桥"}])]).rows
    name = row.pop("id")
    assert name.startswith("fb-")
    assert row == {
        "kind": "span",
        "question": "哪座桥通车了？",
        "answers": ["南桥"],
        "articles": ["南桥通车"],
        "history": [["修了什么？", "桥"]],
        "impossible": False,
    }


@pytest.mark.parametrize(
    ("fields", "answers", "articles", "impossible"),
    [
        ({"kind": "list", "answer": "南桥、今日", "items": ["南桥", "今日"]}, ["南桥", "今日"], 1, False),
        ({"kind": "passage", "answer": "南桥今日通车。"}, ["南桥今日通车。"], 1, False),
        ({"kind": "metadata", "answer": "张三"}, ["张三"], 1, False),
        ({"kind": "articles", "answer": ""}, [], 1, False),
        ({"kind": "none", "answer": "报上没有说。", "citations": []}, [], 0, True),
    ],
)
def test_each_kind_of_answer_has_its_row(
    fields: Any, answers: list[str], articles: int, impossible: bool
) -> None:
    made = sort([said(**fields)])
    (row,) = made.rows
    assert (row["kind"], row["answers"], len(row["articles"]), row["impossible"]) == (
        *(fields["kind"], answers, articles),
        impossible,
    )
    assert not made.review


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"verdict": "wrong"}, "没用"),
        ({"verdict": "citation"}, "引用不对"),
        ({"verdict": "refuse"}, "报上没说"),
        ({"verdict": "wrong", "kind": "none"}, "没用"),
        ({"answer": "北桥"}, "do not stand"),
        ({"kind": "list", "items": ["南桥", "北桥"]}, "do not stand"),
        ({"citations": []}, "no article"),
        ({"citations": [cited(headline="")]}, "no article"),
        ({"filters": {"page": "2"}}, "filters"),
        ({"answer": "。"}, "no words"),
        ({"kind": "chat"}, "no known kind"),
    ],
)
def test_all_else_is_looked_at_by_a_person(fields: Any, reason: str) -> None:
    made = sort([said(**fields)])
    assert made.rows == []
    assert [reason in row["reason"] for row in made.review] == [True]


def test_the_last_word_of_a_reader_holds() -> None:
    lines = [said(id="a1"), said("wrong", id="a1"), said("wrong", id="a1", remark="是北桥")]
    made = sort(lines)
    assert (made.opinions, made.rows) == (1, [])
    assert made.review[0]["remark"] == "是北桥"
    assert sort([said(id="a1"), said("withdrawn", id="a1")]).opinions == 0
    kept = sort([said(id="a1", remark="正是"), said("wrong", id="a1"), said(id="a1")])
    assert len(kept.rows) == 1


def test_where_readers_disagree_nothing_is_truth() -> None:
    made = sort([said(id="a1"), said("wrong", id="b2", question="哪座桥通车了")])
    assert made.rows == []
    assert sorted(row["reason"][:7] for row in made.review) == ["readers", "useless"]
    refused = sort([said(id="a1"), said(id="b2", kind="none", answer="报上没有说。", citations=[])])
    assert (len(refused.rows), len(refused.review)) == (0, 2)


def test_the_same_question_is_one_row_with_every_wording() -> None:
    made = sort([said(id="a1"), said(id="b2"), said(id="c3", answer="南桥今日")])
    (row,) = made.rows
    assert row["answers"] == ["南桥", "南桥今日"]


def test_a_broken_line_is_told_and_the_others_count() -> None:
    made = sort([Problem("f", 1, "not JSON"), said(), {"verdict": "right"}, {"question": 3}])
    assert (len(made.problems), made.opinions, len(made.rows)) == (1, 1, 1)


def test_the_command_writes_rows_that_chat_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [json.dumps(row, ensure_ascii=False) for row in (said(), said("wrong", question="谁？"))]
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / FILE).write_text("\n".join([*lines, "{broken"]) + "\n", "utf-8")
    assert eval.cli.main(["feedback", "--archive", "archive", "--json", "out.json"]) == 0
    shown = capsys.readouterr()
    assert "1 rows in var/eval/feedback.jsonl, 1 to look at in var/eval/feedback_review.jsonl" in shown.out
    assert f"{FILE}:3: not JSON" in shown.err
    (row,) = read_questions(tmp_path / "var/eval/feedback.jsonl")
    assert (row.question, row.answers, row.articles) == ("哪座桥通车了？", ("南桥",), ("南桥通车",))
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["figures"]["opinions"] == 2
    assert eval.cli.main(["feedback", "--archive", "none"]) == 1
    assert "there is no such archive" in capsys.readouterr().err


def test_before_anybody_said_anything_there_are_no_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "archive").mkdir()
    assert eval.cli.main(["feedback", "--archive", "archive"]) == 0
    assert "0 opinions" in capsys.readouterr().out
