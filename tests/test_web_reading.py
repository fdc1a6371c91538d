import dataclasses
import json
from pathlib import Path

from qa.answers import Answer, Citation
from qa.web import keeping, links
from qa.web.exchange import Exchange
from qa.web.line import Line
from qa.web.reading.marks import paragraphs, terms_marked
from qa.web.reading.shelf import dumped
from tests.papers import article
from tests.test_web_render import ANSWER, PAPER


def test_marks_stay_within_paragraphs_and_one_place_is_first() -> None:
    rows = paragraphs("天晴了。\n会开了。", (0, 9), (2, 6))
    shown = [[(piece.text, piece.mark, piece.first) for piece in row] for row in rows]
    assert shown == [
        [("天晴", "quote", False), ("了。", "answer", True)],
        [("会", "answer", False), ("开了。", "quote", False)],
    ]


def test_words_of_a_search_are_marked_in_any_script() -> None:
    pieces = terms_marked("臺灣的水庫與水库", ["水库", "台湾"])
    shown = [(one.text, one.mark) for one in pieces]
    assert shown == [("臺灣", "term"), ("的", ""), ("水庫", "term"), ("與", ""), ("水库", "term")]


def test_addresses_hold_the_place() -> None:
    cited = Citation.at(PAPER, 5, 17, 11, 14)
    assert links.to_article(PAPER, cited) == "/paper/article/a1?start=5&end=17&from=11&to=14#cited"
    assert links.to_place("a/b ?") == "/paper/article/a%2Fb%20%3F"
    assert links.to_question("谁&?", {"page": "1", "x": "y"}) == "/?q=%E8%B0%81%26%3F&p=1"
    assert links.to_chat(page="1", since="") == "/?p=1"
    # A browser refuses an address without end: what is too long to be answered is not in it.
    assert links.to_question("长" * (links.LONGEST + 1), {"page": "1"}) == "/?p=1"
    assert links.filters_of({"p": "1", "q": "谁", "kind": "news"}) == {"page": "1", "kind": "news"}


def test_a_page_as_it_came_is_offered_where_there_is_one(tmp_path: Path) -> None:
    for name in ("page.txt", "rows.jsonl"):
        (tmp_path / name).write_text("样报", "utf-8")
    names = ("page.txt", "rows.jsonl", "gone.txt")
    found = [dumped(article("文。", source=str(tmp_path / name))) for name in names]
    assert found == [True, False, False]


def test_bibtex_escapes_what_tex_would_obey() -> None:
    entry = links.bibtex(article("文。", headline="50%_{a}", reporters=("甲", "甲")))
    assert r"title = {50\%\_\{a\}}" in entry
    assert "author = {{甲}}" in entry


def test_a_conversation_comes_back_as_it_went() -> None:
    row = json.loads(keeping.kept(Exchange("几名？", ANSWER)))
    back = keeping.restored([row], {"a1": PAPER}.get)
    assert back[0].answer is not None
    shown = (back[0].question, back[0].answer.text, back[0].answer.citations)
    assert shown == ("几名？", "23名", ANSWER.citations)
    # The article is gone: the words stay, without a place.
    assert keeping.restored([row], lambda _: None)[0].note == "23名"


def test_the_filters_of_a_question_come_back_and_nothing_that_is_none() -> None:
    row = json.loads(keeping.kept(Exchange("几名？", ANSWER, filters={"page": "2"})))
    row["filters"] |= {"colour": "red", "since": 7}
    assert keeping.restored([row], {"a1": PAPER}.get)[0].filters == {"page": "2"}


def test_what_stands_beside_an_answer_comes_back_too() -> None:
    other = dataclasses.replace(ANSWER, confidence=0.6, timings={})
    guess = dataclasses.replace(ANSWER, confidence=0.3, timings={})
    whole = dataclasses.replace(ANSWER, alternatives=(other,), further=(other,), today=PAPER.date)
    refused = Answer("none", "几名？", message="没有说。", related=(PAPER,), candidate=guess, confidence=0.3)
    greeted = Answer("social", "你好", message="您好。", suggestions=("几名？",))
    told = [json.loads(keeping.kept(Exchange(one.question, one))) for one in (whole, refused, greeted)]
    back = [one.answer for one in keeping.restored(told, {"a1": PAPER}.get)]
    assert back == [whole, refused, greeted]
    assert back[0] is not None
    assert back[0].timings == {"read": 0.4, "total": 0.52}  # equality leaves the times aside


def test_an_answer_that_no_longer_stands_leaves_only_its_own_place() -> None:
    row = json.loads(keeping.kept(Exchange("几名？", dataclasses.replace(ANSWER, alternatives=(ANSWER,)))))
    row["alternatives"][0]["citations"] = [["gone", 0, 1, None, None]]
    row["timings"] = {"read": "x", "total": float("nan"), "evil": 1}
    row["related"] = [5, "gone"]
    row["today"] = "yesterday"
    (back,) = keeping.restored([row], {"a1": PAPER}.get)
    assert back.answer is not None
    assert (back.answer.text, back.answer.alternatives, back.answer.related) == ("23名", (), ())
    assert (back.answer.today, back.answer.timings) == (None, {"read": 0.0, "total": 0.0})


def test_nonsense_from_a_browser_brings_nothing_back() -> None:
    for told in (None, "x", 3, [3], [{}], [{"question": 5}]):
        assert keeping.restored(told, lambda _: None) == []


def test_exports_hold_words_and_sources_and_no_markup_of_others() -> None:
    said = [Exchange("<b>几名*？", ANSWER)]
    text = keeping.markdown(said, "http://h")
    assert "## \\<b\\>几名\\*？" in text
    assert "(http://h/paper/article/a1?start=5&end=17&from=11&to=14#cited)" in text
    page = keeping.page(said, "http://h")
    assert "<b>" not in page
    assert "会开了，来了23名委员。" in page


def test_first_come_first_served() -> None:
    line = Line(1)
    with line.stand() as first:
        with line.stand() as second, line.stand() as third:
            assert (first.ahead, second.ahead, third.ahead) == (0, 1, 2)
        with line.stand() as fourth:
            assert fourth.ahead == 1
