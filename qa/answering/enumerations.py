"""Enumerations in a text: what stands side by side, each item with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.sentences import split_sentences
from qa.answering.edges import OFFICE, begun_before, edges
from qa.answering.persons import roster
from qa.citing import PAIRS, sentence_around, tidy

_COMMA = "、"
_LINKS = ("以及", "和", "与", "及", "或")
_STOPS = "。！？!?\n：:；;"
_CLOSERS = {closing: opening for opening, closing in PAIRS.items()}
_VERB = re.compile(
    r"(?:参加|出席|列席|主持|陪同|联合|共同|先后|分别|一起|一同|到场|来到|前往|走访|看望|汇报|介绍了|听取|讨论|表示|强调|指出|要求)"
)
_ORDINALS = (
    re.compile(r"[一二三四五六七八九十]是"),
    re.compile(r"第[一二三四五六七八九十\d]+(?:[步块条件个项类][，,:：是、]?|[，,:：是、])"),
    re.compile(r"(?:首先|其次|再次|然后|最后)[，,是]?"),
    re.compile(
        r"(?:(?<=\n)|^|(?<=[。；;：:]))\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．](?!\d)|[①②③④⑤⑥⑦⑧⑨⑩])\s*"
    ),
)
_BARE_OFFICE = re.compile(rf".*{OFFICE}$")
_MORE = re.compile(r"[，,](?P<link>还有|以及|再加上|另外还有)[^，。；！？\n、]{2,24}")
_UNIT = "[个家位名支所种项条句步类点件座处本部路大篇版]"
_COUNT_BEFORE = re.compile(
    rf"(?<![第\d一二三四五六七八九十])(?P<count>[一二两三四五六七八九十]|\d{{1,2}}){_UNIT}[^，。；！？\n]{{0,8}}[：:]$"
)
_COUNT_AFTER = re.compile(rf"[”’》]?(?:等|这|共|一共)?(?P<count>[二两三四五六七八九十]|\d{{1,2}}){_UNIT}")


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Items side by side in one text.

    Attributes:
        items: ``(start, end)`` of each, in order.
    """

    items: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Where the first begins."""
        return self.items[0][0]

    @property
    def end(self) -> int:
        """Where the last ends."""
        return self.items[-1][1]


def around(text: str, start: int, end: int, *, pair: bool = False) -> Enumeration | None:
    """The enumeration that a span is part of, whole; None if it is part of none.

    Args:
        text: The body of an article.
        start: Of the span.
        end: One past its last character.
        pair: Two items that only 和 links are an enumeration too.

    >>> text = "市领导陆明川、方楚、沈若岚参加。"
    >>> [text[a:b] for a, b in around(text, 3, 13).items]
    ['陆明川', '方楚', '沈若岚']
    """
    if end - start > 2 and PAIRS.get(text[start]) == text[end - 1] and _COMMA in text[start:end]:
        start, end = start + 1, end - 1
    listed = _counted(text, start, end) or _listed(text, start, end, pair) or _persons(text, start, end)
    return listed if listed is None or told_count(text, listed) in (None, len(listed.items)) else None


def only_one(text: str, start: int, end: int) -> Enumeration | None:
    """The one enumeration of a sentence; None if it has none or several."""
    found: dict[tuple[int, int], Enumeration] = {}
    for at in range(start, end):
        if text[at] == _COMMA:
            listed = around(text, at, at + 1)
            if listed is None:
                return None
            found[listed.start, listed.end] = listed
    return next(iter(found.values())) if len(found) == 1 else None


def told_count(text: str, listed: Enumeration) -> int | None:
    """How many the words before a list, or right after it, say that there are; None if they do not."""
    before = _COUNT_BEFORE.search(text, max(0, listed.start - 24), listed.start)
    after = _COUNT_AFTER.match(text, listed.end)
    match = before or after
    if match is None:
        return None
    word = match["count"]
    if word.isdigit():
        return int(word)
    value = 2 if word == "两" else "一二三四五六七八九十".index(word) + 1
    return value if value > 1 else None


def _counted(text: str, start: int, end: int) -> Enumeration | None:
    """一是…二是…, 第一…第二…, 1. 2. 3.: each item from its mark to the next."""
    for pattern in _ORDINALS:
        marks = list(pattern.finditer(text, *_reach(text, start, end)))
        runs = _runs(marks)
        for run in runs:
            items = _between(text, run)
            if len(items) >= 2 and items[0][0] < end and start < items[-1][1]:
                return Enumeration(tuple(items))
    return None


def _reach(text: str, start: int, end: int) -> tuple[int, int]:
    """How far marks are looked for: the paragraphs around, a dozen lines at most."""
    left, right = start, end
    for _ in range(6):
        left = max(0, text.rfind("\n", 0, max(0, left - 1)))
        right = text.find("\n", right + 1)
        if right < 0:
            right = len(text)
    return left, right


def _number(mark: str) -> int:
    from_words = {"首先": 1, "其次": 2, "再次": 3, "然后": 3, "最后": 99}
    for word, value in from_words.items():
        if word in mark:
            return value
    circled = next((char for char in mark if "①" <= char <= "⑩"), None)
    if circled:
        return ord(circled) - ord("①") + 1
    digits = re.search(r"\d+", mark)
    if digits:
        return int(digits.group())
    han = re.search(r"[一二三四五六七八九十]+", mark)
    if not han:
        return 0
    word = han.group()
    ones = "一二三四五六七八九"
    if "十" not in word:
        return ones.index(word[-1]) + 1
    tens, _, rest = word.partition("十")
    return 10 * (ones.index(tens) + 1 if tens else 1) + (ones.index(rest) + 1 if rest else 0)


def _runs(marks: Sequence[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Marks that count up from one."""
    runs: list[list[re.Match[str]]] = []
    for mark in marks:
        number = _number(mark.group())
        if number == 1:
            runs.append([mark])
        elif runs and (number == _number(runs[-1][-1].group()) + 1 or number == 99):
            runs[-1].append(mark)
    return [run for run in runs if len(run) >= 2]


