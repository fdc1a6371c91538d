"""From the words of a date to its days: each form that `index.datewords` knows, resolved against one day."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from index import datewords as words
from index import lunar
from index.dates import FINE, Dated, Precision
from index.datewords import number

Days = tuple[datetime.date, datetime.date]
Match = re.Match[str]
_WEEKDAYS = {char: place for place, char in enumerate("一二三四五六日")} | {"天": 6}
_YEARS = {"大前年": -3, "前年": -2, "去年": -1, "今年": 0, "本年度": 0, "明年": 1, "后年": 2}
_WORDS = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
_SENTENCE_END = re.compile(r"[。！？!?；;\n]")
_MAX_REACH = 80  # characters between an expression and the one that it completes


@dataclass(slots=True)
class Context:
    """What a form needs besides its words.

    Attributes:
        today: The day that everything is resolved against.
        future: The words around look ahead.
        anchor: The expression before it in the same sentence.
        joined: That expression is the beginning of a range that this one ends.
        sure: Where the anchor's own year was said or found in it.
    """

    today: datetime.date
    future: bool = False
    anchor: Dated | None = None
    joined: bool = False
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """The days of one match; ``sure`` says that their year was named."""

    days: Days
    precision: Precision
    relative: bool = False
    sure: bool = False
    end: int | None = None


def nearest(options: Iterable[Days | None], context: Context, *, far: int = 8) -> Days | None:
    """The likeliest of several years' days.

    The distance in days counts once for the past of the same year, twice for its future and for the past of
    other years, and ``far`` times for the future of other years: who means next year says so.
    """
    today = context.today

    def cost(days: Days) -> int:
        first, last = days
        if first <= today <= last:
            return 0
        if last < today:
            return (today - last).days * (8 if context.future else 1 if last.year == today.year else 2)
        factor = 1 if context.future else 2 if first.year == today.year else far
        return (first - today).days * factor

    return min((days for days in options if days), key=cost, default=None)


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _months(year: int, month: int, to_month: int | None = None) -> Days:
    """Whole months; a last month before the first belongs to the next year. Months count on past 12 and 0."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    to_month = month if to_month is None else to_month
    to_year = year + (to_month < month)
    last = calendar.monthrange(to_year, to_month)[1]
    return datetime.date(year, month, 1), datetime.date(to_year, to_month, last)


def _third(days: Days, word: str) -> Days:
    """The part of a month that 初, 上旬, 中旬, 底 and so on name."""
    first, last = days
    if word[-1] == "初" or word[0] == "上":
        return first, first.replace(day=10)
    if word[0] == "中":
        return first.replace(day=11), first.replace(day=20)
    return first.replace(day=21), last


def _month_days(year: int, match: Match) -> Days | None:
    """The days that the month part of a form names in this year."""
    parts = match.groupdict()
    month = number(parts["month"])
    if parts["day"]:
        last = _date(year, month, number(parts["day"]))
        from_month = number(parts["month0"]) if parts["month0"] else month
        from_day = number(parts["day0"]) if parts["day0"] else 1 if parts["month0"] else None
        first = _date(year, from_month, from_day) if from_day else last
        return (first, last) if first and last and first <= last else None
    days = _months(year, number(parts["month0"]) if parts["month0"] else month, month)
    return _third(days, parts["third"]) if parts["third"] else days


def _month_precision(match: Match) -> Precision:
    if match["day"]:
        return "days" if match["day0"] or match["month0"] else "day"
    return "days" if match["third"] else "month"


def _weekday(match: Match) -> int | None:
    char = match["attached"] or match["beside"]
    return _WEEKDAYS[char] if char else None


def _since(match: Match, resolved: Resolved, context: Context) -> Resolved:
    if not match["since"] or resolved.days[0] > context.today:
        return resolved
    precision: Precision = "days" if resolved.precision in FINE else resolved.precision
    return replace(resolved, days=(resolved.days[0], context.today), precision=precision)


def _of_year(year: int, match: Match) -> tuple[Days, Precision] | None:
    """Half, quarter or edge of a year, as the tail of a form names it."""
    parts = match.groupdict()
    if parts.get("half"):
        return _months(year, *((1, 6) if parts["half"][0] == "上" else (7, 12))), "half"
    if parts.get("first3"):
        return _months(year, 1, 9), "quarter"
    if parts.get("firstmonths"):
        count = number(parts["firstmonths"]) if parts["firstmonths"] != "半" else 0
        return (_months(year, 1, count), "month") if 1 < count < 12 else None
    if parts.get("quarter0"):
        first, last = number(parts["quarter0"]), number(parts["quarter1"])
        return (_months(year, 3 * first - 2, 3 * last), "quarter") if first < last else None
    if parts.get("quarter"):
        figure = parts["quarter"].removeprefix("第")[0]
        quarter = 1 if figure == "首" else number(figure)
        return _months(year, 3 * quarter - 2, 3 * quarter), "quarter"
    if parts.get("edge"):
        month = 1 if parts["edge"] == "初" else 12
        return _months(year, month), "month"
    return None


