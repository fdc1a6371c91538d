"""Who does something together: both sides of a contract (甲与乙签约), all who hold an event (由甲、乙主办).

One of two sides is no answer to who signed with whom, so what is given here is all that the sentence names,
or nothing: a side that is no body or person by its form leaves the sentence unanswered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.bylines import has_surname
from index.normal import normalise
from index.records import Article
from index.sentences import split_sentences
from qa.answering.evidence import pieces, share, titles
from qa.answering.reading import Seen
from qa.citing import PAIRS, tidy

Span = tuple[int, int]

_NOUN = "单位|公司|企业|部门|机构|学校|高校|大学|医院|集团|地方|城市|人|方"
_WHO = rf"(?:谁|哪(?:[一几两二三四五]|些)?(?:[家个所方支])?(?:{_NOUN})?)"
_SIGN, _WORK = "签|订|协议|合同|缔结", "合作|共建|携手|联手|结对|牵手"
_BOTH = re.compile(
    rf"{_WHO}(?:和|与|跟|同){_WHO}|哪[两二三四五](?:[家个所方支]|单位|公司)[^,，?？]{{0,8}}(?:{_SIGN}|{_WORK})"
    rf"|(?:{_SIGN}|{_WORK})[^,，?？]{{0,6}}(?:双方|两方|各方|两家)(?:单位|公司)?(?:分别|都)?(?:是|为)(?:谁|哪|什么)"
)
_DEED = re.compile(rf"(?P<sign>{_SIGN})|(?P<work>{_WORK})")
_SIGNED = (
    r"(?:签(?:署|订|约|下|定|了)|订(?:立|下|了)|缔结|达成(?=[^,，。]{0,12}(?:协议|合作|意向|合同|协定))"
    r"|(?:举行|举办)(?=[^,，。]{0,16}签约))"
)
_WORKED = rf"(?:{_SIGNED}|合作|共建|携手|联手|结对|牵手)"
_LINK = re.compile(r"[和与同跟及、]|携手|牵手|联手")
# What may stand between the second side and the verb.
_MIDDLE = re.compile(
    r"(?:双方|两家|三方|昨[天日]|今[天日]|当[天日]|日前|正式|成功|现场|共同|联合|已经?|也|还|又|一起|顺利|再次|首次|在[^,，。]{2,20}?|就[^,，。]{2,24}?|通过[^,，。]{2,12}?)+$"
)
_LEADING = re.compile(
    r"^.*(?:[日号]|[昨今当前]天|[昨今当]日|上午|下午|晚上?|日前|近日|仪式上|会上|现场|期间|随后|据悉|据了解|其中|当晚|活动中|由|后)[,，]?(?=..)"
)
_BODY = re.compile(
    r"(?:[会院府局委厅部处所校学司厂站社团队行办店馆库场园联协]|中心|集团|银行|总队|支队|企业|工会|联盟|商会|[市县区镇乡村省]|街道|社区|平台|实验室|基地|电视台|报)[”’》)）]?$"
)
_ROLES = ("主办", "承办", "协办", "举办", "指导", "支持", "发起")
_HOSTS_ASKED = re.compile(
    rf"(?P<role>{'|'.join(_ROLES[:4])})(?:的)?(?:单位|方|者|机构|部门)(?:都|分别|一共)?(?:有|是|包括|为)*(?:哪|谁|什么)"
    rf"|由(?:哪|谁|什么)[^,，?？]{{0,8}}?(?:共同|联合)?(?P<by>{'|'.join(_ROLES[:4])})"
    rf"|哪(?:些|几)(?:[家个])?(?:单位|部门|机构|公司|学校|协会)?(?:共同|联合)*(?P<do>{'|'.join(_ROLES[:4])})"
)
_ASKING = re.compile(
    rf"{_WHO}|和|与|跟|同|由|是|的|了|双方|两方|分别|都|约|单位|方(?=有|是|$)|有|包括|[?？]|{_SIGN}|{_WORK}|共同|联合|{'|'.join(_ROLES)}"
)
_HOW = r"(?:先行|共同|联合|具体|一起|分别|来|负责)*"
_TO_COME = re.compile(r"[将拟不未没]|计划|希望|打算")
_AND_MORE = re.compile(rf"等(?:[\d一二两三四五六七八九十多数]+[家个所]?(?:{_NOUN})?|单位|部门|机构)?$")
_BEFORE = 240  # characters before a sentence in which its subject may stand
_OF_IT = 0.75  # how much of the question must stand around the sentence


@dataclass(frozen=True, slots=True)
class Together:
    """Sides or holders, as they stand in an article.

    Attributes:
        article: Where they are named.
        items: The place of each in its text.
        end: One past the last, with 等8家单位 behind it where the paper counts more than it names.
    """

    article: Article
    items: tuple[Span, ...]
    end: int

    @property
    def start(self) -> int:
        """Where the first begins."""
        return self.items[0][0]


def asks_both(question: str) -> bool:
    """Whether a question asks for both sides of a deed.

    >>> [asks_both(one) for one in ("是谁和谁签的约?", "哪两家单位签约?", "和谁签的约?", "签约双方是谁?")]
    [True, True, False, True]
    """
    return _BOTH.search(question) is not None


def role_asked(question: str) -> str:
    """In which role those who hold an event are asked for; "" where they are not.

    >>> [role_asked(one) for one in ("大赛主办单位有哪些?", "由哪些单位承办?", "主办城市在哪里?")]
    ['主办', '承办', '']
    """
    match = _HOSTS_ASKED.search(question)
    return (match["role"] or match["by"] or match["do"]) if match else ""


def together(question: str, seen: Seen) -> Together | None:
    """Both sides, or all holders, that a question asks for; None where no one sentence names them."""
    asked = normalise(question).text
    role, both = role_asked(asked), asks_both(asked)
    if not role and not both:
        return None
    deed = _DEED.search(asked)
    if both and deed is None and not role:
        return None
    said = " ".join(pieces(_ASKING.sub(" ", asked)))
    found: list[Together] = []
    for article in {hit.article.id: hit.article for hit in seen.hits}.values():
        text = article.text
        for start, end in split_sentences(text):
            near = f"{titles(article)}\n{text[max(0, start - _BEFORE) : end]}"
            if said and share(said, near) < _OF_IT:
                continue
            rows = holders(role, text, start, end) if role else sides(text, start, end, signed=_is_sign(deed))
            found += [Together(article, tuple(items), last) for items, last in rows]
    names = {tuple(one.article.text[a:b] for a, b in one.items) for one in found}
    return found[0] if len(names) == 1 else None


def _is_sign(deed: re.Match[str] | None) -> bool:
    return deed is not None and deed["sign"] is not None


def sides(text: str, start: int, end: int, *, signed: bool) -> Iterator[tuple[list[Span], int]]:
    """The sides of each contract that a sentence tells of: 甲与乙签署协议, 甲同乙合作.

    >>> text = "昨天，市教育局与青禾大学签署合作协议。"
    >>> [[text[a:b] for a, b in items] for items, _ in sides(text, 0, len(text), signed=True)]
    [['市教育局', '青禾大学']]
    """
    clause = re.compile(r"[^，,。；;：:！？!?\n]+")
    verb = re.compile(_SIGNED if signed else _WORKED)
    for part in clause.finditer(text, start, end):
        for done in verb.finditer(text, *part.span()):
            left = part.start()
            lead = _LEADING.match(text[left : done.start()])
            left += lead.end() if lead else 0
            middle = _MIDDLE.search(text, left, done.start())
            items = _split(text, left, middle.start() if middle else done.start())
            if items is not None and not _TO_COME.search(text[part.start() : done.start()]):
                yield items, items[-1][1]
                break


def holders(role: str, text: str, start: int, end: int) -> Iterator[tuple[list[Span], int]]:
    """All who hold an event in one role: 由甲、乙主办，丙承办; 甲、乙联合举办; 主办单位：甲、乙.

    >>> text = "活动由市文联、市作协主办，青禾中学承办。"
    >>> [[text[a:b] for a, b in items] for items, _ in holders("承办", text, 0, len(text))]
    [['青禾中学']]
    """
    roles = "|".join(_ROLES)
    by = re.compile(rf"由(?P<who>[^由。；;！？\n]{{2,120}}?){_HOW}{role}")
    after = re.compile(rf"(?:{roles})[,，、]?(?:并|再)?由?(?P<who>[^由，,。；;！？\n]{{2,80}}?){_HOW}{role}")
    named = re.compile(rf"{role}(?:单位|方)?(?:[:：为是有]|包括)+(?P<who>[^。；;！？\n，,]{{2,80}})")
    before = re.compile(rf"(?P<who>[^，,。；;：:！？\n由]{{2,80}}?)(?:共同|联合|合作)+{role}")
    told = re.compile(rf"由[^，,。；;：:\n]{{1,8}}?{_HOW}{role}[:：](?P<who>[^。；;\n]{{2,120}})")
    for pattern in (told, after, by, named, before):
        for match in pattern.finditer(text, start, end):
            first, last = match.span("who")
            inner = [one.end() for one in re.finditer(rf"(?:{roles})[,，、]?(?:并|再)?", text[first:last])]
            first += inner[-1] if inner else 0
            lead = _LEADING.match(text[first:last]) if pattern is before else None
            items = _split(text, first + (lead.end() if lead else 0), last, fewest=1)
            if items is not None:
                yield items, last
                return


def _split(text: str, start: int, end: int, fewest: int = 2) -> list[Span] | None:
    """What stands side by side between two places, each a body or a person; None where one is neither."""
    more = _AND_MORE.search(text, start, end)
    stop = more.start() if more else end
    cuts: list[Span] = []
    depth = 0
    for at in range(start, stop):
        depth += (text[at] in PAIRS) - (text[at] in PAIRS.values())
        link = _LINK.match(text, at, stop) or re.compile(r"[,，](?:还有|以及)|以及").match(text, at, stop)
        if link is None or depth:
            continue
        since = cuts[-1][1] if cuts else start
        behind = any(_is_side(text[link.end() : one]) for one in _ends(text, link.end(), stop))
        if text[at] == "、" or (behind and _is_side(text[since:at])):
            cuts.append(link.span())
    edges = [start, *(edge for cut in cuts for edge in cut), stop]
    items = [tidy(text, *pair) for pair in zip(edges[::2], edges[1::2], strict=True)]
    kept = [one for one in items if one is not None]
    if len(kept) != len(items) or len(kept) < fewest or (more and len(kept) == 1 and fewest == 2):
        return None
    return kept if all(_is_side(text[a:b]) for a, b in kept) else None


def _ends(text: str, start: int, stop: int) -> Sequence[int]:
    return [stop, *(one.start() for one in _LINK.finditer(text, start, stop))]


def _is_side(name: str) -> bool:
    bare = name.strip("“”《》 ")
    if not 2 <= len(bare) <= 40 or re.search(r"[的了着过]|[一两三几]家$|双方|两家|多家", bare):
        return False
    person = re.fullmatch(r"[\u4e00-\u9fff]{2,3}", bare) is not None and has_surname(bare)
    return person or _BODY.search(bare) is not None
