"""Our own Chinese messages in English, for browsers that ask for it. The paper's words stay as they are."""

from __future__ import annotations

import re

from qa import social
from qa.answering import words

_WHOLE: dict[str, str] = {
    words.REFUSAL_RELATED: "The paper does not say. These articles come nearest to the question.",
    words.REFUSAL: "The paper does not say: the newspapers here hold no answer to this question.",
    words.NO_PAPERS: "The archive holds no newspapers yet. Add some with: python -m index add FILE...",
    words.NOTHING_LEFT: "No article fits the chosen filters (date, newspaper, page). Try fewer of them.",
    words.CORRECTED: "The paper printed a correction, which is given here; the first version stands below.",
    words.WHICH_ARTICLE: "It is not clear which article is meant. Name its headline, or be more precise.",
    words.NOT_PRINTED: "The paper did not print this.",
    social.MESSAGES["greeting"]: (
        "Hello, I am Wenbao. I find answers in the newspapers, in their own words, and say where they stand."
    ),
    social.MESSAGES["thanks"]: "You are welcome. Ask on whenever you like.",
    social.MESSAGES["farewell"]: "Goodbye.",
    social.MESSAGES["help"]: (
        "I answer only from the newspapers here, in their own words, with paper, date, page and headline; "
        "open a source to read the article. What the paper does not say I tell you plainly."
    ),
    social.MESSAGES["abuse"]: "Sorry that this did not help. Try other words: a name, a place, a date.",
    social.MESSAGES["instruction"]: (
        "I only look things up in the newspapers; I write nothing, play no part and take no other orders."
    ),
    social.EMPTY: "Type what you want to know: a person, a place, a meeting, a figure.",
}
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"没有符合“([^”]*)”的报道，已不按它限定。"),
        r"No article fits “\1”: that filter was not used. ",
    ),
    (
        re.compile(r"收进来的报纸没有(.+?)的。最接近的是(.+?)的报纸。"),
        r"The archive has no newspaper of \1; the nearest are those of \2. ",
    ),
    (re.compile(r"收进来的报纸没有(.+?)的。"), r"The archive has no newspaper of \1. "),
    (
        re.compile(r"这段话太长了。一次请问一个问题，不超过(\d+)个字。"),
        r"Too long: one question of at most \1 characters. ",
    ),
    (re.compile(r"这以后的报纸没有再报道这件事。"), "Later issues do not come back to this. "),
)


def message(text: str) -> str:
    """A message of ours in English; sentences that are not known stay Chinese.

    >>> message("没有符合“第9版”的报道，已不按它限定。")
    'No article fits “第9版”: that filter was not used.'
    """
    for chinese in sorted(_WHOLE, key=len, reverse=True):
        text = text.replace(chinese, _WHOLE[chinese] + " ")
    for pattern, english in _PATTERNS:
        text = pattern.sub(english, text)
    return text.strip()
