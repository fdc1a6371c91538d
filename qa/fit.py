"""Whether a span is of the sort that a question asks for: a person, a day, a place, so many of something."""

from __future__ import annotations

import re

_NUMBER = r"[0-9零〇一二两三四五六七八九十百千万亿半数]"
_DAY = re.compile(
    rf"{_NUMBER}+(?:多|来|余)?[年月日号时点分]|[今昨明前后当次][年天日晚晨早]|周[一二三四五六日末]|星期|上午|中午|下午|晚上|凌晨|傍晚|清晨"
    r"|[上下本这]个?[周月年旬]|[春夏秋冬]季|[春夏秋冬]天|[上中下]旬|月[初底末]|年[初底末间代]|节|世纪|时期"
)
_SHARE = re.compile(rf"[%‰]|百分|{_NUMBER}(?:成|倍|个百分点)")
_MONEY = re.compile(rf"{_NUMBER}[多余]?(?:元|块|角|分|美元|欧元|港元|日元|万|亿)|免费|[0-9]$")
_COUNT = re.compile(_NUMBER)

_WHEN = "什么时候|什么时间|何时|哪[一]?[天日年月]|几[月号日点时]"
_ASKS_DAY = re.compile(f"{_WHEN}|哪个(?:月|季度|年份)|多久以前|星期几|周几")
ASKS_BOTH_ENDS = re.compile(f"(?:{_WHEN}|何日)开?始?[到至](?:{_WHEN}|何日)")
_BOTH_ENDS = re.compile("[到至起止]|[-—–~～]")
_ASKS_AGE = re.compile(r"几岁|多少岁|岁数|年龄|今年(?:有)?多大|多大(?:年纪|年龄|岁数)")
_ASKS_SPAN_OF_TIME = re.compile(
    r"多久|多长时间|[工刑学限]期(?:要|是|有)?多长|[历耗用]时(?:要|是)?多长"
    r"|几年|几个月|几天|多少天|多少年|几个小时|多少个小时"
)
_ASKS_SHARE = re.compile(
    r"百分之|百分比|占比|比例|(?:增长|下降|上涨|涨|降|增|减少|提高)了?(?:多少|几)(?:个百分点)?[?？了]?$|增速|增幅|降幅"
)
_ASKS_MONEY = re.compile(r"多少(?:钱|元|万元|亿元|块)|几(?:元|块钱|万元|亿元)|票价|价格是")
_ASKS_PERSON = re.compile(r"谁|哪位|哪一?名|什么人|叫什么(?:名字)?[?？]?$|姓名")
_ASKS_PLACE = re.compile(r"哪里|哪儿|在哪|什么地方|何处|哪个(?:地方|省|市|县|区|镇|村|街道|国家|城市)")
_ASKS_COUNT = re.compile(r"(?:多少|几)个?(?P<unit>[^\s?？,，的了是在]?)")
_PEOPLE_ASKED = re.compile(r"(?:多少|几)个?[^,，。?？]{1,24}的人[?？吗呢]*$")
_SAME_UNIT = (
    "名人位口户",
    "天日",
    "年岁",
    "所家个",
    "支队",
    "本册",
    "辆台部",
    "次场届",
    "期个",
    "里米",
    "盏个",
)
# What is counted with a word of its own; any other character begins the name of the thing.
_UNITS = "名人位口户天日年岁所家支队本册辆台部次场届期里米盏根条艘吨亩层间棵只头班趟套件篇份平公"
_DATE = re.compile(r"\d月\d|\d年|[今昨明前]天")
_RANK = re.compile(r"第[一二三四五六七八九十\d]|[冠亚季]军|金牌|银牌|铜牌|[特一二三]等奖|末|倒数")
_ENDS = "?？吗呢啊"


def fit(question: str, span: str) -> int:
    """Tell whether a span answers this sort of question.

    Args:
        question: Normalised: half-width and Simplified.
        span: The same.

    Returns:
        1 if it is what is asked for, -1 if it is something else, 0 if the question does not tell.

    >>> fit("多少天?", "150天"), fit("多少天?", "4600万元"), fit("为什么?", "4600万元")
    (1, -1, 0)
    """
    if _ASKS_AGE.search(question):
        return _sign(bool(re.search(rf"{_NUMBER}多?岁", span)))
    if _ASKS_SPAN_OF_TIME.search(question):
        return _sign(bool(re.search(rf"{_NUMBER}.{{0,3}}(?:年|月|天|日|周|小时|分钟|秒|时|岁)", span)))
    if re.search(r"第几(?:名|位)?|什么名次", question):
        return _sign(bool(_RANK.search(span)))
    if _ASKS_DAY.search(question):
        both = ASKS_BOTH_ENDS.search(question) is None or bool(_BOTH_ENDS.search(span))
        return _sign(both and bool(_DAY.search(span)))
    if _ASKS_SHARE.search(question):
        return (
            _sign(bool(_SHARE.search(span)))
            if not _ASKS_MONEY.search(question)
            else _sign(bool(_MONEY.search(span)))
        )
    if _ASKS_MONEY.search(question):
        return _sign(bool(_MONEY.search(span)))
    if _ASKS_PERSON.search(question):
        return _sign(not re.search(r"\d", span) and not _DAY.search(span) and len(span) <= 25)
    count = _ASKS_COUNT.search(question)
    if count:
        people = _PEOPLE_ASKED.search(question)
        return _counted("人" if people else count["unit"].strip(_ENDS), span)
    if _ASKS_PLACE.search(question):
        return _sign(not re.fullmatch(rf"{_NUMBER}+[^\d]{{0,2}}", span))
    return 0


def _counted(unit: str, span: str) -> int:
    """Whether a span is so many of a unit; any number that is no day if the question names none."""
    if not _COUNT.search(span):
        return -1
    if not unit or unit not in _UNITS:
        return _sign(not _DATE.search(span))
    units = unit + "个" + "".join(same for same in _SAME_UNIT if unit in same)
    if re.search(rf"{_NUMBER}[多余来]?[万亿千百]?[{units}]", span):
        return 1
    # A bare number is not of another unit; a number with a unit of its own is.
    return 0 if re.fullmatch(rf".{{0,3}}{_NUMBER}[0-9.]*[万亿]?", span) else -1


def _sign(good: bool) -> int:
    return 1 if good else -1
