"""What a narrow column does to the lines that part texts, each form shown by one short text."""

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


def _read(tmp_path: Path, text: str, head: str = HEAD) -> Parsed:
    path = tmp_path / "page.txt"
    path.write_text(head + text, encoding="utf-8")
    return read_source(path)


def _left_out(parsed: Parsed) -> str:
    messages = [problem.message for problem in parsed.problems if "left out" in problem.message]
    return squeeze("".join(message.rpartition(": ")[2] for message in messages))


def _ends(text: str, width: int) -> str:
    """A paragraph whose last line fills a column of ``width`` characters."""
    return text[: width * 2 - 1] + "。"


def test_a_picture_with_a_title_and_no_text_stands_alone(tmp_path: Path) -> None:
    told = "征稿启事\n　　本报面向读者征集散文和诗歌，来稿请注明姓名、地址、电话。"
    text = f"{NEWS}\n　　{REST}\n　　（作者单位：甲城县第二中学）\n摄影作品《归途》\n□ 白露 摄\n{told}"
    for shape in (text, wrap(text, 13), wrap(text.replace("摄影作品", "　　摄影作品"), 16)):
        parsed = _read(tmp_path, shape)
        assert [article.kind for article in parsed.articles[1:]] == ["unassigned", "notice"]
        assert parsed.articles[1].photographers == ("白露",)


def test_brackets_over_three_lines_end_a_text(tmp_path: Path) -> None:
    book = "（《渔梁旧影》 程坎著 徽风出版社2022年6月出版 定价58元）"
    text = f"书里的江\n□ 江枫\n{REST}\n{book}\n征稿\n本版长期征集反映本地风土的散文、诗歌，散文不超过一千字。"
    _, second = _read(tmp_path, typeset(text, 14)).articles
    assert second.title == "征稿"


def test_the_number_of_a_document_that_a_column_cut_belongs_to_the_title(tmp_path: Path) -> None:
    title = "甲城市自然资源和规划局国有建设用地使用权拍卖出让公告"
    body = "经甲城市人民政府批准，决定以拍卖方式出让一宗国有建设用地使用权。"
    text = f"{title}\n甲自然资告字〔2025〕9号\n{body}{REST}"
    (article,) = _read(tmp_path, wrap(text, 13)).articles
    assert squeeze(article.text) == squeeze(body + REST)


def test_a_title_that_a_quoted_question_ends_goes_on_below(tmp_path: Path) -> None:
    titles = "外卖小哥捡到二十二万\n原地等了两个小时\n失主要给红包，他摆摆手：“你先数数，少不少？”"
    (article,) = _read(tmp_path, wrap(f"{titles}\n晨报记者 凌云\n{REST}", 17)).articles
    assert squeeze(article.kicker + article.headline + article.deck) == squeeze(titles)


@pytest.mark.parametrize(
    "below",
    [
        "奔跑在冬天\n12月10日，甲城第九届冬季长跑开跑，两千余名市民参加。通讯员 西门雪 摄",
        "场外音\n输得起，才赢得下\n本报记者 岳群\n先丢两局的时候，看台上有人起身走了。",
    ],
)
def test_a_list_whose_last_row_fills_the_column_ends_above_a_title(tmp_path: Path, below: str) -> None:
    rows = "男子单打冠军：陆小凤\n女子单打冠军：花满楼\n混合双打冠军：司空摘星、薛冰"
    text = f"公开赛落幕\n本报讯（通讯员 东方白）{REST}\n{rows}\n{below}"
    first, second = _read(tmp_path, wrap(text, 14)).articles
    assert first.text.endswith("薛冰")
    assert (second.column or second.title) == below.split("\n")[0]


def test_a_title_with_a_colon_below_a_list_is_no_row_of_it(tmp_path: Path) -> None:
    rows = "旅游收入：21.3亿元\n城镇新增就业：1.42万人"
    title = "西山：山泉水“流”进千家万户"
    text = f"成绩单\n本报讯（记者 王强）{REST}\n农业：12.3亿元\n{rows}\n{title}\n本报记者 沈括 文/摄\n{REST}"
    assert [article.title for article in _read(tmp_path, wrap(text, 14)).articles][1] == title


