"""Offices as papers print them before a name: of which place, level and body, and who holds them.

A paper leaves out the name of its own town: 市委书记 in it is that of the town, 嘉兴市委书记 that of another.
So an office of a place that is named is held by whoever stands behind that name, and where the town of a
paper is known, by whoever stands behind the bare office and by nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.bylines import has_surname
from index.normal import normalise
from index.records import Article
from index.terms import tagged
from qa.answering.whois import RANKED, who_is

_END = re.compile(rf"{RANKED}$")
_LEVEL = "省|市|州|县|(?<!社)区|镇|乡|街道"
_LEVELS = frozenset("省市州县区镇乡")
_BODY = r"委|政府|人大|政协|纪委|监委|党|团|工委|政法|人民|(?:[^市场]{1,10}[局办院部会台所社馆校厅])"
_PLACED = re.compile(
    rf"(?:中共)?(?P<place>[\u4e00-\u9fff]{{2,4}}?)(?P<level>{_LEVEL})(?P<body>(?:{_BODY})[\u4e00-\u9fff]*|)"
)
_BARE = re.compile(rf"(?P<level>{_LEVEL})(?P<body>(?:{_BODY})[\u4e00-\u9fff]*|)")
_GRADE = re.compile(r"(?:(?P<first>第一|常务|执行)?副|原任?|前任?|代理?|助理)$")
_TERM = re.compile(r"^(?:现任|新任|时任|新来|年轻)")
_COMMITTEE = re.compile(r"(?:纪委|监委|政法委|团委|党工委|工委|党委|党总支|党支部|支部|[省市州县区镇乡]委)$")
_PARTY = frozenset(("党工委", "工委", "党委", "镇委", "乡委"))
_NO_NAME = frozenset("vtdprcfmqu")  # words that no place's name has
_ALL = re.compile(r"[全各本我该此这那某省市县区镇乡]$|^(?:全|各|本|我)|[社校园库山景]$")
_GLUE = frozenset(' \t\n\r\u3000“”"■□（(')
_LONGEST_ROW = 64  # characters of offices in a row
_PAPER = re.compile(
    r"[今新]日|日报|晚报|晨报|早报|时报|快报|商报|都市报|周[报刊]|新闻|新报|报$|版$|[市县区州镇]"
)
_AFTER = r"(?:被任命|当选|任|担任|出任|调任|升任)?[为是]?"
_GIVEN = re.compile(
    rf"(?:任命|推选|选举|聘任|提名|当选)(?P<name>[\u4e00-\u9fff]{{2,3}})(?:同志)?[为任](?P<office>[\u4e00-\u9fff]{{0,16}}?{RANKED})"
)
_LOST = re.compile(
    rf"(?:免去|免除|撤销|撤去|罢免)(?P<name>[\u4e00-\u9fff]{{2,3}}?)(?:同志)?的?(?P<office>[\u4e00-\u9fff]{{0,16}}?{RANKED})"
)
_ASKS_REMOVED = re.compile(
    rf"(?:免去|免除|撤销|撤去|罢免|被免|免)了?(?:谁的|哪[位个]的|谁|哪[位个])?(?:的)?(?P<office>[\u4e00-\u9fff]{{0,16}}?{RANKED})"
    rf"|(?P<of>[\u4e00-\u9fff]{{0,16}}?{RANKED})(?:被免|免职)"
)
_POST = re.compile(rf"(?:{RANKED}|常委|委员|代表|成员)$")
_ASKS_POST = re.compile(
    r"(?:现在|目前|当时|时)?(?:担任|任|是|有|的)(?:什么|啥|何|哪个)(?:职务|职位|官职?|头衔)|(?:职务|职位)是(?:什么|啥)"
)
_NAME_AFTER = re.compile(r"(?P<run>[\u4e00-\u9fff]{2,12})")
_GOES_ON = frozenset("vpdcut")  # flags of what may follow a name
_VERB_LAST = re.compile(r"[说讲道称等率在为的任]$")
_VERB_FIRST = re.compile(r"[说讲道称等率在为的任]|讲话|出席|参加|主持|致辞|代表|一行|同志|带队|报告")


@dataclass(frozen=True, slots=True)
class Office:
    """An office: 嘉兴市委副书记.

    Attributes:
        place: 嘉兴; "" where none is named.
        level: 市; "" where it is of none.
        body: 委, 财政局; "" where the office is of the place itself.
        grade: 副, 常务副, 原, 代; "" for who holds it.
        head: 书记.
    """

    place: str
    level: str
    body: str
    grade: str
    head: str

    @classmethod
    def of(cls, words: str) -> Office | None:
        """Read an office that ends a text; None where none does.

        >>> Office.of("嘉兴市委副书记")
        Office(place='嘉兴', level='市', body='委', grade='副', head='书记')
        >>> Office.of("市财政局局长"), Office.of("今天上午")
        (Office(place='', level='市', body='财政局', grade='', head='局长'), None)
        """
        end = _END.search(words)
        if end is None:
            return None
        head, rest = end.group(), words[: end.start()]
        if head in ("经理", "教练"):
            rest = rest[:-1] if rest.endswith(("总", "主")) else rest
        graded = _GRADE.search(rest)
        grade = "常务副" if graded and graded["first"] else graded.group()[:1] if graded else ""
        rest = rest[: graded.start()] if graded else rest.removesuffix("第一")
        rest = _TERM.sub("", rest.removesuffix("的"))
        # 嘉兴市市长 and 嘉兴市长, 财政局局长 and 财政局长.
        if head[0] in _LEVELS and len(head) == 2 and not rest.endswith(head[0]):
            rest += head[0]
        for match in (_PLACED.fullmatch(rest), *_placed_last(rest)):
            place = _named(match["place"]) if match else ""
            if match and place:
                return cls(place, match["level"], match["body"], grade, head)
        bare = next((one for one in _BARE.finditer(rest) if one.end() == len(rest)), None)
        if bare is not None:
            return cls("", bare["level"], bare["body"], grade, head)
        return cls("", "", rest, grade, head)

    @property
    def words(self) -> str:
        """The office without its place, as its own paper has it."""
        level = "" if self.head.startswith(self.level) and not self.body else self.level
        return f"{level}{self.body}{self.grade}{self.head}"

    def is_same(self, other: Office) -> bool:
        """Whether this may be the other, whatever places they are of: what is left out says nothing."""
        if self.head != other.head or self.grade not in (other.grade, "常务" + other.grade):
            return False
        if self.level and other.level and self.level != other.level:
            return False
        mine, others = _committee(self), _committee(other)
        if mine and others:
            return mine == others or {mine, others} <= _PARTY
        if not self.body or not other.body or self.body[-1] != other.body[-1]:
            return True
        return self.body.endswith(other.body) or other.body.endswith(self.body)


def _committee(office: Office) -> str:
    found = _COMMITTEE.search(f"{office.level}{office.body}")
    return found.group() if found else ""


def _placed_last(rest: str) -> Iterator[re.Match[str]]:
    """Where a place may stand behind other words: 昨天上午嘉兴市委."""
    for start in range(max(0, len(rest) - 16), len(rest)):
        found = _PLACED.fullmatch(rest, start)
        if found is not None:
            yield found


def _named(place: str) -> str:
    """A place without words of time and the like before it; "" for what is no place's name."""
    cut = list(tagged(place))
    while cut and cut[0][1][0] in _NO_NAME and not cut[0][1].endswith("g"):
        cut.pop(0)
    if any(flag[0] in _NO_NAME and not flag.endswith(("g", "v")) for _, flag in cut):
        return ""
    name = "".join(word for word, _ in cut)
    return "" if len(name) < 2 or _ALL.search(name) else name


