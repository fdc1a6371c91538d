"""How many entered and how many came through; what an office is, and who is called by another's."""

import datetime

import pytest

from index.records import Article
from qa.answering.entrants import entrants, unit_asked
from qa.answering.evidence import is_held_otherwise, share
from qa.answering.offices import bearer_asked, miscalled, posts

SELECTED = "经过初赛和复赛,共有31支立项队伍从全国76所高校、211支团队中“杀出重围”。"


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("参赛团队一共多少支?", ["211支"]),
        ("有多少所高校报名?", ["76所"]),
        ("最后有多少支队伍入围?", []),
        ("有多少位评委?", []),
    ],
)
def test_who_entered_is_more_than_who_came_through(question: str, figures: list[str]) -> None:
    assert [SELECTED[a:b] for a, b in entrants(unit_asked(question), SELECTED)] == figures


def test_an_office_is_told_whole() -> None:
    text = "据悉,失联人员为舒兰市委常委、常务副市长骆旭东等4人,部就业促进司副司长陈勇嘉表示"
    assert [text[a:b] for a, b in posts("骆旭东", text)] == ["舒兰市委常委、常务副市长"]
    assert [text[a:b] for a, b in posts("陈勇嘉", text)] == ["部就业促进司副司长"]
    assert bearer_asked("牺牲的骆旭东是什么职务?") == "骆旭东"
    assert bearer_asked("骆旭东是什么时候失联的?") == ""


def test_who_is_called_by_anothers_office_is_not_meant() -> None:
    one = Article(
        "a",
        "样报",
        datetime.date(2025, 8, 4),
        text="市委书记仲旭东讲话，市委副书记、市长周军波传达精神。",
    )
    assert miscalled("市委书记周军波说了什么?", one)
    assert not miscalled("市长周军波说了什么?", one)
    assert not miscalled("市委书记仲旭东说了什么?", one)
    assert not miscalled("市委书记郑谷雨说了什么?", one)


def test_a_thing_may_be_held_by_another_word_or_its_long_name() -> None:
    assert is_held_otherwise("棒球赛", "全国青少年棒球锦标赛")
    assert is_held_otherwise("球队", "50支队伍")
    assert not is_held_otherwise("棒球赛", "足球锦标赛在棒球场")
    assert share("棒球赛", "棒球锦标赛") == 1.0
