"""The masthead of a page: whose paper it is, of which day, which number and which page.

A masthead is found by what its lines are made of (a date with a weekday, a lunar date, a running number,
publishers, a page number), not by where it stands, since one file may hold several pages.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from index.bylines import parse_byline
from index.feet import is_slogan
from index.lines import column_title
from index.marks import (
    CONTACT,
    DATE,
    EDITION,
    IMPRINT,
    LABEL,
    LUNAR,
    NAME_END,
    OUTLET,
    PAGE,
    PAGE_NAMES,
    PICTURES,
    PUBLISHED_BY,
    PUBLISHER,
    SHEETS,
    SHORT_PAGE,
    SIGNED,
    STAFF,
    TOTAL,
    WEATHER,
    WEEKDAY,
    find_date,
    is_closed,
    is_date_only,
    is_masthead_word,
    mark_score,
    page_number,
    spaced_out,
    strip_marks,
)
from index.noise import is_noise
from index.source import Line

# The name of the paper in Latin letters, under the Chinese one.
_LATIN = re.compile(r"[A-Z][A-Za-z .&'’\-]{3,40}")
# What a paper that is not sold says of itself.
_GRATIS = re.compile(r"\s*(?:内部(?:资料|刊物|交流)|免费(?:赠阅|取阅|发放|交流|赠送|派送|投递))\s*")
_PAPER = re.compile(r"[\u4e00-\u9fff]{2,8}(?<![预海捷喜汇])报")
_OURS = ("本报", "本页", "本版")
_SAYS_PAGE = re.compile(r"^[A-Z]\d{1,2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the masthead or header of one page says; fields that it does not say are empty.

    ``lines`` are the printed lines it was read from.
    """

    newspaper: str = ""
    date: datetime.date | None = None
    number: int | None = None
    weekday: str = ""
    lunar: str = ""
    publishers: tuple[str, ...] = ()
    page: str = ""
    page_name: str = ""
    lines: tuple[Line, ...] = field(default=(), repr=False)


def _logical(lines: Sequence[Line], full: Sequence[bool]) -> list[tuple[int, int, str]]:
    """Put masthead lines together that a narrow column cut: (first, behind the last, text) of each."""
    parts: list[tuple[int, int, str]] = []
    place = 0
    while place < len(lines):
        key = spaced_out(lines[place].key)
        end = place + 1
        if full[place] and len(key) <= 60:
            joined = key
            for below in range(place + 1, min(place + 5, len(lines))):
                above = joined + (" " if lines[below - 1].raw.endswith(" ") else "")
                if _PAPER.fullmatch(lines[below].key.split()[0]) and _ends_with_name(above):
                    break
                joined = above + lines[below].key
                if "。" in joined:
                    # No masthead has sentences.
                    break
                if _names_page_alone(above, lines[below].key):
                    break
                number = IMPRINT.search(key) and re.fullmatch(
                    r"[\d\-\s:A-Za-z/()]+|.{0,6}号\s*[\d\-]+", lines[below].key
                )
                extra = _is_extra(joined) and (not _is_extra(key) or _may_belong(above, lines[below].key))
                pointer = PAGE.search(lines[below].key) and is_noise(joined)
                closed = is_closed(_GRATIS.sub("  ", joined).strip()) or _LATIN.fullmatch(joined)
                if number or closed or extra or pointer or _is_cut_mark(above, lines[below].key, joined):
                    key, end = joined, below + 1
                if not full[below]:
                    break
        parts.append((place, end, _GRATIS.sub("  ", key).strip() or key))
        place = end
    return parts


def _names_page_alone(above: str, below: str) -> bool:
    """Whether a line is the name of the page, below a line that is whole without it and has no page."""
    if re.match("[·、/|]", below) or re.search("[·、/|]$", above) or PAGE.search(above):
        return False
    return _is_page_name([below]) and is_closed(above)


def _is_cut_mark(above: str, below: str, joined: str) -> bool:
    """Whether the column cut a masthead within a date or a number, or between two of them."""
    found = [match for pattern in (DATE, TOTAL, WEEKDAY, PAGE) for match in pattern.finditer(joined)]
    if any(match.start() < len(above) < match.end() for match in found):
        return mark_score(joined) > 0
    # Or the words between two of them, of which the second is no masthead by itself.
    words = len(above) + is_closed(above)
    reached = any(match.start() >= words for match in found)
    apart = is_closed(above) and mark_score(below) > 0
    return reached and not apart and len(joined) <= 70 and mark_score(joined) > 1