def _between(text: str, run: Sequence[re.Match[str]]) -> list[tuple[int, int]]:
    edges = [(one.end(), after.start()) for one, after in pairwise(run)]
    last = run[-1].end()
    finish = sentence_around(text, last, min(len(text), last + 1))[1] if last < len(text) else last
    items = []
    for first, until in [*edges, (last, finish)]:
        span = (
            tidy(text, first, until)
            if "\n" not in text[first:until].strip()
            else _first_sentence(text, first, until)
        )
        if span is not None:
            items.append(span)
    return items


def _first_sentence(text: str, start: int, end: int) -> tuple[int, int] | None:
    for first, last in split_sentences(text[start:end]):
        return tidy(text, start + first, start + last)
    return None


def _listed(text: str, start: int, end: int, pair: bool) -> Enumeration | None:
    """Items that 、 separates within one clause."""
    if any(char in _STOPS + "，," for char in text[start:end]):
        # The span runs over several clauses: the one with the list is meant.
        marks = [at for at in range(start, end) if text[at] == _COMMA]
        if not marks:
            return None
        start, end = marks[0], marks[0] + 1
    left, right = _clause(text, start, end)
    cuts = _cuts(text, left, right) or (_pair(text, start, end) if pair else [])
    if not cuts:
        return None
    more = _MORE.match(text, right)
    if more:
        cuts.append((right, more.end("link")))
        right = more.end()
    parts = []
    at = left
    for first, last in cuts:
        parts.append((at, first))
        at = last
    parts.append((at, right))
    parts = edges(text, _one_list(text, parts, start, end))
    parts = [*begun_before(text, parts), *parts]
    if len(parts) < 2:
        return None
    items = [span for one in parts if (span := tidy(text, *one)) is not None]
    if any(_BARE_OFFICE.fullmatch(text[a:b]) for a, b in items):
        return None  # 市委常委、常务副市长 of one person: what parts the persons is another mark
    if len(items) < 2 or not any(one[0] <= end and start <= one[1] for one in items):
        return None
    return Enumeration(tuple(items))


