"""Spans of the right sort that belong to something else: to another count, group of people or time.

Five brands are not five platforms, hours are no day of opening, and the next inspection is not the one of
three years ago. What is compared are forms of words, so each rule keeps silent where the form does not tell.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from index.terms import tagged
from qa.answering.units import MEASURES, NUMBER


@dataclass(frozen=True, slots=True)
class Told:
    """A span where it stands: the sentence and its place in it."""

    text: str
    start: int
    end: int

    @property
    def span(self) -> str:
        """The span itself."""
        return self.text[self.start : self.end]


_NOUN_UNIT = rf"(?:个(?!月|小时|半)|[{MEASURES}亩吨])"
_ASKS_NOUN = re.compile(rf"(?:多少|几){_NOUN_UNIT}(?P<noun>[\u4e00-\u9fff]{{2,12}})")
_AT_LEAST = re.compile(r"(?:不少于|不低于|至少|超过|达到?|[约近])$")
_ASKS_AMOUNT = re.compile(r"(?:达到?|实现|做到|增[至到])多少[?？呢]*$")
_COUNTED = re.compile(rf"{NUMBER}[0-9.]*[多余来]?[万亿千百]?(?P<unit>{_NOUN_UNIT})")
_NO_NOUN = re.compile(r"以[上下]|左右|上下|[，。；、,;]|$")
_PEOPLE = re.compile(
    r"[人员生师手民众客者童户友兵工长子女]$|孩子|群众|选手|家长|老乡|代表|委员|专家|嘉宾|司机|队友|记者|亲戚|医生|农户"
)
# Of things that a paper has more than one word for each is one row.
_ALIKE = tuple(
    re.compile(row)
    for row in (
        "企业|公司|单位|工厂|厂家|商家|店|集团|部门|机构",
        "[队团]",
        "[校学]",
        "地方|国家|城市|省|市|县|区|镇|村|社区|地",
        "房|楼|住宅|户型|栋",
        "项目|工程|任务|工作|活动|行动",
        "船|艇|渡",
        "车|巴",
        "书|册|刊",
        "奖|牌|名次",
        "会|赛|展|节",
        "问题|隐患|毛病|缺陷",
        "点|站|处",
        "座|席|椅",
        "条|款|项|措施|办法",
    )
)
_SCOPE = re.compile(r"(全[国省市县区镇乡村球]|世界|[我本][国省市县区镇乡村])的?([\u4e00-\u9fff]{2})")
_CHILDREN = "儿童|孩子|小孩|未成年|米以下|岁以下|学生|少儿"
_GROUPS = {
    "老人": "老人|老年|[六七八6-9][十0]周?岁|长者|老爷|老太",
    "老年人": "老人|老年|[六七八6-9][十0]周?岁|长者",
    "学生": "学生|中小学|学童|在校",
    "儿童": _CHILDREN,
    "小孩": _CHILDREN,
    "孩子": _CHILDREN,
    "残疾人": "残疾",
    "军人": "军人|现役|退役",
}
_GROUP_ASKED = re.compile("|".join(_GROUPS))
_ASKS_PRICE = re.compile(r"多少钱|几块钱|几元|票价|票.{0,2}多少|免费|收费|花钱|要钱|门票|价")
_CLAUSE = re.compile(r"[，,；;、。！？!?\n]")
_DONE = re.compile(r"(?P<verb>[\u4e00-\u9fff])了(?:多少|几)")
_DONE_WHAT = re.compile(r"(?P<verb>[\u4e00-\u9fff]{2})了(?:什么|哪些?)")
_TO_COME = re.compile(
    r"(?<![主重必只还首])要(?![求闻点素])|将(?![近士军])|预计|计划|打算|拟(?=[\u4e00-\u9fff])|力争"
)
_WHO = re.compile(r"谁|哪(?:一|几)?[家位名]|什么(?:单位|公司|部门|机构|人)")
_NEXT = re.compile(r"下一?(?:次|回|轮|届|场|期|批)|今后|往后|接下来")
_LAST = re.compile(r"上一?(?:次|回|轮|届|场)|前一次|最近一次")
_WHICH_DAY = re.compile(r"什么时候|何时|哪一?天|几[号日]|哪[年月]")
_HOURS = re.compile(
    rf"(?:每[天日周]|周[一二三四五六日天末]|工作日|上午|下午|早上|晚上)*(?:{NUMBER}+[时点:](?:{NUMBER}+分?|半)?)"
    rf"(?:至|到|[-—–~～])(?:次日|晚上?|下午)?(?:{NUMBER}+[时点:](?:{NUMBER}+分?|半)?)(?:开放|营业)?"
)
# 多久一班, 多长时间更新一次, 几天一次
_HOW_OFTEN = re.compile(
    r"(?:多久|多长时间|几(?:天|年|分钟|个?小时|个月|周|个星期))[^,，?？了]{0,8}?[一1](?:班|次|趟|回|期|届|轮)(?:$|[?？的呢啊])"
    r"|间隔多[久长]|隔多久"
)
_TIMES_A = re.compile(r"每个?(?:天|周|月|年|星期|季度|小时|学期)[^,，?？]{0,8}?几(?P<unit>[次班趟回节期])")
_STRETCH = re.compile(rf"{NUMBER}[0-9.]*(?:多|来)?(?:个半?)?(?:分钟|小时|钟头|[天日周年月]|星期|季度|秒)")
_EVERY = re.compile(r"[每隔逐]|天天|日更")
_CALENDAR = re.compile(rf"{NUMBER}+[月日号]|[今明昨后]天|[本上下]周|{NUMBER}{{4}}年|[月年][初中底末]")


def counts_another(question: str, told: Told) -> bool:
    """Whether a span counts things that are called by another noun than those that are asked about.

    >>> counts_another("有几个车站?", Told("打造品牌5个以上。", 4, 8))
    True
    >>> counts_another("有几个品牌?", Told("打造品牌5个以上。", 4, 8))
    False
    """
    asked = _ASKS_NOUN.search(question)
    counted = _COUNTED.search(told.span)
    if asked is None or counted is None:
        return False
    wanted = _first_noun(asked["noun"])
    if len(wanted) < 2 or any(wanted[at : at + 2] in told.text for at in range(len(wanted) - 1)):
        return False
    noun = _noun_of(told, told.start + counted.end())
    return bool(noun) and not _alike(wanted, noun)


def counts_unasked(question: str, told: Told) -> bool:
    """Whether a question asks how much something is to be, and a span counts things that it does not name.

    >>> counts_unasked("电商到2027年要达到多少?", Told("打造聚集区2个以上。", 5, 9))
    True
    >>> counts_unasked("聚集区要达到多少?", Told("打造聚集区2个以上。", 5, 9))
    False
    """
    counted = _COUNTED.search(told.span)
    if _ASKS_AMOUNT.search(question) is None or counted is None:
        return False
    # 直播聚集区不少于2个: the noun may stand in the span.
    least = _AT_LEAST.search(told.text, 0, told.start + counted.start())
    figure = Told(told.text, least.start() if least else told.start + counted.start(), told.end)
    noun = _noun_of(figure, told.start + counted.end())
    return bool(noun) and not any(noun[at : at + 2] in question for at in range(max(1, len(noun) - 1)))


def _first_noun(text: str) -> str:
    """The nouns that a text begins with: 示范平台 of 示范平台要建."""
    found = ""
    cut = [(word, flag) for word, flag in tagged(text) if flag != "x"]
    for number, (word, flag) in enumerate(cut):
        leads = not found and flag == "v" and len(word) == 2 and cut[number + 1 :][:1]
        if flag[0] not in "nabj" and flag not in ("vn", "l", "i") and not (leads and cut[1][1][0] == "n"):
            break
        found += word
    return found


def _noun_of(told: Told, at: int) -> str:
    """The noun that is counted: behind the figure's unit, else right before it; "" if neither tells."""
    behind = _first_noun(re.split(_CLAUSE, told.text[at:], maxsplit=1)[0])
    if len(behind) >= 2:
        return behind
    if not _NO_NOUN.match(told.text, at):
        return ""
    clause = re.split(_CLAUSE, told.text[: told.start])[-1]
    last = tagged(clause)[-1:]
    return last[0][0] if last and last[0][1][0] == "n" and len(last[0][0]) >= 2 else ""


