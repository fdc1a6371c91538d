"""Lines that are no article's text, and how they are taken out from between those that are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.bylines import MARKERS, parse_byline
from index.feet import ISSUER, Noise, closes, is_slogan, put_foot_aside, put_imprint_aside
from index.lines import column_title, ends_as, is_column_name
from index.marks import CONTACT, is_date_only
from index.source import Line
from index.titles import is_notice
from index.wraps import Wrap

_RULE = re.compile(rf"^[\s\-—_=*~·.…─━═▬＊]+$|^([{MARKERS}※])\s*(?:\1\s*)+$")
_STAFF = (
    r"(?:本版|本期|今日|值班|责任?|版面|版式|美术|视觉|图片|校对|文字|编辑|审读|组版|统筹|执行|电子版|数字报|网络|一审|二审"
    r"|三审|终审|总|策划|审校)*"
    r"(?:编辑|责编|美编|图编|校对|组版|排版|编审|[主总]编|编委|主任|制图|设计|版式|照排|[检责审初终]校|[一二三初复终]审|校检|审读|监制|策划"
    r"|统筹|值班|视觉|美术|制作|审核|录入)"
    r"(?:(?:/|、|·)(?:编辑|美编|校对|设计|版式))*"
)
_STAFFED = re.compile(rf"{_STAFF}(?:[\s:/|]|$)")
_STAFF_LAST = re.compile(rf"{_STAFF}[\s:/]*$")
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
    r"(?:[今明][日天明晚]{0,3}|本市|市区)?天气(?:\s*:[^。]{4,50}|\s+[^。]{2,20}\d\s*(?:℃|度)[^。]{0,30})",
    r"本(?:栏目|栏|版|专栏|专版|专题)(?:图片|照片|稿件|文字|供图)?(?:被评为|获评|荣获|获得|荣膺|由|与)[^。]{2,36}(?:栏目|奖|称号|品牌"
    r"|协办|主办|承办|支持|冠名|特约|联办|合办|刊出|推出|主持|供稿|提供|出品|编写)",
    # A pointer of the table of contents: 跨江大桥主塔封顶 2版.
    r"[^。,;!]{4,30}(?:\s+|…+|·{2,}|\.{3,}|>{1,3}|[▶►→]|(?=[(\[【]))\s*(?:详见|见|>{1,3}|[▶►→])?\s*"
    r"[(\[【]?\s*第?\s*[A-Z]?(?:\d{1,2}(?:-[A-Z]?\d{1,2})?|[一二三四五六七八九十]{1,2})\s*版\s*[)\]】>▶►→]*",
    r"[^。,;!]{4,30}\s+[A-D]\d\d",
    r"(?:[\u4e00-\u9fff]{2,8}|e-?mail|E-?mail)\s*[::]\s*\S+@\S+",
    r"(?:[\u4e00-\u9fff]{0,4}微信|QQ|微博)(?:公众号|号|群)?\s*:\s*[A-Za-z0-9_\-]{4,20}",
    r"(?:广告|分类|订阅|发行)[^。,]{0,16}(?:电话|热线|咨询|业务)\s*:?\s*[\d\-—、\s/]{6,40}",
    r"(?:https?://|www\.)\S+|\S{0,12}\s*[:]?\s*(?:https?://|www\.)\S+|[\w.]+@[\w.]+\.\w+",
    r"(?:本报|报社|编辑部)?(?:新闻|报料|爆料|订报|发行|广告|读者|投稿|订阅|征订|值班|采编|总编室|编辑部"
    r"|24小时|本报)+"
    r"(?:热线|电话|专线|信箱|邮箱|QQ群?|微信号?|公众号|传真|邮编|网址)(?:电话"
    r"|邮箱)?\s*[:]?\s*[\w@.\-()/、,\s]{4,50}",
    r"[^。,:]{0,20}(?<!系)(?<!询)(?<!名)(?:热线|热线电话|报料电话|读者电话)\s*[:]?\s*[\d\-()/、\s]{6,40}"
    r"|[\u4e00-\u9fff]{2,8}热线\s*[:]?\s*[\d\-]{6,20}[^。]{0,24}",
    r"相关(?:图片|报道|链接|内容|新闻|评论)[^。,]{0,4}见[^。,]{0,10}版",
    r"(?:网站|官网|微博|微信公众号|客户端)\s*:[^。]{2,40}",
    r"[(][^。()]{2,40}(?:热线|电话)[^。()]{0,6}[\d-]{7,}[)]",
    r"[(](?!本报(?:记者|通讯员|特约|见习))(?:本报|本版|本页|本栏|相关(?:报道|新闻))[^。]{2,40}[)]",
    r"(?:本报|本刊|报社)?(?:编辑部)?\s*[社地]址\s*[:]\s*[^。]{4,80}",
    r"(?:本报|本刊|报社)?(?:常年)?法律顾问\s*:?[^。]{4,40}",
    r"(?:本报|本刊)?(?:国内统一(?:连续出版物)?[刊]?号|CN\s*\d\d|邮发代号|准印证号?|零售(?:价)?|定价|每份|全年(?:定价"
    r"|订价)|广告经营许可证|印刷|承印|本报印刷)"
    r"[^。]{0,70}",
    r"(?:第?\s*\d{1,3}\s*页|[-—–]\s*\d{1,3}\s*[-—–]|\d{1,3}\s*/\s*\d{1,3}|第?\s*[A-Z]\d{1,2}|\d{1,2})",
    r"(?:·?广告·?|资料(?:图片|照片|图)|公益广告|·?专版·?|更多(?:内容|新闻"
    r"|精彩)[^。]{0,20})",
    r"(?:[\u4e00-\u9fff]{2,8}(?:客户端|公众号|发布|视频号|抖音号|微博|微信)\s*){1,3}",
    r"(?:本(?:报|版|期|页)?(?:为|是|系)?[^。,]{0,8}(?:虚构|样报|试刊|内部资料|免费赠阅)[^。]{0,30})",
    r"(?:(?:本报)?记者?[\u4e00-\u9fff]{0,4}整理制图|(?:版权所有|未经授权)[^。]{0,40}|(?:点击"
    r"|阅读)(?:查看|原文|全文)[^。]{0,12})",
    r"(?:[\u4e00-\u9fff]{0,4}声明\s*:(?:[^。:]{2,40},)?)?[^。,:]{0,16}未经[^。,]{0,16}(?:授权|许可|同意|允许)[^。]{2,30}",
    # What a paper says of its own page: 本版言论仅代表作者个人观点, 本报所有广告不作为合同依据.
    r"[^。]{0,36}本(?:报|刊|版|栏目?|页)[^。,:]{0,14}(?:仅|不(?:代表|作为|作|承担|构成|负|等于))[^。]{2,40}",
    r"(?:欢迎|敬请|诚邀)[^。,]{0,8}(?:来稿|投稿|来电|来信|赐稿|订阅|关注|扫码|刊登)[^。]{0,30}",
    # What the paper offers its readers by telephone, under a name of its own.
    r"[【\[][^】\]]{0,8}热线[】\]][^。]{0,40}\d{5,}[^。]{0,10}",
    # A public-service line: a slogan in pieces, and who has it printed.
    rf"(?:[^\s。,:;!?]{{3,14}}[\s!]+){{1,5}}[(]?[\u4e00-\u9fff]{{1,24}}{ISSUER}\s*宣[)]?",
    rf"[\u4e00-\u9fff]{{2,24}}{ISSUER}\s+宣|[(][\u4e00-\u9fff]{{2,24}}{ISSUER}\s*宣[)]",
    r"(?:公益)?广告[\s:|·]+[^。]{2,40}",
    r"[^。,:]{2,16}:[^。]{4,60}邮编\s*:?\s*\d{6}",
    # A count that is set large: 安全生产 1 9 5 8 天.
    r"[\u4e00-\u9fff]{2,10}\s*(?:\d\s+){2,}\d\s*[\u4e00-\u9fff]?",
]
# What heads a table of contents.
_BOX = re.compile(r"(?:今日|本期|本报|内容|版面|要闻|新闻)*导\s*读|(?:今日|本期|本报)(?:看点|要目|提要)")
# A line of it, which may name the page by its number alone, before the title or behind it.
_BOXED = re.compile(
    r"[^。;]{4,40}[\s….·>—]+[(\[]?P?(?:[A-Z]?\d{1,2}|[①-⑳])[)\]]?|P?[A-Z]?\d{1,2}(?:版)?[\s|/·:—]+[^。;]{6,40}"
)
_LABELLED = re.compile(r"[\s….·>—][A-Z]\d{1,2}$")
_ISSUED = re.compile(rf"[\u4e00-\u9fff]{{2,24}}{ISSUER}宣")
# What a paper says of its own texts; it may be a whole sentence.
_RIGHTS = re.compile(r"(?:本报|本刊|本版)[^。]{0,30}(?:转载请|转载须|稿酬|版权)[^。]{0,30}。?")
_NOISE_LINE = re.compile("|".join(f"(?:{pattern})" for pattern in _NOISE))
_NOISE_START = re.compile(
    r"E-?mail|QQ|扫|长按|点击|识别|本|今|明|天气|市区|值班|责|版|美|视|图|校|文字|编辑|审|组|统筹|[一二三终]审|总|[(\[【▲→●>]"
    r"|下转|上接|转|接|紧接|详见|见|全文|http|www|请"
    r"|新闻|报|爆|服务|订|发行|广告|投|读者|征订|采编|24|热线|电话|监督|举报|社址|地址|国内|CN|邮|准印"
    r"|零售|定价|每份|全年|印刷|承印|电子|信箱|[\u4e00-\u9fff]{2,8}(?:客户端|公众号|视频号|抖音号)"
    r"|[^\s。,]{0,12}(?:https?://|www\.)"
)
# Between the brackets of 【免费赠阅】.
_FREE = re.compile(r"(?:免费(?:赠阅|取阅)|欢迎)[^。]{0,30}")
# What the paper says of itself has one of these.
_OURS = re.compile("本[报刊版]|热线|邮编")
# A text that goes on on another page: 下转第3版.
_TURNED = re.compile(r"(?<!上)(?:转|接)\s*(?:今日|本报)?第?\s*[A-Z]?[\d一二三四五六七八九十]{1,3}\s*版")


def is_noise(key: str) -> bool:
    """Whether a whole line is no article's text: 扫一扫看视频, 责任编辑 张三, 下转第2版, a hotline...

    Several such things may stand side by side on the line.
    """
    key = key.lstrip(MARKERS).lstrip() or key
    if len(key) > 90 or (key.endswith(("。", ",")) and not _RIGHTS.fullmatch(key)):
        return False
    if _RIGHTS.fullmatch(key):
        return True
    if _RULE.fullmatch(key) or _BOX.fullmatch(key) or _NOISE_LINE.fullmatch(key):
        return True
    if key[0] == "【" and key[-1] == "】" and _FREE.fullmatch(key[1:-1]):
        return True
    gaps = [match for match in re.finditer(r"[\s|]+", key)]
    return any(
        _NOISE_LINE.fullmatch(key[: gap.start()])
        and (is_noise(key[gap.end() :]) or CONTACT.fullmatch(key[gap.end() :]))
        for gap in gaps[:8]
    ) and bool(_NOISE_START.match(key))


def _may_start(key: str) -> bool:
    """Whether noise that a narrow column cut in two may start with this line."""
    return bool(_NOISE_START.match(key))


def put_aside(lines: Sequence[Line], wraps: Sequence[Wrap]) -> tuple[list[Line], list[bool], list[Noise]]:
    """Take out the lines that are no article's text, also those that a narrow column cut in two."""
    kept: list[Line] = []
    after: list[bool] = []
    noise: list[Noise] = []
    place = 0
    pending = broken = turned = False
    gap = 0
    least = min((line.gap for line in lines[1:]), default=0)
    boxed = False
    while place < len(lines):
        count = _noise_at(lines, wraps, place, least) or (boxed and _boxed_at(lines, wraps, place))
        boxed = bool(count) and (boxed or bool(_BOX.fullmatch(lines[place].key)))
        if count:
            gap = max(gap, *(line.gap for line in lines[place : place + count]))
            broken = broken or "上接" in lines[place].key
            run = "".join(line.key for line in lines[place : place + count])
            turned = turned or bool(_TURNED.search(run))
            noise += [Noise(line.number, line.text) for line in lines[place : place + count]]
            pending = True
            place += count
            continue
        line = lines[place]
        if _is_slogan_among_noise(lines, wraps, place, least, pending or not kept):
            noise.append(Noise(line.number, line.text))
            pending, gap = True, max(gap, line.gap)
            place += 1
            continue
        if pending or gap > line.gap:
            line = replace(line, gap=max(gap, line.gap), broken=line.broken or broken, turned=turned)
        kept.append(line)
        after.append(pending)
        pending, broken, turned, gap = False, False, False, 0
        place += 1
    full = {line.number: wrap.full for line, wrap in zip(lines, wraps, strict=True)}
    put_imprint_aside(kept, after, noise, full)
    put_foot_aside(kept, after, noise, full)
    return kept, after, noise