def test_a_caption_with_an_arrow_takes_no_line_of_the_text_above_for_its_title(tmp_path: Path) -> None:
    text = (
        f"老影院\n本报记者 颜玉\n{REST}\n“我小时候在这里看的《少林寺》。”前来参观的市民老岑摸着木椅扶手说。"
    )
    text += "\n扫一扫看视频\n▲10月20日，湿地公园，成群的苍鹭在浅滩觅食。\n本报记者 白描 摄"
    first, second = _read(tmp_path, wrap(text, 17)).articles
    assert squeeze(first.text).endswith("市民老岑摸着木椅扶手说。")
    assert second.photographers == ("白描",)


@pytest.mark.parametrize("width", [14, 15])
def test_the_only_line_behind_its_mark_is_a_column_above_a_title_that_fills_the_column(
    tmp_path: Path, width: int
) -> None:
    title = "开学前，给孩子的眼睛“体个检”"
    text = f"{NEWS}\n{REST}\n■便民小灶\n{title}\n暑假快结束了，不少家长带着孩子去查视力。{REST}"
    _, second = _read(tmp_path, wrap(text, 15) if width == 15 else typeset(text, 14)).articles
    assert (second.column, second.title) == ("便民小灶", title)


def test_a_title_in_two_halves_that_fills_its_column_is_no_text(tmp_path: Path) -> None:
    text = f"{NEWS}\n{_ends(REST, 14)}\n腊八节这天 街道送出两千碗粥\n腊八节一早，城关街道支起大锅，{REST}"
    assert _read(tmp_path, wrap(text, 14)).articles[1].title == "腊八节这天 街道送出两千碗粥"


def test_a_title_that_fills_its_column_above_who_wrote_the_text(tmp_path: Path) -> None:
    title = "我校在高温超导材料领域取得重要进展"
    text = f"毕业照\n5月11日，校友{REST[:20]}。（新闻中心 白露 摄）\n{title}\n（通讯员 江城子）近日，{REST}"
    text = wrap(text, 17)
    assert _read(tmp_path, text).articles[1].title == title


def test_the_last_words_of_a_correction_are_no_title(tmp_path: Path) -> None:
    text = "更正\n　　本刊6月27日第3版《荷塘》一文中，"
    text += "“荷塘位于南矶乡”应为“荷塘位于北矶乡”，特此更正，并向读者致歉。"
    told = f"{NEWS}\n　　{REST}\n　　{REST}\n{text}\n　　本刊编辑部"
    *_, last = _read(tmp_path, wrap(told, 14)).articles
    assert last.title == "更正"


def test_names_that_a_column_cut_before_the_colon_belong_to_the_text(tmp_path: Path) -> None:
    text = f"妈咪小屋\n开进产业园\n本报讯 记者 鲁班门 通讯员 梅雪 报道：2月15日，{REST}{REST}"
    for width in (14, 20):
        (article,) = _read(tmp_path, wrap(text, width)).articles
        assert (article.text[:4], article.reporters, article.correspondents) == (
            "本报讯 ", ("鲁班门",), ("梅雪",),
        )  # fmt: skip


def test_who_is_asked_is_no_byline_where_the_column_cut_his_name(tmp_path: Path) -> None:
    asked = "读者 甘女士：我今年五十二岁，上下楼时膝盖咯吱响，要不要去医院？"
    answer = "市二院骨科副主任医师 燕北归：不疼的响，多数是生理性的，不必紧张。平时少爬楼，膝盖就轻松了。"
    for width in (13, 14):
        (article,) = _read(tmp_path, wrap(f"膝盖响 要紧吗\n{asked}\n{answer}\n{answer}", width)).articles
        assert (article.title, article.reporters) == ("膝盖响 要紧吗", ())


def test_verse_below_who_took_a_picture_has_its_title(tmp_path: Path) -> None:
    verse = "正午前后少出门\n出门打伞带瓶水\n头晕恶心快歇下\n解开衣领找阴处\n十五分钟不见好\n赶紧拨打一二〇"
    text = f"荷风送晚\n8月6日，市民在荷塘边散步纳凉。\n（蓝采和 摄）\n防暑记住这几句\n{verse}"
    _, second = _read(tmp_path, text).articles
    assert (second.title, second.text) == ("防暑记住这几句", verse)


