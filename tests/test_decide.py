import dataclasses
import datetime
import json
import math
from pathlib import Path

import pytest

from index.errors import ModelError
from index.records import Hit, Passage
from qa.contexts import Place, places
from qa.decide import FEATURES, Calibration, agrees, decide, features, gather
from qa.reader import Candidate, Context
from qa.settings import QaSettings
from tests.papers import article, reader_alone

SETTINGS = QaSettings()
TEXTS = ("来了23名委员。", "到会的委员是23名，另有6名候补。", "来了25名委员。")


def hits(*texts: str) -> list[Hit]:
    return [
        Hit(0.9 - number / 10, Passage(f"a{number}", 0, len(text), text), article(text, number))
        for number, text in enumerate(texts)
    ]


def candidate(context: int, text: str, words: str, score: float) -> Candidate:
    start = text.index(words)
    return Candidate(context, start, start + len(words), words, score)


def found_in(*spans: tuple[int, str, float]) -> tuple[list[Hit], list]:  # type: ignore[type-arg]
    listed = hits(*TEXTS)
    candidates = [candidate(number, TEXTS[number], words, score) for number, words, score in spans]
    return listed, gather("来了多少名委员？", places(listed, SETTINGS), candidates)


def test_gather_tidies_and_keeps_the_best_of_overlapping_spans() -> None:
    _, found = found_in((0, "23名", 5.0), (0, "23名委员。", 4.0), (1, "23名，", 3.0), (1, "6名", 1.0))
    assert [(one.text, one.score) for one in found] == [("23名", 5.0), ("23名", 3.0), ("6名", 1.0)]


def test_gather_weighs_against_what_says_something_else() -> None:
    _, found = found_in((0, "23名", 5.0), (1, "23名", 3.0), (2, "25名", 1.5))
    assert [one.margin for one in found] == [3.5, 1.5, -3.5]
    assert [one.agreeing for one in found] == [1, 1, 0]


def test_one_day_named_in_two_ways_is_no_rival_to_itself() -> None:
    texts = ("上周五，大桥通车了。", "2025年8月1日下午，大桥通车了。", "8月2日，大桥通车了。")
    listed = hits(*texts)
    listed = [
        dataclasses.replace(hit, article=dataclasses.replace(hit.article, date=datetime.date(2025, 8, 4)))
        for hit in listed
    ]
    spans = [
        candidate(0, texts[0], "上周五", 5.0),
        candidate(1, texts[1], "2025年8月1日", 4.0),
        candidate(2, texts[2], "8月2日", 1.0),
    ]
    found = gather("大桥何时通车？", places(listed, SETTINGS), spans)
    assert [one.margin for one in found] == [4.0, 3.0, -4.0]
    assert [one.agreeing for one in found] == [1, 1, 0]


def test_alone_the_margin_is_far() -> None:
    _, found = found_in((0, "23名", 5.0))
    assert found[0].margin == 12.0


def test_coverage_is_the_share_of_the_question() -> None:
    listed = hits("来了23名委员。", "天晴了。")
    candidates = [candidate(0, "来了23名委员。", "23名", 2.0), candidate(1, "天晴了。", "天", 1.0)]
    found = gather("委员", places(listed, SETTINGS), candidates)
    assert [one.coverage for one in found] == [1.0, 0.0]


def test_figures_and_ordinals_that_stand_nowhere_are_missing() -> None:
    text = "到２０２７年，第五届大赛有23人，去年也有。"
    listed = hits(text)
    spans = [candidate(0, text, "23人", 2.0)]
    for question, missing in (
        ("第五届大赛到2027年有多少人?", 0),
        ("第四届大赛到2027年有多少人?", 1),
        ("第四届大赛2024年U12组有多少人?", 3),
        ("去年有多少人?", 0),
        ("前年有多少人?", 1),
    ):
        (found,) = gather(question, places(listed, SETTINGS), spans)
        assert found.missing == missing, question


def test_nouns_that_the_whole_article_lacks() -> None:
    text = "上周末，全国青少年棒球锦标赛开赛，23支队伍参加。"
    listed = hits(text)
    spans = [candidate(0, text, "23支", 2.0)]
    for question, nouns in (("青少年棒球锦标赛有多少支队伍?", 0), ("青少年棒球锦标赛的奖金是多少?", 1)):
        (found,) = gather(question, places(listed, SETTINGS), spans)
        assert found.nouns == nouns, question


