"""What a question says is done, and an article never speaks of.

渡口为什么搬迁: where an article tells much of the ferry and why it stands still, but nothing of a move, its
sentences have most words of the question and answer it no more than those of any other article.
"""

from __future__ import annotations

import re

from index.normal import normalise
from index.records import Article
from qa.answering.evidence import is_held_otherwise, titles
from qa.answering.reasons import verb_of, wanted
from qa.answering.sayings import unmarked

# What one says or knows, a paper tells in other words: 怎么表态, 怎么知道.
_TOLD = "评价|表态|回应|知道|理解|解释|形容"
_HOW = re.compile(rf"^.{{2,}}?(?:怎么|如何|怎样)(?!{_TOLD})(?P<deed>[^?]{{2,}}?)的?$")
_TURNS = re.compile("变(?![化成更动换革])")  # 变短 is 短了 as well
_APART = 3  # characters that may part the two of a verb: 受到阻碍 of 受阻


def undone(question: str, article: Article) -> bool:
    """Whether an article has no word of what a question for a reason or a manner says is done.

    Only verbs of two characters count; what is done in one (修, 送) stands in another word as often as not.
    """
    line = unmarked(question)
    asked, how = wanted(question), _HOW.match(line)
    deed = asked.deed if asked is not None else how["deed"] if how is not None else ""
    verb = verb_of(deed) or deed  # 涨价 and 裁员 are nouns to the dictionary
    if len(verb) != 2 or _TURNS.match(verb):
        return False
    held = normalise(f"{titles(article)}\n{article.text}").text
    apart = re.compile(rf"{re.escape(verb[0])}.{{0,{_APART}}}{re.escape(verb[1])}")
    return apart.search(held) is None and not is_held_otherwise(verb, held)
