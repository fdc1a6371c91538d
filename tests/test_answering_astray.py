"""Spans whose own clause tells that they answer another question, and articles that know another thing."""

import datetime
from dataclasses import replace

import pytest

from index.records import Hit, Passage
from qa.answering.astray import (
    is_age_then,
    is_ceiling,
    is_labelled_otherwise,
    is_of_another_deed,
    is_of_another_figure,
    is_of_another_place,
    is_of_another_sort,
    is_of_the_start,
    is_of_the_whole,
    is_somebody,
    is_vague,
    tells_no_such_event,
)
from qa.answering.mismatch import Told, counts_another, counts_unasked
from qa.answering.sorting import fitting, of_another_kind, of_another_one
from qa.answering.units import wrong_measure
from qa.contexts import Place
from qa.reader import Candidate, Context
from qa.things import of_another_name, thing_names
from qa.unmatched import unmatched
from tests.papers import article


def told(text: str, span: str) -> Told:
    return Told(text, text.index(span), text.index(span) + len(span))


@pytest.mark.parametrize(
    ("question", "around", "none"),
    [
        ("常规赛谁赢了?", "常规赛下周开打,甲乙在训练。", True),
        ("常规赛谁赢了?", "甲队71比64击败乙队。", False),
        ("这座饭店哪一年建的?", "1954年他在此下榻。", True),
        ("这座饭店哪一年建的?", "1954年饭店落成。", False),
        ("他的籍贯是哪里?", "他是市委常委。", True),
        ("他的籍贯是哪里?", "他是霁城人。", False),
        ("他哪一年入行?", "那是2008年的洪水。", True),
        ("他哪一年入行?", "2008年他入了这行。", False),
        ("议长后来由谁接任?", "他和女议员钟丽慧同时请辞。", True),
        ("议长后来由谁接任?", "谢健平获任命为议长。", False),
        ("望舒大桥什么时候通车?", "18日起恢复。", False),
    ],
)
def test_a_deed_without_a_word_of_it_is_not_told(question: str, around: str, none: bool) -> None:
    assert tells_no_such_event(question, around) is none


@pytest.mark.parametrize(
    ("question", "span", "vague"),
    [
        ("查出多少张照片?", "多张", True),
        ("来了几位专家?", "数位专家", True),
        ("来了几位专家?", "十多位", False),
        ("申请到几支疫苗?", "少量国产二价", True),
        ("来了多少人?", "一些人", True),
        ("来了多少人?", "好几百人", False),
    ],
)
def test_some_is_no_number(question: str, span: str, vague: bool) -> None:
    assert is_vague(question, span) is vague


@pytest.mark.parametrize(
    ("question", "text", "span", "ceiling"),
    [
        ("方案要投入多少资金?", "给予最高300万元的奖励", "300万元", True),
        ("方案要投入多少资金?", "总投资300万元", "300万元", False),
        ("园区最高能拿多少资金?", "给予最高300万元的奖励", "300万元", False),
    ],
)
def test_a_ceiling_is_no_sum_that_is_spent(question: str, text: str, span: str, ceiling: bool) -> None:
    assert is_ceiling(question, told(text, span)) is ceiling


@pytest.mark.parametrize(
    ("question", "text", "span", "other"),
    [
        ("骗走了被害人多少钱?", "他缴纳了40万元罚金", "40万元", True),
        ("法院罚了多少钱?", "他缴纳了40万元罚金", "40万元", False),
        ("骗走了被害人多少钱?", "骗走40万元", "40万元", False),
    ],
)
def test_money_of_another_label(question: str, text: str, span: str, other: bool) -> None:
    assert is_labelled_otherwise(question, told(text, span)) is other


@pytest.mark.parametrize(
    ("question", "text", "span", "first"),
    [
        ("安置点最后开了几处?", "安置点起初有5处,后加开1处", "5处", True),
        ("工期后来压缩到几天?", "预计工期12天", "12天", True),
        ("安置点开了几处?", "安置点起初有5处", "5处", False),
        ("安置点最后开了几处?", "起初有5处,到昨天是6处", "6处", False),
    ],
)
def test_the_end_is_not_told_by_the_beginning(question: str, text: str, span: str, first: bool) -> None:
    assert is_of_the_start(question, told(text, span)) is first


@pytest.mark.parametrize(
    ("question", "text", "span", "other"),
    [
        ("法院判车行赔多少钱?", "退还车款5万元,并赔偿17万元", "5万元", True),
        ("法院判车行赔多少钱?", "退还车款5万元,并赔偿17万元", "17万元", False),
        ("一共打下了几根桩?", "24根钢管桩已经打下13根", "24根", True),
        ("一共打下了几根桩?", "24根钢管桩已经打下13根", "13根", False),
        ("桩有几根?", "24根钢管桩已经打下13根", "24根", False),
    ],
)
def test_an_amount_belongs_to_its_verb(question: str, text: str, span: str, other: bool) -> None:
    assert is_of_another_deed(question, told(text, span)) is other


def test_a_figure_that_is_asked_about_belongs_to_one_clause() -> None:
    text = "舒望拿下19分,中锋甘露拿下16分"
    assert is_of_another_figure("谁拿了19分?", told(text, "甘露"))
    assert not is_of_another_figure("谁拿了19分?", told(text, "舒望"))
    assert not is_of_another_figure("谁拿了冠军?", told(text, "甘露"))


