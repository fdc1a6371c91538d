from __future__ import annotations

import pytest

from index.lines import describe
from index.lists import chains
from index.source import split_lines
from index.wraps import Wrap, find_wraps

PROSE = (
    "昨天清晨，渔港的风吹得缆绳呜呜响，码头边的棚子里冒着白气，志愿者正往桶里舀汤。船靠岸，先喝一碗再卸货，"
)


def _tables(text: str) -> list[str]:
    lines = split_lines(text)
    return [form.line.text for form in describe(lines, find_wraps(lines)) if form.table]


def test_rows_of_as_many_cells_are_a_table_and_so_is_their_head() -> None:
    rows = "城区 等级 指数\n东区 良 62\n西区 良 71\n北区 优 44"
    assert _tables(f"昨日空气\n{rows}\n昨天没有下雨，风也不大。") == rows.split("\n")


def test_the_last_row_ends_where_it_has_all_its_cells() -> None:
    """A title below it belongs to no row, also where the row happens to fill the column."""
    wide = [PROSE[start : start + 17] for start in range(0, len(PROSE), 17)]
    rows = "东山水厂 0.42 0.18 合格\n西河水厂 0.38 0.21 合格\n南门泵站 0.35 0.25 合格"
    assert _tables("\n".join([*wide, "水质", rows, "夏日防溺水歌", "昨天没有下雨。"])) == rows.split("\n")


@pytest.mark.parametrize(
    "text",
    [
        "东区 良 62\n西区 良 71",
        "王 强 李 明\n张 华 陈 立\n周 正 吴 光",
        "昨天，来了 62 人\n前天，来了 71 人\n今天，来了 44 人",
    ],
    ids=["too few", "no figures", "sentences"],
)
def test_what_is_no_table(text: str) -> None:
    assert _tables(text) == []


def test_a_list_of_names_and_what_belongs_to_them() -> None:
    text = "东线：全线畅通\n西线：入口关闭\n南线：北行慢行，九时恢复"
    assert _tables(text) == text.split("\n")
    assert _tables("东线：全线畅通\n西线：入口关闭\n昨天没有下雨。") == []
    narrow = ["昨天下午，全市运动会闭幕，五百名", "选手参加了，三个项目的成绩揭晓。"]
    narrow += ["跳远冠军：王强", "跳高冠军：李四", "铅球冠军：丁一"]
    assert _tables("\n".join([PROSE[:16], PROSE[16:32], *narrow])) == narrow[2:]
    book = "作者：王强\n书社：江边书社\n理由：写的是水，说的是人。"
    assert _tables(book) == book.split("\n")[:2]


def test_rows_that_a_narrow_column_cut_are_a_table() -> None:
    wide = [PROSE[start : start + 13] for start in range(0, len(PROSE), 13)]
    rows = (
        "青菜 2.80元/斤 3.1\n0元/斤 -9.7%\n番茄 4.50元/斤 4.2\n0元/斤 +7.1%\n土豆 1.90元/斤 1.9\n0元/斤 持平"
    )
    assert _tables("\n".join([*wide, "菜价", rows])) == rows.split("\n")


def test_a_row_that_fills_the_column_ends_above_the_next_and_above_the_title_of_a_table() -> None:
    """The name of a row may hold a figure."""
    wide = [PROSE[start : start + 19] for start in range(0, len(PROSE), 19)]
    rows = "乒乓球男团决赛：河东区三比一胜西苑\n"
    rows += "女子1500米：鲁晓燕（柳城区）4分31秒\n羽毛球混双：苗壮和戚小满（河东）夺冠"
    table = "代表团 金牌 银牌\n河东区 21 17\n柳城区 18 20"
    found = _tables("\n".join([*wide, "昨日战报", rows, "奖牌榜（前三名）", table]))
    assert found == f"{rows}\n{table}".split("\n")


def test_rows_that_are_set_in_begin_anew_where_one_fills_the_column() -> None:
    wide = [PROSE[start : start + 13] for start in range(0, len(PROSE), 13)]
    rows = "　　9月3日：城北片区降压\n　　9月4日：高新区检修\n　　9月5日：恢复正常"
    assert _tables("\n".join([*wide, "供水调度安排", rows])) == [row.strip() for row in rows.split("\n")]


def test_where_a_row_that_fills_the_column_ends() -> None:
    for above, below in (
        ("男子100米：苏快腿（河东）", "女子1500米：鲁晓燕"),
        ("羽毛球混双：苗壮和戚小满", "奖牌榜（前三名）"),
        ("城东街道服务中心 2211001", "周一至周五"),
    ):
        lines = split_lines(f"{above}\n{below}\n昨天没有下雨。")
        forms = describe(lines, [Wrap(12, True), Wrap(12, False), Wrap(12, False)])
        assert next(chains(forms))[2] == lines[0].key
