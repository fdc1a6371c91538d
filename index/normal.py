"""A copy of a text for searching: one width, one script, with a map back to the original."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HAN_RUN = re.compile(f"[{HAN}]+")
_PLAIN = re.compile(r"[\t\n\x20-\x7e\u4e00-\u9fff，。、；：？！“”‘’（）《》—]*\Z")
_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text and where each of its characters comes from.

    ``starts`` has one entry more than ``text`` has characters: ``starts[i]`` is the offset in the original
    of the character that became ``text[i]``, and the last entry is the length of the original.
    """

    text: str
    starts: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that ``text[start:end]`` was made from.

        >>> normalise("增长６．４％").span(2, 6)
        (2, 6)
        """
        first = self.starts[start]
        if end <= start:
            return first, first
        last = self.starts[end - 1]
        following = end
        while following < len(self.text) and self.starts[following] == last:
            following += 1
        return first, self.starts[following]


@functools.lru_cache(maxsize=1)
def _converter() -> Any:  # noqa: ANN401 - opencc has no types
    import opencc

    return opencc.OpenCC("t2s")


def _simplified_run(run: str) -> str:
    """Simplified characters, exactly as many as came in."""
    converter = _converter()
    whole: str = converter.convert(run)
    if len(whole) == len(run):
        return whole
    # A phrase changed its length: give up the phrases, keep the alignment.
    return "".join(one if len(one) == 1 else char for char in run for one in [converter.convert(char)])


def simplify(text: str) -> str:
    """Traditional Chinese to Simplified, one character for one.

    >>> simplify("臺灣的電腦")
    '台湾的电脑'
    """
    return _HAN_RUN.sub(lambda match: _simplified_run(match.group()), text)


def normalise(text: str) -> Normalised:
    """Half-width, compatibility forms resolved, Simplified; case and Chinese numerals stay as they are.

    >>> normalise("ＵＳＢ　１２％").text
    'USB 12%'
    """
    if not text.isascii() and not _PLAIN.match(text):
        pieces: list[str] = []
        starts: list[int] = []
        for offset, char in enumerate(text):
            code = ord(char)
            if code in _WIDTH:
                piece = chr(_WIDTH[code])
            elif code < 0x80 or 0x4E00 <= code <= 0x9FFF or 0x2000 <= code <= 0x206F:
                piece = char  # ellipsis, dashes and quotation marks keep their form
            else:
                piece = unicodedata.normalize("NFKC", char) or char
            pieces.append(piece)
            starts.extend([offset] * len(piece))
        starts.append(len(text))
        return Normalised(simplify("".join(pieces)), tuple(starts))
    # The form nearly every page has: only the full-width marks among what `_PLAIN` allows change.
    return Normalised(simplify(text.translate(_WIDTH)), tuple(range(len(text) + 1)))
