from __future__ import annotations

from pathlib import Path

import pytest

from index.decoding import decode
from index.errors import SourceError
from index.source import half_width, read_lines, split_lines

TEXT = "样报\n\n　　今天，天气好。\n完"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_gives_the_same_text(codec: str) -> None:
    text, lost = decode(TEXT.encode(codec), "x.txt")
    assert text.lstrip("\ufeff") == TEXT
    assert lost == 0


def test_lines_keep_their_numbers_gaps_and_indents() -> None:
    lines = split_lines("样报\r\n\r\n　　今天，天气好。\r\n完 ")
    assert [(line.number, line.text, line.gap, line.indent, line.size) for line in lines] == [
        (1, "样报", 0, 0, 2),
        (3, "今天，天气好。", 1, 4, 9),
        (4, "完", 0, 0, 1),
    ]
    assert lines[1].key == "今天,天气好。"


def test_room_counts_half_width_characters_as_a_half() -> None:
    assert split_lines("8月1日下午")[0].columns == 5


def test_a_lone_carriage_return_ends_a_line() -> None:
    assert [line.text for line in split_lines("一\r二\r三")] == ["一", "二", "三"]


def test_a_form_feed_parts_lines_and_is_marked() -> None:
    lines = split_lines("一\x0c二")
    assert [(line.text, line.number, line.broken) for line in lines] == [("一", 1, False), ("二", 1, True)]


def test_half_width_keeps_the_length() -> None:
    assert half_width("（第５期），ＡＢ　") == "(第5期),AB "


def test_one_broken_byte_does_not_turn_utf8_into_gibberish() -> None:
    data = ("今天天气很好，大家都出门了。" * 10).encode()
    text, lost = decode(data[:30] + b"\xff" + data[33:], "x.txt")
    assert lost >= 1
    assert text.startswith("今天天气很好")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \r\n\n", "empty"),
        (bytes(range(256)) * 8, "not a text file"),
        (b"\x00\x01\x02\x03PK\x00\x00\x07" * 99, "not a text file"),
    ],
)
def test_what_is_no_text_is_refused_by_name(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=says) as caught:
        read_lines(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone\.txt: cannot be read"):
        read_lines(tmp_path / "gone.txt")


SENTENCES = (
    "新桥昨天通车，全长九百米，造价三亿元。\n市民可以步行过桥，两岸的路程缩短了一半。\n路灯昨天晚上也亮了。\n"
)


def test_a_page_in_big5_is_read_as_what_it_says() -> None:
    text = "新橋昨天通車，全長九百米，造價三億元。\n市民可以步行過橋，兩岸的路程縮短了一半。\n"
    assert decode(text.encode("big5"), "x.txt") == (text, 0)


def test_traditional_characters_in_gb_18030_stay_what_they_are() -> None:
    text = "新橋昨天通車，全長九百米，造價三億元。\n市民可以步行過橋，兩岸的路程縮短了一半。\n"
    assert decode(text.encode("gb18030"), "x.txt") == (text, 0)


@pytest.mark.parametrize(("first", "second"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
def test_a_file_put_together_from_two_encodings_is_read_line_by_line(first: str, second: str) -> None:
    data = SENTENCES.encode(first) + SENTENCES.encode(second) + SENTENCES.encode(first)
    assert decode(data, "x.txt") == (SENTENCES * 3, 0)


def test_two_broken_places_in_a_short_page_cost_no_more_than_their_characters() -> None:
    data = bytearray(SENTENCES.encode() * 2)
    data[31] = data[91] = 0xFF
    text, lost = decode(bytes(data), "x.txt")
    assert 2 <= lost <= 6
    assert "造价三亿元" in text and "路灯昨天晚上也亮了" in text


@pytest.mark.parametrize(
    "data",
    [SENTENCES.replace("通车", "通\0车").encode(), SENTENCES.encode() + b"\0" * 4096],
    ids=["inside", "behind"],
)
def test_nul_characters_do_not_make_a_text_unreadable(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    lines, lost = read_lines(path)
    assert ([line.text for line in lines], lost) == (SENTENCES.split(), 0)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\n", "a PDF file"),
        (b"PK\x03\x04\x14\x00", "a Word, WPS or zip file"),
        (rb"{\rtf1\ansi 2025-08-04\par}", "an RTF file"),
        ("<!DOCTYPE html>\n<html><body>2025年8月4日 星期一</body></html>".encode(), "an HTML file"),
        (b"\xef\xbb\xbf\r\n<HTML lang=zh>", "an HTML file"),
        ('\n{"id": "a", "date": "2025-08-04", "text": "好"}\n{"id"'.encode(), r"rows of articles.*\.jsonl"),
    ],
)
def test_another_form_of_file_is_told_by_its_name(data: bytes, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        decode(data, "page.txt")


def test_a_page_may_begin_with_a_bracket() -> None:
    assert decode("{样报}\n<今日> 天气好。".encode(), "x.txt") == ("{样报}\n<今日> 天气好。", 0)
