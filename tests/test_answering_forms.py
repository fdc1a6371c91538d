"""What a form of words tells where the reader is not sure: by whom, how often, and the whole question."""

import pytest

from index.records import Hit, Passage
from qa.answering.agents import doers, says_nothing_of_hosts, verb_asked
from qa.answering.ages import ages, whose_age
from qa.answering.lists import _says_it_all
from qa.answering.mismatch import (
    Told,
    is_no_doer,
    no_frequency,
    not_done,
    of_another_reading,
    of_another_scope,
)
from qa.answering.rules import sure_by
from qa.answering.support import supported
from qa.contexts import Place
from qa.decide import Decision, Found
from qa.reader import Context
from tests.papers import article


@pytest.mark.parametrize(
    ("question", "verb"),
    [
        ("大赛主办的是什么单位?", "主办"),
        ("大赛的主办单位是哪家?", "主办"),
        ("抢修由谁承担?", "承担"),
        ("谁主办了竹器节?", "主办"),
        ("谁讲话?", ""),
        ("主办单位在哪里?", ""),
    ],
)
def test_by_which_verb_a_doer_is_asked(question: str, verb: str) -> None:
    assert verb_asked(question) == verb


@pytest.mark.parametrize(
    ("verb", "text", "told"),
    [
        ("主办", "活动由市文化馆和青禾中学共同主办,旨在育人。", ["市文化馆和青禾中学"]),
        ("主办", "活动由三家共同主办:甲馆、乙校和丙会。", ["甲馆、乙校和丙会"]),
        ("承担", "抢修由路桥集团承担,费用由市财政先行垫付。", ["路桥集团"]),
        ("垫付", "抢修由路桥集团承担,费用由市财政先行垫付。", ["市财政"]),
        ("主办", "市文化馆是主办单位。", []),
    ],
)
def test_who_did_it_stands_behind_by(verb: str, text: str, told: list[str]) -> None:
    assert [text[a:b] for a, b in doers(verb, text)] == told


def test_a_sentence_without_a_word_of_holding_tells_no_host() -> None:
    assert says_nothing_of_hosts("竹器节由谁主办?", "开幕当晚演出新编戏,主演柳扶风。")
    assert not says_nothing_of_hosts("竹器节由谁主办?", "竹器节由镇里举办。")
    assert not says_nothing_of_hosts("抢修由谁承担?", "路桥集团来了。")


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("舒望今年多大?", "舒望"), ("竹安多大年纪?", "竹安"), ("米奶奶几岁了?", "米奶奶"), ("坑有多大?", ""),
        ("她多大?", ""), ("最小的选手几岁?", ""), ("新馆面积多大?", ""),
    ],
)  # fmt: skip
def test_whose_age_is_asked(question: str, who: str) -> None:
    assert whose_age(question) == who


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("工人叫竹安,二十四岁,学的是工业设计。", ["二十四岁"]),
        ("厂长竹安今年五十一岁。", ["五十一岁"]),
        ("还剩6分钟时,18岁的替补后卫竹安连进三球。", ["18岁"]),
        ("26岁的桑叶和竹安都来了。", []),
        ("竹安说,父亲今年七十岁。", []),
        ("竹安的徒弟、二十八岁的沙鸥。", []),
    ],
)
def test_an_age_stands_right_beside_its_name(text: str, told: list[str]) -> None:
    assert [text[a:b] for a, b in ages("竹安", text)] == told


@pytest.mark.parametrize(
    ("question", "span", "none"),
    [
        ("渡船多久一班?", "22时30分和22时50分", True),
        ("渡船多久一班?", "10分钟", False),
        ("桥多久做一次水下检测?", "五年一次", False),
        ("进度牌多久更新一次?", "每晚八点", False),
        ("音乐课每周几次?", "三下", True),
        ("音乐课每周上几次?", "两次", False),
        ("他在水下待了多久?", "22时30分", False),
    ],
)
def test_how_often_is_no_clock_time(question: str, span: str, none: bool) -> None:
    assert no_frequency(question, span) is none


@pytest.mark.parametrize(
    ("question", "text", "span", "other"),
    [
        ("押金退了多少?", "3000元押金一分不退。", "3000元", True),
        ("押金退了多少?", "墙上有钉眼,3000元押金一分不退,判退还押金2740元。", "2740元", False),
        ("押金是多少?", "3000元押金一分不退。", "3000元", False),
        ("用了多少石料?", "大约要石料3200立方米。", "3200立方米", True),
        ("要用多少石料?", "大约要石料3200立方米。", "3200立方米", False),
        ("来了多少人?", "预计8000人。", "8000人", True),
        ("来了多少人?", "主要来自本地,将近6000人。", "6000人", False),
    ],
)
def test_what_was_done_is_not_what_was_denied_or_is_to_come(
    question: str, text: str, span: str, other: bool
) -> None:
    at = text.index(span)
    assert not_done(question, Told(text, at, at + len(span))) is other