def _is_slogan_among_noise(
    lines: Sequence[Line], wraps: Sequence[Wrap], place: int, least: int, after: bool
) -> bool:
    """Whether a slogan stands above noise (no code, which titles have), and below noise or a text's end."""
    if not is_slogan(lines[place].key) or wraps[place].full or place + 1 >= len(lines):
        return False
    below = lines[place + 1].key
    if below.endswith(("宣", "宣)")) and _noise_at(lines, wraps, place + 1, least):
        return True
    if after and is_notice(below):
        # A notice has no kicker.
        return True
    if not _noise_at(lines, wraps, place + 1, least) or re.match(r"请|微信|扫|长按|点击|识别", below):
        return False
    dated = place > 1 and wraps[place - 2].full and is_date_only(lines[place - 2].key + lines[place - 1].key)
    return after or dated or (place > 0 and closes(lines[place - 1]))


def _noise_at(lines: Sequence[Line], wraps: Sequence[Wrap], place: int, least: int) -> int:
    """How many lines of noise start at ``place``; lines that were cut have ``least`` blank ones between."""
    key = lines[place].key
    if is_date_only(key):
        # It signs the text above.
        return 0
    alone = is_noise(key) or (not wraps[place].full and bool(_ISSUED.fullmatch(key)))
    if not alone and not _may_start(key) and not _ends_as_noise(lines, wraps, place):
        return 0
    turn = alone and key[0] == "(" and bool(_TURNED.search(key))
    if place and wraps[place - 1].full and lines[place].gap <= least and not turn:
        above = lines[place - 1].key
        opened = ")" in key and _is_open(lines, wraps, place)
        inside = re.search(r"[,。、;:]", above) and ends_as(above) in ("open", "join")
        # Who edited the page stands in no sentence, and a sentence has no spaces.
        staff = len(key) > 6 and _STAFFED.match(key) and (alone or wraps[place].full)
        spaced = alone and re.search(r"[\u4e00-\u9fff]\s+[\u4e00-\u9fff]", key)
        inside = inside and not staff and not spaced
        if (len(key) <= 4 and not _BOX.fullmatch(key)) or opened or (inside and not is_noise(above)):
            # The rest of a number, a bracket or a sentence that a narrow column cut.
            return 0
    joined, found = key, int(alone)
    for count in range(2, 5):
        last = place + count - 2
        if not wraps[last].full or place + count > len(lines):
            break
        below = lines[place + count - 1]
        if below.gap > least or (found == count - 1 and _STAFFED.match(below.key)):
            # Who made the page begins anew below what is whole without it.
            break
        above = joined
        joined += (" " if lines[last].raw.endswith((" ", "\u3000")) or below.indent == 1 else "") + below.key
        ended = not wraps[place + count - 1].full or place + count == len(lines) or len(below.key) > 6
        if ended and is_noise(joined) and (not alone or _is_remnant(lines, place + count - 1, above)):
            found = count
    return found


