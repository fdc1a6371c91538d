"""What stands at the head of pages and texts in the dumps of many papers, each form in one short text."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.bylines import inline_byline, parse_byline, split_tail
from index.page import Parsed, read_source

BODY = "新桥昨天上午通车，全长九百米，双向四车道，行人和自行车走在两边，两岸的人都说修得及时。"
NEWS = f"新桥通车\n记者 王强\n本报讯 {BODY}"
HEAD = "甲城报 2025年8月4日 星期一\n"


def _read(tmp_path: Path, text: str) -> Parsed:
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    return read_source(path)


@pytest.mark.parametrize(
    ("head", "page", "name"),
    [
        ("甲城报\n2025年8月4日 星期一\n责编/张三 校对/李四\n05\n民生\n", "5", "民生"),
        ("甲城报\n2025年8月4日 星期一 总第9期\n副刊\n4\n", "4", "副刊"),
        ("甲城报 2025年8月4日 星期一\n总第9期 | A06 城事\n", "A06", "城事"),
        ("甲城工人报      2025年8月4日 星期一      第三版\n综合新闻\n", "3", "综合新闻"),
    ],
)
def test_the_number_and_name_of_a_page_may_have_lines_of_their_own(
    tmp_path: Path, head: str, page: str, name: str
) -> None:
    (article,) = _read(tmp_path, head + NEWS).articles
    assert (article.newspaper[:2], article.page, article.page_name) == ("甲城", page, name)
    assert (article.kicker, article.headline, article.text) == ("", "新桥通车", f"本报讯 {BODY}")


def test_that_a_paper_is_free_is_part_of_its_masthead(tmp_path: Path) -> None:
    parsed = _read(tmp_path, f"甲城报\n2025年8月4日 星期一 第9期\n免费赠阅\n{NEWS}")
    assert [article.title for article in parsed.articles] == ["新桥通车"]


def test_a_column_below_a_masthead_that_names_its_page_is_no_page(tmp_path: Path) -> None:
    text = f"甲城报 2025年8月4日 星期一 第3版 校园文化\n人物\n守桥的人\n李四\n{BODY}"
    (article,) = _read(tmp_path, text).articles
    assert (article.page_name, article.column, article.headline) == ("校园文化", "人物", "守桥的人")


@pytest.mark.parametrize("guest", ["", "受访专家：市人民医院呼吸科 张医生\n"])
def test_a_question_above_questions_and_answers_is_their_title(tmp_path: Path, guest: str) -> None:
    talk = guest + "问：过桥要收费吗？\n答：不收。\n问：夜里能走吗？\n答：能走，灯亮到天明。"
    first, second = _read(tmp_path, f"{HEAD}{NEWS}\n新桥怎么走？\n{talk}").articles
    assert (first.text, second.headline, second.text) == (f"本报讯 {BODY}", "新桥怎么走？", talk)


def test_who_is_spoken_with_and_what_he_said_are_the_title_above_the_talk(tmp_path: Path) -> None:
    talk = "本报：桥修了几年？\n李四：三年。\n本报：最难的是什么？\n李四：水急。"
    titles = "对话李四：\n“我把桥修在心上”"
    _, second = _read(tmp_path, f"{HEAD}{NEWS}\n{titles}\n{talk}").articles
    assert (f"{second.kicker}\n{second.headline}".strip(), second.text) == (titles, talk)


@pytest.mark.parametrize("line", ["失主：白露", "联系人：韦老师  电话：0702-3344556"])
def test_a_person_or_a_number_behind_a_label_belongs_to_the_notice_above(tmp_path: Path, line: str) -> None:
    notice = f"有人在新桥上拾到黑色提包一个，请失主来认领。\n{line}"
    first, second = _read(tmp_path, f"{HEAD}招领启事\n{notice}\n{NEWS}").articles
    assert (first.text, second.headline) == (notice, "新桥通车")


def test_an_office_above_what_it_makes_known_is_in_the_title(tmp_path: Path) -> None:
    title = "甲城市交通运输局\n关于新桥通行的通告"
    _, second = _read(tmp_path, f"{HEAD}{NEWS}\n{title}\n新桥自即日起通行，货车请绕行。").articles
    assert f"{second.kicker}\n{second.headline}\n{second.deck}".split() == title.split()


@pytest.mark.parametrize("title", ["过桥（外一首）", "短诗二首"])
def test_several_poems_stand_under_one_title(tmp_path: Path, title: str) -> None:
    verse = "桥头\n风从水上来\n停在栏杆上\n桥尾\n灯一盏一盏\n送人回家"
    _, second = _read(tmp_path, f"{HEAD}{NEWS}\n{title}\n李四\n{verse}").articles
    assert (second.headline, second.reporters, second.text) == (title, ("李四",), verse)


def test_a_short_line_above_items_behind_one_mark_is_their_title(tmp_path: Path) -> None:
    items = "●新桥昨起试行夜间照明，灯亮到天明。\n●渡口今起停航，旧船移到公园。\n●北岸停车场扩建。"
    _, second = _read(tmp_path, f"{HEAD}{NEWS}\n两岸小事\n{items}").articles
    assert (second.headline or second.column, second.text) == ("两岸小事", items)


def test_a_title_that_names_a_shop_signs_nothing(tmp_path: Path) -> None:
    titles = "“甲城米糕”进了桥头老店\n每天卖出三百盒"
    _, second = _read(tmp_path, f"{HEAD}{NEWS}\n{titles}\n记者 李四\n{BODY}").articles
    assert f"{second.kicker}\n{second.headline}\n{second.deck}".split() == titles.split()


@pytest.mark.parametrize("cut", ["【回复】市交通局负责人说，新桥", "【案情】老范在物流公司上班，"])
def test_a_text_behind_a_label_in_brackets_is_not_cut_where_the_column_ends(tmp_path: Path, cut: str) -> None:
    width = len(cut)
    text = cut + BODY
    lines = "\n".join(text[at : at + width] for at in range(0, len(text), width))
    news = "\n".join(f"本报讯 {BODY}{BODY}"[at : at + width] for at in range(0, 2 * len(BODY) + 4, width))
    parsed = _read(tmp_path, f"{HEAD}新桥通车\n记者 王强\n{news}\n{lines}")
    assert len(parsed.articles) == 1
    assert parsed.articles[0].text.endswith(text)


def test_a_telephone_makes_no_dateline(tmp_path: Path) -> None:
    text = "“师傅，排到我家了吗？”镇农机合作社的电话就没停过。"
    page = f"{HEAD}农机忙起来\n记者 王强\n{text}\n镇合作社的电话一天响了两百次。"
    (article,) = _read(tmp_path, page).articles
    assert article.text.startswith(text)


def test_names_behind_a_dateline_need_no_brackets() -> None:
    found = inline_byline("商报讯 记者 张三 通讯员 李四 海关昨天发布，进出口总值增长一成。")
    assert (found.reporters, found.correspondents) == (("张三",), ("李四",))
    assert inline_byline("商报讯 记者昨天从海关获悉，进出口总值增长一成。").strength == 0


def test_who_told_it_is_not_who_wrote_it_down() -> None:
    assert parse_byline("口述/一中男篮教练 高山 整理/本报记者 李四").reporters == ("李四",)


def test_books_are_nobody_s_pictures() -> None:
    text = "墙角接着三只塑料桶。九千多册图"
    assert split_tail(text)[:2] == (text, "")
