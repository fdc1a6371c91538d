"""The sample editions and the hand-made truth agree with each other."""

from __future__ import annotations

import datetime
import itertools
import json
import os
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "index" / "sample"
DATA = ROOT / "eval" / "data"
ARTICLE_FIELDS = (
    *("file", "newspaper", "date", "issue_number", "page", "page_name", "kind", "column"),
    *("kicker", "headline", "deck", "reporters", "correspondents", "photographers", "text"),
)
QUESTION_FIELDS = ("id", "kind", "question", "answers", "articles", "history", "impossible")
# New moon was on 22 September 2025 (first of the eighth month), and the seventh month has thirty days.
LUNAR = {
    "2025-08-04": "农历乙巳年闰六月十一",
    "2025-09-08": "农历乙巳年七月十七",
    "2025-09-09": "农历乙巳年七月十八",
    "2025-09-10": "农历乙巳年七月十九",
    "2025-09-11": "农历乙巳年七月二十",
    "2025-09-12": "农历乙巳年七月廿一",
}
NOISE_ROOM = 40  # characters of noise that may stand between the two halves of a cut paragraph

Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


ARTICLES = rows("sample_articles.jsonl")
DEV = rows("sample_dev.jsonl")
TEST = rows("sample_test.jsonl")
PINGHU = rows("pinghu.jsonl")
FILES = sorted(SAMPLE.glob("*.txt"))


def titles(article: Row) -> str:
    return "\n".join((article["kicker"], article["headline"], article["deck"]))


def texts_of(question: Row) -> str:
    """The bodies of the articles that the question names."""
    return "\n".join(a["text"] for a in ARTICLES if any(piece in titles(a) for piece in question["articles"]))


def find(paragraph: str, dump: str, start: int) -> int:
    """Where the paragraph ends in the dump, whole or cut once by noise; -1 when it is not there."""
    at = dump.find(paragraph, start)
    if at >= 0:
        return at + len(paragraph)
    for cut in range(len(paragraph) - 1, 0, -1):
        at = dump.find(paragraph[:cut], start)
        if at >= 0:
            rest = dump.find(paragraph[cut:], at + cut, at + len(paragraph) + NOISE_ROOM)
            return -1 if rest < 0 else rest + len(paragraph) - cut
    return -1


