"""The names that an archive has, found in questions without touching how terms are cut."""

from __future__ import annotations

import datetime
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

from index.bylines import has_surname
from index.filters import name_key
from index.normal import normalise
from index.records import Article
from index.terms import words

Group = Literal["newspaper", "page_name", "column", "byline", "person", "place"]

_OFFICE = (
    r"(?:书记|市长|县长|区长|镇长|乡长|省长|州长|局长|处长|科长|主任|主席|院长|校长|园长|馆长|会长|站长|队长|社长|厂长|村长|教练|经理"
    r"|董事长|总裁|负责人|秘书长|常委|领导|部长|司令|教授|博士|专家|工程师|医生|律师|法官|民警|警官|村民|市民|居民|选手|队员|球员|老师"
    r"|学生|同学|导师|同志|先生|女士|记者|通讯员|志愿者|作家|画家|诗人|导演|演员|主持人|站务员|网格员|店主|老板"
    r"|教师|船长|机长|列车长|潜水员|柜员|场长|司机|会计|农户|大户|渔民|工人|检察长|主播|匠人|传承人|创始人|业主|读者|代表)"
)
_SAYS = (
    r"(?:说|表示|介绍|指出|强调|认为|告诉|坦言|讲话|要求|主持|出席|参加|宣布|带队|传达|代表|作报告|率|透露|回忆|解释|致辞|在会上"
    r"|获得|夺得|摘得|在|到|来|带|走|、|,|,|。|;|:|!|\?|\n|$|\(|等|和|及)"
)
_HAN = "[\u4e00-\u9fff]"
_PEOPLE = (
    re.compile(rf"{_OFFICE}({_HAN}{{2,3}}?)(?={_SAYS})"),
    re.compile(rf"(?:^|[,，。;；:：“”、\s])({_HAN}{{3}})(?=说|表示|介绍说|坦言|告诉记者|回忆)"),
    re.compile(rf"(?<=、)({_HAN}{{3}})(?=、|等|和)"),
    re.compile(rf"(?<!{_HAN})({_HAN}{{3}})(?=\(|（)"),
)
_PLACE = re.compile(
    rf"(?:^|[,，。;；:：“”、\s《》()（）在到赴从往与和及由为了的])((?:(?![在到赴从往与和及由为的]){_HAN}){{2,10}}?"
    r"(?:大桥|街道|社区|水库|车站|码头|公园|广场|医院|大学|学院|中学|小学|幼儿园|图书馆|博物馆|体育馆|体育场|文化馆|公司|集团"
    r"|合作社|开发区|高速|隧道|法院|球场|中心|车站|[镇乡村县区市湖江河港山岛寺桥路]))(?=[,，。;；:：“”、\s《》()（）在的举召开是有将与和到]|$)"
)
_NOT_IN_PLACE = re.compile(
    r"[姓拿了着过是这那该其我你他它她们每各某全本将把被让也都还就住]|一[个座条]|市委|以及|附近|相关|多个"
    r"|^[有对由比换考请看要不正今仍上六两横涌在]|来自|专门|家住|终点|妻子|少年|正好|途经|路过|所在|改成"
)
# Who an article is about stands at the beginning of its sentences again and again.
_OPENS = re.compile(rf"(?:^|[。！？!?\n“”])({_HAN}{{3}})(?={_HAN})", re.MULTILINE)
_AGAIN = 3
_TEXTS = 2500
_MOST = 20_000
"""Of people and of places: enough for years of a local paper, and the memory stays small."""


class Found(NamedTuple):
    """A name in a question: ``text[start:end]`` stands for ``name``."""

    start: int
    end: int
    name: str


class HasPapers(Protocol):
    """What of an archive its names are read from."""

    def articles(self) -> Iterable[Article]:
        """Give every article."""
        ...


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one generation of an archive, each once.

    Attributes:
        newspapers: Of the mastheads.
        pages: Page numbers as they were printed or inferred (1, A01).
        page_names: 要闻, 副刊...
        columns: Without brackets.
        bylines: Reporters, correspondents and photographers.
        headlines: Lines joined by a line feed, as stored.
        people: Persons that the texts name.
        places: Places and organisations that the texts name.
        newest: The day of the newest issue, None for no issue.
        days: Of every issue.
    """

    newspapers: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    page_names: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    headlines: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    newest: datetime.date | None = None
    days: frozenset[datetime.date] = frozenset()
    index: NameIndex = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Index them once."""
        object.__setattr__(self, "index", NameIndex(self))