def _iso(match: Match, context: Context) -> Resolved | None:
    numbers = [int(value) for value in match.groups() if value]
    day = _date(numbers[0], numbers[1], numbers[2])
    return Resolved((day, day), "day", sure=True) if day else None


def _years(match: Match, context: Context) -> Resolved | None:
    first, last = number(match["year0"]), number(match["year"])
    if first >= last:
        return None
    return Resolved((datetime.date(first, 1, 1), datetime.date(last, 12, 31)), "year", sure=True)


def _year(match: Match, context: Context) -> Resolved | None:
    relative = match["ryear"] is not None
    year = context.today.year + _YEARS[match["ryear"]] if relative else number(match["year"])
    found = words.FESTIVAL_OF.match(match.string, match.end()) if match["tail"] in ("", "的") else None
    if found and (days := lunar.festival(found.group(), year, holiday=bool(found["holiday"]))):
        return Resolved(days, "day" if days[0] == days[1] else "days", True, True, found.end())
    if match["month"]:
        month_days = _month_days(year, match)
        if month_days is None:
            return None
        return _since(match, Resolved(month_days, _month_precision(match), relative, True), context)
    part = _of_year(year, match)
    if part:
        return _since(match, Resolved(*part, relative, True), context)
    whole = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    return _since(match, Resolved(whole, "year", relative, True), context)


def _short_year(match: Match, context: Context) -> Resolved | None:
    short = int(match["short"])
    days = _month_days(short + (1900 if short > context.today.year % 100 + 10 else 2000), match)
    return _since(match, Resolved(days, _month_precision(match), sure=True), context) if days else None


def _month(match: Match, context: Context) -> Resolved | None:
    weekday = _weekday(match) if match["day"] else None
    sure = False
    if context.anchor and context.sure:
        # 去年8月开工，10月投产: the year goes on, and turns where the months begin again.
        year, days = context.anchor.first.year, None
        for option in (year, year + 1):
            days = _month_days(option, match)
            if days and days[1] >= context.anchor.first:
                break
        sure = True
        if days and not context.joined and not context.future and days[0] > context.today:
            days, sure = None, False
    else:
        days = None
    if days is None:
        year = context.today.year
        options = [_month_days(option, match) for option in (year - 1, year, year + 1)]
        if not any(options):
            options = [_month_days(option, match) for option in range(max(1, year - 8), year + 9)]
        fitting = [some for some in options if some and (weekday is None or some[1].weekday() == weekday)]
        days = nearest(fitting or options, context)
    if days is None:
        return None
    return _since(match, Resolved(days, _month_precision(match), sure=sure), context)


def _this_month(match: Match, context: Context) -> Resolved | None:
    word = match["rmonth"]
    shift = -2 if word.startswith("上上") else {"上": -1, "下": 1}.get(word[0], 0)
    first, last = _months(context.today.year, context.today.month + shift)
    if match["day"]:
        end = _date(first.year, first.month, number(match["day"]))
        begin = _date(first.year, first.month, number(match["day0"])) if match["day0"] else end
        if not (begin and end and begin <= end):
            return None
        return Resolved((begin, end), "days" if match["day0"] else "day", True, True)
    if match["third"]:
        return Resolved(_third((first, last), match["third"]), "days", True, True)
    return _since(match, Resolved((first, last), "month", True, True), context)


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
        shifted = _months(anchor.last.year, anchor.last.month + 1)[0]
        month = shifted.year, shifted.month
    else:
        ahead = begin > today.day
        shift = 1 if context.future and begin < today.day else -1 if ahead and not context.future else 0
        shifted = _months(today.year, today.month + shift)[0]
        month = shifted.year, shifted.month
    first, last = _date(*month, begin), _date(*month, day)
    return Resolved((first, last), precision, True) if first and last else None


