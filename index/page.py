"""The whole way of a page, from top to bottom: a text dump becomes the articles that were printed on it.

source -> lines (in Simplified characters) -> mastheads -> noise put aside -> forms -> labelled
units -> articles. Nothing is dropped in silence: what is not a masthead and not part of an article is
reported as a `Problem` with its line.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from index.articles import as_commentary, build_articles
from index.errors import SourceError
from index.lines import OPENS_COLUMN, column_title, describe
from index.marks import find_date
from index.masthead import Masthead, find_mastheads, read_masthead
from index.noise import is_noise, put_aside
from index.records import Article, Issue, Problem
from index.script import simplified
from index.segment import segment
from index.source import Line, read_lines
from index.wraps import find_wraps


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one source file holds.

    ``articles`` are in the paper's order, ``problems`` by line. ``issue`` is the issue of the first page,
    ``issues`` are all of them (one file may hold several). ``mastheads`` has one entry a page, with the
    lines it was read from.
    """

    source: str
    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    issue: Issue
    issues: tuple[Issue, ...] = ()
    mastheads: tuple[Masthead, ...] = ()


def read_source(path: Path, *, newspaper: str | None = None, date: datetime.date | None = None) -> Parsed:
    """Read the text dump of one or more newspaper pages.

    Args:
        path: A text file in UTF-8, UTF-16, GB 18030 or Big5.
        newspaper: The paper's name, instead of what the masthead says.
        date: The day of the issue, instead of what the masthead says.

    Returns:
        Articles with their ids, and a `Problem` for everything that is no article's text or could not be
        told for certain.

    Raises:
        SourceError: The file cannot be read, is empty, is no text, or has no date and none is given.
    """
    source = str(path)
    lines, lost = read_lines(Path(path))
    problems: list[Problem] = []
    if lost:
        first = next((line.number for line in lines if "\ufffd" in line.raw), None)
        problems.append(Problem(source, first, f"{lost} characters could not be decoded; they read U+FFFD"))
    printed_lines = lines
    lines, printed = simplified(printed_lines)
    originals = dict(zip(map(id, lines), printed_lines, strict=True))
    wraps = find_wraps(lines)
    # A header is set in types of its own, so its lines may end a character from where the text's do.
    full = [
        wrap.full or bool(wrap.width and abs(max(line.size, line.columns) - wrap.width) <= 1)
        for line, wrap in zip(lines, wraps, strict=True)
    ]
    ranges = find_mastheads(lines, full)
    pages = _pages(lines, full, ranges, newspaper, date, source, problems)
    articles: list[Article] = []
    by_number = {line.number: wrap for line, wrap in zip(lines, wraps, strict=True)}
    for page, (head, body) in enumerate(pages):
        kept, after_noise, noise = put_aside(body, [by_number[line.number] for line in body])
        problems += [
            Problem(source, item.line, f"left out, no article's text: {printed.restore(item.text)}")
            for item in noise
        ]
        full_here = [by_number[line.number].full for line in kept]
        kept, after_noise = _split_columns(kept, after_noise, full_here)
        forms = describe(kept, [by_number[line.number] for line in kept])
        found, reported = build_articles(forms, segment(forms, after_noise), source)
        problems += [one._replace(message=printed.restore_message(one.message)) for one in reported]
        found = [printed.article(article) for article in as_commentary(found, head.page_name)]
        head = replace(
            head,
            newspaper=newspaper or printed.restore(head.newspaper),
            page_name=printed.restore(head.page_name),
            publishers=tuple(map(printed.restore, head.publishers)),
            lines=tuple(originals.get(id(line), line) for line in head.lines),
        )
        pages[page] = (head, body)
        articles += _place(found, head, len(articles), source)
    problems.sort(key=lambda problem: problem.line or 0)
    issues = _issues([head for head, _ in pages], articles)
    return Parsed(
        source, tuple(articles), tuple(problems), issues[0], tuple(issues), tuple(h for h, _ in pages)
    )


def read_sources(
    paths: Iterable[Path], *, newspaper: str | None = None, date: datetime.date | None = None
) -> list[Parsed]:
    """Read several dumps of one delivery; pages that lack the paper's name or number take it from the others.

    Inner pages often print the date alone. Where all other pages of that day belong to one paper, it is
    taken to be theirs, and a `Problem` says so.

    Raises:
        SourceError: As `read_source`, for the first file that cannot be read.
    """
    return complete([read_source(path, newspaper=newspaper, date=date) for path in paths])


