"""What somebody said: the quotation that a report attributes, over articles in memory."""

import pytest

from index.records import Hit, Passage
from qa.answering.quotations import quotation, speaker_asked
from qa.answering.reading import Seen
from tests.papers import article, finds
from tests.test_answering_kinds import answered


def told(question: str, *texts: str) -> str | None:
    papers = [article(text, number) for number, text in enumerate(texts, start=1)]
    hits = [Hit(1.0, Passage(one.id, 0, len(one.text), one.text), one) for one in papers]
    found = quotation(question, Seen(tuple(hits)))
    return None if found is None else found.article.text[found.start : found.end]


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("段继明说了什么?", ("段继明", "")),
        ("市委书记段继明在会上说了什么", ("段继明", "")),
        ("段继明赛后怎么说", ("段继明", "")),
        ("舒望出来时说了什么", ("舒望", "")),
        ("段继明对洪水怎么看", ("段继明", "洪水")),
        ("段继明怎么评价对手", ("段继明", "对手")),
        ("段继明有什么感受", ("段继明", "")),
        ("段继明说了哪些话", ("段继明", "")),
        ("米奶奶怎么说", ("米奶奶", "")),
        ("商务局负责人说了什么", ("商务局负责人", "")),
        ("这个方案怎么说", None),
        ("报上怎么说", None),
        ("会议讲了什么", None),
        ("段继明去了哪里", None),
    ],
)
def test_whose_words_are_asked_for(question: str, asked: tuple[str, str] | None) -> None:
    assert speaker_asked(question) == asked


BARE = "段继明来了。"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“桥要修得牢，也要修得快。”局长段继明说。散了。", "“桥要修得牢，也要修得快。”局长段继明说。"),
        ("段继明说：“桥要修得牢，也要快。”散了。", "段继明说：“桥要修得牢，也要快。”"),
        # The bare attribution takes the quotation beside it, before or behind.
        (
            "天热。“瓜要甜。也要好看。”说起初衷，段继明打开了话匣子。他走了。",
            "“瓜要甜。也要好看。”说起初衷，段继明打开了话匣子。",
        ),
        ("段继明打开了话匣子。“瓜要甜，也要好看。”", "段继明打开了话匣子。“瓜要甜，也要好看。”"),
        ("段继明来到桥上。“水比昨天清多了。”他说。", "“水比昨天清多了。”他说。"),
        (
            "段继明说，明天再定；他卖了个关子：“鞋带系好了就上。”",
            "段继明说，明天再定；他卖了个关子：“鞋带系好了就上。”",
        ),
        # What is said to somebody, or by another, is not his.
        ("“你可要帮帮我们。”匡正对段继明说。", None),
        ("匡正说：“你可要帮帮我们。”段继明说好。", None),
        ("段继明强调，“快”字当头。", None),
    ],
)
def test_the_quotation_with_its_attribution(text: str, wanted: str | None) -> None:
    assert told("段继明说了什么?", BARE + text) == wanted


def test_what_it_is_about_decides_between_several() -> None:
    text = "“今天的天真是热。”段继明说。“这座新桥修得牢靠。”段继明说。"
    assert told("段继明说了什么?", text) == "“今天的天真是热。”段继明说。"
    assert told("段继明对新桥怎么看?", text) == "“这座新桥修得牢靠。”段继明说。"
    assert told("段继明还说了什么?", text) == "“这座新桥修得牢靠。”段继明说。"
    assert told("段继明对象棋怎么看?", text) is None


def test_the_quotation_goes_before_the_sentence_that_only_has_the_name() -> None:
    text = "段继明三十八岁，在桥上干了十年。“桥要修得牢，也要快。”段继明说。"
    answer = answered([article(text)], "passage", finds(("在桥上干了十年", 3.0)), question="段继明说了什么?")
    assert (answer.kind, answer.text) == ("passage", "“桥要修得牢，也要快。”段继明说。")
    assert answer.citations[0].quote == answer.text


def test_what_another_says_is_not_his() -> None:
    text = "匡正说，桥要修得牢，也要修得快，这是大家的事情。"
    reader = finds(("桥要修得牢，也要修得快", 5.0))
    assert answered([article(text)], "passage", reader, question="匡正说了什么?").kind == "passage"
    assert answered([article(text)], "passage", reader, question="段继明说了什么?").kind == "none"
