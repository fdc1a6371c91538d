from __future__ import annotations

import pytest
from page_variants import typeset

from index.lines import column_title, describe, ends_as, is_column_name
from index.marks import split_turn
from index.noise import is_noise
from index.source import split_lines
from index.survey import find_verse
from index.wraps import Wrap, find_wraps

PROSE = (
    "昨天下午,市里召开会议,研究今年的防汛工作。会议要求,各地要把责任落实到人,把物资备足,把预案演练一遍,"
    "不能有侥幸心理。气象部门介绍,今年雨季来得早,雨量比常年多两成,山区要特别当心。"
)


@pytest.mark.parametrize("width", range(13, 21))
def test_the_width_of_a_column_is_found(width: int) -> None:
    text = "\n".join(PROSE[start : start + width] for start in range(0, len(PROSE), width))
    wraps = find_wraps(split_lines(text))
    assert {wrap.width for wrap in wraps} == {width}
    assert [wrap.full for wrap in wraps][:-1] == [True] * (len(wraps) - 1)
    assert wraps[-1].full is (len(PROSE) % width == 0)


def test_a_column_is_as_wide_where_quotation_marks_take_half_of_the_room() -> None:
    quoted = PROSE.replace("防汛", "“防汛”").replace("雨量", "“雨量”").replace("山区", "“山区”") * 2
    lines = typeset(quoted, 18).split("\n")
    wraps = find_wraps(split_lines("\n".join(lines)))
    assert {wrap.width for wrap in wraps} == {18}
    assert all(wrap.full for wrap in wraps[:-1])


def test_a_line_that_is_too_long_for_a_width_is_no_proof_of_it() -> None:
    text = typeset(PROSE * 2, 16) + "\n垣日报评论理论部 邮编：470000"
    assert len(text.split("\n")[-1]) > 16
    assert not find_wraps(split_lines(text))[-1].full


def test_verse_and_paragraphs_are_not_taken_for_cut_lines() -> None:
    verse = "白日依着山边落去,\n黄河朝着大海流去,\n想要看尽一千里路,\n再往上走一层楼去。\n" * 2
    assert not any(wrap.width for wrap in find_wraps(split_lines(verse)))
    assert not any(
        wrap.width for wrap in find_wraps(split_lines(f"{PROSE}\n短句。\n{PROSE * 2}\n标题\n{PROSE}"))
    )


def test_how_lines_end() -> None:
    lines = split_lines("他来了。\n他说：“来。”\n方案如下：\n把责任落实到人，\n新桥昨天通车\n大会(扩大)")
    forms = describe(lines, find_wraps(lines))
    assert [form.end for form in forms] == ["stop", "stop", "colon", "join", "open", "paren"]
    assert ends_as("他说:“够明天的。”(下转第3版)") == "stop"
    assert ends_as("(作者系市政协文史委特约研究员)") == "stop"


@pytest.mark.parametrize(
    "line",
    [
        "扫一扫 看视频",
        "扫码看视频",
        "本栏目被评为全市十大精品栏目",
        "责任编辑 冯冉 版式 许诺",
        "责编/温言 版式/宋词",
        "下转第2版",
        "(上接第A1版)",
        "新闻热线:0123-8866555",
        "www.example.cn",
        "————————",
        "- 3 -",
        "国内统一连续出版物号 CN 00-0000",
        "甲城发布 看甲城客户端",
        "节约用水 从我做起 甲城日报宣",
        "甲城区文明办 宣",
        "▲▲▲▲▲",
        "本版图片由本报资料室提供",
        "本刊稿件,一经采用,酌付稿酬;转载请注明出处。",
        "广告咨询:0123-3312345",
        "报料微信:jcb0123",
        "健康热线:0123-3344556 周一至周五9:00—17:00",
        "声明:本版作品未经授权不得转载",
        "路灯为什么不亮 见第4版",
        "导 读",
        "今日看点",
        "●老桥拆了建什么 >>2版",
        "老桥拆了建什么 (第2版)",
        "老桥拆了建什么(02版)",
        "▲本版编辑:丁一 电话:5566(内线)",
        "值班总编:丁一 版面编辑:王强 校检:李四",
        "本版编辑 丁一 E-mail:jcb@example.com 电话 5566778",
        "甲城新闻网:www.jcb.example 新闻热线:0123-8866555",
        "本版信息仅供参考 交易请核对证件",
    ],
)
def test_noise(line: str) -> None:
    assert is_noise(line)


@pytest.mark.parametrize(
    "line",
    [
        "请拨打新闻热线0123-8866555反映。",
        "编辑同志:",
        "策划运营、农产品品牌设计与推",
        "本栏目昨天收到一封信",
        "咨询电话:0123-445566",
        "图书馆新馆开门",
        "转机出在一次退货",
        "2路公交车改走新桥",
        "更正",
        "寒潮来袭 暖意不减",
        "(本报记者 王强 摄)",
        "昨天上午,市委宣",
        "今日关注",
        "电话:5566(内线)",
        "●老桥昨天拆除",
        "老桥改造方案公布(第二批)",
    ],
)
def test_no_noise(line: str) -> None:
    assert not is_noise(line)


def test_column_titles() -> None:
    assert column_title("【民生观察】") == ("民生观察", "")
    assert column_title("【民生观察】路灯亮了") == ("民生观察", "路灯亮了")
    assert column_title("★夜读★") == ("夜读", "")
    assert column_title("路灯亮了") == ("", "")
    assert is_column_name("法治在线")
    assert not is_column_name("背后的故事")


def test_turns_are_found_at_both_ends() -> None:
    key = "(上接第1版)会议指出,要抓紧。(下转第3版)"
    start, end = split_turn(key)
    assert key[start:end] == "会议指出,要抓紧。"


def test_names_above_a_colon_that_the_column_cut_off_begin_a_report() -> None:
    lines = split_lines("本报讯 记者 鲁班门 通讯员 梅雪 报道\n：2月15日，屋子启用。")
    cut = describe(lines, [Wrap(20, True), Wrap(20, False)])[0]
    assert (cut.dateline, cut.byline.strength) == (True, 0)
    whole = describe(lines[:1], [Wrap(20, False)])[0]
    assert whole.byline.strength == 3


def test_verse_ends_with_its_stop_or_above_the_title_of_what_follows() -> None:
    verse = "潮水来的时候\n滩涂是一张纸\n潮水走的时候\n小蟹签上名字\n不是铁\n是一句诺言。"
    lines = split_lines(f"□ 韩江雪\n{verse}")
    forms = describe(lines, [Wrap(0, False)] * len(lines))
    assert find_verse(forms) == [False, True, True, True, True, True, False]
