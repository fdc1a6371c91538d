"""Pages in Traditional characters: read in Simplified ones, handed out as they were printed.

The rules for the form of lines are written for Simplified characters and the quotation marks that go with
them. `simplified` changes each line one character for one, so that `Printed.restore` finds its way back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from index.normal import simplify
from index.records import Article
from index.source import Line, half_width

_QUOTES = str.maketrans("「」『』﹁﹂", "“”‘’“”")
_TRADITIONAL = 0.08
"""Share of characters that differ in Simplified text, from which on a page is taken to be Traditional."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The characters of a page as they were printed beside those that it was read in."""

    page: str = ""
    read: str = ""
    usual: dict[str, str] = field(default_factory=dict)

    def restore(self, text: str) -> str:
        """Put back the printed characters of a piece of the page; the white space in it stays."""
        if not self.page or not text:
            return text
        bare = "".join(text.split())
        start = self.read.find(bare)
        if start < 0:
            # Its lines do not stand together: character by character, as the page usually has them.
            return "".join(self.usual.get(char, char) for char in text)
        chars = iter(self.page[start : start + len(bare)])
        return "".join(char if char.isspace() else next(chars) for char in text)

    def restore_message(self, message: str) -> str:
        """The same for what a message tells of the page, behind its colon."""
        told, colon, piece = message.partition(": ")
        return told + colon + self.restore(piece)

    def article(self, article: Article) -> Article:
        """Put back the printed characters of an article."""
        if not self.page:
            return article
        back = self.restore
        return replace(
            article,
            headline=back(article.headline),
            kicker=back(article.kicker),
            deck=back(article.deck),
            column=back(article.column),
            text=back(article.text),
            byline=back(article.byline),
            reporters=tuple(map(back, article.reporters)),
            correspondents=tuple(map(back, article.correspondents)),
            photographers=tuple(map(back, article.photographers)),
        )


def simplified(lines: Sequence[Line]) -> tuple[list[Line], Printed]:
    """Return the lines of a Traditional page in Simplified characters, any other page as it is."""
    page = "".join("".join(line.text.split()) for line in lines)
    read = simplify(page)
    if len(read) != len(page) or sum(map(str.__ne__, page, read)) < _TRADITIONAL * len(page):
        return list(lines), Printed()
    changed = [_simplified(line) for line in lines]
    read = "".join("".join(line.text.split()) for line in changed)
    return changed, Printed(page, read, dict(zip(reversed(read), reversed(page), strict=True)))


def _simplified(line: Line) -> Line:
    raw = simplify(line.raw).translate(_QUOTES)
    text = raw.strip() if len(raw.strip()) == len(line.text) else simplify(line.text).translate(_QUOTES)
    return replace(line, raw=raw, text=text, key=half_width(text))