@pytest.mark.parametrize(
    ("question", "span", "none"),
    [
        ("费用是谁出的?", "预计控制", True),
        ("费用是谁出的?", "市财政", False),
        ("谁主持?", "程一鸣", False),
        ("怎么控制?", "预计控制", False),
    ],
)
def test_verbs_alone_are_nobody(question: str, span: str, none: bool) -> None:
    assert is_no_doer(question, span) is none


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("上半年全国生产总值增长多少?", True),
        ("上半年全市生产总值增长多少?", False),
        ("上半年生产总值增长多少?", False),
        ("全国有多少家企业?", False),
    ],
)
def test_a_figure_of_the_town_is_not_the_countrys(question: str, other: bool) -> None:
    assert of_another_scope(question, Told("全市生产总值增长6.4%,高于全国。", 9, 13)) is other


def test_eight_that_are_asked_for_are_no_single_phrase() -> None:
    assert not _says_it_all(said("持续突破"), "包括哪八个方面?")
    assert _says_it_all(said("持续突破"), "包括哪些方面?")
    assert _says_it_all(said("两金一银"), "拿了哪三块奖牌?")


def said(span: str) -> Decision:
    paper = article(f"会上说{span}。")
    hit = Hit(0.5, Passage(paper.id, 0, len(paper.text), paper.text), paper)
    found = Found(Place(hit, 0, len(paper.text), 0, Context("", paper.text)), 3, 3 + len(span), 1.0)
    return Decision((found,), 0.8, answered=True)


def test_hours_are_another_reading_of_when() -> None:
    assert of_another_reading("新馆什么时候开放?", "每天9时至22时")
    assert not of_another_reading("新馆什么时候开放?", "9月28日")
    assert not of_another_reading("新馆每天什么时候开放?", "每天9时至22时")


def unsure(text: str, span: str, question: str, **fields: int) -> Decision:
    paper = article(text, headline="跨境电商")
    hit = Hit(0.5, Passage(paper.id, 0, len(text), text), paper)
    at = text.index(span)
    given = {"fits": 1, **fields}
    found = Found(Place(hit, 0, len(text), 0, Context("", text)), at, at + len(span), 1.0, **given)
    return supported(Decision((found,), 0.4), question, [found])


LONG = "。" + "后来又说了很多别的事情" * 12


@pytest.mark.parametrize(
    ("question", "text", "span", "said"),
    [
        ("2027年出口要达到多少?", "力争到2027年,出口达30亿元以上" + LONG, "30亿元以上", True),
        ("2028年出口要达到多少?", "力争到2027年,出口达30亿元以上" + LONG, "30亿元以上", False),
        ("2027年进口要达到多少?", "力争到2027年,出口达30亿元以上" + LONG, "30亿元以上", False),
        ("2027年出口要达到多少?", "2027年出口达30亿元以上,内销20亿元" + LONG, "30亿元以上", False),
        ("出口多少?", "力争到2027年,出口达30亿元以上" + LONG, "30亿元以上", False),
        ("周末比赛有多少人参加?", "周末,比赛在球场开赛。近900名少年在这里角逐。", "近900名", True),
        ("中锋甘露拿了多少分?", "舒望拿下19分,中锋甘露拿下16分,赢了。" + LONG, "16分", True),
        ("球员甘露拿了多少分?", "舒望拿下19分,中锋甘露拿下16分,赢了。" + LONG, "16分", False),
        ("跨境方案什么时候施行?", "方案将于8月28日起施行,有效期至12月31日。" + LONG, "8月28日", True),
        ("跨境方案什么时候修订?", "方案将于8月28日起施行,有效期至12月31日。" + LONG, "8月28日", False),
        ("棒球赛在哪里举行?", "周末,棒球锦标赛在徐家埭开赛。", "徐家埭", True),
        ("有多少支球队参加棒球赛?", "周末,棒球锦标赛来了50支队伍。", "50支", True),
        ("周末比赛有多少人参加?", "周末,比赛在球场开赛。近900名少年在这里角逐" + LONG, "近900名", False),
    ],
)
def test_a_sentence_with_the_whole_question_is_enough(
    question: str, text: str, span: str, said: bool
) -> None:
    decision = unsure(text, span, question)
    assert decision.answered is said
    assert decision.sure == (sure_by("whole") if said else 0.4)


def test_what_is_of_no_sort_or_lacks_a_word_is_not_enough() -> None:
    text = "力争到2027年,出口达30亿元以上"
    for fields in ({"fits": 0}, {"missing": 1}):
        assert not unsure(text, "30亿元以上", "2027年出口要达到多少?", **fields).answered
    assert not unsure(text, "30亿元以上", "2027年瓷器出口要达到多少?", nouns=1).answered
