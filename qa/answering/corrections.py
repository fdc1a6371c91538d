"""Correction notices: known by their form, and stronger than what they correct."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.records import Article
from qa.answering import words
from qa.answering.evidence import plain
from qa.answering.needs import Desk
from qa.answers import Answer, Citation
from qa.citing import bare, sentence_around
from qa.decide import agrees

_TITLE = re.compile(r"^(?:更正|勘误|来函照登|致歉|更正启事|更正声明|更正说明|更正与说明|更正致歉|致读者)")
_BODY = re.compile(r"特此更正|误[作为写植排]|有误|更正如下|予以更正|现更正")
_WHAT = r"[“\"‘]?(?P<{}>[^，。；、,;“”\"‘’\s]{{1,30}})[”\"’]?"
_WRONG_WORD = r"(?:误作|误为|误写作|误写为|误写成|误植为|误排为|误印为|错写为|错写成|错印为|写成了?|印成了?)"
_RIGHT_WORD = r"(?:应为|应是|应作|更正为|现更正为|改正为|实为|实际为)"
_STATEMENTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_RIGHT_WORD}{_WHAT.format('right')}\s*[,，、;；]?\s*{_WRONG_WORD}{_WHAT.format('wrong')}",
        rf"(?:误将|错将|将|把){_WHAT.format('right')}{_WRONG_WORD}{_WHAT.format('wrong')}",
        rf"[“\"](?P<wrong>[^”\"]{{1,40}})[”\"](?:一[语词处]|系|为)?(?:有误|错误|笔误|误)?\s*[,，]?\s*{_RIGHT_WORD}"
        r"[“\"](?P<right>[^”\"]{1,40})[”\"]",
        rf"(?P<wrong>[^，。；、,;“”\s：:]{{1,20}})(?:有误|错误)\s*[,，]\s*{_RIGHT_WORD}{_WHAT.format('right')}",
    )
)
_NAMED = re.compile(r"《([^》]{2,60})》")
_FIGURES = re.compile(r"\d[\d.]*")
_CLOSE = 31  # days within which a notice that names no headline may mean an article


@dataclass(frozen=True, slots=True)
class Statement:
    """What a notice puts right: the right words with their place in its text, and the wrong ones."""

    notice: Article
    start: int
    end: int
    wrong: str

    @property
    def right(self) -> str:
        """The right words, verbatim."""
        return self.notice.text[self.start : self.end]


def is_notice(article: Article) -> bool:
    """Whether an article is a correction, by its title and its words.

    A report about somebody's correction has neither.
    """
    heading = plain(article.headline or article.kicker)
    if _TITLE.match(heading):
        return True
    return len(article.text) <= 300 and "本报" in article.text and "更正" in article.text[-20:]


def statements(notice: Article) -> Iterator[Statement]:
    """What a notice puts right."""
    if not _BODY.search(notice.text):
        return
    taken: set[int] = set()
    for pattern in _STATEMENTS:
        for match in pattern.finditer(notice.text):
            if match.start("right") not in taken and match["right"] != match["wrong"]:
                taken.add(match.start("right"))
                yield Statement(notice, match.start("right"), match.end("right"), match["wrong"])


def corrects(notice: Article, article: Article) -> bool:
    """Whether a notice is about this article: it names its headline, or no other and follows closely."""
    if notice.id == article.id or notice.date < article.date or notice.newspaper != article.newspaper:
        return False
    named = _NAMED.findall(notice.text)
    headings = [plain(one) for one in (article.headline, article.kicker, article.deck) if one]
    if named:
        # The notice may name kicker and headline in one, or the headline's first line alone.
        return any(
            heading and (plain(one) in heading or (len(heading) >= 5 and heading in plain(one)))
            for one in named
            if plain(one)
            for heading in headings
        )
    return (notice.date - article.date).days <= _CLOSE


def corrected(desk: Desk, answer: Answer) -> Answer:
    """The answer as a correction notice puts it right, with what stood before beside it.

    Args:
        desk: Gives the archive's notices.
        answer: A span; its first citation is what may have been corrected.
    """
    article = answer.citations[0].article
    if is_notice(article):
        return _of_notice(desk, answer, article)
    for statement in _about(desk, [article]):
        if _holds(answer.text, statement.wrong):
            return _put_right(answer, statement)
    return _confirmed(desk, answer)


def noted(desk: Desk, answer: Answer) -> Answer:
    """Sentences or a list, with the notice that puts right what they say: the words of the paper stay."""
    if answer.kind not in ("passage", "list") or not answer.citations:
        return answer
    for one in _about(desk, [cited.article for cited in answer.citations]):
        if one.wrong in answer.text and one.right not in answer.text:
            return _with_notice(answer, one)
    return answer


def misprinted(desk: Desk, answer: Answer) -> Answer:
    """An answer to a question that has itself what a notice put right, with the notice."""
    if answer.message:
        return answer
    for one in _about(desk, [cited.article for cited in answer.citations], itself=True):
        if len(one.wrong) >= 2 and one.wrong in answer.question and one.right not in answer.question:
            return _with_notice(answer, one)
    return answer


def _about(desk: Desk, articles: Sequence[Article], *, itself: bool = False) -> Iterator[Statement]:
    """What the archive's notices put right of some articles, the newest notice first.

    Args:
        desk: Gives the notices.
        articles: Of which they may speak.
        itself: Also what a notice among these articles puts right.
    """
    for notice in sorted(desk.notices(), key=lambda one: one.date, reverse=True):
        if any(corrects(notice, one) or (itself and one.id == notice.id) for one in articles):
            yield from statements(notice)


def _with_notice(answer: Answer, statement: Statement) -> Answer:
    """An answer with our word on what was put right and the sentence of the notice that does so."""
    notice = statement.notice
    told = words.join(answer.message, words.PUT_RIGHT.format(wrong=statement.wrong, right=statement.right))
    if any(cited.article.id == notice.id for cited in answer.citations):
        return replace(answer, message=told)
    around = Citation.at(notice, *sentence_around(notice.text, statement.start, statement.end))
    # Those of a list stand each beside its item; what comes after them is of the whole.
    return replace(answer, message=told, citations=(*answer.citations, around))


def _of_notice(desk: Desk, answer: Answer, notice: Article) -> Answer:
    """An answer out of a notice itself: the right words of it, with what it corrects beside them."""
    for statement in statements(notice):
        right = _holds(answer.text, statement.right)
        if not right and not _holds(answer.text, statement.wrong):
            continue
        if not right:
            answer = replace(_put_right(answer, statement), alternatives=answer.alternatives)
        beside = [one for one in answer.alternatives if not _holds(one.text, statement.right)]
        before = None if beside or desk.asked.given() else _before(desk, statement, answer)
        return replace(answer, message=words.CORRECTED, alternatives=(*beside, *([before] if before else [])))
    return replace(answer, message=words.CORRECTED) if answer.alternatives else answer


def _before(desk: Desk, statement: Statement, answer: Answer) -> Answer | None:
    """The wrong words where they were printed; None where the archive has them no more."""
    notice = statement.notice
    since = notice.date - datetime.timedelta(days=_CLOSE)
    for article in desk.archive.articles(newspaper=notice.newspaper, since=since, until=notice.date):
        start = article.text.find(statement.wrong) if corrects(notice, article) else -1
        if start < 0 or is_notice(article):
            continue
        # 一共栽树3200棵 is wrong where 2300棵 is right: 3200棵.
        shape = re.compile(_FIGURES.sub(lambda _: r"\d[\d.]*", re.escape(statement.right)))
        same = list(shape.finditer(statement.wrong))
        first, last = same[0].span() if len(same) == 1 else (0, len(statement.wrong))
        at = start + first, start + last
        text = article.text[slice(*at)]
        cited = Citation.at(article, *sentence_around(article.text, *at), *at)
        return replace(answer, text=text, display=text, citations=(cited,), alternatives=(), message="")
    return None


def _confirmed(desk: Desk, answer: Answer) -> Answer:
    """An answer that is what a notice put right in another report, with the notice; else as it was."""
    for other in answer.alternatives:
        article = other.citations[0].article
        for notice in desk.notices():
            if not corrects(notice, article):
                continue
            for one in statements(notice):
                if _holds(other.text, one.wrong) and agrees(bare(answer.text), bare(one.right)):
                    around = sentence_around(notice.text, one.start, one.end)
                    citations = (*answer.citations, Citation.at(notice, *around))
                    return replace(answer, message=words.CORRECTED, citations=citations)
    return answer


def _holds(said: str, wrong: str) -> bool:
    """Whether an answer says what was wrong: one in the other, figures whole."""
    return agrees(bare(said), bare(wrong))


def _put_right(answer: Answer, statement: Statement) -> Answer:
    notice = statement.notice
    around = sentence_around(notice.text, statement.start, statement.end)
    before = replace(answer, alternatives=())
    same = [other for other in answer.alternatives if bare(other.text) != bare(statement.right)]
    return replace(
        answer,
        text=statement.right,
        display=statement.right,
        message=words.CORRECTED,
        citations=(Citation.at(notice, *around, statement.start, statement.end),),
        alternatives=(before, *same),
    )
