"""Questions as readers ask them: what a commentary demands, several days at once, short ones of one event."""

from __future__ import annotations

import datetime

import pytest

from index.terms import words
from qa.answering.edges import begun_before, edges
from qa.answering.enumerations import around
from qa.answering.lists import how_many
from qa.answering.metadata import subject
from qa.answering.mismatch import Told, not_done
from qa.snug import snug, whole_word
from qa.social import recognise
from qa.understand.kinds import kind_of
from qa.understand.names import Names
from qa.understand.reading import understand
from qa.understand.records import Period, Understood
from tests.papers import article, finds
from tests.test_answering_kinds import MONDAY, TUESDAY, answered
from tests.test_answering_sorting import left

NAMES = Names(newspapers=("寒溪日报",), bylines=("许知南",), people=("段继明",), places=("落霞大桥",))


def items(text: str, inside: str) -> list[str]:
    at = text.index(inside)
    found = around(text, at, at + len(inside))
    return [text[start:end] for start, end in found.items] if found else []


@pytest.mark.parametrize(
    ("text", "inside", "wanted"),
    [
        ("四座桥从南向北依次为甲桥、乙桥、丙桥和丁桥。", "乙桥", ["甲桥", "乙桥", "丙桥", "丁桥"]),
        ("吴克华、谢丽珍和闵杰围绕主题讲课。", "谢丽珍", ["吴克华", "谢丽珍", "闵杰"]),
        ("吴克华、谢丽珍和陈彩英围绕主题讲课。", "谢丽珍", ["吴克华", "谢丽珍", "陈彩英"]),
        ("主要有教师证，保育证、育婴员等级证。", "保育证", ["教师证", "保育证", "育婴员等级证"]),
        (
            "镇里策划了展销会暨休闲渔业论坛、排球赛、美食节。",
            "排球赛",
            ["展销会暨休闲渔业论坛", "排球赛", "美食节"],
        ),
    ],
)
def test_a_list_begins_and_ends_where_its_items_do(text: str, inside: str, wanted: list[str]) -> None:
    assert items(text, inside) == wanted


def test_a_clause_before_a_list_is_no_item_unless_it_leads_in() -> None:
    assert items("天晴了，甲桥、乙桥、丙桥通车。", "乙桥")[0] == "甲桥"
    assert begun_before("包括打扫街道，甲桥、乙桥。", [(7, 9), (10, 12)]) == []
    assert edges("甲桥、乙桥", [(0, 2), (3, 5)]) == [(0, 2), (3, 5)]


def test_who_asks_for_bodies_gets_bodies() -> None:
    text = "作为主办单位，镇里以乡村出题、高校答题、成果落地为办法。活动由乡村基金会、浙北大学和镇政府主办。"
    reader = finds(("乡村出题、高校答题", 3.0), ("乡村基金会、浙北大学", 2.0))
    answer = answered([article(text)], "list", reader, question="主办单位有哪些?")
    assert answer.items == ("乡村基金会", "浙北大学", "镇政府")


def test_how_many_are_asked_for_behind_the_noun_too() -> None:
    assert how_many("八个方面的突破是哪些?") == 8
    assert how_many("三项任务都有什么?") == 3
    assert how_many("八个方面怎么突破?") is None


@pytest.mark.parametrize(
    ("text", "question", "wanted"),
    [
        (
            "焊点温度很高，容易起火。也因此，无证上岗非常危险。",
            "为什么无证上岗非常危险?",
            "焊点温度很高，容易起火。也因此，无证上岗非常危险。",
        ),
        (
            "去年油价很高。公司说，利润下降反映了炼油利润率下降。",
            "公司利润为什么下降?",
            "公司说，利润下降反映了炼油利润率下降。",
        ),
        (
            "北桥因为这个原因停了……检查发现桥墩裂缝，导致北桥停用。",
            "北桥为什么停用?",
            "检查发现桥墩裂缝，导致北桥停用。",
        ),
    ],
)
def test_a_reason_is_told_with_what_it_leans_on(text: str, question: str, wanted: str) -> None:
    found = {"无证上岗": 2.0, "炼油利润率下降": 2.0, "桥墩裂缝": 2.0, "这个原因": 2.5}
    reader = finds(*found.items())
    assert answered([article(text)], "passage", reader, question=question).text == wanted


def test_the_newest_commentary_that_demands_is_quoted_where_it_demands() -> None:
    papers = [
        article("桥断了。我们要记住教训，各部门必须查清原因。大家都难过。", 1, "说桥", kind="commentary"),
        article("花开了，很好看。", 2, "说花", kind="commentary", date=TUESDAY),
        article("各部门必须来开会，大家要准时。", 3, "开会", date=TUESDAY),
    ]
    answer = answered(papers, "passage", question="评论呼吁什么?")
    assert answer.text == "我们要记住教训，各部门必须查清原因。"
    other = answered(papers, "passage", question="评论要求摒弃什么想法?")
    assert other.text != answer.text
    none = answered(papers[1:], "passage", question="评论呼吁什么?")
    assert none.kind == "none"


def test_each_of_several_days_is_counted_by_itself() -> None:
    papers = [article("甲开了。", 1, date=MONDAY), article("乙开了。", 2, date=TUESDAY)]
    papers.append(article("丙开了。", 3, date=TUESDAY))
    days = (Period(MONDAY, MONDAY, "8月4日"), Period(TUESDAY, TUESDAY, "8月5日"))
    apart = answered(papers, "count", question="8月4日和8月5日的报纸各有几篇?", periods=days)
    assert (apart.message, len(apart.items)) == ("8月4日1篇，8月5日2篇。", 3)
    whole = answered(papers, "count", question="8月4日和8月5日的报纸有几篇?", periods=days)
    assert whole.message == "一共3篇。"


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("9月12日和9月11日的报纸各有几篇?", ""),
        ("9月12日和9月10日各登了几篇关于落霞大桥的报道?", "落霞大桥"),
    ],
)
def test_what_is_counted_for_each_day_is_the_same_without_that_word(question: str, topic: str) -> None:
    read = understand(question, names=NAMES, today=datetime.date(2025, 9, 12))
    assert (read.kind, read.topic, len(read.periods)) == ("count", topic, 2)


