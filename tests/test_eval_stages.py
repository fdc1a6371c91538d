"""Which stage lost an answer, worked out from what the stages saw."""

from __future__ import annotations

import datetime

import pytest

from eval.judge import judge
from eval.rows import QuestionRow
from eval.stages import Homes, holds, lost
from eval.watch import Seen
from index.records import Article, Hit, Passage
from qa.answers import Answer, Citation
from qa.encoding import Context

DAY = datetime.date(2031, 5, 1)
HOME = Article("a", "样报", DAY, "大桥抢修", "市长李明说，桥修好了。\n工程队有二十人。")
AWAY = Article("b", "样报", DAY, "别的事", "王强说，李明不在。")
HOMES = Homes([HOME, AWAY])
ROW = QuestionRow("1", "span", "谁说桥修好了？", ("李明",), ("大桥抢修",))


def span(article: Article, text: str) -> Answer:
    at = article.text.index(text)
    return Answer(
        "span", "问", text, citations=(Citation.at(article, 0, len(article.text), at, at + len(text)),)
    )


def refused(best: Answer | None) -> Answer:
    return Answer("none", "问", message="没有", candidate=best)


def hit(article: Article, start: int, end: int) -> Hit:
    return Hit(0.9, Passage(article.id, start, end, article.text[start:end]), article)


FOUND = Seen(["谁"], [hit(HOME, 0, 11)])
BESIDE = Seen(["谁"], [hit(HOME, 12, 20)])
ELSEWHERE = Seen(["谁"], [hit(AWAY, 0, 9)])


def stage(
    answer: Answer,
    row: QuestionRow = ROW,
    seen: Seen | None = FOUND,
    homes: Homes | None = HOMES,
    understood: str | None = None,
) -> str:
    return lost(answer, row, judge(answer, row), seen, homes, understood)


def test_each_stage() -> None:
    assert stage(span(HOME, "李明")) == "right"
    assert stage(span(AWAY, "王强")) == "another span won"
    assert stage(span(AWAY, "王强"), seen=ELSEWHERE) == "not retrieved"
    assert stage(span(AWAY, "王强"), seen=BESIDE) == "not retrieved"  # the right article, another passage
    assert stage(span(AWAY, "李明")) == "cited wrongly"
    assert stage(refused(span(HOME, "李明"))) == "right span refused"
    assert stage(refused(span(AWAY, "王强"))) == "another span won"
    assert stage(refused(None), seen=ELSEWHERE) == "not retrieved"
    assert stage(Answer("social", "问", message="你好")) == "not understood"
    assert stage(span(HOME, "李明"), QuestionRow("2", "none", "问", impossible=True)) == "should have refused"
    assert stage(refused(None), QuestionRow("2", "none", "问", impossible=True)) == "right"


def test_what_the_archive_does_not_hold() -> None:
    torn = Article("a", "样报", DAY, "大桥抢修", "工程队有二十人。")
    assert stage(span(AWAY, "王强"), homes=Homes([torn, AWAY])) == "not in the archive"
    assert stage(span(AWAY, "王强"), homes=Homes([AWAY])) == "not in the archive"


def test_the_reader_sees_more_than_the_passage() -> None:
    seen = Seen(["谁"], [hit(HOME, 12, 20)], [Context("大桥抢修", HOME.text)])
    assert stage(span(AWAY, "王强"), seen=seen) == "another span won"
    other = Seen(["谁"], [hit(HOME, 12, 20)], [Context("别的事", AWAY.text)])
    assert stage(span(AWAY, "王强"), seen=other) == "not retrieved"


def test_another_form_of_answer_was_not_understood() -> None:
    metadata = QuestionRow("3", "metadata", "谁写的？", ("文简",), ("大桥抢修",))
    assert stage(span(HOME, "李明"), metadata) == "not understood"
    listed = QuestionRow("4", "list", "哪些人？", ("李明", "王强"), ("大桥抢修", "别的事"))
    assert stage(span(HOME, "李明"), listed) == "not understood"
    sentences = QuestionRow("5", "passage", "为什么？", ("工程队有二十人。",), ("大桥抢修",))
    assert stage(span(HOME, "李明"), sentences) == "not retrieved"


def test_what_it_was_understood_as_counts_where_it_is_known() -> None:
    listed = QuestionRow("4", "list", "哪些人？", ("李明", "王强"), ("大桥抢修", "别的事"))
    both = Seen(["谁"], [hit(HOME, 0, 11), hit(AWAY, 0, 9)])
    makeshift = refused(span(HOME, "李明"))
    assert stage(makeshift, listed, both, understood="list") == "another span won"
    assert stage(makeshift, listed, both, understood="fact") == "not understood"
    assert stage(makeshift, listed, both) == "another span won"
    assert stage(span(AWAY, "王强"), understood="yesno") == "another span won"
    assert stage(span(AWAY, "王强"), understood="metadata") == "not understood"


def test_without_knowing_what_was_seen() -> None:
    assert stage(span(AWAY, "王强"), seen=None, homes=None) == "another span won"
    assert stage(refused(span(HOME, "李明")), seen=None, homes=None) == "right span refused"


@pytest.mark.parametrize(
    ("kind", "answers", "held"),
    [
        ("span", ("３５亿元", "20亿元"), True),
        ("span", ("5亿",), True),
        ("span", ("36亿元",), False),
        ("list", ("甲队|甲", "乙"), True),
        ("list", ("甲", "丙"), False),
        ("passage", ("投资35亿元，由甲队和乙队承建，明年完工。",), True),
        ("passage", ("资金来自市里。",), False),
    ],
)
def test_holds(kind: str, answers: tuple[str, ...], held: bool) -> None:
    row = QuestionRow("1", kind, "问", answers)
    assert holds(["总投资35亿元，由甲队和乙队承建，", "工期一年。"], row) == held
