"""What somebody said: the quotation that a report attributes to a person, with the words that do so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.bylines import has_surname
from index.normal import normalise
from index.records import Article
from index.terms import words
from qa.answering.evidence import pieces, share
from qa.answering.reading import Seen
from qa.citing import sentence_around
from qa.understand.slots import OFFICE

_SAYS = (
    r"说|讲|表示|介绍|坦言|告诉|认为|觉得|回忆|感慨|感叹|解释|透露|笑着|笑道|话匣子|强调|指出|要求|谈起|谈到|谈及|提起|直言|打趣|补充|回应|回答"
    r"|答道|提醒|打比方|叮嘱|呼吁|希望|赞叹|称赞|称(?=[:：,，])|道(?=[:：])"
)
_TAIL = re.compile(
    r"(?:在[^,，?]{1,12}?[上里中时后前]|[赛会事课战][后前上]|[^,，?对]{1,6}?(?:时|的时候|以后|之后))?"
    r"(?P<of>(?:对|就|谈|关于)[^,，?]{1,16}?)?(?:都|又|还|曾经?|当时|最后|自己|后来|是|现场|对此)*"
    r"(?:(?:怎么|如何|怎样|咋)(?:说|讲|表示|评价|看待?|介绍|回应|解释|回答|回忆|谈)(?:的|了|过)?(?P<more>[^,，?]{0,12}?)的?"
    r"|(?:说|讲|表示|介绍|谈|聊|透露|回应|回答|坦言|提醒|感慨)(?:了|过|的)?是?(?:一?些|几?句)?(?:什么话?|啥话?|哪些话?)"
    r"|有(?:什么|啥|哪些)(?:感受|感想|看法|评价|话说))"
)
_NAME = re.compile("[\u4e00-\u9fff·]+")
_QUOTE = re.compile(r"“[^“”]{6,}”")
_CLAUSES = r"[^。！？!?“”\n]"
_NEAR = 30  # characters between a quotation and the name of its speaker
_BEFORE = 60  # characters back from 他说 to the name that it stands for
_OFFICE = re.compile(OFFICE)
_CALLED = re.compile(
    rf"[\u4e00-\u9fff]{{0,12}}?(?:{OFFICE}|老人|村民|居民|选手|同学|女士|先生|师傅|老师|医生|记者|[奶爷]{{2}}|大[爷妈姐]|阿姨|叔叔|老板)"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """``article.text[start:end]`` holds a quotation with the words that attribute it.

    Attributes:
        article: Where it stands.
        start: In its text.
        end: One past its last character.
        named: The name itself stands beside it, and no pronoun.
        fits: How much it speaks of what was asked besides.
    """

    article: Article
    start: int
    end: int
    named: bool
    fits: float


def speaker_asked(question: str) -> tuple[str, str] | None:
    """Whose words a question asks for, and of what; None for any other question.

    >>> speaker_asked("市委书记段继明在会上说了什么?"), speaker_asked("这个方案怎么说?")
    (('段继明', ''), None)
    """
    line = re.sub(r"[?？。!\s]+$", "", normalise(question).text)
    ends, place = set(), 0
    for word in words(line, guess=False):
        place += len(word)
        ends.add(place)
    for start in (0, *(one.end() for one in _OFFICE.finditer(line))):
        # 舒望 of 舒望出来时: a name that ends with a word goes first; 明说 is one of the dictionary.
        for length in sorted((3, 2, 4), key=lambda one: start + one not in ends):
            name, end = line[start : start + length], start + length
            tail = _TAIL.fullmatch(line, end) if has_surname(name) else None
            if tail and _NAME.fullmatch(name):
                return name, _topic(tail)
    for called in _CALLED.finditer(line):
        tail = _TAIL.fullmatch(line, called.end())
        if tail and called.start() == 0:
            return called.group(), _topic(tail)
    return None


def _topic(tail: re.Match[str]) -> str:
    return re.sub(r"^(?:对于?|就|谈|关于)", "", tail["of"] or "") + (tail["more"] or "")


def quotation(question: str, seen: Seen) -> Quotation | None:
    """The quotation of the person whom a question asks about; None where no report attributes one.

    One beside the name goes before one that 他说 attributes, and what speaks of the question's topic before
    what does not; of those alike the first of the best report.

    Args:
        question: The whole question.
        seen: What was found for it.
    """
    asked = speaker_asked(question)
    if asked is None:
        return None
    who, of = asked
    found: list[Quotation] = []
    for article in {hit.article.id: hit.article for hit in seen.hits}.values():
        for start, end, named in _attributed(article.text, who):
            fits = share(of, article.text[start:end]) if pieces(of) else 0.0
            found.append(Quotation(article, start, end, named, fits))
    if pieces(of) and not any(one.fits for one in found):
        return None
    found.sort(key=lambda one: (-one.fits, not one.named))
    if len(found) > 1 and re.search(r"还(?:说|讲|表示|介绍|谈|提)", question):
        return found[1]  # the best was told before
    return found[0] if found else None


def _attributed(text: str, who: str) -> Iterator[tuple[int, int, bool]]:
    """Where quotations of a person stand with the words that attribute them, and whether by name."""
    name = rf"(?<![对向跟问诉]){re.escape(who)}"
    says = rf"(?:{_CLAUSES}{{0,{_NEAR}}}?(?:{_SAYS}))"
    named_behind = re.compile(
        rf"{_CLAUSES}{{0,{_NEAR}}}?{name}{says}|{_CLAUSES}{{0,{_NEAR}}}?(?:{_SAYS}){_CLAUSES}{{0,{_NEAR}}}?{name}"
    )
    named_before = re.compile(rf"{name}{says}{_CLAUSES}{{0,8}}?[:：,，。]?\n?$")
    he_behind = re.compile(rf"[,，]?[他她](?:{_CLAUSES}{{0,8}}?)(?:{_SAYS})")
    he_before = re.compile(rf"[他她]{_CLAUSES}{{0,16}}[:：]$")
    for quote in _QUOTE.finditer(text):
        start, end = quote.span()
        before = text[max(0, start - 2 * _NEAR) : start]
        introduced = named_before.search(before)
        if introduced and not _taken(before, introduced):
            first = start - len(before) + introduced.start()
            yield sentence_around(text, first, end)[0], sentence_around(text, start, end)[1], True
            continue
        if he_before.search(before) and who in text[max(0, start - _BEFORE) : start]:
            yield *sentence_around(text, start, end), False
            continue
        behind = named_behind.match(text, end)
        if behind and not _introduced(before):
            yield sentence_around(text, start, end)[0], sentence_around(text, end, behind.end())[1], True
            continue
        him = he_behind.match(text, end)
        if him and who in text[max(0, start - _BEFORE) : start] and not _introduced(before):
            yield sentence_around(text, start, end)[0], sentence_around(text, end, him.end())[1], False


def _taken(before: str, introduced: re.Match[str]) -> bool:
    """Whether a whole sentence that attributes belongs to the quotation before it."""
    ended = introduced.group().rstrip().endswith("。")
    return ended and re.search(rf"”{_CLAUSES}*$", before[: introduced.start()]) is not None


def _introduced(before: str) -> bool:
    """Whether a quotation belongs to what stands before it: somebody else says it."""
    return re.search(rf"(?:{_SAYS}|[:：])[:：,，]?$", before) is not None
