"""Who took a picture, where a question names the story and not the caption."""

import pytest

from index.records import Article
from qa.understand.kinds import kind_of
from tests.papers import article
from tests.test_answering_kinds import answered

FERRY = article("渡船开了一整天。船长把船头往上游偏。", 1, headline="渡船开航", photographers=("秦望",))
PIER = article("渡船开航以后，码头上排起了长队。", 2, headline="码头排队")
CHILDREN = article("孩子们坐渡船上学。", 3, headline="渡船开航送学生", photographers=("秦望",))
NIGHT = article("渡船开航的夜里，灯火通明。", 4, headline="渡船开航之夜", photographers=("闻笛",))
LAMPS = article("路灯亮了。", 5, headline="路灯亮了")


def shot(topic: str, *papers: Article) -> str:
    return answered(
        papers, "metadata", question=f"{topic}的照片是谁拍的?", wanted="photographer", topic=topic
    ).text


@pytest.mark.parametrize(
    ("papers", "credit"),
    [
        ((FERRY, LAMPS), "秦望"),
        ((PIER, FERRY), "秦望"),  # of two reports, the one that has a picture
        ((PIER, FERRY, CHILDREN), "秦望"),
    ],
)
def test_the_credit_of_the_story_that_is_named(papers: tuple[Article, ...], credit: str) -> None:
    assert shot("渡船开航", *papers) == credit


def test_a_story_without_a_credit_has_none() -> None:
    assert shot("路灯亮了", FERRY, LAMPS) == ""
    assert shot("码头排队", PIER, FERRY) == ""  # the other report's picture is of another story
    assert shot("围棋赛", FERRY, LAMPS) == ""


def test_what_a_story_says_far_down_is_not_in_its_picture() -> None:
    long = article(
        "渡船开航了。" + "人很多。" * 9 + "桥头有块进度牌。", 6, headline="开航", photographers=("秦望",)
    )
    assert shot("进度牌", long, LAMPS) == ""


def test_credits_that_differ_are_told_side_by_side() -> None:
    answer = answered(
        (FERRY, NIGHT),
        "metadata",
        question="渡船开航的照片是谁拍的?",
        wanted="photographer",
        topic="渡船开航",
    )
    assert {answer.text, *(one.text for one in answer.alternatives)} == {"秦望", "闻笛"}


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("渡船开航是谁拍的", "photographer"),
        ("小球员挥棒是谁拍的", "photographer"),
        ("那段视频是谁拍的", ""),
        ("《渡口》这部电影是谁拍的", ""),
        ("宣传片是谁拍的", ""),
        ("现场录像是谁拍的", ""),
        ("拍照的人是谁", ""),
    ],
)
def test_a_picture_of_the_paper_is_asked_about(question: str, wanted: str) -> None:
    assert kind_of(question)[1] == wanted
