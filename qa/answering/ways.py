"""Which module answers which kind of question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from qa.answering.facts import fact
from qa.answering.lists import listing
from qa.answering.metadata import metadata
from qa.answering.needs import Desk
from qa.answering.passages import passage, yesno
from qa.answering.reports import articles, digest, happenings, timeline
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


_OF_THE_TEXT = frozenset({"fact", "passage", "yesno", "list"})


def way(desk: Desk, understood: Understood) -> Steps[Answer]:
    """The way from an understood question to its answer.

    Where nothing sure was found, the next way to make a follow-up whole is tried, and the name that the
    archive has in place of a slip.
    """
    answer = yield from WAYS[understood.kind](desk, understood)
    if answer.kind != "none" or understood.kind not in _OF_THE_TEXT:
        return answer
    for other in dict.fromkeys((*understood.wholes[1:2], understood.meant)):
        if other and other != understood.question:
            again = yield from WAYS[understood.kind](desk, replace(understood, question=other))
            if again.kind != "none":
                return again
    # 昨天开了什么会: where no phrase names it, the reports of such events do.
    return happenings(desk, understood) or answer