class NameIndex:
    """Finds names in a question: by their first two characters, the longest first."""

    def __init__(self, names: Names) -> None:
        """Index names; texts that are searched are normalised as questions are."""
        self._groups: dict[Group, dict[str, list[tuple[str, str]]]] = {
            "newspaper": _by_start(names.newspapers),
            "page_name": _by_start(names.page_names),
            "column": _by_start(names.columns),
            "byline": _by_start(names.bylines),
            "person": _by_start((*names.bylines, *names.people)),
            "place": _by_start(names.places),
        }
        self._headlines: dict[str, str] = {}
        self._headline_starts: dict[str, list[str]] = {}
        for headline in names.headlines:
            for title in (headline, *headline.split("\n")):
                key = headline_key(title)
                if len(key) >= 4 and key not in self._headlines:
                    self._headlines[key] = headline
                    self._headline_starts.setdefault(key[:4], []).append(key)
        for keys in self._headline_starts.values():
            keys.sort(key=len, reverse=True)

    def find(self, text: str, group: Group) -> list[Found]:
        """Names of a group in a text, from left to right, the longest where several fit, none overlapping."""
        starts = self._groups[group]
        lowered = text.casefold()
        found: list[Found] = []
        place = 0
        while place < len(lowered) - 1:
            for key, name in starts.get(lowered[place : place + 2], ()):
                if lowered.startswith(key, place):
                    found.append(Found(place, place + len(key), name))
                    place += len(key) - 1
                    break
            place += 1
        return found

    def has(self, text: str, group: Group) -> bool:
        """Whether the text is a name of this group."""
        key = text.casefold()
        return any(one == key for one, _ in self._groups[group].get(key[:2], ()))

    def headline(self, text: str) -> str | None:
        """The headline that this is, by one of its lines or all of them."""
        return self._headlines.get(headline_key(text))

    def headline_in(self, text: str, shortest: int = 7) -> str | None:
        """A headline that stands whole inside a text; short ones only as `headline` finds them."""
        key = headline_key(text)
        for place in range(len(key) - 3):
            for one in self._headline_starts.get(key[place : place + 4], ()):
                if len(one) >= shortest and key.startswith(one, place):
                    return self._headlines[one]
        return None


def headline_key(text: str) -> str:
    """A headline without white space and marks."""
    return re.sub(r"[^\w]+", "", normalise(text).text).casefold()


def _by_start(names: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    starts: dict[str, list[tuple[str, str]]] = {}
    for name in dict.fromkeys(names):
        key = name_key(name)
        if len(key) >= 2:
            starts.setdefault(key[:2], []).append((key, name))
    for row in starts.values():
        row.sort(key=lambda pair: len(pair[0]), reverse=True)
    return starts


def names_of(archive: HasPapers) -> Names:
    """Read the names of an archive: once for each generation.

    Bylines, columns and headlines are those of every article; persons and places those of the newest texts,
    which takes seconds at most.
    """
    groups: dict[str, dict[str, None]] = {
        name: {}
        for name in (
            "newspapers",
            "pages",
            "page_names",
            "columns",
            "bylines",
            "headlines",
            "people",
            "places",
        )
    }
    days: set[datetime.date] = set()
    seen: dict[str, int] = {}
    # They come in order of date: the newest are kept.
    texts: deque[str] = deque(maxlen=_TEXTS)
    for article in archive.articles():
        days.add(article.date)
        groups["newspapers"][article.newspaper] = None
        groups["pages"][article.page] = None
        groups["page_names"][article.page_name] = None
        groups["columns"][article.column] = None
        groups["headlines"][article.headline] = None
        for name in (*article.reporters, *article.correspondents, *article.photographers):
            groups["bylines"][name] = None
        texts.append(f"{article.headline}\n{article.deck}\n{article.text}")
    for text in map(_plain_text, texts):
        if len(groups["people"]) < _MOST:
            groups["people"].update(dict.fromkeys(people_in(text)))
        for place in places_in(text):
            seen[place] = seen.get(place, 0) + 1
        if len(seen) > 4 * _MOST:
            seen = {place: count for place, count in seen.items() if count > 1}
    # What is named once may be any run of words that ends like a place.
    groups["places"].update(dict.fromkeys([place for place, count in seen.items() if count > 1][:_MOST]))
    named = {key: tuple(filter(None, value)) for key, value in groups.items()}
    return Names(**named, newest=max(days, default=None), days=frozenset(days))


def _plain_text(text: str) -> str:
    return normalise(text).text


def people_in(text: str) -> Iterator[str]:
    """Persons that a normalised text names by office, in a row of names or as one who speaks."""
    for pattern in _PEOPLE:
        for match in pattern.finditer(text):
            name = match[1]
            if not has_surname(name) or _NOT_IN_PLACE.search(name):
                continue
            # 居民开放, 黄梅戏、: a word of the dictionary is hardly a name without an office before it.
            known = len(words(name, guess=False)) == 1
            if not known or (len(name) > 2 and pattern is _PEOPLE[0]):
                yield name
    yield from _told_of(text)


def _told_of(text: str) -> Iterator[str]:
    """Persons whom a text is about: with a surname, opening several sentences, and no run of common words."""
    counted = Counter(match[1] for match in _OPENS.finditer(text))
    for name, count in counted.items():
        if count < _AGAIN or not has_surname(name) or _NOT_IN_PLACE.search(name):
            continue
        after = {text[match.end() : match.end() + 1] for match in re.finditer(name, text)}
        if len(after) >= _AGAIN and all(len(word) == 1 for word in words(name, guess=False)):
            yield name


def places_in(text: str) -> Iterator[str]:
    """Places and organisations that a normalised text names; what their last character tells."""
    for match in _PLACE.finditer(text):
        if len(match[1]) >= 3 and not _NOT_IN_PLACE.search(match[1]):
            yield match[1]
