"""The form of a question: one script and width, politeness off, Chinese numerals as figures."""

from __future__ import annotations

import re

from index.normal import normalise

# Politeness before the question itself, which neither search nor reader can use.
_OPENING = re.compile(
    r"^(?:(?:你好|您好|哈喽|嗨|早上好|下午好|晚上好|hello|hi"
    r"|请教一?下?|打扰一?下?|喂|哎|诶|欸|那个|话说|对了|师傅|老师|小编|编辑)[,，。.!！~～、 ]+(?=.{3})"
    r"|话说(?=.{5}))?"
    r"(?:(?:麻烦|劳驾)?(?:请问(?:一下)?|请教(?:一下)?|我?想(?:要)?(?:问|打听)(?:一下|问|下)?|问一下|我?想(?:要)?知道|我?想了解(?:一下)?"
    r"|(?:请|能|能不能|可以|可不可以)?(?:你|您)?(?:告诉|跟|给|帮)我(?:说说|讲讲|查一?下|查查|看一?下|看看|找一?下)?"
    r"|(?:你|您)?(?:知道|知不知道|晓得)(?=.{4})|帮忙(?:查|看|找)一?下?)[,，:： ]*)*",
    re.IGNORECASE,
)
# Who one is and why one asks, before the question itself.
_PREAMBLE = re.compile(
    r"^(?:我|本人|俺|你好|您好|编辑|记者|昨天我|今天我|听说)[^?？]{0,80}?[,，。;；!！]?"
    r"(?:我?想?(?:请问|请教|问一?下|问问|打听一?下|了解一?下)|想知道)(?:一下)?[,，:： ]*(?=.{4})"
)
# A blank between any two characters: typed so, or pasted from a poster.
_SPREAD = re.compile(r"(?:[一-鿿] ){3,}[一-鿿]")
# What 哪 picks one of: 在哪家医院 asks for the hospital, 在哪举行 for the place.
_WHICH_ONE = (
    "[里儿个些年天月日号家位所座条支几一二两三四五六七八九十边方处版届场国省市县镇村区队期份篇层间路段片块台部种类款只批次站楼校院"
    "级科样班车栏]|学校|医院|单位|部门|公司|球队|城市|大学|街道|社区|趟|阶段|学院|平台"
)
_DIALECT = (
    (re.compile(r"啥辰光|几时|乜时候|么子时候"), "什么时候"),
    (re.compile(r"喺?边度|喺边|啥地方|啥场化"), "在哪里"),
    (re.compile(r"边个|哪个人"), "谁"),
    (re.compile(r"点解|咋个"), "为什么"),
    (re.compile(r"咋(?=.)"), "怎么"),
    (re.compile(r"几多|好多钱"), "多少"),
    (re.compile(r"乜嘢|乜野|么子"), "什么"),
    (re.compile(r"(?<!学)(?<!以)([今昨明前后])儿(?![子女童科歌媳孙时园])(?:个(?!子|月))?"), r"\1天"),
    # Not in a headline: 《为啥没人修》 is looked up as it was printed.
    (re.compile(r"啥(?![^《》“”]*[》”])"), "什么"),
    (re.compile(rf"(?<=[在去到从往自住])哪(?!{_WHICH_ONE}|$|[\s?？。])"), "哪里"),
    (re.compile(r"哪(?=的$|的[\s?？呀啊呢])"), "哪里"),
    (re.compile(r"哪(?=[队镇村县]|学校|医院|单位|部门|公司|球队|城市|大学|街道|社区)"), "哪个"),
    (re.compile(r"有木有"), "有没有"),
)
_END = re.compile(r"[\s?？。.!！~～…;；,，、]+$")
# What ends a question in speech and asks nothing: 有渡船的报道呀.
_TAIL = re.compile(r"(?<=[一-鿿]{2})(?:呀|啊|哦|噢|喔|哈|哟|呗|咧|咯|喽|嘞|哇|捏)+(?=[\s?？。.!！~～…]*$)")
_ASKS = re.compile(
    r"谁|什么|啥|哪|多少|(?<![十好])几(?!乎)|怎么|怎样|如何|[为何因有从如]何|何[时地人处种以]|多[大高长久远宽深重快]"
)

