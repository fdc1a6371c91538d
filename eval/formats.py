"""Loaders for what others publish: SQuAD, CMRC 2018 and DRCD as one JSON file, BEIR folders, CSV.

Each gives the rows of ``eval.rows``, and names file, line and place of what it cannot read.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from eval.rows import QueryRow, QuestionRow, Row, SpanRow, open_text, read_objects
from index.errors import SourceError

QUESTION_HEADS = ("question", "问题", "提问")
ANSWER_HEADS = ("answer", "answers", "答案", "回答")
ARTICLE_HEADS = ("article", "articles", "headline", "报道", "标题", "文章")
KIND_HEADS = ("kind", "类型")
ID_HEADS = ("id", "编号", "序号")

Step = str | int


class _Unread(Exception):
    """Something in a JSON file that is not as it should be: where, and what."""

    def __init__(self, path: tuple[Step, ...], message: str) -> None:
        super().__init__(message)
        self.path = path
        self.message = message


def read_published(path: str | Path) -> list[SpanRow]:
    """Read a data set as it is published, one JSON document; gz or not.

    Two forms are known. SQuAD's, which DRCD and later CMRC files share: ``data``, a list of ``title`` and
    ``paragraphs`` with ``context`` and ``qas`` of ``id, question, answers[{text}]`` and perhaps
    ``is_impossible``. CMRC 2018's first: a list of ``title, context_id, context_text`` with ``qas`` of
    ``query_id, query_text, answers[text]``.

    Raises:
        SourceError: It cannot be read; the message names the line and the place in the document.
    """
    text = _whole(path)
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"not JSON ({error.msg}); for one object a line name the file .jsonl"
        raise SourceError(str(path), error.lineno, message) from error
    try:
        rows = list(_cmrc(whole) if isinstance(whole, list) else _squad(whole))
    except _Unread as error:
        place = _place(error.path)
        raise SourceError(str(path), _line_of(text, error.path), f"{place}: {error.message}") from error
    if not rows:
        raise SourceError(str(path), None, "the file holds no questions")
    return rows


class Beir(NamedTuple):
    """A retrieval data set: articles as rows for the archive, queries, and the files they came from."""

    articles: list[Row]
    queries: list[QueryRow]
    files: tuple[Path, ...]


def read_beir(folder: str | Path, split: str | None = None, date: str = "2000-01-01") -> Beir:
    """Read a folder in BEIR's form: ``corpus.jsonl``, ``queries.jsonl``, ``qrels/SPLIT.tsv``.

    Args:
        folder: Where these lie; the JSON lines may be gz.
        split: Which judgements; None takes test, else dev, else train.
        date: Of every article, since the texts bear none.

    Returns:
        Every text of the corpus, and the queries that the split judges, with the ids whose score is above 0.

    Raises:
        SourceError: A file is missing or a line of it cannot be read.
    """
    folder = Path(folder)
    corpus, asked, judged = _member(folder, "corpus"), _member(folder, "queries"), _qrels(folder, split)
    articles: list[Row] = []
    for line, row in read_objects(corpus):
        name, text = _beir_id(corpus, line, row), _field(corpus, line, row, "text", empty=True)
        headline = _field(corpus, line, row, "title", empty=True)
        articles.append({"id": name, "date": date, "headline": headline, "text": text or headline})
    known = {str(article["id"]) for article in articles}
    questions = {
        _beir_id(asked, line, row): _field(asked, line, row, "text") for line, row in read_objects(asked)
    }
    relevant: dict[str, list[str]] = {}
    for line, query, article, score in _judgements(judged):
        if query not in questions:
            raise SourceError(str(judged), line, f"{asked.name} holds no query {query!r}")
        if article not in known and score > 0:
            raise SourceError(str(judged), line, f"{corpus.name} holds no text {article!r}")
        if score > 0:
            relevant.setdefault(query, []).append(article)
    queries = [QueryRow(name, questions[name], tuple(ids)) for name, ids in relevant.items()]
    if not queries:
        raise SourceError(str(judged), None, "no judgement above 0: nothing can be found")
    return Beir(articles, queries, (corpus, asked, judged))


def read_csv(path: str | Path) -> list[QuestionRow]:
    """Read a newsroom's own test: a table with a column for the question and one for the answer.

    The first line names the columns: question and answer, perhaps article (a piece of the headline), kind and
    id, in English or Chinese (问题, 答案, 报道, 类型, 编号). Several right answers are joined by ``|``; for a
    list (kind ``list``) the items are joined by 、 or ; and their spellings by ``|``. A question without an
    answer and without an article is one that the paper does not answer. UTF-8, or GB 18030 as Excel has it.

    Raises:
        SourceError: The file is missing or empty, a column is missing, or a line has no question.
    """
    text = _decoded(path)
    lines = csv.reader(StringIO(text, newline=""), dialect=_dialect(text), strict=True)
    rows: list[QuestionRow] = []
    try:
        heads = [head.strip().lower() for head in next(lines, [])]
        column = {
            name: next((heads.index(head) for head in known if head in heads), None)
            for name, known in _HEADS.items()
        }
        if column["question"] is None or column["answer"] is None:
            message = "the first line must name the columns: question,answer (or 问题,答案) and more"
            raise SourceError(str(path), 1, message)
        for cells in lines:
            if any(cell.strip() for cell in cells):
                rows.append(_csv_row(path, lines.line_num, cells, column))
    except csv.Error as error:
        raise SourceError(str(path), lines.line_num, f"not CSV ({error})") from error
    if not rows:
        raise SourceError(str(path), None, "the file holds no rows")
    return rows


_HEADS: Mapping[str, Sequence[str]] = {
    "question": QUESTION_HEADS,
    "answer": ANSWER_HEADS,
    "article": ARTICLE_HEADS,
    "kind": KIND_HEADS,
    "id": ID_HEADS,
}


def _csv_row(
    path: str | Path, line: int, cells: Sequence[str], column: Mapping[str, int | None]
) -> QuestionRow:
    def cell(name: str) -> str:
        at = column[name]
        return cells[at].strip() if at is not None and at < len(cells) else ""

    if not cell("question"):
        raise SourceError(str(path), line, "the line has no question")
    answer, articles = cell("answer"), tuple(part.strip() for part in cell("article").split("|"))
    articles = tuple(part for part in articles if part)
    kind = cell("kind") or ("span" if answer else "articles" if articles else "none")
    parts = answer.replace("；", "、").replace(";", "、").split("、") if kind == "list" else answer.split("|")
    answers = tuple(part.strip() for part in parts if part.strip())
    impossible = kind == "none" or not (answers or articles or kind == "social")
    return QuestionRow(
        id=cell("id") or f"line {line}",
        kind="none" if impossible else kind,
        question=cell("question"),
        answers=() if impossible else answers,
        articles=articles,
        impossible=impossible,
    )


def _dialect(text: str) -> type[csv.Dialect]:
    """Comma, semicolon or tab, whichever the first line has most of."""

    class Found(csv.excel):
        delimiter = max(",;\t，", key=text.partition("\n")[0].count)

    return Found


def _decoded(path: str | Path) -> str:
    try:
        content = Path(path).read_bytes()
    except FileNotFoundError as error:
        raise SourceError(str(path), None, "there is no such file") from error
    except OSError as error:
        raise SourceError(str(path), None, f"cannot be read ({error.strerror})") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SourceError(str(path), None, "neither UTF-8 nor GB 18030; save it as CSV UTF-8")


def _whole(path: str | Path) -> str:
    try:
        with open_text(path) as file:
            return str(file.read())
    except FileNotFoundError as error:
        raise SourceError(str(path), None, "there is no such file") from error
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise SourceError(str(path), None, f"cannot be read as UTF-8 text, gz or not ({error})") from error


def _squad(whole: object) -> Iterator[SpanRow]:
    number = 0
    for at, entry in _list(whole, (), "data"):
        title = entry.get("title")
        for under, paragraph in _list(entry, at, "paragraphs"):
            context = _words(paragraph, under, "context")
            for place, asked in _list(paragraph, under, "qas"):
                number += 1
                yield _span(asked, place, context, str(title or ""), "question", "id", number)


def _cmrc(whole: Sequence[object]) -> Iterator[SpanRow]:
    number = 0
    for at, entry in _each(whole, ()):
        context = _words(entry, at, "context_text")
        for place, asked in _list(entry, at, "qas"):
            number += 1
            title = str(entry.get("title") or "")
            yield _span(asked, place, context, title, "query_text", "query_id", number)


def _span(
    asked: Row, place: tuple[Step, ...], context: str, title: str, question: str, id_name: str, number: int
) -> SpanRow:
    given = asked.get("answers")
    impossible = bool(asked.get("is_impossible", asked.get("impossible", False)))
    if not isinstance(given, list):
        raise _Unread(place, "`answers` must be a list")
    answers = [one.get("text") if isinstance(one, dict) else one for one in given]
    if not all(isinstance(one, str) and one for one in answers):
        raise _Unread(place, "each of `answers` must be a text, or an object with `text`")
    if not answers and "is_impossible" not in asked and "impossible" not in asked:
        raise _Unread(place, "the question has no answer and is not `is_impossible`")
    return SpanRow(
        id=str(asked.get(id_name) or f"question {number}"),
        context=context,
        question=_words(asked, place, question),
        answers=() if impossible else tuple(dict.fromkeys(map(str, answers))),
        title=title,
    )


def _list(owner: object, path: tuple[Step, ...], name: str) -> Iterator[tuple[tuple[Step, ...], Row]]:
    if not isinstance(owner, dict) or not isinstance(owner.get(name), list):
        known = "SQuAD's and DRCD's form is data, paragraphs, qas; CMRC's a list of context_text and qas"
        raise _Unread(path, f"`{name}` must be a list here ({known})")
    yield from _each(owner[name], (*path, name))


def _each(items: Sequence[object], path: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], Row]]:
    for number, item in enumerate(items):
        if not isinstance(item, dict):
            raise _Unread((*path, number), "an object is expected here")
        yield (*path, number), item


def _words(row: Row, path: tuple[Step, ...], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _Unread(path, f"`{name}` is missing or no text")
    return value


def _place(path: tuple[Step, ...]) -> str:
    """A place in a document as one writes it: ``data[3].paragraphs[0]``."""
    written = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return written.lstrip(".") or "the document"


def _line_of(text: str, path: tuple[Step, ...]) -> int:
    """The line on which a value of a JSON document begins.

    The fast parser keeps no places, so the document is walked once more, only as far as that value.
    """
    decoder = json.JSONDecoder()

    def skip(at: int, marks: str = " \t\r\n") -> int:
        while text[at] in marks:
            at += 1
        return at

    at = skip(0)
    for step in path:
        at = skip(at + 1)  # past the bracket
        number = 0
        while True:
            if isinstance(step, str):
                key, at = decoder.raw_decode(text, at)
                at = skip(at, " \t\r\n:")
                if key == step:
                    break
            elif number == step:
                break
            _, at = decoder.raw_decode(text, at)
            at = skip(at, " \t\r\n,")
            number += 1
    return text.count("\n", 0, at) + 1


def _member(folder: Path, name: str) -> Path:
    for suffix in (".jsonl", ".jsonl.gz"):
        if (folder / f"{name}{suffix}").is_file():
            return folder / f"{name}{suffix}"
    message = "no such file; a BEIR folder holds corpus.jsonl, queries.jsonl and qrels/test.tsv"
    raise SourceError(str(folder / f"{name}.jsonl"), None, message)


def _qrels(folder: Path, split: str | None) -> Path:
    names = [split] if split else ["test", "dev", "train"]
    for name in names:
        if (folder / "qrels" / f"{name}.tsv").is_file():
            return folder / "qrels" / f"{name}.tsv"
    message = "no such file; a BEIR folder holds its judgements there (choose others with --split)"
    raise SourceError(str(folder / "qrels" / f"{names[0]}.tsv"), None, message)


def _judgements(path: Path) -> Iterator[tuple[int, str, str, int]]:
    for number, line in enumerate(_decoded(path).splitlines(), start=1):
        cells = line.split("\t")
        if not line.strip() or (number == 1 and cells[-1].strip() == "score"):
            continue
        # TREC's own form has a column more, and blanks between.
        cells = line.split() if len(cells) == 1 else cells
        cells = [cells[0], *cells[2:]] if len(cells) == 4 else cells
        if len(cells) != 3 or not cells[2].strip().lstrip("-").isdigit():
            raise SourceError(str(path), number, "a line must be query id, text id and score, tabs between")
        yield number, cells[0].strip(), cells[1].strip(), int(cells[2])


def _beir_id(path: Path, line: int, row: Row) -> str:
    if row.get("_id") in (None, ""):
        raise SourceError(str(path), line, "the row has no `_id`")
    return str(row["_id"])


def _field(path: Path, line: int, row: Row, name: str, *, empty: bool = False) -> str:
    value: Any = row.get(name, "" if empty else None)
    if not isinstance(value, str) or not (empty or value.strip()):
        raise SourceError(str(path), line, f"`{name}` is missing or no text")
    return value
