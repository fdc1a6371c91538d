"""Titles that are known by what stands below their text: who wrote it, or who took the picture."""

from __future__ import annotations

from collections.abc import Sequence

from index.lines import Form


def credit_leads(forms: Sequence[Form], titles: Sequence[float]) -> list[float]:
    """Find titles by who is named after the text: under the picture, or in brackets at the very end.

    Where a text is signed at its end nothing marks its beginning, but the nearest line above it that reads
    like a title most likely does.
    """
    leads = [0.0] * len(forms)
    for place, form in enumerate(forms):
        line = form.byline
        # 记者 张三 摄影报道, under a text: who took the picture wrote the few lines as well.
        both = place > 0 and forms[place - 1].end == "stop" and line.reporters == line.photographers
        photo = line.strength >= 2 and line.photographers and (both or not line.reporters)
        shot = form.tail.photographers and not form.tail.reporters
        signed = form.tail.strength or (line.strength == 3 and form.key[0] == "(")
        # A name below a text; but a deck may end with a stop as well, so the text must have some length.
        below = not signed and line.strength == 3 and place > 0 and forms[place - 1].end == "stop"
        if not (photo or shot or signed or below):
            continue
        reach = 260 if photo or shot else 900
        size = 0
        above = place - 1
        while above >= 0 and size <= reach:
            here = forms[above]
            asks = here.key[-1] == "?" and above > 0 and titles[above - 1] > 0.2
            plain = (here.end in ("open", "paren") or asks) and titles[above] > 0.2 and not here.full
            if (
                (above < place - 1 or not photo)
                and plain
                and len(here.key) <= 24
                and (size >= 60 or photo or not below)
                and not _is_cut(forms, above)
            ):
                leads[above] = 3.5 if photo or shot else 4.0
                break
            if here.byline.strength == 3 or here.dateline or here.tail.strength:
                break
            size += len(here.key)
            above -= 1
    return leads


def _is_cut(forms: Sequence[Form], place: int) -> bool:
    """Whether a short line is only the rest of a sentence that fills the line above."""
    return place > 0 and forms[place - 1].full and forms[place - 1].end != "stop"
