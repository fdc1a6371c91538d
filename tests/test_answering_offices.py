"""Offices before names: of which place they are, of which rank, and who holds the one that is asked about."""

import datetime
import time
from dataclasses import replace

import pytest

from index.records import Article, Hit, Passage
from qa.answering.offices import (
    Office,
    asked_office,
    holders,
    name_at,
    of_another_office,
    offices_after,
    offices_before,
    removed,
    removed_from,
)
from qa.answering.reading import with_named
from qa.answering.sorting import fitting
from qa.answering.whois import who_is
from qa.contexts import Place
from qa.reader import Candidate, Context
from tests.papers import article

OWN = "市委全会召开，市委书记郑谷雨讲话，副书记、市长罗敷传达岑州市委全会精神。"


def paper(text: str, newspaper: str = "澜浦日报", kicker: str = "") -> Article:
    return replace(article(text), newspaper=newspaper, kicker=kicker, date=datetime.date(2026, 3, 2))


def strays(question: str, one: Article, name: str, *beside: Article) -> bool:
    asked = asked_office(question)
    assert asked is not None
    at = one.text.index(name)
    return of_another_office(asked, one.text, at, at + len(name), one, beside)


@pytest.mark.parametrize(
    ("words", "place", "level", "body", "grade", "head"),
    [
        ("岑州市委书记", "岑州", "市", "委", "", "书记"),
        ("昨天上午市委副书记", "", "市", "委", "副", "书记"),
        ("岑州市长", "岑州", "市", "", "", "市长"),
        ("常务副市长", "", "市", "", "常务副", "市长"),
        ("市财政局局长", "", "市", "财政局", "", "局长"),
        ("石磨镇党委书记", "石磨", "镇", "党委", "", "书记"),
        ("银杏里社区书记", "", "", "银杏里社区", "", "书记"),
        ("农贸市场经理", "", "", "农贸市场", "", "经理"),
        ("全市教育局局长", "", "市", "教育局", "", "局长"),
        ("霁城市委书记", "霁城", "市", "委", "", "书记"),
    ],
)
def test_an_office_is_read_by_its_parts(
    words: str, place: str, level: str, body: str, grade: str, head: str
) -> None:
    assert Office.of(words) == Office(place, level, body, grade, head)


@pytest.mark.parametrize(
    ("question", "name", "other"),
    [
        ("澜浦市委书记是谁?", "郑谷雨", False),
        ("市委书记是谁?", "郑谷雨", False),
        ("岑州市委书记是谁?", "郑谷雨", True),
        ("岑州市的市长是谁?", "罗敷", True),
        ("市纪委书记是谁?", "郑谷雨", True),
        ("省委书记是谁?", "郑谷雨", True),
        ("石磨镇党委书记是谁?", "郑谷雨", True),
        ("市委副书记是谁?", "郑谷雨", True),
        ("市委副书记是谁?", "谷雨", True),
    ],
)
def test_a_bare_office_is_of_the_papers_own_town(question: str, name: str, other: bool) -> None:
    assert strays(question, paper(OWN + "澜浦市人民政府主办。"), name) is other


@pytest.mark.parametrize(
    ("question", "other"),
    [("澜浦市委书记是谁?", True), ("市委书记是谁?", True), ("岑州市委书记是谁?", False)],
)
def test_an_office_of_a_named_place_is_of_no_other(question: str, other: bool) -> None:
    one = paper("岑州市委书记舒望山来澜浦市考察。")
    assert strays(question, one, "舒望山") is other


def test_where_the_papers_name_tells_no_town_its_first_word_does() -> None:
    assert strays("岑州市委书记是谁?", paper(OWN, "早报"), "郑谷雨")
    assert not strays("岑州市委书记是谁?", paper(OWN, "早报", kicker="岑州市委全会召开"), "郑谷雨")
    # 澜浦 stands nowhere: nothing says that the bare office is of it.
    assert strays("澜浦市委书记是谁?", paper(OWN, "早报"), "郑谷雨")


