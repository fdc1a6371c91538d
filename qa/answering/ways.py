"""Which module answers which kind of question."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qa.answering.facts import fact
from qa.answering.lists import listing
from qa.answering.metadata import metadata
from qa.answering.needs import Desk
from qa.answering.passages import passage, yesno
from qa.answering.reports import articles, digest, timeline
from qa.answering.steps import Steps
from qa.answers import Answer
from qa.understand.records import Understood

WAYS: Mapping[str, Callable[[Desk, Understood], Steps[Answer]]] = {
    "fact": fact,
    "passage": passage,
    "yesno": yesno,
    "list": listing,
    "count": articles,
    "articles": articles,
    "digest": digest,
    "timeline": timeline,
    "metadata": metadata,
}


def way(desk: Desk, understood: Understood) -> Steps[Answer]:
    """The way from an understood question to its answer."""
    return WAYS[understood.kind](desk, understood)
