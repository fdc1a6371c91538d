"""Who does something together: both sides of a contract, all who hold an event."""

import pytest

from index.records import Hit, Passage
from qa.answering.lists import how_many
from qa.answering.parties import asks_both, role_asked, together
from qa.answering.reading import Seen
from qa.understand.kinds import kind_of
from tests.papers import article


def named(question: str, text: str) -> list[str]:
    """What is given for a question over one report, and what is behind its last item."""
    paper = article(text)
    found = together(question, Seen((Hit(0.5, Passage(paper.id, 0, len(text), text), paper),)))
    if found is None:
        return []
    items = [text[a:b] for a, b in found.items]
    rest = text[found.items[-1][1] : found.end]
    return [*items, rest] if rest else items


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("共建协议是谁和谁签的？", "还有一约：青禾学院同市建设局订下共建协议。", ["青禾学院", "市建设局"]),
        ("哪两家单位签约？", "昨天，市教育局与同济大学正式签署合作协议。", ["市教育局", "同济大学"]),
        ("研发协议由谁和谁签订？", "会上，澄江公司和寒溪大学在江渚签订研发协议。", ["澄江公司", "寒溪大学"]),
        ("合作双方是谁？", "8月1日，市图书馆携手青禾集团合作建书房。", ["市图书馆", "青禾集团"]),
        ("哪三家单位签约？", "市文联、市作协和青禾中学签订共建协议。", ["市文联", "市作协", "青禾中学"]),
        # All who hold an event, each in its role.
        ("大赛由哪些单位主办？", "大赛由市文联、市作协主办，青禾中学承办。", ["市文联", "市作协"]),
        ("大赛由哪些单位承办？", "大赛由市文联、市作协主办，青禾中学承办。", ["青禾中学"]),
        ("大赛承办单位有哪些？", "大赛由市文联主办、青禾中学和寒溪中学承办。", ["青禾中学", "寒溪中学"]),
        ("大赛由哪些单位举办？", "昨天，市文联、市作协联合举办大赛。", ["市文联", "市作协"]),
        ("大赛的主办单位有哪些？", "大赛由两家共同主办：市文联，还有市作协。", ["市文联", "市作协"]),
        ("大赛由哪些单位主办？", "大赛由市文联、市作协等8家单位主办。", ["市文联", "市作协", "等8家单位"]),
    ],
)
def test_all_that_a_sentence_names_is_given(question: str, text: str, expected: list[str]) -> None:
    assert named(question, text) == expected


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("谁和谁签约？", "市教育局昨天签署了合作协议。"),  # one of two
        ("谁和谁签约？", "市教育局将与青禾大学签署合作协议。"),  # not yet
        ("研发协议是谁和谁签的？", "市教育局与青禾大学签署用工协议。"),  # another contract
        ("谁和谁签约？", "市教育局与青禾大学合作办学。"),  # no contract is told
        ("谁和谁签约？", "和平与发展是签约的背景，签约很顺利。"),
        ("谁和谁签约？", "市文联与市作协签约。市教育局与青禾大学签约。"),  # two contracts
        ("决赛是谁和谁打？", "市教育局与青禾大学签约，决赛打完了。"),
        ("大赛由哪些单位协办？", "大赛由市文联、市作协主办，青禾中学承办。"),
        ("大赛由哪些单位主办？", "大赛由市文联和热心的老人们主办。"),
        ("书展由哪些单位主办？", "大赛由市文联、市作协主办。"),
        ("大赛主办城市有哪些？", "大赛由市文联、市作协主办。"),
    ],
)
def test_where_the_form_does_not_tell_all_nothing_is_given(question: str, text: str) -> None:
    assert named(question, text) == []


def test_questions_for_one_side_or_for_no_holder_are_others() -> None:
    assert not asks_both("市建设局和谁签了协议？")
    assert not asks_both("谁和市建设局签了协议？")
    assert how_many("哪三家单位签约？") == 3
    assert role_asked("主办方怎么说？") == ""
    assert kind_of("签约双方是谁?")[0] == "list"
    assert kind_of("共建协议是谁与谁签的?")[0] == "list"