def test_features_in_their_order() -> None:
    listed, found = found_in((0, "23名", 5.0), (1, "23名", 3.0), (2, "25名", 1.5))
    values = dict(zip(FEATURES, features(found[1], listed), strict=True))
    assert values["reader"] == 3.0
    assert values["margin"] == 1.5
    assert values["retrieval"] == pytest.approx(0.8)
    assert values["behind"] == pytest.approx(-0.1)
    assert values["agreeing"] == pytest.approx(math.log(2))
    assert values["fits"] == 1.0
    assert values["length"] == pytest.approx(math.log(3))


def test_probability_by_hand() -> None:
    size = len(FEATURES)
    model = Calibration(FEATURES, (1.0,) * size, (2.0,) * size, (0.5,) * size, -0.25)
    # each (3 - 1) / 2 * 0.5 = 0.5, ten of them, less 0.25
    assert model.probability([3.0] * size) == pytest.approx(1 / (1 + math.exp(-4.75)))


def test_agreeing_reports_are_merged_and_differing_ones_stand_beside() -> None:
    listed, found = found_in((0, "23名", 5.0), (1, "23名", 3.0), (2, "25名", 1.5))
    decision = decide(found, listed, reader_alone(), SETTINGS)
    assert decision.answered
    assert [(one.article.id, one.text) for one in decision.best] == [("a0", "23名"), ("a1", "23名")]
    assert [one.text for one, _ in decision.differing] == ["25名"]
    assert decision.sure == pytest.approx(1 / (1 + math.exp(-5)))


def test_yesterday_of_two_issues_are_two_days() -> None:
    listed = hits("桥昨天封了。", "桥昨天封了。")
    later = dataclasses.replace(listed[1].article, date=datetime.date(2025, 8, 5))
    for second, count in ((listed[1].article, 2), (later, 1)):
        shown = [listed[0], Hit(0.8, listed[1].passage, second)]
        found = gather(
            "何时封桥", places(shown, SETTINGS), [candidate(n, "桥昨天封了。", "昨天", 3.0) for n in (0, 1)]
        )
        assert len(decide(found, shown, reader_alone(), SETTINGS).best) == count


def test_what_is_not_sure_stands_nowhere() -> None:
    listed, found = found_in((0, "23名", 5.0), (1, "23名", -3.0), (2, "25名", -1.5))
    decision = decide(found, listed, reader_alone(), SETTINGS)
    assert len(decision.best) == 1
    assert decision.differing == ()


def test_the_threshold_means_at_least_this_sure() -> None:
    listed, found = found_in((0, "23名", 0.0))
    assert decide(found, listed, reader_alone(), QaSettings(answer_when_sure=0.5)).answered
    refused = decide(found, listed, reader_alone(), QaSettings(answer_when_sure=0.51))
    assert not refused.answered
    assert refused.best[0].text == "23名"


def test_nothing_found() -> None:
    decision = decide([], [], reader_alone(), SETTINGS)
    assert (decision.best, decision.sure, decision.answered) == ((), 0.0, False)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("31支", "31支高校团队", True),
        ("3支", "31支", False),
        ("1支", "31支", False),
        ("三名", "二十三名", False),
        ("周军波", "市长周军波", True),
        ("", "市长", False),
        ("6.4%", "16.4%", False),
    ],
)
def test_agrees(first: str, second: str, same: bool) -> None:
    assert agrees(first, second) is same
    assert agrees(second, first) is same


def test_calibration_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    model = dataclasses.replace(reader_alone(0.3), bias=-1.5)
    model.save(tmp_path / "c.json")
    assert Calibration.load(tmp_path / "c.json") == model


def test_a_calibration_for_other_features_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "c.json"
    with pytest.raises(ModelError, match=r"c\.json"):
        Calibration.load(file)
    row = {"names": ["reader"], "mean": [0], "scale": [1], "weights": [1], "bias": 0}
    file.write_text(json.dumps(row), "utf-8")
    with pytest.raises(ModelError, match="fit it again"):
        Calibration.load(file)
    file.write_text(json.dumps({**row, "names": list(FEATURES)}), "utf-8")
    with pytest.raises(ModelError, match="needs 10 values"):
        Calibration.load(file)


def test_a_day_that_is_told_by_its_distance_is_not_missing() -> None:
    day = datetime.date(2025, 9, 12)
    text = "昨天小青菜每斤2.6元。"
    paper = article(text, date=day)
    place = Place(Hit(1.0, Passage("a1", 0, len(text), text), paper), 0, len(text), 0, Context("", text))
    at = text.index("2.6元")
    for question, missing in (("9月11日小青菜多少钱?", 0), ("9月10日小青菜多少钱?", 2)):
        found = gather(question, [place], [Candidate(0, at, at + 4, "2.6元", 1.0)])
        assert found[0].missing == missing, question
