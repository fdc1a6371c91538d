"""What the reader is given of a passage: the sentences around it, the headline over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.normal import simplify
from index.records import Article, Hit
from index.sentences import split_sentences
from qa.encoding import Context
from qa.settings import QaSettings


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of an article that the reader looks at.

    Attributes:
        hit: What the search found there; its score is the best of the passages that it covers.
        start: Of the piece in ``article.text``, in characters.
        end: One past its last character.
        rank: Of the hit, 0 for the best.
        context: The same text in Simplified characters, one for one, with kicker, headline, deck and date.
    """

    hit: Hit
    start: int
    end: int
    rank: int
    context: Context

    @property
    def article(self) -> Article:
        """The article that it is a piece of."""
        return self.hit.article


def places(hits: Sequence[Hit], settings: QaSettings) -> list[Place]:
    """Widen the passages that a search found to what the reader looks at.

    Args:
        hits: Best first.
        settings: For the lengths.

    Returns:
        One place for each hit that is not covered by a better one, in the order of the hits.
    """
    found: list[Place] = []
    for rank, hit in enumerate(hits):
        start, end = widen(hit.article.text, hit.passage.start, hit.passage.end, settings.context_chars)
        same = [place for place in found if place.article.id == hit.article.id]
        if start < end and not any(place.start <= start and end <= place.end for place in same):
            head = header(hit.article, settings.header_chars)
            context = Context(head, simplify(hit.article.text[start:end]))
            found.append(Place(hit, start, end, rank, context))
    return found


def widen(text: str, start: int, end: int, limit: int) -> tuple[int, int]:
    """Add neighbouring sentences, one before and one after in turn, while the limit allows.

    The sentence before comes first: it is where the subject stands.
    """
    sentences = split_sentences(text)
    before = [span for span in sentences if span[1] <= start]
    after = [span for span in sentences if span[0] >= end][::-1]
    while before or after:
        grown = False
        if before:
            left = before.pop()[0]
            if end - left <= limit:
                start, grown = left, True
            else:
                before = []
        if after:
            right = after.pop()[1]
            if right - start <= limit:
                end, grown = right, True
            else:
                after = []
        if not grown:
            break
    return start, end


def header(article: Article, limit: int) -> str:
    """Headline, kicker and deck, as much as the limit allows, then the date: as the reader was taught."""
    date = f"{article.date.year}年{article.date.month}月{article.date.day}日"
    lines = " ".join(part for part in (article.headline, article.kicker, article.deck) if part)
    return f"{simplify(lines.replace(chr(10), ' '))[:limit]} {date}".strip()
