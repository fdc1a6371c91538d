"""Spans that cannot be the answer, whatever the reader thinks of them: sorted out before they are weighed.

Each rule holds for any paper: who asks how many schools is not told how many teams, who asks for a person's
name is not told a brand's, the women's champion is not the men's, a figure of 2027 says nothing of 2024, and
an article that does not know a town (`qa.unmatched`) says nothing of it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from index.bylines import has_surname
from index.dates import Dated, find_dates
from index.normal import normalise
from index.records import Article
from index.sentences import split_sentences
from qa.answering.agents import says_nothing_of_hosts
from qa.answering.astray import (
    is_age_then,
    is_ceiling,
    is_labelled_otherwise,
    is_of_another_deed,
    is_of_another_figure,
    is_of_another_place,
    is_of_another_sort,
    is_of_the_rest,
    is_of_the_start,
    is_of_the_whole,
    is_somebody,
    is_vague,
    tells_no_such_event,
)
from qa.answering.dating import dates_of, day_meant
from qa.answering.days import bracketed
from qa.answering.mismatch import (
    Told,
    asks_for_time,
    counts_another,
    counts_unasked,
    is_no_doer,
    no_frequency,
    not_done,
    of_another_group,
    of_another_scope,
    of_another_time,
    only_hours,
)
from qa.answering.offices import (
    Office,
    asked_office,
    miscalled,
    of_another_office,
    removed,
    removed_from,
)
from qa.answering.persons import is_person
from qa.answering.units import wrong_measure
from qa.answering.whois import NOUN, who_is
from qa.contexts import Place
from qa.reader import Candidate
from qa.things import thing_names
from qa.unmatched import foreign

# Of each row a question means one; what stands nearest to a span tells which one it belongs to.
_CONTRASTS = (
    "男子 女子", "男 女", "高年级 低年级", "进口 出口", "首班 末班", "最高 最低", "上半年 下半年",
    "冠军 亚军 季军", "单人 双人 四人", "金牌 银牌 铜牌 金奖 银奖 铜奖", "一等奖 二等奖 三等奖 特等奖",
    "成人 儿童", "新房 二手房", "城镇 农村", "公交 地铁", "单打 双打", "父亲 母亲", "妻子 丈夫", "儿子 女儿",
    "首届 本届 下届 下一届 上届 上一届",
    "新馆 老馆 旧馆", "新桥 老桥 旧桥", "新楼 老楼 旧楼", "新厂 老厂 旧厂",
    "新址 旧址 老址", "新校区 老校区", "新站 老站",
)  # fmt: skip
_CONTRAST = tuple(tuple(row.split()) for row in _CONTRASTS)
_ORDINAL = re.compile(r"第[0-9零一二三四五六七八九十百]+(?P<of>[届次期批轮场季])")
_NUMBERED = re.compile(
    r"[0-9零一二三四五六七八九十百]+号(?P<of>机组|楼|线|墩|门|桥|馆|井|炉|船|坑|厅|院|库|站|地块|文件|台风)"
)
_EACH = re.compile(r"每(?:[一1]?[个名]?)(?P<of>[户亩人斤吨家年月天日次支辆件平米套座])")
_PERIODS, _SHARERS = "年月天日次", "户亩人斤吨家支辆件平米套座"
_CLOSED = re.compile(
    r"哪(?:一|些|几|[二两三四五])?[个所家座条支]?(?P<noun>国家|银行|单位|部门|机构|大学|高校|学院|学校|中学|小学|镇|村|街道|社区|路|街|县|医院"
    r"|博物馆|图书馆|公园|桥|大桥)"
    r"(?![\u4e00-\u9fff]{0,1}(?:中心|委员会|长))"
)
_ENDS = {
    "国家": re.compile(r"^(?!.*(?:[镇县村局厂院校\d]|公司|集团|市$|省$))"),
    "大学": re.compile(r"大学|学院|[\u4e00-\u9fff]大$"),
    "高校": re.compile(r"大学|学院|学校|[\u4e00-\u9fff]大$"),
    "学院": re.compile(r"学院|大学"),
    "学校": re.compile(r"学|院|校|[小中]$|园"),
    "中学": re.compile(r"中"),
    "小学": re.compile(r"小"),
    "街": re.compile(r"街|路|道|巷"),
    "路": re.compile(r"路|街|道|巷|线"),
    "县": re.compile(r"县|市|区"),
    "社区": re.compile(r"社区|村|里|苑|园"),
    "大桥": re.compile("桥"),
    "银行": re.compile(r"^(?!.*(?:手机|网上|电子)银行).*(?:银行$|信用社|[\u4e00-\u9fff]行$|储蓄所)"),
    "单位": re.compile(r"^(?!.*(?:制服|服装|元|[\d岁天年])$)"),
    "部门": re.compile(r"^(?!.*(?:制服|服装|元|[\d岁天年])$)"),
    "机构": re.compile(r"^(?!.*(?:制服|服装|元|[\d岁天年])$)"),
    "博物馆": re.compile("馆"),
    "图书馆": re.compile("馆"),
    "医院": re.compile("院|中心"),
    "公园": re.compile("园|广场|绿地"),
}
_OWNER = re.compile(
    rf"(?P<owner>[\u4e00-\u9fff]{{2,8}}?[队厂局镇村校院馆市县区司])的?(?:总|主|副)?(?P<office>{NOUN})(?=是谁|叫|姓|是哪)"
)
_OF_THE_PAPER = re.compile(r"报纸|报上|报道|见报|刊登|登载|头版|第.版|版")
_STRAY = (
    counts_another, counts_unasked, of_another_group, of_another_scope, not_done,
    is_ceiling, is_labelled_otherwise, is_of_the_start, is_of_the_rest, is_of_another_deed,
    is_of_another_figure, is_of_the_whole, is_of_another_sort, is_of_another_place, is_age_then,
)  # fmt: skip
_EDGE = re.compile("[年月岁][初底末]")  # of which year, the text has said long before
_COMPARED = re.compile(r"(?:较|比|同|与|和|跟|自|从|由|距|以)$")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,3}")
_BACK = 120  # characters before a sentence in which its subject may stand
_CLAUSE = "，,；;。！？!?\n"


def fitting(
    question: str, places: Sequence[Place], candidates: Sequence[Candidate], today: datetime.date | None
) -> list[Candidate]:
    """The candidates that may answer a question, in their order.

    Args:
        question: In the form that was searched.
        places: What the reader saw; a candidate's ``context`` is an index into them.
        candidates: What it found, best first.
        today: Which the days of the question count from; they are not looked at if None.
    """
    asked = normalise(question).text
    days = find_dates(asked, today) if today is not None else []
    kept = [
        one
        for one in candidates
        if not wrong_measure(asked, one.text)
        and not echoes(asked, one.text)
        and not of_another_kind(asked, one.text)
        and not no_frequency(asked, normalise(one.text).text)
        and not is_no_doer(asked, normalise(one.text).text)
        and not is_vague(asked, normalise(one.text).text)
        and not is_somebody(asked, normalise(one.text).text)
    ]
    if who_is(asked) is not None:
        # A name may have no usual surname; what is longer than a name must end in one that has.
        kept = [one for one in kept if is_person(one.text) or _is_bare_name(one.text)]
    office, lost = asked_office(asked), removed_from(asked)
    beside = [place.article for place in places]
    around = [_told(places[one.context], one) for one in kept]
    kept = [
        one
        for one, (told, sentence) in zip(kept, around, strict=True)
        if not _strays(asked, places[one.context].article, told, sentence, days, today)
        and not (office and _holds_another(office, told, places[one.context].article, beside))
        and not (lost and not _lost(lost, told))
    ]
    if any(_names_day(places[one.context], one) for one in kept):
        # 每天9时至21时 is no answer where the same papers tell the day.
        kept = [one for one in kept if not only_hours(asked, normalise(one.text).text)]
    strangers = foreign(asked, beside) | {one.id for one in beside if miscalled(asked, one)}
    return [one for one in kept if places[one.context].article.id not in strangers]


def _is_bare_name(span: str) -> bool:
    """Whether a span may be a name without a usual surname: 毕方 is one, 请律师 is none."""
    return _HAN.fullmatch(span) is not None and (
        has_surname(span) or re.search(rf"{NOUN}$", normalise(span).text) is None
    )


def _names_day(place: Place, candidate: Candidate) -> bool:
    """Whether a span has a day in it."""
    return any(one.precision in ("day", "days") for one in find_dates(candidate.text, place.article.date))


def _holds_another(office: Office, told: Told, article: Article, beside: Sequence[Article]) -> bool:
    """Whether a name has another office than the asked one right before it."""
    return of_another_office(office, told.text, told.start, told.end, article, beside)


def _lost(office: Office, told: Told) -> bool:
    """Whether a name is that of who loses the asked office; whoever a text says so of another way may be."""
    named = [one for one in removed(told.text) if one[2].is_same(office)]
    return not named or any(start < told.end and told.start < end for start, end, _ in named)


def _told(place: Place, candidate: Candidate) -> tuple[Told, tuple[int, int]]:
    """A span in its sentence, and where that stands in the article."""
    text, start, end = place.article.text, place.start + candidate.start, place.start + candidate.end
    left, right = next((span for span in split_sentences(text) if span[0] <= start < span[1]), (start, end))
    told = Told(normalise(text[left : max(right, end)]).text, start - left, end - left)
    if len(told.text) != max(right, end) - left:  # no character for one: places would not hold
        told = Told(text[left : max(right, end)], start - left, end - left)
    return told, (left, right)


def _strays(
    asked: str,
    article: Article,
    told: Told,
    sentence: tuple[int, int],
    days: Sequence[Dated],
    today: datetime.date | None,
) -> bool:
    """Whether the words around a span say that it belongs to another thing or day than is asked about."""
    left = sentence[0]
    span = left + told.start, left + told.end
    if says_nothing_of_hosts(asked, told.text):
        return True
    if of_another_one(asked, told) or _of_the_team_before(asked, told, article.text[:left]):
        return True
    if any(rule(asked, told) for rule in _STRAY):
        return True
    before = max(article.text.rfind("\n", 0, left), left - _BACK, 0)
    if tells_no_such_event(asked, told.text, normalise(article.text[before:left]).text):
        return True
    if today is not None and asks_for_time(asked):
        meant = day_meant(article, *span)
        if meant is not None and of_another_time(asked, meant, today):
            return True
    return bool(days) and of_another_day(asked, article.text, article.date, span, sentence, days)


def echoes(question: str, span: str) -> bool:
    """Whether a span only says what the question said already.

    >>> echoes("望舒大桥什么时候通车?", "望舒大桥"), echoes("全长多少?", "612米")
    (True, False)
    """
    bare = re.sub(r"[\W_]+", "", normalise(span).text)
    if re.search(r"还是|或者|[二两三四五六七八九十]选", question):
        return False
    if len(bare) < 3:
        return bool(bare) and re.search(rf"哪(?:一)?.{{0,2}}{re.escape(bare)}", question) is not None
    return bare in re.sub(r"[\W_]+", "", question)


def of_another_kind(question: str, span: str) -> bool:
    """Whether a question asks for one of a kind that is told by its name, and the span is none.

    >>> of_another_kind("仓库建在哪个国家?", "镇里和市商务局"), of_another_kind("在哪个镇?", "林埭镇")
    (True, False)
    """
    asked = _CLOSED.search(question)
    if asked is None:
        return False
    noun = asked["noun"]
    return (_ENDS.get(noun) or re.compile(re.escape(noun[-1]))).search(normalise(span).text) is None


def of_another_one(question: str, told: Told) -> bool:
    """Whether a span belongs to the other of two things that exclude each other: 女子, where 男子 is asked.

    >>> of_another_one("女子冠军是谁?", Told("男子冠军骆一鸣说", 4, 7))
    True
    """
    for row in _CONTRAST:
        asked = [word for word in row if word in question]
        if len(asked) == 1 and (nearest := _nearest(row, told)) and nearest not in (asked[0], ""):
            return asked[0] not in told.text[told.start : told.end]
    if _of_another_owner(question, told.text) or _of_another_thing(question, told):
        return True
    for pattern in (_ORDINAL, _NUMBERED, _EACH):
        wanted = {(match["of"], match.group()) for match in pattern.finditer(question)}
        if len(wanted) != 1:
            continue
        of, whole = next(iter(wanted))
        same = (_PERIODS if of in _PERIODS else _SHARERS) if pattern is _EACH else (of,)
        there = [match for match in pattern.finditer(told.text) if match["of"] in same]
        bare = whole.removeprefix("第")
        if there and all(match.group() != whole for match in there) and bare not in told.text:
            return True
    return False


def _of_another_owner(question: str, sentence: str) -> bool:
    """Whether a sentence tells of an office, but of another body's: 霁城队教练 for 白鹭队."""
    asked = _OWNER.search(question)
    if asked is None:
        return False
    owner, office = asked["owner"], asked["office"]
    there = re.findall(rf"([\u4e00-\u9fff]{{2,8}}{owner[-1]})的?(?:总|主|副)?{re.escape(office)}", sentence)
    return bool(there) and not any(one.endswith(owner[-3:]) for one in there)


