from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normal import normalise, simplify


def test_full_width_becomes_half_width_at_the_same_offsets() -> None:
    normal = normalise("增长６．４％，ＵＳＢ　好")
    assert normal.text == "增长6.4%,USB 好"
    assert normal.starts == tuple(range(13))


def test_traditional_becomes_simplified_one_for_one() -> None:
    assert simplify("臺灣的電腦與軟體") == "台湾的电脑与软体"
    assert normalise("乾隆皇帝").text == "乾隆皇帝"  # a phrase: 乾 is 干 elsewhere


def test_a_character_that_becomes_two_maps_back_to_one() -> None:
    normal = normalise("约５㎡地")
    assert normal.text == "约5m2地"
    assert normal.starts == (0, 1, 2, 2, 3, 4)
    assert normal.span(2, 4) == (2, 3)
    assert normal.span(2, 3) == normal.span(3, 4) == (2, 3)  # half of it is all of it
    assert normal.span(2, 2) == (2, 2)


def test_marks_keep_their_form() -> None:
    assert normalise("“好”……——他说").text == "“好”……——他说"
    assert normalise("二〇二五年").text == "二〇二五年"


@given(st.text(max_size=60))
def test_offsets_always_lead_back_into_the_original(text: str) -> None:
    normal = normalise(text)
    assert len(normal.starts) == len(normal.text) + 1
    assert list(normal.starts) == sorted(normal.starts)
    assert normal.starts[-1] == len(text)
    if normal.text:
        start, end = normal.span(0, len(normal.text))
        assert (start, end) == (0, len(text))


@pytest.mark.parametrize("text", ["平湖，好", "６.4％"])
def test_simplified_half_width_stays(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once
