"""How the weights of sureness are fitted: on candidates made up so that the right weights are known."""

import json
from pathlib import Path

import numpy as np
import pytest

from eval.rows import QuestionRow
from qa.answering.rules import BELIEVED, WEIGHT, Rule, believed, sure_by, watched
from qa.answering.rules import shipped as rules
from qa.answers import Answer, Citation
from tests.papers import article
from train.sureness import Case, _development, chosen, crossed, firsts, ruled, rules_of, scaled

ROW = QuestionRow("q", "passage", "为什么?", ("因为。",))


def case(
    *candidates: tuple[float, float], right: int | None, names: tuple[str, str] = ("own", "near")
) -> Case:
    values = np.array(candidates, dtype=np.float64)
    good = np.array([float(at == right) for at in range(len(candidates))])
    return Case(ROW, values, good, names)


def test_what_the_right_ones_have_weighs() -> None:
    made = [
        case((1, 0), (0, 0), right=0),
        case((0, 0), (1, 0), (0, 0), right=1),
        case((0, 0), right=None),
    ] * 4
    weights = chosen(made)
    assert weights[0] > 1.0
    assert abs(weights[1]) < 1e-6  # nobody has it
    assert weights[-1] < 0.0  # nothing speaking for a candidate, none is chosen


def test_what_speaks_for_an_answer_never_weighs_against_it() -> None:
    made = [case((0, 1), (0, 0), right=1), case((0, 1), right=None)] * 4
    assert chosen(made)[1] == 0.0
    free = [case((0, 1), (0, 0), right=1, names=("own", "repeats"))] * 4
    assert chosen(free)[1] < -0.5


def test_the_first_candidate_is_the_likeliest() -> None:
    weights = np.array([1.0, 0.0, -0.5])
    empty = Case(ROW, np.zeros((0, 2)), np.zeros(0), ("own", "near"))
    odds, right = firsts([case((0.2, 0), (0.9, 0), right=1), case((1, 0), (0, 0), right=1), empty], weights)
    assert odds == pytest.approx([0.4, 0.5, -9.0])
    assert right.tolist() == [1.0, 0.0, 0.0]


def test_odds_are_scaled_to_how_often_they_are_right() -> None:
    # Always sure, right half of the time: the shift must take the odds back.
    slope, shift = scaled(np.full(40, 2.0), np.array([1.0, 0.0] * 20))
    assert slope * 2.0 + shift == pytest.approx(0.0, abs=0.1)


def test_no_question_is_judged_by_weights_that_saw_it() -> None:
    seen: list[int] = []

    def fitting(some: object) -> np.ndarray:
        seen.append(len(some))  # type: ignore[arg-type]
        return np.array([1.0, 0.0, 0.0])

    made = [case((1, 0), right=0)] * 10
    odds, right = crossed(made, fitting)
    assert seen == [8] * 5
    assert odds.tolist() == [1.0] * 10
    assert right.tolist() == [1.0] * 10


def test_rows_that_a_file_sets_aside_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    rows = [
        {"id": name, "kind": "span", "question": "谁?", "answers": ["甲"], "split": split}
        for name, split in (("a", "dev"), ("b", "test"))
    ]
    file.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    assert [row.id for row in _development([str(file)])] == ["a"]


class _Says:
    """Answers as told, each by a rule."""

    def __init__(self, texts: dict[str, str], rule: Rule) -> None:
        self.texts, self.rule = texts, rule

    def ask(self, question: str, history: object = ()) -> Answer:
        text, sure = self.texts[question], sure_by(self.rule)
        cited = Citation.at(article(text), 0, len(text), 0, len(text))
        return Answer(kind="span", question=question, text=text, confidence=sure, citations=(cited,))


def test_a_rule_is_as_sure_as_its_answers_were_right() -> None:
    rows = [
        QuestionRow(id=str(at), kind="span", question=asked, answers=("甲",), articles=())
        for at, asked in enumerate(("谁?", "哪位?"))
    ]
    told = ruled(rows, _Says({"谁?": "甲", "哪位?": "乙"}, "form"))  # type: ignore[arg-type]
    assert told["form"] == [True, False]
    assert told["whole"] == []
    assert believed("form", 2, 1) == round((1 + WEIGHT * 0.8) / (2 + WEIGHT), 4)
    assert rules_of(told)["form"] == believed("form", 2, 1)


def test_what_ships_tells_of_every_rule() -> None:
    assert set(rules()) == set(BELIEVED)
    with watched() as used:
        assert sure_by("deed") == rules()["deed"]
    assert used == ["deed"]
    sure_by("deed")
    assert used == ["deed"]