def _alike(wanted: str, noun: str) -> bool:
    if set(wanted) & set(noun) or (_PEOPLE.search(wanted) and _PEOPLE.search(noun)):
        return True
    return any(row.search(wanted) and row.search(noun) for row in _ALIKE)


def of_another_scope(question: str, told: Told) -> bool:
    """Whether a figure is of the whole town where that of the country is asked for, or the other way round.

    >>> of_another_scope("上半年全国生产总值增长多少?", Told("全市生产总值增长6.4%,高于全国。", 9, 13))
    True
    """
    asked = [match.groups() for match in _SCOPE.finditer(question)]
    if len({scope for scope, _ in asked}) != 1:
        return False
    scope, of = asked[0]
    there = [one for one, what in _SCOPE.findall(told.text) if what == of]
    return bool(there) and scope not in there


def of_another_group(question: str, told: Told) -> bool:
    """Whether a price is not that of the group that is asked about, which has a clause of its own.

    >>> of_another_group("老人坐船多少钱?", Told("票价2元，老人免费。", 2, 4))
    True
    """
    asked = set(_GROUP_ASKED.findall(question))
    if len(asked) != 1 or not _ASKS_PRICE.search(question):
        return False
    group = re.compile(_GROUPS[asked.pop()])
    left = max((match.end() for match in _CLAUSE.finditer(told.text, 0, told.start)), default=0)
    right = _CLAUSE.search(told.text, told.end)
    around = told.text[left : right.start() if right else len(told.text)]
    if group.search(around):
        return False
    # 60岁以上老人，凭证免费: the group may stand in the clause before.
    before = re.split(_CLAUSE, told.text[: max(0, left - 1)])[-1]
    return not group.search(before) or bool(re.search(rf"{NUMBER}元|免费|半价", before))