def _of_the_team_before(question: str, told: Told, before: str) -> bool:
    """Whether an office without an owner is of the team that was spoken of last, and that is another one.

    霁城山雀队到了。主教练裴一鸣说……: not of 白鹭队, though the headline has that name.
    """
    asked = _OWNER.search(question)
    if asked is None or not asked["owner"].endswith("队"):
        return False
    office = told.text.rfind(asked["office"], 0, told.start)
    if office < 0:
        return False
    spoken = normalise(before[-_BACK:]).text + told.text[:office]
    teams = [name for name in thing_names(spoken) if name.endswith("队")]
    return bool(teams) and not teams[-1].endswith(asked["owner"][-3:])


def _of_another_thing(question: str, told: Told) -> bool:
    """Whether the thing named last before a span is another of the asked one's kind: 望月桥 for 望舒大桥."""
    asked = list(dict.fromkeys(thing_names(question)))
    if len(asked) != 1 or asked[0][-3:] in told.text:
        return False
    kind = asked[0][-1]
    before = [one for one in thing_names(told.text[: told.start]) if one[-1] == kind]
    if not before or len(before[-1]) < 3:
        return False
    return not asked[0].endswith(before[-1][-3:])


def _nearest(row: Sequence[str], told: Told) -> str:
    """Which word of a row governs a span: one in its clause, else the last one before it; "" for none."""
    left = max((told.text.rfind(mark, 0, told.start) for mark in _CLAUSE), default=-1) + 1
    ends = [at for mark in _CLAUSE if (at := told.text.find(mark, told.end)) >= 0]
    right = min(ends, default=len(told.text))
    before = list(_places(row, told.text[: told.start]))
    inside = [pair for pair in before if pair[0] >= left]
    after = list(_places(row, told.text[told.end : right]))
    if inside:
        return inside[-1][1]
    if after:
        return after[0][1]
    return before[-1][1] if before else ""


