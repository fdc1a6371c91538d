import datetime

import pytest

from qa.understand import Names, understand
from qa.understand.happenings import Happening, events_asked
from qa.understand.records import Period

DAY = datetime.date(2025, 8, 3)
NAMES = Names(people=("段继明",), places=("桃源镇",))


def asked(question: str) -> Happening | None:
    return events_asked(question, [Period(DAY, DAY, "昨天")])


def test_one_event_may_be_meant() -> None:
    assert asked("昨天下午开的是什么会?") == Happening("会", (), one=True)
    assert asked("昨天下午开了哪些会?") == Happening("会", ())


@pytest.mark.parametrize(
    ("question", "noun", "told"),
    [
        ("昨天开了哪些会?", "会", ()),
        ("昨天都有什么活动?", "活动", ()),
        ("昨天有哪些好玩的活动", "活动", ()),
        ("昨天有什么体育比赛", "比赛", ()),
        ("昨天有什么象棋比赛", "比赛", ("象棋",)),
        ("昨天桃源镇举行了哪些仪式", "仪式", ("桃源镇",)),
        ("市里昨天有哪些演出", "演出", ()),
        ("昨天举办了哪些签约仪式", "签约仪式", ()),
        ("昨天有什么讲座可以听", "讲座", ()),
        ("昨天有没有展览", "展览", ()),
        ("昨天的活动有哪些", "活动", ()),
        ("昨天发生了哪些事故", "事故", ()),
        ("昨天有哪些推进会", "推进会", ()),
        ("昨天组织了哪些培训", "培训", ()),
    ],
)
def test_the_events_of_a_day_are_asked_for(question: str, noun: str, told: tuple[str, ...]) -> None:
    assert asked(question) == Happening(noun, told)


@pytest.mark.parametrize(
    "question",
    [
        "昨天的会有哪些人参加",
        "昨天的会议提出哪些要求",
        "昨天的比赛谁赢了",
        "昨天的活动有哪些亮点",
        "昨天有哪些公司参加展览",
        "昨天开了几个会",
        "昨天谁开了会",
        "段继明昨天出席了哪些会议",
        "昨天有哪些新闻",
        "昨天成立了哪些协会",
    ],
)
def test_what_is_asked_of_one_event_or_of_nothing_asks_for_none(question: str) -> None:
    assert asked(question) is None


def test_without_days_they_are_asked_of_no_day() -> None:
    assert events_asked("有哪些活动", []) is None


def test_of_a_year_nobody_asks_for_every_event() -> None:
    year = [Period(datetime.date(2025, 1, 1), datetime.date(2025, 12, 31), "今年")]
    assert events_asked("今年有哪些比赛", year) is None


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("昨天开了哪些会", "digest"),
        ("昨天有什么活动", "digest"),
        ("近日有什么新闻", "digest"),
        ("8月1日的会议提出哪些要求", "list"),
        # One may be meant: its name is looked for first.
        ("昨天开了什么会", "fact"),
    ],
)
def test_how_they_are_answered(question: str, kind: str) -> None:
    assert understand(question, names=NAMES, today=datetime.date(2025, 8, 4)).kind == kind
