"""A question and the text it is asked of, as windows of token ids.

    <s> question </s></s> header </s> text </s>

The header (headline and date) is seen by the reader but never quoted: only tokens of the text carry
offsets. Han characters are cut apart before the pieces are looked up, so that an answer can begin and
end at any of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

CLS, PAD, SEP = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Context:
    """A text to look for the answer in, and what stands over it."""

    header: str
    text: str


@dataclass(frozen=True, slots=True)
class Window:
    """A part of one context as the model sees it.

    Attributes:
        context: Which of the contexts it was cut from.
        ids: Token ids, special tokens included.
        first: Index in ``ids`` of the first token of the text.
        offsets: For each token of the text, ``(start, end)`` in the context's text, in characters.
    """

    context: int
    ids: list[int]
    first: int
    offsets: list[tuple[int, int]]

    @property
    def types(self) -> list[int]:
        """Token type ids: 0 for question and header, 1 for the text and the mark that closes it."""
        return [0] * self.first + [1] * (len(self.ids) - self.first)


class Encoder:
    """Cuts contexts into windows."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        *,
        max_length: int = 384,
        stride: int = 128,
        question_limit: int = 64,
        header_limit: int = 48,
    ) -> None:
        """Take a ready tokenizer.

        Args:
            tokenizer: Cuts Han characters apart (see ``load_tokenizer``).
            max_length: Tokens in a window, special ones included.
            stride: Tokens of the text that two windows that follow each other share.
            question_limit: Tokens of the question that are kept.
            header_limit: Tokens of the header that are kept.
        """
        self.tokenizer = tokenizer
        self.max_length = max_length
        self.stride = stride
        self.question_limit = question_limit
        self.header_limit = header_limit

    def tokens(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Return ids and character offsets of a text, without special tokens."""
        # The tokenizer refuses lone surrogates; one character for one keeps the offsets.
        encoding = self.tokenizer.encode(_LONE_SURROGATE.sub("�", text), add_special_tokens=False)
        return encoding.ids, encoding.offsets

    def head(self, question: str, header: str) -> list[int]:
        """Return the ids that stand before the text."""
        ids = [CLS, *self.tokens(question)[0][: self.question_limit], SEP, SEP]
        if header:
            ids += [*self.tokens(header)[0][: self.header_limit], SEP]
        return ids

    def windows(self, question: str, contexts: Sequence[Context]) -> list[Window]:
        """Cut every context into windows; a context without a token yields none."""
        found = []
        for number, context in enumerate(contexts):
            head = self.head(question, context.header)
            ids, offsets = self.tokens(context.text)
            room = self.max_length - len(head) - 1
            start = 0
            while start < len(ids):
                end = min(start + room, len(ids))
                found.append(Window(number, [*head, *ids[start:end], SEP], len(head), offsets[start:end]))
                if end == len(ids):
                    break
                start = end - min(self.stride, room // 2)
        return found


def load_tokenizer(folder: Path) -> Tokenizer:
    """Load ``tokenizer.json`` of a model folder and have it cut Han characters apart."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    cut_han(tokenizer)
    return tokenizer


def cut_han(tokenizer: Tokenizer) -> None:
    """Change a tokenizer in place: each Han character alone, no mark before the first word."""
    from tokenizers import Regex, pre_tokenizers

    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="never"),
            pre_tokenizers.Split(Regex(r"\p{Han}"), "isolated"),
        ]
    )
    tokenizer.no_truncation()
    tokenizer.no_padding()
