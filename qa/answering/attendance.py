"""Who was at an event: all persons with offices whom a report names there, over several sentences.

A sentence that says who 参加 seldom names them all: who chaired and who spoke stand in others. So either all
of them are given, or none; a list of a few is no answer to who was there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.bylines import has_surname
from index.normal import normalise
from index.records import Article
from index.sentences import split_sentences
from index.terms import tagged
from qa.answering.edges import OFFICE
from qa.answering.evidence import pieces, share, titles
from qa.answering.reading import Seen

Span = tuple[int, int]

_DO = "参加|出席|列席|陪同|到会|到场|在场|参会|与会"
_WHO = (
    r"(?:有?(?:谁|哪几?[位名])|(?:都|还)?有?哪些(?:人|市?领导|干部|嘉宾|负责人|官员|同志)|什么人"
    r"|(?:市?领导|嘉宾)(?:都|还)?有(?:谁|哪些))"
)
_ASKED = re.compile(
    rf"{_WHO}(?:都|也|还|一起|一同)*(?P<do>{_DO})|(?P<did>{_DO})[^,，?？]{{0,12}}?的(?:都|还)?有?(?:是)?{_WHO}"
)
_ASKING = re.compile(rf"{_WHO}|分别|各自?|是|什么|职务|职位|身份|担任|都|也|还|了|过|的|[,，?？]|{_DO}")
_OFFICES_ASKED = re.compile(r"职务|职位|身份|什么官|头衔")
# What somebody does who is there.
_THERE = re.compile(
    rf"{_DO}|主持|讲话|致[辞词]|汇报|传达|发言|宣布|揭牌|部署|安排|通报|点评|在座|看望|调研|考察|来到|走访|检查|慰问"
)
_COMES = re.compile(rf"{_DO}|主持")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
# Behind an office, what may be a name that no rule knows: 局长卓然参加.
_UNKNOWN = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{2,3}}?)(?:{_DO}|主持)")
_TITLE = re.compile(OFFICE)
_AFTER = re.compile(r"[、，,。；;：:！？!?()（）\s]|[和与及等在就]|作了|先后|一[同起行]|分别|说|的|$")
_LINK = re.compile(r"、|和|与|及|以及")
_OFFICE_START = re.compile(r"[，,。；;：:！？!?\n“”]")
_LONGEST = 400  # characters from the first to the last who was there
_OF_IT = 0.75  # how much of the question must stand in a report's titles and first sentences
_OPENING = 240


@dataclass(frozen=True, slots=True)
class Present:
    """Persons with one office, as they stand in a text.

    Attributes:
        start: Where the office begins.
        names: The places of the names.
        there: Its sentence says that they were there.
    """

    start: int
    names: tuple[Span, ...]
    there: bool

    @property
    def end(self) -> int:
        """One past the last name."""
        return self.names[-1][1]


@dataclass(frozen=True, slots=True)
class Attendance:
    """All who were at an event, by the report of it.

    Attributes:
        article: The report.
        items: The places of their names, or of offices with names where those are asked for.
        more: It names some of them and says 等.
    """

    article: Article
    items: tuple[Span, ...]
    more: bool


def asks_attendance(question: str) -> bool:
    """Whether a question asks who was at an event.

    >>> [asks_attendance(one) for one in ("有哪些人出席全会?", "谁参加了全会?", "他参加了什么会?")]
    [True, True, False]
    """
    return _ASKED.search(question) is not None


def attendance(question: str, seen: Seen) -> Attendance | None:
    """All who were at the event that a question means; None where no report tells it, or several do."""
    asked = normalise(question).text
    said = " ".join(pieces(_ASKING.sub(" ", asked)))
    if not asks_attendance(asked) or not said:
        return None
    found: list[Attendance] = []
    for article in {hit.article.id: hit.article for hit in seen.hits}.values():
        opening = f"{titles(article)}\n{article.text[:_OPENING]}"
        rows = present(article.text) if share(said, opening) >= _OF_IT else ()
        there = tuple(one for one in rows if one.there)
        told = len(there) == len(rows) and not _has_unknown(article.text)
        if there and told and sum(len(one.names) for one in there) >= 2:
            items = [at for one in there for at in one.names]
            if _OFFICES_ASKED.search(asked):
                items = [(one.start, one.end) for one in there]
            if items[-1][1] - items[0][0] <= _LONGEST:
                more = any(article.text.startswith("等", one.end) for one in there)
                found.append(Attendance(article, tuple(items), more))
    return found[0] if len(found) == 1 else None


def leaves_out(question: str, article: Article, said: str) -> bool:
    """Whether somebody was at an event, by its report, whom an answer to who was there does not name."""
    if not asks_attendance(normalise(question).text):
        return False
    text = article.text
    named = [text[a:b] for one in present(text) if one.there for a, b in one.names]
    return any(name not in said for name in named) or (bool(named) and _has_unknown(text))


def present(text: str) -> tuple[Present, ...]:
    """The persons whom a text names with an office, each once, with whether it says that they were there.

    >>> text = "市长段山主持会议。副市长方楚、秘书长苏木参加。"
    >>> [[text[a:b] for a, b in one.names] for one in present(text)]
    [['段山'], ['方楚'], ['苏木']]
    """
    found: list[Present] = []
    known: dict[str, int] = {}
    for start, end in split_sentences(text):
        there = _THERE.search(text, start, end) is not None
        done = start
        for title in _TITLE.finditer(text, start, end):
            if title.start() < done:
                continue
            listed = _names(text, title.end(), end)
            names = tuple(one for one in listed if text[slice(*one)] not in known)
            if not names:
                for again in listed:
                    at = known[text[slice(*again)]]
                    found[at] = Present(found[at].start, found[at].names, found[at].there or there)
                continue
            found.append(Present(_office_start(text, done, title.start()), names, there))
            known |= {text[slice(*one)]: len(found) - 1 for one in names}
            done = names[-1][1]
    return tuple(found)


def _has_unknown(text: str) -> bool:
    """Whether somebody with an office was there by a name that cannot be told from a word."""
    for title in _TITLE.finditer(text):
        match = _UNKNOWN.match(text, title.end())
        if match is None or _TITLE.search(match["name"]) or _names(text, title.end(), len(text)):
            continue
        if not all(flag[0] in "dpcrum" for _, flag in tagged(match["name"])):  # 局长分别参加
            return True
    return False


def _names(text: str, start: int, end: int) -> list[Span]:
    """The names behind an office: 陆明川、方楚和沈若岚."""
    found: list[Span] = []
    at = start
    while True:
        name = _name(text, at, end)
        if name is None:
            return found
        found.append(name)
        link = _LINK.match(text, name[1], end)
        if link is None:
            return found
        at = link.end()


def _name(text: str, start: int, end: int) -> Span | None:
    for length in (2, 3):
        stop = start + length
        name = text[start:stop]
        if stop > end or not _HAN.fullmatch(name) or _TITLE.search(name):
            continue
        cut, after = tagged(name), tagged(text[stop : stop + 4])
        is_word = len(cut) == 1 and not cut[0][1].startswith("nr")  # 市长高度重视
        comes = _COMES.match(text, stop) is not None
        if not has_surname(name):
            if comes and not is_word:
                return start, stop  # 厂长竹如海参加
            continue
        if comes or _AFTER.match(text, stop):
            return start, stop
        acts = _THERE.match(text, stop) or (after and len(after[0][0]) > 1 and after[0][1][0] == "v")
        if acts and not is_word:
            return start, stop
    return None


def _office_start(text: str, start: int, title: int) -> int:
    """Where the words of an office begin: behind the mark, or the name, before it."""
    marks = [mark.end() for mark in _OFFICE_START.finditer(text, start, title)]
    at = marks[-1] if marks else start
    while at < title and (text[at] in "、和与及" or text[at].isspace()):
        at += 1
    return at
