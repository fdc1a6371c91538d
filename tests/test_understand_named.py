import pytest

from qa.understand.named import read_named, without
from qa.understand.names import Names
from qa.understand.records import Named

NAMES = Names(
    newspapers=("平川", "样报", "寒溪日报"),
    pages=("1", "2", "A01", "A02", "B01"),
    page_names=("体育",),
    columns=("今日谈", "街头巷尾"),
    bylines=("许知南", "高山"),
    headlines=("落霞大桥主桥合龙",),
)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("平川有多少企业", {}),
        ("《平川》今天登了什么", {"newspaper": "平川"}),
        ("寒溪日报社搬到哪里", {}),
        ("同样报道了这件事的是谁", {}),
        ("样报头版讲了什么", {"newspaper": "样报", "page": "1", "pages": ("1", "A01")}),
        ("第二版有什么", {"page": "2", "pages": ("2", "A02")}),
        ("B1版有什么", {"page": "B01", "pages": ("B01",)}),
        ("第二版专辑卖了多少张", {}),
        ("《词典》第二版收了多少词", {}),
        ("哪一版登的", {}),
        ("体育版有什么", {"page_name": "体育"}),
        ("体育中心在哪里", {}),
        ("今日谈栏目写了什么", {"column": "今日谈"}),
        ("今日谈了哪些事", {}),
        ("街头巷尾都讲了什么", {"column": "街头巷尾"}),
        ("昨天街头巷尾说了什么", {"column": "街头巷尾"}),
        ("城里的街头巷尾讲什么", {}),
        ("许知南和高山合写的报道", {"byline": "高山"}),
        ("记者许知南的报道", {"byline": "许知南"}),
        ("许知南写了什么", {"byline": "许知南"}),
        ("关于许知南的报道", {}),
        ("高山有多高", {}),
        ("记者节是哪天", {}),
        ("有哪些评论", {"kind": "commentary"}),
        ("昨天的评论谁写的", {"kind": "commentary"}),
        ("评论登在第几版", {"kind": "commentary"}),
        ("评论员文章是谁写的", {"kind": "commentary"}),
        ("网友评论了什么", {}),
        ("今天的图片新闻", {"kind": "photo"}),
        ("有哪些停电公告", {"kind": "notice"}),
        ("对于停电有什么评论", {}),
        ("《落霞大桥主桥合龙》是谁写的", {"headline": "落霞大桥主桥合龙"}),
        ("报眼是什么", {"page": "1", "pages": ("1", "A01"), "place": "报眼"}),
    ],
)
def test_what_is_named_as_a_place_to_look_in(question: str, named: dict[str, object]) -> None:
    assert read_named(question, NAMES).named == Named(**named)  # type: ignore[arg-type]


def test_the_words_of_a_filter_are_known() -> None:
    question = "记者许知南关于大桥的报道"
    reading = read_named("寒溪日报头版关于大桥的报道", NAMES)
    assert without("寒溪日报头版关于大桥的报道", reading.spans) == "关于大桥的报道"
    assert without(question, read_named(question, NAMES).spans) == "关于大桥的报道"


def test_an_unknown_byline_is_told() -> None:
    reading = read_named("记者张望海的报道", NAMES)
    assert reading.named.byline is None
    assert "张望海" in reading.notices[0]


def test_the_front_page_of_papers_with_letters_alone() -> None:
    assert read_named("头版讲了什么", Names(pages=("A01", "A02"))).named.page == "A01"
    assert read_named("头版讲了什么", Names()).named.page == "1"