def _ends_with_name(key: str) -> bool:
    """Whether a line ends with the name of one who made the page: what stands below is none of it."""
    return any(match.end() == len(key) for match in STAFF.finditer(key))


def find_mastheads(lines: Sequence[Line], full: Sequence[bool] | None = None) -> list[tuple[int, int]]:
    """Find mastheads and page headers: half-open ranges of positions in ``lines``, in order.

    Lines that look like a masthead gather around one that cannot be anything else (a date with its
    weekday, say), or, at the very top of the file, around any. A signature at the end of a notice, which
    is only a date, is none. ``full`` tells which lines reach the place where the page was cut.
    """
    parts = _logical(lines, full or [False] * len(lines))
    keys = [key for _, _, key in parts]
    scores = [mark_score(key) for key in keys]
    ranges: list[tuple[int, int]] = []
    place = 0
    while place < len(parts):
        if not scores[place]:
            place += 1
            continue
        start = end = place
        strength = scores[place]
        probe = place + 1
        while probe < len(parts) and probe - end - sum(map(_is_extra, keys[end + 1 : probe])) <= 3:
            if scores[probe] and all(_is_filler(keys[middle]) for middle in range(end + 1, probe)):
                strength += scores[probe]
                end = probe
            probe += 1
        top = not ranges and start <= 7 and all(_may_stand_above(key) for key in keys[:start])
        alone = start == end
        if (
            (top and not (alone and strength == 1 and start > 2))
            or strength >= 2
            or (alone and _is_page_header(keys[start]))
        ):
            start = _behind_signature(keys, start, end)
            start = _extend_up(keys, start, ranges[-1][1] if ranges else 0, top)
            end = _extend_down(keys, start, end)
            ranges.append((start, end + 1))
        place = end + 1
    return [(parts[start][0], parts[end - 1][1]) for start, end in ranges]


def _behind_signature(keys: Sequence[str], start: int, end: int) -> int:
    """Where a masthead begins that stands below a signed and dated notice: behind the date of the notice."""
    signed = start > 0 and is_date_only(keys[start]) and SIGNED.search(keys[start - 1])
    dated = any(DATE.search(key) for key in keys[start + 1 : end + 1])
    return start + 1 if signed and dated else start


def _may_stand_above(key: str) -> bool:
    """Whether a line may stand above the first date of a file: a name, an outlet, a word to the reader."""
    return len(key) <= 60 and "。" not in key and parse_byline(key).strength != 3


def _is_page_header(key: str) -> bool:
    """Whether a line is a page number with a page name, and nothing else."""
    match = PAGE.search(key)
    if not match:
        return bool(SHORT_PAGE.match(key))
    left = (key[: match.start()] + key[match.end() :]).strip(" :|/·-—")
    return (match.start() == 0 or bool(match["a"])) and (not left or bool(PAGE_NAMES.match(left)))


def _is_filler(key: str) -> bool:
    """Whether a short line may stand between the lines of a masthead: a name, an edition, an outlet."""
    tokens = key.split()
    if _is_extra(key) or LABEL.match(key) or _LATIN.fullmatch(key) or is_slogan(key):
        return True
    return len(key) <= 24 and (
        (len(tokens) == 1 and len(key) <= 10 and not re.search(r"[\d,。!?;:“”‘’\"—]", key))
        or all(map(is_masthead_word, tokens))
    )


def _is_extra(key: str) -> bool:
    """Whether a line holds nothing but the staff of the page, ways to reach the paper, or the weather."""
    if STAFF.search(key) or CONTACT.search(key):
        words = strip_marks(key)[0].split()
        return all(PUBLISHER.search(word) or word.startswith(_OURS) for word in words)
    return len(key) <= 50 and bool(WEATHER.match(key))


def _may_belong(above: str, key: str) -> bool:
    """Whether a line may be the rest of names or numbers that are whole without it."""
    if column_title(key)[0]:
        return False
    if len(key) <= 2 or re.match(r"[^\u4e00-\u9fff“《]|(?:至|到|转)\d", key) or CONTACT.search(key):
        return True
    wind = r"(?:偏?[东南西北]{1,2}|微)风.{0,8}|[东南西北]?风\s*[\d\-~至到]+\s*级.{0,6}"
    if WEATHER.match(above) and re.fullmatch(wind, key):
        return True
    patterns = (STAFF, CONTACT) if re.search(r"\d", key) else (STAFF,)
    return any(match.end() > len(above) for pattern in patterns for match in pattern.finditer(above + key))


