"""What a figure counts, and what a question wants counted."""

from __future__ import annotations

import re
from itertools import pairwise

from index.normal import normalise
from index.terms import words

NUMBER = r"[0-9零〇一二两三四五六七八九十百千万亿半]"
_FIGURE = re.compile(rf"{NUMBER}[0-9.,零〇一二两三四五六七八九十百千万亿]*")
MEASURES = "名人位口户岁所家支队本册辆台部次场届期盏根条艘间棵只头班趟套份篇页座幢栋项款种封枚把"
_SAME = (
    "名人位口",
    "所家",
    "支队",
    "本册",
    "把只条根盏艘台辆部套头枚支棵册本",  # things: one desk counts them so, another so
    "座幢栋所处",
    "次场届",
    "期届",
    "座幢栋",
    "家户",
    "次趟班",
    "部台套",
    "人次",
)
_ASKS_COUNT = re.compile(rf"(?:多少|几)(?P<unit>[{MEASURES}])(?!月)")
# 多少乘客: people that no unit is named for.
_ASKS_PEOPLE = re.compile(
    r"(?:多少|几)(?:[\u4e00-\u9fff]{0,4}?)(?:乘客|旅客|游客|观众|学生|老师|教师|医生|护士|队员|选手|运动员|村民|居民|市民|工人|员工|职工"
    r"|群众|志愿者|孩子|儿童|老人|民警|干部|嘉宾|代表)(?=[?？呢啊]|$)"
)
_OF_PEOPLE = "名人位口户个批代"
_COUNTED = re.compile(rf"{NUMBER}[多余来]?[万亿千百]?(?P<unit>[{MEASURES}])")
_ONLY_COUNTED = re.compile(rf"{_FIGURE.pattern}[多余来]?[万亿千百]?[{MEASURES}]")
# 出口要达到多少: an amount of money, where no unit is named.
_ASKS_SUM = re.compile(
    r"(?:出口|进口|进出口|外贸|产值|销售|投资|收入|规模|总额|利润|税收|营收|生产总值|GDP|成交|交易|赔款|赔偿|损失|预算|概算|造价|经费|资金|营业)额?"
    r"(?:总额|规模|目标|[要将会达到是有为了共的]|一共|总共)*多少[?？呢啊]*$"
)
_SUM = re.compile(r"元|[0-9零一二三四五六七八九十百千]\s*[万亿]|[%％倍番]|百分|[万亿]$")
_RANGE = re.compile(r"^\s*(?:至|到|[-—–~比:/.])\s*$")
_KINDS = {
    "money": (
        r"多少(?:钱|元|块钱|万元|亿元)|几(?:元|块钱)|(?:票价?|费|费用|价格?|价钱|房租|工资|月薪)[是要为得]?多少(?=[?？呢啊]|$)",
        r"元|块|角|分钱|免费|[0-9][万亿]|[万亿]$",
    ),
    "warmth": (r"多少度|几度|多少摄氏度", r"度|℃"),
    "length": (
        r"多少(?:米|公里|千米|厘米)|几(?:米|公里)|多[高深宽远]|(?<![期间限历时])多长(?!时间)",
        r"米|公里|里|公分|尺",
    ),
    "weight": (r"多重|多少(?:公斤|斤|吨|克|千克|毫克)|几(?:公斤|斤|吨|千克)", r"公斤|斤|吨|克"),
    "age": (r"多少岁|几岁|多大(?:年纪|岁数|年龄)|年纪多大|今年多大", r"岁|年"),
    "time": (
        r"多久|多长时间|[期间限历时]多长|多少(?:天|年|小时|分钟|个月|个小时|秒)|几(?:天|年(?!级)|个月|个小时|小时|分钟|秒)",
        r"[年月天日周时分秒]|星期|半[天年]|钟头|学期|辈子|世纪",
    ),
}  # fmt: skip
_ASKED = {name: re.compile(asked) for name, (asked, _) in _KINDS.items()}
_HELD = {name: re.compile(held) for name, (_, held) in _KINDS.items()}
_ASKS_WHEN = re.compile(r"什么时候|什么时间|何时|哪[一]?[天日年月]|几月|几[号点]")
_STRETCH = re.compile(
    r"[近约]?(?:[0-9.]+|[一二两三四五六七八九十百半]+)[多来余]?(?:个半?(?:月|小时|星期|钟头)|分钟|小时|秒钟?|天|星期|周|钟头|年(?!代))[多半]?"
)


