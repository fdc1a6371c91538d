"""Slips of names typed by their sound: 钟旭东 where the archive has 仲旭东 alone."""

from __future__ import annotations

import functools
import itertools
import re
import threading
from dataclasses import dataclass

from index.bylines import has_surname
from index.terms import words
from qa.understand.names import Group, Names

_KNOWN: tuple[Group, ...] = ("person", "place", "newspaper", "column")
_HAN = re.compile("[\u4e00-\u9fff]+")
_NO_NAME = re.compile("[在是的和了与什么哪及谁吗呢]")
_LATIN = re.compile(r"[a-zü]{2,}(?:['’ ][a-zü]{2,}){0,3}", re.IGNORECASE)
# Sounds that speakers of the south and east mix up, and so do their keyboards.
_FUZZY = (
    (re.compile("^([zcs])h"), r"\1"),
    (re.compile("([aei]n)g$"), r"\1"),
    (re.compile("^n(?=[a-z])"), "l"),
)
_BEFORE = re.compile(
    r"(?:书记|市长|县长|局长|主任|院长|校长|记者|通讯员|教练|经理|教授|老师|选手|先生|女士)$"
)
# What is asked of a person alone, right behind the name.
_OF_PERSON = re.compile(
    r"是(?:谁(?=[?？]|$)|什么人|哪里人|哪儿人|做什么的|干什么的)|(?:今年)?(?:几岁|多大(?:年纪|岁数|了|[?？]|$))"
    r"|(?:担任|任|是)(?:什么|啥)职务|[说讲]了?(?:些)?(?:什么|啥|哪些话)|[写拍]了(?:哪些|什么|几篇)"
)


@dataclass(frozen=True, slots=True)
class Slip:
    """``question[start:end]`` is likely a slip for ``name``."""

    start: int
    end: int
    name: str


def find_slip(question: str, names: Names) -> Slip | None:
    """The first name in a question that the archive has not, while it has one that sounds the same.

    None where every name is known, and where several names of the archive sound alike.
    """
    sounds = _sounds(names)
    taken = [found for group in _KNOWN for found in names.index.find(question, group)]
    # Where a word of the dictionary would be cut in two: no name begins or ends there.
    inside: set[int] = set()
    place = 0
    for word in words(question, guess=False):
        inside.update(range(place + 1, place + len(word)))
        place += len(word)
    for run in _HAN.finditer(question):
        for length in (8, 7, 6, 5, 4, 3, 2):
            for start in range(run.start(), run.end() - length + 1):
                end = start + length
                if any(found.start < end and start < found.end for found in taken):
                    continue
                typed = question[start:end]
                if start in inside or end in inside or _NO_NAME.search(typed):
                    continue
                if length == 2 and not (_BEFORE.search(question[:start]) or _is_somebody(question, end)):
                    continue
                name = sounds.like(typed)
                if name is not None:
                    return Slip(start, end, name)
    for match in _LATIN.finditer(question):
        name = sounds.spelt(match.group())
        if name is not None:
            return Slip(match.start(), match.end(), name)
        mixed = sounds.mixed(question, match.start(), match.end())
        if mixed is not None:
            return mixed
    return None


def _is_somebody(question: str, end: int) -> bool:
    """Whether a question begins with two characters that are no word, and asks what a person is or does.

    >>> _is_somebody("王墙是谁?", 2), _is_somebody("高度是谁定的?", 2), _is_somebody("王墙有多高?", 2)
    (True, False, False)
    """
    return end == 2 and len(words(question[:end], guess=False)) == 2 and bool(_OF_PERSON.match(question, end))


