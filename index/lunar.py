"""Days of the lunar calendar, festivals and solar terms, by borax's tables (1900 to 2100)."""

from __future__ import annotations

import datetime

MONTHS = {"正": 1, "冬": 11, "腊": 12}

_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_LUNAR = {"春节": (1, 1), "元宵": (1, 15), "端午": (5, 5), "七夕": (7, 7), "中元": (7, 15), "中秋": (8, 15),
          "重阳": (9, 9)}  # fmt: skip
_SOLAR = {"元旦": (1, 1), "妇女": (3, 8), "植树": (3, 12), "五一": (5, 1), "劳动": (5, 1), "青年": (5, 4),
          "六一": (6, 1), "儿童": (6, 1), "建党": (7, 1), "八一": (8, 1), "建军": (8, 1), "教师": (9, 10),
          "国庆": (10, 1), "十一": (10, 1), "记者": (11, 8), "圣诞": (12, 25)}  # fmt: skip
_TERMS = (
    "立春", "惊蛰", "春分", "清明", "谷雨", "立夏", "芒种", "夏至", "小暑", "大暑", "立秋", "处暑",
    "白露", "秋分", "寒露", "霜降", "立冬", "冬至", "小寒", "大寒", "雨水", "小满", "小雪", "大雪",
)  # fmt: skip
# How many days before and after the day itself the holiday lasts, where that is much the same every year.
_HOLIDAYS = {"春节": (1, 6), "国庆": (0, 6), "十一": (0, 6), "五一": (0, 4), "劳动": (0, 4)}


def stem_year(stem: str, near: int) -> int:
    """The year of the sixty-year cycle that is nearest to another.

    >>> stem_year("乙巳", 2030)
    2025
    """
    wanted = next(place for place in range(60) if _STEMS[place % 10] + _BRANCHES[place % 12] == stem)
    return near + (wanted - (near - 4) + 30) % 60 - 30


def is_stem(stem: str) -> bool:
    """Whether these two characters name a year; half of the pairs do not."""
    return _STEMS.index(stem[0]) % 2 == _BRANCHES.index(stem[1]) % 2


def lunar_day(year: int, month: int, day: int, leap: bool = False) -> datetime.date | None:
    """The day of a lunar date; None where that lunar year has none such."""
    from borax.calendars.lunardate import LunarDate

    try:
        found: datetime.date = LunarDate(year, month, day, int(leap)).to_solar_date()
    except ValueError:
        return None
    return found


def lunar_month(year: int, month: int, leap: bool = False) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of a lunar month."""
    first = lunar_day(year, month, 1, leap)
    last = lunar_day(year, month, 30, leap) or lunar_day(year, month, 29, leap)
    return (first, last) if first and last else None


def festival(words: str, year: int, *, holiday: bool = False) -> tuple[datetime.date, datetime.date] | None:
    """The days of a festival or solar term in a year of the solar calendar; None for an unknown one.

    Args:
        words: What stands in the text: 中秋佳节, “五一”劳动节, 大年初三.
        year: The solar year.
        holiday: The days off in place of the day itself, where they are much the same every year.
    """
    for name, (month, day) in _LUNAR.items():
        if name in words:
            return _around(name, lunar_day(year, month, day), holiday)
    if "腊八" in words:
        return _around("", _in_solar_year(year, 12, 8), holiday)
    if words.startswith(("除夕", "大年三十")):
        new_year = lunar_day(year, 1, 1)
        return _around("", new_year and new_year - datetime.timedelta(1), holiday)
    if words.startswith("大年初"):
        return _around("", lunar_day(year, 1, "一二三四五六七八".index(words[3]) + 1), holiday)
    if words[:2] in _TERMS:
        return _around("", _term(year, words[:2]), holiday)
    if words.startswith("母亲节"):
        return _around("", _sunday(year, 5, 2), holiday)
    if words.startswith("父亲节"):
        return _around("", _sunday(year, 6, 3), holiday)
    for name, (month, day) in _SOLAR.items():
        if name in words:
            return _around(name, datetime.date(year, month, day), holiday)
    return None


def _around(
    name: str, day: datetime.date | None, holiday: bool
) -> tuple[datetime.date, datetime.date] | None:
    if day is None:
        return None
    before, after = _HOLIDAYS.get(name, (0, 0)) if holiday else (0, 0)
    return day - datetime.timedelta(before), day + datetime.timedelta(after)


def _in_solar_year(year: int, month: int, day: int) -> datetime.date | None:
    """The lunar date that falls into this solar year: the twelfth month belongs to the lunar year before."""
    days = (lunar_day(lunar_year, month, day) for lunar_year in (year - 1, year))
    return next((found for found in days if found and found.year == year), None)


def _term(year: int, name: str) -> datetime.date | None:
    from borax.calendars.lunardate import TermUtils

    try:
        found: datetime.date = TermUtils.day_start_from_term(year, name)
    except (ValueError, IndexError, KeyError):
        return None
    return found


def _sunday(year: int, month: int, which: int) -> datetime.date:
    first = datetime.date(year, month, 1)
    return first + datetime.timedelta((6 - first.weekday()) % 7 + 7 * (which - 1))
