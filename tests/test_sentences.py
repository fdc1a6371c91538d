from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("天晴了。明天呢？好！", ["天晴了。", "明天呢？", "好！"]),
        ("真的吗？！好。", ["真的吗？！", "好。"]),
        ("第一段\n第二段", ["第一段", "第二段"]),
        ("“好！”他说。天晴了。", ["“好！”他说。", "天晴了。"]),
        ("“都好。”市商务局负责人张三表示。接着说。", ["“都好。”市商务局负责人张三表示。", "接着说。"]),
        ("“都好。”说起初衷，他很激动。", ["“都好。”", "说起初衷，他很激动。"]),
        ("他（今年八岁。属马）来了。走了。", ["他（今年八岁。属马）来了。", "走了。"]),
        ("增长6.4%。共3.5万人。", ["增长6.4%。", "共3.5万人。"]),
        ("话没说完……他走了。", ["话没说完……", "他走了。"]),
        ("We met. Then we left.", ["We met.", "Then we left."]),
        ("", []),
        (" \n　\n", []),
        ("　　开头有空格。 结尾也有 ", ["开头有空格。", "结尾也有"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet="天晴，。！？”“（）\n 说a.…", max_size=80))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    spans = split_sentences(text)
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
