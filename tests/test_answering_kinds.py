"""Each form of an answer, over articles in memory and a reader that answers as told."""

import datetime
from collections.abc import Sequence
from typing import Any

import pytest

from index.records import Article, Hit
from qa import Answer, QaSettings
from qa.answering.needs import Desk, Limits
from qa.answering.steps import Clock, run
from qa.answering.ways import way
from qa.answering.words import CORRECTED, WHICH_ARTICLE
from qa.reader import Context
from qa.understand.records import Named, Period, Understood
from tests.papers import ListedArchive, ToldReader, article, finds, lets, reader_alone

MONDAY, TUESDAY = datetime.date(2025, 8, 4), datetime.date(2025, 8, 5)
NOTHING = finds()


class FilteringArchive(ListedArchive):
    """Finds only what the filters let through; an event is a day that the article's text names."""

    def search_many(self, queries: Sequence[str], k: int = 10, **filters: Any) -> list[list[Hit]]:
        event, mode = filters.pop("event", None), filters.pop("mode", None)
        assert mode in (None, "lexical")
        found = super().search_many(queries, 1000, **filters)
        days = {"上周五": datetime.date(2025, 8, 1)}

        def passes(one: Article) -> bool:
            named = [day for word, day in days.items() if word in one.text]
            return event is None or any(event[0] <= day <= event[1] for day in named)  # type: ignore[index]

        return [
            [hit for hit in hits if lets(hit.article, **filters) and passes(hit.article)][:k]  # type: ignore[arg-type]
            for hits in found
        ]


def answered(
    papers: Sequence[Article],
    kind: str,
    reader: ToldReader = NOTHING,
    *,
    question: str = "问什么?",
    limits: Limits | None = None,
    notices: Sequence[Article] = (),
    **fields: object,
) -> Answer:
    archive = FilteringArchive(papers)
    days = [one.date for one in papers]
    desk = Desk(
        archive, QaSettings(), reader_alone, max(days, default=None), limits or Limits(), lambda: notices
    )  # type: ignore[arg-type]
    understood = Understood(question, question, kind=kind, **fields)  # type: ignore[arg-type]
    (answer,) = run([way(desk, understood)], archive, lambda: reader, Clock(1))  # type: ignore[arg-type]
    for citation in answer.citations:
        assert citation.article.text[citation.start : citation.end] == citation.quote
    return answer


def on(day: datetime.date, words: str = "那天") -> tuple[Period, ...]:
    return (Period(day, day, words),)


# ---- facts, several papers, corrections, days


def test_a_day_in_the_question_is_the_events_first() -> None:
    papers = [article("昨天来了23名。", 1, date=MONDAY), article("上周五来了31名。", 2, date=MONDAY)]
    reader = finds(("23名", 5.0), ("31名", 3.0))
    answer = answered(papers, "fact", reader, periods=on(datetime.date(2025, 8, 1)))
    assert answer.text == "31名"
    assert answered(papers, "fact", reader, periods=on(MONDAY)).text == "23名"


def test_what_a_paper_of_a_day_said_is_looked_for_in_its_issue_first() -> None:
    friday = datetime.date(2025, 8, 1)
    papers = [article("来了23名。", 1, date=friday), article("上周五来了31名。", 2, date=MONDAY)]
    reader = finds(("23名", 5.0), ("31名", 5.0))
    for question, said in (("8月1日来了几名?", "31名"), ("8月1日报上说来了几名?", "23名")):
        asked = answered(papers, "fact", reader, question=question, periods=on(friday, "8月1日"))
        assert asked.text == said


def test_a_question_about_what_was_shown_is_looked_for_there_alone() -> None:
    papers = [article("别处来了23名。", 1, date=MONDAY), article("这里来了31名。", 2, date=MONDAY)]
    reader = finds(("23名", 5.0), ("31名", 3.0))
    assert answered(papers, "fact", reader, about=("a2",)).text == "31名"
    assert answered(papers, "fact", finds(("23名", 5.0)), about=("a2",)).kind == "none"
    assert answered(papers, "fact", reader, about=("gone",)).text == "23名"


