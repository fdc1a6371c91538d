"""What a line is by its form: how it ends, whether it fills its column, what it cannot be."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from index.bylines import MARKERS, Byline, parse_byline, split_tail
from index.lists import LABELLED, mark_lists, mark_tables
from index.marks import PICTURES, is_date_only, split_turn
from index.source import Line, half_width
from index.wraps import Wrap

_STOP = re.compile(r"(?:[。!?]|…|(?<=[\u4e00-\u9fff%)”\"])\.)[”’」』\"')\]】》]*$")
_PICTURED = re.compile(r"[。!?…”]\s*\S[^。!?]{1,16}(?:摄|摄影)$")
_PAREN_END = re.compile(r"[)\]】]$")
_DATELINE = re.compile(
    r"^(?:本报|本网|本台|本刊|据?新华社|据?中新社|中新网|人民网|央视|[\u4e00-\u9fff]{2,6}(?:报|网|社))"
    r"[^,。:;?!]{0,24}?(?:(?<!通)讯(?!息|问)|电(?![话视影脑子力网动商器梯台价费池缆站线厂气瓶机])|消息|报道)(?=[\s((\d]|$|近|昨|今|日|前|记|上|从|由|为|在|经|[\u4e00-\u9fff])"
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
_SAYS = re.compile(r"[\u4e00-\u9fff]{0,2}[:,]")
SALUTATION = re.compile(
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
    r"|传真|速递|札记|随笔|漫谈|笔记|日记|絮语|杂谈|食谱|厨房|快讯|资讯"
    r"|一线|现场|进行时|面对面|走基层|链接|照登|视界|瞭望|走笔|记事|手记|背景|阅读|声音|人物"
    r"|评论|专栏|特写|访谈|对话|解读|追踪|在线|来信|巷议|快评|锐评|夜话|讲堂|课堂|信箱|说法|说案|普法|书架|掌故|风采"
    r"|风景|风物|风情|往事|旧事|亮点|快语|记忆|人"
    r"|[你有][问求][我必][答应]|文苑|文荟|文萃|艺苑|诗苑|诗坛|诗笺|诗页|书话|书香|微言|行情|问答|短波|播报|连线|回音|见闻|杂感|漫笔|心语|心声"
    r"|看台|天地|园地|之窗|纵横|万象|博览|集锦|撷英|拾零|拾贝|史话|之声|论语|[追跟]踪报道|(?:连续|系列|深度|特别|后续|独家)报道|百科|小贴士|学堂|会客厅|访谈录|连载))$"
)
_TABLE = re.compile(r"\d[\d.,%:/-]*\s+(?:\S.*)?\d|\t|\d\s*℃|\d(?:级|度)(?:[,\s]|$)")


@dataclass(frozen=True, slots=True)
class Form:
    """A line with what its form tells.

    ``key`` is the line in half-width letters, digits and punctuation. ``wrap`` is the width at which the text
    around it was cut, in characters, or 0 where each line is a whole paragraph; ``full`` says that the line
    reaches it. ``end`` is ``stop``, ``join`` (the sentence goes on for certain), ``paren``, ``semi`` or
    ``open``.
    """

    line: Line
    key: str
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
    talks: set[str] = set()
    for place, line in enumerate(lines):
        match = _SPEAKER.match(line.key)
        if match:
            speakers[match[0]] = speakers.get(match[0], 0) + 1
            last = place
            while wraps[last].full and last + 1 < min(len(lines), place + 20):
                last += 1
            if last - place > 2 or len(line.key) > 25 or ends_as(lines[last].key) == "stop":
                # A line of a title (城管：今晚夜查) is short and has no full stop.
                talks.add(match[0])
    forms: list[Form] = []
    for place, (line, wrap) in enumerate(zip(lines, wraps, strict=True)):
        key = line.key
        match = _SPEAKER.match(key)
        speaker = match[0] if match and _speaks(match[0], speakers, talks) else ""
        byline = _byline(lines, wraps, place)
        headed = (key[0] in OPENS_COLUMN or key[-1] in "栏题目") and byline.strength < 3
        name, rest = column_title(key) if headed else ("", "")
        forms.append(
            Form(
                line=line,
                key=key,
                wrap=wrap.width,
                full=wrap.full,
                end=ends_as(key),
                byline=byline,
                dateline=_is_dateline(lines, wraps, place),
                opening=bool(_OPENING.match(key)),
                paragraph=bool(_PARAGRAPH.match(key) or SALUTATION.match(key)),
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


def _speaks(label: str, speakers: Mapping[str, int], talks: Collection[str]) -> bool:
    """Whether what stands before a colon is who speaks: more than once, and in sentences."""
    return (speakers[label] > 1 and label in talks) or label[:-1] in ("问", "答")


def _is_dateline(lines: Sequence[Line], wraps: Sequence[Wrap], place: int) -> bool:
    """Whether a line starts with where the report comes from (本报讯), which the column may have cut."""
    key = lines[place].key
    if _is_line_of_names(key) and not _is_told_below(lines, wraps, place):
        return False
    if not wraps[place].full or place + 1 == len(lines) or len(key) > 30:
        return bool(_DATELINE.match(key))
    return bool(_DATELINE.match(key) or _DATELINE.match(key + lines[place + 1].key))


def _is_line_of_names(key: str) -> bool:
    """Whether a line that ends as a dateline does is names alone: 本报记者 张三 摄影报道."""
    return key.endswith("报道") and parse_byline(key).strength == 3


def _is_told_below(lines: Sequence[Line], wraps: Sequence[Wrap], place: int) -> bool:
    """Whether what the named one says stands below: 本报讯 记者 张三 报道：……, cut before the colon."""
    return wraps[place].full and place + 1 < len(lines) and bool(_SAYS.match(lines[place + 1].key))


def _mend_tail(forms: list[Form], place: int) -> None:
    """Read what ends a paragraph (（记者 张三）, 王五 摄, （下转第3版）) where the column cut it in two."""
    form, above = forms[place], forms[place - 1]
    if not above.full or form.key[-1] not in ")摄图影文" or len(form.key) > 24:
        return
    if form.key[-1] == ")" and _is_bracketed(forms, place):
        forms[place] = replace(form, end="stop")
        return
    if form.full:
        return
    spaced = above.line.raw.endswith((" ", "\u3000")) or form.line.indent == 1
    joined = above.line.text + (" " if spaced else "") + form.line.text
    if form.end == "paren" and split_turn(half_width(joined))[1] < len(joined):
        forms[place] = replace(form, end=ends_as(half_width(joined)))
        return
    text, credit, names = split_tail(joined)
    if credit and len(credit) > len(form.line.text) and text:
        forms[place] = replace(form, byline=Byline(), tail=names, end="stop")


def _is_bracketed(forms: Sequence[Form], place: int) -> bool:
    """Whether a bracket ends here that a line above begins with: a paragraph of its own in brackets."""
    if ")" in forms[place].key[:-1]:
        return False
    for first in range(place - 1, max(-1, place - 5), -1):
        key = forms[first].key
        if not forms[first].full or ")" in key:
            return False
        if "(" in key:
            joined = "".join(form.key for form in forms[first : place + 1])
            return key[0] == "(" and key.count("(") == 1 and ends_as(joined) == "stop"
    return False


def _byline(lines: Sequence[Line], wraps: Sequence[Wrap], place: int) -> Byline:
    """Read a line as a byline, also where a narrow column cut the last name in two."""
    line = lines[place]
    if len(line.key) > 60 or (_DATELINE.match(line.key) and not _is_line_of_names(line.key)):
        return Byline()
    if _is_told_below(lines, wraps, place):
        return Byline()
    found = parse_byline(line.text)
    row = lines[place + 1].key if place + 1 < len(lines) and LABELLED.match(line.key) else ""
    if LABELLED.match(row) and not row.startswith(("记者:", "问:")):
        # 作者：张三 above 出版社：…… is an item of a list.
        return found if parse_byline(lines[place + 1].text).strength else Byline()
    if found.strength >= 2 or not wraps[place].full or place + 1 == len(lines) or wraps[place + 1].full:
        return found
    below = lines[place + 1].text
    space = " " if line.raw.endswith(" ") or lines[place + 1].indent == 1 else ""
    joined = parse_byline(line.text + space + below) if len(below) <= 16 else found
    cut = joined.strength == 2 and len(below) <= 3 and not found.strength
    return joined if joined.strength == 3 or cut else found


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
