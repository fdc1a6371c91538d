from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from index.marks import find_date, is_closed, is_date_only, mark_score, page_number
from index.masthead import find_mastheads, read_masthead
from index.page import read_source
from index.source import split_lines


@pytest.mark.parametrize(
    "text",
    [
        "2025年8月4日",
        "2025-08-04",
        "2025.8.4",
        "2025/08/04",
        "20250804",
        "２０２５年０８月０４日",
        "二〇二五年八月四日",
        "二○二五年八月四日 星期一",
        "2025 年 8 月 4 日",
        "样报 2025年08月04日 第01版",
    ],
)
def test_a_date_is_read_in_every_usual_form(text: str) -> None:
    assert find_date(text) == datetime.date(2025, 8, 4)


@pytest.mark.parametrize("text", ["2025年13月4日", "2月30日", "电话 8820250804", "2025年2月30日"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert find_date(text) is None


def test_chinese_numerals_of_two_digits() -> None:
    assert find_date("二〇二三年十二月二十一日") == datetime.date(2023, 12, 21)


def test_a_signature_is_a_date_only() -> None:
    assert is_date_only("2025年8月4日")
    assert not is_date_only("2025年8月4日起施行")


@pytest.mark.parametrize(
    ("label", "page"),
    [("01", "1"), ("12", "12"), ("A02", "A02"), ("a2", "A2"), ("二", "2"), ("头", "1"), ("十一", "11")],
)
def test_page_numbers(label: str, page: str) -> None:
    assert page_number(label) == page


def _read(text: str) -> tuple[object, ...]:
    lines = split_lines(text)
    ranges = find_mastheads(lines)
    assert len(ranges) == 1
    head = read_masthead(lines[slice(*ranges[0])])
    return head.newspaper, head.date, head.number, head.page, head.page_name, ranges[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "甲城发布 看甲城客户端\n\n甲城版\n乙市传媒中心 中共甲城市委 联办\n2025年8月4日 星期一\n"
            "农历乙巳年闰六月十一 总第5723期\n创新突破再出发",
            ("甲城版", datetime.date(2025, 8, 4), 5723, "", "", (0, 5)),
        ),
        (
            "甲 城 日 报\n第A02版：要闻\n2025年8月4日　星期一　第８期\n标题在这里 还有一半",
            ("甲城日报", datetime.date(2025, 8, 4), 8, "A02", "要闻", (0, 3)),
        ),
        (
            "甲城晚报 2025-08-04 星期一 03版 民生\n路灯又亮了",
            ("甲城晚报", datetime.date(2025, 8, 4), None, "3", "民生", (0, 1)),
        ),
        (
            "2 综合新闻 2025年8月4日 星期一\n甲城报\n责任编辑：丁一 电话：0123-5550192\n春天来了",
            ("甲城报", datetime.date(2025, 8, 4), None, "2", "综合新闻", (0, 3)),
        ),
        (
            "甲城报 2025年8月4日 星期一 第45期\n中共甲城县委宣传部主办 内部资料 免费赠阅\n"
            "03 故园·副刊\n春天来了",
            ("甲城报", datetime.date(2025, 8, 4), 45, "3", "故园·副刊", (0, 3)),
        ),
        (
            "二〇二五年八月四日 星期一\n第二版 综合\n今日8版 责任编辑 丁一\n春天来了",
            ("", datetime.date(2025, 8, 4), None, "2", "综合", (0, 3)),
        ),
        (
            "甲城都市报 13 便民 2025.8.4 星期一\n乙集团公司主办 内部资料 免费交流\n春天来了",
            ("甲城都市报", datetime.date(2025, 8, 4), None, "13", "便民", (0, 2)),
        ),
        (
            "甲城报\n2025年8月4日 星期一\n争创一流 团结奋进\n第8期\n二版 一线\n甲城县融媒体中心 编\n春天来了",
            ("甲城报", datetime.date(2025, 8, 4), 8, "2", "一线", (0, 6)),
        ),
        (
            "甲城报 2025年8月4日 星期一\n第8期 本期责编：丁一 视觉设计：王强 电话：5566（内线）\n春天来了",
            ("甲城报", datetime.date(2025, 8, 4), 8, "", "", (0, 2)),
        ),
    ],
)
def test_mastheads_of_several_styles(text: str, expected: tuple[object, ...]) -> None:
    assert _read(text) == expected


