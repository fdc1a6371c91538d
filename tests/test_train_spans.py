import json
import random
from pathlib import Path

import pytest

from train.spans import main, phrases, questions, words_of

TEXT = (
    "望舒大桥昨天通车。大桥由水利工程公司承建，全长1280米。水利工程公司的负责人说，承建的大桥全长1280米，比计划早一个月建成。"
    "昨天傍晚，市民沿江散步。"
)


def made(most: int = 4, text: str = TEXT) -> list[dict]:
    return questions(text, random.Random(1), most)


def test_the_answer_stands_in_what_is_left_and_its_sentence_does_not() -> None:
    rows = made()
    assert rows
    for row in rows:
        (answer,) = row["answers"]
        start = answer["start"]
        assert row["context"][start : start + len(answer["text"])] == answer["text"]
        assert answer["text"] not in row["question"]
        assert row["question"].replace("什么", answer["text"]) not in row["context"]


def test_the_longest_phrase_that_recurs_is_taken_out() -> None:
    rows = made()
    assert "水利工程公司" in [row["answers"][0]["text"] for row in rows]
    assert all(row["answers"][0]["text"] not in ("水利", "工程", "公司") for row in rows)


def test_a_part_of_what_recurs_is_not_asked_for_where_the_whole_may_not_be() -> None:
    """The two sentences have one term in common beside the company's name, too few to ask for it."""
    text = "大桥由水利工程公司承建，全长1280米。水利工程公司的负责人说，望舒大桥比计划早一个月建成。"
    assert all(row["answers"][0]["text"] not in "水利工程公司" for row in made(text=text))


def test_a_sentence_asks_once_and_no_text_asks_more_than_it_may() -> None:
    rows = made()
    assert len({row["context"] for row in rows}) == len(rows)
    assert len(made(1)) == 1


def test_what_stands_once_asks_nothing() -> None:
    assert made(text="水厂今天开工建设新的车间。学校明天举行春季运动会。") == []


def test_a_sentence_with_nothing_else_in_common_is_no_answer() -> None:
    assert made(text="海棠公园今年春天开放游泳池。昨天暴雨淹没了地铁站旁边的海棠公园。雪后初晴。") == []


def test_figures_take_their_unit_along_and_are_asked_for_as_figures() -> None:
    found = list(phrases(words_of("今年招收学生320名")))
    assert any(phrase.startswith("320") and asks == "多少" for phrase, asks in found)


def test_rows_are_written_as_the_trainer_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "rows.jsonl", tmp_path / "new" / "spans.jsonl"
    row = {"id": "1", "context": TEXT, "title": "大桥", "question": "？", "answers": []}
    source.write_text(json.dumps(row, ensure_ascii=False) + "\n" + json.dumps(row) + "\n", "utf-8")
    assert main(["--data", str(source), "--out", str(out)]) == 0
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert rows and {row["title"] for row in rows} == {"大桥"}
    assert len({row["id"] for row in rows}) == len(rows)
    assert "over 1 texts" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path / "none.jsonl"), "--out", str(tmp_path / "out")]) == 1
    assert "none.jsonl" in capsys.readouterr().err