def test_days_without_an_issue_are_told_with_the_nearest() -> None:
    papers = [article("来了23名。", 1, date=MONDAY), article("来了24名。", 2, date=datetime.date(2025, 8, 9))]
    answer = answered(papers, "fact", finds(("2", 5.0)), periods=on(datetime.date(2025, 8, 6), "8月6日"))
    assert answer.kind == "none"
    assert "没有8月6日的" in answer.message
    assert "2025年8月4日和2025年8月9日" in answer.message
    assert [one.id for one in answer.related] == ["a1", "a2"]


def test_the_same_day_in_other_words_agrees_and_the_same_word_for_other_days_does_not() -> None:
    papers = [
        article("上周五开会。", 1, date=MONDAY),
        article("会在8月1日开了。", 2, date=TUESDAY),
        article("上周五散会。", 3, date=datetime.date(2025, 8, 11)),
    ]
    answer = answered(papers, "fact", finds(("上周五", 4.0), ("8月1日", 3.0)))
    assert answer.display in ("上周五（2025年8月1日）", "上周五（2025年8月8日）")
    first = {one.article.id for one in answer.citations}
    assert first in ({"a1", "a2"}, {"a3"})
    assert all(citation.quote.count("（") == 0 for citation in answer.citations)


def test_of_figures_of_one_sort_the_newest_leads() -> None:
    papers = [
        article("工期12天。", 1, date=MONDAY),
        article("工期10天。", 2, date=TUESDAY),
    ]
    answer = answered(papers, "fact", finds(("12天", 3.0), ("10天", 2.8)), question="工期多少天?")
    assert answer.text == "10天"
    assert [one.text for one in answer.alternatives] == ["12天"]
    other = [papers[0], article("工期三百里。", 2, date=TUESDAY)]
    assert answered(other, "fact", finds(("12天", 3.0), ("三百里", 2.8))).text == "12天"


def test_a_correction_wins_and_both_are_shown() -> None:
    wrong = article("主持的是孙大鸣。", 1, date=MONDAY)
    notice = article(
        "本报8月4日《全会召开》一文中，主持人应为孙大明，误作孙大鸣。特此更正。",
        2,
        headline="更正",
        date=TUESDAY,
        kind="notice",
    )
    answer = answered([wrong], "fact", finds(("孙大鸣", 4.0)), notices=[notice])
    assert (answer.kind, answer.text) == ("span", "孙大明")
    assert answer.citations[0].article.id == "a2"
    assert [one.text for one in answer.alternatives] == ["孙大鸣"]
    assert "更正" in answer.message


@pytest.mark.parametrize("found", ["2300棵", "3200棵"])
def test_out_of_a_notice_comes_what_is_right_with_what_it_corrects_beside_it(found: str) -> None:
    printed = article("昨天一共栽树3200棵。", 1, date=MONDAY)
    notice = article(
        "本报《全会召开》一文中“一共栽树3200棵”应为“2300棵”。特此更正。", 2, headline="更正", date=TUESDAY
    )

    def spans(question: str, contexts: Sequence[Context]) -> list[tuple[int, int, int, float]]:
        number = next(i for i, one in enumerate(contexts) if found in one.text and "更正" in one.text)
        at = contexts[number].text.index(found)
        return [(number, at, at + len(found), 4.0)]

    answer = answered([printed, notice], "fact", ToldReader(spans), notices=[notice])
    assert (answer.text, answer.message) == ("2300棵", CORRECTED)
    assert answer.citations[0].article.id == "a2"
    (before,) = answer.alternatives
    assert (before.text, before.citations[0].article.id) == ("3200棵", "a1")
    assert before.citations[0].answer_start == printed.text.index("3200棵")