_DIGITS = {
    **dict(zip("零〇一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)),
    "两": 2,
    "俩": 2,
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_UNITS = (
    r"[亿万元块年月日号时点分秒个人名位家所条篇版期届次项座米亩吨斤岁天周倍成支辆台户层楼艘架株棵件张场国省市县"
    r"区村墩%]|公里|小时|平方"
)
_NUMERAL = re.compile(
    rf"百分之([零〇一二两三四五六七八九十百点]+)|第?([零〇一二两三四五六七八九十百千点]+)(?={_UNITS})"
)

_LARGE = re.compile(
    rf"百分之[零〇一二两三四五六七八九十百点]+|(?:[零〇一二两三四五六七八九十百千点]+[亿万]?)+(?:{_UNITS})*"
)


def plain(question: str) -> str:
    """A question in half-width Simplified characters without politeness; never empty unless it was.

    >>> plain("請問，市長是誰？")
    '市长是谁?'
    """
    text = re.sub(r"\s+", " ", normalise(question).text).strip()
    text = _SPREAD.sub(lambda spread: spread.group().replace(" ", ""), text)
    for pattern, usual in _DIALECT:
        text = pattern.sub(usual, text)
    text = _TAIL.sub("", text) or text
    text = _PREAMBLE.sub("", text, count=1)
    text = _OPENING.sub("", text, count=1).strip() or text
    # 你知道市长是谁吗: the question is the inner one.
    bare = strip_marks(text)
    if bare.endswith(("吗", "么")) and not bare.endswith(("什么", "怎么", "这么", "那么")):
        inner = bare[:-1]
        if _ASKS.search(inner) and not re.search(r"没有什么|哪[里儿]都|谁都", inner):
            return inner + "?"
    return text


def strip_marks(text: str) -> str:
    """A question without the marks at its end."""
    return _END.sub("", text)


def asks_openly(text: str) -> bool:
    """Whether there is an interrogative word in it (谁, 什么, 多少...)."""
    return _ASKS.search(text) is not None


def arabic(text: str) -> str:
    """Chinese numerals before a unit as figures; names such as 十四五 and 三中 stay.

    >>> arabic("三十亿元"), arabic("百分之六点四"), arabic("二〇二五年八月一号"), arabic("十四五规划")
    ('30亿元', '6.4%', '2025年8月1号', '十四五规划')
    """

    def figure(match: re.Match[str]) -> str:
        percent, number = match.groups()
        value = _value(percent or number)
        if value is None:
            return match.group()
        if percent:
            return f"{value}%"
        return ("第" if match.group().startswith("第") else "") + value

    return _NUMERAL.sub(figure, text)


def _value(text: str) -> str | None:
    """Figures for a numeral below ten thousand; None where it is none (点, 百千)."""
    whole, dot, part = text.partition("点")
    if dot:
        number = _value(whole) if whole else None
        if number is None or not part or any(char not in _DIGITS for char in part):
            return None
        return number + "." + "".join(str(_DIGITS[char]) for char in part)
    if not any(char in _TENS for char in whole):
        return "".join(str(_DIGITS[char]) for char in whole) or None
    total = 0
    digit: int | None = None
    for char in whole:
        if char in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[char]
        else:
            total += (1 if digit is None else digit) * _TENS[char]
            digit = None
    return str(total + (digit or 0))


def spellings(text: str) -> tuple[str, ...]:
    """Figures for the larger numerals of a text (三十亿 gives 30亿), to be searched beside them."""
    found = []
    for match in _LARGE.finditer(text):
        figure = arabic(match.group())
        if figure != match.group() and re.search(
            r"[一二三四五六七八九两]+[十]?[百千万亿]|百分", match.group()
        ):
            found.append(figure)
    return tuple(dict.fromkeys(found))
