from __future__ import annotations

import datetime

import pytest

from qa.understand.dates import periods, without

MONDAY = datetime.date(2025, 8, 4)


@pytest.mark.parametrize(
    ("question", "first", "last", "words", "rest"),
    [
        ("昨天头版说了什么", (8, 3), (8, 3), "昨天", "头版说了什么"),
        ("八月一号开了哪些会", (8, 1), (8, 1), "八月一号", "开了哪些会"),
        ("上周五那天的会议谁主持？", (8, 1), (8, 1), "上周五", "会议谁主持？"),
        ("在8月1日到3日期间，有什么比赛", (8, 1), (8, 3), "8月1日到3日", "有什么比赛"),
        ("现在上周末的报道有几篇", (8, 2), (8, 3), "上周末", "现在报道有几篇"),
        ("三天后有什么活动", (8, 7), (8, 7), "三天后", "有什么活动"),
        ("周五天气怎么样", (8, 8), (8, 8), "周五", "天气怎么样"),
        ("周五将举行什么", (8, 8), (8, 8), "周五", "将举行什么"),
        ("閏六月十一的報紙", (8, 4), (8, 4), "閏六月十一", "報紙"),
    ],
)
def test_the_days_of_a_question(
    question: str, first: tuple[int, int], last: tuple[int, int], words: str, rest: str
) -> None:
    (period,) = periods(question, MONDAY)
    assert period.first == datetime.date(2025, *first)
    assert period.last == datetime.date(2025, *last)
    assert period.words == words
    assert without(question, [period]) == rest


def test_several_days_and_none() -> None:
    found = periods("8月1日和上周六分别发生了什么", MONDAY)
    assert [(period.first.day, period.words) for period in found] == [(1, "8月1日"), (2, "上周六")]
    assert without("8月1日和上周六分别发生了什么", found) == "和分别发生了什么"
    assert periods("近日有什么新闻，拨打110行吗", MONDAY) == ()


def test_numbered_days_in_a_row_are_days_and_numbered_things_are_none() -> None:
    (stretch,) = periods("1号到3号渡船送了多少人", MONDAY)
    assert (stretch.first, stretch.last) == (datetime.date(2025, 8, 1), datetime.date(2025, 8, 3))
    assert stretch.words == "1号到3号"
    both = periods("1号和3号的更正更正了什么", MONDAY)
    assert [(one.first.day, one.words) for one in both] == [(1, "1号"), (3, "3号")]
    assert periods("1号和3号墩怎么了", MONDAY) == ()


@pytest.mark.parametrize(
    ("question", "issues", "day"),
    [
        ("七月十八的头条", [(2025, 9, 9)], (2025, 9, 9)),
        ("七月十八的头条", [(2025, 7, 18), (2025, 9, 9)], (2025, 7, 18)),
        ("七月十八的头条", [], (2025, 7, 18)),
        ("七月十八日的头条", [(2025, 9, 9)], (2025, 7, 18)),
        ("七月二十登了什么", [(2025, 9, 11)], (2025, 9, 11)),
    ],
)
def test_a_spelled_day_is_of_the_calendar_that_has_an_issue(
    question: str, issues: list[tuple[int, int, int]], day: tuple[int, int, int]
) -> None:
    (period,) = periods(question, datetime.date(2025, 9, 12), [datetime.date(*one) for one in issues])
    assert (period.first, period.last) == (datetime.date(*day),) * 2
    assert period.words == question[: len(period.words)] != ""


def test_a_number_behind_a_month_is_no_day_of_it() -> None:
    (month,) = periods("七月十八人报名了吗", datetime.date(2025, 9, 12), [datetime.date(2025, 9, 9)])
    assert (month.first.day, month.last.day) == (1, 31)


@pytest.mark.parametrize(
    "question",
    [
        "本期有几篇报道",
        "这一期一共几篇报道",
        "这一期报纸头版讲了什么",
        "最新一期有哪些新闻",
        "本期第2版登了什么",
    ],
)
def test_this_issue_is_the_newest_that_is_printed(question: str) -> None:
    issues = [datetime.date(2025, 8, day) for day in (1, 2)] + [MONDAY + datetime.timedelta(days=3)]
    (found,) = periods(question, MONDAY, issues)
    assert (found.first, found.last) == (issues[1], issues[1])
    assert question.startswith(found.words)
    assert periods(question, MONDAY) == ()  # no issue at all


@pytest.mark.parametrize(
    "question", ["这一期培训班多少人", "本期工程投多少", "二期有几栋楼", "这期间有新闻吗"]
)
def test_a_stage_of_something_else_is_no_issue(question: str) -> None:
    assert periods(question, MONDAY, [MONDAY]) == ()
