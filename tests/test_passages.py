from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.passages import split_passages


def passages(text: str, target: int, limit: int) -> list[str]:
    return [text[start:end] for start, end in split_passages(text, target, limit)]


def test_sentences_fill_a_passage_up_to_the_target() -> None:
    text = "一二三四五六七八九。" * 5  # ten characters each
    assert passages(text, 30, 60) == ["一二三四五六七八九。" * 3, "一二三四五六七八九。" * 2]


def test_paragraphs_are_joined_while_there_is_room() -> None:
    assert passages("短一。\n短二。", 30, 60) == ["短一。\n短二。"]


def test_a_nearly_full_passage_ends_with_its_paragraph() -> None:
    full = "一二三四五六七八九十一二三四五六七八九。"  # 20 of 30
    assert passages(f"{full}\n一二三四五六。", 30, 60) == [full, "一二三四五六。"]


def test_a_rest_of_a_few_words_joins_the_passage_before_it() -> None:
    first = "一二三四五六七八九十" * 2 + "一二三四五六七八九。"  # 30
    assert passages(first + "完。", 30, 60) == [first + "完。"]


def test_a_paragraph_of_one_short_sentence_is_kept() -> None:
    assert passages("完。", 200, 400) == ["完。"]


def test_a_sentence_over_the_target_stays_whole() -> None:
    text = "一二三四五六七八九，" * 5 + "完。"  # 52 characters
    assert passages(text, 30, 60) == [text]


def test_a_sentence_over_the_limit_is_cut_after_a_semicolon_before_a_comma() -> None:
    text = "一二三四五六七八九，" * 3 + "一二三四五六七八九；" + "一二三四五六七八九，" * 2 + "完。"
    assert passages(text, 50, 50) == [text[:40], text[40:]]


def test_without_any_mark_it_is_cut_at_the_limit() -> None:
    assert [len(p) for p in passages("字" * 130, 50, 50)] == [50, 50, 30]


@pytest.mark.parametrize(("target", "limit"), [(0, 10), (20, 10)])
def test_sizes_without_meaning_are_refused(target: int, limit: int) -> None:
    with pytest.raises(ValueError, match="target"):
        split_passages("字", target, limit)


@given(st.text(alphabet="天晴，。；！”“ \n字", max_size=300))
def test_every_character_lies_in_exactly_one_passage(text: str) -> None:
    spans = split_passages(text, 20, 40)
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())
    assert all(0 <= s < e <= len(text) for s, e in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(e - s <= 40 for s, e in spans)
