import pytest

from qa.suggest import of_article, of_headline, questions
from tests.papers import article


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("本报讯 9月8日上午，临江大桥加固工程在南岸举行开工仪式。", "临江大桥加固工程是什么时候开工的？"),
        ("今年的青年龙舟赛由市体育局和南湖街道主办。", "今年的青年龙舟赛由谁主办？"),
        ("到2027年，跨境电商出口规模要达到30亿元。", "跨境电商出口规模是多少？"),
        ("南湖街道党工委书记王小满说，年底前都能用上。", "南湖街道党工委书记是谁？"),
    ],
)
def test_questions_from_a_sentence(text: str, question: str) -> None:
    assert question in list(of_article(article(text)))


def test_what_leans_on_the_sentence_before_is_not_asked() -> None:
    assert list(of_article(article("其中出口规模要达到30亿元。", headline=""))) == []


def test_a_headline_is_the_last_resort() -> None:
    made = list(of_headline(article("小城大雾。", headline="大雾锁城 轮渡停航")))
    assert made == ["“大雾锁城 轮渡停航”是什么时候的事？"]
    quoted = list(of_headline(article("小城大雾。", headline="“大雾”锁城")))
    assert quoted == ["“大雾”锁城是什么时候的事？"]


def test_articles_take_turns() -> None:
    first = article("到2027年，出口总规模要达到30亿元。到2030年，进口总规模要达到50亿元。", 1, headline="")
    second = article("今年的龙舟大赛由市体育局主办。", 2, headline="")
    assert questions([first, second], 2) == ["出口总规模是多少？", "今年的龙舟大赛由谁主办？"]
    third = article("天晴了。", 3, headline="又是好天气")
    assert questions([third, first], 9) == [
        "出口总规模是多少？",
        "进口总规模是多少？",
        "“又是好天气”是什么时候的事？",
    ]


def test_no_articles_no_questions() -> None:
    assert questions([], 5) == []
    assert questions([article("", headline="")], 5) == []
