from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import SourceError
from index.source import decode, half_width, read_lines, split_lines

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
