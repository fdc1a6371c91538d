from __future__ import annotations

from index.lines import describe
from index.segment import segment
from index.source import split_lines
from index.wraps import find_wraps


def _roles(text: str) -> list[tuple[str, int, int]]:
    lines = split_lines(text)
    forms = describe(lines, find_wraps(lines))
    return [(unit.role, unit.start, unit.end) for unit in segment(forms, [False] * len(forms))]


LONG = (
    "昨天下午，全市防汛会议召开，会议分析了雨情和水情，要求各地把责任落实到人，把物资备足，把预案再演练一遍"
)


def test_a_plain_article() -> None:
    assert _roles(f"防汛会议召开\n记者 王强\n本报讯 {LONG}。\n{LONG}。") == [
        ("title", 0, 1),
        ("byline", 1, 2),
        ("paragraph", 2, 3),
        ("paragraph", 3, 4),
    ]


def test_a_sentence_that_a_column_break_cut_is_one_paragraph() -> None:
    assert _roles(f"防汛会议召开\n记者 王强\n本报讯 {LONG}，更\n\n宽的河道要先清。{LONG}。")[2:] == [
        ("paragraph", 2, 4)
    ]


def test_a_subhead_starts_no_article() -> None:
    text = f"防汛会议召开\n记者 王强\n本报讯 {LONG}。\n物资够不够\n{LONG}。\n预案练没练\n{LONG}。"
    assert [role for role, _, _ in _roles(text)] == [
        "title", "byline", "paragraph", "subhead", "paragraph", "subhead", "paragraph",
    ]  # fmt: skip


def test_a_title_with_a_byline_below_starts_one() -> None:
    text = f"防汛会议召开\n记者 王强\n本报讯 {LONG}。\n新桥昨天通车\n记者 李四\n本报讯 {LONG}。"
    assert [role for role, _, _ in _roles(text)] == ["title", "byline", "paragraph"] * 2


def test_a_signed_notice() -> None:
    text = f"停水公告\n{LONG}。\n甲城水务公司\n2025年8月3日\n新桥昨天通车\n本报讯 {LONG}。"
    assert [role for role, _, _ in _roles(text)] == [
        "title", "paragraph", "signature", "signature", "title", "paragraph",
    ]  # fmt: skip


def test_a_table_and_verse_have_their_titles_above() -> None:
    table = "城区 等级 指数\n东区 良 62\n西区 良 71\n北区 优 44"
    assert _roles(f"防汛会议召开\n{LONG}。\n昨日空气\n{table}")[:3] == [
        ("title", 0, 1), ("paragraph", 1, 2), ("title", 2, 3),
    ]  # fmt: skip
    verse = "正午前后少出门\n出门打伞带瓶水\n头晕恶心快歇下\n解开衣领找阴处\n十五分钟不见好\n赶紧拨打一二〇"
    roles = _roles(f"防汛会议召开\n{LONG}。\n防中暑记住这几句\n{verse}")
    assert [role for role, _, _ in roles].count("title") == 2
    assert roles[2] == ("title", 2, 3)


def test_a_word_behind_a_mark_is_a_column_but_no_item_of_a_list() -> None:
    assert _roles(f"◆校园内外\n课间多了五分钟\n{LONG}。")[:2] == [("column", 0, 1), ("title", 1, 2)]
    items = f"◆第一件是修路\n◆第二件是架桥\n{LONG}。"
    assert "column" not in [role for role, _, _ in _roles(items)]


def test_nothing_gives_nothing() -> None:
    assert segment([], []) == []
