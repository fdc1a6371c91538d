"""Titles that are known by what stands below their text: who wrote it, or who took the picture."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.bylines import ARROWS
from index.lines import Form

# Who wrote a letter to the paper: （市民 周先生）.
_WROTE = re.compile(r"\((?:热心)?(?:读者|市民|网友)")
# A title of a picture that points to it: ▲“樱”接你.
_MARKED = re.compile(rf"[{ARROWS}▲△][^\s,。:;、!?\d]{{3,14}}")


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
        told = line.strength >= 2 and form.key[0] == "(" and not _WROTE.match(form.key)
        signed = form.tail.strength or told
        # A name below a text; but a deck may end with a stop as well, so the text must have some length.
        below = not signed and line.strength == 3 and place > 0 and forms[place - 1].end == "stop"
        # With a dateline below it the name stands above its text.
        below = below and not (place + 1 < len(forms) and forms[place + 1].dateline)
        if not (photo or shot or signed or below):
            continue
        reach = 260 if photo or shot else 900
        size = 0
        above = place - 1
        pointed = _is_pointer(form)
        while above >= 0 and size <= reach:
            here = forms[above]
            asks = here.key[-1] == "?" and above > 0 and titles[above - 1] > 0.2
            likely = titles[above] > 0.2 or ((photo or shot) and bool(_MARKED.fullmatch(here.key)))
            plain = (here.end in ("open", "paren") or asks) and likely and not here.full
            if plain and here.byline.strength == 1 and above > 0 and titles[above - 1] > 0.2:
                # A name below a title.
                break
            if (
                (above < place - 1 or not photo)
                and plain
                and len(here.key) <= 24
                and (size >= 60 or photo or not below)
                and not _is_cut(forms, above)
            ):
                leads[above] = 3.5 if photo or shot else 4.0
                break
            if pointed or here.byline.strength == 3 or here.dateline or here.tail.strength:
                break
            # Above a caption with an arrow there is its title, or another text.
            pointed = _is_pointer(here)
            size += len(here.key)
            above -= 1
    return leads


def _is_pointer(form: Form) -> bool:
    """Whether a caption begins here that points to its picture."""
    return form.key[0] in f"{ARROWS}▲△"


def _is_cut(forms: Sequence[Form], place: int) -> bool:
    """Whether a short line is only the rest of a sentence that fills the line above."""
    above = forms[place - 1]
    return place > 0 and above.full and above.end != "stop"