def _is_name_like(key: str) -> bool:
    return len(key) <= 20 and all(
        NAME_END.search(token) or EDITION.match(token) or OUTLET.search(token) for token in key.split()
    )


def _extend_up(keys: Sequence[str], start: int, floor: int, top: bool) -> int:
    if top:
        return floor
    while start > floor and start > 0 and _is_name_like(keys[start - 1]):
        start -= 1
    return start


def _is_page_name(keys: Sequence[str]) -> bool:
    """Whether the line, if there is one, is the name of a page alone."""
    return any(PAGE_NAMES.match(key) and len(key) <= 8 and not PICTURES.fullmatch(key) for key in keys)


def _names_page(key: str) -> bool:
    """Whether a line is the name of a page, or gives the page its number and its name."""
    if _is_page_name([key]):
        return True
    words = re.split(r"[\s|/]+", strip_marks(key)[0])
    labelled = PAGE.search(SHEETS.sub("", key)) or any(_SAYS_PAGE.fullmatch(word) for word in words)
    return bool(labelled) and any(PAGE_NAMES.match(word) for word in words if word)


def _is_beside_name(keys: Sequence[str], place: int) -> bool:
    """Whether the name of a page stands alone on the line above or below."""
    return _is_page_name(keys[place - 1 : place]) or _is_page_name(keys[place + 1 : place + 2])


def _extend_down(keys: Sequence[str], start: int, end: int) -> int:
    while end + 1 < len(keys):
        below = keys[end + 1]
        if (
            _is_extra(below)
            or SHORT_PAGE.match(below)
            or (LABEL.match(below) and (below[0].isalpha() or _is_beside_name(keys, end + 1)))
            or (_is_name_like(below) and end + 2 < len(keys) and bool(STAFF.match(keys[end + 2])))
            or (_PAPER.fullmatch(below) and not any(map(_PAPER.search, keys[start : end + 1])))
            or (_is_page_name([below]) and not any(map(_names_page, keys[start : end + 1])))
            or _GRATIS.fullmatch(below)
            or (len(below) <= 20 and all(OUTLET.search(token) for token in below.split()))
        ):
            end += 1
        else:
            break
    return end


def read_masthead(lines: Sequence[Line], full: Sequence[bool] | None = None) -> Masthead:
    """Read the fields of a masthead from its lines (``full`` as in `find_mastheads`)."""
    head = Masthead(lines=tuple(lines))
    names: list[tuple[int, int, str]] = []
    publishers: list[str] = []
    editions: list[str] = []
    full = full or [False] * len(lines)
    runs = _runs(lines, full)
    for key in runs:
        head = _read_short_page(_read_marks(head, key), key)
    paper = any(map(_PAPER.search, runs))
    labelled = any(_SAYS_PAGE.match(key) or SHORT_PAGE.match(key) for key in runs)
    for place, (first, _, key) in enumerate(_logical(lines, full)):
        rest = first > 0 and full[first - 1] and bool(re.search(r"[\d第总版]$", lines[first - 1].key))
        head = _read_short_page(head, key)
        if PUBLISHED_BY.match(key):
            publishers += PUBLISHED_BY.sub("", key).split()
            continue
        if PUBLISHER.search(key) and not DATE.search(key):
            publishers += PUBLISHER.sub("", key).split()
            continue
        if IMPRINT.search(key):
            continue
        if WEATHER.match(key) and not DATE.search(key):
            continue
        left, marks = strip_marks(key)
        named = bool(head.page and not head.page_name and LABEL.match(left.split(" ")[0]))
        tokens = [
            token.strip(",;:·-—()[]【】") for token in re.split(r"[\s|/]+|(?<=报)·(?=[\u4e00-\u9fff])", left)
        ]
        for above, token, behind in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
            alone = token == key and not rest and not labelled and not _is_day(token, head.date)
            padded = token.startswith("0") and marks > 1
            titled = any(len(beside) > 1 and PAGE_NAMES.match(beside) for beside in (above, behind))
            if not head.page and LABEL.match(token) and (token[0].isalpha() or alone or titled or padded):
                head = replace(head, page=page_number(token))
                named = not head.page_name
                continue
            if named and re.fullmatch(r"[\u4e00-\u9fff·、]{2,8}", token) and not token.endswith("报"):
                head, named = replace(head, page_name=token), False
                continue
            if not token or re.search(r"[\d,。]", token) or len(token) > 12 or token.startswith(_OURS):
                continue
            if token == head.page_name:
                continue
            if PAGE_NAMES.match(token) and PAGE.search(SHEETS.sub("", key)):
                head = replace(head, page_name=head.page_name or token)
            elif NAME_END.search(token) and not (paper and PAGE_NAMES.match(token) and token[-1] != "报"):
                names.append(((4 if len(token) <= 8 else 2) + (token == key), -place, token))
            elif EDITION.match(token) and not PAGE_NAMES.match(token) and "的" not in token:
                editions.append(token)
            elif PAGE_NAMES.match(token):
                head = replace(head, page_name=head.page_name or token)
            elif OUTLET.search(token):
                names.append((-1, -place, token))
            elif PAGE.search(SHEETS.sub("", key)) and marks and re.fullmatch(r"[\u4e00-\u9fff·、]+", token):
                head = replace(head, page_name=head.page_name or token)
            elif 2 <= len(token) <= 10 and re.search(r"[\u4e00-\u9fff]", token):
                names.append((1 if token == key else 0, -place, token))
    name = _choose_name(names, editions)
    spare = head.page_name if runs[0].startswith(head.page_name) else ""
    if spare and not name and not PAGE_NAMES.match(spare):
        # What stands before the number of the page, where nothing else names the paper.
        name, head = spare, replace(head, page_name="")
    return replace(head, newspaper=name, publishers=tuple(publishers))


