"""What a follow-up carries on from the turns before it: persons, places, one of two of a kind."""

import datetime

import pytest

from qa.understand import understand
from qa.understand.names import Names

TODAY = datetime.date(2025, 9, 12)


def whole(question: str, *before: tuple[str, str]) -> str:
    return understand(question, before, names=Names(), today=TODAY).question


@pytest.mark.parametrize(
    ("before", "asked", "expected"),
    [
        # A wife's name was the last answer, and 他 is not her.
        ([("厉怀谷的妻子叫什么名字？", "方小枝")], "他教过多少学生？", "厉怀谷教过多少学生?"),
        ([("厉怀谷妻子叫什么名字？", "方小枝")], "他教过多少学生？", "厉怀谷教过多少学生?"),
        # One of two that are told apart by one character takes the other's place.
        ([("图书馆新馆哪天开馆？", "28日")], "老馆什么时候闭馆？", "图书馆老馆什么时候闭馆?"),
        # How it is with a thing is no part of its name, and a number of them is of them.
        ([("桑梓路的路灯黑了多久？", "两个月")], "一共有多少盏？", "桑梓路的路灯一共有多少盏?"),
        ([("桑梓路的路灯有多少盏？", "31盏")], "后来修好了吗？", "桑梓路的路灯后来修好了吗?"),
        # What was done in a case is not the case.
        ([("泡水车一案法院判车行退多少车款？", "5万元")], "主审法官是谁？", "泡水车一案主审法官是谁?"),
        ([("泡水车一案主审法官是谁？", "尹素心")], "车行后来上诉了吗？", "泡水车一案车行后来上诉了吗?"),
        ([("竹器出口每年新增多少家企业？", "25家")], "方案从哪天施行？", "竹器出口方案从哪天施行?"),
        # 村里 is the village that was spoken of.
        (
            [("芦花渡村的养鱼人叫什么？", "江老根"), ("他拿到多少赔款？", "26万元")],
            "村里有多少养殖户？",
            "芦花渡村里有多少养殖户?",
        ),
        # A target's year is not the plan's, and who asks when has no day yet.
        ([("2027年竹器出口目标是多少？", "30亿元")], "方案什么时候施行？", "竹器方案什么时候施行?"),
        ([("9月8日安置点有多少？", "5处")], "什么时候关闭的？", "安置点什么时候关闭的?"),
        # Who has an office now that another lost.
        ([("谁被免去了市环境局局长职务？", "古今")], "那现任局长呢？", "市环境局局长是谁?"),
        # People are moved, and of shelters there are so many.
        ([("一共转移了多少群众？", "1162名")], "安置点呢？", "安置点有多少?"),
        ([("参加的有多少名学生？", "48名")], "老师呢？", "参加的有多少名老师?"),
    ],
)
def test_a_follow_up_is_made_whole(before: list[tuple[str, str]], asked: str, expected: str) -> None:
    assert whole(asked, *before) == expected


@pytest.mark.parametrize(
    ("before", "asked", "expected"),
    [
        # What a turn took from the one before it goes on, and not what was asked of it.
        (
            [("江渚半马报名费多少？", "90元"), ("一等奖奖金呢？", "1万元")],
            "起点在哪里？",
            "江渚半马的起点在哪里?",
        ),
        (
            [("桑园村有多少户？", "58户"), ("其中投保的有多少？", "39户")],
            "保费每亩多少？",
            "桑园村保费每亩多少?",
        ),
        (
            [("白鹭队教练是谁？", "段山"), ("半决赛门票多少钱？", "9元")],
            "卖了多少张？",
            "白鹭队半决赛卖了多少张?",
        ),
        # What was done to a thing is no part of its name.
        ([("新冠疫苗备了多少支？", "6万支")], "什么时候开始接种？", "新冠疫苗什么时候开始接种?"),
        ([("出租车押金案里房东退还多少钱？", "5元")], "法官是谁？", "出租车押金案法官是谁?"),
        ([("创业园到2031年要建几个？", "2个")], "每个投资多少？", "创业园每个投资多少?"),
        # A school's head is of the school that was spoken of.
        ([("青禾小学的托管班有多少天？", "20天")], "校长叫什么名字？", "青禾小学校长叫什么名字?"),
        ([("江渚中院院长是谁？", "段山")], "谁到该院调研？", "谁到江渚中院调研?"),
        # One who holds an office takes the place of the other with the name.
        ([("市长段山看望了哪所学校？", "青禾小学")], "市委书记呢？", "市委书记看望了哪所学校?"),
        ([("局长高度评价了哪支队伍？", "白鹭队")], "市长呢？", "市长高度评价了哪支队伍?"),
        # A stretch of months is one time.
        ([("江渚牌8系列7月销售多少辆？", "20辆")], "1至7月呢？", "江渚牌8系列1至7月销售多少辆?"),
        ([("江渚外贸7月出口多少？", "2亿元")], "前7个月呢？", "江渚外贸前7个月出口多少?"),
        # How much grew, and other attributes of the same.
        ([("工业增加值增长多少？", "7%")], "固定资产投资呢？", "固定资产投资增长多少?"),
        ([("新冠疫苗什么时候接种？", "15日")], "中小学生收费呢？", "新冠疫苗的中小学生收费是多少?"),
        ([("燕山雪身高多少？", "1米96")], "场均得分呢？", "燕山雪场均得分多少?"),
        ([("落霞大桥概算多少？", "8亿元")], "那实际花费呢？", "落霞大桥实际花费多少?"),
        ([("竹器厂的厂长是谁？", "竹如海")], "她哪年办厂？", "竹如海哪年办厂?"),
        # And what looks like these and is none.
        ([("渡船票价多少？", "2元")], "为什么涨？", "渡船票价为什么涨?"),
        ([("一共转移了多少群众？", "9名")], "安置点呢？", "安置点有多少?"),
        ([("青禾小学在哪里？", "城东")], "市长是谁？", "市长是谁?"),
        ([("澄江中学有多少学生？", "900名")], "桃源中学校长是谁？", "桃源中学校长是谁?"),
        (
            [("图书馆在哪里？", "城东"), ("图书馆新馆什么时候开？", "28日")],
            "有多少座位？",
            "图书馆新馆有多少座位?",
        ),
    ],
)
def test_the_subject_of_a_dialogue_is_carried_and_nothing_else(
    before: list[tuple[str, str]], asked: str, expected: str
) -> None:
    assert whole(asked, *before).rstrip("?") == expected.rstrip("?")