def complete(parsed: Sequence[Parsed]) -> list[Parsed]:
    """Give each page of one delivery what it lacks of the paper's name and number; see `read_sources`."""
    names: dict[datetime.date, set[str]] = {}
    numbers: dict[tuple[str, datetime.date], set[int]] = {}
    for one in parsed:
        for issue in one.issues:
            if issue.newspaper:
                names.setdefault(issue.date, set()).add(issue.newspaper)
            if issue.number is not None:
                numbers.setdefault((issue.newspaper, issue.date), set()).add(issue.number)
    everyone = {name for found in names.values() for name in found}
    return [_complete(one, names, everyone, numbers) for one in parsed]


def _complete(
    one: Parsed,
    names: dict[datetime.date, set[str]],
    everyone: set[str],
    numbers: dict[tuple[str, datetime.date], set[int]],
) -> Parsed:
    """Fill in the name and number of the issue from the other pages of the delivery, where they agree."""
    problems = list(one.problems)

    def name_of(date: datetime.date, name: str) -> str:
        known = names.get(date) or everyone
        return name or (next(iter(known)) if len(known) == 1 else "")

    def number_of(name: str, date: datetime.date, number: int | None) -> int | None:
        known = numbers.get((name, date), set())
        return next(iter(known)) if number is None and len(known) == 1 else number

    issues: list[Issue] = []
    for issue in one.issues:
        name = name_of(issue.date, issue.newspaper)
        if name != issue.newspaper:
            problems = [problem for problem in problems if problem.message != NO_NAME]
            problems.append(
                Problem(one.source, None, f"no newspaper is named; taken from other pages: {name}")
            )
        issues.append(replace(issue, newspaper=name, number=number_of(name, issue.date, issue.number)))
    articles: list[Article] = []
    renamed = False
    for article in one.articles:
        name = name_of(article.date, article.newspaper)
        renamed = renamed or name != article.newspaper
        number = number_of(name, article.date, article.issue_number)
        articles.append(replace(article, newspaper=name, issue_number=number))
    if renamed:
        articles = list(_with_ids(articles))
    return replace(
        one, articles=tuple(articles), problems=tuple(problems), issue=issues[0], issues=tuple(issues)
    )


NO_NAME = "no newspaper is named on the page; pass newspaper= (--newspaper) to name it"


def _pages(
    lines: Sequence[Line],
    full: Sequence[bool],
    ranges: Sequence[tuple[int, int]],
    newspaper: str | None,
    date: datetime.date | None,
    source: str,
    problems: list[Problem],
) -> list[tuple[Masthead, list[Line]]]:
    """Cut the file at its mastheads; a page header that lacks a field takes it from the page before."""
    pages: list[tuple[Masthead, list[Line]]] = []
    before = Masthead()
    cuts = [*ranges, (len(lines), len(lines))]
    below = _stand_below(lines, ranges)
    if ranges and ranges[0][0] > 0 and not below:
        first = read_masthead(lines[slice(*ranges[0])], full[slice(*ranges[0])])
        before = replace(first, page="", page_name="", lines=())
        problems.append(Problem(source, lines[0].number, "text stands before the first masthead"))
        pages.append((before, list(lines[: ranges[0][0]])))
    if not ranges:
        pages.append((before, list(lines)))
    for place, ((start, end), (following, _)) in enumerate(pairwise(cuts)):
        head = read_masthead(lines[start:end], full[start:end])
        head = replace(
            head,
            newspaper=head.newspaper or before.newspaper,
            date=head.date or before.date,
            publishers=head.publishers or before.publishers,
        )
        if head.date == before.date and head.newspaper == before.newspaper:
            head = replace(
                head,
                number=before.number if head.number is None else head.number,
                weekday=head.weekday or before.weekday,
                lunar=head.lunar or before.lunar,
            )
        body = list(lines[end:following])
        if below:
            # What comes behind the last masthead is noise, or it would not stand below its page.
            behind = body if place + 1 == len(ranges) else []
            body = [*lines[ranges[place - 1][1] if place else 0 : start], *behind]
        pages.append((head, body))
        before = head
    whole: list[tuple[Masthead, list[Line]]] = []
    for head, body in pages:
        head = replace(head, newspaper=newspaper or head.newspaper, date=date or head.date)
        if head.date is None:
            # A narrow column may have cut the date itself; then only the lines together show it.
            top = "".join(line.key for line in (*head.lines, *lines)[:12] if len(line.key) <= 40)
            head = replace(head, date=find_date(top))
        if head.date is None:
            raise SourceError(
                source,
                None,
                "no date is printed on the page; pass date= (--date YYYY-MM-DD) to say which day it is of",
            )
        whole.append((head, body))
    if not all(head.newspaper for head, _ in whole):
        problems.append(Problem(source, None, NO_NAME))
    return whole


