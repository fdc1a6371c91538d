"""Makes questions of texts without anybody's help, for a reader to begin on.

    python -m train.spans --data WENBAO_DATA/cmrc2018_train.jsonl.gz --out var/spans.jsonl

Recurring span selection (Ram et al., "Few-shot question answering by pretraining span selection", 2021): a
name, figure or noun that stands in two sentences of a text is taken out of one of them. That sentence,
with 谁, 哪里, 多少 or 什么 in its place, is the question (Chinese asks in the place of the answer, so little
more is needed); the text without the sentence is what is read, and the other occurrence the answer. Rows
are SQuAD-like, so `train.reader` takes them as it takes others.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from train.sampling import all_there, read_rows

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；\n]*")
_ASKS = {"nr": "谁", "ns": "哪里", "t": "什么时候", "m": "多少"}
_NOUN = re.compile("n|vn|eng|l$|j$")
_SHORTEST, _LONGEST = 10, 70  # characters of a question
_LONGEST_SPAN = 16
_FEWEST_SHARED = 2  # terms that the question has in common with the answer's sentence

Word = tuple[str, str]
"""A word and its part of speech."""


def words_of(text: str) -> list[Word]:
    """Cut a text into words with their parts of speech."""
    import jieba.posseg

    return [(pair.word, pair.flag) for pair in jieba.posseg.cut(text)]


def phrases(words: list[Word]) -> Iterator[tuple[str, str]]:
    """Give each run of nouns, each figure with its unit and each noun alone, with what asks for it."""
    for number, (word, flag) in enumerate(words):
        if flag == "m":
            unit = words[number + 1] if number + 1 < len(words) else ("", "")
            yield (word + unit[0], _ASKS["m"]) if unit[1] in ("q", "n") else (word, _ASKS["m"])
        elif flag in _ASKS:
            yield word, _ASKS[flag]
        elif _NOUN.match(flag):
            yield word, "什么"
            run = word
            for following, other in words[number + 1 :]:
                if not _NOUN.match(other):
                    break
                run += following
                yield run, _ASKS["nr"] if other == "nr" else "什么"


def questions(text: str, dice: random.Random, most: int) -> list[dict[str, Any]]:
    """Make up to ``most`` questions of a text, each with a text to read and the place of its answer there.

    The longest phrases come first: these say most. Of one sentence one question is made, and of two phrases
    that hold one another only the longer asks.
    """
    sentences = [found.group() for found in _SENTENCE.finditer(text)]
    cut = [words_of(sentence) for sentence in sentences]
    terms = [{word for word, flag in words if len(word) > 1 and flag[0] in "nvtm"} for words in cut]
    found = []
    for number, words in enumerate(cut):
        asked = sentences[number].strip("。！？；\n ")
        if not _SHORTEST <= len(asked) <= _LONGEST:
            continue
        rest = text.replace(sentences[number], "", 1)
        recurring = {
            phrase: asks
            for phrase, asks in phrases(words)
            if 2 <= len(phrase) <= _LONGEST_SPAN and asked.count(phrase) == 1 and phrase in rest
        }
        for phrase, asks in recurring.items():
            if any(phrase in other and phrase != other for other in recurring):
                continue
            others = [
                (sum(term not in phrase for term in terms[other] & terms[number]), other)
                for other in range(len(sentences))
                if other != number and phrase in sentences[other]
            ]
            if not others or max(others)[0] < _FEWEST_SHARED:
                continue
            best = max(others)[1]
            before = sum(len(sentences[other]) for other in range(best) if other != number)
            start = rest.find(phrase, before)
            found.append((len(phrase), number, phrase, asked.replace(phrase, asks), rest, start))
    dice.shuffle(found)
    found.sort(key=lambda one: -one[0])
    made: list[dict[str, Any]] = []
    used: set[int] = set()
    for _, number, phrase, asked, rest, start in found:
        if number in used or any(phrase in row["answers"][0]["text"] for row in made):
            continue
        used.add(number)
        made.append({"context": rest, "question": asked, "answers": [{"text": phrase, "start": start}]})
        if len(made) == most:
            break
    return made


def main(arguments: list[str] | None = None) -> int:
    """Read the texts of question rows, write rows of recurring spans."""
    parser = argparse.ArgumentParser(
        prog="python -m train.spans",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="rows whose texts are taken")
    parser.add_argument("--most", type=int, default=4, help="questions a text")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    if not all_there(parser.prog, options.data):
        return 1
    texts = {row["context"]: row for row in read_rows(options.data)}
    dice = random.Random(options.seed)
    count = 0
    options.out.parent.mkdir(parents=True, exist_ok=True)
    with options.out.open("w", encoding="utf-8") as out:
        for text, row in texts.items():
            for made in questions(text, dice, options.most):
                made |= {"id": f"span-{count}", "source": "recurring", "title": row.get("title") or ""}
                out.write(json.dumps(made | {"impossible": False}, ensure_ascii=False) + "\n")
                count += 1
    print(f"{options.out}: {count} questions over {len(texts)} texts")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
