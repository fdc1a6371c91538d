r"""Near misses out of questions that have an answer: a name, a year or an ordinal is exchanged.

    python -m train.exchanged --data cmrc2018_train.jsonl.gz drcd_test.jsonl.gz \
        train/data/newspaper_{a,b,c,d}.jsonl train/data/newspaper_{e,f}.jsonl.gz --out var/exchanged.jsonl

Who asks how many people Cyprus sends is not answered by how many Japan does. Of each question one part is
exchanged for its like: a person, place or house for another that the text names elsewhere than in the
sentence of the answer, or for one that it does not name; a year or an ordinal for one that text and header
lack. The reader is asked the new question, and where it still gives the old answer it has something to
learn: the row is kept, without an answer, its text cut to what stands around the old one. (Questions without
an answer beside their paragraph are Rajpurkar's, "Know what you don't know", 2018; people wrote those.)
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.sentences import split_sentences
from index.terms import tagged
from qa.citing import overlaps, sentence_around
from train.sampling import read_rows, written_date

NAMES = frozenset({"nr", "ns", "nt", "nz", "nrt", "nrfg"})
AROUND = 160  # characters of the text that are kept on either side of the old answer
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_ORDINAL = re.compile("第([一二三四五六七八九十])(?=[^一二三四五六七八九十百])")
_ASKED = re.compile("多少|什么|哪|谁|几|何|怎|吗")
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with a part exchanged, over its text, with the span that must not be its answer."""

    row: dict[str, Any]
    question: str
    how: str


def names(text: str) -> dict[str, str]:
    """The names in a text with what sort of name each is, as jieba's dictionary tells."""
    return {word: flag for word, flag in tagged(text) if flag in NAMES and len(word) > 1}


def exchanges(
    row: dict[str, Any], elsewhere: dict[str, Sequence[str]], dice: random.Random
) -> Iterator[Exchange]:
    """Exchange one part after another.

    Args:
        row: A question with an answer.
        elsewhere: Names of other texts, by sort.
        dice: Chooses among what would do.
    """
    text, question, answer = row["context"], row["question"], row["answers"][0]
    header = " ".join((str(row.get("title") or ""), written_date(row.get("date"))))
    held = names(text)
    sentence = text[slice(*sentence_around(text, *_span(row)))]
    for word, sort in names(question).items():
        if word not in text or _ASKED.search(word) or word in answer["text"]:
            continue
        here = [n for n, s in held.items() if s == sort and n not in sentence and not _akin(n, question)]
        there = [n for n in elsewhere.get(sort, ()) if n not in text and not _akin(n, question)]
        if here:
            yield Exchange(row, question.replace(word, dice.choice(here)), "name of the text")
        if there:
            yield Exchange(row, question.replace(word, dice.choice(there)), "name of another text")
    for match in _YEAR.finditer(question):
        year = int(match[1])
        free = [one for one in (year - 1, year - 2, year + 1) if str(one) not in text + header + question]
        if free:
            other = f"{question[: match.start(1)]}{dice.choice(free)}{question[match.end(1) :]}"
            yield Exchange(row, other, "year")
    for match in _ORDINAL.finditer(question):
        free = [n for n in "一二三四五六七八九十" if f"第{n}" not in text + question]
        if free and match[0] in text:
            other = f"{question[: match.start(1)]}{dice.choice(free)}{question[match.end(1) :]}"
            yield Exchange(row, other, "ordinal")


def _akin(name: str, question: str) -> bool:
    return any(char in question for char in name)


def _span(row: dict[str, Any]) -> tuple[int, int]:
    answer = row["answers"][0]
    return answer["start"], answer["start"] + len(answer["text"])


def cut(row: dict[str, Any]) -> tuple[str, int]:
    """The whole sentences of a text around its answer, and where they begin."""
    text, (start, end) = row["context"], _span(row)
    kept = [one for one in split_sentences(text) if overlaps(one, (start - AROUND, end + AROUND))]
    return text[kept[0][0] : kept[-1][1]], kept[0][0]


def fooled(found: Sequence[Exchange], reader: Any) -> Iterator[tuple[Exchange, str]]:
    """Those to which the reader gives the old answer, or a part of it, with the text that it read."""
    from qa.encoding import Context

    for at in range(0, len(found), _BATCH):
        part = found[at : at + _BATCH]
        texts = [cut(one.row) for one in part]
        asked = [(one.question, [Context("", text)]) for one, (text, _) in zip(part, texts, strict=True)]
        for one, (text, begin), found_here in zip(
            part, texts, reader.read_many(asked, top=1), strict=True
        ):
            for best in found_here:
                if best.score > 0 and overlaps(_span(one.row), (begin + best.start, begin + best.end)):
                    yield one, text


def main(arguments: list[str] | None = None) -> int:
    """Exchange, ask, keep."""
    from qa.reader import Reader

    parser = argparse.ArgumentParser(
        prog="python -m train.exchanged",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="SQuAD-like rows, gz or not")
    parser.add_argument("--reader", type=Path, help="folder of the reader that is asked (the one that ships)")
    parser.add_argument("--out", type=Path, required=True, help="where the rows go")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    rows = [row for row in read_rows(options.data) if row["answers"] and not row.get("impossible")]
    dice = random.Random(options.seed)
    elsewhere: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for word, sort in names(row["question"]).items():
            if not _ASKED.search(word):
                elsewhere[sort].append(word)
    few = {sort: tuple(dice.sample(words, min(400, len(words)))) for sort, words in elsewhere.items()}
    made: list[Exchange] = []
    for row in rows:
        by_how: dict[str, list[Exchange]] = defaultdict(list)
        for one in exchanges(row, few, dice):
            by_how[one.how].append(one)
        made += [dice.choice(ones) for ones in by_how.values()]
    reader = Reader.load(options.reader)
    kept: dict[str, int] = defaultdict(int)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    with options.out.open("w", encoding="utf-8") as out:
        for number, (one, text) in enumerate(fooled(made, reader)):
            kept[one.how] += 1
            fields = {name: one.row[name] for name in ("title", "date") if one.row.get(name)}
            row = {"id": f"x-{number}", **fields, "context": text, "question": one.question}
            row |= {"answers": [], "impossible": True, "source": "exchanged"}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{len(made)} questions asked; kept where the old answer came: {dict(kept)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
