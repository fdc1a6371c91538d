"""Where the sentences of a Chinese text begin and end."""

from __future__ import annotations

import re

_CLOSERS = "”’\"'）)」』】》〉]"
_OPENERS = {"（": "）", "(": ")", "《": "》", "【": "】", "〈": "〉"}
_END = re.compile(rf"(?:[。！？!?]|…{{2,}}|\.{{3,}})+[{re.escape(_CLOSERS)}]*")
# A full stop of Latin text: after a word, before a space and a capital or Han character.
_LATIN_END = re.compile(r"(?<=[A-Za-z]{2})\.(?=\s+[A-Z\u4e00-\u9fff]|\s*$)")
_SPEECH = re.compile(
    r"[^。！？!?\n“”]{0,40}?(?:说|说道|表示|介绍|介绍道|告诉记者|坦言|指出|强调|认为|透露|笑道|回忆道|感慨道|问道|答道)[。！？!?]"
)
_BRACKET_REACH = 60


def _bracketed(line: str) -> list[bool]:
    """For each character, whether it stands inside a short bracket, where no sentence ends."""
    inside = [False] * len(line)
    stack: list[tuple[str, int]] = []
    for offset, char in enumerate(line):
        if char in _OPENERS:
            stack.append((_OPENERS[char], offset))
        elif stack and char == stack[-1][0]:
            _, start = stack.pop()
            if offset - start <= _BRACKET_REACH:
                for position in range(start, offset):
                    inside[position] = True
    return inside


def _line_ends(line: str) -> list[int]:
    """Offsets in one line after which a new sentence begins; the line's length comes last."""
    inside = _bracketed(line)
    ends: set[int] = {len(line)}
    for match in [*_END.finditer(line), *_LATIN_END.finditer(line)]:
        if inside[match.start()]:
            continue
        end = match.end()
        if line[end - 1] in "”’\"'」』":
            # The speaker named after the quotation belongs to it.
            speech = _SPEECH.match(line, end)
            if speech:
                end = speech.end()
        ends.add(end)
    return sorted(ends)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The sentences as spans of the text, in order, without the white space around them.

    A line feed always ends a sentence. Closing quotation marks belong to the sentence before them, and so
    does the speaker named right after.

    >>> text = "“好！”他说。天晴了。"
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['“好！”他说。', '天晴了。']
    """
    spans: list[tuple[int, int]] = []
    offset = 0
    for line in text.split("\n"):
        start = 0
        for end in _line_ends(line):
            if end <= start:
                continue
            piece = line[start:end]
            left = offset + start + len(piece) - len(piece.lstrip())
            right = offset + start + len(piece.rstrip())
            if left < right:
                spans.append((left, right))
            start = end
        offset += len(line) + 1
    return spans