def _is_day(token: str, date: datetime.date | None) -> bool:
    """Whether a number is more likely the day of the issue, set large, than a page."""
    return date is not None and len(token) == 2 and token == str(date.day)


def _runs(lines: Sequence[Line], full: Sequence[bool]) -> list[str]:
    """The lines as they were before a narrow column cut them: each goes on while it fills the column."""
    runs: list[str] = []
    for place, line in enumerate(lines):
        key = spaced_out(line.key)
        if place and full[place - 1] and line.gap <= lines[place - 1].gap:
            runs[-1] += (" " if lines[place - 1].raw.endswith((" ", "\u3000")) else "") + key
        else:
            runs.append(key)
    return runs


def _read_short_page(head: Masthead, key: str) -> Masthead:
    """Add the page of a line that starts like ``A1: 要闻`` to what is known already."""
    # Date and weekday may stand on the same line: 2 综合新闻 2024年12月3日 星期二.
    short = SHORT_PAGE.match(key) or SHORT_PAGE.match(" ".join(strip_marks(key)[0].split()[:2]))
    if head.page or not short:
        return head
    name = short["name"]
    alone = short[0] == key or (DATE.search(key) and key.startswith(short[0]))
    whole = alone and not re.match("[年月日版期号星周]", name)
    if not (PAGE_NAMES.match(name) or short["b"][0] in "0ABCD" or whole):
        return head
    return replace(head, page=page_number(short["b"]), page_name=head.page_name or name)


def _read_marks(head: Masthead, key: str) -> Masthead:
    """Add the date, numbers and page that one line gives to what is known already."""
    date = find_date(key)
    key = DATE.sub("  ", SHEETS.sub("  ", key))
    weekday, lunar, page = WEEKDAY.search(key), LUNAR.search(key), PAGE.search(key)
    total = max(TOTAL.finditer(key), key=lambda match: bool(match[1]), default=None)
    label = (page["a"] or page["b"] or page["d"] or page["f"] or page["c"]) if page else ""
    return replace(
        head,
        date=head.date or date,
        weekday=head.weekday or (weekday[0] if weekday else ""),
        lunar=head.lunar or (lunar[0].strip() if lunar else ""),
        number=head.number if head.number is not None else int(total[1] or total[2]) if total else None,
        page=head.page or (page_number(label) if label else ""),
    )


def _choose_name(names: list[tuple[int, int, str]], editions: list[str]) -> str:
    """The name of the paper: what ends like one; else its edition; else what stands first and alone."""
    if names and max(names)[0] >= 2:
        best = max(names)[2]
        return best + editions[0] if editions and best not in editions[0] else best
    if editions:
        return editions[0]
    return max(names)[2] if names else ""
