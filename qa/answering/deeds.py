"""What somebody did: the sentence that has the person who is asked about for its subject."""

from __future__ import annotations

import re

from index.bylines import has_surname
from index.normal import normalise
from index.records import Article
from index.terms import tagged
from qa.answering.evidence import pieces, share, titles
from qa.answering.reading import Seen
from qa.citing import sentence_around
from qa.understand.slots import OFFICE

_ASKED = re.compile(
    rf"(?P<office>[\u4e00-\u9fff]{{0,8}}?{OFFICE})?(?P<who>[\u4e00-\u9fff]{{2,4}}?)"
    r"(?:在(?P<where>[^,，?]{1,16}?)[上里中])?(?:都|还|又)*[做干]了?(?:一?些)?(?:什么|哪些)(?:事情?)?[?？。]*"
)
_ENOUGH = 0.5  # how much of where it was done must stand in the report
_AFTER = 12  # characters behind a name that its verb begins within


def deed(question: str, seen: Seen) -> tuple[Article, int, int] | None:
    """The first sentence of the best report that has the person for its subject; None where there is none.

    Args:
        question: The whole question (尹青在会上做了什么).
        seen: What was found for it.
    """
    asked = _ASKED.fullmatch(normalise(question).text)
    if asked is None or not has_surname(asked["who"]):
        return None
    where = asked["where"] or ""
    for article in {hit.article.id: hit.article for hit in seen.hits}.values():
        if pieces(where) and share(where, f"{titles(article)}\n{article.text}") < _ENOUGH:
            continue
        for match in re.finditer(re.escape(asked["who"]), article.text):
            if _acts(article.text[match.end() : match.end() + _AFTER]):
                return article, *sentence_around(article.text, *match.span())
    return None


def _acts(after: str) -> bool:
    """Whether what follows a name is what its bearer does, and no row of names that goes on."""
    if not re.match(r"[\u4e00-\u9fff]", after) or after[0] in "等和与及的":
        return False
    flags = [flag for _, flag in tagged(after)[:2]]
    return flags[:1] == ["v"] or (flags[:1] in (["d"], ["p"], ["t"], ["n"]) and "v" in flags)
