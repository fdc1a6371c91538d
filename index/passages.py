"""Passages: whole sentences of one article, about as many characters as the target says."""

from __future__ import annotations

from index.sentences import split_sentences

_CUTS = ("；;", "，,", "、： :")


def split_passages(text: str, target: int = 200, limit: int = 400) -> list[tuple[int, int]]:
    """Passages as spans of the text: every character but white space lies in exactly one of them.

    Sentences are joined until the next one would go over the target; a passage closes at the end of a
    paragraph when it is nearly full, and a short rest joins the passage before it. A sentence stays whole
    up to the limit; a longer one is cut after a semicolon or a comma.

    Args:
        text: The body of an article.
        target: Characters that a passage is filled up to.
        limit: The longest passage.

    Returns:
        ``(start, end)`` in characters of the text, in order; an empty list for an empty text.
    """
    if target < 1 or limit < target:
        raise ValueError(
            f"target {target} and limit {limit}: the target must be at least 1, the limit not below it"
        )
    pieces = [part for span in split_sentences(text) for part in _cut(text, *span, limit)]
    passages: list[tuple[int, int]] = []
    for start, end in pieces:
        if passages:
            first, last = passages[-1]
            full = last - first >= 0.6 * target and "\n" in text[last:start]
            if end - first <= target and not full:
                passages[-1] = (first, end)
                continue
        passages.append((start, end))
    return _join_short(passages, shortest=target // 5, longest=min(limit, target * 3 // 2))


def _join_short(passages: list[tuple[int, int]], shortest: int, longest: int) -> list[tuple[int, int]]:
    """Give a passage of a few words to its neighbour, where it is found with its context."""
    joined: list[tuple[int, int]] = []
    for start, end in passages:
        if joined:
            first, last = joined[-1]
            if min(end - start, last - first) < shortest and end - first <= longest:
                joined[-1] = (first, end)
                continue
        joined.append((start, end))
    return joined


def _cut(text: str, start: int, end: int, limit: int) -> list[tuple[int, int]]:
    """A sentence in pieces of at most ``limit`` characters, cut after the best mark that each has."""
    pieces: list[tuple[int, int]] = []
    while end - start > limit:
        cut = start + limit
        for marks in _CUTS:
            places = [i for i in range(start + limit // 3, start + limit) if text[i] in marks]
            if places:
                cut = places[-1] + 1
                break
        left = cut
        while text[left - 1].isspace():
            left -= 1
        pieces.append((start, left))
        start = cut
        while text[start].isspace():
            start += 1
    return [*pieces, (start, end)]
