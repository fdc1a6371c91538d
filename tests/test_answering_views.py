"""What a commentary holds of a matter: its own sentence, or nothing."""

import pytest

from qa.understand.kinds import kind_of
from qa.understand.views import view_asked
from tests.papers import article
from tests.test_answering_kinds import answered

PIECE = article(
    "落霞大桥停了。抢修的关键是把江底查清。路灯的事，提前一天亮了，这值得记一笔。路灯黑了多久？花开得好看。",
    1,
    headline="说桥",
    kind="commentary",
)
NEWS = article("市长说，抢修的关键是赶工期。", 2, headline="抢修开工")


def said(question: str) -> str:
    return answered([PIECE, NEWS], "passage", question=question).text


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("评论认为抢修的关键是什么？", "抢修的关键是把江底查清。"),
        ("评论认为关键是什么？", "抢修的关键是把江底查清。"),
        ("评论怎么看路灯这件事？", "路灯的事，提前一天亮了，这值得记一笔。"),
        ("评论对路灯怎么看？", "路灯的事，提前一天亮了，这值得记一笔。"),
    ],
)
def test_the_sentence_that_says_so(question: str, sentence: str) -> None:
    assert said(question) == sentence


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("秋天是赶工的关键期。赶工，关键在人。", "赶工，关键在人。"),
        ("核心区都亮了灯。人手是关键。", "人手是关键。"),
        ("赶工根本不难。最要紧的是安全。", "最要紧的是安全。"),
        ("秋天是赶工的关键时期。核心技术已有。", ""),
    ],
)
def test_a_time_or_part_that_is_called_key_is_not_the_key(text: str, said: str) -> None:
    rest = "落霞大桥停了，路也封了好几天。大家都等着车通。"
    piece = article(f"{rest}{text}{rest}", 1, headline="说桥", kind="commentary")
    found = answered([piece], "passage", question="评论认为关键是什么？").text
    assert found.endswith(said) if said else not found


@pytest.mark.parametrize(
    "question",
    ["评论怎么看电梯？", "评论认为养鱼的关键是什么？", "评论认为开花结果的关键是什么？", "评论怎么看花开？"],
)
def test_what_it_does_not_speak_of_or_judge_is_not_told(question: str) -> None:
    assert said(question) == ""


@pytest.mark.parametrize(
    "question", ["市长认为抢修的关键是什么", "网友评论怎么看路灯", "评论登在哪一版", "怎么看懂评论"]
)
def test_other_questions_ask_no_commentary(question: str) -> None:
    assert view_asked(question) is None


def test_such_questions_are_answered_by_sentences() -> None:
    assert kind_of("评论认为关键是什么")[0] == "passage"
    assert kind_of("评论怎么看路灯这件事")[0] == "passage"
