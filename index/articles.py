"""Labelled units become articles: titles by role, names, paragraphs joined again, what kind it is."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from index.bylines import ARROWS, MARKERS, NOBODY, Byline, inline_byline, parse_byline, split_tail
from index.lines import SALUTATION, Form, is_column_name
from index.marks import PICTURES, SIGNED, is_date_only, split_turn
from index.records import Article, Kind, Problem
from index.segment import Unit
from index.source import half_width
from index.titles import is_notice, is_roundup, is_series, split_roles

_COMMENTARY = re.compile(r"(?:评论员|社论|社评|时评|编辑部)")
_COMMENTARY_COLUMN = re.compile(
    r"(?:评论|时评|社论|社评|快评|锐评|论坛|杂谈|漫谈|茶座|快语|短评|论语|今日谈|微评|言论|夜话)"
)
_COMMENTARY_PAGE = re.compile(r"(?:评论|言论|观点|时评|论坛|杂谈)")
_CAPTION = re.compile(r"^(?:图为|图[一二三四五六①-⑳\d]?[::]|上图|下图|左图|右图|图片为|[▲△▶◀▼►◄])")
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DATED_CAPTION = re.compile(rf"(?:图为)?\s*(?:{_DAY}月)?{_DAY}日|图为(?:近日|昨[天日])")
_AUTHOR = re.compile(r"[(](?:本文)?作者(?:为|系|是|单位|:)[^)]{2,40}[)]$")
_FOUR = re.compile(r"[\u4e00-\u9fff]{4}")
_ENDED = ("paragraph", "credit", "signature")
_SOMEDAY = datetime.date(1, 1, 1)


@dataclass(slots=True)
class _Draft:
    """An article while it is put together."""

    column: str = ""
    titles: list[str] = field(default_factory=list)
    byline: list[str] = field(default_factory=list)
    names: Byline = NOBODY
    head_names: Byline = NOBODY
    paragraphs: list[str] = field(default_factory=list)
    lines: list[Form] = field(default_factory=list)


def build_articles(
    forms: Sequence[Form], units: Sequence[Unit], source: str
) -> tuple[list[Article], list[Problem]]:
    """Put the articles of one page together.

    Returns:
        Articles without issue, page and id, in the printed order, and what must be reported about them.
    """
    problems: list[Problem] = []
    drafts: list[_Draft] = []
    draft: _Draft | None = None
    before = ""
    gaps = sorted(form.line.gap for form in forms[1:]) or [0]
    usual = gaps[len(gaps) // 2]
    for place, unit in enumerate(units):
        lines = forms[unit.start : unit.end]
        starts = unit.role == "column" or (unit.role == "title" and before not in ("title", "column"))
        if unit.role == "title" and before == "title" and draft and _far(draft, lines[0], usual):
            starts = True
        if unit.role == "paragraph" and before == "credit" and draft:
            starts = _is_second_picture(draft, forms, units[place : place + 2])
        if unit.role == "paragraph" and draft and draft.paragraphs:
            starts = starts or _is_pointed_picture(draft, forms, units[place : place + 4])
        if lines[0].line.broken and unit.role == "paragraph" and before in _ENDED:
            starts = True
        if draft is None or starts:
            draft = _Draft()
            drafts.append(draft)
        draft.lines += lines
        _add(draft, unit, lines, source, problems)
        before = unit.role
    articles: list[Article] = []
    for one in drafts:
        article = _finish(one)
        if article.kind == "unassigned" and one.lines:
            number = one.lines[0].line.number
            problems.append(
                Problem(source, number, "cannot be told to belong to an article; kept as text of the page")
            )
        articles.append(article)
    return articles, problems


def as_commentary(articles: Sequence[Article], page_name: str) -> list[Article]:
    """Call the texts of a page of opinions (观点, 评论) commentary, unless a reporter wrote them."""
    if not _COMMENTARY_PAGE.search(page_name):
        return list(articles)
    return [
        replace(article, kind="commentary")
        if article.kind == "news" and not re.search("记者|通讯员", article.byline + article.text[:20])
        else article
        for article in articles
    ]


def _far(draft: _Draft, form: Form, usual: int) -> bool:
    """Whether a title line opens a block of its own although title lines stand right before it."""
    return form.line.gap >= usual + 3 and bool(draft.titles)


def _is_second_picture(draft: _Draft, forms: Sequence[Form], units: Sequence[Unit]) -> bool:
    """Whether a caption without a title follows photo news: a paragraph, then who took that picture."""
    if len(units) < 2 or units[1].role != "credit" or draft.names.reporters or len(draft.paragraphs) > 2:
        return False
    names = parse_byline(join_lines(forms[units[1].start : units[1].end]))
    return bool(draft.names.photographers and names.photographers and not names.reporters)


def _is_pointed_picture(draft: _Draft, forms: Sequence[Form], units: Sequence[Unit]) -> bool:
    """Whether a caption without a title stands below another's text, whose picture it is not.

    An arrow points to its own picture, or it tells the day, which a text that names its writer has told. Who
    took the picture is named below or at its end, and has no part in the text above.
    """
    key = forms[units[0].start].key
    written = draft.names.reporters or draft.names.correspondents
    if key[0] not in ARROWS + "▲△" and not (written and _DATED_CAPTION.match(key)):
        return False
    names = split_tail(join_lines(forms[units[0].start : units[0].end]))[2]
    # The column may have cut the caption where a sentence ends, so that it comes in several pieces.
    cut = list(takewhile(lambda unit: unit.role == "paragraph" and forms[unit.end - 1].full, units[:-1]))
    credit = units[1:] if not cut else units[len(cut) + (units[len(cut)].role == "paragraph") :]
    if credit and credit[0].role == "credit":
        names = names + parse_byline(join_lines(forms[credit[0].start : credit[0].end]))
    above = draft.names.reporters + draft.names.correspondents + draft.names.photographers
    return bool(names.photographers) and not set(names.photographers) & set(above)


def join_lines(lines: Sequence[Form]) -> str:
    """Join the lines of one unit: Han text without a space, words of Latin letters with one."""
    text = ""
    last: Form | None = None
    for form in lines:
        part = form.line.text
        if last is not None and text:
            spaced = last.line.raw.endswith((" ", "\u3000")) or (
                form.line.raw[:1] == " " and form.line.indent == 1
            )
            latin = text[-1].isascii() and text[-1].isalpha() and part[0].isascii() and part[0].isalpha()
            cut_exactly = bool(last.wrap) and last.full
            text += " " if spaced or (latin and not cut_exactly) else ""
        text += part
        last = form
    return text


def _add(draft: _Draft, unit: Unit, lines: Sequence[Form], source: str, problems: list[Problem]) -> None:
    text = join_lines(lines)
    if unit.role == "column":
        draft.column = lines[0].column or text.lstrip(MARKERS)
    elif unit.role == "title":
        draft.titles.append(text)
    elif unit.role in ("byline", "credit"):
        found = parse_byline(text)
        draft.byline.append(text)
        draft.names = draft.names + found
        if unit.role == "byline":
            draft.head_names = draft.head_names + found
    elif unit.role == "paragraph":
        start, end = split_turn(half_width(text))
        for piece in (text[:start], text[end:]):
            if piece.strip():
                number = lines[0 if piece == text[:start] else -1].line.number
                problems.append(Problem(source, number, f"left out, no article's text: {piece.strip()}"))
        text = text[start:end].strip()
        text, credit, found = split_tail(text)
        if credit:
            draft.byline.append(credit)
            draft.names = draft.names + found
        draft.names = draft.names + inline_byline(text[:90])
        draft.head_names = draft.head_names + inline_byline(text[:90])
        if text:
            draft.paragraphs.append(text)
    else:
        draft.paragraphs.append(text)


def _finish(draft: _Draft) -> Article:
    """Make the article of a draft; without a title or without a body it is kept as unassigned."""
    titles = draft.titles
    column = draft.column
    if (
        not column
        and len(titles) > 1
        and (is_column_name(titles[0]) or _is_column(draft) or _heads_notices(titles))
    ):
        column, titles = titles[0].lstrip(MARKERS), titles[1:]
    elif not column and draft.paragraphs and len(titles) == 1 and _heads_picture(draft):
        # A picture may have no title of its own.
        column, titles = titles[0], []
    kicker, headline, deck = split_roles(titles)
    paragraphs = draft.paragraphs
    kind = _kind(draft, headline, deck, column)
    if not paragraphs and titles:
        # The search looks at texts: a title without a body must still be found.
        kicker, headline, deck, paragraphs = [], [], [], titles
    return Article(
        id="",
        newspaper="",
        date=_SOMEDAY,
        headline="\n".join(headline),
        kicker="\n".join(kicker),
        deck="\n".join(deck),
        column=column,
        text="\n".join(paragraphs),
        kind=kind,
        reporters=draft.names.reporters,
        correspondents=draft.names.correspondents,
        photographers=draft.names.photographers,
        byline="\n".join(draft.byline),
    )


def _is_column(draft: _Draft) -> bool:
    """Whether four characters stand above a title as short and its author: a column (栏目) without a mark."""
    above, below = draft.titles[0], draft.titles[1]
    if _FOUR.fullmatch(above) and below[-1] in "?？" and all(one[-1] in "?？!！" for one in draft.titles[1:]):
        return True
    letter = len(draft.titles) == 2 and draft.paragraphs and SALUTATION.match(half_width(draft.paragraphs[0]))
    if letter and re.fullmatch(r"[\u4e00-\u9fff]{3,6}", above):
        # Letters (编辑同志：) stand under the name of their column, and have no kickers.
        return True
    if re.fullmatch(r"记者[\u4e00-\u9fff]{2}", above):
        return True
    shown = draft.names.photographers and not draft.head_names.reporters
    if shown and re.fullmatch(r"[\u4e00-\u9fff]{3}", above) and len(below) >= 5:
        # A picture with a name under the name of its column: 老照片.
        return True
    if len(draft.head_names.reporters) != 1 or len(draft.titles) > 3:
        return False
    if re.fullmatch(r"[\u4e00-\u9fff]{3}", above) and len(below) >= 5:
        # A title is longer.
        return True
    author = draft.head_names.strength < 3 or bool(
        re.match(r"文\s*[/:]", half_width("".join(draft.byline[:1])))
    )
    marked = draft.head_names.strength == 2 and len(draft.titles) == 2 and len(below) >= len(above) + 2
    if marked and re.fullmatch(r"[\u4e00-\u9fff]{3,6}", above):
        # What is signed with a mark and a name is an opinion or a story, which have columns and no kickers.
        return True
    return author and len(draft.titles) == 2 and len(below) <= 12 and bool(_FOUR.fullmatch(above))


def _heads_picture(draft: _Draft) -> bool:
    """Whether the only title line is the name of a column for pictures, or any column above a caption."""
    above = draft.titles[0]
    caption = draft.names.photographers and not draft.names.reporters and len(draft.paragraphs) == 1
    return bool(PICTURES.fullmatch(above) or (caption and is_column_name(above)))


def _heads_notices(titles: Sequence[str]) -> bool:
    """Whether a few characters head a group of notices (分类信息), the first of which has its own title."""
    return len(titles[0]) <= 6 and is_notice(titles[0]) and is_notice(titles[1])


def _is_list(draft: _Draft) -> bool:
    """Whether a column holds short items, each behind the same mark."""
    marks = {paragraph[0] for paragraph in draft.paragraphs}
    return bool(draft.column) and len(draft.paragraphs) > 1 and len(marks) == 1 and marks <= set(MARKERS)


def _is_made_known(draft: _Draft) -> bool:
    """Whether an office signs a text that no reporter wrote, with the date below: it is made known."""
    if len(draft.paragraphs) < 2 or draft.names != NOBODY:
        return False
    if not is_date_only(half_width(draft.paragraphs[-1])):
        return False
    # The column may have joined it to a telephone number.
    office = re.search(r"(?:^|\d|。)\s*([\u4e00-\u9fff]{4,24})$", draft.paragraphs[-2])
    return office is not None and bool(SIGNED.search(office[1]))


def _kind(draft: _Draft, headline: Sequence[str], deck: Sequence[str], column: str) -> Kind:
    if not draft.titles and draft.paragraphs and (is_roundup(column) or _is_list(draft)):
        return "news"
    if not draft.paragraphs or not draft.titles:
        caption = draft.names.photographers and draft.paragraphs and not draft.names.reporters
        # The column may have cut it where a sentence ends.
        most = 2 if caption and _CAPTION.match(half_width(draft.paragraphs[0])) else 1
        return "photo" if caption and len(draft.paragraphs) <= most else "unassigned"
    if any(map(is_notice, headline)) and not draft.head_names.reporters:
        return "notice"
    if not draft.byline and _is_made_known(draft):
        return "notice"
    byline = half_width(" ".join(draft.byline))
    series = any(
        is_series(line) and re.search(r"[一二三四五六七八九十再]论|评", line) for line in (*headline, *deck)
    )
    if _AUTHOR.search(half_width(draft.paragraphs[-1])):
        return "commentary"
    if _COMMENTARY.search(byline) or series or _COMMENTARY_COLUMN.search(column):
        return "commentary"
    size = sum(map(len, draft.paragraphs))
    names = draft.names
    captions = [bool(_CAPTION.match(half_width(paragraph))) for paragraph in draft.paragraphs]
    if not names.photographers and len(captions) > 1 and len({one[0] for one in draft.paragraphs}) == 1:
        # Short items behind one mark.
        captions[0] = bool(re.match("图|[上下左右]图", draft.paragraphs[0]))
    shown = names.photographers or captions[0] or PICTURES.fullmatch(column)
    writers = [name for name in names.reporters if name not in names.photographers]
    told = draft.head_names.reporters and len(draft.paragraphs) > 1
    if shown and not writers and not told and captions[1:].count(False) <= 1 and size <= 300:
        return "photo"
    return "news"
