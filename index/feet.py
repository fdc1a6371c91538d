"""What stands at the foot of a page, or of one of its columns, and belongs to no text: slogans, imprints."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from index.bylines import parse_byline, split_tail
from index.lines import ends_as
from index.marks import SIGNED, is_date_only
from index.source import Line
from index.titles import TELEPHONE, is_notice

ISSUER = r"(?:委|办|局|部|院|会|中心|报|社|网|府|台|馆|站|司|校|队|联|厅|团|室|处|所|组)"
_ISSUERS = re.compile(rf"[\u4e00-\u9fff]{{2,24}}{ISSUER}(?:\s+[\u4e00-\u9fff]{{2,24}}{ISSUER})*")
_PIECES = re.compile(r"[\u4e00-\u9fff“”]{2,14}(?:[\s!]+[\u4e00-\u9fff“”]{2,14})+!?")


@dataclass(frozen=True, slots=True)
class Noise:
    """Lines that belong to no article, as they were put aside."""

    line: int
    text: str


def is_slogan(key: str) -> bool:
    """Whether a line is set in pieces of one length and nothing else: 节约用水 从点滴做起."""
    pieces = key.split()
    sizes = [len(piece) for piece in pieces]
    return (
        2 <= len(pieces) <= 4
        and min(sizes) >= 3
        and max(sizes) <= min(8, min(sizes) + 1)
        and bool(re.fullmatch(r"[\u4e00-\u9fff“”\s]+", key))
        and not parse_byline(key).strength
    )


def closes(line: Line) -> bool:
    """Whether a text may end with a line: with a stop, a date or a credit."""
    return ends_as(line.key) == "stop" or is_date_only(line.key) or bool(split_tail(line.text)[1])


def put_foot_aside(kept: list[Line], after: list[bool], noise: list[Noise], full: Mapping[int, bool]) -> None:
    """Take out what stands at the foot of the page, below the end of a text, and is no sentence.

    Up to three lines, whole or cut, without a stop: every one a slogan in pieces, a count set large (1 9 5 8)
    or what the paper says of itself, and none of them a name or a date, which sign the text above.
    """
    first = len(kept)
    text = ""
    for place in range(len(kept) - 1, max(0, len(kept) - 9), -1):
        line, above = kept[place], kept[place - 1]
        space = " " if line.raw.endswith((" ", "\u3000")) else ""
        text = line.key + space + text
        if full[above.number] and not closes(above) and not after[place]:
            continue
        told = after[place] and TELEPHONE.search(text) and not re.search(r"[。,]", text)
        if not _is_foot(text.strip()) and not told:
            return
        text = ""
        if closes(above) or after[place]:
            first = place
            break
    noise += [Noise(line.number, line.text) for line in kept[first:]]
    del kept[first:], after[first:]


def _is_foot(key: str) -> bool:
    """Whether a line may stand at the foot of a page and belong to none of its texts."""
    key = key.strip("【】[]")
    if is_slogan(key):
        return True
    if len(key) > 50 or ends_as(key) != "open" or parse_byline(key).strength or is_notice(key):
        return False
    if is_date_only(key) or SIGNED.search(key) or re.search(r"\d{5}|[。,;、]", key):
        return False
    pieces = [piece for piece in re.split(r"[\s!]+", key.partition(":")[2] or key) if piece]
    halves = 2 <= len(pieces) <= 4 and all(re.fullmatch(r"[\u4e00-\u9fff“”]{3,12}", one) for one in pieces)
    return halves or bool(re.search(r"(?:^|\s)(?:\d\s+){2,}\d(?:\s|天|$)|本[报刊版]", key))


def put_imprint_aside(
    kept: list[Line], after: list[bool], noise: list[Noise], full: Mapping[int, bool]
) -> None:
    """Take out slogans with who has them printed in the line below, both whole or cut.

    At the foot of the page any will do; above other texts it takes three pieces, for a title and the office
    that wrote the text look alike.
    """
    runs: list[tuple[int, int, str]] = []
    for place, line in enumerate(kept):
        whole = bool(runs) and len(runs[-1][2].split()) >= 3 and bool(_PIECES.fullmatch(runs[-1][2]))
        if runs and full[kept[place - 1].number] and not (whole and _ISSUERS.fullmatch(line.key)):
            start, _, text = runs[-1]
            space = " " if kept[place - 1].raw.endswith((" ", "\u3000")) or line.indent == 1 else ""
            runs[-1] = (start, place + 1, text + space + line.key)
        else:
            runs.append((place, place + 1, line.key))
    for place in range(len(runs) - 1, 1, -1):
        (start, _, slogan), (_, end, issuer) = runs[place - 1], runs[place]
        if not (_ISSUERS.fullmatch(issuer) and _PIECES.fullmatch(slogan)) or parse_byline(slogan).strength:
            continue
        if end < len(kept) and len(slogan.split()) < 3:
            continue
        if closes(kept[start - 1]) or after[start]:
            noise += [Noise(line.number, line.text) for line in kept[start:end]]
            if end < len(kept):
                after[end] = True
            del kept[start:end], after[start:end]