def _is_open(lines: Sequence[Line], wraps: Sequence[Wrap], place: int) -> bool:
    """Whether a bracket stands open where a line begins, in the few lines above that were cut."""
    first = place
    while first and place - first < 4 and wraps[first - 1].full:
        first -= 1
    above = "".join(line.key for line in lines[first:place])
    return above.rfind("(") > above.rfind(")")


def _boxed_at(lines: Sequence[Line], wraps: Sequence[Wrap], place: int) -> int:
    """How many lines the title that starts at ``place`` takes in a table of contents, below its heading."""
    joined = ""
    for count, (line, wrap) in enumerate(
        zip(lines[place : place + 3], wraps[place : place + 3], strict=True), start=1
    ):
        joined += line.key
        below = lines[place + count].key[0] if place + count < len(lines) else ""
        # A label such as A4 is whole where no figure stands below it.
        if not wrap.full or (_LABELLED.search(joined) and not below.isdigit()):
            return count if _BOXED.fullmatch(joined) else 0
        joined += " " if line.raw.endswith((" ", "\u3000")) else ""
    return 0


def _ends_as_noise(lines: Sequence[Line], wraps: Sequence[Wrap], place: int) -> bool:
    """Whether a line, or what a column cut it into, ends as noise does, or speaks of the paper itself."""
    run = ""
    for line, wrap in zip(lines[place : place + 4], wraps[place : place + 4], strict=True):
        run += line.key
        if not wrap.full:
            return line.key.endswith(("宣", "宣)", "版", "版)")) or bool(_OURS.search(run[1:]))
    return False


