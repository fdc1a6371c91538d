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
    ],
)
def test_no_slip(question: str) -> None:
    assert find_slip(question, NAMES) is None


def test_where_the_slip_stands() -> None:
    slip = find_slip("请问钟旭东是谁", NAMES)
    assert slip is not None
    assert "请问钟旭东是谁"[slip.start : slip.end] == "钟旭东"
