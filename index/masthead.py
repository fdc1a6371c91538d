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
from index.source import Line, half_width

_DIGITS = {
    char: value
    for value, chars in enumerate(("〇○零O0", "一", "二", "三", "四", "五", "六", "七", "八", "九"))
    for char in chars
}
_NUMERAL = "〇○零一二三四五六七八九十"
_DATE = re.compile(
    r"(?P<y>(?:19|20)\d\d)\s*(?:年|[-./])\s*(?P<m>1[0-2]|0?[1-9])\s*(?:月|[-./])\s*"
    r"(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)\s*日?"
    rf"|(?P<cy>[一二][{_NUMERAL}O]{{3}})\s*年\s*(?P<cm>[{_NUMERAL}]{{1,3}})\s*月\s*(?P<cd>[{_NUMERAL}]{{1,3}})\s*日"
    r"|(?<!\d)(?P<py>20\d\d)(?P<pm>0[1-9]|1[0-2])(?P<pd>0[1-9]|[12]\d|3[01])(?!\d)"
)
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)[一二三四五六日天]")
_LUNAR = re.compile(
    r"(?:农历|夏历)?\s*(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥][\u4e00-\u9fff]?年)?\s*"
    r"(?:闰?(?:[正一二三四五六七八九十冬腊]|十[一二])月(?:大|小)?)\s*"
    r"(?:初[一二三四五六七八九十]|十[一二三四五六七八九]|二?十|廿[一二三四五六七八九]?"
    r"|[二三]十[一二三四五六七八九]?|三十)"
    r"(?:\s*(?!总|第|今)[\u4e00-\u9fff]{1,3}(?=\s|$))?"
)
_TOTAL = re.compile(r"总\s*(?:第|期数?[::]?)?\s*(\d{1,6})\s*[期号]|第\s*(\d{1,6})\s*[期号](?!线|楼)")
_SHEETS = re.compile(
    r"(?:今日|本期|本报|共)\s*(?:共)?\s*[\d一二三四五六七八九十]{1,3}\s*(?:个)?版(?:面)?"
    r"|[\d一二三四五六七八九十]{1,3}个版"
)
_PAGE = re.compile(
    rf"第\s*(?P<a>[A-Za-z]?\s*\d{{1,3}}|[{_NUMERAL}]{{1,3}})\s*版|(?<![\dA-Za-z])(?P<b>[A-Z]?\d{{1,3}})\s*版"
    r"|(?<![\u4e00-\u9fff])(?P<f>头)版"
)
_SHORT_PAGE = re.compile(r"^(?P<b>[A-D]?\d{1,2})\s*[::|/·\s]\s*(?P<name>[\u4e00-\u9fff·、/]{2,8})$")
_PUBLISHER = re.compile(r"(?:主办|主管|联办|出版|协办|承办|编印|编辑出版|主管主办)(?:单位)?\s*[::]?\s*$")
_PUBLISHED_BY = re.compile(r"^(?:主办|主管|联办|出版|协办|承办|编印|主管主办)(?:单位)?\s*[::]\s*")
_IMPRINT = re.compile(r"(?:国内统一|刊号|CN\s*\d\d\s*-\s*\d{4}|邮发代号|准印证|报刊登记)")
_OUTLET = re.compile(
    r"(?:客户端|发布|公众号|微信|微博|官网|网|APP|数字报|电子版|抖音号|视频号)$", re.IGNORECASE
)
_STAFF = re.compile(
    r"(?:责任编辑|责编|本版编辑|编辑|版式|校对|视觉|美编|值班编委|值班主任|主编|版面设计"
    r"|组版|责校|审校|审读|检校|统筹)\s*[::/]?\s*(?!总\s*[第期])[\u4e00-\u9fff]{2,4}"
    r"(?:[\s、](?!总\s*[第期]|责任编辑|责[编校]|美编|编辑|校对|版式|视觉|主编|组版"
    r"|审[校读])[\u4e00-\u9fff]{2,3})*"
)
# How to reach the paper, and the weather of the day: both are often set into the masthead.
_CONTACT = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6}"
    r"(?:热线|电话|传真|邮箱|信箱|邮件|邮编|网址|地址|社址)|e-?mail|https?)\s*[::]\s*[^\s|]+",
    re.IGNORECASE,
)
_WEATHER = re.compile(
    r"^(?=.*(?:[晴阴云雨雪雾霾]))(?=.*(?:[~—-]|至|到|风))[^。!?]{0,40}\d\s*(?:℃|°C|度)[^。!?]{0,30}$"
)
_LABEL = re.compile(r"^[A-Z]\d{1,2}$|^0?[1-9]$|^[1-9]\d$")
_NAME_END = re.compile(
    r"(?:日报|晚报|早报|晨报|时报|周报|快报|商报|都市报|新报|导报|午报|青年报|农民报|工人报|画报|电讯"
    r"|参考消息"
    r"|新闻|周刊|时讯|今讯|讯|报)$"
)
_EDITION = re.compile(r"^[\u4e00-\u9fff]{2,6}(?:版|专刊|周刊|分刊|记者站)$")
_PAGE_NAMES = re.compile(
    r"^(?:今日|本地|综合|要闻|时政|民生|社会|经济|文化|体育|文体|副刊|国际|国内|教育|健康|评论|理论|专版|专题"
    r"|广告|公告"
    r"|财经|科技|生活|天下|县域|乡镇|镇街|观察|深度|视点|焦点|人物|文娱|娱乐|读书|头版|时事|中国|世界"
    r"|城事|区域|法治"
    r"|党建|三农|农业|农村|乡村|旅游|文旅|房产|汽车|金融|新闻|周刊|特刊|悦读|阅读|服务|便民|都市|城市"
    r"|热线|图片|影像"
    r"|摄影|文艺|少年|校园|卫生|医疗|资讯|信息|关注|聚焦|[·、/|&\s]|版)+$"
)


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


