import datetime
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.dialogues import held, read_dialogues
from index.errors import SourceError
from index.records import Article
from qa.answers import Answer, Citation
from qa.question import Turn

BRIDGE = Article("a", "样报", datetime.date(2025, 9, 8), "大桥通车", text="大桥全长612米。总投资3亿元。")


class Desk:
    """Answers 612米 to a first question and 3亿元 to one with a history, and keeps what it was told."""

    def __init__(self) -> None:
        self.histories: list[tuple[Turn, ...]] = []

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        self.histories.append(tuple(history))
        start, end = (12, 15) if history else (4, 8)
        return Answer(
            "span", question, BRIDGE.text[start:end],
            display=BRIDGE.text[start:end], citations=(Citation.at(BRIDGE, 0, 16, start, end),),
        )  # fmt: skip


def test_a_turn_is_asked_with_the_answers_that_were_given_before_it() -> None:
    desk = Desk()
    turns = [
        {"question": "大桥多长？", "answers": ["612米"], "articles": ["大桥通车"]},
        {"question": "投资呢？", "answers": ["5亿元"]},
        {"question": "谁设计的？", "impossible": True},
    ]
    told = held([{"id": "d", "turns": turns}], desk)
    assert desk.histories == [
        (),
        (("大桥多长？", "612米"),),
        (("大桥多长？", "612米"), ("投资呢？", "3亿元")),
    ]
    assert [(one.id, one.first, one.right, one.fate) for one in told] == [
        ("d-1", True, True, "right"),
        ("d-2", False, False, "wrong words"),
        ("d-3", False, False, "not refused"),
    ]


def test_a_turn_that_nothing_judges_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"id": "d", "turns": [{"question": "谁？"}]}\n', encoding="utf-8")
    with pytest.raises(SourceError, match="d: a turn"):
        read_dialogues(file)


def test_the_shipped_dialogues_can_be_read() -> None:
    rows = read_dialogues(Path(__file__).parents[1] / "eval/data/understanding_dialogues_dev.jsonl")
    assert len(rows) >= 15
    assert all(len(row["turns"]) >= 2 for row in rows)