def test_publishers_weekday_and_lunar_date() -> None:
    lines = split_lines(
        "甲城报\n甲市传媒中心 中共甲城市委 联办\n2025年8月4日 星期一\n农历乙巳年闰六月十一 总第5723期"
    )
    head = read_masthead(lines)
    assert head.publishers == ("甲市传媒中心", "中共甲城市委")
    assert head.weekday == "星期一"
    assert head.lunar == "农历乙巳年闰六月十一"


def test_the_date_under_a_notice_begins_no_page() -> None:
    lines = split_lines(
        "甲城报 2025年8月4日 星期一\n停水公告\n明天停水，请提前储水，不便之处敬请谅解。\n"
        "甲城水务公司\n2025年8月3日\n"
        "新桥通车\n本报讯 新桥昨天通车。"
    )
    assert find_mastheads(lines) == [(0, 1)]


def test_a_narrow_column_may_cut_a_masthead() -> None:
    lines = split_lines(
        "甲城版\n甲市新闻传媒中心 中共甲\n城市委 联办\n2025年8月4日 星期一\n"
        "农历乙巳年闰六月十一 总第\n5723期\n标题"
    )
    full = [False, True, False, True, True, False, False]
    assert find_mastheads(lines, full) == [(0, 6)]
    head = read_masthead(lines[:6], full[:6])
    assert head.number == 5723
    assert head.publishers == ("甲市新闻传媒中心", "中共甲城市委")


def test_a_masthead_below_its_page(tmp_path: Path) -> None:
    text = (
        "新桥通车\n本报讯 新桥昨天通车，全长九百米。\n\n停水通知\n因检修，今晚停水。\n"
        "甲城水务公司\n2025年8月3日\n"
        "甲城报\n2025年8月4日 星期一 3版·民生\n编辑 罗晋\n"
    )
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    parsed = read_source(path)
    assert (parsed.issue.newspaper, parsed.issue.date.day) == ("甲城报", 4)
    assert [(one.headline, one.page) for one in parsed.articles] == [("新桥通车", "3"), ("停水通知", "3")]
    assert parsed.articles[1].text.endswith("甲城水务公司\n2025年8月3日")


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("甲城报\n22\n02 民生\n2025年8月22日 星期五", "2"),
        ("甲城报\n22\nA02 民生\n2025年8月22日 星期五", "A02"),
        ("甲城报\n22\n2025年8月22日 星期五", ""),
        ("甲城报\n3\n2025年8月22日 星期五", "3"),
        ("甲城报\n版次：05\n出版日期：2025年8月22日 星期五", "5"),
    ],
)
def test_a_number_that_stands_alone_is_a_page_where_nothing_else_says_so(text: str, page: str) -> None:
    assert _read(text)[3] == page


def test_the_label_of_the_page_and_the_name_of_the_paper_may_end_a_masthead() -> None:
    assert _read("甲城报\n2025年8月22日 星期五\nA01")[3] == "A01"
    assert _read("2025年8月22日 星期五 第9期\n6 理论\n甲城周刊\n本版编辑：王强")[0] == "甲城周刊"
    assert _read("甲城时讯\n2025年8月22日 星期五\n天气预报\n今天：多云，26℃～33℃，南风3级")[0] == "甲城时讯"


def test_what_a_line_of_a_masthead_holds() -> None:
    assert mark_score("星期三  总第655期  健康·问医") == 1
    assert mark_score("周三开工，总第3期，工人们都很高兴") == 0
    assert is_closed("主管:鼎港集团 主办:鼎港集团党群工作部")
    assert is_closed("鼎港海事报 第3046号 2025年2月26日 03 生产一线")
    assert not is_closed("主管:鼎港集团 主办:鼎港")