def test_every_sample_file_has_its_truth() -> None:
    assert {path.name for path in FILES} == {article["file"] for article in ARTICLES}
    for article in ARTICLES:
        assert tuple(article) == ARTICLE_FIELDS
        assert article["kind"] in {"news", "commentary", "photo", "notice"}
        assert article["headline"] and article["text"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_truth_stands_in_the_dump_in_the_order_of_print(path: Path) -> None:
    printed = path.read_text(encoding="utf-8")
    dump = squeeze(printed)
    lines = {line.strip() for line in printed.splitlines()}
    end = 0
    for article in (a for a in ARTICLES if a["file"] == path.name):
        for line in titles(article).split("\n"):
            assert not line or line in lines, line
        for paragraph in article["text"].split("\n"):
            end = find(squeeze(paragraph), dump, end)
            assert end >= 0, paragraph
        for name in article["reporters"] + article["correspondents"] + article["photographers"]:
            assert name in printed


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_says_that_it_is_a_sample(path: Path) -> None:
    printed = path.read_text(encoding="utf-8")
    pages = {a["page"] for a in ARTICLES if a["file"] == path.name}
    words = "本报为虚构样报" if path.name.startswith("lanpu") else "样稿，事实取自"
    assert printed.count(words) >= len(pages)


def test_dates_weekdays_and_numbers_agree() -> None:
    numbers = defaultdict(set)
    for article in ARTICLES:
        if article["issue_number"] is not None:
            numbers[article["newspaper"], article["date"]].add(article["issue_number"])
        day = datetime.date.fromisoformat(article["date"])
        printed = squeeze((SAMPLE / article["file"]).read_text(encoding="utf-8"))
        weekday = f"{day.year}年{day.month}月{day.day}日星期{'一二三四五六日'[day.weekday()]}"
        assert weekday in printed
        for other in set(re.findall(r"日星期(.)", printed)):
            assert other == weekday[-1]
    assert len(numbers) == len({(article["newspaper"], article["date"]) for article in ARTICLES})
    assert all(len(found) == 1 for found in numbers.values())
    lanpu = [min(found) for (paper, _), found in sorted(numbers.items()) if paper == "澜浦日报"]
    assert lanpu == [2316, 2317, 2318, 2319, 2320]
    for (paper, date), found in numbers.items():
        files = sorted({a["file"] for a in ARTICLES if (a["newspaper"], a["date"]) == (paper, date)})
        first = squeeze((SAMPLE / files[0]).read_text(encoding="utf-8"))
        assert LUNAR[date] in first
        assert f"总第{min(found)}期" in first


@pytest.mark.parametrize("question", DEV + TEST, ids=lambda question: question["id"])
def test_a_question_has_its_answer_or_none(question: Row) -> None:
    assert tuple(question) == QUESTION_FIELDS
    assert question["kind"] in {"span", "passage", "list", "articles", "metadata", "none"}
    assert question["impossible"] == (question["kind"] == "none")
    assert all(len(pair) == 2 for pair in question["history"])
    if question["impossible"]:
        assert not question["answers"] and not question["articles"]
        return
    assert question["articles"]
    for piece in question["articles"]:
        assert any(piece in titles(article) for article in ARTICLES), piece
    assert question["answers"] or question["kind"] == "articles"
    text = texts_of(question)
    if question["kind"] in {"span", "passage"}:
        assert all(answer in text for answer in question["answers"])
    if question["kind"] == "list":
        assert all(spelling in text for item in question["answers"] for spelling in item.split("|"))


def test_there_are_questions_enough_and_the_halves_are_alike() -> None:
    assert len(ARTICLES) >= 60
    assert len(DEV) + len(TEST) >= 120
    assert sum(question["impossible"] for question in DEV + TEST) >= 35
    assert abs(len(DEV) - len(TEST)) <= 1
    near, far = (sum(question["impossible"] for question in half) / len(half) for half in (DEV, TEST))
    assert abs(near - far) < 0.05


def test_the_halves_are_disjoint_and_split_by_turns() -> None:
    assert not {q["id"] for q in DEV} & {q["id"] for q in TEST}
    asked = Counter((q["question"], str(q["history"])) for q in DEV + TEST)
    assert max(asked.values()) == 1
    turns: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for half, is_dev in ((DEV, True), (TEST, False)):
        for question in half:
            article, _, letter = question["id"].rpartition("-")
            turns[article].append((letter, is_dev))
    for found in turns.values():
        sides = [is_dev for _, is_dev in sorted(found)]
        assert all(one != other for one, other in itertools.pairwise(sides))


def test_the_rows_of_the_real_page_parse() -> None:
    assert sum(not question["impossible"] for question in PINGHU) >= 40
    assert sum(question["impossible"] for question in PINGHU) == 15
    assert len({question["id"] for question in PINGHU}) == len(PINGHU)
    for question in PINGHU:
        assert tuple(question) == QUESTION_FIELDS
        assert bool(question["answers"]) != question["impossible"]
        assert all(len(answer) <= 30 for answer in question["answers"])


@pytest.fixture
def real_page() -> str:
    data = os.environ.get("WENBAO_DATA")
    page = Path(data or ".").parent / "newspaper" / "pinghu-2025-08-04.txt"
    if not data or not page.exists():
        pytest.skip("the real page is not part of the project: set WENBAO_DATA to the data folder beside it")
    return page.read_text(encoding="utf-8")


def test_the_real_page_has_those_answers(real_page: str) -> None:
    for question in PINGHU:
        for answer in question["answers"]:
            for spelling in answer.split("|"):
                assert spelling in real_page, (question["id"], spelling)


def test_no_sentence_of_the_real_page_is_in_a_sample(real_page: str) -> None:
    width = str.maketrans(",:;!?()", "，：；！？（）")
    samples = squeeze("".join(path.read_text(encoding="utf-8") for path in FILES)).translate(width)
    for sentence in re.split(r"[。！？；]", squeeze(real_page).translate(width)):
        assert len(sentence) < 15 or sentence not in samples
