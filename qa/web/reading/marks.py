"""Which parts of a text are marked: a citation's span, or the words of a search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from index.normal import normalise

Mark = Literal["", "quote", "answer", "term"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters in a row that are marked alike; ``first`` is the place that a link points to."""

    text: str
    mark: Mark = ""
    first: bool = False


def within(text: str, start: int | None, end: int | None) -> tuple[int, int]:
    """A span of the text; the empty one at its end if what came from outside is none."""
    if start is not None and end is not None and 0 <= start < end <= len(text):
        return start, end
    return len(text), len(text)


def paragraphs(text: str, quote: tuple[int, int], answer: tuple[int, int]) -> list[list[Piece]]:
    """The body's paragraphs with the quote and, inside it, the answer marked.

    Args:
        text: A body, its paragraphs divided by line feeds.
        quote: Start and end, in characters.
        answer: The same; the answer's mark goes before the quote's.

    Returns:
        Pieces by paragraph; marks never cross paragraphs, and one piece at most is the first.
    """
    rows: list[list[Piece]] = []
    start, placed = 0, False
    target: Mark = "answer" if answer[0] < answer[1] else "quote"
    for line in text.split("\n"):
        end = start + len(line)
        borders = sorted({start, end, *(min(max(at, start), end) for at in (*quote, *answer))})
        row: list[Piece] = []
        for left, right in pairwise(borders):
            mark: Mark = ""
            if answer[0] <= left and right <= answer[1]:
                mark = "answer"
            elif quote[0] <= left and right <= quote[1]:
                mark = "quote"
            first = mark == target and not placed
            placed = placed or first
            row.append(Piece(text[left:right], mark, first))
        if line.strip():
            rows.append(row)
        start = end + 1
    return rows


def terms_marked(text: str, words: Sequence[str]) -> list[Piece]:
    """A text with every place marked where one of the words stands, whatever width, script or case.

    >>> [piece.text for piece in terms_marked("增长６％，六成", ["6%"]) if piece.mark]
    ['６％']
    """
    copy = normalise(text)
    lower = copy.text.lower()
    if len(lower) != len(copy.text):  # a letter whose small form is longer: leave the case
        lower = copy.text
    spans: list[tuple[int, int]] = []
    for word in dict.fromkeys(words):
        at = lower.find(word) if word else -1
        while at >= 0:
            spans.append(copy.span(at, at + len(word)))
            at = lower.find(word, at + 1)
    pieces: list[Piece] = []
    done = 0
    for start, end in _merged(spans):
        if start > done:
            pieces.append(Piece(text[done:start]))
        pieces.append(Piece(text[start:end], "term"))
        done = end
    if done < len(text):
        pieces.append(Piece(text[done:]))
    return pieces


def words_of(query: str) -> list[str]:
    """The words of a search that are worth marking: what it cuts into, without single characters."""
    from index.terms import terms

    return [term for term in terms(query) if len(term) > 1 or not "\u4e00" <= term <= "\u9fff"]


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
