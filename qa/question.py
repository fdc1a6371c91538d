"""Understanding a question: what is asked, in the form that search and reader are used to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.normal import normalise
from qa.settings import QaSettings
from qa.social import Social, recognise

Turn = tuple[str, str]
Trouble = Literal["empty", "long"]

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
# Politeness before the question itself, which neither search nor reader can use.
_OPENING = re.compile(
    r"^(?:(?:你好|您好|哈喽|嗨|早上好|下午好|晚上好|hello|hi)[,，。.!！~～、 ]+)?"
    r"(?:(?:麻烦)?(?:请问|我?想问(?:一下|问)?|问一下|我?想知道|(?:请|能|能不能)?告诉我)[,，:： ]*)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood.

    Attributes:
        asked: As it was typed, cleaned of what no one can see or store.
        text: What is searched and read: half-width, Simplified, politeness taken off; "" when there is none.
        history: The turns before it that count.
        social: What it is if it is not a question for the paper.
        trouble: Why it cannot be a question at all.
    """

    asked: str
    text: str = ""
    history: tuple[Turn, ...] = ()
    social: Social | None = None
    trouble: Trouble | None = None


def cleaned(asked: str, history: Sequence[Turn], settings: QaSettings) -> Question:
    """Tell what a line is and bring it into the form for search.

    Args:
        asked: What was typed.
        history: Question and answer of the turns before, oldest first.
        settings: For the longest question and history.

    Returns:
        The question; ``text`` is empty exactly when it is social or in trouble.
    """
    if len(asked) > settings.longest_question * 4:
        # Not worth a look at every character of a pasted book.
        return Question(_clean(asked[: settings.longest_question]), trouble="long")
    clean = _clean(asked)
    if len(clean) > settings.longest_question:
        return Question(clean[: settings.longest_question], trouble="long")
    if not any(unicodedata.category(char)[0] in "LN" for char in clean):
        return Question(clean, trouble="empty")
    turns = tuple((str(turn[0]), str(turn[1])) for turn in history[-settings.longest_history :])
    plain = normalise(clean).text.strip()
    social = recognise(plain)
    if social is not None:
        return Question(clean, history=turns, social=social)
    return Question(clean, text=_OPENING.sub("", plain, count=1).strip() or plain, history=turns)


def _clean(text: str) -> str:
    """One line without control characters, stray surrogates or runs of white space."""
    text = _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    text = "".join(" " if unicodedata.category(char) == "Cc" else char for char in text)
    text = "".join(char for char in text if unicodedata.category(char) != "Cf" or char == "\u200d")
    return _SPACES.sub(" ", text).strip()
