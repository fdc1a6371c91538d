import pytest

from qa.citing import bare, cite, overlaps, same_words, sentence_around, tidy
from tests.papers import article


def tidied(text: str, words: str) -> str | None:
    """What becomes of the words where they first stand in the text."""
    start = text.index(words)
    span = tidy(text, start, start + len(words))
    return None if span is None else text[span[0] : span[1]]


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("会上，来了23名委员。", "，来了23名委员。", "来了23名委员"),
        ("主题为“浙里民居，青春筑力”，", "“浙里民居，青春筑力", "“浙里民居，青春筑力”"),
        ("主题为“浙里民居，青春筑力”，", "浙里民居，青春筑力”", "“浙里民居，青春筑力”"),
        ("主题为“浙里民居，青春筑力”，", "浙里民居，青春筑力", "浙里民居，青春筑力"),
        ("他说：“会议开得很好。", "：“会议开得很好。", "会议开得很好"),
        ("会议开得很好”，他说", "会议开得很好”，", "会议开得很好"),
        ("市委全体（扩大）会议", "全体（扩大", "全体（扩大）"),
        ("《新居》（节选）出版", "新居》（节选", "《新居》（节选）"),
        ("增长6.4%左右", "6.", "6.4%"),
        ("增长6.4%左右", "4", "6.4%"),
        ("增长６．４％左右", "６", "６．４％"),
        ("共2027年", "02", "2027"),
        ("达到30亿元以上。", "30亿元", "30亿元以上"),
        ("吸引近900名选手", "900名", "近900名"),
        ("不少于5个以上", "5个", "不少于5个以上"),
        ("大约12%左右", "12%", "大约12%左右"),
        ("附近900名选手", "900名", "900名"),
        ("30亿元以外", "30亿元", "30亿元"),
        ("近来好", "来好", "来好"),
        ("用LOGO设计", "OG", "LOGO"),
        ("气温-5℃以下", "-5℃", "-5℃以下"),
        ("甲-乙", "-乙", "乙"),
        ("甲\n23名委员到会", "甲\n23名委员", "23名委员"),
        ("叙e\u0301到了", "e", "e\u0301"),
        ("家\U0001f468\u200d\U0001f469好", "\U0001f468", None),
        ("字\U00020bb7野家开业", "\U00020bb7野家", "\U00020bb7野家"),
        ("。，！", "。，！", None),
        ("“”", "“”", None),
        ("——", "—", None),
        ("　23名　", "　23名　", "23名"),
    ],
)
def test_tidy(text: str, words: str, left: str | None) -> None:
    assert tidied(text, words) == left


def test_tidy_of_what_lies_outside() -> None:
    assert tidy("会", 3, 9) is None
    assert tidy("会", 1, 1) is None
    assert tidy("会开了", -2, 99) == (0, 3)


def test_a_far_half_is_dropped() -> None:
    text = "他讲了“" + "很长的话" * 10 + "”完。"
    assert tidied(text, "他讲了“很长") == "他讲了"
    assert tidied(text, "“很长的话很长的话") == "很长的话很长的话"


def test_the_sentence_around_a_span() -> None:
    text = "天晴了。会开了，来了23名委员。散了。\n下一段。"
    start = text.index("23名")
    assert sentence_around(text, start, start + 3) == (4, 16)
    assert text[4:16] == "会开了，来了23名委员。"


def test_a_span_over_two_sentences_gets_both() -> None:
    text = "甲来了。乙也来了。丙没来。"
    assert sentence_around(text, 0, text.index("也")) == (0, 9)


def test_the_sentence_does_not_cross_a_paragraph() -> None:
    text = "没有句号的一段\n23名委员\n又一段"
    start = text.index("23名")
    assert text[slice(*sentence_around(text, start, start + 3))] == "23名委员"


def test_cite_points_at_both() -> None:
    paper = article("天晴了。会开了，来了23名委员。")
    citation = cite(paper, 10, 13)
    assert (citation.quote, citation.start, citation.end) == ("会开了，来了23名委员。", 4, 16)
    assert paper.text[citation.answer_start : citation.answer_end] == "23名"


def test_same_words() -> None:
    assert same_words("６．４％", "6.4%")
    assert same_words("“浙派民居”", "浙派民居")
    assert not same_words("23名", "22名")
    assert bare("２３ 名。") == "23名."[:-1]


def test_overlaps() -> None:
    assert overlaps((0, 3), (2, 5))
    assert not overlaps((0, 3), (3, 5))
