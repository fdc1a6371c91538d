"""The three measurements over parts with known behaviour; the shipped models come in test_eval_cli."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval import chat, reader, retrieval
from eval.report import Report, Stopped, Table, show, write_json
from eval.rows import QueryRow, QuestionRow, SpanRow
from eval.stages import Homes
from index import Archive, Article
from index.errors import SourceError, WenbaoError
from index.records import Hit, Passage
from index.settings import IndexSettings
from qa.answers import Answer, Citation
from qa.encoding import Context
from qa.reader import Candidate
from tests.conftest import StubEmbedder, make_article


class Pointer:
    """Finds 李明, surer where the text says 市长; else takes the first character, unsure."""

    def read_many(
        self, asked: Sequence[tuple[str, Sequence[Context]]], top: int = 5
    ) -> list[list[Candidate]]:
        found = []
        for _, (context,) in asked:
            at = context.text.find("李明")
            start, end = (at, at + 2) if at >= 0 else (0, 1)
            sure = 4.0 if "市长" in context.text else 1.0 if at >= 0 else -2.0
            found.append([Candidate(0, start, end, context.text[start:end], sure)][: len(context.text)])
        return found


ROWS = [
    SpanRow("a", "市长李明到了。", "谁？", ("李明",)),
    SpanRow("b", "李明大夫说。", "谁？", ("李明大夫", "大夫")),
    SpanRow("c", "天晴了。", "谁？", ()),
    SpanRow("d", "記者李明說。", "谁？", ("記者",)),
]


def test_reader_figures() -> None:
    report = reader.measure(Pointer(), ROWS)
    figures = report.figures
    # a: right. b: 李明 of 李明大夫, F1 2*2/(2+4). c: silent, right. d: wrong.
    assert figures["exact_match"] == 0.5
    assert figures["f1"] == pytest.approx((1 + 2 / 3 + 1 + 0) / 4)
    assert figures["with_answer_exact_match"] == pytest.approx(1 / 3)
    assert figures["no_answer_accuracy"] == 1.0
    assert figures["threshold"] == 0.0
    assert figures["auroc_exact"] == 1.0
    assert [row["given"] for row in report.rows] == ["李明", "李明", "", "李明"]
    assert report.rows[2]["best"] == "天"


def test_reader_threshold_silences() -> None:
    report = reader.measure(Pointer(), ROWS, threshold=2.0)
    assert [row["given"] for row in report.rows] == ["李明", "", "", ""]
    assert report.figures["with_answer_f1"] == pytest.approx(1 / 3)
    assert report.figures["always_answering_f1"] == pytest.approx((1 + 2 / 3) / 3)


def test_reader_always_answers_where_every_row_has_an_answer() -> None:
    report = reader.measure(Pointer(), [SpanRow("c", "天晴了。", "哪里？", ("天",))])
    assert report.figures["exact_match"] == 1.0
    assert report.figures["threshold"] is None
    assert report.figures["no_answer_accuracy"] is None


def test_reader_gives_the_words_as_they_are_printed() -> None:
    report = reader.measure(Pointer(), [SpanRow("t", "市長李明說。", "誰？", ("李明",))])
    assert report.rows[0]["given"] == "李明"


class Listener(Pointer):
    """Remembers what it was given, and stops at a given batch."""

    def __init__(self, stop_at: int = 99) -> None:
        self.heard: list[tuple[str, Context]] = []
        self.batches = 0
        self.stop_at = stop_at

    def read_many(
        self, asked: Sequence[tuple[str, Sequence[Context]]], top: int = 5
    ) -> list[list[Candidate]]:
        self.batches += 1
        if self.batches == self.stop_at:
            raise KeyboardInterrupt
        self.heard += [(question, context) for question, (context,) in asked]
        return super().read_many(asked, top)


def test_the_reader_is_given_simplified_characters_and_its_spans_are_mapped_back() -> None:
    listener = Listener()
    row = SpanRow("t", "臺灣的市長李明說。", "誰說？", ("市長",), header="電腦節")
    (detail,) = reader.measure(listener, [row]).rows
    assert listener.heard == [("谁说？", Context("电脑节", "台湾的市长李明说。"))]
    assert detail["given"] == "李明"
    traditional = SpanRow("u", "記者說。", "誰？", ("記",))
    (detail,) = reader.measure(listener, [traditional]).rows
    assert (detail["given"], detail["exact_match"]) == ("記", 1.0)  # as printed, not 记


def test_reading_that_is_broken_off_keeps_what_was_read() -> None:
    rows = [SpanRow(str(number), "天晴。", "哪？", ("天",)) for number in range(3 * reader.BATCH)]
    with pytest.raises(Stopped, match=f"{2 * reader.BATCH} of {3 * reader.BATCH} questions") as stop:
        reader.measure(Listener(stop_at=3), rows)
    assert stop.value.report.figures["questions"] == 2 * reader.BATCH
    assert stop.value.report.figures["exact_match"] == 1.0
    with pytest.raises(KeyboardInterrupt) as nothing:
        reader.measure(Listener(stop_at=1), rows)
    assert not isinstance(nothing.value, Stopped)


def test_an_article_counts_once_at_the_place_of_its_best_passage() -> None:
    """Two passages of the first article must not push the second to the third place."""
    one, two = make_article("one", "桥梁修好了。桥梁通车。"), make_article("two", "球赛开始了。")

    class Fixed:
        def search_many(self, queries: Sequence[str], k: int = 5, *, mode: str = "hybrid") -> list[list[Hit]]:
            passages = [(one, 0, 6, 0.9), (one, 6, 11, 0.8), (two, 0, 6, 0.7)]
            hits = [
                Hit(score, Passage(article.id, start, end, article.text[start:end]), article)
                for article, start, end, score in passages
            ]
            return [hits for _ in queries]

        def search(self, query: str, k: int = 5, *, mode: str = "hybrid") -> list[Hit]:
            return self.search_many([query], k)[0]

    report = retrieval.measure(Fixed(), [QueryRow("1", "球赛", ("two",))], ["dense"])
    assert report.rows[0]["dense"]["ranking"] == ["one", "two"]
    assert report.figures["dense"]["mrr"] == 0.5
    assert report.figures["dense"]["recall_curve"][:2] == [0.0, 1.0]


def test_convert_makes_one_article_of_one_text() -> None:
    rows = [
        SpanRow("1", "甲文", "问一？", ("甲",)),
        SpanRow("2", "乙文", "问二？", ()),
        SpanRow("3", "甲文", "问三？", ("文",)),
    ]
    articles, queries = retrieval.convert(rows, "2001-02-03")
    assert [article["text"] for article in articles] == ["甲文", "乙文"]
    assert all(article["date"] == "2001-02-03" for article in articles)
    assert [(query["id"], query["relevant"]) for query in queries] == [
        ("1", [articles[0]["id"]]),
        ("3", [articles[0]["id"]]),
    ]


def test_retrieval_figures(archive: Archive) -> None:
    archive.add_articles(
        [
            make_article("bridge", "桥梁修好了。桥梁通车。"),
            make_article("game", "球赛开始了。"),
            make_article("rain", "天气转凉，球赛推迟。"),
        ],
        source="test",
    )
    queries = [
        QueryRow("1", "桥梁", ("bridge",)),
        QueryRow("2", "球赛", ("rain",)),
        QueryRow("3", "球赛", ("absent",)),
    ]
    report = retrieval.measure(archive, queries, ["dense"])
    figures = report.figures["dense"]
    # Ranks of the relevant: 1, 2 (the game alone points straight along its axis), never.
    assert figures["recall@1"] == pytest.approx(1 / 3)
    assert figures["recall@5"] == pytest.approx(2 / 3)
    assert figures["mrr"] == pytest.approx((1 + 1 / 2) / 3)
    assert report.rows[1]["dense"]["ranking"][:2] == ["game", "rain"]
    assert figures["ms_p50"] >= 0


def test_retrieval_by_kind_of_question(archive: Archive) -> None:
    archive.add_articles(
        [make_article("bridge", "桥梁修好了。桥梁通车。"), make_article("game", "球赛开始了。")],
        source="test",
    )
    rows = [
        QuestionRow("1", "span", "球赛", ("开始",), ("标题game", "标题bridge")),
        QuestionRow("2", "articles", "球赛", (), ("标题game", "标题bridge")),
        QuestionRow("3", "span", "球赛", ("开始",), ("没有这一篇",)),
        QuestionRow("4", "span", "它呢", ("开始",), ("标题game",), (("前", "后"),)),
        QuestionRow("5", "none", "球赛", impossible=True),
    ]
    queries = retrieval.of_questions(rows, Homes(archive.articles()))
    assert [(query.id, set(query.relevant), query.any_of) for query in queries] == [
        ("1", {"game", "bridge"}, True),
        ("2", {"game", "bridge"}, False),
    ]
    report = retrieval.measure(archive, queries, ["dense"], timed=1)
    figures = report.figures["dense"]
    # The game comes first: enough for the phrase, half of the two reports.
    assert figures["by_kind"]["span"]["recall@1"] == 1.0
    assert figures["by_kind"]["articles"]["recall@1"] == 0.5
    assert figures["recall@1"] == 0.75
    assert figures["recall_curve"][:2] == [0.75, 1.0]
    assert [row[:3] for row in report.tables[1].rows] == [("dense", "span", "1"), ("dense", "articles", "1")]


def test_a_corpus_is_indexed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, embedder: StubEmbedder
) -> None:
    monkeypatch.setattr("index.embedder.Embedder.load", lambda *args, **kwargs: embedder)
    corpus = tmp_path / "corpus.jsonl"
    row = {"id": "a", "date": "2031-05-01", "headline": "桥", "text": "桥梁修好了。"}
    corpus.write_text(json.dumps(row) + "\n{}\n", encoding="utf-8")
    for weight in (0.7, 0.2):
        opened, problems = retrieval.open_corpus(
            corpus, IndexSettings(dense_weight=weight), tmp_path / "kept"
        )
        assert [article.id for article in opened.articles()] == ["a"]
        assert [problem.line for problem in problems] == [2]
        opened.close()
    assert len(embedder.seen) == 1
    # What is no longer in the file is no longer in the archive.
    corpus.write_text(json.dumps({**row, "id": "b", "text": "桥梁又坏了。"}), encoding="utf-8")
    opened, problems = retrieval.open_corpus(corpus, IndexSettings(), tmp_path / "kept")
    assert [article.text for article in opened.articles()] == ["桥梁又坏了。"]
    opened.close()
    # Another file is another corpus, and does not mix with the first.
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({**row, "id": "c", "text": "球赛开始。"}), encoding="utf-8")
    opened, problems = retrieval.open_corpus(other, IndexSettings(), tmp_path / "kept")
    assert [article.id for article in opened.articles()] == ["c"]
    opened.close()


def test_a_corpus_without_an_article_is_refused(tmp_path: Path, embedder: StubEmbedder) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        retrieval.open_corpus(tmp_path / "absent.jsonl", IndexSettings(), tmp_path)


class Oracle:
    """Answers from a list."""

    def __init__(self, answers: Sequence[Answer]) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, object]] = []

    def ask(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Answer:
        self.asked.append((question, history))
        return self.answers[len(self.asked) - 1]


PAPER = Article("a", "样报", datetime.date(2031, 5, 1), "大桥抢修", "市长李明说，桥修好了。")
OTHER = Article("b", "样报", datetime.date(2031, 5, 1), "别的事", "李明不在。")


def span(article: Article, text: str, sure: float) -> Answer:
    at = article.text.index(text)
    citation = Citation.at(article, 0, len(article.text), at, at + len(text))
    return Answer("span", "问", text, citations=(citation,), confidence=sure, timings={"read": sure})


def refused(best: Answer, sure: float) -> Answer:
    return Answer("none", "问", message="没有", candidate=best, confidence=sure, timings={"read": sure})


def test_chat_figures() -> None:
    asked = [
        QuestionRow("1", "span", "一", ("李明",), ("大桥抢修",), (("前", "后"),)),
        QuestionRow("2", "span", "二", ("李明",), ("大桥抢修",)),
        QuestionRow("3", "span", "三", ("李明",), ("大桥抢修",)),
        QuestionRow("4", "span", "四", ("桥修好了",), ("大桥抢修",)),
        QuestionRow("5", "none", "五", impossible=True),
        QuestionRow("6", "none", "六", impossible=True),
        QuestionRow("7", "social", "你好"),
    ]
    oracle = Oracle(
        [
            span(PAPER, "李明", 0.9),
            span(OTHER, "李明", 0.8),
            refused(span(PAPER, "李明", 0.4), 0.4),
            span(PAPER, "李明", 0.6),
            refused(span(OTHER, "不在", 0.3), 0.3),
            span(OTHER, "李明", 0.7),
            Answer("social", "你好", message="你好！"),
        ]
    )
    report = chat.measure(oracle, asked)
    assert oracle.asked[0] == ("一", (("前", "后"),))
    with_answer, without = report.figures["with_answer"], report.figures["without_answer"]
    assert with_answer["questions"] == 4
    assert with_answer["right"] == 0.5
    assert with_answer["right_and_cited"] == 0.25
    assert with_answer["refused"] == 0.25
    assert without["right"] == without["refused"] == 0.5
    assert report.figures["social"]["right"] == 1.0
    fates = ["right", "cited wrongly", "refused", "wrong words", "right", "not refused", "right"]
    assert [row["fate"] for row in report.rows] == fates
    silence = report.figures["silence"]
    # Right candidates: 0.9, 0.8, 0.4; the others 0.6, 0.3, 0.7. Seven of nine pairs are won.
    assert silence["auroc"] == pytest.approx(7 / 9)
    assert silence["precision"] == pytest.approx(2 / 4)
    assert silence["coverage"] == pytest.approx(4 / 6)
    assert silence["coverage_at_precision_0.9"] == pytest.approx(2 / 6)
    assert report.figures["seconds"]["read"]["p50"] == pytest.approx(0.6)
    table = chat.failures(report)
    assert [line[-1] for line in table.rows] == ["cited wrongly", "refused", "wrong words", "not refused"]
    assert table.rows[1][2] == "(李明)"


def test_a_report_is_shown_and_written(tmp_path: Path) -> None:
    from rich.console import Console

    table = Table("Title [b]", ("", "EM %"), [("全部", "12.5")], "a note")
    report = Report("reader", {"f1": 0.5, "auroc": None}, [{"id": "1"}], [table], {"threshold": 0.0})
    console = Console(width=80, record=True, file=(tmp_path / "out").open("w", encoding="utf-8"))
    show(report, console)
    console.file.close()
    shown = console.export_text()
    assert all(piece in shown for piece in ("Title [b]", "EM %", "全部", "12.5", "a note"))
    source = tmp_path / "rows.jsonl"
    source.write_bytes(b"abc")
    write_json(report, tmp_path / "deep" / "out.json", [source])
    written = json.loads((tmp_path / "deep" / "out.json").read_text(encoding="utf-8"))
    assert written["figures"] == {"f1": 0.5, "auroc": None}
    assert written["rows"] == [{"id": "1"}]
    assert written["sources"][0]["file"] == "rows.jsonl"
    assert written["sources"][0]["sha256"].startswith("ba7816bf")
    assert str(tmp_path) not in json.dumps(written)
    with pytest.raises(WenbaoError, match="--json"):
        write_json(report, source / "out.json", [source])
