from index.records import Hit, Passage
from qa.contexts import header, places, widen
from qa.settings import QaSettings
from tests.papers import article

TEXT = "甲甲。乙乙。丙丙。丁丁。戊戊。"  # five sentences of three characters


def hit(text: str, start: int, end: int, score: float = 0.5, number: int = 1) -> Hit:
    return Hit(score, Passage(f"a{number}", start, end, text[start:end]), article(text, number))


def test_widen_takes_the_sentence_before_first_then_the_one_after() -> None:
    assert widen(TEXT, 6, 9, 5) == (6, 9)
    assert widen(TEXT, 6, 9, 6) == (3, 9)
    assert widen(TEXT, 6, 9, 9) == (3, 12)
    assert widen(TEXT, 6, 9, 12) == (0, 12)
    assert widen(TEXT, 6, 9, 99) == (0, 15)


def test_widen_goes_on_where_there_is_room_when_one_side_is_full() -> None:
    text = "很长很长很长很长很长很长的一句。乙。丙。丁。"
    start = text.index("乙")
    assert widen(text, start, start + 2, 6) == (start, start + 6)


def test_places_keep_the_offsets_and_the_script() -> None:
    text = "會議開了。來了２３名委員。"
    settings = QaSettings(context_chars=7)
    (place,) = places([hit(text, 5, 13)], settings)
    assert (place.start, place.end, place.rank) == (5, 13, 0)
    assert place.context.text == "来了２３名委员。"
    assert len(place.context.text) == place.end - place.start


def test_a_passage_covered_by_a_better_one_is_read_once() -> None:
    settings = QaSettings(context_chars=15)
    found = places([hit(TEXT, 0, 3, 0.9), hit(TEXT, 6, 9, 0.8), hit(TEXT, 0, 3, 0.7, number=2)], settings)
    assert [(place.article.id, place.start, place.end, place.rank) for place in found] == [
        ("a1", 0, 15, 0),
        ("a2", 0, 15, 2),
    ]


def test_a_passage_without_text_is_not_read() -> None:
    assert places([hit("", 0, 0)], QaSettings()) == []


def test_the_header_has_headline_kicker_deck_and_date() -> None:
    paper = article("会开了。", headline="創新突破\n六千爭先", kicker="市委全会召开", deck="仲旭东讲话")
    assert header(paper, 36) == "创新突破 六千争先 市委全会召开 仲旭东讲话 2025年8月4日"
    assert header(paper, 4) == "创新突破 2025年8月4日"
    assert header(article("会开了。", headline=""), 36) == "2025年8月4日"
