"""Where a span stands: tidied to whole words and pairs, with the sentence around it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from index.records import Article
from index.sentences import split_sentences
from qa.answers import Citation

PAIRS = {
    "“": "”",
    "‘": "’",
    "《": "》",
    "〈": "〉",
    "（": "）",
    "(": ")",
    "【": "】",
    "「": "」",
    "『": "』",
    "[": "]",
}
_CLOSERS = {closing: opening for opening, closing in PAIRS.items()}
_SIGNS = frozenset("%％‰℃℉°￥¥$€£+＋-－−#＃@*＊")  # marks that belong to a figure or a name
_BEFORE_FIGURE = re.compile(
    r"(?:将?(?<![附最临靠邻])近|大?(?<![合公签契条])约|超过?|逾|不(?:少|低|超)[于过]|至少|最多|高达)$"
)
_AFTER_FIGURE = re.compile(r"(?:以[上下内]|左右|上下|不等)")
_FIGURE = re.compile(r"[^\d\n,，。]{0,4}\d[\d.,．]*[^\d\s,，。、；;]{0,4}")  # with its unit, and 近 or 约
_COMPLETE_WITHIN = 20  # characters within which the other half of a pair is fetched


def tidy(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Bring a span into the form in which it can be shown.

    It never crosses a line feed (the part with more letters stays), holds no half of a number, of a Latin
    word or of a combined character, no half of a pair of quotation marks or brackets (completed where the
    other half is near, dropped where not) and no punctuation at its ends.

    Args:
        text: The body of an article.
        start: First character of the span.
        end: One past its last.

    Returns:
        The new span; None if no letter or digit is left.
    """
    start, end = max(0, start), min(len(text), end)
    if start >= end:
        return None
    start, end = _one_paragraph(text, start, end)
    start, end = _whole_figure(text, start, end)
    # Completing a pair may bring new marks to the ends and the other way round; each round moves outwards
    # at most to a closing half and inwards else, so a few rounds settle it.
    for _ in range(8):
        before = (start, end)
        start, end = _trim(text, start, end)
        if start >= end:
            return None
        start, end = _whole_words(text, start, end)
        start, end = _balance(text, start, end)
        if (start, end) == before:
            break
    else:
        start, end = _innermost(text, start, end)
    if start >= end or not any(_is_word(char) for char in text[start:end]):
        return None
    return start, end


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence (or the sentences, where a span crosses their border) that holds a span.

    >>> sentence_around("天晴了。会开了，来了23名委员。散了。", 10, 13)
    (4, 16)
    """
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    left, right = start, end
    for begin, finish in split_sentences(text[first:last]):
        if first + begin < end and first + finish > start:
            left, right = min(left, first + begin), max(right, first + finish)
    return left, right


def cite(article: Article, start: int, end: int) -> Citation:
    """Cite a span of an article with the sentence around it."""
    return Citation.at(article, *sentence_around(article.text, start, end), start, end)


def _is_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LN"


def _one_paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    best, offset = (start, start), start
    most = -1
    for part in text[start:end].split("\n"):
        words = sum(map(_is_word, part))
        if words > most:
            best, most = (offset, offset + len(part)), words
        offset += len(part) + 1
    return best


def _is_edge(char: str) -> bool:
    """Whether a mark is no part of an answer at its end: punctuation, white space, invisible characters."""
    if char in _SIGNS or char in PAIRS or char in _CLOSERS:
        return False
    return unicodedata.category(char)[0] in "PZC"


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (
        _is_edge(text[start]) or text[start] in _CLOSERS or _is_stray_sign(text, start, end)
    ):
        start += 1
    while end > start and (_is_edge(text[end - 1]) or text[end - 1] in PAIRS):
        if unicodedata.category(text[end - 1]) == "Cf" and end < len(text) and _joins(text, end):
            break  # a joiner in the middle of a combined character
        end -= 1
    return start, end


def _is_stray_sign(text: str, at: int, end: int) -> bool:
    """Whether a sign stands at the beginning of a span without the figure that it belongs to."""
    if text[at] in "%％":
        return True
    return text[at] in "-－−+＋" and not (at + 1 < end and text[at + 1].isdecimal())


def _joins(text: str, at: int) -> bool:
    """Whether ``text[at]`` continues the character before it."""
    if not 0 < at < len(text):
        return False
    if unicodedata.category(text[at])[0] == "M" or text[at] == "\u200d":
        return True
    if "\U0001f3fb" <= text[at] <= "\U0001f3ff":  # skin tones
        return True
    return text[at - 1] == "\u200d" and not text[at].isspace()


def _one_word(text: str, at: int) -> bool:
    """Whether the border before ``text[at]`` cuts a number, a Latin word or a combined character."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    if _joins(text, at):
        return left != "\n" and right != "\n"
    if left.isdecimal() and right.isdecimal():
        return True
    if right in ".．" and left.isdecimal():
        return at + 1 < len(text) and text[at + 1].isdecimal()
    if left in ".．" and right.isdecimal():
        return at > 1 and text[at - 2].isdecimal()
    if left.isdecimal() and right in "%％‰℃":
        return True
    return left.isascii() and right.isascii() and left.isalpha() and right.isalpha()


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while _one_word(text, start):
        start -= 1
    while _one_word(text, end):
        end += 1
    return start, end