def _places(row: Sequence[str], text: str) -> Iterator[tuple[int, str]]:
    pattern = "|".join(sorted(map(re.escape, row), key=len, reverse=True))
    for match in re.finditer(pattern, text):
        yield match.start(), match.group()


def of_another_day(
    question: str,
    text: str,
    issue: datetime.date,
    span: tuple[int, int],
    sentence: tuple[int, int],
    days: Sequence[Dated],
) -> bool:
    """Whether the words before a span date it, and to no day that the question names.

    A day that the question names may be that of the issue: then what the report dates by its distance from
    it (昨天) is meant as well, and so is everything where the question speaks of the paper.
    """
    of_issue = any(day.first <= issue <= day.last for day in days)
    if of_issue and _OF_THE_PAPER.search(question):
        return False
    dated = [one for one in dates_of(text, issue) if sentence[0] <= one.start and one.end <= sentence[1]]
    inside = [one for one in dated if one.start < span[1] and span[0] < one.end]
    row = dict(bracketed(text, dated))
    if len(row) > 1 and not inside:
        # 甲（12日）、乙（19日）: each day is of what stands before it.
        own = [row[span[1]]] if span[1] in row else []
        dated = [one for one in dated if one not in row.values()]
        if own:
            return all(own[0].last < day.first or day.last < own[0].first for day in days)
    figures = [
        span[0] + match.start()
        for match in re.finditer(r"[0-9０-９]+", text[span[0] : span[1]])
        if not any(one.start <= span[0] + match.start() < one.end for one in inside)
    ]
    if inside and not figures:
        return False  # the answer is a day itself
    at = figures[-1] if inside else span[0]
    governing = [
        one
        for one in dated
        if one.end <= at
        and not _COMPARED.search(text[max(0, one.start - 1) : one.start])
        and text[one.end : one.end + 1] != "电"  # of the dateline
        and not _EDGE.fullmatch(text[one.start : one.end])
    ]
    if not governing or (of_issue and governing[-1].relative):
        return False
    last = governing[-1]
    return all(last.last < day.first or day.last < last.first for day in days)