def asked_office(question: str) -> Office | None:
    """The office whose holder a question asks for by name; None where it asks for none that has a rank.

    >>> asked_office("嘉兴市委书记是谁?")
    Office(place='嘉兴', level='市', body='委', grade='', head='书记')
    """
    asked = who_is(question)
    if asked is None or not asked.ranked:
        return None
    owner, office = asked.owner, asked.office
    # 嘉兴市的市长 is 嘉兴市市长; what else stands before 的 (昨天讲话的市委书记) is no part of an office.
    town = re.search(rf"[\u4e00-\u9fff]{{2,6}}(?P<level>{_LEVEL})$", owner)
    if town is not None and office[:1] == town["level"]:
        office = town.group() + (office[1:] if len(office) > 2 else office)
    return Office.of(office)


def removed_from(question: str) -> Office | None:
    """The office that a question says somebody lost; None where it asks for no such person.

    >>> removed_from("谁被免去了市环境局局长?").body, removed_from("市环境局局长是谁?")
    ('环境局', None)
    """
    asked = _ASKS_REMOVED.search(question)
    if asked is None or re.search(r"谁|哪[位个]|什么人", question) is None:
        return None
    return Office.of(asked["office"] or asked["of"])


def offices_before(text: str, start: int, end: int) -> list[Office]:
    """The offices right before a name, or inside what begins with them: 市委副书记、市长周军波.

    Args:
        text: Half-width and Simplified.
        start: Of the name, of a part of it, or of the first office.
        end: One past its last character.
    """
    inside = re.match(rf"[\u4e00-\u9fff、]*{RANKED}", text[start : min(end, start + _LONGEST_ROW)])
    row = _row_before(text, start) + (inside.group() if inside else "")
    for cut in (0, 1, 2) if inside is None else (0,):
        # 旭东 of 仲旭东 is a part of the name.
        whole = row[: len(row) - cut]
        if cut and not has_surname(row[-cut:] + text[start:end]):
            continue
        if _END.search(whole):
            read = [Office.of(piece) for piece in whole.split("、")]
            found = [one for one in read if one is not None]
            place = next((one.place for one in reversed(found) if one.place), "")
            # 嘉兴市委副书记、市长: both are of that place.
            return [
                Office(one.place or (place if one.level else ""), one.level, one.body, one.grade, one.head)
                for one in found
            ]
    return []


