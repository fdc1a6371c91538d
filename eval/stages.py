"""Where a wrong answer was lost: in the archive, in understanding, search, reading or the decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from eval.judge import Verdict, joined_pieces, joined_titles, names, stands_in, words
from eval.metrics import bare
from eval.rows import QuestionRow
from eval.watch import Seen
from index.normal import normalise
from index.records import Article
from qa.answers import Answer

Stage = Literal[
    "right",
    "not in the archive",
    "not understood",
    "not retrieved",
    "another span won",
    "right span refused",
    "cited wrongly",
    "should have refused",
]
STAGES: tuple[Stage, ...] = get_args(Stage)

_FORMS = ("metadata", "articles", "list", "social")
"""Kinds whose answers have a form of their own; phrases and sentences may stand for each other."""
_SERVES = {
    "fact": ("span", "passage"),
    "passage": ("span", "passage"),
    "yesno": ("span", "passage"),
    "list": ("list", "span", "passage"),
    "count": ("articles", "span", "passage"),
    "articles": ("articles",),
    "digest": ("articles",),
    "timeline": ("articles",),
    "metadata": ("metadata",),
    "social": ("social",),
}
"""Which kinds of row a question serves that was understood so."""
_PIECE = 12


class Homes:
    """Knows the articles of an archive, and which of them answer a question."""

    def __init__(self, articles: Iterable[Article]) -> None:
        """Read the articles once."""
        self.articles = list(articles)
        # In the form that is compared, made once: an archive may hold tens of thousands.
        self._titles = [joined_titles(article) for article in self.articles]
        self._bodies: list[str] | None = None

    def of(self, row: QuestionRow) -> list[Article]:
        """The articles that the row names, as ``names`` tells; where it names none, all with an answer."""
        if row.articles:
            pieces = joined_pieces(row.articles)
            return [
                article
                for article, titles in zip(self.articles, self._titles, strict=True)
                if article.id in row.articles or stands_in(pieces, titles)
            ]
        if self._bodies is None:
            self._bodies = [_plain(whole(article)) for article in self.articles]
        pairs = zip(self.articles, self._bodies, strict=True)
        return [article for article, body in pairs if _within([body], row)]


def lost(
    answer: Answer,
    row: QuestionRow,
    verdict: Verdict,
    seen: Seen | None,
    homes: Homes | None,
    understood: str | None = None,
) -> Stage:
    """Say at which stage a question was lost, the earliest that could not be made good later.

    Args:
        answer: What came.
        row: What was expected.
        verdict: What was said of it.
        seen: What archive and reader saw; None leaves out the search.
        homes: The archive's articles; None leaves out whether it holds the answer.
        understood: As which kind of question it was understood; None takes the form of what was given for it.
    """
    if verdict.fate == "right":
        return "right"
    if row.impossible:
        return "should have refused"
    if verdict.fate == "cited wrongly":
        return "cited wrongly"
    if row.kind == "social":
        return "not understood"
    at_home = homes.of(row) if homes else []
    if homes and not _in_archive(row, at_home):
        return "not in the archive"
    if _another_form(answer, row, understood):
        return "not understood"
    if seen is not None and at_home and not retrieved(row, at_home, seen):
        return "not retrieved"
    if answer.kind == "none" and held_back(answer, row):
        return "right span refused"
    return "another span won"


def held_back(answer: Answer, row: QuestionRow) -> bool:
    """Whether the candidate of a refusal was right."""
    best = answer.candidate
    if best is None or row.impossible:
        return False
    if row.answers:
        return words(best.text, best.items, row)[0]
    return any(names(citation.article, row.articles) for citation in best.citations)


def retrieved(row: QuestionRow, at_home: Sequence[Article], seen: Seen) -> bool:
    """Whether search or reader had a passage of a right article with the answer before them."""
    ids = {article.id for article in at_home}
    found = [hit for hit in seen.hits if hit.article.id in ids]
    if row.kind in ("metadata", "articles") or not row.answers:
        return bool(found) or not seen.queries  # what was never searched was not lost by search
    if not seen.queries:
        return True
    texts = [hit.passage.text for hit in found]
    # The reader sees more than the passage: its neighbours, and the titles over it.
    bodies = [_plain(article.text) for article in at_home]
    texts += [
        f"{context.header}\n{context.text}"
        for context in seen.contexts
        if any(_plain(context.text) in body for body in bodies)
    ]
    return holds(texts, row)


def holds(texts: Sequence[str], row: QuestionRow) -> bool:
    """Whether texts hold an answer of the row: for a list every item, for sentences a good piece of them."""
    return _within([_plain(text) for text in texts], row)


def _within(held: Sequence[str], row: QuestionRow) -> bool:
    """The same of texts that are in the form that is compared."""

    def within(piece: str) -> bool:
        return bool(piece) and any(piece in text for text in held)

    if row.kind == "list":
        return all(any(within(_plain(one)) for one in item.split("|")) for item in row.answers)
    if row.kind == "passage":
        pieces = [_plain(answer) for answer in row.answers]
        cut = [one[at : at + _PIECE] for one in pieces for at in range(0, len(one), _PIECE)]
        return any(within(piece) for piece in cut if len(piece) >= min(_PIECE, *map(len, pieces)))
    return any(within(_plain(answer)) for answer in row.answers)


def whole(article: Article) -> str:
    """All that is printed of an article, where an answer may stand."""
    names_of = "、".join((*article.reporters, *article.correspondents, *article.photographers))
    titles = (article.column, article.kicker, article.headline, article.deck)
    return "\n".join((*titles, article.byline, names_of, article.text))


def _in_archive(row: QuestionRow, at_home: Sequence[Article]) -> bool:
    if row.kind == "metadata" and not row.articles:
        return True  # asked of an issue, which is no article
    if not at_home:
        return False
    if row.kind in ("span", "passage", "list") and row.answers:
        return holds([whole(article) for article in at_home], row)
    return True


def _another_form(answer: Answer, row: QuestionRow, understood: str | None) -> bool:
    """Whether it was taken for another kind of question."""
    if answer.kind == "social":
        return True
    if understood in _SERVES:
        return row.kind not in _SERVES[understood]
    if answer.kind == "none":  # what was held back may be a makeshift
        return False
    return answer.kind != row.kind and (answer.kind in _FORMS or row.kind in _FORMS)


def _plain(text: str) -> str:
    return bare(normalise(text).text)
