"""The reports of several pages, counted apart."""

import dataclasses
import datetime

import pytest

from qa.understand.kinds import kind_of
from qa.understand.pages import PagesCounted, pages_counted
from qa.understand.records import Period
from tests.papers import article
from tests.test_answering_kinds import MONDAY, TUESDAY, answered

PAPERS = [
    article("甲开了。", 1, "甲", page="1", date=TUESDAY),
    article("乙开了。", 2, "乙", page="1", date=TUESDAY),
    article("丙开了。", 3, "丙", page="A02", date=TUESDAY),
    article("丁开了。", 4, "丁", page="1", date=MONDAY),
]
MONDAYS = (Period(MONDAY, MONDAY, "8月4日"),)


@pytest.mark.parametrize(
    ("question", "message", "titles"),
    [
        ("头版和第2版各有几篇报道?", "2025年8月5日，第1版2篇，A02版1篇。", ["甲", "乙", "丙"]),
        ("A2版、第一版分别有多少篇?", "2025年8月5日，A02版1篇，第1版2篇。", ["丙", "甲", "乙"]),
        ("1版和第五版各登了几篇?", "2025年8月5日，第1版2篇，第5版0篇。", ["甲", "乙"]),
        ("每版各有几篇?", "2025年8月5日，第1版2篇，A02版1篇。", ["甲", "乙", "丙"]),
        ("哪版文章最多?", "2025年8月5日，第1版最多：第1版2篇，A02版1篇。", ["甲", "乙"]),
        ("哪个版面的报道最少?", "2025年8月5日，A02版最少：第1版2篇，A02版1篇。", ["丙"]),
    ],
)
def test_each_page_is_counted_by_itself(question: str, message: str, titles: list[str]) -> None:
    answer = answered(PAPERS, "count", question=question)
    assert (answer.message, list(answer.items)) == (message, titles)


def test_of_the_day_that_is_asked_about() -> None:
    answer = answered(PAPERS, "count", question="8月4日头版和末版各有几篇?", periods=MONDAYS)
    assert answer.message == "2025年8月4日，第1版1篇。"


def test_of_the_newest_issue_that_has_such_pages() -> None:
    papers = [*PAPERS, article("戊开了。", 5, "戊", page="3", date=TUESDAY + datetime.timedelta(1))]
    answer = answered(papers, "count", question="A1版和A2版各有几篇?")
    assert answer.message == "2025年8月5日，A1版0篇，A02版1篇。"


@pytest.mark.parametrize(
    "question",
    [
        "头版和第2版有几篇报道",  # both together
        "头版有几篇报道",
        "关于渡船的报道哪版最多",
        "渡船头版和第2版各有几篇",
        "《词典》第1版和第2版各有多少字",
        "哪版登了渡船",
        "第一版和第二版各有什么内容",
    ],
)
def test_other_questions_count_no_pages(question: str) -> None:
    assert pages_counted(question) is None


def test_such_a_question_is_one_for_a_count() -> None:
    assert kind_of("哪版文章最多?")[0] == "count"
    assert kind_of("头版和第2版各有几篇?")[0] == "count"
    assert pages_counted("8日头版和第二版各有几篇") == PagesCounted(("头版", "2"))


def test_of_two_papers_of_one_day_nothing_tells_which_is_meant() -> None:
    other = dataclasses.replace(PAPERS[0], id="z", newspaper="寒溪日报")
    assert "第1版" not in answered([*PAPERS, other], "count", question="哪版文章最多?").message