def chinese_number(text: str) -> int:
    """Return the value of a Chinese numeral below 100, or of digits read one by one (二〇二五)."""
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    return int("".join(str(_DIGITS[char]) for char in text))


def find_date(text: str) -> datetime.date | None:
    """Return the first whole date (year, month and day) in ``text``, in any usual form."""
    for match in _DATE.finditer(half_width(text)):
        part = match.groupdict()
        try:
            if part["y"] or part["py"]:
                year, month, day = (int(part[name] or part["p" + name]) for name in "ymd")
            else:
                year, month, day = (chinese_number(part[name]) for name in ("cy", "cm", "cd"))
            return datetime.date(year, month, day)
        except (ValueError, KeyError):
            continue
    return None


def is_date_only(key: str) -> bool:
    """Whether a line holds a date and nothing else (a weekday may stand beside it)."""
    match = _DATE.search(key)
    return match is not None and not _WEEKDAY.sub("", key[: match.start()] + key[match.end() :]).strip(" ()")


def page_number(label: str) -> str:
    """Return a page number as one writes it: ``01`` is ``1``, ``a02`` is ``A02``, ``二`` is ``2``."""
    label = re.sub(r"\s", "", label).upper()
    if label == "头":
        return "1"
    if label[0] in _NUMERAL:
        return str(chinese_number(label))
    return label.lstrip("0") or "0" if label.isdigit() else label


def _spaced_out(text: str) -> str:
    """Join a name that is set with spaces between its characters (平 湖 日 报)."""
    tokens = text.split()
    return "".join(tokens) if len(tokens) > 2 and all(len(token) == 1 for token in tokens) else text


def _strip_marks(key: str) -> tuple[str, int]:
    """Take everything typical of a masthead out of a line; return what is left, and how much was there."""
    marks = 0
    key = _STAFF.sub("  ", _CONTACT.sub("  ", key))
    for pattern in (_SHEETS, _DATE, _WEEKDAY, _TOTAL, _LUNAR, _PAGE):
        key, count = pattern.subn("  ", key)
        marks += count
    return key.strip(" |/,;:·-—()[]【】"), marks


def _is_masthead_word(token: str) -> bool:
    patterns = (_NAME_END, _EDITION, _PAGE_NAMES, _OUTLET, _PUBLISHER)
    return any(pattern.search(token) for pattern in patterns)


