"""What holds for every answer, however odd the papers, the questions and the reader's spans are."""

import unicodedata
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from index.normal import normalise
from qa import Answer, Assistant, Citation, QaSettings
from qa.citing import PAIRS, sentence_around, tidy
from qa.cli import to_dict
from qa.reader import Context
from qa.web import render
from tests.papers import ListedArchive, ToldReader, article, reader_alone

PIECES = st.sampled_from(
    [
        *"甲乙丙会员，。；：！？、…—“”‘’《》（）()[]「」\n 　",
        "２３名",
        "６．４％",
        "23",
        "6.4%",
        "-5℃",
        "\U00020bb7",
        "e\u0301",
        "\u0301",
        "\U0001f468\u200d\U0001f469",
        "\U0001f44d\U0001f3fd",
        "\ufeff",
        "\u200b",
        "臺灣",
        "ﬁ",
        "㎡",
        "①",
        "LOGO",
        "a.b",
        "\r",
        "\u2028",
        "\x00",
        "<b>",
        "${x}",
        "{{y}}",
        "&amp;",
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=30).map("".join),
    st.sampled_from(["", " ", "\n\n", "。", "，。！？", "甲", "\u0301", "“", "”"]),
    st.text(max_size=20).filter(lambda text: not any("\ud800" <= char <= "\udfff" for char in text)),
)
QUESTIONS = st.one_of(
    TEXTS,
    st.text(alphabet=st.characters(exclude_categories=()), max_size=30),
    st.sampled_from(
        [
            "来了多少名委员？",
            "为什么会员没有来？",
            "会员有没有来？",
            "来的会员有哪些？",
            "今天的报纸有哪些新闻？",
            "头版讲了什么？",
            "有没有关于会员的报道？",
            "关于会员的报道有几篇？",
            "会员的事后来怎么样了？",
            "《全会召开》是谁写的？",
            "《全会召开》登在第几版？",
            "8月1日来了多少会员？",
            "昨天来了哪些会员？",
        ]
    ),
)
SPAN = st.tuples(st.integers(0, 5), st.integers(0, 60), st.integers(0, 60), st.floats(-9, 9))


def papers(texts: Sequence[str]) -> ListedArchive:
    return ListedArchive([article(text, number) for number, text in enumerate(texts)])


def told(spans: Sequence[tuple[int, int, int, float]]) -> ToldReader:
    """A reader of arbitrary spans, kept inside of the contexts as a reader keeps them."""

    def inside(question: str, contexts: Sequence[Context]) -> list[tuple[int, int, int, float]]:
        kept = []
        for number, first, second, score in spans:
            context = number % len(contexts)
            size = len(contexts[context].text)
            start, end = sorted((first % (size + 1), second % (size + 1)))
            if start < end:
                kept.append((context, start, end, score))
        return kept

    return ToldReader(inside)


def check_citation(citation: Citation) -> None:
    text = citation.article.text
    assert text[citation.start : citation.end] == citation.quote
    assert citation.quote == citation.quote.strip()
    if citation.answer_start is not None:
        assert citation.answer_end is not None
        assert citation.start <= citation.answer_start < citation.answer_end <= citation.end


def check(answer: Answer) -> None:
    for citation in answer.citations:
        check_citation(citation)
    if answer.kind in ("span", "passage"):
        first = answer.citations[0]
        assert first.article.text[first.answer_start : first.answer_end] == answer.text
        assert any(unicodedata.category(char)[0] in "LN" for char in answer.text)
    if answer.kind == "span":
        for citation in answer.citations:
            if citation.answer_start is not None:
                assert citation.article.text[citation.answer_start : citation.answer_end] == answer.text
        assert "\n" not in answer.text
    if answer.kind in ("list", "articles"):
        assert len(answer.items) == len(answer.citations) > 0
    if answer.kind == "list":
        for item, citation in zip(answer.items, answer.citations, strict=True):
            assert citation.article.text[citation.answer_start : citation.answer_end] == item
    if answer.kind in ("articles", "metadata"):
        assert all(citation.answer_start is None for citation in answer.citations)
        assert answer.citations
    if answer.kind in ("none", "social"):
        assert (answer.text, answer.display, answer.citations) == ("", "", ())
        assert answer.message
    assert 0.0 <= answer.confidence <= 1.0
    for other in (*answer.alternatives, *filter(None, [answer.candidate])):
        check(other)
    answer.question.encode("utf-8")
    to_dict(answer)


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, max_size=5), QUESTIONS, st.lists(SPAN, max_size=8))
def test_every_answer_keeps_its_place(
    texts: list[str], question: str, spans: list[tuple[int, int, int, float]]
) -> None:
    one = Assistant(
        papers(texts), settings=QaSettings(context_chars=30), reader=told(spans), calibration=reader_alone()
    )
    answer = one.ask(question)
    check(answer)
    page = render.talk([render.Exchange(question, answer)], (), "zh")
    assert "<b>" not in page
    page.encode("utf-8")


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(-2, 60), st.integers(-2, 60))
def test_a_tidied_span_can_be_shown(text: str, start: int, end: int) -> None:
    span = tidy(text, start, end)
    if span is None:
        return
    left, right = span
    words = text[left:right]
    assert 0 <= left < right <= len(text)
    assert words == words.strip()
    assert "\n" not in words
    depth: list[str] = []
    for char in words:
        if char in PAIRS:
            depth.append(PAIRS[char])
        elif char in PAIRS.values():
            assert char in depth, f"{words!r} closes what it never opened"
            while depth.pop() != char:
                pass
    assert tidy(text, left, right) is not None
    begin, finish = sentence_around(text, left, right)
    assert begin <= left
    assert finish >= right
    assert "\n" not in text[begin:finish]


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.lists(st.integers(-3, 60) | st.none(), max_size=4))
def test_the_reading_panel_shows_every_word_once(text: str, spans: list[int | None]) -> None:
    import html
    import re

    page = render.sheet(article(text), spans, "zh")
    body = page[page.index("</h2>") + 5 :]
    # The link below the text is ours.
    body = re.sub(r'<a [^<>]*href="/paper/[^<>]*>[^<>]*</a>', "", body)
    shown = html.unescape(re.sub(r"</?(?:p|mark|article)[^<>]*>", "", body))
    kept = "".join(line for line in text.split("\n") if line.strip())
    assert shown == html.unescape(html.escape(kept))


def test_full_width_digits_are_quoted_as_printed() -> None:
    text = "增长６．４％，共２３名。"
    start = text.index("６")
    one = Assistant(papers([text]), reader=told([(0, start, start + 4, 5.0)]), calibration=reader_alone())
    answer = one.ask("增長了多少？")
    assert answer.text == "６．４％"
    assert answer.question == normalise("增長了多少？").text
