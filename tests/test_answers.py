import datetime

import pytest

from qa.answers import Answer, Citation, place_of
from tests.papers import article

PAPER = article("天晴了。会开了，来了23名委员。", issue_number=5)


def test_a_citation_holds_its_quote_and_its_answer() -> None:
    citation = Citation.at(PAPER, 4, 16, 10, 13)
    assert citation.quote == "会开了，来了23名委员。"
    assert PAPER.text[10:13] == "23名"
    assert citation.place == "《样报》2025年8月4日第1版《全会召开》"


@pytest.mark.parametrize(
    "fields",
    [
        ("会开了", 5, 8),  # one beside
        ("", 17, 17),  # outside
        ("会开了", 4, 7, 4, None),  # half an answer
        ("会开了", 4, 7, 10, 13),  # the answer outside of the quote
        ("会开了", 4, 7, 6, 5),  # backwards
    ],
)
def test_a_citation_that_points_beside_is_refused(fields: tuple[object, ...]) -> None:
    with pytest.raises(ValueError):
        Citation(PAPER, *fields)  # type: ignore[arg-type]


def test_place_with_a_lettered_page_and_no_headline() -> None:
    paper = article("小城大雾，早班船停航一小时。", headline="", page="A2", date=datetime.date(2025, 12, 1))
    assert place_of(paper) == "《样报》2025年12月1日A2版《小城大雾，早班船停航一小时。》"


def test_a_span_answer_must_stand_in_its_citations() -> None:
    good = Citation.at(PAPER, 4, 16, 10, 13)
    Answer("span", "几名？", text="23名", citations=(good, Citation.at(PAPER, 0, 4)), confidence=0.9)
    with pytest.raises(ValueError, match="does not hold"):
        Answer("span", "几名？", text="22名", citations=(good,))
    with pytest.raises(ValueError, match="needs a citation"):
        Answer("span", "几名？", text="23名")
    with pytest.raises(ValueError, match="does not hold"):
        Answer("span", "几名？", text="23名", citations=(Citation.at(PAPER, 0, 4),))


@pytest.mark.parametrize("kind", ["social", "none"])
def test_what_says_nothing_quotes_nothing(kind: str) -> None:
    Answer(kind, "你好", message="您好")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="quotes nothing"):
        Answer(kind, "你好", text="您好")  # type: ignore[arg-type]


def test_confidence_is_a_probability() -> None:
    with pytest.raises(ValueError, match="no probability"):
        Answer("none", "问", confidence=1.2)