def _score(key: str) -> int:
    """How much a line looks like one of a masthead: 0 not at all, 1 if others stand near, 2 by itself."""
    if len(key) > 70 or key.endswith(("。", "!", "?", ";", ",")) or "。" in key:
        return 0
    if _IMPRINT.search(key):
        return 2
    if len(key) <= 50 and (_PUBLISHED_BY.match(key) or (_PUBLISHER.search(key) and len(key) > 4)):
        return 1
    short = _SHORT_PAGE.match(key)
    if short and _PAGE_NAMES.match(short["name"]):
        return 1
    left, marks = _strip_marks(key)
    if not marks or len(left) > 26 or "," in left:
        return 0
    tokens = left.split()
    date = bool(_DATE.search(key))
    if date and (_WEEKDAY.search(key) or _TOTAL.search(key) or _PAGE.search(key)):
        return 2
    if all(map(_is_masthead_word, tokens)):
        return 2 if _TOTAL.search(key) and _LUNAR.search(key) else 1
    page = _PAGE.search(key)
    if page and page.start() <= 2 and len(left) <= 10 and not re.search(r"[\d,、]", left):
        return 1
    return 0


def _logical(lines: Sequence[Line], full: Sequence[bool]) -> list[tuple[int, int, str]]:
    """Put masthead lines together that a narrow column cut: (first, behind the last, text) of each."""
    parts: list[tuple[int, int, str]] = []
    place = 0
    while place < len(lines):
        key = _spaced_out(lines[place].key)
        end = place + 1
        if full[place] and len(key) <= 40:
            joined = key
            for below in range(place + 1, min(place + 5, len(lines))):
                joined += (" " if lines[below - 1].raw.endswith(" ") else "") + lines[below].key
                number = _IMPRINT.search(key) and re.fullmatch(r"[\d\-\s:A-Za-z]+", lines[below].key)
                if number or _is_closed(joined):
                    key, end = joined, below + 1
                if not full[below]:
                    break
        parts.append((place, end, key))
        place = end
    return parts


def _is_closed(key: str) -> bool:
    """Whether a text is masthead throughout: nothing is left that may be a title."""
    if not _score(key):
        return False
    # Whatever follows the number of the page is its name.
    left, marks = _strip_marks(re.sub(r"(?<=版)\s*[::]\s*[\u4e00-\u9fff·、]{2,6}(?=\s|$)", "", key))
    if _PUBLISHED_BY.match(key) or (_PUBLISHER.search(key) and not marks):
        return True
    words = [word for word in re.split(r"[\s:|/]+", left) if word]
    return marks > 0 and all(map(_is_masthead_word, words))


def find_mastheads(lines: Sequence[Line], full: Sequence[bool] | None = None) -> list[tuple[int, int]]:
    """Find mastheads and page headers: half-open ranges of positions in ``lines``, in order.

    Lines that look like a masthead gather around one that cannot be anything else (a date with its
    weekday, say), or, at the very top of the file, around any. A signature at the end of a notice, which
    is only a date, is none. ``full`` tells which lines reach the place where the page was cut.
    """
    parts = _logical(lines, full or [False] * len(lines))
    keys = [key for _, _, key in parts]
    scores = [_score(key) for key in keys]
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
            start = _extend_up(keys, start, ranges[-1][1] if ranges else 0, top)
            end = _extend_down(keys, end)
            ranges.append((start, end + 1))
        place = end + 1
    return [(parts[start][0], parts[end - 1][1]) for start, end in ranges]


def _may_stand_above(key: str) -> bool:
    """Whether a line may stand above the first date of a file: a name, an outlet, a word to the reader."""
    return len(key) <= 60 and "。" not in key and parse_byline(key).strength != 3


def _is_page_header(key: str) -> bool:
    """Whether a line is a page number with a page name, and nothing else."""
    match = _PAGE.search(key)
    if not match:
        return bool(_SHORT_PAGE.match(key))
    left = (key[: match.start()] + key[match.end() :]).strip(" :|/·-—")
    return (match.start() == 0 or bool(match["a"])) and (not left or bool(_PAGE_NAMES.match(left)))


def _is_filler(key: str) -> bool:
    """Whether a short line may stand between the lines of a masthead: a name, an edition, an outlet."""
    tokens = key.split()
    if _is_extra(key) or _LABEL.match(key):
        return True
    return len(key) <= 24 and (
        (len(tokens) == 1 and len(key) <= 10 and not re.search(r"[\d,。!?;:“”‘’\"—]", key))
        or all(map(_is_masthead_word, tokens))
    )


def _is_extra(key: str) -> bool:
    """Whether a line holds nothing but the staff of the page, ways to reach the paper, or the weather."""
    if not _strip_marks(key)[0].strip():
        return bool(_STAFF.search(key) or _CONTACT.search(key))
    return len(key) <= 50 and bool(_WEATHER.match(key))