def _one_list(text: str, parts: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The list that a span is in, where a verb parts two: 局长甲、台长乙先后汇报了水情、雨情."""
    runs: list[list[tuple[int, int]]] = [[]]
    for number, (first, last) in enumerate(parts):
        verb = _VERB.search(text[first:last]) if 0 < number < len(parts) - 1 else None
        if verb is None or verb.start() < 2:
            runs[-1].append((first, last))
            continue
        runs[-1].append((first, first + verb.start()))
        runs.append([(first + verb.start(), last)])
    meet = [run for run in runs if len(run) > 1 and run[0][0] < end and start < run[-1][1] + 1]
    return meet[0] if meet else parts


def _persons(text: str, start: int, end: int) -> Enumeration | None:
    """Persons that commas part, since 、 stands between the offices of one: each name."""
    names = roster(text, start, end)
    return Enumeration(names) if names else None


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch around a span without a stop; a comma ends it, unless the list runs on over it."""
    inside = _pair_around(text, start, end)
    if inside is not None and _COMMA in text[slice(*inside)]:
        return inside
    left = start
    while left > 0 and text[left - 1] not in _STOPS + "，,":
        left -= 1
    right = end
    while right < len(text) and text[right] not in _STOPS + "，,":
        right += 1
    # Brackets around a comma: it stands inside of an item, not between clauses.
    for _ in range(8):
        opened = _depth(text[left:right])
        if opened > 0 and right < len(text) and text[right] not in "。\n":
            right += 1
            while right < len(text) and text[right] not in _STOPS + "，,":
                right += 1
        elif opened < 0 and left > 0 and text[left - 1] not in "。\n":
            left -= 1
            while left > 0 and text[left - 1] not in _STOPS + "，,":
                left -= 1
        else:
            break
    return left, right


def _pair_around(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What stands inside of the nearest pair of marks around a span, on one line and not far away."""
    at, depth = start - 1, 0
    while at >= 0 and start - at <= 80 and text[at] not in "\n。":
        if text[at] in _CLOSERS:
            depth += 1
        elif text[at] in PAIRS:
            if depth == 0:
                closing = text.find(PAIRS[text[at]], end, end + 80)
                return (at + 1, closing) if closing >= 0 and "\n" not in text[at:closing] else None
            depth -= 1
        at -= 1
    return None


def _pair(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where two items part that only 和 links: the span itself must hold both."""
    for link in _LINKS:
        at = text.find(link, start, end)
        if start + 2 <= at and at + len(link) + 2 <= end and _depth(text[start:at]) == 0:
            return [(at, at + len(link))]
    return []


def _depth(text: str) -> int:
    return sum(char in PAIRS for char in text) - sum(char in _CLOSERS for char in text)


def _cuts(text: str, left: int, right: int) -> list[tuple[int, int]]:
    """Where items part: every 、 outside of brackets, and the last 和 after it."""
    cuts: list[tuple[int, int]] = []
    depth = 0
    adjacent = False  # “甲”“乙”“丙” stand side by side without a mark
    for at in range(left, right):
        char = text[at]
        if char in PAIRS:
            if depth == 0 and at > left and text[at - 1] in _CLOSERS and text[at - 1] in "”》":
                cuts.append((at, at))
                adjacent = True
            depth += 1
        elif char in _CLOSERS:
            depth -= 1
        elif char == _COMMA and depth <= 0:
            cuts.append((at, at + 1))
    if not cuts:
        return []
    tail = cuts[-1][1]
    for link in _LINKS:
        at = text.find(link, tail, right)
        if at > tail and _depth(text[tail:at]) == 0 and at - tail <= 24 and not adjacent:
            cuts.append((at, at + len(link)))
            break
        if at == tail:
            cuts[-1] = (cuts[-1][0], at + len(link))
            break
    return cuts