def test_a_name_that_leaves_nothing_is_dropped_with_a_word_and_the_others_are_kept() -> None:
    papers = [article("来了23名。", 1, page="1"), article("来了31名。", 2, page="2")]
    reader = finds(("23名", 5.0), ("31名", 4.0))
    named = Named(page="2", column="民生")
    answer = answered(papers, "fact", reader, named=named)
    assert answer.text == "31名"
    assert "民生" in answer.message
    assert "第2版" not in answer.message


def test_a_filter_of_the_caller_is_never_dropped() -> None:
    papers = [article("来了23名。", 1, page="1")]
    answer = answered(papers, "fact", finds(("23名", 5.0)), limits=Limits(page="9"), named=Named(page="1"))
    assert answer.kind == "none"


def test_the_name_that_was_meant_is_tried_where_the_slip_finds_nothing() -> None:
    def spans(question: str, contexts: Sequence[Context]) -> list[tuple[int, int, int, float]]:
        return [(0, 0, 2, 4.0)] if "孙大明" in question else []

    answer = answered(
        [article("市长孙大明来了。")], "fact", ToldReader(spans), question="孙大名是谁?", meant="孙大明是谁?"
    )
    assert (answer.kind, answer.text, answer.question) == ("span", "市长", "孙大明是谁?")


# ---- sentences


def test_why_gets_the_sentence_that_gives_the_reason() -> None:
    text = "北桥昨天封闭。因为桥墩要修，北桥封闭十天。散了。"
    answer = answered([article(text)], "passage", finds(("桥墩要修", 2.0)), question="北桥为什么封闭?")
    assert (answer.kind, answer.text) == ("passage", "因为桥墩要修，北桥封闭十天。")
    (citation,) = answer.citations
    assert (citation.answer_start, citation.answer_end) == (citation.start, citation.end)


def test_a_question_that_the_paper_asks_itself_is_answered_by_what_follows() -> None:
    text = "北桥停了。\n为什么先修北桥\n中间隔了一年。北桥最老。\n散了。"
    answer = answered(
        [article(text, headline="北桥大修")], "passage", finds(("散了", 5.0)), question="为什么先修北桥?"
    )
    assert answer.text == "中间隔了一年。北桥最老。"


def test_a_reason_that_nothing_marks_is_refused_unless_it_is_sure() -> None:
    papers = [article("北桥九月封闭大修。")]
    asked = {"question": "北桥为什么封闭?"}
    assert answered(papers, "passage", finds(("九月", 0.2)), **asked).kind == "none"  # type: ignore[arg-type]


def test_yes_or_no_gets_the_sentence_that_decides() -> None:
    text = "渡船开了。自行车可以上船，电动车不行。散了。"
    answer = answered(
        [article(text, headline="渡船开航")],
        "yesno",
        finds(("自行车可以上船", 0.0)),
        question="自行车能不能上渡船?",
    )
    assert (answer.kind, answer.text) == ("passage", "自行车可以上船，电动车不行。")
    assert answered([article(text)], "yesno", question="宠物狗能不能上飞机?").kind == "none"


# ---- lists


def test_of_two_reports_that_decide_by_a_figure_the_newest_leads() -> None:
    papers = [
        article("市图书馆新馆定于10月1日开馆。", 1, headline="新馆", date=MONDAY),
        article("市图书馆新馆提前到9月28日开馆。", 2, headline="新馆提前", date=TUESDAY),
    ]
    reader = finds(("定于10月1日", 4.0), ("提前到9月28日", 3.5))
    answer = answered(papers, "yesno", reader, question="市图书馆新馆是10月1日开馆吗?")
    assert answer.text == papers[1].text
    assert [one.text for one in answer.alternatives] == [papers[0].text]
    other = [papers[0], article("市图书馆新馆藏书45万册，开馆要等等。", 2, headline="新馆", date=TUESDAY)]
    answer = answered(other, "yesno", reader, question="市图书馆新馆是10月1日开馆吗?")
    assert (answer.text, answer.alternatives) == (papers[0].text, ())


