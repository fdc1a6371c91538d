"""What the confidence is fitted to: which of a question's spans count as right."""

from __future__ import annotations

import datetime

import pytest

from eval.rows import QuestionRow
from index.records import Hit, Passage
from qa.assistant import Considered
from qa.contexts import Place
from qa.decide import FEATURES, Found
from qa.encoding import Context
from qa.question import Question
from tests.papers import article
from train.calibrate import case

TEXT = "大桥上周五通车，全长351公里。"


def right(span: str, *answers: str, home: str | None = None, impossible: bool = False) -> bool:
    paper = article(TEXT, date=datetime.date(2025, 8, 4))
    place = Place(Hit(0.9, Passage(paper.id, 0, len(TEXT), TEXT), paper), 0, len(TEXT), 0, Context("", TEXT))
    at = TEXT.index(span)
    row = QuestionRow(
        id="q", kind="span", question="问？", answers=answers, articles=(), history=(), impossible=impossible
    )
    seen = Considered(
        Question("问？"), (), (Found(place, at, at + len(span), 1.0),), ((0.0,) * len(FEATURES),), {}
    )
    made = case("papers", row, home, seen)
    assert made.values.shape == (1, len(FEATURES))
    return bool(made.right[0])


@pytest.mark.parametrize("answer", ["上周五", "8月1日", "2025年8月1日"])
def test_a_relative_day_is_right_by_the_day_shown_beside_it(answer: str) -> None:
    assert right("上周五", answer)


@pytest.mark.parametrize("answer", ["8月2日", "上周四", "351公里"])
def test_another_day_is_wrong(answer: str) -> None:
    assert not right("上周五", answer)


def test_a_span_counts_only_in_its_article_and_where_there_is_an_answer() -> None:
    assert right("351公里", "351公里")
    assert not right("351公里", "351公里", home="another")
    assert not right("351公里", "351公里", impossible=True)
