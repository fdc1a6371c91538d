"""Where the lines of a dump were cut, and which of them reach that place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.source import Line

_HANGING = re.compile(r"[,。、;:?!)》”’】%]$")
# What a typesetter does not let begin a line alone, or end one.
_UNPARTED = re.compile(r"[“‘(《〈「『【\[]|.[,。、;:?!)》〉”’」』】\]%]|[\dA-Za-z.]{2}|——|……")


class Wrap(NamedTuple):
    """Where the text around a line was cut (0: nowhere), and whether the line reaches that place."""

    width: int
    full: bool


def find_wraps(lines: Sequence[Line]) -> list[Wrap]:
    """Find out for each line at which width its surroundings were cut.

    Nothing is assumed about the width: lines that were cut end at the same place, and almost none is
    longer. Dumps cut after so many characters, typesetters after so much room, in which quotation marks may
    count a half; all are measured, and the one that fits most lines is taken.
    """
    by_size = _wrap_widths(lines, [line.size for line in lines])
    # A dump may cut within a wide space; where most lines end with spaces they say nothing.
    padded = sum(line.raw[-1].isspace() for line in lines) * 4 > len(lines)
    ends = [line.size if padded else len(line.raw) for line in lines]
    size = [
        Wrap(width, ends[place] == width > line.size or _is_full(lines, place, line.size, width))
        for place, (line, width) in enumerate(zip(lines, by_size, strict=True))
    ]
    rooms = [[line.columns for line in lines], [line.narrow for line in lines]]
    by_room = [
        [
            Wrap(width, _is_full(lines, place, room, width))
            for place, (room, width) in enumerate(zip(sizes, _wrap_widths(lines, sizes), strict=True))
        ]
        for sizes in rooms
    ]
    measures = zip((size, *by_room), ([line.size for line in lines], *rooms), strict=True)
    return max(measures, key=lambda measure: _fit(lines, *measure))[0]


def _fit(lines: Sequence[Line], wraps: Sequence[Wrap], sizes: Sequence[int]) -> int:
    """How well a measure fits: lines that end where it says, less those among them that are too long."""
    long = sum(
        1 for above, here, below in zip(wraps, wraps[1:], wraps[2:], strict=False)
        if not here.width and above.width and below.width
    )  # fmt: skip
    over = sum(
        1 for line, wrap, size in zip(lines, wraps, sizes, strict=True)
        if 0 < wrap.width < size - bool(_HANGING.search(line.key))
    )  # fmt: skip
    return sum(wrap.full for wrap in wraps) - 5 * long - 2 * over


def _is_full(lines: Sequence[Line], place: int, size: int, width: int) -> bool:
    """Whether a line reaches the place where its surroundings were cut.

    One that is a character short does so only for a reason: a space stood at the cut, or the next line
    begins with what must not be parted (an opening bracket, a number, a character with the comma after it).
    """
    if not width or size < width - 1:
        return False
    if size >= width:
        return True
    if len(lines[place].raw) > lines[place].size:
        return True
    if place + 1 == len(lines):
        return False
    below = lines[place + 1]
    return (below.raw[0] in " \u3000" and below.indent < 4) or bool(_UNPARTED.match(below.key))


def _wrap_widths(lines: Sequence[Line], sizes: Sequence[int]) -> list[int]:
    """The width of the page as a whole, or of each stretch of lines (one column may be narrow)."""
    if len(sizes) < 4:
        return [0] * len(sizes)
    counts: dict[int, int] = {}
    for size in sizes:
        counts[size] = counts.get(size, 0) + 1
    for width in sorted(counts, reverse=True):
        near = counts[width] + counts.get(width - 1, 0)
        longer = sum(1 for size in sizes if size > width + 1)
        if 8 <= width <= 60 and near >= max(4, len(sizes) * 0.25) and longer <= len(sizes) * 0.08:
            if _is_cut_prose(
                [line for line, size in zip(lines, sizes, strict=True) if width - 1 <= size <= width + 1]
            ):
                width = _without_hanging(width, sizes, lines)
                return [width if size <= width + 3 else 0 for size in sizes]
            break
    widths = [0] * len(sizes)
    reach = 8
    for start in range(max(1, len(sizes) - reach + 1)):
        inside = sizes[start : start + reach]
        width = sorted(inside)[-2]
        if not 8 <= width <= 60 or sum(1 for size in inside if size >= width - 1) * 2 < len(inside):
            continue
        if max(inside) <= width + 1 or sum(1 for size in inside if size > width + 1) == 1:
            near_lines = [
                lines[start + place] for place, size in enumerate(inside) if width - 1 <= size <= width + 1
            ]
            if len(near_lines) >= 4 and _is_cut_prose(near_lines):
                width = _without_hanging(width, inside, lines[start : start + reach])
                for place in range(start, min(start + reach, len(sizes))):
                    if sizes[place] <= width + 2:
                        widths[place] = max(widths[place], width)
    found = set(widths) - {0}
    if len(found) == 1 and sum(1 for size in sizes if size > max(found) + 1) <= len(sizes) * 0.08:
        # The short lines of the page (its masthead, its titles) were cut at the same place.
        return [max(found) if size <= max(found) + 3 else 0 for size in sizes]
    return widths


def _without_hanging(width: int, sizes: Sequence[int], lines: Sequence[Line]) -> int:
    """The width that most lines have; a few are longer, as a comma hangs out of them or a quote is narrow."""
    for _ in range(2):
        longest = [line for line, size in zip(lines, sizes, strict=True) if size == width]
        hang = all(_HANGING.search(line.key) for line in longest)
        if sizes.count(width - 1) > (1 if hang else 2) * len(longest):
            width -= 1
    return width


def _is_cut_prose(run: Sequence[Line]) -> bool:
    """Whether lines of one length are prose that was cut, and not verse, titles or rows of a table.

    Cut prose has its punctuation anywhere; the others have it at the end of their lines, or none.
    """
    inner = sum(1 for line in run if re.search(r"[,。、;”]", line.key[:-1]))
    ended = sum(1 for line in run if re.search(r"[,。;!?:]$", line.key))
    return inner * 5 >= len(run) * 2 and ended * 2 <= len(run)
