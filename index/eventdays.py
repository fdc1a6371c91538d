"""The days that articles speak of, as an archive stores them: resolved against the issue."""

from __future__ import annotations

import datetime
import sqlite3

from index.dateparts import FINE, Dated
from index.dates import VERSION, find_dates
from index.records import Article

Days = tuple[datetime.date, datetime.date]

SCHEMA = """
CREATE TABLE dates (article INTEGER NOT NULL REFERENCES articles (seq) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, reach INTEGER NOT NULL,
    first TEXT NOT NULL, last TEXT NOT NULL, days INTEGER NOT NULL, fine INTEGER NOT NULL);
CREATE INDEX dates_days ON dates (first, last);
CREATE INDEX dates_article ON dates (article);
"""

_MEETS = "d.first <= ? AND d.last >= ? AND (d.fine OR d.days <= ?)"
Row = tuple[int, int, int, str, str, int, int]


def rows_of(article: Article) -> list[Row]:
    """What is stored of an article: start, end, reach, first and last day, how many, and whether it is fine.

    A past day that the text names goes on being spoken of until the text names another: ``reach`` is up to
    where. Days of kicker, headline and deck, with the start -1, hold for the whole article.
    """
    length = len(article.text)
    title = "\n".join(part for part in (article.kicker, article.headline, article.deck) if part)
    rows = [_row(dated, -1, -1, length + 1) for dated in find_dates(title, article.date)]
    reach = length
    told: list[Row] = []
    for dated in reversed(find_dates(article.text, article.date)):
        if dated.precision in FINE and dated.last <= article.date:
            told.append(_row(dated, dated.start, dated.end, reach))
            reach = dated.start
        else:
            told.append(_row(dated, dated.start, dated.end, dated.end))
    return rows + told[::-1]


def _row(dated: Dated, start: int, end: int, reach: int) -> Row:
    days = (dated.last - dated.first).days + 1
    first, last = dated.first.isoformat(), dated.last.isoformat()
    return start, end, reach, first, last, days, int(dated.precision in FINE)


def insert_dates(connection: sqlite3.Connection, seq: int, article: Article) -> None:
    """Store the days that an article speaks of; what was stored of it is gone already."""
    connection.executemany(
        "INSERT INTO dates VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [(seq, *row) for row in rows_of(article)]
    )


def stored(connection: sqlite3.Connection, seq: int) -> list[Row]:
    """What stands there of an article, as `rows_of` gives it."""
    return connection.execute(
        'SELECT start, "end", reach, first, last, days, fine FROM dates WHERE article = ? ORDER BY rowid',
        (seq,),
    ).fetchall()


def parameters(event: Days) -> list[object]:
    """The parameters of either condition below."""
    first, last = event
    return [last.isoformat(), first.isoformat(), (last - first).days + 1]


def of_articles(rowid: str) -> str:
    """An SQL condition for the articles that speak of some days.

    Days, weeks and ranges of days count where they meet the days asked for; months, quarters and years only
    where they are not longer than those: who asks for the first of August does not want every 今年.
    """
    return f"{rowid} IN (SELECT d.article FROM dates AS d WHERE {_MEETS})"


def of_passages() -> str:
    """The same for ``passages AS p``: those that name the days, and those that go on speaking of them."""
    return (
        'EXISTS (SELECT 1 FROM dates AS d WHERE d.article = p.article AND d.start < p."end" '
        f"AND d.reach > p.start AND {_MEETS})"
    )


def version() -> str:
    """What `meta` keeps of how the days were found; other rules make the archive find them anew."""
    return str(VERSION)
