"""Windows: what is quotable carries offsets, what is not does not, and nothing of the text is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.encoding import CLS, SEP, Context, Encoder, load_tokenizer

MODEL = Path(__file__).parent.parent / "qa" / "model"


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(load_tokenizer(MODEL), max_length=40, stride=8, question_limit=6, header_limit=5)


def test_each_han_character_is_a_token_of_its_own(encoder: Encoder) -> None:
    _, offsets = encoder.tokens("跨境电商31支")
    assert offsets[:4] == [(0, 1), (1, 2), (2, 3), (3, 4)]
    assert offsets[-1] == (6, 7)


def test_offsets_count_characters_beyond_the_basic_plane_as_one(encoder: Encoder) -> None:
    text = "𠮷野家\U0001f600开业"
    _, offsets = encoder.tokens(text)
    assert text[slice(*offsets[-2])] == "开"
    assert text[slice(*offsets[-1])] == "业"


def test_a_lone_surrogate_is_read_as_an_unknown_character(encoder: Encoder) -> None:
    text = "甲\ud800乙"
    _, offsets = encoder.tokens(text)
    assert text[slice(*offsets[-1])] == "乙"


def test_layout_of_a_window(encoder: Encoder) -> None:
    window = encoder.windows("谁", [Context("题", "正文")])[0]
    question, header, text = (encoder.tokens(part)[0] for part in ("谁", "题", "正文"))
    assert window.ids == [CLS, *question, SEP, SEP, *header, SEP, *text, SEP]
    assert window.first == len(window.ids) - len(text) - 1
    assert window.types == [0] * window.first + [1] * 3
    assert window.offsets == [(0, 1), (1, 2)]


def test_windows_overlap_and_cover_every_token(encoder: Encoder) -> None:
    text = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏" * 4
    windows = encoder.windows("谁", [Context("", text)])
    assert all(len(window.ids) <= 40 for window in windows)
    covered = [start for window in windows for start, _ in window.offsets]
    assert set(covered) == set(range(len(text)))
    shared = set(windows[0].offsets) & set(windows[1].offsets)
    assert len(shared) == 8


def test_long_question_and_header_are_cut_and_the_text_still_has_room(encoder: Encoder) -> None:
    window = encoder.windows("问" * 50, [Context("题" * 50, "文" * 5)])[0]
    assert window.first == 1 + 6 + 2 + 5 + 1
    assert len(window.offsets) == 5


def test_a_context_without_text_yields_no_window(encoder: Encoder) -> None:
    assert [w.context for w in encoder.windows("谁", [Context("题", ""), Context("", "甲")])] == [1]
