"""Loaders: what is measured comes in as rows, and what cannot be read is named by file and line."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from index.errors import SourceError

Row = dict[str, Any]
AnyRow = TypeVar("AnyRow")


@dataclass(frozen=True, slots=True)
class SpanRow:
    """A question over a given text. Without answers, the text does not say."""

    id: str
    context: str
    question: str
    answers: tuple[str, ...]
    title: str = ""
    header: str = ""
    """What the reader is shown over the text, as in the pipeline; nothing where a text stands alone."""

    @property
    def impossible(self) -> bool:
        """Whether the right answer is none."""
        return not self.answers


@dataclass(frozen=True, slots=True)
class QueryRow:
    """A question and the ids of the articles that answer it.

    Attributes:
        id: Unique in its file.
        question: As it is searched for.
        relevant: Ids of the articles.
        kind: What is asked for, where that is known; figures are then given by kind as well.
        any_of: One of the articles is enough: recall is 1 as soon as the first of them is found.
    """

    id: str
    question: str
    relevant: tuple[str, ...]
    kind: str = ""
    any_of: bool = False


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question to the whole archive.

    Attributes:
        id: Unique in its file.
        kind: What is asked for: "span", "passage", "list", "articles", "metadata", "social" or "none".
        question: As a reader types it.
        answers: Alternatives; for a list every item, its spellings joined by "|".
        articles: Pieces of kicker, headline or deck, or ids; a right citation names an article that has one.
        history: Pairs of question and answer that went before.
        impossible: The archive does not say, and silence is right.
    """

    id: str
    kind: str
    question: str
    answers: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    history: tuple[tuple[str, str], ...] = ()
    impossible: bool = False


def read_spans(path: str | Path, texts: str | Path | None = None) -> list[SpanRow]:
    """Read SQuAD-like rows, or a data set in SQuAD's, CMRC's or DRCD's original JSON; gz or not.

    Args:
        path: The rows.
        texts: Rows of ``id, text`` for rows that name an ``article`` in place of a context.

    Raises:
        SourceError: The file is missing, or a row has no context or no question, or answers of another form.
    """
    if Path(str(path).removesuffix(".gz")).suffix == ".json":
        from eval.formats import read_published

        return read_published(path)
    objects = list(read_objects(path))
    if texts is not None:
        wanted = {str(row["article"]) for _, row in objects if "article" in row}
        found = {
            str(row.get("id")): row.get("text")
            for _, row in read_objects(texts)
            if str(row.get("id")) in wanted
        }
        for line, row in objects:
            if "article" in row and "context" not in row:
                if str(row["article"]) not in found:
                    raise SourceError(str(path), line, f"{texts} holds no article {row['article']!r}")
                row["context"] = found[str(row["article"])]
    return _some([_span_row(path, line, row) for line, row in objects], path)


def read_queries(path: str | Path) -> list[QueryRow]:
    """Read rows of ``id, question, relevant`` (article ids).

    Raises:
        SourceError: The file is missing, or a row has no question or nothing relevant.
    """
    rows = []
    for line, row in read_objects(path):
        relevant = _texts(path, line, row, "relevant")
        if not relevant:
            raise SourceError(str(path), line, "the query has no `relevant`: give the ids of its articles")
        rows.append(QueryRow(_id(row, line), _text(path, line, row, "question"), relevant))
    return _some(rows, path)


def read_questions(path: str | Path) -> list[QuestionRow]:
    """Read rows of ``id, kind, question, answers, articles, history, impossible``; gz or not.

    A file named .csv is read as ``eval.formats.read_csv`` tells. Rows that name an ``article`` by its id are
    read as well, but it is ``over_texts`` that holds their citations to it.

    Raises:
        SourceError: The file is missing, or a row cannot be right or wrong: neither answers, nor articles to
            find, nor social, nor impossible.
    """
    if Path(path).suffix.lower() in (".csv", ".tsv"):
        from eval.formats import read_csv

        return read_csv(path)
    return _some([_question_row(path, line, row) for line, row in read_objects(path)], path)