def wrong_measure(question: str, span: str) -> bool:
    """Whether a span counts something else than the question wants counted, or several things at once.

    Args:
        question: Half-width and Simplified.
        span: As it stands in the text.

    >>> wrong_measure("来自多少所高校?", "31支"), wrong_measure("来了多少人?", "近900名少年")
    (True, False)
    >>> wrong_measure("最高多少度?", "三十万元"), wrong_measure("什么时候下水?", "二十六分钟")
    (True, True)
    >>> wrong_measure("车上坐了多少乘客?", "10多辆"), wrong_measure("车上坐了多少乘客?", "40多人")
    (True, False)
    """
    said = normalise(span).text.strip()
    if _ASKS_WHEN.search(question) and not _ASKED["time"].search(question) and _is_stretch(said):
        return True
    if _ASKS_SUM.search(question) and _FIGURE.search(said) and not _SUM.search(said):
        return re.search(rf"{NUMBER}[多余来]?[个{MEASURES}]", said) is not None or _is_stretch(said)
    for name, asked in _ASKED.items():
        if asked.search(question):
            return (
                _FIGURE.search(said) is not None
                and _HELD[name].search(said) is None
                and bool(_other(said, name))
            )
    if _ASKS_PEOPLE.search(question):
        things = [match["unit"] for match in _COUNTED.finditer(said)]
        return bool(things) and not any(unit in _OF_PEOPLE for unit in things)
    counted = _ASKS_COUNT.search(question)
    if counted is None or _is_word(question, counted.start("unit")):
        return False
    units = [match["unit"] for match in _COUNTED.finditer(said)]
    same = counted["unit"] + "".join(group for group in _SAME if counted["unit"] in group)
    if units:
        if not any(unit in same for unit in units):
            return True
    elif _other(said, "count"):
        return True
    # 3至5名 is one answer, 31支队伍从76所高校 are two.
    figures = list(_FIGURE.finditer(said))
    between = [said[one.end() : two.start()] for one, two in pairwise(figures)]
    return len(set(units)) > 1 and any(len(text) >= 2 and not _RANGE.match(text) for text in between)


def _other(said: str, kind: str) -> bool:
    """Whether every figure of a span is of a kind, and of another one than this."""
    if not _FIGURE.search(said):
        return False
    said = re.sub(r"(?:以[上下内]|左右|上下|多)$", "", said)
    kinds = {
        name
        for name, held in (
            ("money", r"元|块钱"),
            ("warmth", r"℃|度$"),
            ("length", r"[米里]$"),
            ("weight", r"[斤吨]$"),
        )
        if re.search(rf"{NUMBER}[万亿千百多]*(?:立方|平方|公|海)?(?:{held})", said)
    }
    if re.search(rf"{NUMBER}%|百分之", said):
        kinds.add("share")
    if kind != "time" and _is_stretch(said):
        kinds.add("time")
    if kind not in ("count", "time", "age"):
        kinds |= {"count"} if _ONLY_COUNTED.fullmatch(re.sub(r"^\D{0,2}", "", said)) else set()
    return bool(kinds) and kind not in kinds


def _is_stretch(said: str) -> bool:
    match = _STRETCH.fullmatch(said)
    return match is not None and not re.match(r"[近约]?\d{3,4}年", said)


def _is_word(question: str, at: int) -> bool:
    """Whether a longer word begins there: 多少支持 asks for support, 多少支队伍 for teams."""
    place = 0
    for word in words(question):
        if place == at:
            return len(word) > 1 and word not in ("人次", "班次")
        place += len(word)
    return False
