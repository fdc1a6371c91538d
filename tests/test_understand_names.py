import datetime

from index.records import Article
from qa.understand.names import Names, names_of, people_in, places_in

NAMES = Names(
    newspapers=("江渚晚报",),
    columns=("观潮",),
    bylines=("许知南",),
    headlines=("落霞大桥\n主桥“合龙”", "雨"),
    people=("段继明",),
    places=("落霞大桥", "落霞大桥收费站"),
)


def test_the_longest_name_is_found_where_it_stands() -> None:
    text = "问落霞大桥收费站和许知南"
    assert [(one.start, one.end, one.name) for one in NAMES.index.find(text, "place")] == [
        (1, 8, "落霞大桥收费站")
    ]
    assert [text[one.start : one.end] for one in NAMES.index.find(text, "person")] == ["许知南"]
    assert NAMES.index.find(text, "newspaper") == []


def test_headlines_are_known_by_a_line_and_without_marks() -> None:
    whole = "落霞大桥\n主桥“合龙”"
    assert NAMES.index.headline("落霞大桥主桥合龙") == whole
    assert NAMES.index.headline("主桥合龙") == whole
    assert NAMES.index.headline_in("昨天落霞大桥 主桥“合龙”是谁写的") == whole
    assert NAMES.index.headline_in("落霞大桥怎么走") is None
    assert NAMES.index.headline("雨") is None


def test_people_and_places_of_a_text() -> None:
    text = "市长段继明说,参加的有陆云舟、邵雨桐、许知南等。市民开放说好。"
    assert set(people_in(text)) == {"段继明", "邵雨桐", "许知南"}
    assert "桃源镇" in set(places_in("记者在桃源镇的山上,看到了杨梅"))


def test_the_names_of_an_archive() -> None:
    class Papers:
        def articles(self) -> list[Article]:
            day = datetime.date(2031, 5, 6)
            text = "市长段继明在桃源镇的会上说,要快。他又到桃源镇的村里。"
            return [
                Article("a", "江渚晚报", day, "甲", text, page="2", column="观潮", reporters=("许知南",)),
                Article("b", "江渚晚报", day + datetime.timedelta(1), "乙", photographers=("贺春山",)),
            ]

    names = names_of(Papers())
    assert names.newspapers == ("江渚晚报",)
    assert names.pages == ("2", "1")
    assert names.columns == ("观潮",)
    assert names.bylines == ("许知南", "贺春山")
    assert names.headlines == ("甲", "乙")
    assert "段继明" in names.people
    assert names.places == ("桃源镇",)
    assert names.newest == datetime.date(2031, 5, 7)


def test_matching_names_leaves_the_terms_of_search_alone() -> None:
    from index.terms import fingerprint, terms

    before = (terms("段继明走过落霞大桥收费站"), fingerprint())
    Names(people=("段继明走过",), places=("走过落霞",)).index.find("段继明走过落霞大桥收费站", "place")
    assert (terms("段继明走过落霞大桥收费站"), fingerprint()) == before
