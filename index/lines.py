"""What a line is by its form: how it ends, whether it fills its column, what it cannot be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from index.bylines import Byline, parse_byline, split_tail
from index.marks import is_date_only
from index.source import Line

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
    r"|\d{1,2}[.、.](?!\d)|第[一二三四五六七八九十]{1,2}[,、条章]|问[::]|答[::]|[△●◆▲◇■□★☆○◎])"
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
_COLUMN = re.compile(
    r"^[◆●■★▲※\s]*(?:【([^【】]{2,14})】|〖([^〗]{2,14})〗|\[([^\[\]\d]{2,14})\]"
    r"|[「『]([^」』]{2,14})[」』]|〔([^〕]{2,14})〕"
    r"|([\u4e00-\u9fff·]{2,10})(?:专栏|专题|栏目))(.*)$"
)
_COLUMN_END = re.compile(
    r"^(?:[\u4e00-\u9fff·]{0,5}(?:观察|视点|论坛|时评|聚焦|热线|直通车|窗口|纪事|故事|话题|茶座|广角"
    r"|传真|速递|札记|随笔|漫谈"
    r"|一线|现场|进行时|面对面|走基层|链接|照登|视界|瞭望|走笔|记事|手记|背景|阅读|声音|人物"
    r"|评论|专栏|特写|访谈|对话|解读|追踪|在线|来信|巷议|快评|锐评|夜话|讲堂|课堂|信箱|书架|掌故|风采"
    r"|风景|亮点|人))$"
)
_RULE = re.compile(r"^[\s\-—_=*~·.…─━═▬＊]+$")
_TABLE = re.compile(r"\d[\d.,%:/-]*\s+\S.*\d|\t|\d\s*℃|\d(?:级|度)(?:[,\s]|$)")
# What a typesetter does not let begin a line alone, or end one.
_UNPARTED = re.compile(r"[“‘(《〈「『【\[]|.[,。、;:?!)》〉”’」』】\]%]|[\dA-Za-z.]{2}|——|……")

_STAFF = (
    r"(?:本版|本期|今日|值班|责任?|版面|版式|美术|视觉|图片|校对|文字|编辑|审读|组版|统筹|执行|一审|二审"
    r"|三审|终审|总|策划|审校)*"
    r"(?:编辑|责编|美编|校对|组版|排版|编审|主编|编委|主任|制图|设计|版式|照排|检校|审读|监制|策划|统筹"
    r"|值班|视觉|美术)"
    r"(?:(?:/|、|·)(?:编辑|美编|校对|设计|版式))*"
)
_PERSON = (
    r"(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]\s[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff]{1,8})"
)
# Lines that are no article's text. Every pattern describes a whole line, so that a sentence of a body
# which mentions a hotline or a page stays where it is.
_NOISE = [
    r"(?:请?(?:微信)?(?:扫一?扫|扫码|扫描)[^。]{0,18})",
    r"(?:长按|点击|识别)?[^。,]{0,8}二维码[^。,]{0,10}",
    rf"(?:{_STAFF}[\s:/|]+{_PERSON}(?:[\s、,/]+{_PERSON}){{0,5}}[\s、,;|/]*)+",
    r"[(\[【▲→●>]*\s*(?:本文)?(?:下转|上接|转|接|紧接|详见|见|全文(?:见|刊)?"
    r"|[\u4e00-\u9fff]{0,12}(?:详见|刊于|请看))\s*"
    r"(?:今日|本报|本期)?\s*第?\s*[A-Z]?\s*(?:\d{1,3}"
    r"|[一二三四五六七八九十]{1,3})\s*(?:[-、至]\s*[A-Z]?\d{1,3}\s*)?版?[^。,]{0,10}版[^。,]{0,8}[)\]】]?",
    r"本(?:栏目|栏|版|专栏|专版|专题)(?:被评为|获评|荣获|获得|荣膺|由|与)[^。]{2,36}(?:栏目|奖|称号|品牌"
    r"|协办|主办|承办|支持|冠名|特约|联办|合办|刊出|推出|主持|供稿|提供|出品|编写)",
    # A pointer of the table of contents: 跨江大桥主塔封顶 2版.
    r"[^。,;!]{4,30}(?:\s+|…+|·{2,}|\.{3,})\s*(?:详见|见|第|▶|→)?\s*[A-Z]?\d{1,2}(?:-[A-Z]?\d{1,2})?\s*版",
    r"(?:电子)?(?:信箱|邮箱|邮件|e-?mail|E-?mail)\s*[::]\s*\S+@\S+",
    r"(?:https?://|www\.)\S+|\S{0,12}\s*[:]?\s*(?:https?://|www\.)\S+|[\w.]+@[\w.]+\.\w+",
    r"(?:本报|报社|编辑部)?(?:新闻|报料|爆料|订报|发行|广告|读者|投稿|订阅|征订|值班|采编|总编室|编辑部"
    r"|24小时|本报)+"
    r"(?:热线|电话|专线|信箱|邮箱|QQ群?|微信号?|公众号|传真|邮编|网址)(?:电话"
    r"|邮箱)?\s*[:]?\s*[\w@.\-()/、,\s]{4,50}",
    r"[^。,:]{0,20}(?<!系)(?<!询)(?<!名)(?:热线|热线电话|报料电话|读者电话)\s*[:]?\s*[\d\-()/、\s]{6,40}"
    r"|[\u4e00-\u9fff]{2,8}热线\s*[:]?\s*[\d\-]{6,20}[^。]{0,12}",
    r"相关(?:图片|报道|链接|内容|新闻|评论)[^。,]{0,4}见[^。,]{0,10}版",
    r"(?:网站|官网|微博|微信公众号|客户端)\s*:[^。]{2,40}",
    r"[(][^。()]{2,40}(?:热线|电话)[^。()]{0,6}[\d-]{7,}[)]",
    r"[(](?:本报|本版|本页|本栏|相关(?:报道|新闻))[^。]{2,40}[)]",
    r"(?:社|地|本报地|编辑部地|报社地)址\s*[:]\s*[^。]{4,80}",
    r"(?:国内统一(?:连续出版物)?[刊]?号|CN\s*\d\d|邮发代号|准印证号?|零售(?:价)?|定价|每份|全年(?:定价"
    r"|订价)|广告经营许可证|印刷|承印|本报印刷)"
    r"[^。]{0,70}",
    r"(?:第?\s*\d{1,3}\s*页|[-—–]\s*\d{1,3}\s*[-—–]|\d{1,3}\s*/\s*\d{1,3}|第?\s*[A-Z]\d{1,2}|\d{1,2})",
    r"(?:·?广告·?|资料(?:图片|照片|图)|图片新闻|公益广告|今日导读|导读|·?专版·?|更多(?:内容|新闻"
    r"|精彩)[^。]{0,20})",
    r"(?:[\u4e00-\u9fff]{2,8}(?:客户端|公众号|发布|视频号|抖音号|微博|微信)\s*){1,3}",
    r"(?:本(?:报|版|期|页)?(?:为|是|系)?[^。,]{0,8}(?:虚构|样报|试刊|内部资料|免费赠阅)[^。]{0,30})",
    r"(?:(?:本报)?记者?[\u4e00-\u9fff]{0,4}整理制图|(?:版权所有|未经授权)[^。]{0,40}|(?:点击"
    r"|阅读)(?:查看|原文|全文)[^。]{0,12})",
]
_NOISE_LINE = re.compile("|".join(f"(?:{pattern})" for pattern in _NOISE))
_NOISE_START = re.compile(
    r"扫|长按|点击|识别|本|今日|值班|责|版|美|视|图|校|文字|编辑|审|组|统筹|[一二三终]审|总|[(\[【▲→●>]"
    r"|下转|上接|转|接|紧接|详见|见|全文|http|www|请"
    r"|新闻|报|爆|服务|订|发行|广告|投|读者|征订|采编|24|热线|电话|监督|举报|社址|地址|国内|CN|邮|准印"
    r"|零售|定价|每份|全年|印刷|承印|电子|信箱|[\u4e00-\u9fff]{2,8}(?:客户端|公众号|视频号|抖音号)"
)
_TURN = re.compile(
    r"\s*[(\[【▲→]+\s*(?:下转|上接|转|接|紧接|详见)\s*(?:今日|本报)?第?\s*[A-Z]?\s*(?:\d{1,3}"
    r"|[一二三四五六七八九十]{1,3})\s*版[^)\]】。]{0,12}[)\]】]?\s*$"
)
_LEAD_TURN = re.compile(r"^\s*[(\[【]\s*(?:紧接|上接)[^)\]】]{1,12}版[^)\]】]{0,8}[)\]】]\s*")


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
    size = [
        Wrap(width, _is_full(lines, place, line.size, width))
        for place, (line, width) in enumerate(zip(lines, by_size, strict=True))
    ]
    room = [
        Wrap(width, _is_full(lines, place, line.columns, width))
        for place, (line, width) in enumerate(zip(lines, by_room, strict=True))
    ]
    return max(size, room, key=lambda wraps: sum(wrap.full for wrap in wraps))


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
    inner = sum(1 for line in run if re.search(r"[,。、;:”]", line.key[:-1]))
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
    return name.strip(), match.groups()[-1].strip()


def is_column_name(key: str) -> bool:
    """Whether a short line is the name of a column although nothing brackets it (街谈巷议, 法治在线)."""
    if key in ("对话", "访谈", "评论", "时评", "声音", "人物", "特写", "言论"):
        return True
    return 3 <= len(key) <= 7 and bool(_COLUMN_END.match(key)) and not re.search(r"[的了是]", key)


def is_noise(key: str) -> bool:
    """Whether a whole line is no article's text: 扫一扫看视频, 责任编辑 张三, 下转第2版, a hotline...

    Several such things may stand side by side on the line.
    """
    if len(key) > 90 or key.endswith(("。", ",")):
        return False
    if _RULE.fullmatch(key) or _NOISE_LINE.fullmatch(key):
        return True
    gaps = [match for match in re.finditer(r"[\s|]+", key)]
    return any(
        _NOISE_LINE.fullmatch(key[: gap.start()]) and is_noise(key[gap.end() :]) for gap in gaps[:8]
    ) and bool(_NOISE_START.match(key))


def may_start_noise(key: str) -> bool:
    """Whether noise that a narrow column cut in two may start with this line."""
    return bool(_NOISE_START.match(key))


def split_turn(key: str) -> tuple[int, int]:
    """Return where the text proper of a line starts and ends, without （上接第1版） and （下转第2版）."""
    tail, lead = _TURN.search(key), _LEAD_TURN.search(key)
    return (lead.end() if lead else 0), (tail.start() if tail else len(key))


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
        name, rest = column_title(key) if key[0] in "【〖[「『〔◆●■★▲※" or key[-1] in "栏题目" else ("", "")
        forms.append(
            Form(
                line=line,
                wrap=wrap.width,
                full=wrap.full,
                end=_end(key),
                byline=_byline(lines, wraps, place),
                dateline=bool(_DATELINE.match(key)),
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
    # The head of a table has no figures, but as many cells as the rows below it.
    for place in range(len(forms) - 2, -1, -1):
        cells = len(forms[place].key.split())
        if cells >= 3 and forms[place + 1].table and len(forms[place + 1].key.split()) == cells:
            forms[place] = replace(forms[place], table=True)
    return forms


def _byline(lines: Sequence[Line], wraps: Sequence[Wrap], place: int) -> Byline:
    """Read a line as a byline, also where a narrow column cut the last name in two."""
    line = lines[place]
    if len(line.key) > 60 or _DATELINE.match(line.key):
        return Byline()
    found = parse_byline(line.text)
    if found.strength >= 2 or not wraps[place].full or place + 1 == len(lines) or wraps[place + 1].full:
        return found
    below = lines[place + 1].text
    joined = (
        parse_byline(line.text + (" " if line.raw.endswith(" ") else "") + below)
        if len(below) <= 16
        else found
    )
    return joined if joined.strength == 3 else found


def _end(key: str) -> str:
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
