from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.dates import Dated, find_dates, shown, written
from index.datewords import prepared
from index.lunar import festival, lunar_day, stem_year
from tests.date_cases import UNTOUCHED, WORKED_ON, Case

MONDAY = datetime.date(2025, 8, 4)


def right(case: Case) -> bool:
    return tuple((dated.first, dated.last) for dated in find_dates(case.text, case.today)) == case.days


@pytest.mark.parametrize("case", WORKED_ON, ids=lambda case: case.text)
def test_a_date_is_found_and_resolved(case: Case) -> None:
    assert right(case), find_dates(case.text, case.today)


def test_cases_that_the_parser_was_not_made_for() -> None:
    wrong = [case.text for case in UNTOUCHED if not right(case)]
    assert len(UNTOUCHED) == 102
    assert len(wrong) <= 1, wrong


def words(text: str, **options: bool) -> list[str]:
    return [text[dated.start : dated.end] for dated in find_dates(text, MONDAY, **options)]


def test_offsets_count_in_the_text_as_it_was_given() -> None:
    assert words("本报讯（记者　张三）８月１日下午，上周五和昨天上午。") == ["８月１日", "上周五", "昨天"]
    assert words("從8月1日到3日") == ["8月1日到3日"]
    assert words("上禮拜五與後天") == ["上禮拜五", "後天"]


def test_the_copy_keeps_every_place() -> None:
    text = "　２０２５．８．４（週五）農曆閏六月兩天後"
    assert prepared(text) == " 2025.8.4(周五)农历闰六月二天后"


def test_what_looks_ahead_turns_to_the_coming_day() -> None:
    assert [dated.first for dated in find_dates("周五举行", MONDAY, past=False)] == [
        datetime.date(2025, 8, 8)
    ]
    assert [dated.first for dated in find_dates("3天后", MONDAY, past=False)] == [datetime.date(2025, 8, 7)]
    assert find_dates("3天后", MONDAY) == []


def test_a_weekday_beside_it_decides_the_year() -> None:
    # 3 December was a Sunday in 2023 and a Tuesday in 2024.
    found = find_dates("12月3日（星期二）", datetime.date(2025, 6, 1))
    assert [dated.first for dated in found] == [datetime.date(2024, 12, 3)]


def test_precision_and_whether_the_reader_wants_it_said() -> None:
    found = find_dates("2025年8月4日，上周五、上周、上月、二季度、上半年、去年", MONDAY)
    assert [(dated.precision, dated.relative) for dated in found] == [
        ("day", False), ("day", True), ("week", True), ("month", True), ("quarter", False), ("half", False),
        ("year", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("days", "precision", "expected"),
    [
        ((2025, 8, 1, 2025, 8, 1), "day", "2025年8月1日"),
        ((2025, 7, 28, 2025, 8, 3), "week", "2025年7月28日至8月3日"),
        ((2025, 12, 29, 2026, 1, 4), "week", "2025年12月29日至2026年1月4日"),
        ((2025, 7, 1, 2025, 7, 31), "month", "2025年7月"),
        ((2025, 4, 1, 2025, 6, 30), "quarter", "2025年4月至6月"),
        ((2024, 1, 1, 2024, 12, 31), "year", "2024年"),
        ((2021, 1, 1, 2025, 12, 31), "year", "2021年至2025年"),
    ],
)
def test_days_in_figures(days: tuple[int, ...], precision: str, expected: str) -> None:
    dated = Dated(0, 1, datetime.date(*days[:3]), datetime.date(*days[3:]), precision)  # type: ignore[arg-type]
    assert written(dated) == expected


def test_relative_days_are_shown_resolved_behind_their_words() -> None:
    text = "会议上周五召开。昨天（8月3日）闭幕。2025年8月4日见报。"
    assert shown(text, 0, 8, MONDAY) == "会议上周五（2025年8月1日）召开。"
    assert shown(text, 2, 5, MONDAY) == "上周五（2025年8月1日）"
    assert shown(text, 3, 5, MONDAY) == "周五（2025年8月1日）"
    assert shown(text, 8, len(text), MONDAY) == text[8:]


def test_the_lunar_calendar() -> None:
    assert lunar_day(2025, 6, 11, leap=True) == MONDAY
    assert lunar_day(2025, 6, 11) == datetime.date(2025, 7, 5)
    assert lunar_day(2024, 6, 11, leap=True) is None
    assert stem_year("乙巳", 2025) == 2025
    assert stem_year("甲子", 2000) == 1984
    assert festival("腊八节", 2025) == (datetime.date(2025, 1, 7),) * 2
    assert festival("母亲节", 2025) == (datetime.date(2025, 5, 11),) * 2
    assert festival("春节假期", 2025, holiday=True) == (datetime.date(2025, 1, 28), datetime.date(2025, 2, 4))


PARTS = st.sampled_from(
    [
        "2025年",
        "8月",
        "1日",
        "十",
        "二",
        "上",
        "下",
        "周",
        "五",
        "末",
        "至",
        "—",
        "农历",
        "闰",
        "六月",
        "初一",
        "甲子年",
        "昨天",
        "前",
        "三",
        "年",
        "春节",
        "假期",
        "季度",
        "今",
        "（",
        "周五）",
        "9999年12月",
        "以来",
        "，",
        "99",
        "丑",
        "六七十",
    ]
)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.one_of(PARTS, st.text(max_size=3)), max_size=12).map("".join),
    st.dates(),
    st.booleans(),
)
def test_it_never_raises_and_every_span_is_in_order(text: str, today: datetime.date, past: bool) -> None:
    position = 0
    for dated in find_dates(text, today, past=past):
        assert position <= dated.start < dated.end <= len(text)
        assert dated.first <= dated.last
        assert written(dated)
        position = dated.end
    assert shown(text, 0, len(text), today).startswith(text[:1])


def test_a_long_article_takes_little_time() -> None:
    text = (
        "上周五，全会召开，市委书记讲话。上半年，全市生产总值同比增长6.4%，三季度是攻坚期，项目建设高标准，"
        * 20
    )[:1000]
    find_dates(text, MONDAY)
    times = []
    for _ in range(7):
        began = time.process_time()
        find_dates(text, MONDAY)
        times.append(time.process_time() - began)
    assert min(times) < 0.02  # 2 ms on the machine it was made on; ten times that where others work beside it
