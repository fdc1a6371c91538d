"""Days that a text speaks of: one parser for articles, read on the day of their issue, and for questions."""

from __future__ import annotations

import datetime
import re

from index.dateforms import BY_CHAR, TRIGGER
from index.dateparts import FINE, Context, Dated, Match, Precision, Resolved
from index.datewords import FUTURE_AFTER, FUTURE_BEFORE, JOINED, prepared

__all__ = ["VERSION", "Dated", "find_dates", "shown", "written"]

VERSION = 5
"""Counts up when the same text gives other days, so that archives compute theirs anew."""

_SENTENCE_END = re.compile(r"[。！？!?；;\n]")
_MAX_STORY = 200  # characters over which the year of a story goes on
_MAX_REACH = 80  # characters between an expression and the one that it completes


def find_dates(text: str, today: datetime.date, *, past: bool = True) -> list[Dated]:
    """Every expression of a day or a stretch of days, in the order of the text; they never overlap.

    A year that is left out is the one that lies nearest, where the past and today's own year count for
    nearer than they are; words such as 将于 and 起施行 turn that round. 日前 and 近日 name no day,
    nor do numbers, durations (3日内) and what comes again (每周五).

    Args:
        text: An article's body or a question, in any script and width.
        today: The day it was printed, or asked.
        past: False where the text looks ahead, as a question about what is coming does.
    """
    plain = prepared(text)
    found: list[Dated] = []
    sure = False
    story: Dated | None = None
    position = 0
    for trigger in TRIGGER.finditer(plain):
        start = trigger.start()
        if start < position:
            continue
        for pattern, resolve in BY_CHAR[trigger.group()]:
            match = pattern.match(plain, start)
            if match is None:
                continue
            context = _context(plain, match, today, past, found[-1] if found else None, sure)
            context.story = _story(plain, story, start)
            try:
                resolved = resolve(match, context)
            except (ValueError, OverflowError):  # a day before the year 1 or after 9999
                resolved = None
            if resolved is None or resolved.days[0] > resolved.days[1]:
                continue
            _append(found, start, resolved.end or match.end(), resolved, context)
            sure = resolved.sure
            if resolved.precision in (*FINE, "month") and sure:
                story = found[-1]
            position = found[-1].end
            break
    return found


def written(dated: Dated) -> str:
    """The days in figures, each part of the date said once.

    >>> day = datetime.date
    >>> written(Dated(0, 2, day(2025, 8, 1), day(2025, 8, 3), "days"))
    '2025年8月1日至3日'
    """
    first, last = dated.first, dated.last
    if dated.precision == "year" and first.year < last.year:
        return f"{first.year}年至{last.year}年"
    if dated.precision == "year":
        return f"{first.year}年"
    if dated.precision in ("month", "quarter", "half") and first.day == 1:
        until = "" if (first.year, first.month) == (last.year, last.month) else f"至{last.month}月"
        if until and last.year != first.year:
            until = f"至{last.year}年{last.month}月"
        return f"{first.year}年{first.month}月{until}"
    text = f"{first.year}年{first.month}月{first.day}日"
    if first == last:
        return text
    if first.year != last.year:
        return f"{text}至{last.year}年{last.month}月{last.day}日"
    return f"{text}至{last.day}日" if first.month == last.month else f"{text}至{last.month}月{last.day}日"


_RESOLVED = re.compile(r"\s?[（(]\s?\d")


def shown(text: str, start: int, end: int, article_date: datetime.date) -> str:
    """A span of an article for showing: behind each relative expression its days, 上周五（2025年8月1日）.

    Args:
        text: The whole article, since words before the span may decide what a day in it means.
        start: Where the span begins.
        end: Where it ends.
        article_date: The day of the issue.
    """
    pieces: list[str] = []
    done = start
    for dated in find_dates(text, article_date):
        if start < dated.end <= end and dated.relative and not _RESOLVED.match(text, dated.end):
            pieces += [text[done : dated.end], f"（{written(dated)}）"]
            done = dated.end
    return "".join([*pieces, text[done:end]])


def _context(
    plain: str, match: Match, today: datetime.date, past: bool, before: Dated | None, sure: bool
) -> Context:
    start, end = match.span()
    ahead = not past or bool(
        FUTURE_BEFORE.search(plain, max(0, start - 12), start) or FUTURE_AFTER.match(plain, end)
    )
    if before is None or start - before.end > _MAX_REACH:
        return Context(today, ahead)
    between = plain[before.end : start]
    if _SENTENCE_END.search(between):
        return Context(today, ahead)
    return Context(today, ahead, before, len(between) <= 12 and bool(JOINED.match(between)), sure)


def _story(plain: str, story: Dated | None, start: int) -> Dated | None:
    near = story is not None and start - story.end <= _MAX_STORY
    return story if story and near and "\n" not in plain[story.end : start] else None


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
