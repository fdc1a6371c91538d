"""Questions with a part exchanged: what is exchanged, for what, and which of them are kept."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from qa.encoding import Context
from qa.reader import Candidate
from train import exchanged

TEXT = (
    "昨天，青岛代表团先到，带来展品120件。展馆一共三层。"
    "参加第三届博览会的还有宁波代表团，宁波的展品下午才到。"
)
ROW = {
    "context": TEXT,
    "question": "2031年第三届博览会上青岛代表团带来多少件展品？",
    "title": "博览会开幕",
    "date": "2031-05-01",
    "answers": [{"text": "120件", "start": TEXT.index("120件")}],
}


def changed(row: dict[str, Any] = ROW) -> dict[str, str]:
    found = exchanged.exchanges(row, {"ns": ("长沙", "宁波", "青州")}, random.Random(1))
    return {one.how: one.question for one in found}


def test_each_part_is_exchanged_for_what_is_not_true_of_it() -> None:
    made = changed()
    assert made["name of the text"] == ROW["question"].replace("青岛", "宁波")
    # Not 宁波, which the text names, and not 青州, of which a character stands in the question.
    assert made["name of another text"] == ROW["question"].replace("青岛", "长沙")
    assert made["year"] in {ROW["question"].replace("2031", year) for year in ("2029", "2030", "2032")}
    assert made["ordinal"].startswith("2031年第") and "第三届" not in made["ordinal"]


def test_a_year_that_text_or_header_have_is_not_put_in() -> None:
    row = ROW | {"context": TEXT + "2030年和2029年没有办。", "title": "2032年再办"}
    assert "year" not in changed(row)


def test_a_name_beside_the_answer_is_not_put_in() -> None:
    text = TEXT.replace("先到", "和宁波代表团先到").replace("还有宁波代表团，宁波", "人很多，别处")
    row = ROW | {"context": text, "answers": [{"text": "120件", "start": text.index("120件")}]}
    assert "name of the text" not in changed(row)


def test_the_text_is_cut_at_sentences_around_the_old_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchanged, "AROUND", 4)
    assert exchanged.cut(ROW) == ("昨天，青岛代表团先到，带来展品120件。展馆一共三层。", 0)
    last = ROW | {"answers": [{"text": "下午", "start": TEXT.index("下午")}]}
    text, begin = exchanged.cut(last)
    assert text.startswith("参加第三届") and TEXT[begin:].startswith(text)


class Fooled:
    """Gives the same words to every question, as a reader that looks at nothing else."""

    def __init__(self, words: str, score: float) -> None:
        self.words, self.score = words, score

    def read_many(self, asked: Sequence[tuple[str, Sequence[Context]]], top: int) -> list[list[Candidate]]:
        ends = [contexts[0].text.index(self.words) + len(self.words) for _, contexts in asked]
        start = -len(self.words)
        return [[Candidate(0, end + start, end, self.words, self.score)] for end in ends][: top * len(ends)]


@pytest.mark.parametrize(
    ("words", "score", "kept"), [("120件", 1.0, True), ("120件", -1.0, False), ("三层", 1.0, False)]
)
def test_what_still_gets_the_old_answer_is_kept_without_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, score: float, kept: bool
) -> None:
    source, out = tmp_path / "rows.jsonl", tmp_path / "out" / "rows.jsonl"
    source.write_text(json.dumps(ROW, ensure_ascii=False) + "\n", encoding="utf-8")
    monkeypatch.setattr("qa.reader.Reader.load", lambda _: Fooled(words, score))
    assert exchanged.main(["--data", str(source), "--out", str(out)]) == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert bool(rows) is kept
    for row in rows:
        assert row["impossible"] and row["answers"] == [] and row["context"] == TEXT
        assert row["question"] != ROW["question"] and row["date"] == "2031-05-01"