def test_verse_that_a_stop_ends_is_verse_to_its_end(tmp_path: Path) -> None:
    verse = "潮水来的时候\n滩涂是一张纸\n潮水走的时候\n小蟹签上名字\n沉下去的\n不是铁\n是一句诺言。"
    first, second = _read(tmp_path, f"看潮\n□ 韩江雪\n{verse}\n{NEWS}\n{REST}").articles
    assert (first.text, second.title) == (verse, "新桥通车")


def test_an_item_that_fills_its_last_line_is_no_caption(tmp_path: Path) -> None:
    items = "▲石佛镇六月以来开展河道清淤，已清理河道十二公里。\n"
    items += "▲市档案馆新接收民国地契四百余件，即日起可预约查阅。"
    text = f"{NEWS}\n一线短波\n{items}\n田间体检\n6月26日，农技人员查看玉米长势，全市玉米长势良好。\n李四 摄"
    assert len(_read(tmp_path, wrap(text, 13)).articles) == 3


def test_the_title_of_a_list_that_a_column_cut(tmp_path: Path) -> None:
    names = "矿石公司 卸船三班\n集装箱公司 桥吊一班\n拖轮公司 鼎拖七班\n港口医院 急诊组"
    text = f"{NEWS}\n{REST}\n孔繁水：睡个整觉。\n2月份安全生产“红旗班组”名单\n{names}"
    assert _read(tmp_path, wrap(text, 14)).articles[1].title == "2月份安全生产“红旗班组”名单"


@pytest.mark.parametrize("width", [16, 17])
def test_whose_number_it_is_begins_a_row(tmp_path: Path, width: int) -> None:
    rows = "城东街道社区卫生服务中心 2211001\n城西街道社区卫生服务中心 2211002\n"
    rows += "河湾镇中心卫生院 2211003\n周一至周五 8:30—11:30"
    text = f"疫苗接种点\n{rows}\n{NEWS}\n{REST}\n{REST}"
    first, second = _read(tmp_path, wrap(text, width)).articles
    assert (first.title, second.title) == ("疫苗接种点", "新桥通车")


def test_the_weather_of_places_ends_above_a_title(tmp_path: Path) -> None:
    rows = "甲城城区：阴转小雨，14～19℃，东北风3级\n甲城山区：小雨，11～16℃，东北风4级"
    text = (
        f"明日天气\n{rows}\n寻找目击者\n2024年4月11日18时许，北环路口发生一起交通事故，请目击者与我队联系。"
    )
    for shape in (text, wrap(f"{text}\n{REST}", 14)):
        first, second = _read(tmp_path, shape).articles
        assert (first.title, second.title) == ("明日天气", "寻找目击者")


def test_a_letter_to_all_has_its_title_above_those_it_greets(tmp_path: Path) -> None:
    letter = f"农民朋友们：\n{REST}\n甲城县农业农村局\n2025年8月2日"
    news, told = _read(tmp_path, f"{NEWS}\n{REST}\n爱护新桥 从我做起\n{letter}").articles
    assert (news.text.count("\n"), told.kind) == (1, "notice")
    *_, told = _read(tmp_path, f"{NEWS}\n{REST}\n致全县广大农民朋友的一封信\n{letter}").articles
    assert (told.title, told.kind) == ("致全县广大农民朋友的一封信", "notice")


def test_what_repeats_on_a_page_above_texts_is_a_subhead(tmp_path: Path) -> None:
    letters = [
        f"来信照登\n{title}\n编辑同志：\n{REST}\n上垄村村民 翁大有\n部门回应\n来信收悉，{REST}"
        for title in ("桥栏杆断了半年", "末班车能不能晚一点")
    ]
    found = _read(tmp_path, "\n".join(letters)).articles
    assert [article.title for article in found] == ["桥栏杆断了半年", "末班车能不能晚一点"]
    assert [article.text.count("部门回应") for article in found] == [1, 1]


def test_a_title_of_a_picture_may_point_to_it(tmp_path: Path) -> None:
    text = f"{NEWS}\n{REST}\n▲“樱”接你\n4月15日，晚樱进入盛花期，游客在花树下拍照。\n本报记者 晏清 摄"
    _, picture = _read(tmp_path, text).articles
    assert (picture.title, picture.kind) == ("▲“樱”接你", "photo")


def test_a_date_above_the_papers_telephone_signs_the_text(tmp_path: Path) -> None:
    text = f"停水通知\n　　{REST}\n　　甲城自来水公司\n　　2024年11月20日\n晚报热线 0799-8765432"
    parsed = _read(tmp_path, wrap(text, 13))
    assert parsed.articles[-1].text.endswith("2024年11月20日")
    assert _left_out(parsed) == "晚报热线0799-8765432"