def not_done(question: str, told: Told) -> bool:
    """Whether a clause says that what was done is denied or still to come, where how much was done is asked.

    >>> not_done("押金退了多少?", Told("3000元押金一分不退,这样行吗?", 0, 5))
    True
    >>> not_done("抛石用了多少石料?", Told("把坑填起来,大约要石料3200立方米。", 11, 18))
    True
    """
    asked = _DONE.search(question)
    if asked is None:
        return _only_to_come(question, told.text)
    left = max((match.end() for match in _CLAUSE.finditer(told.text, 0, told.start)), default=0)
    right = _CLAUSE.search(told.text, told.end)
    clause = told.text[left : right.start() if right else len(told.text)]
    if re.search(rf"(?:[不没未拒]|没有|不肯|不能|拒绝){asked['verb']}", clause):
        return True
    return _TO_COME.search(told.text[left : told.start]) is not None


def _only_to_come(question: str, sentence: str) -> bool:
    """Whether what a question says was done is in a sentence, and each time still to be done.

    >>> _only_to_come("更正了什么?", "错了要登报更正。"), _only_to_come("更正了什么?", "更正了日期。")
    (True, False)
    """
    asked = _DONE_WHAT.search(question)
    if asked is None:
        return False
    clauses = [one for one in re.split(_CLAUSE, sentence) if asked["verb"] in one]
    return bool(clauses) and all(_TO_COME.search(one[: one.find(asked["verb"])]) for one in clauses)


def is_no_doer(question: str, span: str) -> bool:
    """Whether a span of verbs alone stands where somebody or a body is asked for.

    >>> is_no_doer("费用是谁出的?", "预计控制"), is_no_doer("费用是谁出的?", "市财政")
    (True, False)
    """
    if _WHO.search(question) is None:
        return False
    # Names are cut into single characters, some of which are verbs.
    cut = tagged(span)
    return len(cut) > 1 and all(len(word) > 1 and flag[0] in "vdpuc" for word, flag in cut)


def asks_for_time(question: str) -> bool:
    """Whether a question asks when something is next, or was last."""
    return bool(_WHICH_DAY.search(question) and (_NEXT.search(question) or _LAST.search(question)))


def of_another_time(question: str, span: tuple[datetime.date, datetime.date], today: datetime.date) -> bool:
    """Whether a day is past where the next time is asked about, or to come where the last is.

    >>> past, today = datetime.date(2022, 4, 1), datetime.date(2025, 8, 4)
    >>> of_another_time("下一次大修是哪年?", (past, past), today)
    True
    """
    if _NEXT.search(question):
        return span[1] < today
    return _LAST.search(question) is not None and span[0] > today


def no_frequency(question: str, span: str) -> bool:
    """Whether a question asks how often, and a span tells clock times or how often something was done at all.

    >>> no_frequency("渡船多久一班?", "22时30分和22时50分"), no_frequency("渡船多久一班?", "每20分钟一班")
    (True, False)
    >>> no_frequency("音乐课每周几次?", "三下"), no_frequency("音乐课每周几次?", "每周三")
    (True, False)
    """
    if _HOW_OFTEN.search(question):
        return _STRETCH.search(span) is None and _EVERY.search(span) is None
    each = _TIMES_A.search(question)
    return each is not None and _EVERY.search(span) is None and each["unit"] not in span


def of_another_reading(question: str, span: str) -> bool:
    """Whether a span answers the same words asked in another sense: from when to when, or at which hours.

    That the reader takes the question so says nothing against what answers it in its own sense.
    """
    return only_hours(question, span) or no_frequency(question, span)


def only_hours(question: str, span: str) -> bool:
    """Whether a span tells hours of every day where a day is asked for."""
    return (
        _WHICH_DAY.search(question) is not None
        and re.search(r"每天|平时|几点|营业|周[一二三四五六日末]|时间段", question) is None
        and _HOURS.search(span) is not None
        and _CALENDAR.search(span) is None
    )