def _is_name_like(key: str) -> bool:
    return len(key) <= 20 and all(
        _NAME_END.search(token) or _EDITION.match(token) or _OUTLET.search(token) for token in key.split()
    )


def _extend_up(keys: Sequence[str], start: int, floor: int, top: bool) -> int:
    if top:
        return floor
    while start > floor and start > 0 and _is_name_like(keys[start - 1]):
        start -= 1
    return start


def _extend_down(keys: Sequence[str], end: int) -> int:
    while end + 1 < len(keys):
        below = keys[end + 1]
        if (
            _WEATHER.match(below)
            or (_PAGE_NAMES.match(below) and len(below) <= 8)
            or (len(below) <= 20 and all(_OUTLET.search(token) for token in below.split()))
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
    for place, (first, _, key) in enumerate(_logical(lines, full)):
        rest = first > 0 and full[first - 1]
        head = _read_marks(head, key)
        if _PUBLISHED_BY.match(key):
            publishers += _PUBLISHED_BY.sub("", key).split()
            continue
        if _PUBLISHER.search(key) and not _DATE.search(key):
            publishers += _PUBLISHER.sub("", key).split()
            continue
        if _IMPRINT.search(key):
            continue
        if _WEATHER.match(key) and not _DATE.search(key):
            continue
        left, marks = _strip_marks(key)
        named = bool(head.page and not head.page_name and _LABEL.match(left.split(" ")[0]))
        for token in re.split(r"[\s|/]+", left):
            token = token.strip(",;:·-—()[]【】")
            if not head.page and _LABEL.match(token) and (token[0].isalpha() or (token == key and not rest)):
                head = replace(head, page=page_number(token))
                named = not head.page_name
                continue
            if named and re.fullmatch(r"[\u4e00-\u9fff·、]{2,8}", token) and not _NAME_END.search(token):
                head, named = replace(head, page_name=token), False
                continue
            if (
                not token
                or re.search(r"[\d,。]", token)
                or len(token) > 12
                or token.startswith(("本报", "本页", "本版"))
            ):
                continue
            if _PAGE_NAMES.match(token) and _PAGE.search(_SHEETS.sub("", key)):
                head = replace(head, page_name=head.page_name or token)
            elif _NAME_END.search(token):
                names.append(((4 if len(token) <= 8 else 2) + (token == key), -place, token))
            elif _EDITION.match(token) and not _PAGE_NAMES.match(token) and "的" not in token:
                editions.append(token)
            elif _PAGE_NAMES.match(token):
                head = replace(head, page_name=head.page_name or token)
            elif _OUTLET.search(token):
                names.append((-1, -place, token))
            elif _PAGE.search(_SHEETS.sub("", key)) and marks and re.fullmatch(r"[\u4e00-\u9fff·、]+", token):
                head = replace(head, page_name=head.page_name or token)
            elif 2 <= len(token) <= 10 and re.search(r"[\u4e00-\u9fff]", token):
                names.append((1 if token == key else 0, -place, token))
    return replace(head, newspaper=_choose_name(names, editions), publishers=tuple(publishers))


def _read_marks(head: Masthead, key: str) -> Masthead:
    """Add the date, numbers and page that one line gives to what is known already."""
    date = find_date(key)
    key = _DATE.sub("  ", _SHEETS.sub("  ", key))
    weekday, lunar, page = _WEEKDAY.search(key), _LUNAR.search(key), _PAGE.search(key)
    total = max(_TOTAL.finditer(key), key=lambda match: bool(match[1]), default=None)
    short = _SHORT_PAGE.match(key)
    label = ""
    name = ""
    if page:
        label = page["a"] or page["b"] or page["f"]
    elif short and _PAGE_NAMES.match(short["name"]):
        label, name = short["b"], short["name"]
    return replace(
        head,
        date=head.date or date,
        weekday=head.weekday or (weekday[0] if weekday else ""),
        lunar=head.lunar or (lunar[0].strip() if lunar else ""),
        number=head.number if head.number is not None else int(total[1] or total[2]) if total else None,
        page=head.page or (page_number(label) if label else ""),
        page_name=head.page_name or name,
    )


def _choose_name(names: list[tuple[int, int, str]], editions: list[str]) -> str:
    """The name of the paper: what ends like one; else its edition; else what stands first and alone."""
    if names and max(names)[0] >= 2:
        best = max(names)[2]
        return best + editions[0] if editions and best not in editions[0] else best
    if editions:
        return editions[0]
    return max(names)[2] if names else ""
