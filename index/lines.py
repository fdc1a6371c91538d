"""What a line is by its form: how it ends, whether it fills its column, what it cannot be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from index.bylines import MARKERS, Byline, parse_byline, split_tail
from index.lists import LABELLED, mark_lists, mark_tables
from index.marks import PICTURES, is_date_only, split_turn
from index.source import Line, half_width

_STOP = re.compile(r"(?:[。!?]|…|(?<=[\u4e00-\u9fff%)”\"])\.)[”’」』\"')\]】》]*$")
_PICTURED = re.compile(r"[。!?…”]\s*\S[^。!?]{1,16}(?:摄|摄影)$")
_PAREN_END = re.compile(r"[)\]】]$")
_DATELINE = re.compile(
    r"^(?:本报|本网|本台|本刊|据?新华社|据?中新社|中新网|人民网|央视|[\u4e00-\u9fff]{2,6}(?:报|网|社))"
    r"[^,。:;?!]{0,24}?(?:(?<!通)讯|电|消息|报道)(?=[\s((\d]|$|近|昨|今|日|前|记|上|从|由|为|在|经|[\u4e00-\u9fff])"
    r"|^[\u4e00-\u9fff]{0,8}讯\s*(?=[((\s])|^[【\[]?(?:快讯|简讯|短讯)[】\]]?\s*(?=[((\d:])"
)
_OPENING = re.compile(
    r"^(?:近日|近期|近来|昨[日天晚夜]|今[日天年晨早]|日前|目前|前[日天]|上[周月半午]|本[周月]|连日|连续"
    r"|截至|去年|当[日天]|每[天年逢到]"
    r"|\d{1,2}月(?:\d{1,2}日|初|中旬|底)?|\d{4}年|(?:本月)?\d{1,2}日(?:[上下]午|晚|起)?|[清凌]晨|傍晚"
    r"|[上下]午|周[一二三四五六日末]|记者|“"
    r"|据(?:悉|了解|介绍|统计)|在|为)"
)
_PARAGRAPH = re.compile(
    r"^(?:据(?:悉|了解|介绍|统计)|近年来|与此同时|此外|另外|同时|会议(?:指出|强调|要求)|下一步|接下来"
    r"|[一二三四五六七八九十]{1,2}、|[((][一二三四五六七八九十\d]{1,2}[))]"
    r"|图[①-⑳\d一二三四五六]?[::]|\d{1,2}[.、.](?!\d)|第[一二三四五六七八九十]{1,2}[,、条章]|问[::]|答[::]|[△●◆▲◇■□★☆○◎▶◀▼►◄①-⑳])"
)
_SALUTATION = re.compile(
    r"^[\u4e00-\u9fff]{0,6}(?:同志|先生|女士|老师|朋友|编辑部|编辑|读者|市民|同学|家长)们?[::]$"
)
_SPEAKER = re.compile(r"^[^\s,。:“”()]{1,8}:(?!$)")
_CONNECTED = re.compile(r"[,、(“‘《〈「『【\[–]$")
_CONNECTIVE = re.compile(
    r"[\u4e00-\u9fff](?:的|和|与|及|或|在|对|为|把|被|让|将|从|向|以|更|等|并|而|是|不|了)$"
)
_CLOSING = re.compile(r"^[,。、;:!?)”’》〉」』】\]%]|^[—…]{2}(?=.{0,6}[,。])")
_COLUMN_MARKS = "◆●■★▲※☆◇"
OPENS_COLUMN = "【〖[「『〔" + _COLUMN_MARKS
"""What the name of a column may begin with."""
_COLUMN = re.compile(
    rf"^[{_COLUMN_MARKS}\s]*"
    r"(?:【([^【】]{2,14})】|〖([^〗]{2,14})〗|\[([^\[\]\d]{2,14})\]"
    r"|[「『]([^」』]{2,14})[」』]|〔([^〕]{2,14})〕"
    rf"|(?<=[{_COLUMN_MARKS}])([\u4e00-\u9fff·]{{2,8}})(?=\s*[{_COLUMN_MARKS}]+$)"
    r"|([\u4e00-\u9fff·]{2,10})(?:专栏|专题|栏目))(.*)$"
)
_COLUMN_WORDS = """
对话 访谈 评论 时评 声音 人物 特写 言论 社论 社评 来论
诗歌 散文 小说 小小说 随笔 书评 杂文 诗词 游记
"""
_COLUMNS = frozenset(_COLUMN_WORDS.split())
_COLUMN_END = re.compile(
    r"^(?:[\u4e00-\u9fff·]{0,5}(?:观察|视点|论坛|时评|聚焦|热线|直通车|窗口|纪事|故事|话题|茶座|广角"
    r"|传真|速递|札记|随笔|漫谈|笔记|日记|絮语|杂谈|食谱|厨房|快讯"
    r"|一线|现场|进行时|面对面|走基层|链接|照登|视界|瞭望|走笔|记事|手记|背景|阅读|声音|人物"
    r"|评论|专栏|特写|访谈|对话|解读|追踪|在线|来信|巷议|快评|锐评|夜话|讲堂|课堂|信箱|说法|说案|普法|书架|掌故|风采"
    r"|风景|风物|风情|往事|旧事|亮点|快语|记忆|人))$"
)
_TABLE = re.compile(r"\d[\d.,%:/-]*\s+(?:\S.*)?\d|\t|\d\s*℃|\d(?:级|度)(?:[,\s]|$)")
# What a typesetter does not let begin a line alone, or end one.
_UNPARTED = re.compile(r"[“‘(《〈「『【\[]|.[,。、;:?!)》〉”’」』】\]%]|[\dA-Za-z.]{2}|——|……")

@dataclass(frozen=True, slots=True)
class Form:
    """A line with what its form tells.

    ``wrap`` is the width at which the text around it was cut, in characters, or 0 where each line is a
    whole paragraph; ``full`` says that the line reaches it. ``end`` is ``stop``, ``join`` (the sentence
    goes on for certain), ``paren``, ``semi`` or ``open``.
    """

    line: Line
    wrap: int
    full: bool
    end: str
    byline: Byline
    dateline: bool
    opening: bool
    paragraph: bool
    closing: bool
    speaker: str
    table: bool
    date: bool
    column: str
    rest: str
    quote: int
    tail: Byline

    @property
    def key(self) -> str:
        """The line in half-width letters, digits and punctuation."""
        return self.line.key


class Wrap(NamedTuple):
    """Where the text around a line was cut (0: nowhere), and whether the line reaches that place."""

    width: int
    full: bool


def find_wraps(lines: Sequence[Line]) -> list[Wrap]:
    """Find out for each line at which width its surroundings were cut.

    Nothing is assumed about the width: lines that were cut end at the same place, and almost none is
    longer. Dumps cut after so many characters, typesetters after so much room, so both are measured and
    the one that fits more lines is taken.
    """
    by_size = _wrap_widths(lines, [line.size for line in lines])
    by_room = _wrap_widths(lines, [line.columns for line in lines])
    # A dump may cut within a wide space; where most lines end with spaces they say nothing.
    padded = sum(line.raw[-1].isspace() for line in lines) * 4 > len(lines)
    ends = [line.size if padded else len(line.raw) for line in lines]
    size = [
        Wrap(width, ends[place] == width > line.size or _is_full(lines, place, line.size, width))
        for place, (line, width) in enumerate(zip(lines, by_size, strict=True))
    ]
    room = [
        Wrap(width, _is_full(lines, place, line.columns, width))
        for place, (line, width) in enumerate(zip(lines, by_room, strict=True))
    ]
    return max(size, room, key=_fit)


def _fit(wraps: Sequence[Wrap]) -> int:
    """How well a measure fits: lines that end where it says, less those among them that are too long."""
    long = sum(
        1 for above, here, below in zip(wraps, wraps[1:], wraps[2:], strict=False)
        if not here.width and above.width and below.width
    )  # fmt: skip
    return sum(wrap.full for wrap in wraps) - 5 * long


def _is_full(lines: Sequence[Line], place: int, size: int, width: int) -> bool:
    """Whether a line reaches the place where its surroundings were cut.

    One that is a character short does so only for a reason: a space stood at the cut, or the next line
    begins with what must not be parted (an opening bracket, a number, a character with the comma after it).
    """
    if not width or size < width - 1:
        return False
    if size >= width:
        return True
    if len(lines[place].raw) > lines[place].size:
        return True
    if place + 1 == len(lines):
        return False
    below = lines[place + 1]
    return (below.raw[0] in " \u3000" and below.indent < 4) or bool(_UNPARTED.match(below.key))


def _wrap_widths(lines: Sequence[Line], sizes: Sequence[int]) -> list[int]:
    """The width of the page as a whole, or of each stretch of lines (one column may be narrow)."""
    if len(sizes) < 4:
        return [0] * len(sizes)
    counts: dict[int, int] = {}
    for size in sizes:
        counts[size] = counts.get(size, 0) + 1
    for width in sorted(counts, reverse=True):
        near = counts[width] + counts.get(width - 1, 0)
        longer = sum(1 for size in sizes if size > width + 1)
        if 8 <= width <= 60 and near >= max(4, len(sizes) * 0.25) and longer <= len(sizes) * 0.08:
            if _is_cut_prose(
                [line for line, size in zip(lines, sizes, strict=True) if width - 1 <= size <= width + 1]
            ):
                width = _without_hanging(width, sizes)
                return [width if size <= width + 3 else 0 for size in sizes]
            break
    widths = [0] * len(sizes)
    reach = 8
    for start in range(max(1, len(sizes) - reach + 1)):
        inside = sizes[start : start + reach]
        width = sorted(inside)[-2]
        if not 8 <= width <= 60 or sum(1 for size in inside if size >= width - 1) * 2 < len(inside):
            continue
        if max(inside) <= width + 1 or sum(1 for size in inside if size > width + 1) == 1:
            near_lines = [
                lines[start + place] for place, size in enumerate(inside) if width - 1 <= size <= width + 1
            ]
            if len(near_lines) >= 4 and _is_cut_prose(near_lines):
                width = _without_hanging(width, inside)
                for place in range(start, min(start + reach, len(sizes))):
                    if sizes[place] <= width + 2:
                        widths[place] = max(widths[place], width)
    found = set(widths) - {0}
    if len(found) == 1 and sum(1 for size in sizes if size > max(found) + 1) <= len(sizes) * 0.08:
        # The short lines of the page (its masthead, its titles) were cut at the same place.
        return [max(found) if size <= max(found) + 3 else 0 for size in sizes]
    return widths


def _without_hanging(width: int, sizes: Sequence[int]) -> int:
    """The width that most lines have; a few are longer, as a comma hangs out of them or a quote is narrow."""
    for _ in range(2):
        if sizes.count(width - 1) > 2 * sizes.count(width):
            width -= 1
    return width


def _is_cut_prose(run: Sequence[Line]) -> bool:
    """Whether lines of one length are prose that was cut, and not verse, titles or rows of a table.

    Cut prose has its punctuation anywhere; the others have it at the end of their lines, or none.
    """
    inner = sum(1 for line in run if re.search(r"[,。、;”]", line.key[:-1]))
    ended = sum(1 for line in run if re.search(r"[,。;!?:]$", line.key))
    return inner * 5 >= len(run) * 2 and ended * 2 <= len(run)


def column_title(key: str) -> tuple[str, str]:
    """Return the name of a column in brackets (【民生观察】) at the start of a line, and what follows it."""
    match = _COLUMN.match(key)
    if not match:
        return "", ""
    name = next((group for group in match.groups()[:-1] if group), "")
    if re.search(r"[。,!?;]", name):
        return "", ""
    return name.strip(), match.groups()[-1].strip(f"{_COLUMN_MARKS} ")


def is_column_name(key: str) -> bool:
    """Whether a short line is the name of a column although nothing brackets it (街谈巷议, 法治在线)."""
    key = key.lstrip(MARKERS)
    if re.fullmatch(r"(?:图说|影像|光影|镜头|视觉)[\u4e00-\u9fff]{2,3}", key):
        return True
    if key in _COLUMNS or PICTURES.fullmatch(key):
        return True
    return 2 <= len(key) <= 7 and bool(_COLUMN_END.match(key)) and not re.search(r"[的了是]", key)


def describe(lines: Sequence[Line], wraps: Sequence[Wrap]) -> list[Form]:
    """Return the form of each line; ``wraps`` is what `find_wraps` found for it in the whole file."""
    speakers: dict[str, int] = {}
    for line in lines:
        match = _SPEAKER.match(line.key)
        if match:
            speakers[match[0]] = speakers.get(match[0], 0) + 1
    forms: list[Form] = []
    for place, (line, wrap) in enumerate(zip(lines, wraps, strict=True)):
        key = line.key
        match = _SPEAKER.match(key)
        speaker = match[0] if match and (speakers[match[0]] > 1 or match[0][:-1] in ("问", "答")) else ""
        byline = _byline(lines, wraps, place)
        headed = (key[0] in OPENS_COLUMN or key[-1] in "栏题目") and byline.strength < 3
        name, rest = column_title(key) if headed else ("", "")
        forms.append(
            Form(
                line=line,
                wrap=wrap.width,
                full=wrap.full,
                end=ends_as(key),
                byline=byline,
                dateline=_is_dateline(lines, wraps, place),
                opening=bool(_OPENING.match(key)),
                paragraph=bool(_PARAGRAPH.match(key) or _SALUTATION.match(key)),
                closing=bool(_CLOSING.match(key)),
                speaker=speaker,
                table=bool(_TABLE.search(key)) and len(key) <= 60 and not re.search(r"[。,]", key),
                date=len(key) <= 20 and is_date_only(key),
                column=name,
                rest=rest,
                quote=_open_quotes(key),
                tail=split_tail(line.text)[2] if key[-1] in ")摄图影文" else Byline(),
            )
        )
    for place in range(1, len(forms)):
        _mend_tail(forms, place)
    mark_tables(forms)
    mark_lists(forms)
    return forms


def _is_dateline(lines: Sequence[Line], wraps: Sequence[Wrap], place: int) -> bool:
    """Whether a line starts with where the report comes from (本报讯), which the column may have cut."""
    key = lines[place].key
    if not wraps[place].full or place + 1 == len(lines) or len(key) > 30:
        return bool(_DATELINE.match(key))
    return bool(_DATELINE.match(key) or _DATELINE.match(key + lines[place + 1].key))


def _mend_tail(forms: list[Form], place: int) -> None:
    """Read what ends a paragraph (（记者 张三）, 王五 摄, （下转第3版）) where the column cut it in two."""
    form, above = forms[place], forms[place - 1]
    if form.full or not above.full or form.key[-1] not in ")摄图影文" or len(form.key) > 24:
        return
    spaced = above.line.raw.endswith((" ", "\u3000")) or form.line.indent == 1
    joined = above.line.text + (" " if spaced else "") + form.line.text
    if form.end == "paren" and split_turn(half_width(joined))[1] < len(joined):
        forms[place] = replace(form, end=ends_as(half_width(joined)))
        return
    text, credit, names = split_tail(joined)
    if credit and len(credit) > len(form.line.text) and text:
        forms[place] = replace(form, byline=Byline(), tail=names, end="stop")


def _byline(lines: Sequence[Line], wraps: Sequence[Wrap], place: int) -> Byline:
    """Read a line as a byline, also where a narrow column cut the last name in two."""
    line = lines[place]
    if len(line.key) > 60 or _DATELINE.match(line.key):
        return Byline()
    found = parse_byline(line.text)
    if place + 1 < len(lines) and LABELLED.match(line.key) and LABELLED.match(lines[place + 1].key):
        # 作者：张三 above 出版社：…… is an item of a list.
        return found if parse_byline(lines[place + 1].text).strength else Byline()
    if found.strength >= 2 or not wraps[place].full or place + 1 == len(lines) or wraps[place + 1].full:
        return found
    below = lines[place + 1].text
    joined = (
        parse_byline(line.text + (" " if line.raw.endswith(" ") else "") + below)
        if len(below) <= 16
        else found
    )
    return joined if joined.strength == 3 else found


def ends_as(key: str) -> str:
    """How a line ends, as `Form.end` says; a pointer to another page behind the text does not count."""
    if key[-1] in ")]】" and len(key) > 8:
        key = key[: split_turn(key)[1]] or key
        if key[0] == "(" and key.count("(") == 1 and key[-1] == ")" and not parse_byline(key).strength:
            return "stop"
    if _STOP.search(key) or (key[-1] in "摄影" and _PICTURED.search(key) and split_tail(key)[1]):
        return "stop"
    if key[-1] == ";":
        return "semi"
    if key[-1] == ":":
        return "colon"
    if _CONNECTED.search(key) or (len(key) >= 18 and _CONNECTIVE.search(key)):
        return "join"
    if _PAREN_END.search(key):
        return "paren"
    return "open"


def _open_quotes(key: str) -> int:
    """How many quotation marks and brackets are left open at the end of the line (negative: closed only)."""
    return sum(key.count(a) - key.count(b) for a, b in (("“", "”"), ("(", ")"), ("《", "》"), ("‘", "’")))