class _Sounds:
    """The archive's names by how they sound; made when the first question needs them."""

    def __init__(self, names: Names) -> None:
        self._people = {name for name in (*names.bylines, *names.people) if 2 <= len(name) <= 4}
        others = {*names.places, *names.newspapers, *names.columns}
        self._names = {name for name in self._people | others if _HAN.fullmatch(name)}
        self._by_ends: dict[tuple[int, str, str], list[str]] = {}
        self._spelt: dict[str, set[str]] = {}
        # By each character that letters may stand behind, and before.
        self._behind: dict[str, set[str]] = {}
        self._before: dict[str, set[str]] = {}
        for name in sorted(self._names):
            for first, last in itertools.product(_fuzzy(name[0]), _fuzzy(name[-1])):
                self._by_ends.setdefault((len(name), first, last), []).append(name)
            if name in self._people:
                for spelling in _spellings(name):
                    self._spelt.setdefault(spelling, set()).add(name)
                for char in name[:-1]:
                    self._behind.setdefault(char, set()).add(name)
                for char in name[1:]:
                    self._before.setdefault(char, set()).add(name)

    def like(self, typed: str) -> str | None:
        """The one name that sounds like this and is another."""
        close: set[str] = set()
        for ends in itertools.product(_fuzzy(typed[0]), _fuzzy(typed[-1])):
            for name in self._by_ends.get((len(typed), *ends), ()):
                if name != typed and self._fits(typed, name):
                    close.add(name)
        same = {name for name in close if all(map(_same_sound, typed, name))}
        close = same or close
        return close.pop() if len(close) == 1 else None

    def _fits(self, typed: str, name: str) -> bool:
        shared = sum(map(str.__eq__, typed, name))
        exact = all(map(_same_sound, typed, name))
        if name not in self._people:
            if all(len(word) > 1 for word in words(typed, guess=False)):
                return False
            return exact and len(name) >= 4 and shared * 2 >= len(name)
        if not has_surname(typed) or (shared == 0 and len(name) > 2):
            return False
        return exact or (len(name) >= 3 and all(map(_close_sound, typed, name)))

    def spelt(self, typed: str) -> str | None:
        """The one person whose name is spelt so in pinyin."""
        found = self._spelt.get(_letters(typed), set())
        return next(iter(found)) if len(found) == 1 else None

    def mixed(self, question: str, start: int, end: int) -> Slip | None:
        """The one person of whom these letters spell a part, beside the other characters of the name.

        仲xudong and zhong旭东, also with a blank between them.
        """
        before, after = question[:start].rstrip(), question[end:].lstrip()
        blanks = len(question) - end - len(after)
        typed = _letters(question[start:end])
        found: dict[str, tuple[int, int]] = {}
        for name in {*self._behind.get(before[-1:], ()), *self._before.get(after[:1], ())}:
            for left in range(len(name)):
                for right in range(len(name) - left):
                    middle = name[left : len(name) - right]
                    kept = before.endswith(name[:left]) and after.startswith(name[len(name) - right :])
                    if left + right and kept and typed in _spellings(middle):
                        found[name] = (len(before) - left, end + blanks + right if right else end)
        if len(found) != 1:
            return None
        ((name, (first, last)),) = found.items()
        return Slip(first if first < len(before) else start, last, name)


def _letters(typed: str) -> str:
    return re.sub(r"[^a-zü]", "", typed.lower())


def _spellings(text: str) -> set[str]:
    """How a run of characters may be spelt in pinyin."""
    return {"".join(one) for one in itertools.islice(itertools.product(*map(_readings, text)), 8)}


_LOCK = threading.Lock()
_MADE: list[tuple[Names, _Sounds]] = []


def _sounds(names: Names) -> _Sounds:
    """The sounds of these names; those of two archives are kept at a time."""
    with _LOCK:
        for known, sounds in _MADE:
            if known is names:
                return sounds
        sounds = _Sounds(names)
        _MADE.append((names, sounds))
        del _MADE[:-2]
        return sounds


@functools.lru_cache(maxsize=32_768)
def _readings(char: str) -> tuple[str, ...]:
    """How a character is read today, without tones; the third reading and on are those of old books."""
    from pypinyin import Style, pinyin

    return tuple(dict.fromkeys(pinyin(char, style=Style.NORMAL, heteronym=True)[0]))[:2]


@functools.lru_cache(maxsize=32_768)
def _fuzzy(char: str) -> tuple[str, ...]:
    found = []
    for reading in _readings(char):
        for pattern, plain in _FUZZY:
            reading = pattern.sub(plain, reading)
        found.append(reading)
    return tuple(dict.fromkeys(found))


def _same_sound(one: str, other: str) -> bool:
    # The usual reading of one of them; what both are read as in an old book is no slip of today.
    return one == other or _readings(one)[0] in _readings(other) or _readings(other)[0] in _readings(one)


def _close_sound(one: str, other: str) -> bool:
    return one == other or _fuzzy(one)[0] == _fuzzy(other)[0]
