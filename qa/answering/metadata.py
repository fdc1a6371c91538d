"""What is printed around an article: who wrote it, in which issue, on which page; and the issue itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.filters import name_key
from index.records import Article, Hit
from qa.answering import words
from qa.answering.evidence import pieces, plain, share, titles
from qa.answering.facts import told
from qa.answering.needs import Desk
from qa.answering.reading import Seen, refusal
from qa.answering.reports import lead
from qa.answering.scopes import (
    Scope,
    at_place,
    first_articles,
    hull,
    nearest_issues,
    published,
    scope_of,
    search,
)
from qa.answering.steps import Steps
from qa.answers import Answer, Citation
from qa.understand.pointing import points_to_article
from qa.understand.records import Understood, Wanted

# How a field is asked for, which says nothing about the article that is meant.
_FORM = re.compile(
    r"[这那本该](?:一)?[期份](?:的?报纸?)?|总?第?几期|(?:星期|周|礼拜)几|出的|(?:主办|联办|出版|主管|编印|出品)(?:单位|方|者)?|(?:是|由)?(?:哪[一几]?(?:位|个|名|家|篇|张|天|期|版|份)?|什么|谁|几月几号|几号|第?几)(?:记者|通讯员|摄影师?|作者|报纸|报|版面?|栏目|标题|题目|人|时候|名字)?"
    r"|(?:采写|撰写|拍摄|刊登|刊发|登载|见报|发表|登报|署名|写|拍|摄|登|刊|印|发|说|讲)(?:在|于|的|了|过)*"
    r"|叫什么(?:名字)?|名字|(?:的)?(?:记者|通讯员|摄影者?|作者|照片|图片|配图|报道|消息|新闻|稿子|稿件|文章|标题|题目|栏目|版面|版名)"
    r"|(?:那天|这天)?(?:公历|阳历|新历|农历|阴历)|总?期号|总第|期数|[那这](?:篇|条|则|张|幅|件)|(?:人物|长篇|深度)报道|报纸上?|报上|是|在|上(?![一-鿿])|[?？]"
)
_OF_ISSUES = frozenset({"newspaper", "issue_number", "date", "publisher", "weekday", "lunar", "pages"})
_OF_PAGES = frozenset({"page_name", "page"})
_MARGIN = 0.12  # how much better an article must fit than the next one
_OTHER_STORY = 0.5  # how much better a report without a picture fits, when it is the one that is meant
_OF_PICTURE = 0.6
_FEW_CREDITS = 2
_OF_FEW = frozenset({"photographer", "correspondent"})  # few articles of an issue have them
_TOLD = 6  # articles of an issue whose field is told; where more have it, the reader is asked which
_LOOKED = 30  # passages


def metadata(desk: Desk, understood: Understood) -> Steps[Answer]:
    """A field of the article, page or issue that the question means; refused when that cannot be told."""
    scope = scope_of(desk, understood.named)
    days = hull(understood.periods)
    within = published(scope, days) if days else scope
    understood = replace(understood, topic=subject(understood))
    pointed = bool(understood.about or scope.headline or pieces(understood.topic))
    if not pointed and understood.named.place == "头条":
        return _of_first(desk, understood, within)
    if not pointed:
        if days and (within.limits.impossible() or within.empty(desk)):
            return _no_such_day(desk, understood, scope)
        return _of_issue(desk, understood, within)
    found, hits = yield from _which(desk, understood, scope, within)
    seen = Seen(tuple(hits))
    if not found:
        return told(refusal(desk, understood.question, seen, message=words.WHICH_ARTICLE), scope)
    values = [
        (article, sure, value)
        for article, sure in found
        if (value := _value(desk, article, understood.wanted))
    ]
    if not values:
        related = tuple(article for article, _ in found)
        return told(
            refusal(desk, understood.question, seen, message=words.NOT_PRINTED, related=related), scope
        )
    answers = [_answer(understood.question, *one) for one in _distinct(values)]
    return told(replace(answers[0], alternatives=tuple(answers[1:])), scope)


def subject(understood: Understood) -> str:
    """What is left of a question's topic to tell the article by; "" where only a field is asked for.

    >>> from qa.understand.records import Understood
    >>> subject(Understood("", "", topic="写厉怀谷的那篇人物报道是哪位记者采写的"))
    '厉怀谷'
    """
    topic = understood.topic
    for one in understood.periods:
        topic = topic.replace(one.words, " ") if one.words else topic
    if understood.named.newspaper:
        topic = topic.replace(understood.named.newspaper, " ")
    left = " ".join(pieces(_FORM.sub(" ", topic)))
    return left if len(left) >= 2 else ""


def field(article: Article, wanted: Wanted) -> str:
    """What is printed for a field; "" if it is not.

    Whoever is named by the byline in another role still wrote it: a piece by correspondents alone has no
    reporter, and a reader who asks who wrote it means them.
    """
    match wanted:
        case "reporter":
            names = article.reporters or article.correspondents
            if not names and article.kind == "photo":
                names = article.photographers
            return "、".join(names) or article.byline.lstrip("■□●◆ ").strip()
        case "correspondent":
            return "、".join(article.correspondents)
        case "photographer":
            return "、".join(article.photographers)
        case "newspaper":
            return article.newspaper
        case "issue_number":
            return f"总第{article.issue_number}期" if article.issue_number is not None else ""
        case "page":
            return words.page(article.page)
        case "page_name":
            return article.page_name
        case "column":
            return article.column
        case "date":
            return words.day(article.date)
        case "headline":
            return article.headline.replace("\n", " ")
        case _:
            return ""


def _value(desk: Desk, article: Article, wanted: Wanted) -> str:
    return field(article, wanted) or (_printed(desk, article, wanted) if wanted in _OF_ISSUES else "")


def _which(
    desk: Desk, understood: Understood, scope: Scope, within: Scope
) -> Steps[tuple[list[tuple[Article, float]], list[Hit]]]:
    """The articles that may be meant, each with how sure that is, and what the search found.

    More than one only where nothing tells them apart and all must be shown.
    """
    if understood.about:
        found = (desk.archive.article(one) for one in understood.about[:1])
        return [(article, 0.95) for article in found if article is not None], []
    if scope.headline:
        listed = list(within.articles(desk))[:20] or list(scope.articles(desk))[:20]
        exact = [one for one in listed if plain(one.headline) == plain(scope.headline)]
        return [(article, 0.95) for article in (exact or listed)[:4]], []
    place = scope if within.limits.impossible() or within.empty(desk) else within
    hits = yield from search(understood.topic, _LOOKED, place)
    articles = {hit.article.id: (hit.article, hit.score) for hit in reversed(hits)}
    ranked = sorted(
        ((article, *_fitness(article, understood.topic, score)) for article, score in articles.values()),
        key=lambda row: -row[2],
    )
    good = [row for row in ranked if row[1]]
    if not good:
        return [], hits
    if understood.wanted == "photographer":
        return _pictured(understood.topic, good), hits
    best = good[0]
    rivals = [row for row in good[1:] if best[2] - row[2] < _MARGIN]
    sure = min(0.95, best[2] / 2.2) if not rivals else 0.5
    if len(rivals) > 2:
        return [], hits
    return [(best[0], sure), *((row[0], 0.4) for row in rivals)], hits


def _pictured(topic: str, good: Sequence[tuple[Article, bool, float]]) -> list[tuple[Article, float]]:
    """Of the articles that a topic names, best first, those whose pictures have a credit; else the best.

    Who asks for a picture of a story means a report that has one. Where another report without any fits the
    topic far better, that one is meant; where credits differ and nothing tells them apart, none is told.
    """
    best = good[0]
    credited = [row for row in good if row[0].photographers and _tells_first(topic, row[0])]
    if not credited or best[2] - credited[0][2] > _OTHER_STORY:
        return [(best[0], 0.5)] if not best[0].photographers else []
    close = [row[0] for row in credited if credited[0][2] - row[2] < _MARGIN]
    if len({one.photographers for one in close}) > _FEW_CREDITS:
        return []
    alone = len({one.photographers for one in close}) == 1
    return [(one, min(0.95, credited[0][2] / 2.2) if alone else 0.5) for one in close]


def _tells_first(topic: str, article: Article) -> bool:
    """Whether titles or first sentence are of a topic: what a story says far down is not in its picture."""
    start, end = lead(article)
    return share(topic, f"{titles(article)}\n{article.text[start:end]}") >= _OF_PICTURE


def _fitness(article: Article, topic: str, score: float) -> tuple[bool, float]:
    """Whether a topic names this article surely enough, and how well."""
    heading = share(topic, titles(article))
    start, end = lead(article)
    opening = share(topic, f"{titles(article)}\n{article.text[start:end]}")
    whole = share(topic, f"{titles(article)}\n{article.text}")
    return whole >= 0.7 and (heading >= 0.5 or opening >= 0.7 or whole >= 0.95), heading + whole + 0.4 * score


def _distinct(values: list[tuple[Article, float, str]]) -> list[tuple[Article, float, str]]:
    seen: dict[str, tuple[Article, float, str]] = {}
    for article, sure, value in values:
        seen.setdefault(value, (article, sure, value))
    return list(seen.values())


def _answer(question: str, article: Article, sure: float, value: str) -> Answer:
    return Answer(
        kind="metadata",
        question=question,
        text=value,
        display=value,
        confidence=sure,
        citations=(Citation.at(article, *lead(article)),),
    )


def _of_first(desk: Desk, understood: Understood, within: Scope) -> Answer:
    """A field of the article that leads the page, of the newest issue if the question names no day."""
    articles = list(within.articles(desk))
    newest = max((one.date for one in articles), default=None)
    found = at_place([one for one in articles if one.date == newest], "头条")[:1]
    value = field(found[0], understood.wanted) if found else ""
    if not value:
        return told(
            refusal(desk, understood.question, Seen(), message=words.NOT_PRINTED, related=tuple(found)),
            within,
        )
    return told(_answer(understood.question, found[0], 0.9, value), within)


def _of_issue(desk: Desk, understood: Understood, within: Scope) -> Answer:
    """A field of an issue or page; of the newest one if the question names no day."""
    question, wanted = understood.question, understood.wanted
    articles = list(within.articles(desk))
    if not articles:
        return told(refusal(desk, question, Seen(), message=words.NOT_PRINTED), within)
    newest = max(article.date for article in articles)
    named = understood.named
    chosen = [article for article in articles if article.date == newest]
    of_page = wanted in _OF_PAGES and (named.page or named.page_name)
    if wanted not in _OF_ISSUES and not of_page and (named.kind is not None or wanted in _OF_FEW):
        return told(_of_several(desk, question, wanted, chosen), within)
    if wanted not in _OF_ISSUES and not of_page:
        # 哪个记者写的, with nothing that says which article.
        related = tuple(chosen)
        return told(refusal(desk, question, Seen(), message=words.WHICH_ARTICLE, related=related), within)
    values: dict[str, Article] = {}
    for article in chosen:
        value = field(article, wanted) or _printed(desk, article, wanted)
        if value:
            values.setdefault(value, article)
    if not values:
        return told(refusal(desk, question, Seen(), message=words.NOT_PRINTED, related=tuple(chosen)), within)
    answers = [_answer(question, article, 0.95, value) for value, article in values.items()]
    return told(replace(answers[0], alternatives=tuple(answers[1:4])), within)


def _of_several(desk: Desk, question: str, wanted: Wanted, chosen: Sequence[Article]) -> Answer:
    """A field of the one article that has it, or of each of a few with its headline (照片是谁拍的)."""
    having = [(article, value) for article in chosen if (value := field(article, wanted))]
    if not having:
        return refusal(desk, question, Seen(), message=words.NOT_PRINTED, related=tuple(chosen))
    if len(having) > _TOLD or (len(having) > 1 and points_to_article(question)):
        related = tuple(article for article, _ in having)
        return refusal(desk, question, Seen(), message=words.WHICH_ARTICLE, related=related)
    first, value = having[0]
    answer = _answer(question, first, 0.95 if len(having) == 1 else 0.9, value)
    if len(having) == 1:
        return answer
    values = tuple(value for _, value in having)
    same = len(set(values)) == 1
    return replace(
        answer,
        text=value if same else "；".join(values),
        display=value if same else "；".join(f"《{one.title}》：{value}" for one, value in having),
        items=values,
        citations=tuple(Citation.at(one, *lead(one)) for one, _ in having),
    )


def _printed(desk: Desk, article: Article, wanted: Wanted) -> str:
    """What the masthead of an article's issue prints; "" if it does not."""
    for issue in desk.archive.issues():
        if issue.date != article.date or name_key(issue.newspaper) != name_key(article.newspaper):
            continue
        match wanted:
            case "issue_number":
                return f"总第{issue.number}期" if issue.number is not None else ""
            case "weekday":
                return issue.weekday
            case "lunar":
                return issue.lunar
            case "publisher":
                return "、".join(issue.publishers)
            case "pages":
                return "、".join(words.page(one) for one in issue.pages)
    return ""


def _no_such_day(desk: Desk, understood: Understood, scope: Scope) -> Answer:
    days = hull(understood.periods)
    nearest = nearest_issues(desk, scope, days) if days else []
    asked = "、".join(one.words or words.days(one.first, one.last) for one in understood.periods)
    return told(
        refusal(
            desk,
            understood.question,
            Seen(),
            message=words.uncovered(asked, nearest),
            related=first_articles(desk, scope, nearest, desk.settings.related),
        ),
        scope,
    )