@pytest.mark.parametrize(
    "noise",
    [
        "新闻热线：0700-5566778",
        "晚报热线 0000-96110 24小时等您来电",
        "新闻热线：0999-8123456 本报地址：安棠县人民路18号",
        "新闻热线：96110 拨打有礼",
    ],
)
def test_a_title_below_how_to_reach_the_paper_is_no_part_of_it(tmp_path: Path, noise: str) -> None:
    title = "三号码头昨日试运行"
    text = f"{NEWS}\n{REST}\n{noise}\n{title}\n年通过能力增加四百万吨\n本报记者 曲园\n{REST}"
    for width in range(13, 19):
        parsed = _read(tmp_path, wrap(text, width))
        assert title in parsed.articles[-1].title.replace("\n", ""), width
        assert _left_out(parsed) == squeeze(noise), width


@pytest.mark.parametrize(
    "noise",
    [
        "编辑 方舟 校对 林深 投稿邮箱 dgb@example.com",
        "欢迎来信 来信请寄：甲城东路6号《甲城周报》群工部 邮编：330000",
        "欢迎来信 来信请寄：甲城东路六号群众来信部 邮编：330000",
        "今日天气 多云转晴 12℃—23℃ 微风",
        "版权声明：本版作品由小记者俱乐部推荐，未经许可不得转载",
        "责编 王强 校对 李四\n小记者俱乐部报名电话：0633-8812345",
    ],
)
def test_what_the_paper_says_of_itself_at_the_foot_is_put_aside_whole(tmp_path: Path, noise: str) -> None:
    for width in (*range(13, 21), 70):
        for cut in (wrap, typeset):
            parsed = _read(tmp_path, cut(f"{NEWS}\n{REST}\n{REST}\n{noise}", width))
            assert _left_out(parsed) == squeeze(noise), width


def test_slogans_below_a_signed_date_are_put_aside(tmp_path: Path) -> None:
    told = "关于临时交通管制的通告\n因半程马拉松比赛需要，请过往车辆绕行。\n甲城市公安局\n2024年5月6日"
    imprint = "社会主义核心价值观 富强 民主 文明 和谐\n甲城市委宣传部 甲城日报社"
    parsed = _read(tmp_path, typeset(f"{NEWS}\n{REST}\n{REST}\n{told}\n{imprint}", 19))
    assert _left_out(parsed) == squeeze(imprint)
    told = f"关于封闭阳沙路的通告\n　　{REST}\n　　甲城县交通运输局\n　　　　2025年12月18日"
    parsed = _read(tmp_path, wrap(f"{told}\n免费赠阅 请勿倒卖\n【数字版二维码】", 13))
    assert _left_out(parsed) == "免费赠阅请勿倒卖【数字版二维码】"


@pytest.mark.parametrize("width", range(13, 21))
@pytest.mark.parametrize(
    ("head", "page", "number"),
    [
        ("甲城周报  2025年8月4日  星期一  总第655期  健康·问医  第07版\n", "7", 655),
        ("甲城晚报 | A08 | 2025年8月4日 星期一 | 总第7741期 | 校园·少年\n", "A08", 7741),
        ("甲城海事报 第3046号 2025年8月4日（星期一） 03 生产一线\n", "3", 3046),
        ("甲城文化报\n2025年8月4日 星期四 总第903期\n副刊\n4\n", "4", 903),
        ("2025年8月4日\n星期一\n甲城周报\n第0871期\n04\n民生服务\n", "4", 871),
        ("甲城农垦报      3版      田野副刊      2025年8月4日      星期一\n", "3", None),
    ],
)
def test_mastheads_on_one_line_are_read_whole_where_a_column_cut_them(
    tmp_path: Path, head: str, page: str, number: int | None, width: int
) -> None:
    for cut in (wrap, typeset):
        parsed = _read(tmp_path, cut(f"{head}新桥通车\n本报讯 {REST}\n{REST}\n{REST}", width), head="")
        assert [article.title for article in parsed.articles] == ["新桥通车"]
        assert (parsed.issue.date.day, parsed.issue.number) == (4, number)
        assert (parsed.articles[0].page, parsed.issue.newspaper[:2]) == (page, "甲城")


