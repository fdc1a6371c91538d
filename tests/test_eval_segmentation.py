"""Articles that came out, held against those that ought to."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from eval import segmentation
from eval.segmentation import match, measure
from index.records import Article
from tests.conftest import make_article

DAY = datetime.date(2031, 5, 1)
BRIDGE = "市长李明昨天说桥已经修好，工程队今天上午撤离工地。"
GAME = "白鹭队主场三比一获胜，前锋何春水一人打进两球，全场沸腾。"


def truth(headline: str, text: str, **more: Any) -> dict[str, Any]:
    known = {
        "file": "p.txt", "newspaper": "样报", "date": "2031-05-01", "page": "1", "kind": "news", "column": "",
        "kicker": "", "headline": headline, "deck": "", "reporters": [], "correspondents": [],
        "photographers": [], "text": text,
    }  # fmt: skip
    return known | more


def article(headline: str, text: str, **more: Any) -> Article:
    return Article(headline, "样报", DAY, headline, text, **more)


def test_all_as_it_ought_to_be() -> None:
    rows = [truth("大桥\n抢修", BRIDGE, reporters=["王强"]), truth("白鹭队获胜", GAME)]
    found = [article("大桥抢修", BRIDGE, reporters=("王强",)), article("白鹭队获胜", GAME)]
    figures = measure(rows, {"p.txt": found}).figures
    names = ("found", "titles", "headline", "byline", "place", "body", "precision")
    assert [figures[name] for name in names] == [1.0] * 7
    assert figures["characters_lost"] == figures["characters_noise"] == 0.0


def test_a_deck_taken_for_the_headline_is_no_lost_line_and_a_papers_own_signature_no_name() -> None:
    rows = [truth("大桥抢修", BRIDGE, deck="工期十天"), truth("白鹭队获胜", GAME, kicker="半决赛")]
    found = [
        article("工期十天", BRIDGE, deck="大桥抢修", reporters=("本报评论员",)),
        article("白鹭队获胜", GAME),
    ]
    figures = measure(rows, {"p.txt": found}).figures
    assert (figures["titles"], figures["headline"], figures["byline"]) == (0.5, 0.0, 1.0)


def test_what_went_wrong_is_counted() -> None:
    rows = [truth("大桥抢修", BRIDGE), truth("白鹭队获胜", GAME, kind="photo", reporters=["王强"])]
    noise = "扫一扫看视频更多"
    found = [article("大桥抢修", BRIDGE + noise), article("获胜", GAME), article("广告", "招租招租")]
    report = measure(rows, {"p.txt": found})
    figures = report.figures
    assert figures["found"] == 1.0
    names = ("titles", "headline", "byline", "place", "body")
    assert [figures[name] for name in names] == [0.5] * 5
    assert figures["precision"] == pytest.approx(2 / 3)
    assert figures["characters_noise"] == pytest.approx(len(noise) / len(BRIDGE + noise + GAME))
    assert figures["characters_lost"] == 0.0
    assert [row["came_as"] for row in report.rows] == ["大桥抢修", "获胜"]


def test_an_article_that_ran_into_another_is_lost() -> None:
    rows = [truth("大桥抢修", BRIDGE), truth("白鹭队获胜", GAME[:14])]
    (first, second) = match(rows, [article("大桥抢修", BRIDGE + GAME[:14])])
    assert first.found is not None
    assert first.clean == pytest.approx(len(BRIDGE) / len(BRIDGE + GAME[:14]))
    assert second.found is None
    assert measure(rows, {}).figures["found"] == 0.0


def test_a_line_lost_in_the_middle() -> None:
    (pair,) = match([truth("大桥抢修", BRIDGE)], [article("大桥抢修", BRIDGE[:13] + BRIDGE[18:])])
    assert (pair.kept, pair.clean) == (pytest.approx((len(BRIDGE) - 5) / len(BRIDGE)), 1.0)


def test_pictures_without_a_body_are_told_by_their_title() -> None:
    rows = [truth("图一", ""), truth("图二", "")]
    pairs = match(rows, [article("图二", ""), article("图一", "")])
    assert [pair.found.headline for pair in pairs if pair.found] == ["图一", "图二"]


def test_the_truth_that_ships_is_for_files_that_ship() -> None:
    from eval.whole import DATA, SAMPLE

    rows = segmentation.read_truth(DATA / "sample_articles.jsonl")
    found = segmentation.parse([SAMPLE])
    assert {row["file"] for row in rows} == set(found)
    report = measure(rows, found)
    assert report.figures["articles"] == len(rows)
    assert report.figures == measure(rows, found).figures


def test_one_article_stands_for_one() -> None:
    text = "大桥今天早上通车，两岸居民前来观看，市长剪彩。"
    truth = [{"headline": "通车", "text": text}, {"headline": "通车", "text": text}]
    pairs = match(truth, [make_article("a", text, headline="通车")])
    assert [pair.found is not None for pair in pairs] == [True, False]