def test_sentences_and_lists_that_were_corrected_say_so() -> None:
    printed = article("副市长孙大鸣主持，因为市长病了。", 1, date=MONDAY)
    notice = article(
        "本报《全会召开》一文中，主持人应为孙大明，误作孙大鸣。特此更正。", 2, headline="更正", date=TUESDAY
    )
    question = "全会召开为什么副市长主持?"
    answer = answered([printed], "passage", finds(("因为市长病了", 4.0)), question=question, notices=[notice])
    assert answer.text == printed.text
    assert "“孙大鸣”应为“孙大明”" in answer.message
    assert [one.article.id for one in answer.citations] == ["a1", "a2"]
    text = "市领导孙大鸣、钱小红、李一参加全会。"
    question = "参加全会召开的市领导有谁?"
    answer = answered(
        [article(text, date=MONDAY)], "list", finds(("钱小红", 3.0)), question=question, notices=[notice]
    )
    assert answer.items == ("孙大鸣", "钱小红", "李一")
    assert "“孙大鸣”应为“孙大明”" in answer.message


def test_a_question_that_has_the_misprint_itself_is_told_so() -> None:
    printed = article("书画社社长孙大鸣来了。", 1, date=MONDAY)
    notice = article(
        "本报《全会召开》一文中，社长应为孙大明，误作孙大鸣。特此更正。", 2, headline="更正", date=TUESDAY
    )
    reader = finds(("书画社", 4.0))
    answer = answered([printed], "fact", reader, question="孙大鸣是哪个社的社长?", notices=[notice])
    assert (answer.text, [one.article.id for one in answer.citations]) == ("书画社", ["a1", "a2"])
    assert "“孙大鸣”应为“孙大明”" in answer.message
    right = answered([printed], "fact", reader, question="孙大明是哪个社的社长?", notices=[notice])
    assert right.message == ""


def test_of_two_notices_about_a_misprint_the_newer_is_told() -> None:
    printed = article("书画社社长孙大鸣来了。", 1, date=MONDAY)
    said = "本报《全会召开》一文中，社长应为{}，误作孙大鸣。特此更正。"
    notices = [
        article(said.format("孙大民"), 2, headline="更正", date=MONDAY),
        article(said.format("孙大明"), 3, headline="更正", date=TUESDAY),
    ]
    question = "孙大鸣是哪个社的社长?"
    answer = answered([printed], "fact", finds(("书画社", 4.0)), question=question, notices=notices)
    assert "“孙大鸣”应为“孙大明”" in answer.message
    assert [one.article.id for one in answer.citations] == ["a1", "a3"]


def test_what_somebody_did_is_the_sentence_with_that_subject() -> None:
    text = "镇长尹青、孙大明参加全会。尹青传达了县里的精神。"
    answer = answered([article(text)], "fact", question="尹青在会上做了什么?")
    assert (answer.kind, answer.text) == ("passage", "尹青传达了县里的精神。")
    assert answered([article(text)], "fact", question="孙小红在会上做了什么?").kind == "none"


def test_a_list_has_every_item_with_its_place() -> None:
    text = "会开了。市领导孙大明、钱小红、李一参加。"
    answer = answered([article(text)], "list", finds(("钱小红", 3.0)), question="参加全会召开的市领导有谁?")
    assert answer.items == ("孙大明", "钱小红", "李一")
    assert answer.text == "孙大明、钱小红、李一"
    assert [text[one.answer_start : one.answer_end] for one in answer.citations] == list(answer.items)


def test_a_list_of_another_length_than_asked_for_is_refused() -> None:
    text = "市领导孙大明、钱小红、李一参加全会。"
    answer = answered([article(text)], "list", finds(("钱小红", 3.0)), question="参加全会的是哪四位市领导?")
    assert answer.kind == "none"


# ---- reports

ISSUE = [
    article("球赛开了，来了很多人。", 1, "棒球开赛", page="1", order=0),
    article("抛石开始了，水很急。", 2, "北桥抢修", page="1", order=1, kind="photo", reporters=("陈可",)),
    article("等一等是好的，不急。", 3, "说等", page="2", order=0, kind="commentary"),
    article("桩打完了，等着灌浆。", 4, "北桥抢修过半", page="1", date=TUESDAY, reporters=("陈可",)),
]


