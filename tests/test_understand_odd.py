import datetime

import pytest

from index.records import Issue
from qa.understand import Names, Understood, understand
from qa.understand.form import plain
from qa.understand.odd import first_of_several, holdings, is_foreign, no_such_day, says_little

NAMES = Names(newspapers=("江渚晚报",), bylines=("许知南",), people=("段继明",), places=("落霞大桥",))


def read(question: str, *turns: tuple[str, str]) -> Understood:
    return understand(question, turns, names=NAMES, today=datetime.date(2025, 8, 4))


@pytest.mark.parametrize(
    ("line", "first", "others"),
    [
        ("大桥什么时候通车?另外图书馆哪天开馆?", "大桥什么时候通车?", ("图书馆哪天开馆?",)),
        ("大桥什么时候通车,工期多少天", "大桥什么时候通车?", ("工期多少天?",)),
        ("渡船末班几点,要不要钱?", "渡船末班几点?", ("要不要钱?",)),
        ("听说大桥通车了,是哪天?", "听说大桥通车了,是哪天?", ()),
        ("会议有哪些要求,分别是什么?", "会议有哪些要求,分别是什么?", ()),
        ("谁?什么时候?", "谁?什么时候?", ()),
        ("大桥多长?谢谢!", "大桥多长?谢谢!", ()),
    ],
)
def test_of_several_questions_the_first_is_taken(line: str, first: str, others: tuple[str, ...]) -> None:
    assert first_of_several(line) == (first, others)


def test_the_other_questions_are_told() -> None:
    understood = read("落霞大桥什么时候通车？总投资是多少？")
    assert understood.question == "落霞大桥什么时候通车?"
    assert understood.others == ("总投资是多少?",)
    assert read("哪天开幕？门票多少钱？").others == ()
    assert read("哪天开幕？门票多少钱？", ("渡鸦艺术节在哪里办", "文化馆")).others == ("门票多少钱?",)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("9月31日的报纸", "9月31日"),
        ("十三月一日", "13月1日"),
        ("2025年2月29日", "2025年2月29日"),
        ("2月29日", ""),
        ("2024年2月29日", ""),
        ("农历二月三十日", ""),
        ("9月30日", ""),
    ],
)
def test_days_that_no_calendar_has(text: str, day: str) -> None:
    assert no_such_day(text) == day


def test_a_day_that_no_calendar_has_is_told() -> None:
    understood = read("2月30日发生了什么？")
    assert understood.kind == "social"
    assert "2月30日" in understood.notices[0]


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("who is the mayor", True),
        ("ありがとう", True),
        ("橋はいつできますか", True),
        ("Спасибо", True),
        ("U10", False),
        ("大桥 bridge name", False),
        ("2025-08-04", False),
    ],
)
def test_other_languages(text: str, foreign: bool) -> None:
    assert is_foreign(text) is foreign


def test_a_name_in_pinyin_is_not_foreign() -> None:
    assert read("duan ji ming").kind != "social"
    assert read("the mayor duan").social == "foreign"


def test_what_says_little_waits_for_a_question() -> None:
    assert says_little("为什么？")
    assert not says_little("为什么停水")
    assert read("为什么？").kind == "social"
    assert read("为什么？", ("落霞大桥什么时候封闭", "昨天")).question == "落霞大桥为什么封闭?"


def test_a_byline_that_is_denied_is_no_filter() -> None:
    understood = read("不是许知南写的报道有哪些")
    assert understood.named.byline is None
    assert "不是谁写的" in understood.notices[0]


def test_what_an_archive_holds() -> None:
    day = datetime.date
    issues = [
        Issue("江渚晚报", day(2025, 8, 4)),
        Issue("江渚晚报", day(2025, 8, 1)),
        Issue("样报", day(2025, 1, 9)),
    ]
    assert holdings(issues) == (
        "收进来的报纸有：《江渚晚报》2025年8月1日至2025年8月4日，共2期；《样报》2025年1月9日。"
    )
    assert holdings([]) == ""


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("望 舒 大 桥 多 长", "望舒大桥多长"),
        ("桥啥辰光通", "桥什么时候通"),
        ("喺边度坐船", "在哪里坐船"),
        ("我住在北滩，每天要过江，想请问一下渡船末班几点？", "渡船末班几点?"),
        ("关于落霞大桥，请问什么时候通车", "关于落霞大桥,请问什么时候通车"),
    ],
)
def test_the_form_of_odd_lines(typed: str, read_as: str) -> None:
    assert plain(typed) == read_as