def test_what_somebody_is_made_is_his_office() -> None:
    text = "任命罗秉烛为市环境局局长，任命程一帆为市文化局局长。"
    assert strays("市文化局局长是谁?", paper(text), "罗秉烛")
    assert not strays("市文化局局长是谁?", paper(text), "程一帆")
    assert offices_after(text, 5) == [Office("", "市", "环境局", "", "局长")]
    asked = asked_office("新任市文化局局长是谁?")
    assert asked is not None
    assert [text[a:b] for a, b in holders(asked, text)] == ["程一帆"]


def test_who_lost_an_office_is_not_who_got_it() -> None:
    text = "任命罗秉烛为市环境局局长,免去古今的市环境局局长职务,免去方楚的市文化局局长职务。"
    asked = removed_from("谁被免去了市环境局局长?")
    assert asked is not None
    named = [text[a:b] for a, b, office in removed(text) if office.is_same(asked)]
    assert named == ["古今"]
    assert removed_from("市环境局局长是谁?") is None
    found = place(paper(text))
    places = [(text.index(one), one) for one in ("罗秉烛", "古今")]
    spans = [Candidate(0, at, at + len(one), one, 1.0) for at, one in places]
    assert [one.text for one in fitting("谁被免去了市环境局局长?", [found], spans, None)] == ["古今"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("仲旭东讲话", "仲旭东"), ("韩越先后来到", "韩越"), ("时雨说", "时雨"), ("程一鸣介绍", "程一鸣"),
        ("方楚出席会议", "方楚"), ("周军波，", "周军波"), ("办公会议", None), ("任正则强调", "任正则"),
    ],
)  # fmt: skip
def test_where_a_name_ends(text: str, name: str | None) -> None:
    found = name_at(text, 0)
    assert (None if found is None else text[slice(*found)]) == name


def place(one: Article) -> Place:
    hit = Hit(0.5, Passage(one.id, 0, len(one.text), one.text), one)
    return Place(hit, 0, len(one.text), 0, Context("", one.text))


def test_who_holds_an_office_is_found_where_the_reader_did_not_point() -> None:
    asked = asked_office("市长是谁?")
    assert asked is not None
    seen = (place(paper("市长罗敷先后来到两所学校，书记郑谷雨没有来。")),)
    more = [place(paper("市长罗敷说话算数。"))]
    read = [Candidate(0, 2, 5, "罗敷先", 1.0), Candidate(0, 15, 18, "郑谷雨", 0.5)]
    shown, found = with_named(lambda text: holders(asked, text), seen, read, more)
    assert shown == (*seen, *more)
    assert [(one.context, one.text, one.score) for one in found] == [
        (0, "罗敷", 1.0), (0, "郑谷雨", 0.5), (1, "罗敷", -0.5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "office", "ranked"),
    [
        ("平湖市的市长由谁担任?", "市长", True),
        ("谁当选市文联主席?", "市文联主席", True),
        ("市财政局局长姓啥?", "市财政局局长", True),
        ("巡桥员的徒弟叫什么名字?", "徒弟", False),
        ("哪位教练去了霁城?", "教练", False),
        ("市长是哪里人?", None, False),
        ("校长是谁的学生?", None, False),
    ],
)
def test_who_is_is_read_once_for_offices_and_trades(question: str, office: str | None, ranked: bool) -> None:
    asked = who_is(question)
    assert (asked and asked.office) == office
    assert (asked_office(question) is not None) == ranked


def test_what_stands_before_a_name_is_read_in_linear_time() -> None:
    text = "甲" * 60_000 + "，市委副书记、市长周军波"
    started = time.perf_counter()
    found = offices_before(text, len(text) - 3, len(text))
    assert [one.head for one in found] == ["书记", "市长"]
    assert time.perf_counter() - started < 0.5