def _stand_below(lines: Sequence[Line], ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether the mastheads stand below their pages: text before the first, only noise behind the last."""
    if not ranges or ranges[0][0] == 0:
        return False
    return all(is_noise(line.key) for line in lines[ranges[-1][1] :])


def _split_columns(
    lines: Sequence[Line], after: Sequence[bool], full: Sequence[bool]
) -> tuple[list[Line], list[bool]]:
    """Give the name of a column a line of its own where it stands before the title on the same line."""
    parts: list[Line] = []
    flags: list[bool] = []
    for place, (line, flag) in enumerate(zip(lines, after, strict=True)):
        name, rest = column_title(line.key) if line.key[0] in OPENS_COLUMN else ("", "")
        if name and rest and 4 <= len(rest) <= 30 and _is_whole_title(rest, lines, place, full):
            cut = len(line.text) - len(rest)
            parts.append(replace(line, text=line.text[:cut].rstrip(), key=line.key[:cut].rstrip(), size=cut))
            parts.append(
                replace(line, text=line.text[cut:], key=line.key[cut:], gap=0, indent=0, size=len(rest))
            )
            flags += [flag, False]
        else:
            parts.append(line)
            flags.append(flag)
    return parts, flags


def _is_whole_title(rest: str, lines: Sequence[Line], place: int, full: Sequence[bool]) -> bool:
    """Whether what stands behind the name of a column is a title, which may go on below, and no text."""
    while full[place] and place + 1 < len(lines):
        if rest.endswith("。") or len(rest) > 45:
            return False
        place += 1
        rest += lines[place].key
    return "。" not in rest and rest[-1] != ","


def _place(found: Sequence[Article], head: Masthead, offset: int, source: str) -> list[Article]:
    """Give the articles of a page their issue, page, order and id."""
    assert head.date is not None
    placed = [
        replace(
            article,
            newspaper=head.newspaper,
            date=head.date,
            issue_number=head.number,
            page=head.page or "1",
            page_name=head.page_name,
            page_inferred=not head.page,
            source=source,
            order=offset + place,
        )
        for place, article in enumerate(found)
    ]
    return list(_with_ids(placed))


def _with_ids(articles: Sequence[Article]) -> Iterable[Article]:
    """Number articles that would share an id by their order on the page."""
    seen: dict[str, int] = {}
    for article in articles:
        key = article_id(article)
        seen[key] = seen.get(key, 0) + 1
        yield replace(article, id=key if seen[key] == 1 else f"{key}-{seen[key]}")


def article_id(article: Article) -> str:
    """Return the id of an article that has none: a hash of newspaper, date, page and first headline line.

    A revised text keeps it, so that links to the article go on working. Sixteen hexadecimal digits.
    """
    first = (article.headline or article.kicker or article.text).partition("\n")[0]
    if not article.headline and not article.kicker:
        first = first[:30]
    place = "\x1f".join((article.newspaper, article.date.isoformat(), article.page, first))
    return hashlib.blake2b(place.encode(), digest_size=8).hexdigest()


def _issues(heads: Sequence[Masthead], articles: Sequence[Article]) -> list[Issue]:
    """Gather the pages of a file into issues, in the order in which they appear."""
    gathered: dict[tuple[str, datetime.date], Issue] = {}
    for head in heads:
        assert head.date is not None
        key = (head.newspaper, head.date)
        page = head.page or "1"
        known = gathered.get(key)
        if known is None:
            gathered[key] = Issue(
                newspaper=head.newspaper,
                date=head.date,
                number=head.number,
                weekday=head.weekday,
                lunar=head.lunar,
                publishers=head.publishers,
                pages=(page,),
                articles=sum(1 for one in articles if (one.newspaper, one.date) == key),
            )
        else:
            pages = known.pages if page in known.pages else (*known.pages, page)
            gathered[key] = replace(
                known, pages=pages, number=known.number if known.number is not None else head.number
            )
    return list(gathered.values())