def test_of_many_houses_is_not_of_one() -> None:
    text = "镇上做竹器的有63家,去年出口3.8亿元"
    assert is_of_the_whole("青筠竹器厂去年出口多少钱?", told(text, "3.8亿元"))
    assert not is_of_the_whole("全镇去年出口多少钱?", told(text, "3.8亿元"))
    assert not is_of_the_whole("青筠竹器厂去年出口多少钱?", told("竹器厂去年出口3.8亿元", "3.8亿元"))


def test_a_year_belongs_to_its_own_sentence() -> None:
    before = "皇后饭店由县里修建。"
    assert tells_no_such_event("饭店哪一年建的?", "1954年他在此下榻。", before)
    assert not tells_no_such_event("常规赛谁赢了?", "甲队来了。", "71比64。")


def test_an_age_is_that_of_a_time() -> None:
    assert is_age_then("她今年几岁?", told("5岁时爱上网球", "5岁"))
    assert not is_age_then("她今年几岁?", told("她今年5岁", "5岁"))
    assert not is_age_then("她几岁开始打网球?", told("5岁时爱上网球", "5岁"))


def test_a_number_is_of_the_place_that_has_it() -> None:
    text = "日本派出近400人参加成都大运会"
    assert is_of_another_place("韩国派出多少人参加成都大运会?", told(text, "近400人"))
    assert not is_of_another_place("日本派出多少人参加成都大运会?", told(text, "近400人"))
    assert not is_of_another_place("韩国恢复旅游后来了多少人?", told(text, "近400人"))
    assert wrong_measure("奶粉有多少千克?", "2000余份")
    assert list(thing_names("那么标普500指数可能上涨")) == ["标普500指数"]


def test_how_much_is_no_number_of_things() -> None:
    text = "打造直播聚集区2个以上"
    assert counts_unasked("电商到2027年要达到多少?", told(text, "2个以上"))
    assert counts_unasked("电商到2027年要达到多少?", told("到2027年直播聚集区不少于2个", "聚集区不少于2个"))
    assert not counts_unasked("聚集区到2027年要达到多少?", told(text, "2个以上"))
    assert not counts_unasked("电商到2027年要达到多少?", told("出口达30亿元", "30亿元"))


def test_what_is_named_by_an_attribute_is_not_what_has_another() -> None:
    assert is_of_another_sort("毁坏商品林地多少亩?", told("毁坏公益林地五亩以上", "五亩"))
    assert not is_of_another_sort("毁坏公益林地多少亩?", told("毁坏公益林地五亩以上", "五亩"))
    assert counts_another("用了多少吨水泥?", told("昨天运来石料30吨。", "30吨"))


@pytest.mark.parametrize(
    ("question", "span", "other"),
    [
        ("在哪家银行贷的款?", "手机银行", True),
        ("在哪家银行贷的款?", "青禾江支行", False),
        ("他属于哪个单位?", "安保制服", True),
        ("他属于哪个单位?", "市桥隧管理处", False),
    ],
)
def test_one_of_a_kind_is_called_so(question: str, span: str, other: bool) -> None:
    assert of_another_kind(question, span) is other


def test_a_person_is_no_place() -> None:
    assert is_somebody("他的籍贯是哪里?", "市委常委")
    assert not is_somebody("他的籍贯是哪里?", "霁城")


@pytest.mark.parametrize(
    ("question", "text", "span", "other"),
    [
        ("2号机组哪天吊装?", "今天,3号机组吊装就位", "今天", True),
        ("3号机组哪天吊装?", "今天,3号机组吊装就位", "今天", False),
        ("首届峰会在哪里召开?", "下一届峰会在撒马尔罕举行", "撒马尔罕", True),
    ],
)
def test_one_of_a_row_is_no_other(question: str, text: str, span: str, other: bool) -> None:
    assert of_another_one(question, told(text, span)) is other


def test_things_are_told_apart_by_their_names() -> None:
    assert list(thing_names("老人是从哪个村转移来的，赛有多少团队")) == []
    assert of_another_name("望潮桥什么时候通车?", "望舒大桥18日恢复通车")
    assert not of_another_name("望舒大桥什么时候通车?", "望舒大桥18日恢复通车")


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("第十七届花展来了多少人?", "第18届花展来了百人。", 1),
        ("第十八届花展来了多少人?", "第18届花展来了百人。", 0),
        ("1至8月岑州的投资增长多少?", "全市投资增长5%。", 1),
        ("北京大兴区组建了几支队?", "全区组建22支队。", 2),
        ("几艘邮轮停靠济州岛?", "53艘邮轮停靠济州港。", 0),
        ("台风“卡努”来时停了多少班?", "台风“杜苏芮”来时停了9班。", 1),
        ("台风“卡努”来时停了多少班?", "台风“杜苏芮”和“卡努”来时停了9班。", 0),
        ("台风“卡努”来时停了多少班?", "大风里，“望舒号”停了9班。", 0),
    ],
)
def test_what_an_article_knows_nothing_of(question: str, text: str, lacks: int) -> None:
    one = replace(article(text, headline="近日"), newspaper="")
    beside = replace(article("北京大兴区来人。", number=2), newspaper="")
    assert unmatched(question, one, [one, beside]) == lacks


def test_what_somebody_asked_for_is_no_name() -> None:
    one = article(text="他说自己有律师，每年花钱请律师。")
    hit = Hit(1.0, Passage(one.id, 0, len(one.text), one.text), one)
    place = Place(hit, 0, len(one.text), 0, Context("", one.text))
    at = one.text.index("请律师")
    found = fitting(
        "那位律师叫什么名字?", [place], [Candidate(0, at, at + 3, "请律师", 3.0)], datetime.date(2025, 9, 1)
    )
    assert found == []