def test_reports_are_those_about_the_topic_and_are_counted() -> None:
    answer = answered(ISSUE, "count", topic="北桥抢修")
    assert answer.items == ("北桥抢修过半", "北桥抢修")  # newest first
    assert answer.message == "一共2篇。"
    assert [one.quote for one in answer.citations] == ["桩打完了，等着灌浆。", "抛石开始了，水很急。"]
    none = answered(ISSUE, "articles", topic="足球联赛")
    assert (none.kind, none.citations) == ("none", ())
    assert "足球联赛" in none.message


def test_reports_by_a_reporter_on_a_day() -> None:
    answer = answered(ISSUE, "articles", named=Named(byline="陈可"))
    assert answer.items == ("北桥抢修过半", "北桥抢修")
    assert answered(ISSUE, "articles", named=Named(byline="陈可"), periods=on(MONDAY)).items == ("北桥抢修",)


def test_a_digest_is_the_issue_in_the_papers_order_with_marks() -> None:
    answer = answered(ISSUE, "digest", periods=on(MONDAY))
    assert answer.items == ("棒球开赛", "北桥抢修", "说等")
    assert answer.display.split("\n") == [
        "1. 棒球开赛（第1版）",
        "2. 〔图片新闻〕北桥抢修（第1版）",
        "3. 〔评论〕说等（第2版）",
    ]
    assert answered(ISSUE, "digest").items == ("北桥抢修过半",)  # the newest issue
    assert answered(ISSUE, "digest", named=Named(page="2"), periods=on(MONDAY)).items == ("说等",)
    assert answered(ISSUE, "digest", named=Named(page="1", place="头条"), periods=on(MONDAY)).items == (
        "棒球开赛",
    )


def test_a_digest_of_a_day_without_an_issue_names_the_nearest() -> None:
    answer = answered(ISSUE, "digest", periods=on(datetime.date(2025, 8, 9), "8月9日"))
    assert answer.kind == "none"
    assert "没有8月9日的" in answer.message
    assert "2025年8月5日" in answer.message


def test_a_page_that_the_issue_does_not_have_is_dropped_with_a_word() -> None:
    answer = answered(ISSUE, "digest", named=Named(page="2"), periods=on(TUESDAY))
    assert answer.items == ("北桥抢修过半",)
    assert "第2版" in answer.message


def test_a_story_goes_by_date_and_starts_from_what_was_shown() -> None:
    answer = answered(ISSUE, "timeline", topic="北桥抢修")
    assert answer.items == ("北桥抢修", "北桥抢修过半")
    assert answered(ISSUE, "timeline", about=("a2",)).items == ("北桥抢修", "北桥抢修过半")
    alone = answered(ISSUE, "timeline", about=("a3",))
    assert alone.items == ("说等",)
    assert "没有再报道" in alone.message


# ---- metadata


def test_a_field_of_the_article_that_is_named_or_pointed_at() -> None:
    answer = answered(ISSUE, "metadata", wanted="reporter", named=Named(headline="北桥抢修过半"))
    assert (answer.kind, answer.text) == ("metadata", "陈可")
    assert answer.citations[0].quote == "桩打完了，等着灌浆。"
    assert answer.citations[0].answer_start is None
    assert answered(ISSUE, "metadata", wanted="page", about=("a3",)).text == "第2版"
    assert answered(ISSUE, "metadata", wanted="date", topic="棒球开赛").text == "2025年8月4日"


