"""Figures and days that later reports change: shown beside each other, the newest first."""

import datetime
from collections.abc import Sequence

import pytest

from index.records import Hit, Passage
from qa.answering.dating import same_hour
from qa.answering.reading import Seen
from qa.answering.versions import newest, with_versions
from qa.contexts import places
from qa.decide import FEATURES, Calibration, Decision, decide, gather
from qa.reader import Candidate
from qa.settings import QaSettings
from tests.papers import article

SETTINGS = QaSettings()
DAY = datetime.date(2025, 8, 4)
# Half sure where a span is as good as its best rival, by one log-odd for each point of margin.
BY_MARGIN = Calibration(
    FEATURES,
    (0.0,) * len(FEATURES),
    (1.0,) * len(FEATURES),
    tuple(float(name == "margin") for name in FEATURES),
    0.0,
)


def seen(question: str, *rows: tuple[str, str, float, int], out: Sequence[Candidate] = ()) -> Seen:
    """Reports, each with a span, its score and how many days after the first it was printed."""
    listed = [
        Hit(0.9, Passage(f"a{n}", 0, len(text), text), article(text, n, date=DAY + datetime.timedelta(late)))
        for n, (text, _, _, late) in enumerate(rows)
    ]
    candidates = [
        Candidate(n, text.index(span), text.index(span) + len(span), span, score)
        for n, (text, span, score, _) in enumerate(rows)
    ]
    return Seen(tuple(listed), tuple(gather(question, places(listed, SETTINGS), candidates)), tuple(out))


def told(question: str, found: Seen) -> list[str]:
    decision = decide(found.found, found.hits, BY_MARGIN, SETTINGS)
    decision = newest(question, with_versions(decision, found, BY_MARGIN, SETTINGS), found)
    return [decision.best[0].text, *(one.text for one, _ in decision.differing)]


QUESTION = "城南泳馆概算多少万元?"
OLD = ("城南泳馆昨天动工，概算4200万元。", "4200万元", 6.0, 0)
NEW = ("城南泳馆概算调到4650万元。", "4650万元", 2.0, 3)


def test_the_newer_figure_leads_and_the_older_stands_beside_it() -> None:
    assert told(QUESTION, seen(QUESTION, OLD, NEW)) == ["4650万元", "4200万元"]
    assert told(QUESTION, seen(QUESTION, NEW, OLD)) == ["4650万元", "4200万元"]


def test_what_it_once_was_is_not_overtaken() -> None:
    question = "城南泳馆原来概算多少万元?"
    assert told(question, seen(question, OLD, NEW)) == ["4200万元", "4650万元"]


def test_words_around_a_figure_do_not_make_it_another_sort() -> None:
    question = "庙会来了多少人次?"
    old = ("庙会首日来了将近6000人次。", "将近6000人次", 6.0, 0)
    new = ("庙会首日来了实载7400人次。", "实载7400人次", 5.0, 1)
    assert told(question, seen(question, old, new)) == ["实载7400人次", "将近6000人次"]


@pytest.mark.parametrize(
    "other",
    [
        ("城北货场昨天动工，花钱不少，一共要4650万元。", "4650万元", 2.0, 3),  # of another thing
        ("城南泳馆概算要批，工期450天。", "450天", 2.0, 3),  # of another sort
        ("城南泳馆概算调到4650万元。", "4650万元", -1.0, 3),  # the reader thinks nothing is there
    ],
)
def test_what_is_no_version_stays_out(other: tuple[str, str, float, int]) -> None:
    assert told(QUESTION, seen(QUESTION, OLD, other)) == ["4200万元"]


def test_a_version_is_weighed_against_everything_else() -> None:
    rival = ("城南泳馆的老板姓丁。", "姓丁", 5.0, 0)
    assert told(QUESTION, seen(QUESTION, OLD, NEW, rival)) == ["4200万元"]
    sorted_out = Candidate(0, 0, 2, "城南", 5.0)
    assert told(QUESTION, seen(QUESTION, OLD, NEW, out=[sorted_out])) == ["4200万元"]


def test_days_that_were_moved() -> None:
    question = "柳溪庙会哪天开场?"
    old = ("柳溪庙会定于3月12日开场。", "3月12日", 6.0, 0)
    new = ("柳溪庙会改到3月14日开场。", "3月14日", 3.0, 3)
    assert told(question, seen(question, old, new)) == ["3月14日", "3月12日"]


@pytest.mark.parametrize(
    ("text", "told_to_be"),
    [
        ("城南泳馆打桩多了，概算由4200万元调到4650万元。", ["4650万元", "4200万元"]),
        ("城南泳馆原定概算4200万元，因为碰到了流沙，多打了桩，压缩到了3900万元。", ["3900万元", "4200万元"]),
        ("城南泳馆概算4200万元，工期调到450天。", ["4200万元"]),  # of another sort
        ("渡口码头由4200万元调到4650万元。", ["4200万元"]),  # of another thing
        ("城南泳馆概算不变，门票由4200万元调到4650万元。", ["4200万元"]),  # of another clause
    ],
)
def test_a_report_that_tells_of_a_change_is_believed(text: str, told_to_be: list[str]) -> None:
    # The reader finds nothing in it that counts.
    newer = (text, text[:4], -9.0, 3)
    assert told(QUESTION, seen(QUESTION, OLD, newer)) == told_to_be
    assert told(QUESTION, seen(QUESTION, OLD, (text, text[:4], -9.0, -3))) == ["4200万元"]


def test_a_change_of_a_day_within_one_report() -> None:
    question = "新馆哪天开馆?"
    text = "新馆开馆的日子从原定的10月1日提前到9月28日。"
    assert told(question, seen(question, (text, "10月1日", 5.0, 0))) == ["9月28日", "10月1日"]


def test_a_refusal_gets_no_versions() -> None:
    found = seen(QUESTION, OLD, NEW)
    assert with_versions(Decision(), found, BY_MARGIN, SETTINGS) == Decision()


def test_hours() -> None:
    assert same_hour("后天上午八时", "今天8时")
    assert not same_hour("今天8时", "今天9时30分")