def _week(match: Match, context: Context) -> Resolved:
    if match["before"]:
        weeks = -len(match["before"])
    else:
        weeks = len(match["after"]) if match["after"] else 0
    day = datetime.timedelta(1)
    monday = context.today - context.today.weekday() * day + 7 * weeks * day
    char = match["weekday"]
    if not char:
        return Resolved((monday, monday + 6 * day), "week", True)
    if char == "末":
        return Resolved((monday + 5 * day, monday + 6 * day), "days", True)
    found = monday + _WEEKDAYS[char] * day
    return Resolved((found, found), "day", True)


def _bare_weekday(match: Match, context: Context) -> Resolved | None:
    """The last such day, today among them; the next where the words look ahead or it ends a range."""
    before = re.split(r"[。！？；\n]", match.string[max(0, match.start() - 8) : match.start()])[-1]
    after = match.string[match.end() : match.end() + 4]
    if re.search("[每逢]", before) or re.match(rf"[至到\-—~～](?:周|星期|礼拜)[{words._N}日天]", after):
        return None
    weekday = _WEEKDAYS[match["weekday"]]
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
        first, _ = _months(year, 3 * ((context.today.month - 1) // 3 + shift) + 1)
        return Resolved(_months(first.year, first.month, first.month + 2), "quarter", True, True)
    parts = [_of_year(option, match) for option in (year - 1, year, year + 1)]
    days = nearest([part[0] for part in parts if part], context, far=1000)
    precision = next((part[1] for part in parts if part), "year")
    return Resolved(days, precision) if days else None


def _edge(match: Match, context: Context) -> Resolved:
    if match["unit"] == "月":
        days = _months(context.today.year, context.today.month)
        return Resolved(_third(days, match["edge"]), "days", True)
    return Resolved(_months(context.today.year, 1 if match["edge"] == "初" else 12), "month", True)


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
    first, last = _months(today.year, today.month + sign * months)
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
        return Resolved(_months(day.year, day.month), "month", True, True)
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
        years = [number(match["year"]) if match["year"] else year + _YEARS[match["ryear"]]]
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
    ("国春除大元清五“\"劳端七中重腊八建教六儿三妇植青圣记母父十立惊谷芒夏小秋处白寒霜冬雨", words.FESTIVAL_OF, _festival),
)  # fmt: skip
_BY_CHAR: dict[str, list[tuple[re.Pattern[str], Resolve]]] = {}
for _chars, _pattern, _resolve in _FORMS:
    for _char in _chars:
        _BY_CHAR.setdefault(_char, []).append((_pattern, _resolve))
_TRIGGER = re.compile("[" + re.escape("".join(_BY_CHAR)) + "]")


def scan(text: str, today: datetime.date, past: bool) -> list[Dated]:
    """What `index.dates.find_dates` returns."""
    plain = words.prepared(text)
    found: list[Dated] = []
    sure = False
    position = 0
    for trigger in _TRIGGER.finditer(plain):
        start = trigger.start()
        if start < position:
            continue
        for pattern, resolve in _BY_CHAR[trigger.group()]:
            match = pattern.match(plain, start)
            if match is None:
                continue
            context = _context(plain, match, today, past, found[-1] if found else None, sure)
            try:
                resolved = resolve(match, context)
            except (ValueError, OverflowError):  # a day before the year 1 or after 9999
                resolved = None
            if resolved is None or resolved.days[0] > resolved.days[1]:
                continue
            _append(found, start, resolved.end or match.end(), resolved, context)
            sure = resolved.sure
            position = found[-1].end
            break
    return found


def _context(
    plain: str, match: Match, today: datetime.date, past: bool, before: Dated | None, sure: bool
) -> Context:
    start, end = match.span()
    ahead = not past or bool(
        words.FUTURE_BEFORE.search(plain, max(0, start - 12), start) or words.FUTURE_AFTER.match(plain, end)
    )
    if before is None or start - before.end > _MAX_REACH:
        return Context(today, ahead)
    between = plain[before.end : start]
    if _SENTENCE_END.search(between):
        return Context(today, ahead)
    return Context(today, ahead, before, len(between) <= 12 and bool(words.JOINED.match(between)), sure)


def _append(found: list[Dated], start: int, end: int, resolved: Resolved, context: Context) -> None:
    """Add an expression, or let it end the range that the one before began."""
    first, last = resolved.days
    before = context.anchor
    if context.joined and before and before.first <= last and before.last <= last:
        fine = before.precision in FINE or resolved.precision in FINE
        precision: Precision = "days" if fine else resolved.precision
        found[-1] = Dated(
            before.start, end, before.first, last, precision, before.relative or resolved.relative
        )
    else:
        found.append(Dated(start, end, first, last, resolved.precision, resolved.relative))
