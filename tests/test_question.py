import pytest

from qa.question import cleaned
from qa.settings import QaSettings

SETTINGS = QaSettings(longest_question=40, longest_history=2)


@pytest.mark.parametrize("asked", ["", "   ", "\n\t", "？？？", "……!", "\u200b\u200b", "\x00"])
def test_nothing_asked(asked: str) -> None:
    question = cleaned(asked, (), SETTINGS)
    assert (question.trouble, question.text) == ("empty", "")


@pytest.mark.parametrize("length", [41, 200, 1_000_000])
def test_absurdly_long(length: int) -> None:
    question = cleaned("市" * length, (), SETTINGS)
    assert (question.trouble, question.text) == ("long", "")
    assert len(question.asked) == 40


def test_the_limit_itself_is_allowed() -> None:
    assert cleaned("市" * 40, (), SETTINGS).text == "市" * 40


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("出席會議的委員有多少名？", "出席会议的委员有多少名?"),
        ("到２０２７年增長６．４％嗎", "到2027年增长6.4%吗"),
        ("请问市委书记是谁？", "市委书记是谁?"),
        ("你好，请问市委书记是谁", "市委书记是谁"),
        ("我想知道，棒球场在哪里", "棒球场在哪里"),
        ("市委书记\n是谁\u200b", "市委书记 是谁"),
        ("请问", "请问"),
    ],
)
def test_the_form_for_search(asked: str, text: str) -> None:
    question = cleaned(asked, (), SETTINGS)
    assert (question.text, question.social, question.trouble) == (text, None, None)


def test_what_was_typed_is_kept_for_showing() -> None:
    assert cleaned("出席會議的有１２人", (), SETTINGS).asked == "出席會議的有１２人"


def test_a_stray_surrogate_can_be_stored() -> None:
    question = cleaned("市长\ud83d是谁", (), SETTINGS)
    assert question.text.encode("utf-8").decode("utf-8") == question.text


def test_only_the_latest_history_counts() -> None:
    turns = [("一", "1"), ("二", "2"), ("三", "3")]
    assert cleaned("那市长呢", turns, SETTINGS).history == (("二", "2"), ("三", "3"))


def test_social_lines_carry_no_text() -> None:
    question = cleaned("你好！", (), SETTINGS)
    assert (question.social, question.text) == ("greeting", "")


def test_traditional_and_full_width_greetings() -> None:
    assert cleaned("謝謝！", (), SETTINGS).social == "thanks"
    assert cleaned("ｈｅｌｌｏ", (), SETTINGS).social == "greeting"