def bearer_asked(question: str) -> str:
    """Whose office a question asks for by the name: 何青峰是什么职务; "" where it asks for none.

    >>> bearer_asked("介绍情况的陈勇嘉担任什么职务?"), bearer_asked("他担任什么职务?")
    ('陈勇嘉', '')
    """
    asked = _ASKS_POST.search(question)
    before = question[: asked.start()] if asked else ""
    return next((before[-n:] for n in (3, 2) if len(before) >= n and has_surname(before[-n:])), "")


def posts(bearer: str, text: str) -> Iterator[tuple[int, int]]:
    """The office that stands right before a name in a text, half-width and Simplified.

    >>> text = "会上,市委常委、财政局副局长钱不换表示"
    >>> [text[a:b] for a, b in posts("钱不换", text)]
    ['市委常委、财政局副局长']
    """
    for match in re.finditer(re.escape(bearer), text) if bearer else ():
        rows = _row_before(text, match.start()).split("、")
        if not _END.search(rows[-1]) or text[match.start() - 1].isspace():
            continue
        while len(rows) > 1 and not all(_POST.search(one) for one in rows):
            rows = rows[1:]
        rows[0] = re.sub(r"^.*[为是由]", "", rows[0])
        start = match.start() - len("、".join(rows))
        # 昨天下午市财政局局长: when is no part of it.
        for word, flag in tagged(rows[0]):
            if flag[0] not in "tfdpcru" and flag not in ("v", "x"):
                break
            start += len(word)
        yield start, match.start()


def miscalled(question: str, article: Article) -> bool:
    """Whether a question calls somebody by an office, and an article by others and never by that one.

    >>> one = Article("a", "样报", None, text="市委书记仲旭东讲话，副书记、市长周军波传达精神。")
    >>> miscalled("市委书记周军波说了什么?", one), miscalled("市长周军波说了什么?", one)
    (True, False)
    """
    for match in re.finditer(RANKED, question):
        name = name_at(question, match.end())
        asked = Office.of(question[: match.end()]) if name else None
        if name is None or asked is None:
            continue
        text = normalise(article.text).text
        called = [
            offices_before(text, found.start(), found.end())
            for found in re.finditer(re.escape(question[slice(*name)]), text)
        ]
        offices = [one for row in called for one in row]
        if offices and not any(one.is_same(asked) for one in offices):
            return True
    return False


def _row_before(text: str, start: int) -> str:
    """The run of Han characters and 、 that ends before a place, as far back as offices in a row reach.

    Looked at from its end: a pattern that ends there is tried from every character of the text.
    """
    end = start
    while end and text[end - 1] in _GLUE:
        end -= 1
    left, first = end, max(0, end - _LONGEST_ROW)
    while left > first and (text[left - 1] == "、" or "一" <= text[left - 1] <= "\u9fff"):
        left -= 1
    return text[left:end]


def removed(text: str) -> Iterator[tuple[int, int, Office]]:
    """Who loses which office in a text, by the form of such decisions.

    >>> [(a, b, office.body) for a, b, office in removed("免去古今的市环境局局长职务。")]
    [(2, 4, '环境局')]
    """
    for match in _LOST.finditer(text):
        office = Office.of(match["office"])
        if office is not None:
            yield *match.span("name"), office


