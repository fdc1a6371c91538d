from __future__ import annotations

import pytest

from index.lines import describe
from index.source import split_lines
from index.titles import is_listing, is_notice, is_roundup, is_series, split_roles, title_score
from index.wraps import find_wraps


def _score(text: str) -> float:
    lines = split_lines(text)
    return title_score(describe(lines, find_wraps(lines))[0], False)


def test_titles_score_above_sentences_bylines_and_datelines() -> None:
    good = min(map(_score, ["新桥昨天通车", "抛石 围桩 灌浆", "路灯为什么不亮?", "重“棒”出击"]))
    bad = max(map(_score, ["新桥昨天通车,大家都来看。", "■记者 胡佳英", "本报讯 昨天下雨", "2025年8月4日"]))
    assert good > 0 > bad


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["路灯亮了"], ([], ["路灯亮了"], [])),
        (
            ["跑出“加速度” 拼抢下半场", "——一论学习贯彻全会精神"],
            ([], ["跑出“加速度” 拼抢下半场"], ["——一论学习贯彻全会精神"]),
        ),
        (
            ["全市重点项目一季度推进会提出", "三十个项目 六月底前全部开工", "市长出席并讲话"],
            (["全市重点项目一季度推进会提出"], ["三十个项目 六月底前全部开工"], ["市长出席并讲话"]),
        ),
        (["桑梓路居民问:", "路灯黑了两个月,谁来修?"], (["桑梓路居民问:"], ["路灯黑了两个月,谁来修?"], [])),
        (
            ["跨海大桥主塔封顶", "高二百零八米 明年底通车"],
            ([], ["跨海大桥主塔封顶"], ["高二百零八米 明年底通车"]),
        ),
    ],
)
def test_roles_of_a_title_block(lines: list[str], expected: tuple[list[str], list[str], list[str]]) -> None:
    assert split_roles(lines) == expected


def test_the_split_keeps_every_line_in_order() -> None:
    lines = ["甲甲甲甲甲甲甲", "乙乙乙乙乙乙", "丙丙丙丙丙丙丙丙丙", "丁丁丁"]
    kicker, headline, deck = split_roles(lines)
    assert kicker + headline + deck == lines
    assert headline


def test_notices_and_series() -> None:
    assert is_notice("停水公告")
    assert is_notice("更 正")
    assert is_notice("关于调整公交线路的公告")
    assert not is_notice("公告栏前的争论")
    assert is_notice("房屋出租") and is_notice("分类信息") and is_notice("温馨提示")
    assert not is_notice("专利转让") and not is_notice("老屋出租记")
    assert is_roundup("甲城快讯") and not is_roundup("快讯之外")
    assert is_series("——二论项目推进")
    assert not is_series("二论项目推进")


def test_letters_to_all_and_appeals_are_notices() -> None:
    for title in ("致全县广大农民朋友的一封信", "倡议书", "关于节约用水的公开信"):
        assert is_notice(title), title
    assert not is_notice("一封信寄了四十年")
    assert is_roundup("教育资讯")


def test_prices_with_their_unit_head_a_list() -> None:
    assert is_listing("昨日菜价(元/500克)")
    assert not is_listing("稳住老百姓的菜价")
