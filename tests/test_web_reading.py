import json

from qa.answers import Citation
from qa.web import keeping, links
from qa.web.line import Line
from qa.web.reading.marks import paragraphs, terms_marked
from qa.web.render import Exchange
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
    assert links.to_question("谁&?", {"page": "1"}) == "/?q=%E8%B0%81%26%3F&page=1"


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