def over_texts(path: str | Path, texts: str | Path, others: int) -> tuple[list[QuestionRow], list[Row]]:
    """Read questions that name the ``article`` they ask about, and the articles to ask them of.

    Args:
        path: Rows as ``read_questions`` reads them, each with the id of an article.
        texts: Rows of articles, gz or not.
        others: How many of these that no question asks about lie in the archive as well, at even steps.

    Returns:
        The questions, right where the named article is cited, and the articles in the order of ``texts``.

    Raises:
        SourceError: As ``read_questions``; or a row names no article, or one that ``texts`` does not hold.
    """
    objects = _some(list(read_objects(path)), path)
    rows = [_question_row(path, line, row) for line, row in objects]
    places = [(line, _text(path, line, row, "article")) for line, row in objects]
    asked = {article for _, article in places}
    articles = [row for _, row in read_objects(texts)]
    homes = asked & {str(row.get("id")) for row in articles}
    for line, article in places:
        if article not in homes:
            raise SourceError(str(path), line, f"{texts} holds no article {article!r}")
    rest = [number for number, row in enumerate(articles) if str(row.get("id")) not in asked]
    chosen = {rest[at * len(rest) // others] for at in range(others)} if others < len(rest) else set(rest)
    kept = [row for number, row in enumerate(articles) if number in chosen or str(row.get("id")) in asked]
    return [replace(row, articles=(home,)) for row, (_, home) in zip(rows, places, strict=True)], kept


def read_objects(path: str | Path) -> Iterator[tuple[int, Row]]:
    """Yield each JSON line of a file with its number, counted from 1; blank lines are passed over.

    Raises:
        SourceError: There is no such file, it is not UTF-8, or a line is not a JSON object.
    """
    number = None
    try:
        with open_text(path) as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    row = json.loads(line)
                    if not isinstance(row, dict):
                        raise SourceError(str(path), number, "a row must be a JSON object")
                    yield number, row
    except json.JSONDecodeError as error:
        raise SourceError(
            str(path), number, f"not JSON ({error.msg}); one JSON object a line is read"
        ) from error
    except FileNotFoundError as error:
        raise SourceError(str(path), None, "there is no such file") from error
    except UnicodeDecodeError as error:
        message = "not UTF-8 text; save the file as UTF-8 (gz or not)"
        raise SourceError(str(path), _undecodable(path), message) from error
    except (OSError, EOFError) as error:
        raise SourceError(str(path), None, f"cannot be read, gz or not ({error})") from error


def _undecodable(path: str | Path) -> int | None:
    """The first line that is not UTF-8: decoding goes on ahead of the lines, so its error does not tell."""
    with open_text(path) as text:
        for number, line in enumerate(text.buffer, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return number
    return None


def open_text(path: str | Path) -> Any:  # noqa: ANN401  (either of two kinds of text file)
    """Open a file for reading as UTF-8; what starts with gzip's magic number is unpacked on the way."""
    with open(path, "rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rt", encoding="utf-8-sig") if packed else open(path, encoding="utf-8-sig")


def _span_row(path: str | Path, line: int | None, row: Row) -> SpanRow:
    """Check one flat row."""
    given = row.get("answers") or []
    if not isinstance(given, list):
        raise SourceError(str(path), line, "`answers` must be a list")
    answers = [str((answer.get("text") if isinstance(answer, dict) else answer) or "") for answer in given]
    if not all(answers):
        raise SourceError(str(path), line, "each of `answers` must be a text, or an object with `text`")
    impossible = row.get("impossible", row.get("is_impossible", not answers))
    if not impossible and not answers:
        raise SourceError(str(path), line, "the question has no answer and is not `impossible`")
    return SpanRow(
        id=_id(row, line),
        context=_text(path, line, row, "context"),
        question=_text(path, line, row, "question"),
        answers=() if impossible else tuple(dict.fromkeys(answers)),
        title=str(row.get("title") or ""),
    )


def _question_row(path: str | Path, line: int, row: Row) -> QuestionRow:
    """Check one question to the whole archive."""
    impossible = bool(row.get("impossible", row.get("kind") == "none"))
    question = QuestionRow(
        id=_id(row, line),
        kind=str(row.get("kind") or ("none" if impossible else "span")),
        question=_text(path, line, row, "question"),
        answers=() if impossible else _texts(path, line, row, "answers"),
        articles=_texts(path, line, row, "articles"),
        history=_history(path, line, row),
        impossible=impossible,
    )
    if not (question.answers or question.articles or impossible or question.kind == "social"):
        message = "nothing tells when this is right: give `answers` or `articles`, or set `impossible`"
        raise SourceError(str(path), line, message)
    return question


def _history(path: str | Path, line: int, row: Row) -> tuple[tuple[str, str], ...]:
    """Read the pairs that went before."""
    pairs = row.get("history") or []
    if not isinstance(pairs, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):
        raise SourceError(str(path), line, "`history` must be a list of pairs [question, answer]")
    return tuple((str(question), str(answer)) for question, answer in pairs)


def _id(row: Row, line: int | None) -> str:
    """The row's own id, else its line."""
    return str(row["id"]) if row.get("id") not in (None, "") else f"line {line}"


def _text(path: str | Path, line: int | None, row: Row, name: str) -> str:
    """A field that must be there and hold text."""
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        hint = (
            "; give --texts for rows that name an article" if name == "context" and "article" in row else ""
        )
        raise SourceError(str(path), line, f"the row has no `{name}`{hint}")
    return value


def _texts(path: str | Path, line: int | None, row: Row, name: str) -> tuple[str, ...]:
    """A field that may be missing, a text, or a list of texts."""
    value = row.get(name) or []
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str | int) for item in values):
        raise SourceError(str(path), line, f"`{name}` must be a list of texts")
    return tuple(str(item) for item in values)


def _some(rows: list[AnyRow], path: str | Path) -> list[AnyRow]:
    """Refuse a file without a row, on which every mean would be void."""
    if not rows:
        raise SourceError(str(path), None, "the file holds no rows")
    return rows
