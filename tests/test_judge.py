from __future__ import annotations

import datetime

import pytest

from eval.judge import alike, judge, names
from eval.rows import QuestionRow
from index.records import Article
from qa.answers import Answer, Citation

TEXT = "全会提出三项任务。市长李明说，抛石、围桩和灌浆要在12月前完成，总投资3.5亿元。"
HOME = Article(
    "a", "样报", datetime.date(2031, 5, 1), "大桥抢修\n分三步走", TEXT, kicker="市里开会", deck="年底通车"
)
AWAY = Article("b", "样报", datetime.date(2031, 5, 1), "别的事", TEXT)


def span(text: str, article: Article = HOME, quote: str = TEXT, *more: Citation) -> Answer:
    at, start = article.text.index(text), article.text.index(quote)
    citation = Citation.at(article, start, start + len(quote), at, at + len(text))
    return Answer("span", "问", text, citations=(citation, *more), confidence=0.9)


def row(*answers: str, kind: str = "span", articles: tuple[str, ...] = ("大桥抢修",)) -> QuestionRow:
    return QuestionRow("1", kind, "问", answers, articles)


SILENT = Answer("none", "问", message="报上没有说。")


def test_the_rule_for_words() -> None:
    assert alike("李明", "李明")
    assert alike("市长李明", "李明")
    assert alike("一二三四五六七八九十一二李明", "李明")
    assert not alike("一二三四五六七八九十一二三李明", "李明")
    assert not alike("明", "李明")  # 2/3
    assert alike("总投资3.5亿元", "总投资3.5亿")
    assert not alike("", "")


def test_a_right_answer() -> None:
    verdict = judge(span("市长李明"), row("王强", "李明"))
    assert (verdict.right, verdict.exact, verdict.fate) == (True, False, "right")
    assert verdict.f1 == pytest.approx(2 / 3)
    assert (verdict.cited, verdict.cited_first) == (True, True)
    assert judge(span("李明"), row("李明")).exact


def test_width_and_script_do_not_make_an_answer_wrong() -> None:
    article = Article("c", "样报", datetime.date(2031, 5, 1), "大橋搶修", "總投資３．５億元。")
    assert judge(span("３．５億元", article, "總投資３．５億元。"), row("3.5亿元")).fate == "right"


def test_titles_are_compared_without_blanks_and_punctuation() -> None:
    assert names(HOME, ["大桥抢修 分三步"])
    assert names(HOME, ["没有", "市里开会"])
    assert names(HOME, ["“年底”通车"])
    assert not names(HOME, ["修分四步", "，"])


def test_the_right_words_from_the_wrong_article_are_cited_wrongly() -> None:
    verdict = judge(span("李明", AWAY), row("李明"))
    assert (verdict.right, verdict.cited, verdict.fate) == (True, False, "cited wrongly")


def test_a_later_citation_counts_but_is_not_the_first() -> None:
    later = Citation.at(HOME, 0, len(TEXT))
    verdict = judge(span("李明", AWAY, TEXT, later), row("李明"))
    assert (verdict.cited, verdict.cited_first, verdict.fate) == (True, False, "right")


def test_a_citation_whose_quote_does_not_hold_the_answer_is_none() -> None:
    later = Citation.at(HOME, 0, 9)
    assert judge(span("李明", AWAY, TEXT, later), row("李明")).cited is False


def test_what_became_of_the_others() -> None:
    assert judge(span("3.5亿元"), row("李明")).fate == "wrong words"
    assert judge(span("3.5亿元", AWAY), row("李明")).fate == "wrong article"
    assert judge(SILENT, row("李明")).fate == "refused"
    assert judge(Answer("social", "问", message="你好"), row("李明")).fate == "taken for a greeting"
    assert judge(span("李明"), row("李明", articles=())).cited is None


def test_silence() -> None:
    unanswerable = QuestionRow("1", "none", "问", impossible=True)
    assert judge(SILENT, unanswerable).right
    assert judge(span("李明"), unanswerable).fate == "not refused"
    assert not judge(Answer("social", "问", message="你好"), unanswerable).right
    assert judge(Answer("social", "问", message="你好"), QuestionRow("1", "social", "你好")).right


def test_a_list_needs_every_item() -> None:
    wanted = row("抛石|投石", "围桩", "灌浆", kind="list")
    citation = Citation.at(HOME, 0, len(TEXT))

    def answer(*items: str) -> Answer:
        return Answer("list", "问", "、".join(items), items=items, citations=(citation,) * len(items))

    assert judge(answer("灌浆", "投石", "围桩"), wanted).right
    assert judge(answer("灌浆", "抛石", "围桩"), wanted).exact
    assert judge(answer("灌浆", "投石", "围桩"), wanted).cited is False  # 投石 is not what the quote says
    assert not judge(answer("抛石", "围桩"), wanted).right
    assert judge(span("抛石、围桩和灌浆"), wanted).right
    assert not judge(span("抛石、围桩和灌浆"), wanted).exact
    assert not judge(Answer("list", "问", TEXT * 2, items=(TEXT,), citations=(citation,)), wanted).right


def test_articles_are_right_when_they_are_found() -> None:
    found = Answer("articles", "问", "大桥抢修", items=("大桥抢修",), citations=(Citation.at(HOME, 0, 9),))
    assert judge(found, row(kind="articles")).fate == "right"
    other = Answer("articles", "问", "别的事", items=("别的事",), citations=(Citation.at(AWAY, 0, 9),))
    assert judge(other, row(kind="articles")).fate == "wrong article"


def test_a_relative_day_is_right_by_the_day_that_is_shown_behind_it() -> None:
    text = "全会上周五召开。"
    article = Article("d", "样报", datetime.date(2025, 8, 4), "开会", text)
    answer = Answer(
        "span",
        "问",
        "上周五",
        display="上周五（2025年8月1日）",
        citations=(Citation.at(article, 0, 8, 2, 5),),
        confidence=0.9,
    )
    assert judge(answer, row("8月1日", articles=("开会",))).fate == "right"
    assert judge(answer, row("2025年8月1日", articles=("开会",))).fate == "right"
    assert not judge(answer, row("8月11日", articles=("开会",))).right
    assert not judge(answer, row("2024年8月1日", articles=("开会",))).right