def _whole_figure(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the word that says how exact a figure is: 近900名, 30亿元以上."""
    before = _BEFORE_FIGURE.search(text, max(0, start - 4), start)
    if before and text[start : start + 1].isdecimal():
        start = before.start()
    after = _AFTER_FIGURE.match(text, end)
    if after and _FIGURE.fullmatch(text, start, end):
        end = after.end()
    return start, end


def _unmatched(text: str, start: int, end: int) -> tuple[list[int], list[int]]:
    """Offsets of opening halves without a closing one in the span, and of closing ones without an opening."""
    opened: list[int] = []
    closed: list[int] = []
    for at in range(start, end):
        char = text[at]
        if char in PAIRS:
            opened.append(at)
        elif char in _CLOSERS:
            for depth in range(len(opened) - 1, -1, -1):
                if PAIRS[text[opened[depth]]] == char:
                    # Halves opened inside it and never closed are the source's own slip.
                    del opened[depth:]
                    break
            else:
                closed.append(at)
    return opened, closed


def _balance(text: str, start: int, end: int) -> tuple[int, int]:
    opened, closed = _unmatched(text, start, end)
    if closed:
        at = closed[-1]
        begin = _opening_before(text, start, _CLOSERS[text[at]], text[at])
        if begin is not None:
            return begin, end
        # Not to be completed: keep the longer side of the half.
        return (start, at) if at - start >= end - at - 1 else (at + 1, end)
    if opened:
        at = opened[0]
        finish = _closing_after(text, end, text[at], PAIRS[text[at]])
        if finish is not None:
            return start, finish
        return (start, at) if at - start > end - at - 1 else (at + 1, end)
    return start, end


def _closing_after(text: str, end: int, opening: str, closing: str) -> int | None:
    for at in range(end, min(len(text), end + _COMPLETE_WITHIN)):
        if text[at] == closing:
            return at + 1
        if text[at] == opening or text[at] in "\n。":
            return None
    return None


def _opening_before(text: str, start: int, opening: str, closing: str) -> int | None:
    for at in range(start - 1, max(-1, start - 1 - _COMPLETE_WITHIN), -1):
        if text[at] == opening:
            return at
        if text[at] == closing or text[at] in "\n。":
            return None
    return None


def _innermost(text: str, start: int, end: int) -> tuple[int, int]:
    """The longest run of the span without any half of a pair: the way out for hopeless texts."""
    best, at = (start, start), start
    for position in range(start, end + 1):
        if position == end or text[position] in PAIRS or text[position] in _CLOSERS:
            left, right = _trim(text, at, position)
            if right - left > best[1] - best[0]:
                best = (left, right)
            at = position + 1
    return best


def same_words(first: str, second: str) -> bool:
    """Whether two answers say the same in form: equal, but for width, script, spaces and punctuation.

    >>> same_words("６．４％", "6.4%"), same_words("23名", "22名")
    (True, False)
    """
    return bare(first) == bare(second)


def bare(text: str) -> str:
    """The letters and digits of a text in one width, script and case."""
    from index.normal import normalise

    plain = normalise(text).text.casefold()
    return "".join(char for char in plain if _is_word(char) or char in ".%")


def overlaps(first: Sequence[int], second: Sequence[int]) -> bool:
    """Whether two spans of one text share a character."""
    return first[0] < second[1] and second[0] < first[1]
