import pytest

from qa.understand.names import Names
from qa.understand.slips import find_slip

NAMES = Names(
    bylines=("欧阳雪",), people=("仲旭东", "何健", "李明", "黎明", "林志强"), places=("落霞大桥", "白马湖")
)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("钟旭东是谁", "仲旭东"),
        ("记者欧杨雪的报道", "欧阳雪"),
        ("zhongxudong讲了什么", "仲旭东"),
        ("zhong xu dong 讲了什么", "仲旭东"),
        ("仲xudong讲了什么", "仲旭东"),
        ("zhong旭东讲了什么", "仲旭东"),
        ("仲xu东是谁", "仲旭东"),
        ("市委书记仲旭dong去了哪里", "仲旭东"),
        ("仲 xu dong 讲了什么", "仲旭东"),
        ("zhong 旭东是谁", "仲旭东"),
        ("欧阳xue写了哪些报道", "欧阳雪"),
        ("林zhi强是谁", "林志强"),
        ("书记何建讲了什么", "何健"),
        ("林自强是谁", "林志强"),
        ("落霞大侨有多长", "落霞大桥"),
    ],
)
def test_a_name_that_sounds_the_same_is_meant(question: str, name: str) -> None:
    slip = find_slip(question, NAMES)
    assert slip is not None and slip.name == name


@pytest.mark.parametrize(
    "question",
    [
        "仲旭东是谁",  # known
        "利明是谁",  # two characters, and two names sound so
        "书记立明是谁",  # two names sound so
        "合建了几座桥",  # two characters that are no name
        "白马胡同在哪里",  # another place
        "张旭东是谁",  # another family name
        "hello world",
        "仲ming是谁",  # spells no name
        "lì明是谁",
        "旭xudong是谁",
        "li明是谁",  # two names are spelt so
    ],
)
def test_no_slip(question: str) -> None:
    assert find_slip(question, NAMES) is None


def test_where_a_half_spelt_name_stands() -> None:
    for question, typed in (("请问仲 xudong是谁", "仲 xudong"), ("请问zhong 旭东是谁", "zhong 旭东")):
        slip = find_slip(question, NAMES)
        assert slip is not None and question[slip.start : slip.end] == typed


def test_where_the_slip_stands() -> None:
    slip = find_slip("请问钟旭东是谁", NAMES)
    assert slip is not None
    assert "请问钟旭东是谁"[slip.start : slip.end] == "钟旭东"


SHORT = Names(people=("王强", "江玉", "江雨", "何苗"))


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("王墙是谁?", "王强"),
        ("王墙今年多大?", "王强"),
        ("王墙说了什么?", "王强"),
        ("王强是谁?", None),
        ("江宇是谁?", None),  # two sound like it
        ("李墙是谁?", None),
        ("禾苗是谁?", None),  # a word
        ("王墙多高?", None),  # perhaps a wall
        ("王墙是谁修的?", None),
        ("城里的王墙是谁?", None),
    ],
)
def test_a_name_of_two_characters_is_guessed_where_a_person_is_asked_about(
    question: str, name: str | None
) -> None:
    slip = find_slip(question, SHORT)
    assert (slip.name if slip else None) == name