def test_reports_that_only_speak_of_a_topic_are_offered_as_such() -> None:
    text = "天晴了。村里开了会。来的学生带着西瓜品牌项目。" + "后来又说了别的。" * 9
    paper = article(text, headline="进村")
    answer = answered([paper], "articles", question="有没有讲西瓜品牌的报道", topic="西瓜品牌")
    assert (answer.kind, answer.items) == ("articles", ("进村",))
    assert answer.citations[0].quote == "来的学生带着西瓜品牌项目。"
    assert answer.message.startswith("没有专门的报道")
    assert answered([paper], "articles", question="有没有讲甜瓜品牌的报道", topic="甜瓜品牌").kind == "none"


@pytest.mark.parametrize("fields", [{"topic": "足球联赛"}, {}, {"about": ("a3",)}])
def test_what_cannot_be_told_is_refused(fields: dict[str, object]) -> None:
    answer = answered(ISSUE, "metadata", wanted="photographer", **fields)
    assert (answer.kind, answer.citations) == ("none", ())
    assert answer.message


def test_what_happened_on_a_day_is_told_by_the_reports_that_name_it() -> None:
    papers = [
        article("天晴了。上周五桥封了。", 1, headline="封桥"),
        article("上周五谁也没说什么。", 2, headline="评论", kind="commentary"),
        article("今天开会。", 3, headline="开会"),
    ]
    friday = (Period(datetime.date(2025, 8, 1), datetime.date(2025, 8, 1), "8月1日"),)
    answer = answered(papers, "digest", question="8月1日发生了什么?", periods=friday)
    assert (answer.kind, answer.items) == ("articles", ("封桥",))
    assert answer.citations[0].quote == "上周五桥封了。"
    assert "没有8月1日的" in answer.message  # the day has no issue of its own
    front = answered(papers, "digest", question="8月1日头条?", periods=friday, named=Named(place="头条"))
    assert front.kind == "none"  # of which page it was, no other issue tells


def test_an_article_that_is_pointed_at_is_opened() -> None:
    papers = [article("天晴了，人都来了。会开了一天。散了。", 1), article("今天开会。", 2)]
    answer = answered(papers, "digest", question="第一篇写了什么?", about=("a1",))
    assert (answer.kind, answer.text) == ("passage", "天晴了，人都来了。会开了一天。")
    assert answer.citations[0].article.id == "a1"


def test_an_answer_that_a_notice_confirms_shows_the_notice() -> None:
    first = article("转移了1126人。", 1, headline="转移群众", date=MONDAY)
    last = article("转移了1162人。", 2, headline="都回家了", date=TUESDAY)
    notice = article(
        "本报《转移群众》一文中“1126人”应为“1162人”。特此更正。", 3, headline="更正", date=TUESDAY
    )
    reader = finds(("1162人", 3.0), ("1126人", 2.0))
    answer = answered([first, last], "fact", reader, question="转移了多少人?", notices=[notice])
    assert (answer.text, answer.alternatives[0].text) == ("1162人", "1126人")
    assert answer.message == CORRECTED
    assert [one.article.id for one in answer.citations] == ["a2", "a3"]


def test_the_one_commentary_of_an_issue_is_meant() -> None:
    papers = [article("来了。", 1), article("要说。", 2, kind="commentary", byline="■本报评论员")]
    named = Named(kind="commentary")
    answer = answered(papers, "metadata", question="评论是谁写的?", wanted="reporter", named=named)
    assert (answer.text, answer.citations[0].article.id) == ("本报评论员", "a2")


MATCHES = [
    article("上周五，海燕队和雪豹队在体育馆开赛。", 1, headline="联赛打响"),
    article("天晴了。上周五谁也没有去。上周五的决赛开到半夜。", 2, headline="夜里的灯"),
    article("上周五，门票开售，半决赛的票一个小时卖光。", 3, headline="票没了"),
    article("上周五路封了。大家绕着走。后来放晴了。", 4, headline="封路"),
    article("路封了。大家绕着走。上周五放晴了。", 5, headline="象棋比赛以后"),
    article("上周五比赛看得人着急。", 6, headline="评论", kind="commentary"),
]
FRIDAY = (Period(datetime.date(2025, 8, 1), datetime.date(2025, 8, 1), "8月1日"),)