def offices_after(text: str, end: int) -> list[Office]:
    """The office right behind a name that is said to get it: 罗秉烛为市生态环境局局长."""
    match = re.match(rf"{_AFTER}(?P<office>[^，。；、,;\s]{{2,20}})", text[end : end + 28])
    if match is None or not re.match(r"被任命|当选|[担出调升]?任|为", text[end : end + 3]):
        return []
    found = Office.of(match["office"])
    return [found] if found is not None else []


def of_another_office(
    asked: Office, text: str, start: int, end: int, article: Article, beside: Iterable[Article] = ()
) -> bool:
    """Whether a name stands right behind an office that is not the asked one: another rank, body or place.

    Args:
        asked: The office that a question asks about.
        text: The sentence, half-width and Simplified.
        start: Of the name in it.
        end: One past its last character.
        article: That it stands in.
        beside: What else was found.
    """
    given = offices_after(text, end)
    if given:
        return not any(one.is_same(asked) for one in given)
    there = offices_before(text, start, end)
    if not there:
        return False
    same = [one for one in there if one.is_same(asked)]
    if not same:
        return True
    return all(_of_another_place(asked, one, article, beside) for one in same)


def _of_another_place(asked: Office, said: Office, article: Article, beside: Iterable[Article]) -> bool:
    if not (asked.level or asked.place) or not (said.level or said.place):
        return False
    if asked.place and said.place:
        return not _same_place(asked.place, said.place)
    named = asked.place or said.place
    if not named:
        return False
    # One of both is bare, so it is of the paper's own town.
    level = asked.level or said.level
    own = _PAPER.sub(" ", normalise(f"{article.newspaper} {article.page_name}").text)
    if named in own:
        return False
    held = _held(article)
    if named not in held:
        return True
    for name in own.split():
        if 2 <= len(name) <= 4 and any(f"{name}{level}" in _held(one) for one in (article, *beside)):
            return True
    # Whose first 市委 is bare, and 嘉兴市 comes later, has another town than that.
    bare = re.search(rf"(?<![\u4e00-\u9fff]){level}(?:[长委]|政府|人大|政协|领导)", held)
    return bare is not None and bare.start() < held.find(f"{named}{level}")


def _same_place(first: str, second: str) -> bool:
    return first.endswith(second) or second.endswith(first)


def _held(article: Article) -> str:
    return normalise(f"{article.kicker}\n{article.headline}\n{article.deck}\n{article.text}").text


def is_held_there(asked: Office, text: str, start: int, end: int) -> bool:
    """Whether a name stands right behind the asked office, whole, or is said to get it.

    局长 alone is 财政局局长 only where the question has no more of it. 市委常委、秘书长: what the first of a
    row is of, the others are of as well.
    """
    before = offices_before(text, start, end)
    row = text[max(0, start - 24) : end]
    return any(
        one.is_same(asked)
        and (not asked.body or asked.body[-2:] in (one.body[-2:] or row))
        and (not asked.level or one.level == asked.level or bool(one.body or asked.level in row))
        for one in (*before, *offices_after(text, end))
    )


def holders(asked: Office, text: str) -> Iterator[tuple[int, int]]:
    """The names that stand right behind an office in a text, half-width and Simplified.

    >>> text = "市委书记仲旭东讲话，市委副书记、市长周军波传达精神。"
    >>> [text[a:b] for a, b in holders(Office.of("市委副书记"), text)]
    ['周军波']
    """
    for match in re.finditer(RANKED, text):
        name = name_at(text, match.end())
        if name is None:
            continue
        if any(one.is_same(asked) for one in offices_before(text, *name)):
            yield name
    for given in _GIVEN.finditer(text):
        office = Office.of(given["office"])
        if office is not None and office.is_same(asked):
            yield given.span("name")


def name_at(text: str, start: int) -> tuple[int, int] | None:
    """The person's name that begins at a place, as far as what follows it tells where it ends."""
    run = _NAME_AFTER.match(text, start)
    if run is None or not has_surname(run["run"][:3]):
        return None
    # 韩越先后来到: a whole word behind two characters leaves no third.
    word = tagged(run["run"][2:])[0] if len(run["run"]) > 3 else ("", "")
    short = len(word[0]) > 1 and (word[1][0] in _GOES_ON or _VERB_FIRST.match(word[0]))
    for length in (2, 3) if short else (3, 2):
        name, rest = run["run"][:length], run["run"][length:]
        if len(name) == length and not _VERB_LAST.search(name) and (not rest or _goes_on(rest)):
            return start, start + length
    return None


def _goes_on(rest: str) -> bool:
    """Whether what follows a name is no part of it."""
    return _VERB_FIRST.match(rest) is not None or tagged(rest)[0][1][0] in _GOES_ON
