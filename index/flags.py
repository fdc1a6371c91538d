"""Flags that several commands of ``python -m index`` share, and how what is given with them is read."""

from __future__ import annotations

import argparse
import datetime

from index.records import KINDS


def filter_flags(parser: argparse.ArgumentParser) -> None:
    """Give a command the filters of a search."""
    group = parser.add_argument_group("filters, applied before the search")
    group.add_argument("--date", type=day, metavar="YYYY-MM-DD", help="only this day")
    group.add_argument("--since", type=day, metavar="YYYY-MM-DD", help="from this day on")
    group.add_argument("--until", type=day, metavar="YYYY-MM-DD", help="up to this day, included")
    group.add_argument(
        "--event",
        type=days,
        metavar="DAY[..DAY]",
        help="only what speaks of this day or these, in whatever words: 2025-08-01..2025-08-03",
    )
    group.add_argument("--newspaper", help="only this paper")
    group.add_argument("--page", help="only this page: 1, 01 and 第1版 mean the same")
    group.add_argument("--column", help="only this column (栏目)")
    group.add_argument("--byline", help="only articles by this reporter, correspondent or photographer")
    group.add_argument("--kind", choices=KINDS, help="only this kind")


def json_flag(parser: argparse.ArgumentParser) -> None:
    """Give a command ``--json``."""
    parser.add_argument("--json", action="store_true", help="print JSON for other programs")


def day(text: str) -> datetime.date:
    """Read a day that was given as YYYY-MM-DD."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date: write it as 2025-08-04") from None


def days(text: str) -> tuple[datetime.date, datetime.date]:
    """Read the first and the last day of DAY..DAY; the same one twice where there is one."""
    first, _, last = text.partition("..")
    days = day(first), day(last or first)
    if days[0] > days[1]:
        raise argparse.ArgumentTypeError(f"{text!r}: the first day comes after the last")
    return days


def positive(text: str) -> int:
    """Read a whole number of at least 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: give a number of at least 1")
    return int(text)
