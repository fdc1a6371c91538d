"""One of a row of days, and all days beside some of them: the neighbour that the reader meant is taken."""

import datetime

import pytest

from index.records import Hit, Passage
from qa.answering.days import of_asked_days
from qa.answering.sorting import fitting
from qa.contexts import Place
from qa.reader import Candidate, Context
from tests.papers import DAY, article

ROW = "接下来将迎来甲乐队（8月12日）、乙乐队（8月19日）、丙乐队（8月26日）登台。"
WHOLE = "8月1日至2日，全区共接待游客超10万人次，其中8月1日乐园入园近5万人次。"


def moved(
    question: str, text: str, *spans: str, today: datetime.date | None = DAY
) -> tuple[list[str], list[str]]:
    """The spans after they were moved, and those of them that are not sorted out."""
    paper = article(text)
    place = Place(Hit(0.5, Passage(paper.id, 0, len(text), text), paper), 0, len(text), 0, Context("", text))
    told = [Candidate(0, text.index(one), text.index(one) + len(one), one, 1.0) for one in spans]
    found = of_asked_days(question, [place], told, today)
    assert all(text[one.start : one.end] == one.text for one in found)
    return [one.text for one in found], [one.text for one in fitting(question, [place], found, today)]


@pytest.mark.parametrize(
    ("question", "text", "span", "meant"),
    [
        ("8月19日谁来演出?", ROW, "丙乐队", "乙乐队"),
        ("8月26日谁来演出?", ROW, "乙乐队", "丙乐队"),
        ("8月19日谁来演出?", ROW, "乙乐队", "乙乐队"),
        # Where the first of a row begins its form does not tell.
        ("8月12日谁来演出?", ROW, "丙乐队", "丙乐队"),
        ("8月19日在哪里演出?", ROW, "丙乐队", "丙乐队"),
        ("8月1日到2日来了多少人?", WHOLE, "近5万人次", "超10万人次"),
        ("8月1日来了多少人?", WHOLE, "近5万人次", "近5万人次"),
        ("8月1日到3日来了多少人?", WHOLE, "近5万人次", "近5万人次"),
        ("8月1日到2日来了多少人?", WHOLE.replace("其中", ""), "近5万人次", "近5万人次"),
        ("8月1日到2日来了多少人?", WHOLE.replace("超10万人次", "超10万辆"), "近5万人次", "近5万人次"),
        ("8月1日到2日来了多少人?", WHOLE.replace("游客", "3万人次，"), "近5万人次", "近5万人次"),
    ],
)
def test_the_neighbour_of_the_asked_day_is_meant(question: str, text: str, span: str, meant: str) -> None:
    assert moved(question, text, span)[0] == [meant]


def test_a_day_in_brackets_is_of_what_stands_before_it() -> None:
    assert moved("8月19日谁来演出?", ROW, "乙乐队")[1] == ["乙乐队"]
    assert moved("8月12日谁来演出?", ROW, "丙乐队")[1] == []


def test_nothing_is_moved_without_a_day_to_count_from() -> None:
    assert moved("8月19日谁来演出?", ROW, "丙乐队", today=None)[0] == ["丙乐队"]
