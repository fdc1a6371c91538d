"""Title lines: how much a line looks like one, and which of a block are kicker, headline and deck."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from index.source import half_width

if TYPE_CHECKING:
    from index.lines import Form

_NARRATIVE = re.compile(
    r"(?:强调|要求|指出|表示|提出|说|时强调|会上|之际|召开|举行|发布|调研|时|主持|讲话|出席|致辞|宣读|(?:举行|召开|开展)[\u4e00-\u9fff]{2,8})$"
)
_SERIES = re.compile(r"^(?:—|-|–|―){1,3}")
_NOTICE = re.compile(
    r"(?:公告|公示|启事|稿约|征稿|声明|通告|更正|致歉|讣告|通知|布告|倡议书|公开信|一封信|招标|拍卖|招聘|招租|招领|遗失|注销|挂失|预告"
    r"|(?:温馨|友情|出行|服务|便民|明日|今日)(?:提示|提醒)|天气|天气预报|气象|停水|停电|便民信息|服务信息|开奖|中奖号码)"
)
# The number of an official document: 〔2025〕9号.
DOCUMENT = re.compile(r"[〔\[(]\d{4}[〕\])]\s*第?\s*\d+\s*号$")
TELEPHONE = re.compile(r"(?<!\d)(?:0\d{2,3}[-—]\d{3,8}|1[3-9]\d{9}|\d{3,4}[-—]\d{8})(?!\d)")
HOURS = re.compile(r"\d{1,2}:\d\d\s*[-—~至]")
# What heads the small advertisements.
_CLASSIFIED = re.compile(
    r"(?:房屋|住房|店铺|商铺|厂房|仓库|门面|旺铺|房产|二手车?|车辆|设备|农机|机械)?(?:出租|出售|转让|租售|求租|求购)(?:信息)?"
    r"|(?:招商|家政|征婚|交友|寻人|寻物|求职|搬家|疏通|招生)(?:服务|信息|启事|加盟)?|分类(?:信息|广告)"
)
_SURE_NOTICE = re.compile(
    r"(?:(?:公告|公示|启事|声明|通告|讣告|布告|倡议书|公开信|一封信)(?:\([^)]*\))?|停[水电气](?:通知|预告|信息)|^关于.*的通知)$"
)
# What heads short items (简讯) or a word of the editors (编后), and is short by nature.
_ROUNDUP = re.compile(
    r"^(?:编后(?:语|话|记)?|编者(?:按|的话)|(?:[一本每]周|今日)?[要快短]?[新要快短]?[闻讯]?简[讯报闻]"
    r"|[\u4e00-\u9fff]{0,4}(?:短讯|快讯|要讯|资讯|短波|速览|集纳)"
    r"|一句话新闻|新闻速览|要闻简报)$"
)

# What may stand in brackets behind a title: （外一首）, （组诗）, （上）.
_PART = re.compile(
    r"\((?:外[一二三四五六七八九十]首|组诗|节选|连载.{0,4}|[上中下\d一二三四五六七八九十]{1,3})\)$"
)
_POEMS = re.compile(
    r"\((?:外[一二三四五六七八九十]首|组诗)\)$|^[\u4e00-\u9fff]{1,8}[一二两三四五六七八九十][首章]$"
)
_LISTING = re.compile(
    r"(?:榜|名单|赛果|战报|赛程(?:表)?|比分|一览(?:表)?|时间表|价目表|排名|排行|得主"
    r"|获奖者)(?:\([^)]{1,12}\))?$|价格?\([^)]{0,4}元[^)]{0,8}\)$"
)


def title_score(form: Form, indented_page: bool) -> float:
    """Score one line as a line of a title: above 0 it looks like one, below -3 it hardly can be.

    The weights were set by hand on pages written for the tests; they say what newspaper titles are: short,
    without a full stop, with spaces instead of commas.
    """
    key = form.key
    size = len(key)
    if (
        form.date
        or form.dateline
        or form.byline.strength == 3
        or form.speaker
        or (form.column and not form.rest)
    ):
        return -8.0
    score = 1.5
    if size > 45:
        return -9.0
    if size > 36:
        score -= 4.0
    elif size > 30:
        score -= 1.5
    elif size < 2:
        score -= 5.0
    elif size < 3 and not is_notice(key) and not is_roundup(key):
        score -= 2.0
    elif size == 3:
        score -= 0.5
    # Inside a narrow column a title is cut as well, so a full line says little.
    ending = {
        "stop": -0.8 if key[-1] in "!?…”’" else -6.0,
        "semi": -5.0,
        "colon": -0.8,
        "join": -2.5,
        "paren": -1.0,
        "open": 0.0,
    }
    if form.full and form.end in ("join", "paren", "colon"):
        score -= 1.8 if form.end == "colon" and "," in key else 0.3
    elif not _PART.search(key):
        score += ending[form.end]
    elif key[-3:] not in ("(上)", "(中)", "(下)") and not key[-2].isdigit():
        score += 1.5
    if key[-1] in ",、":
        score -= 0.5 if form.full else 3.0
    if TELEPHONE.search(key) or HOURS.search(key):
        score -= 5.0
    if "。" in key[:-1] or re.search(r"[!?].", key.rstrip("”’!?")):
        score -= 4.0
    if ";" in key:
        score -= 3.0
    commas = key.count(",") + key.count("、") * 0.5
    score -= 0.3 * commas if commas <= 1 else 1.2 * commas
    if form.paragraph:
        score -= 2.5 + (2.0 if form.end == "colon" else 0.0)
    if form.closing:
        score -= 4.0
    if form.table or len(re.findall(r"\d[\d.]*", key)) >= 4:
        score -= 3.5
    if form.quote and not form.full:
        score -= 1.5
    if key[0] == "(":
        score -= 6.0 if key[-1] == ")" or (form.full and form.quote > 0) else 2.0
    if form.opening and size > 12 and commas:
        score -= 1.0
    if indented_page:
        score += -2.5 if 2 <= form.line.indent <= 4 else 0.5
    if re.search(r"\S [^\s\d]|\S  ?\S", key) and not form.table:
        score += 0.4
    if _SERIES.match(key):
        score += 0.5
    return score


@lru_cache(maxsize=4096)
def is_roundup(key: str) -> bool:
    """Whether a line heads a list of short items (简讯) or a word of the editors (编后)."""
    return bool(_ROUNDUP.match(key))


def has_parts(key: str) -> bool:
    """Whether a title heads several poems: 江边（外一首）, 山行（组诗）."""
    return len(key) <= 20 and bool(_POEMS.search(key))


def is_listing(key: str) -> bool:
    """Whether a title heads a list or a table: 联赛积分榜（前五名）, 先进个人名单."""
    return len(key) <= 26 and bool(_LISTING.search(key))


@lru_cache(maxsize=4096)
def is_series(key: str) -> bool:
    """Whether a line is the second half of a title for certain: ``——一论……``."""
    return bool(_SERIES.match(key)) and len(key) > 3


@lru_cache(maxsize=4096)
def is_notice(title: str) -> bool:
    """Whether a title heads a notice, a correction or the weather."""
    key = re.sub(r"\s", "", half_width(title))
    if _CLASSIFIED.fullmatch(key):
        return True
    found = list(_NOTICE.finditer(key))
    if not found or len(key) - found[-1].end() > 4:
        return False
    # A news title may end so too: a notice is headed by its kind, with little before it.
    return len(key) <= 12 or bool(_SURE_NOTICE.search(key))


def split_roles(lines: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Tell kicker, headline and deck apart in a block of title lines, as a set.

    Every way to cut the block into (kicker, headline, deck) is scored and the best returned. The headline
    is what reads like one: terse, set with spaces, near fifteen characters; a kicker tells the occasion,
    a deck adds names and figures or starts with a dash.
    """
    count = len(lines)
    keys = [half_width(line) for line in lines]
    if count <= 1:
        return [], list(lines), []
    best: tuple[float, int, int] = (float("-inf"), 0, count)
    for start in range(count):
        for end in range(start + 1, count + 1):
            if start > 2 or count - end > 2:
                continue
            score = _score_split(keys, start, end)
            if score > best[0]:
                best = (score, start, end)
    _, start, end = best
    return list(lines[:start]), list(lines[start:end]), list(lines[end:])


