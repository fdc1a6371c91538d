from __future__ import annotations

import datetime

import pytest

from index.errors import QueryError
from index.filters import Filters, name_key, page_key


@pytest.mark.parametrize("page", ["1", "01", "001", "第1版", "第01版", "第01版：要闻", "０１", "１", " 1 "])
def test_a_page_number_is_known_in_every_form(page: str) -> None:
    assert page_key(page) == page_key("1")


def test_sections_keep_their_letter_and_sort_as_the_paper_does() -> None:
    assert page_key("A02") == page_key("a2") == page_key("第A02版")
    assert sorted(["B1", "A10", "A2", "A1"], key=page_key) == ["A1", "A2", "A10", "B1"]
    assert page_key("12") != page_key("1")


def test_what_is_no_number_is_taken_as_it_stands() -> None:
    assert page_key("特刊") == page_key("特刊 ") != page_key("1")


def test_names_are_known_whatever_their_width() -> None:
    assert name_key("Ｔ 大讲堂") == name_key("t大讲堂")


def test_no_filter_lets_all_through() -> None:
    assert Filters().where() == ("1", [])


def test_a_range_without_any_day_is_refused() -> None:
    with pytest.raises(QueryError, match="after"):
        Filters(since=datetime.date(2025, 8, 5), until=datetime.date(2025, 8, 4))


def test_a_text_is_no_date() -> None:
    with pytest.raises(QueryError, match=r"datetime\.date"):
        Filters(since="2025-08-04")  # type: ignore[arg-type]


def test_a_moment_counts_as_its_day() -> None:
    assert Filters(date=datetime.datetime(2025, 8, 4, 12)).date == datetime.date(2025, 8, 4)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(QueryError, match="commentary"):
        Filters(kind="gossip")
