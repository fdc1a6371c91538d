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