@pytest.mark.parametrize(
    "topic", ["今天是星期几", "今天周几", "这份报纸由谁主办", "是星期几出的报", "这份报纸是哪一期"]
)
def test_a_field_of_the_issue_names_no_article(topic: str) -> None:
    day = (Period(MONDAY, MONDAY, "今天"),)
    assert subject(Understood("", "", topic=topic, periods=day)) == ""


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("这次活动的目的是什么", "passage"),
        ("医生提醒大家什么", "passage"),
        ("外交部敦促对方做什么", "passage"),
        ("气象局对农户有什么建议", "passage"),
        ("评论要求摒弃什么", "fact"),
        ("科普行动走进了哪个社区", "fact"),
        ("科普一下围棋", "passage"),
    ],
)
def test_what_is_demanded_or_meant_is_told_in_sentences(question: str, kind: str) -> None:
    assert kind_of(question)[0] == kind


def test_an_age_is_that_of_the_person_who_is_named() -> None:
    reader = finds(("36岁", 3.0))
    assert answered([article("医生36岁。")], "fact", reader, question="杨华平今年多大年纪?").kind == "none"
    told = answered([article("杨华平来了，医生36岁。")], "fact", reader, question="杨华平今年多大年纪?")
    assert told.text == "36岁"


def test_a_short_question_is_answered_where_nothing_else_comes_near() -> None:
    papers = [article("棒球少年来自50支队伍，很热闹。")]
    asked = {"question": "几支队伍来参赛?"}
    assert answered(papers, "fact", finds(("50支", -1.0)), **asked).text == "50支"  # type: ignore[arg-type]
    rivals = finds(("50支", -1.0), ("热闹", -2.0))
    assert answered(papers, "fact", rivals, question="几队来参赛?").kind == "none"


def test_what_is_given_is_called_support_as_well() -> None:
    papers = [article("对建设独立站的，给予最高一次性支持2万元。")]
    reader = finds(("2万元", -0.5))
    assert answered(papers, "fact", reader, question="独立站最高能补多少?").text == "2万元"
    assert answered(papers, "fact", reader, question="独立站最高能赚多少?").kind == "none"


def test_an_amount_in_the_end_keeps_its_unit_and_a_question_of_the_day_its_own_words() -> None:
    def whole(question: str, before: str) -> str:
        return understand(question, [(before, "")], names=NAMES, today=MONDAY).question

    assert whole("实际用了多少?", "落霞大桥抢修原来要用多少天?") == "落霞大桥抢修实际用了多少天?"
    assert whole("今天天气怎么样?", "落霞大桥抢修是谁宣布的?") == "今天天气怎么样?"
    assert whole("安置点呢?", "洪水转移了多少人?") == "安置点有多少?"


def test_a_moment_ends_before_what_the_text_goes_on_to_say() -> None:
    text = "8月9日24时进行调整，还剩9天。下次在8月20日"
    assert text[: snug("下次调整是什么时候?", text, 0, 19)] == "8月9日24时"
    assert snug("谁调整?", text, 0, 19) == 19
    assert "8月9日" in "".join(words(text))


def test_what_asks_for_a_work_or_laughs_is_no_question() -> None:
    assert recognise("能帮我写作文吗") == "instruction"
    assert recognise("哈哈哈") == recognise("haha") == "thanks"
    assert recognise("哈尔滨有什么新闻") is None


def test_a_sentence_that_trails_off_gives_no_reason() -> None:
    asked = {"question": "北桥为什么停用?"}
    reader = finds(("这个原因", 3.0), ("桥墩裂缝", 3.0))
    teased = answered([article("因为这个原因，北桥停用……散了。")], "passage", reader, **asked)  # type: ignore[arg-type]
    told = answered([article("因为桥墩裂缝，北桥停用。散了。")], "passage", reader, **asked)  # type: ignore[arg-type]
    assert (teased.kind, told.text) == ("none", "因为桥墩裂缝，北桥停用。")


def test_what_came_to_others_is_not_how_many_there_are() -> None:
    text = "安置点起初有5处,后来又加开了1处。"
    assert left("安置点有多少?", text, "1处") == []
    assert left("安置点有多少?", text, "5处") == ["5处"]
    assert left("安置点又加开了几处?", text, "1处") == ["1处"]


def test_what_is_still_to_be_done_is_not_what_was_done() -> None:
    assert not_done("市长更正了什么?", Told("数字由监理签字,错了要登报更正。", 0, 7))
    assert not not_done("市长更正了什么?", Told("市长更正了日期。", 5, 7))


def test_who_is_told_by_whole_words() -> None:
    text = "抢修指挥部指挥长方楚宣布"
    assert text[whole_word("谁宣布的?", text, 6, 10) : 10] == "指挥长方楚"
    assert whole_word("谁宣布的?", text, 8, 10) == 8
    assert whole_word("哪天宣布的?", text, 6, 10) == 6


def test_a_purpose_is_told_by_a_sentence_that_names_one() -> None:
    text = "北桥活动由镇里主办，旨在吸引青年。怎样长久？北桥活动中，两校签了协议。"
    reader = finds(("两校签了协议", 3.0))
    papers = [article(text, headline="北桥活动")]
    answer = answered(papers, "passage", reader, question="北桥活动的目的是什么?")
    assert "两校" not in answer.text
