"""From the words of a date to its days: each form that `index.datewords` knows, resolved against one day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from index import datewords as words
from index import lunar
from index.dateparts import (
    FINE,
    WEEKDAYS,
    YEARS,
    Context,
    Days,
    Match,
    Precision,
    Resolved,
    attached_weekday,
    date_of,
    month_days,
    month_precision,
    nearest,
    of_year,
    third_of,
    until_today,
    whole_months,
)
from index.datewords import number

_WORDS = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
_NEWS = datetime.timedelta(31)  # how old what happened "on the 10th of July" mostly is


def _iso(match: Match, context: Context) -> Resolved | None:
    numbers = [int(value) for value in match.groups() if value]
    day = date_of(numbers[0], numbers[1], numbers[2])
    return Resolved((day, day), "day", sure=True) if day else None


def _years(match: Match, context: Context) -> Resolved | None:
    first, last = number(match["year0"]), number(match["year"])
    if first >= last:
        return None
    return Resolved((datetime.date(first, 1, 1), datetime.date(last, 12, 31)), "year", sure=True)


def _year(match: Match, context: Context) -> Resolved | None:
    relative = match["ryear"] is not None
    year = context.today.year + YEARS[match["ryear"]] if relative else number(match["year"])
    found = words.FESTIVAL_OF.match(match.string, match.end()) if match["tail"] in ("", "的") else None
    if found and (days := lunar.festival(found.group(), year, holiday=bool(found["holiday"]))):
        return Resolved(days, "day" if days[0] == days[1] else "days", True, True, found.end())
    if match["month"]:
        in_month = month_days(year, match)
        if in_month is None:
            return None
        return until_today(match, Resolved(in_month, month_precision(match), relative, True), context)
    part = of_year(year, match)
    if part:
        return until_today(match, Resolved(*part, relative, True), context)
    whole = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    return until_today(match, Resolved(whole, "year", relative, True), context)


def _short_year(match: Match, context: Context) -> Resolved | None:
    short = int(match["short"])
    days = month_days(short + (1900 if short > context.today.year % 100 + 10 else 2000), match)
    return until_today(match, Resolved(days, month_precision(match), sure=True), context) if days else None


def _month(match: Match, context: Context) -> Resolved | None:
    weekday = attached_weekday(match) if match["day"] else None
    sure = False
    if context.anchor and context.sure:
        # 去年8月开工，10月投产: the year goes on, and turns where the months begin again.
        days, sure = _following(context.anchor.first, match), True
        if days and not context.joined and not context.future and days[0] > context.today:
            days, sure = None, False
    else:
        days = None
    if days is None:
        year = context.today.year
        options = [month_days(option, match) for option in (year - 1, year, year + 1)]
        if not any(options):
            options = [month_days(option, match) for option in range(max(1, year - 8), year + 9)]
        fitting = [some for some in options if some and (weekday is None or some[1].weekday() == weekday)]
        days = nearest(fitting or options, context)
    if days is None:
        return None
    if context.story and not context.future and (days[1] > context.today or days[1] < context.today - _NEWS):
        # A story of another year that goes on in its next sentences: 1950年6月…。10月8日，…
        told = _following(context.story.first, match)
        if told and told[1] <= context.today:
            days, sure = told, True
    return until_today(match, Resolved(days, month_precision(match), sure=sure), context)


def _following(day: datetime.date, match: Match) -> Days | None:
    """The days of a month part that come first on or after a day."""
    options = (month_days(year, match) for year in (day.year, day.year + 1))
    return next((days for days in options if days and days[1] >= day), None)


def _this_month(match: Match, context: Context) -> Resolved | None:
    word = match["rmonth"]
    shift = -2 if word.startswith("上上") else {"上": -1, "下": 1}.get(word[0], 0)
    first, last = whole_months(context.today.year, context.today.month + shift)
    if match["day"]:
        end = date_of(first.year, first.month, number(match["day"]))
        begin = date_of(first.year, first.month, number(match["day0"])) if match["day0"] else end
        if not (begin and end and begin <= end):
            return None
        return Resolved((begin, end), "days" if match["day0"] else "day", True, True)
    if match["third"]:
        return Resolved(third_of((first, last), match["third"]), "days", True, True)
    return until_today(match, Resolved((first, last), "month", True, True), context)


def _bare_day(match: Match, context: Context) -> Resolved | None:
    """The nearest such day of this month, the month before or, where the words look ahead, the next."""
    day = number(match["day"])
    begin = number(match["day0"]) if match["day0"] else day
    if begin > day:
        return None
    before = match.string[match.start() - 1 : match.start()]
    if before in ("-", "—", "–", "~") and not context.joined:
        return None
    today, anchor = context.today, context.anchor
    precision: Precision = "days" if match["day0"] else "day"
    if anchor and (anchor.precision in ("day", "days")) and begin >= anchor.last.day:
        month = anchor.last.year, anchor.last.month
    elif context.joined and anchor:
        shifted = whole_months(anchor.last.year, anchor.last.month + 1)[0]
        month = shifted.year, shifted.month
    else:
        before_it = whole_months(today.year, today.month - 1)[0]
        ahead = begin - today.day
        ago = today - (date_of(before_it.year, before_it.month, begin) or datetime.date.min)
        # 28日 in a paper of the 26th is a forecast: of last month it would say the month.
        back = ahead > 0 and not context.future and ago.days < 3 * ahead
        shift = 1 if context.future and ahead < 0 else -1 if back else 0
        shifted = whole_months(today.year, today.month + shift)[0]
        month = shifted.year, shifted.month
    first, last = date_of(*month, begin), date_of(*month, day)
    return Resolved((first, last), precision, True) if first and last else None


def _week(match: Match, context: Context) -> Resolved:
    weeks = len(match["after"] or "") - len(match["before"] or "")
    day = datetime.timedelta(1)
    monday = context.today - context.today.weekday() * day + 7 * weeks * day
    char = match["weekday"]
    if not char:
        return Resolved((monday, monday + 6 * day), "week", True)
    if char == "末":
        return Resolved((monday + 5 * day, monday + 6 * day), "days", True)
    found = monday + WEEKDAYS[char] * day
    return Resolved((found, found), "day", True)


def _bare_weekday(match: Match, context: Context) -> Resolved | None:
    """The last such day, today among them; the next where the words look ahead or it ends a range."""
    before = re.split(r"[。！？；\n]", match.string[max(0, match.start() - 8) : match.start()])[-1]
    after = match.string[match.end() : match.end() + 4]
    if re.search("[每逢]", before) or re.match(rf"[至到\-—~～](?:周|星期|礼拜)[{words._N}日天]", after):
        return None
    weekday = WEEKDAYS[match["weekday"]]
    if context.joined and context.anchor:
        found = context.anchor.last + datetime.timedelta((weekday - context.anchor.last.weekday()) % 7)
    elif re.search(r"(?:周|星期|礼拜)[一二三四五六]?[至到\-—~～]\Z", before):
        return None
    elif context.future:
        found = context.today + datetime.timedelta((weekday - context.today.weekday()) % 7)
    else:
        found = context.today - datetime.timedelta((context.today.weekday() - weekday) % 7)
    return Resolved((found, found), "day", True)


def _day_word(match: Match, context: Context) -> Resolved:
    word = match["word"]
    shift = _WORDS[word[:-1]]
    found = context.today + datetime.timedelta(shift)
    return Resolved((found, found), "day", True, True)


def _part_of_year(match: Match, context: Context) -> Resolved | None:
    year = context.today.year
    if match["rquarter"]:
        shift = {"上": -1, "本": 0, "下": 1}[match["rquarter"]]
        first, _ = whole_months(year, 3 * ((context.today.month - 1) // 3 + shift) + 1)
        return Resolved(whole_months(first.year, first.month, first.month + 2), "quarter", True, True)
    parts = [of_year(option, match) for option in (year - 1, year, year + 1)]
    days = nearest([part[0] for part in parts if part], context, far=1000)
    precision: Precision = next((part[1] for part in parts if part), "year")
    return Resolved(days, precision) if days else None


def _edge(match: Match, context: Context) -> Resolved:
    if match["unit"] == "月":
        days = whole_months(context.today.year, context.today.month)
        return Resolved(third_of(days, match["edge"]), "days", True)
    return Resolved(whole_months(context.today.year, 1 if match["edge"] == "初" else 12), "month", True)


def _moved(today: datetime.date, count: str, unit: str, sign: int) -> tuple[datetime.date, Precision]:
    """Today, so many units on or back, and what the unit counts in."""
    half = count == "半"
    amount = 0 if half else number(count)
    if unit[-1] in "天日":
        return today + datetime.timedelta(sign * amount), "day"
    if unit in ("周",) or unit[-1] in "期拜":
        return today + datetime.timedelta(sign * 7 * amount), "week"
    if half and unit == "个月":
        return today + datetime.timedelta(sign * 15), "week"
    months = {"个月": 1, "个季度": 3, "年": 12}[unit] * amount or 6
    first, last = whole_months(today.year, today.month + sign * months)
    precision: Precision = "month" if half or unit != "年" else "year"
    return first.replace(day=min(today.day, last.day)), precision


def _ago(match: Match, context: Context) -> Resolved | None:
    if match["later"] and not context.future:
        return None  # in a story it counts from the day that the story has reached
    if match["count"] == "半" and match["unit"] not in ("年", "个月"):
        return None
    day, precision = _moved(context.today, match["count"], match["unit"], 1 if match["later"] else -1)
    if precision == "week":
        monday = day - datetime.timedelta(day.weekday())
        return Resolved((monday, monday + datetime.timedelta(6)), "week", True, True)
    if precision == "month":
        return Resolved(whole_months(day.year, day.month), "month", True, True)
    if precision == "year":
        return Resolved((datetime.date(day.year, 1, 1), datetime.date(day.year, 12, 31)), "year", True, True)
    return Resolved((day, day), "day", True, True)


def _recent(match: Match, context: Context) -> Resolved | None:
    if match["count"] == "半" and match["unit"] not in ("年", "个月"):
        return None
    ahead = bool(match["future"])
    day, precision = _moved(context.today, match["count"], match["unit"], 1 if ahead else -1)
    days = (context.today, day) if ahead else (day, context.today)
    # Not relative: 近三年 is as often nearly three years as the last three.
    return Resolved(days, "days" if precision in FINE else precision, sure=True)


def _lunar(match: Match, context: Context) -> Resolved | None:
    word, day_word = match["lmonth"], match["lday"] or ""
    named = bool(match["calendar"] or match["leap"] or word in "正冬腊" or day_word[:1] in ("初", "廿"))
    named = named or bool(match["stem"]) or (word == "八" and day_word == "十五" and not match["unit"])
    if not named or (match["unit"] and not match["calendar"]):
        return None
    month = lunar.MONTHS.get(word) or number(word)
    leap, year = bool(match["leap"]), context.today.year
    if match["stem"]:
        if not lunar.is_stem(match["stem"]):
            return None
        years = [lunar.stem_year(match["stem"], year)]
    elif match["year"] or match["ryear"]:
        years = [number(match["year"]) if match["year"] else year + YEARS[match["ryear"]]]
    else:
        years = [year - 1, year, year + 1]
    if not day_word:
        if word not in "正冬腊" and not match["calendar"] and not leap:
            return None
        days = nearest([lunar.lunar_month(option, month, leap) for option in years], context, far=2)
        return Resolved(days, "month", True, True) if days else None
    found = [lunar.lunar_day(option, month, number(day_word), leap) for option in years]
    days = nearest([(some, some) for some in found if some], context, far=2)
    return Resolved(days, "day", True, True) if days else None


def _festival(match: Match, context: Context) -> Resolved | None:
    year = context.today.year
    options = [
        lunar.festival(match.group(), option, holiday=bool(match["holiday"]))
        for option in (year - 1, year, year + 1)
    ]
    days = nearest(options, context, far=2)
    return Resolved(days, "day" if days[0] == days[1] else "days", True) if days else None


Resolve = Callable[[Match, Context], Resolved | None]
_DIGITS = "0123456789"
_HAN_DIGITS = "一二三四五六七八九十"
_FORMS: tuple[tuple[str, re.Pattern[str], Resolve], ...] = (
    (_DIGITS, words.ISO, _iso),
    (_DIGITS + "一二", words.YEARS, _years),
    (_HAN_DIGITS + "农阴旧夏甲乙丙丁戊己庚辛壬癸闰正冬腊今去明前", words.LUNAR, _lunar),
    (_DIGITS + "一二今去前明后大本", words.YEAR, _year),
    (_DIGITS, words.SHORT_YEAR, _short_year),
    (_DIGITS + _HAN_DIGITS, words.MONTH, _month),
    ("上本这下", words.THIS_MONTH, _this_month),
    (_DIGITS + _HAN_DIGITS + "半", words.AGO, _ago),
    ("上下第一二三四首前本1234", words.PART_OF_YEAR, _part_of_year),
    (_DIGITS + "二三十", words.BARE_DAY, _bare_day),
    (_DIGITS + _HAN_DIGITS, words.NUMBERED_DAY, _bare_day),
    ("上本这下", words.WEEK, _week),
    ("周星礼", words.WEEKDAY, _bare_weekday),
    ("大今昨前明后", words.DAY_WORD, _day_word),
    ("年月岁", words.EDGE, _edge),
    ("最近过未今接", words.RECENT, _recent),
    (
        "国春除大元清五“\"劳端七中重腊八建教六儿三妇植青圣记母父十立惊谷芒夏小秋处白寒霜冬雨",
        words.FESTIVAL_OF,
        _festival,
    ),
)  # fmt: skip
BY_CHAR: dict[str, list[tuple[re.Pattern[str], Resolve]]] = {}
for _chars, _pattern, _resolve in _FORMS:
    for _char in _chars:
        BY_CHAR.setdefault(_char, []).append((_pattern, _resolve))
TRIGGER = re.compile("[" + re.escape("".join(BY_CHAR)) + "]")
