"""Forms of pages that one short text shows: captions, columns, slogans, and what a narrow column cuts."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_variants import squeeze, typeset, wrap

from index.page import Parsed, read_source

HEAD = "甲城报 2025年8月4日 星期一\n"
NEWS = "新桥通车\n记者 王强\n本报讯 新桥昨天上午通车，全长九百米，双向四车道，行人和自行车走在两边。"
REST = (
    "桥的北头连着老城，南头连着新区，过去要绕七公里，如今一脚油门就到，两岸的人都说这座桥修得及时，"
    "也修得好看，晚上亮起灯来，像一条落在水上的项链。"
)


def _read(tmp_path: Path, text: str) -> Parsed:
    path = tmp_path / "page.txt"
    path.write_text(HEAD + text, encoding="utf-8")
    return read_source(path)


def _left_out(parsed: Parsed) -> list[str]:
    messages = [problem.message for problem in parsed.problems]
    return [message.rpartition(": ")[2] for message in messages if "left out" in message]


@pytest.mark.parametrize(
    "caption",
    [
        "▶8月3日，渔民在码头补网。\n李四 摄",
        "▶8月3日，渔民在码头补网。（李四 摄）",
        "图为8月3日，渔民在码头补网。\n记者 李四 摄",
        "8月3日，渔民在码头补网。\n记者 李四 摄",
    ],
)
def test_a_caption_that_tells_its_day_or_has_an_arrow_is_a_picture_of_its_own(
    tmp_path: Path, caption: str
) -> None:
    news, picture = _read(tmp_path, f"{NEWS}\n{caption}").articles
    assert (news.text, news.photographers) == (NEWS.split("\n")[2], ())
    assert (picture.kind, picture.photographers, picture.headline) == ("photo", ("李四",), "")


@pytest.mark.parametrize("caption", ["图为渔民在码头补网。\n李四 摄", "▶8月3日，新桥通车。\n王强 摄"])
def test_a_caption_that_may_belong_to_the_text_stays_with_it(tmp_path: Path, caption: str) -> None:
    (news,) = _read(tmp_path, f"{NEWS}\n{caption}").articles
    assert news.text.endswith(caption.split("\n")[0])


def test_a_second_paragraph_that_tells_its_day_is_no_caption_where_nobody_signs_the_text(
    tmp_path: Path,
) -> None:
    text = "8月3日零时，休渔结束，渔港开海。\n8月4日清晨，第一批渔船返港，码头热闹起来。"
    (picture,) = _read(tmp_path, f"渔港开海\n{text}\n李四 摄").articles
    assert (picture.text, picture.photographers) == (text, ("李四",))


def test_what_heads_a_picture_without_a_title_is_its_column(tmp_path: Path) -> None:
    (picture,) = _read(tmp_path, "图片新闻\n8月3日，渔民在码头补网，准备开海。\n■李四 摄").articles
    assert (picture.column, picture.headline, picture.kind) == ("图片新闻", "", "photo")


def test_what_heads_small_advertisements_is_their_column(tmp_path: Path) -> None:
    first, second = _read(
        tmp_path,
        "分类信息\n招聘\n甲城酒楼招传菜员四名，包吃住，电话13900000001。\n"
        "房屋出租\n东门门面六十平方米，年租三万元，电话13900000003。",
    ).articles
    assert (first.column, first.headline, first.kind) == ("分类信息", "招聘", "notice")
    assert (second.column, second.headline, second.kind) == ("", "房屋出租", "notice")


def test_three_characters_above_a_title_and_who_wrote_it_are_a_column(tmp_path: Path) -> None:
    (article,) = _read(tmp_path, f"场边话\n输得起，才赢得下\n本报记者 王强\n{REST}").articles
    assert (article.column, article.headline) == ("场边话", "输得起，才赢得下")


def test_items_behind_one_mark_are_no_captions(tmp_path: Path) -> None:
    items = "▲甲城气象台昨天发布雷电预警。\n▲甲城美术馆的特展延期到五月底。"
    (_, article) = _read(tmp_path, f"{NEWS}\n甲城快讯\n{items}").articles
    assert (article.column, article.kind, article.text) == ("甲城快讯", "news", items)
    (article,) = _read(tmp_path, f"三件实事有了下文\n{items}").articles
    assert article.kind == "news"


def test_a_question_above_a_title_is_part_of_it_and_no_paragraph(tmp_path: Path) -> None:
    text = f"{NEWS}\n{REST}\n老楼晾衣难？\n“共享晾晒场”来了\n记者 李四\n{REST}"
    first, second = _read(tmp_path, text).articles
    assert first.text.endswith(REST)
    assert squeeze(second.headline + second.deck) == "老楼晾衣难？“共享晾晒场”来了"
    # A cry at the end of a text belongs to it.
    (first, second) = _read(tmp_path, f"{NEWS}\n好一座新桥！\n路灯亮了\n记者 李四\n{REST}").articles
    assert (first.text[-6:], second.headline) == ("好一座新桥！", "路灯亮了")


def test_a_title_without_punctuation_is_told_from_the_text_that_fills_the_column_above(
    tmp_path: Path,
) -> None:
    full = REST[:44] + "。"  # three lines of fifteen
    titles = "市委常委会召开会议学习全会精神文件\n路灯亮了\n王强主持会议"
    narrow = wrap(f"新桥通车\n{REST}\n{full}\n{titles}\n本报讯（记者 李四）{REST}", 15)
    first, second = _read(tmp_path, narrow).articles
    assert squeeze(first.text).endswith(full)
    assert squeeze(second.kicker + second.headline + second.deck) == squeeze(titles)


def test_a_table_of_contents_that_a_narrow_column_cut_is_in_no_body(tmp_path: Path) -> None:
    full = REST[:29] + "。"
    box = "今日看点\n一条老街的“慢慢更新”（第3版）\n沙棘果成了山里的“金豆豆”（第5版）"
    parsed = _read(tmp_path, wrap(f"新桥通车\n{REST}\n{full}\n{box}", 15))
    assert [squeeze(article.text) for article in parsed.articles] == [REST + full]
    assert "".join(_left_out(parsed)) == squeeze(box)


def test_who_made_the_page_is_in_no_body_where_a_narrow_column_cut_it(tmp_path: Path) -> None:
    foot = "本版编辑 晴岚 E-mail：jcb1@example.com 电话 6677889"
    parsed = _read(tmp_path, wrap(f"新桥通车\n{REST}\n{REST}\n{foot}", 16))
    assert [squeeze(article.text) for article in parsed.articles] == [REST * 2]
    assert "".join(map(squeeze, _left_out(parsed))) == squeeze(foot)


@pytest.mark.parametrize("issuers", ["甲城市委宣传部", "甲城市委宣传部 甲城报社"])
def test_a_slogan_with_who_has_it_printed_below_is_in_no_body(tmp_path: Path, issuers: str) -> None:
    for slogan in ("传承好家风 弘扬新风尚正能量", "核心价值观 富强 民主 文明 和谐"):
        for text in (f"{NEWS}\n{slogan}\n{issuers}", wrap(f"{NEWS}\n{REST}\n{slogan}\n{issuers}", 13)):
            parsed = _read(tmp_path, text)
            assert len(parsed.articles) == 1
            assert squeeze("".join(_left_out(parsed))) == squeeze(slogan + issuers)
    middle = f"{NEWS}\n核心价值观 富强 民主 文明 和谐\n{issuers}\n{NEWS.replace('新桥', '新路')}"
    assert [article.headline for article in _read(tmp_path, middle).articles] == ["新桥通车", "新路通车"]


def test_a_title_above_the_office_that_wrote_the_text_is_no_slogan(tmp_path: Path) -> None:
    parsed = _read(tmp_path, f"{NEWS}\n凝聚各方力量 推动新区建设\n甲城县委宣传部\n{REST}\n{REST}")
    assert "凝聚各方力量 推动新区建设" in " ".join(article.title for article in parsed.articles)


def test_verse_ends_above_the_name_of_a_column(tmp_path: Path) -> None:
    verse = "镰刀走过的地方\n田野露出了前额\n父亲慢慢直起腰\n像一枚问号\n拉成了叹号\n谷子躺下来\n还给太阳"
    first, second = _read(tmp_path, f"秋收\n□ 王强\n{verse}\n甲城风物\n柿子红时\n□ 李四\n{REST}").articles
    assert first.text == verse
    assert (second.column, second.headline) == ("甲城风物", "柿子红时")


def test_a_credit_is_cut_off_where_the_cut_took_its_space(tmp_path: Path) -> None:
    text = REST[:21] + "。（新闻中心 李小四 摄）"
    for lead in ("8月3日，", "8月13日，"):
        (article,) = _read(tmp_path, wrap(f"新桥通车\n{lead}{REST}{text}", 13)).articles
        assert (article.photographers, article.text[-1]) == (("李小四",), "。")


@pytest.mark.parametrize("width", range(13, 21))
def test_mastheads_that_a_narrow_column_cut(tmp_path: Path, width: int) -> None:
    heads = [
        "A05 都市圈\n2025年8月4日 星期一 编辑 谢小楠 美编 潘岳 校对 闻人杰\n甲江晚报\n",
        "甲江晚报 2025年8月4日 星期一 第2590期 第二版 生产经营\n乙城集团有限公司主办 内部资料 免费交流\n",
        "甲江晚报\n国内统一刊号：CN77-0812/（G）\n2025年8月4日 第886期\n主编：虞美人 本期责编：苏幕遮\n",
        "甲江晚报      3版      田野副刊      2025年8月4日      星期一\n总第3377期    责任编辑：稻香\n",
    ]
    for head in heads:
        path = tmp_path / "page.txt"
        path.write_text(wrap(f"{head}新桥通车\n本报讯 {REST}\n{REST}\n{REST}", width), encoding="utf-8")
        parsed = read_source(path)
        assert parsed.issue.newspaper == "甲江晚报", head
        assert [squeeze(article.title) for article in parsed.articles] == ["新桥通车"], head


@pytest.mark.parametrize(
    "foot",
    [
        "安全生产 1 9 5 8 天",
        "讲文明树新风 甲城处处好风光",
        "本报地址 甲城东门路一号",
        "宣传语：珍惜粮食 从我做起",
    ],
)
def test_what_stands_at_the_foot_of_a_page_and_is_no_sentence_is_left_out(tmp_path: Path, foot: str) -> None:
    parsed = _read(tmp_path, f"{NEWS}\n{REST}\n{foot}")
    assert [article.text for article in parsed.articles] == [f"{NEWS.split(chr(10), 2)[2]}\n{REST}"]
    assert _left_out(parsed) == [foot]


@pytest.mark.parametrize("foot", ["甲城市水务局 甲城市交通运输局", "2025年8月3日"])
def test_who_signs_a_text_and_when_is_no_foot_of_the_page(tmp_path: Path, foot: str) -> None:
    assert _left_out(_read(tmp_path, f"{NEWS}\n{REST}\n{foot}")) == []


def test_a_text_ends_where_it_turns_to_another_page(tmp_path: Path) -> None:
    parsed = _read(tmp_path, f"{NEWS[:-1]}，\n（下转第3版）\n{REST}")
    assert _left_out(parsed) == ["（下转第3版）"]
    assert all(f"，{REST[:4]}" not in article.text for article in parsed.articles)


@pytest.mark.parametrize(("byline", "kind"), [("李四", "commentary"), ("记者 李四", "news")])
def test_what_stands_on_a_page_of_opinions_is_commentary_unless_a_reporter_wrote_it(
    tmp_path: Path, byline: str, kind: str
) -> None:
    text = f"2 观点 2025年8月4日 星期一\n桥通了之后\n{byline}\n{REST}"
    path = tmp_path / "page.txt"
    path.write_text(f"甲城报\n{text}", encoding="utf-8")
    (article,) = read_source(path).articles
    assert (article.kind, article.reporters) == (kind, ("李四",))


def test_a_page_in_traditional_characters_is_handed_out_as_it_was_printed(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    text = "新橋昨天上午通車，全長九百公尺，雙向四車道，行人和自行車走在兩邊，「這座橋修得及時」。"
    path.write_text(f"甲城報 2025年8月4日 星期一\n新橋通車\n記者 王強\n{text}\n", encoding="utf-8")
    parsed = read_source(path)
    (article,) = parsed.articles
    assert (article.headline, article.reporters, article.text) == ("新橋通車", ("王強",), text)
    assert (article.newspaper, parsed.problems) == ("甲城報", ())


def test_a_title_line_that_starts_as_a_subhead_does_is_nobody_speaking(tmp_path: Path) -> None:
    text = (
        f"烟道就在窗户底下\n城管：今晚起夜查，一周内给说法\n记者 王强\n{REST}\n"
        f"店家：烟道是房东装的\n{REST}\n城管：没有备案\n{REST}"
    )
    (news,) = _read(tmp_path, text).articles
    assert squeeze(news.title + news.deck).endswith("城管：今晚起夜查，一周内给说法")
    assert news.text.split("\n") == [REST, "店家：烟道是房东装的", REST, "城管：没有备案", REST]


@pytest.mark.parametrize("writer", ["读者 程远", "北城区 一位业主", "一名热心市民"])
def test_who_signs_a_letter_is_no_title_of_the_next(tmp_path: Path, writer: str) -> None:
    letter, second = _read(
        tmp_path,
        f"有话直说\n叫号屏能不能大一点\n编辑同志：\n{REST}\n{writer}\n柜子别堵了通道\n{REST}",
    ).articles
    assert (letter.column, letter.title) == ("有话直说", "叫号屏能不能大一点")
    assert letter.text.split("\n") == ["编辑同志：", REST, writer]
    assert second.title == "柜子别堵了通道"


@pytest.mark.parametrize("column", ["你问我答", "老周出诊"])
def test_a_question_above_who_asks_it_is_a_title_below_its_column(tmp_path: Path, column: str) -> None:
    asked = "读者 河阴县 张三：去年剩了二十斤种子，放在仓房里，今年还能种吗？"
    answer = f"答：{REST}"
    (article,) = _read(tmp_path, f"{column}\n去年的剩种还能用吗？\n{asked}\n{answer}").articles
    assert (article.column, article.title) == (column, "去年的剩种还能用吗？")
    assert article.text.split("\n") == [asked, answer]


def test_a_column_below_the_papers_telephone_is_no_part_of_the_masthead(tmp_path: Path) -> None:
    head = "甲城报 2025年8月4日 星期一 第2版 民生\n热线电话：0000-12340 本报为虚构样报\n"
    path = tmp_path / "page.txt"
    path.write_text(typeset(f"{head}【直通车】\n{NEWS}\n{REST}", 18), encoding="utf-8")
    (article,) = read_source(path).articles
    assert (article.column, article.page) == ("直通车", "2")


def test_a_title_below_a_telephone_number_that_a_column_cut(tmp_path: Path) -> None:
    notice = "招聘启事\n我校招聘食堂管理员两名，年龄五十岁以下。\n"
    notice += "报名时间：5月29日至6月9日\n联系人：韦老师  电话：0702-3344556"
    picture = "长桌宴上庆丰收\n9月11日，石门乡核桃谷村民摆起百桌长桌宴，庆祝核桃开竿。\n江枫 摄"
    for width in range(14, 20):
        *_, told, shown = _read(tmp_path, wrap(f"{NEWS}\n{REST}\n{notice}\n{picture}", width)).articles
        assert squeeze(told.text).endswith("联系人：韦老师电话：0702-3344556"), width
        assert (shown.title, shown.photographers) == ("长桌宴上庆丰收", ("江枫",)), width


@pytest.mark.parametrize(
    "foot",
    ["责编 苏子 校对 杜若 版式 王强", "新闻热线：0999-211000\n值班总编：尉迟恭 责任编辑：祝融 校对：邱实"],
)
def test_who_made_the_page_is_put_aside_whole_where_a_column_cut_it(tmp_path: Path, foot: str) -> None:
    for width in range(13, 20):
        parsed = _read(tmp_path, wrap(f"{NEWS}\n{REST}\n{foot}", width))
        assert squeeze("".join(_left_out(parsed))) == squeeze(foot), width
        assert parsed.articles[-1].reporters == ("王强",), width


def test_a_pointer_that_fills_its_line_ends_with_its_page(tmp_path: Path) -> None:
    box = "今日导读\n小区里来了“编外管家” A4\n荆滩港三号码头试运行 A2"
    for width in (14, 15):
        parsed = _read(tmp_path, wrap(f"{box}\n{NEWS}\n{REST}", width))
        assert [article.title for article in parsed.articles] == ["新桥通车"], width


def test_a_bracket_that_lies_open_lines_above_keeps_its_end(tmp_path: Path) -> None:
    book = "（《渔梁旧影》 程坎著 徽风出版社2022年6月出版 定价58元）"
    (article,) = _read(tmp_path, wrap(f"{NEWS}\n{REST}\n{book}", 13)).articles
    assert squeeze(article.text).endswith(squeeze(book))


def test_what_an_office_signs_and_dates_is_a_notice_unless_a_reporter_wrote_it(tmp_path: Path) -> None:
    signed = "联系电话：0666-3322110\n甲城市公安局交警大队\n2025年8月2日"
    for phone in ("\n", ""):
        text = signed.replace("\n", phone, 1)
        (told,) = _read(tmp_path, f"寻找目击者\n{REST}\n{text}").articles
        assert told.kind == "notice"
    (written,) = _read(tmp_path, f"寻找目击者\n记者 王强\n{REST}\n{signed}").articles
    assert written.kind == "news"


def test_columns_of_reporters_and_of_pictures_have_no_mark(tmp_path: Path) -> None:
    titles = "记者跑腿\n电费多交了三年\n表接错了 邻居一分没交"
    (article,) = _read(tmp_path, f"{titles}\n本报记者 王强\n{REST}").articles
    assert (article.column, article.kicker) == ("记者跑腿", "")
    (picture,) = _read(tmp_path, f"老照片\n1978年的晒谷坪\n{REST}\n（图/文 毛尖）").articles
    assert (picture.column, picture.headline) == ("老照片", "1978年的晒谷坪")


def test_a_column_for_the_evening_is_commentary(tmp_path: Path) -> None:
    (article,) = _read(tmp_path, f"麟城夜话\n别让孩子替大人加班\n■宋知秋\n{REST}").articles
    assert (article.column, article.kind) == ("麟城夜话", "commentary")


def test_hours_are_no_title(tmp_path: Path) -> None:
    phones = "城东街道卫生服务中心 2211001\n城西街道卫生服务中心 2211002\n河湾镇中心卫生院 2211003"
    first, second = _read(
        tmp_path, f"疫苗接种点\n{phones}\n周一至周五 8:30—11:30\n寒露后 脚别露\n□ 林鹿\n{REST}"
    ).articles
    assert first.text.endswith("8:30—11:30")
    assert second.title == "寒露后 脚别露"
