"""What a question says is done, and an article never speaks of."""

import pytest

from qa.answering.rules import sure_by
from qa.answering.undone import undone
from tests.papers import article, finds
from tests.test_answering_kinds import answered

TEXT = "受洪峰过境影响，青石渡口昨起停航。船工老岑说，检修受到阻碍，下个月才能开船。"


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("青石渡口为什么搬迁?", True),
        ("青石渡口怎么搬迁的?", True),
        ("船票为什么涨价?", True),
        ("青石渡口为什么停航?", False),
        ("青石渡口怎么检修的?", False),
        ("检修为什么受阻?", False),  # in other words
        ("老岑为什么送船?", False),  # a verb of one character
        ("检修为什么变慢?", False),  # as well said by 慢了
        ("检修为什么变更?", True),
        ("青石渡口搬迁了吗?", False),
    ],
)
def test_what_an_article_has_no_word_of(question: str, lacks: bool) -> None:
    assert undone(question, article(TEXT, headline="渡口")) is lacks


@pytest.mark.parametrize("told", ["评价", "表态", "回应", "知道", "理解", "解释", "形容"])
def test_what_is_said_or_known_is_told_in_other_words(told: str) -> None:
    assert not undone(f"老岑怎么{told}渡船?", article(TEXT))
    assert undone("老岑怎么拆卸渡船?", article(TEXT))


def test_the_headline_may_have_the_word() -> None:
    assert not undone("青石渡口为什么搬迁?", article(TEXT, headline="渡口搬迁"))


def test_another_word_for_it_does() -> None:
    assert not undone("渡船为什么起火?", article("渡船上发生火灾。"))


def test_a_sentence_of_an_article_without_the_deed_is_less_sure() -> None:
    reader, question = finds(("受洪峰过境影响", 0.5)), "青石渡口到底为何要搬迁?"
    told = [
        answered([article(text, headline="青石渡口")], "passage", reader, question=question)
        for text in (TEXT, f"{TEXT}镇里不让搬迁。")
    ]
    assert [one.kind for one in told] == ["none", "passage"]


def test_a_reason_that_is_marked_is_told_however_unsure_the_reader_is() -> None:
    answer = answered([article(TEXT, headline="渡口")], "passage", question="青石渡口为什么停航?")
    assert answer.text == "受洪峰过境影响，青石渡口昨起停航。"
    assert answer.confidence == sure_by("reason")