def _weight(key: str) -> float:
    """How much one line reads like the headline of its block."""
    size = len(key.replace(" ", ""))
    score = 1.0 - abs(size - 13) * 0.12
    if size > 22:
        score -= (size - 22) * 0.1
    if size <= 4:
        score -= 0.5
    if _NARRATIVE.search(key):
        score -= 0.9
    if key.endswith(":"):
        score -= 2.5
    score -= 0.3 * key.count(",")
    score -= 0.25 * min(2, len(re.findall(r"\d+", key)))
    if re.search(r"[“”!?]", key):
        score += 0.35
    if re.search(r"\S\s+\S", key):
        score += 0.1
    if _SERIES.match(key):
        score -= 8.0
    return score


def _score_split(keys: Sequence[str], start: int, end: int) -> float:
    """Score one split: ``keys[:start]`` kicker, ``keys[start:end]`` headline, the rest deck."""
    head = keys[start:end]
    score = sum(map(_weight, head)) / len(head)
    if len(head) == 2:
        # Two lines of one length without figures are set as a pair; else one line is the headline.
        near = abs(len(head[0]) - len(head[1])) <= 1 and not re.search(r"\d", "".join(head))
        score += 0.15 if near and len(keys) == 2 else -0.45
        if head[0].endswith((",", "、", ":")):
            score += 0.4
    elif len(head) > 2:
        score -= 1.6 + (len(head) - 3)
    kickers, decks = keys[:start], keys[end:]
    # A block of five lines has room for two above and two below.
    score -= (0.9 if len(keys) < 5 else 0.3) * (max(0, len(kickers) - 1) + max(0, len(decks) - 1))
    if kickers and len(keys) == 2 and abs(len(keys[0]) - len(keys[1])) <= 1:
        # A kicker is set in another size than the headline; lines of one length are of one kind.
        score -= 0.0 if _NARRATIVE.search(keys[0]) or "," in keys[0] else 0.4
    for key in kickers:
        score += 0.5 if _NARRATIVE.search(key) else 0.0
        score += 0.8 if key.endswith(":") else 0.0
        score -= 3.0 if _SERIES.match(key) else 0.0
        score -= 0.3 if len(key) > 34 else 0.0
        # Figures are the news itself.
        score -= 0.4 if re.search(r"\d", key) and not _NARRATIVE.search(key) else 0.0
    for key in decks:
        score += 8.0 if DOCUMENT.search(key) else 0.0
        score += 1.0 if _SERIES.match(key) else 0.0
        score += 0.25 if re.search(r"\S\s+\S", key) or re.search(r"\d", key) else 0.0
        score += 0.15 if re.search(r"^\S{1,12}:", key) else 0.0
        # A deck is set smaller, so it has room for more than the headline has.
        score += 0.2 if len(key) >= len(head[-1]) + 2 else 0.0
    if len(decks) == 2 and abs(len(decks[0]) - len(decks[1])) <= 2 < len(decks[0]) - len(head[-1]) + 1:
        # Two decks are set in one size, with more room than the headline.
        score += 0.8
    if decks and len(keys) == 2:
        score += 0.25
    if kickers and decks:
        score += 0.25
    return score
