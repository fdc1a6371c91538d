"""Who was at an event: all, over several sentences, or nobody."""

import pytest

from index.records import Hit, Passage
from qa.answering.attendance import asks_attendance, attendance, leaves_out, present
from qa.answering.reading import Seen
from tests.papers import article

FLOOD = (
    "昨天，防汛会商会召开。市委书记顾山主持会议并讲话，市委副书记、市长韩水就下一步作了安排，"
    "市领导陆明川、方楚和沈若岚参加。\n会上，市水利局局长罗北辰汇报了水情。水退以后要清淤。"
)


def seen(*texts: str) -> Seen:
    papers = [article(text, number, headline="") for number, text in enumerate(texts)]
    hits = [Hit(0.5, Passage(one.id, 0, len(one.text), one.text), one) for one in papers]
    return Seen(tuple(hits))


def there(question: str, *texts: str) -> list[str]:
    found = attendance(question, seen(*texts))
    return [] if found is None else [found.article.text[a:b] for a, b in found.items]


def test_all_are_named_over_several_sentences() -> None:
    everybody = ["顾山", "韩水", "陆明川", "方楚", "沈若岚", "罗北辰"]
    assert there("有哪些人出席了防汛会商会？", FLOOD) == everybody
    assert there("谁参加了防汛会商会？", FLOOD) == everybody


def test_a_name_may_be_a_word_or_have_no_usual_surname() -> None:
    text = "全会召开。市长段山主持，秘书长苏木、厂长竹如海参加。检察长郑重列席。干部代表分别参加。"
    assert there("全会有谁参加？", text) == ["段山", "苏木", "竹如海", "郑重"]


def test_their_offices_are_given_where_asked_for() -> None:
    assert there("谁参加了防汛会商会，分别是什么职务？", FLOOD) == [
        "市委书记顾山",
        "市委副书记、市长韩水",
        "市领导陆明川、方楚和沈若岚",
        "市水利局局长罗北辰",
    ]


def test_some_may_be_named_for_more() -> None:
    found = attendance("全会有谁参加？", seen("昨天，全会召开。市长段山讲话，市领导方楚、苏木等参加。"))
    assert found is not None and found.more


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        # One whom no sentence puts there: perhaps he was, perhaps not.
        ("全会有谁参加？", ["全会召开。市长段山、副市长方楚参加。局长程一鸣的办公室在三楼。"]),
        # One by a name that is a word as well.
        ("全会有谁参加？", ["全会召开。市长段山主持，副市长方楚、局长北京参加。"]),
        ("书展有谁参加？", [FLOOD]),
        ("防汛会商会有谁参加？", [FLOOD, "又一次防汛会商会。市长段山、副市长方楚参加。"]),
        ("棋赛有谁参加？", ["棋赛昨天开赛，23所学校的186名棋手参加。"]),
        ("全会有谁参加？", ["全会召开。市长高度重视，局长成立专班参加。"]),
        ("市长参加了什么会？", [FLOOD]),
        ("谁主持了防汛会商会？", [FLOOD]),
    ],
)
def test_where_it_is_not_told_nobody_is_named(question: str, texts: list[str]) -> None:
    assert there(question, *texts) == []


def test_a_list_of_a_few_is_told_from_all() -> None:
    paper = article(FLOOD, headline="")
    assert leaves_out("谁参加了防汛会商会？", paper, "陆明川、方楚和沈若岚")
    assert not leaves_out("谁参加了防汛会商会？", paper, FLOOD)
    assert leaves_out("全会有谁参加？", article("市长段山、副市长方楚、局长北京参加。"), "段山、副市长方楚")
    assert not leaves_out("谁主持了防汛会商会？", paper, "顾山")


def test_who_is_named_twice_is_one_person() -> None:
    text = "市长段山的车坏了。市长段山主持会议，副市长方楚参加。"
    assert [(one.there, [text[a:b] for a, b in one.names]) for one in present(text)] == [
        (True, ["段山"]),
        (True, ["方楚"]),
    ]
    assert not asks_attendance("参加的有多少人？")