def test_a_column_below_a_page_that_has_its_name_is_no_part_of_the_masthead(tmp_path: Path) -> None:
    head = "甲城晚报 | A08 | 2025年8月4日 星期一 | 校园·少年\n"
    (article,) = _read(tmp_path, f"教育资讯\n▪ {REST}\n▪ {REST}", head=head).articles
    assert article.column == "教育资讯"


def test_who_signs_with_the_date_is_no_title_where_the_column_cut_the_day(tmp_path: Path) -> None:
    told = f"停电公告\n{REST}\n澜浦供电公司 2025年9月10日\n"
    told += f"冒充孙子骗老人\n柜员多问一句\n本报讯（通讯员 佟舟）{REST}"
    first, second = _read(tmp_path, wrap(told, 16)).articles
    assert squeeze(first.text).endswith("2025年9月10日")
    assert second.title.startswith("冒充孙子")


def test_what_asks_for_pardon_in_a_sentence_heads_no_notice(tmp_path: Path) -> None:
    text = f"{NEWS}\n　　{REST}\n"
    text += "　　“荷塘位于南矶乡”应为“荷塘位于北矶乡”，特此说明，并向读者致歉。\n　　本刊编辑部"
    for width in (13, 14, 15, 16):
        assert len(_read(tmp_path, wrap(text, width)).articles) == 1, width


def test_a_column_behind_its_mark_has_a_title_and_no_text_right_below(tmp_path: Path) -> None:
    title = "开学前，给孩子的眼睛“体个检”"
    text = f"{NEWS}\n{REST}\n\n■便民小灶\n{title}\n暑假快结束了，不少家长带着孩子去查视力。{REST}"
    assert _read(tmp_path, wrap(text, 15)).articles[1].title == title


def test_letters_end_with_who_wrote_them(tmp_path: Path) -> None:
    for writer in ("上垄村村民 翁大有", "茶陂镇 一名营业员"):
        text = f"末班车能不能晚一点\n编辑同志：\n{REST}\n{writer}\n{NEWS}"
        first, second = _read(tmp_path, text).articles
        assert first.text.split("\n")[-1] == writer
        assert second.title == "新桥通车"


def test_who_wrote_a_letter_in_brackets_names_no_title_above_it(tmp_path: Path) -> None:
    text = f"等一盏灯\n文/闻一知\n{REST}\n读者信箱\n路边的“僵尸车”何时挪走？\n编辑：\n{REST}\n（市民 周先生）"
    _, letter = _read(tmp_path, wrap(text, 13)).articles
    assert (letter.column, squeeze(letter.title)) == ("读者信箱", "路边的“僵尸车”何时挪走？")


def test_a_text_that_a_name_in_brackets_ends_begins_with_its_title(tmp_path: Path) -> None:
    text = f"{NEWS}\n{REST}\n寒露后 脚别露\n老话说“寒露脚不露”，{_ends(REST, 17)}\n（闻樱）"
    for shape in (text, wrap(text, 17)):
        assert _read(tmp_path, shape).articles[1].title == "寒露后 脚别露"


def test_an_arrow_begins_a_caption_where_the_text_above_fills_its_column(tmp_path: Path) -> None:
    caption = "↑6月12日，凤鸣小学的学生在田间体验插秧。\n记者 云帆 摄"
    text = f"时评\n一字之差\n本报评论员 江流\n{REST[:38]}。\n{caption}"
    for width in (13, 39):
        assert len(_read(tmp_path, wrap(text, width)).articles) == 2, width


def test_a_pupils_class_and_name_are_a_byline_where_the_column_parts_them(tmp_path: Path) -> None:
    text = f"妈妈的手\n海曲市育才中学初一（6）班 厉若海\n{REST}\n{REST}"
    for width in (13, 14, 15, 16):
        (article,) = _read(tmp_path, wrap(text, width)).articles
        assert article.reporters == ("厉若海",), width


def test_the_title_of_a_page_of_items_below_noise_is_no_part_of_it(tmp_path: Path) -> None:
    text = f"{NEWS}\n{REST}\n【跑腿热线】您身边有烦心事，请拨打95599\n"
    text += "简明新闻\n●市图书馆昨起升级。\n●末班车加开一对。"
    _, items = _read(tmp_path, typeset(text, 20)).articles
    assert items.title == "简明新闻"
