from __future__ import annotations

import pytest

from index.bylines import inline_byline, parse_byline, split_names, split_tail

NONE: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("line", "reporters", "correspondents", "photographers"),
    [
        ("■记者 胡佳英", ("胡佳英",), NONE, NONE),
        ("■记者 林旭东 通讯员 吴慧婷", ("林旭东",), ("吴慧婷",), NONE),
        ("■ 海南日报全媒体记者 李艳玫", ("李艳玫",), NONE, NONE),
        ("通讯员 纪海云 陈明远", NONE, ("纪海云", "陈明远"), NONE),
        ("记者张三 通讯员李四", ("张三",), ("李四",), NONE),
        ("□ 王五", ("王五",), NONE, NONE),
        ("□ 读者 祁望山", ("祁望山",), NONE, NONE),
        ("对话人：本报记者 卞小舟", ("卞小舟",), NONE, NONE),
        ("集团退休职工 韩江雪", ("韩江雪",), NONE, NONE),
        ("市中医院呼吸科主任 郝景天", ("郝景天",), NONE, NONE),
        ("海曲市实验小学五（2）班 齐小满", ("齐小满",), NONE, NONE),
        ("育才中学初一（6）班 厉若海", ("厉若海",), NONE, NONE),
        ("■摄影 王强 纪亚千", NONE, NONE, ("王强", "纪亚千")),
        ("王 强/摄", NONE, NONE, ("王强",)),
        ("记者 王强 摄", NONE, NONE, ("王强",)),
        ("图/文 张三 李四", ("张三", "李四"), NONE, ("张三", "李四")),
        ("文/张三 图/李四", ("张三",), NONE, ("李四",)),
        ("■记者 苏晓禾 文 秦朗 摄", ("苏晓禾",), NONE, ("秦朗",)),
        ("◎全媒体记者　卢小川　通讯员　方可　文/摄", ("卢小川",), ("方可",), ("方可",)),
        ("■记者 温文 ■通讯员 章小鱼", ("温文",), ("章小鱼",), NONE),
        ("(记者 张三 通讯员 李四)", ("张三",), ("李四",), NONE),
        ("本报见习记者 赵紫莹 通讯员 市公安局 王五", ("赵紫莹",), ("王五",), NONE),
        ("●实习生 欧阳小舟", ("欧阳小舟",), NONE, NONE),
        ("■本报评论员", ("本报评论员",), NONE, NONE),
        ("本报记者 古丽·买买提", ("古丽·买买提",), NONE, NONE),
        ("本报特派记者 王强 发自乙城", ("王强",), NONE, NONE),
        ("本报记者 王强 乙城报道", ("王强",), NONE, NONE),
        ("记者 王强 摄影报道", ("王强",), NONE, ("王强",)),
        ("(见习记者 王强 整理)", ("王强",), NONE, NONE),
        ("(读者 王强)", ("王强",), NONE, NONE),
        ("新闻学院2023级3班 欧阳小舟", ("欧阳小舟",), NONE, NONE),
        ("省农科院小麦所研究员 凌海波", ("凌海波",), NONE, NONE),
        ("历史系 欧阳小舟", ("欧阳小舟",), NONE, NONE),
        ("记者 王强 图/受访者提供", ("王强",), NONE, NONE),
        ("【记者王强报导】", ("王强",), NONE, NONE),
        ("绘/王强", NONE, NONE, ("王强",)),
        ("能源中心 欧阳小舟", ("欧阳小舟",), NONE, NONE),
        ("文｜欧阳小舟", ("欧阳小舟",), NONE, NONE),
        ("文\\欧阳小舟", ("欧阳小舟",), NONE, NONE),
        ("王强/文 李四/图", ("王强",), NONE, ("李四",)),
        ("供稿 王强", ("王强",), NONE, NONE),
        ("县融媒体中心记者 王强", ("王强",), NONE, NONE),
        ("水利2301班 欧阳小舟", ("欧阳小舟",), NONE, NONE),
        ("欧阳小舟（水利系教授）", ("欧阳小舟",), NONE, NONE),
        ("读者 王强 摄", NONE, NONE, ("王强",)),
        ("（体育部 供稿）", NONE, NONE, NONE),
    ],
)
def test_forms_of_bylines(
    line: str, reporters: tuple[str, ...], correspondents: tuple[str, ...], photographers: tuple[str, ...]
) -> None:
    found = parse_byline(line)
    assert (found.reporters, found.correspondents, found.photographers) == (
        reporters,
        correspondents,
        photographers,
    )
    assert found.strength >= 2


@pytest.mark.parametrize(
    "line",
    [
        "记者从市教育局获悉",
        "记者了解到",
        "记者在现场看到,雨还在下",
        "百名师生入驻乡村",
        "摄影展昨天开幕",
        "图书馆新馆开门",
        "本报讯 昨天下雨。",
        "通讯员队伍培训班开班",
        "读者 来信",
        "能源中心 供暖提前",
        "●醉江南",
    ],
)
def test_sentences_and_titles_are_no_bylines(line: str) -> None:
    assert parse_byline(line).strength < 2


def test_bare_names_are_weak() -> None:
    assert parse_byline("王小明").strength == 1
    assert parse_byline("□ 祢 衡").reporters == ("祢衡",), "a name set apart, of a rare family"
    assert parse_byline("灯塔守望").strength == 0


def test_a_name_behind_a_mark_is_weak_where_the_family_is_unusual() -> None:
    assert parse_byline("●醉江南").strength == 1
    assert parse_byline("●王江南").strength == 2
    assert parse_byline("醉江南").strength == 0


def test_names_set_with_a_space_are_joined() -> None:
    assert split_names("王 强 李四") == ["王强", "李四"]
    assert split_names("今天 下了一整天的雨") is None


def test_a_byline_inside_a_dateline() -> None:
    found = inline_byline("本报讯（记者张三 通讯员李四）近日，新桥通车。")
    assert (found.reporters, found.correspondents) == (("张三",), ("李四",))
    assert inline_byline("新华社北京7月22日电（记者王五）").reporters == ("王五",)
    assert inline_byline("晚报讯 记者王五 昨天，新桥通车。").reporters == ("王五",)
    found = inline_byline("本报讯 记者 张三 通讯员 李四 报道：昨天，新桥通车。")
    assert (found.reporters, found.correspondents) == (("张三",), ("李四",))
    assert inline_byline("本报讯 记者 张三昨天从市交通局获悉，新桥通车。").strength == 0
    assert inline_byline("大会(扩大)昨天召开").strength == 0


@pytest.mark.parametrize(
    ("text", "rest", "credit"),
    [
        ("新桥通车。（记者 张三）", "新桥通车。", "（记者 张三）"),
        ("激烈角逐。 王强 摄", "激烈角逐。", "王强 摄"),
        ("他说：“好。”(张三 李四)", "他说：“好。”", "(张三 李四)"),
        ("新桥通车。（炼铁厂 王强）", "新桥通车。", "（炼铁厂 王强）"),
        ("新桥通车。（河口镇 王强）", "新桥通车。", "（河口镇 王强）"),
        ("新桥通车。 王强 文/图", "新桥通车。", "王强 文/图"),
        ("大会(扩大)", "大会(扩大)", ""),
        ("价格不变(含税)。", "价格不变(含税)。", ""),
    ],
)
def test_a_credit_is_cut_off_the_end(text: str, rest: str, credit: str) -> None:
    assert split_tail(text)[:2] == (rest, credit)


def test_who_helped_a_pupil_is_named_and_did_not_write() -> None:
    found = parse_byline("指导老师 岳灵珊")
    assert (found.strength, found.reporters) == (2, ())
