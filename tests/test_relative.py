"""Amounts that a report gives by another amount."""

import datetime

import pytest

from index.dates import find_dates
from index.records import Article, Hit, Passage
from qa.answering.reading import Seen
from qa.answering.relative import amount_by_another
from qa.understand.records import Period

DAY = datetime.date(2025, 8, 4)
PLAN = (
    "“力争到2027年，全县竹器产值比2024年增加一倍，达到48亿元以上；到2030年，竹器产值较2027年再翻一番。”科长说。"
)
HALF_YEAR = "今年上半年，全县游客人次与去年同期持平。7月，全县发电量比6月增长两成。"


def _clause(text: str, question: str, copies: int = 1) -> str | None:
    hits = []
    for number in range(copies):
        report = Article(f"a{number}", "样报", DAY, text=text)
        hits.append(Hit(0.9, Passage(f"p{number}", 0, len(text), text), report))
    days = find_dates(question, DAY)
    periods = [Period(one.first, one.last, question[one.start : one.end]) for one in days]
    found = amount_by_another(question, periods, Seen(tuple(hits)))
    return found and found[0].text[found[1] : found[2]]


@pytest.mark.parametrize(
    ("text", "question", "clause"),
    [
        (PLAN, "到2030年竹器产值要达到多少?", "到2030年，竹器产值较2027年再翻一番"),
        (HALF_YEAR, "今年上半年全县游客人次是多少?", "今年上半年，全县游客人次与去年同期持平"),
        (HALF_YEAR, "7月发电量有多少?", "7月，全县发电量比6月增长两成"),
    ],
)
def test_the_clause_of_the_asked_day(text: str, question: str, clause: str) -> None:
    assert _clause(text, question) == clause


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (PLAN, "到2028年竹器产值要达到多少?"),
        (PLAN, "到2030年木器产值要达到多少?"),
        (PLAN, "到2030年竹器厂要有多少家?"),
        (PLAN, "2024年竹器产值是多少?"),
        (PLAN, "到2030年谁负责竹器产值?"),
        (HALF_YEAR, "6月发电量有多少?"),
        (HALF_YEAR, "去年上半年全县游客人次是多少?"),
        ("到2030年，竹器产值达到96亿元。", "到2030年竹器产值要达到多少?"),
    ],
)
def test_what_is_said_of_another_day_or_thing_is_none(text: str, question: str) -> None:
    assert _clause(text, question) is None


def test_two_reports_that_may_differ_give_none() -> None:
    assert _clause(PLAN, "到2030年竹器产值要达到多少?", copies=2) is None