def test_the_events_of_a_kind_are_those_that_are_dated_so() -> None:
    answer = answered(MATCHES, "digest", question="8月1日有哪些比赛?", periods=FRIDAY)
    # By the headline where the report begins with the day; the sale of tickets is no match.
    assert answer.items == ("联赛打响", "夜里的灯")
    assert [one.quote for one in answer.citations] == [
        "上周五，海燕队和雪豹队在体育馆开赛。",
        "上周五的决赛开到半夜。",
    ]
    assert "一共2篇报道说到2025年8月1日的比赛。" in answer.message


def test_events_that_must_be_told_of_something_more() -> None:
    answer = answered(MATCHES, "digest", question="8月1日海燕队有哪些比赛?", periods=FRIDAY)
    assert answer.items == ("联赛打响",)


def test_where_no_event_is_told_of_the_other_news_of_the_day_is_nearest() -> None:
    answer = answered(MATCHES, "digest", question="8月1日举行了哪些仪式?", periods=FRIDAY)
    assert (answer.kind, answer.citations) == ("none", ())
    assert answer.message.startswith("收进来的报纸没有说到8月1日的仪式。")
    assert answer.related[0].headline == "联赛打响"
    assert all(one.kind != "commentary" for one in answer.related)


def test_one_event_that_no_phrase_names_is_told_by_its_report() -> None:
    papers = [article("上周五，市里开了防汛会议。", 1, headline="防汛"), article("没开会。", 2)]
    question = "8月1日开了什么会?"
    assert answered(papers, "fact", question=question, periods=FRIDAY).items == ("防汛",)
    named = answered(papers, "fact", finds(("防汛会议", 4.0)), question=question, periods=FRIDAY)
    assert (named.kind, named.text) == ("span", "防汛会议")


def test_whose_photograph_is_told_of_each_article_that_has_one() -> None:
    papers = [
        article("来了。", 1, headline="渡船", photographers=("秦望",)),
        article("走了。", 2, headline="码头"),
        article("旧的。", 3, headline="旧照", photographers=("穆川",), date=datetime.date(2025, 8, 1)),
    ]
    question = "照片是谁拍的?"
    answer = answered(papers, "metadata", question=question, wanted="photographer")
    assert (answer.text, answer.citations[0].article.id) == ("秦望", "a1")
    papers.append(article("又来了。", 4, headline="渔火", photographers=("闻笛",)))
    answer = answered(papers, "metadata", question=question, wanted="photographer")
    assert answer.items == ("秦望", "闻笛")
    assert answer.display == "《渡船》：秦望；《渔火》：闻笛"
    assert [one.article.id for one in answer.citations] == ["a1", "a4"]
    # A pointing word means one of them.
    answer = answered(papers, "metadata", question="这张照片是谁拍的?", wanted="photographer")
    assert answer.kind == "none"
    assert [one.id for one in answer.related] == ["a1", "a4"]


def test_of_many_photographs_the_reader_is_asked_which() -> None:
    papers = [article("来了。", n, headline=f"渡船{n}", photographers=(f"秦{n}",)) for n in range(1, 9)]
    answer = answered(papers, "metadata", question="照片是谁拍的?", wanted="photographer")
    assert (answer.kind, answer.message) == ("none", WHICH_ARTICLE)


def test_who_wrote_is_asked_which_where_nothing_says_of_what() -> None:
    papers = [article("来了。", 1, reporters=("秦望",)), article("走了。", 2)]
    answer = answered(papers, "metadata", question="是谁写的?", wanted="reporter")
    assert (answer.kind, answer.message) == ("none", WHICH_ARTICLE)


def test_one_name_over_several_commentaries_is_told_once_with_all_of_them() -> None:
    papers = [article("要说。", n, kind="commentary", byline="本报评论员") for n in (1, 2)]
    named = Named(kind="commentary")
    answer = answered(papers, "metadata", question="评论是谁写的?", wanted="reporter", named=named)
    assert (answer.text, len(answer.citations)) == ("本报评论员", 2)