def _is_unfinished(above: str) -> bool:
    """Whether the paper speaks of itself in a line that no number, street number or call ends."""
    return bool(_OURS.search(above)) and not re.search(r"\d{3}$|[号楼层室]$|来电$|有礼$", above)


def _may_close(lines: Sequence[Line], place: int) -> bool:
    """Whether a line may be the last words of noise above it, and no title or name of a column."""
    key, below = lines[place].key, lines[place + 1].text if place + 1 < len(lines) else ""
    if ends_as(key) != "open" or re.search(r"\d", key):
        return False
    return parse_byline(below).strength < 2 and not below.startswith("本报讯")


def _is_remnant(lines: Sequence[Line], place: int, above: str) -> bool:
    """Whether a line below noise is too little to stand for itself: the end of a name, number or imprint."""
    key = lines[place].key
    if re.match(r"[,。、;:!?)》”]", key) or above.endswith(":"):
        return True
    if len(key) <= 16 and _is_unfinished(above) and _may_close(lines, place):
        return True
    if _RIGHTS.fullmatch(above + key) and above[-1] != "。":
        return True
    if CONTACT.fullmatch(key) or re.search(r"邮编\s*:?\s*\d{6}$", key):
        return True
    if len(key) <= 24 and re.search(r"地址\s*:[^\s:]*$", above) and re.search(r"[号楼室层弄院区]$", key):
        return True
    if len(key) <= 24 and re.match(r"[\d\-—~()/.,、℃@A-Za-z]|[^。,]{1,8}:", key):
        return True
    if _STAFFED.search(key) or _STAFF_LAST.search(above):
        return True
    reached = CONTACT.finditer(above + key) if re.search(r"[\d@]", key) else ()
    cut = (*_STAFFED.finditer(above + key), *reached)
    if any(match.start() < len(above) < match.end() for match in cut):
        # The column cut the word for what somebody did: 版 above 式 张三; or the way to reach the paper.
        return True
    if len(key) > 6 or is_column_name(key) or column_title(key)[0] or is_notice(key):
        return False
    # A short line with a name or a dateline below it is a title.
    below = lines[place + 1].text if place + 1 < len(lines) else ""
    return parse_byline(below).strength < 2 and not below.startswith(("本报讯", *MARKERS))
