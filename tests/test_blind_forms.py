"""Forms in which papers print things, found on pages that were written before anybody looked at the code."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from index.bylines import parse_byline
from index.lines import is_column_name
from index.noise import is_noise
from index.page import Parsed, read_source
from index.records import Article
from index.titles import is_listing, split_roles

HEAD = "溪口晨报\n2026年4月21日 星期二\n总第902期\n\n"


def read(folder: Path, text: str) -> Parsed:
    path = folder / "page.txt"
    path.write_text(text, encoding="utf-8")
    return read_source(path)


def titles(article: Article) -> str:
    return "/".join(part for part in (article.kicker, article.headline, article.deck) if part)


def test_staff_contacts_and_weather_stand_inside_a_masthead(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        "B6 乡土\n2026年4月21日 星期二\n编辑 / 金珂 美编 / 尹川 责校 / 卢萱\n"
        "编辑部电话：0000-7654321 E-mail：xiangtu@xikou.example\n溪口晨报\n总第902期\n"
        "今日天气：晴转多云，11℃～19℃，东风2级\n\n"
        "老井重开 清水又来\n\n□记者 何樵\n\n4月19日，村里的百年老井淘净了淤泥，三十户人家又喝上了井水。\n",
    )
    head = page.mastheads[0]
    assert (head.newspaper, head.date, head.number) == ("溪口晨报", datetime.date(2026, 4, 21), 902)
    assert (head.page, head.page_name) == ("B6", "乡土")
    assert [titles(article) for article in page.articles] == ["老井重开 清水又来"]


def test_a_staff_line_does_not_swallow_the_number_of_the_issue(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        "05 文化\n溪口晨报 2026年4月21日 星期二\n主编 金珂 责编 上官云 视觉 尹川 总第902期\n\n"
        "戏台搭到晒谷场\n\n□记者 何樵\n\n4月19日晚，县越剧团在晒谷场上演了三出折子戏。\n",
    )
    assert (page.issue.number, page.articles[0].page, page.articles[0].page_name) == (902, "5", "文化")
    assert titles(page.articles[0]) == "戏台搭到晒谷场"


def test_a_number_alone_among_masthead_lines_is_the_page(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        "溪口晨报\n言论\n7\n2026年4月21日 星期二\n\n"
        "路修好了，然后呢\n\n□ 何樵\n\n路通到了家门口，车却停到了路中间。\n",
    )
    assert [article.page for article in page.articles] == ["7"]


def test_the_page_stands_beside_the_name_of_the_paper(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        "溪口周报 · C4 乡音\n2026.04.21 星期二 第902期\n\n"
        "外婆的油纸伞\n\n□ 何樵\n\n外婆的油纸伞挂在门后，一挂就是二十年。\n",
    )
    head = page.mastheads[0]
    assert (head.newspaper, head.page, head.page_name) == ("溪口周报", "C4", "乡音")


def test_a_header_cut_after_the_page_number_is_one_header(tmp_path: Path) -> None:
    prose = "四月十九日清早，镇上的渡口添了一条新船，能坐四十个人，来回一趟只要十二分钟，船票还是两块钱。"
    wrapped = "\n".join(prose[at : at + 16] for at in range(0, len(prose), 16))
    page = read(
        tmp_path,
        f"溪口晨报  2026年4月21\n日  星期二  06版：山水\n渡口添新船\n□记者 何樵\n{wrapped}\n{wrapped}\n",
    )
    head = page.mastheads[0]
    assert (head.newspaper, head.page, head.date) == ("溪口晨报", "6", datetime.date(2026, 4, 21))
    assert titles(page.articles[0]) == "渡口添新船"


def test_a_contents_list_is_put_aside_and_five_title_lines_stay_together(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        HEAD + "导读\n夜市搬进老厂房 3版\n药价看得见 A5版\n\n"
        "迎接建县七十周年\n溪口县劳动者之歌展演举行\n用双手织出好日子\n宋屿出席并致辞\n江沛主持\n\n"
        "本报记者 何樵\n\n4月20日晚，溪口县劳动者之歌展演在县影剧院举行，六百名职工到场观看。\n",
    )
    assert len(page.articles) == 1
    article = page.articles[0]
    assert titles(article).replace("\n", "/").split("/") == [
        "迎接建县七十周年",
        "溪口县劳动者之歌展演举行",
        "用双手织出好日子",
        "宋屿出席并致辞",
        "江沛主持",
    ]
    assert article.headline == "用双手织出好日子"
    left = " ".join(problem.message for problem in page.problems)
    assert "夜市搬进老厂房 3版" in left and "药价看得见 A5版" in left


def test_who_takes_part_stands_below_the_headline() -> None:
    kicker, headline, deck = split_roles(["溪口县召开春耕现场会", "一粒种子也要误不得", "宋屿讲话 江沛主持"])
    assert (kicker, headline, deck) == (
        ["溪口县召开春耕现场会"],
        ["一粒种子也要误不得"],
        ["宋屿讲话 江沛主持"],
    )


def test_a_list_opens_an_article_and_its_names_wrote_nothing(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        HEAD + "老窑复烧\n\n■通讯员 何樵\n\n4月18日，停了十一年的东山老窑重新点火。\n\n"
        "头一窑烧的是六百只粗陶碗。\n\n"
        "2025年度护林能手名单\n\n一、一等奖（3人）\n\n金珂 尹川 卢萱\n\n"
        "二、二等奖（4人）\n\n宋江 何苗 沈立 高 原\n",
    )
    assert [titles(article) for article in page.articles] == ["老窑复烧", "2025年度护林能手名单"]
    first, second = page.articles
    assert (first.correspondents, first.reporters) == (("何樵",), ())
    assert second.reporters == ()
    assert "宋江 何苗 沈立 高 原" in second.text


@pytest.mark.parametrize("title", ["奖牌榜(前三名)", "护林能手名单", "周末赛果", "班车时间表"])
def test_titles_of_lists(title: str) -> None:
    assert is_listing(title)
    assert not is_listing(title + "引起热议")


def test_a_bare_name_below_a_title_is_who_wrote_it(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        HEAD + "别让好路堵在心上\n何樵\n路修好了，规矩也要立起来。车位怎么划，该问一问住在路边的人。\n"
        "多问一句，少堵一回。\n",
    )
    assert titles(page.articles[0]) == "别让好路堵在心上"
    assert page.articles[0].reporters == ("何樵",)


def test_text_and_picture_before_the_role() -> None:
    found = parse_byline("文/图 记者 何樵 通讯员 金珂")
    assert (found.reporters, found.correspondents, found.photographers) == (("何樵",), ("金珂",), ("何樵",))
    found = parse_byline("■文/图 溪都市报首席记者 何樵")
    assert (found.reporters, found.photographers) == (("何樵",), ("何樵",))


@pytest.mark.parametrize("name", ["对话", "春耕一线", "相关链接", "来信照登", "记者走基层"])
def test_names_of_columns_that_nothing_brackets(name: str) -> None:
    assert is_column_name(name)


def test_a_box_with_a_column_name_is_an_article_of_its_own(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        HEAD + "老窑复烧\n\n■记者 何樵\n\n4月18日，停了十一年的东山老窑重新点火。\n\n"
        "头一窑烧的是六百只粗陶碗，三天后开窑。\n\n相关链接\n\n东山窑\n\n"
        "东山窑始烧于明代，以粗陶见长，2012年列入县级文物保护单位。\n",
    )
    assert [(one.column, one.headline) for one in page.articles] == [("", "老窑复烧"), ("相关链接", "东山窑")]


def test_a_credit_behind_the_caption_ends_it(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        HEAD + "新渡船下水\n4月19日，能坐四十人的新渡船在东门渡口下水试航，来回一趟只要十二分钟。"
        " 通讯员 金珂/摄\n\n老街的锁匠\n\n□记者 何樵\n\n锁匠姓卢，在老街口摆摊四十一年。\n",
    )
    assert [titles(article) for article in page.articles] == ["新渡船下水", "老街的锁匠"]
    assert page.articles[0].photographers == ("金珂",)
    assert page.articles[0].text.endswith("十二分钟。")


def test_a_second_picture_without_a_title_has_its_own_caption(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        HEAD + "油菜花开\n\n4月18日，东山梯田的油菜花开了，三百亩花田铺到山脚。\n\n■摄影 金珂\n\n"
        "4月19日，小学生在村口学插秧，二十个人插满了半亩田。\n尹川 摄\n\n"
        "老街的锁匠\n\n□记者 何樵\n\n锁匠姓卢，在老街口摆摊四十一年。\n",
    )
    assert [one.photographers for one in page.articles] == [("金珂",), ("尹川",), ()]
    assert [one.kind for one in page.articles] == ["photo", "photo", "news"]


def test_briefs_with_headlines_are_one_round_up(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        HEAD + "老窑复烧\n\n■记者 何樵\n\n4月18日，停了十一年的东山老窑重新点火。\n\n"
        "简讯\n东门菜场通宵营业\n即日起，东门菜场改为通宵营业，夜里也能买到鲜鱼。\n"
        "渡口船票不涨价\n新渡船投用以后，船票仍是两元，老人和学生免票。\n",
    )
    assert [one.headline for one in page.articles] == ["老窑复烧", "简讯"]
    assert page.articles[1].text.split("\n")[0] == "东门菜场通宵营业"
    assert page.articles[1].reporters == ()


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑:上官云 电子信箱:xk@xikou.example",
        "溪都市报客户端 扫码看更多",
        "夜市搬进老厂房 3版",
        "渡口添新船……A5版",
    ],
)
def test_lines_that_are_no_articles_text(line: str) -> None:
    assert is_noise(line)


@pytest.mark.parametrize("line", ["创意市集上新3版", "联系电话:2233010", "方案改到第3版才通过"])
def test_lines_that_look_a_little_like_them(line: str) -> None:
    assert not is_noise(line)


def test_a_half_width_stop_after_a_percentage_ends_a_paragraph(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        HEAD
        + "老窑改烧电\n\n通讯员 何樵\n\n改成电窑以后, 一窑能装两千只碗, 花的力气少了一半, 成本下降24%.\n\n"
        '"过去守一夜火, 眼睛都是红的." 窑工卢萱说.\n',
    )
    assert len(page.articles[0].text.split("\n")) == 2
