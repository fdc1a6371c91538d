"""What the reader is shown: rows of questions become windows, with and without their answers."""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.encoding import SEP, Encoder, Window
from train.negatives import Mode, search_negatives

LOOSE = "cmrc"
"""Source of the rows whose answers are often whole clauses where a name or a figure was asked."""

SENTENCES = re.compile("为什么|为何|怎么|怎样|如何|原因|什么意思|什么样")
"""Questions that a clause answers."""


@dataclass(frozen=True, slots=True)
class Question:
    """A training row; ``start`` and ``end`` are characters of its text, -1 where it has no answer.

    ``loose`` tells that its answer may say more than was asked.
    """

    question: str
    text: int
    start: int
    end: int
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A context cut into tokens once."""

    raw: str
    header: str
    ids: list[int]
    offsets: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Example:
    """What the model sees, and the tokens it must point at (0, 0 for no answer)."""

    window: Window
    start: int
    end: int
    loose: bool = False


def all_there(program: str, paths: Sequence[Path]) -> bool:
    """Tell whether all files are there; ``program`` complains of those that are not."""
    missing = [str(path) for path in paths if not path.is_file()]
    if missing:
        name = program.removeprefix("python -m ")
        print(f"{name}: no such file: {', '.join(missing)}", file=sys.stderr)
    return not missing


def read_rows(paths: list[Path]) -> list[dict[str, Any]]:
    """Read SQuAD-like rows, gz or not, Traditional ones turned into Simplified."""
    import opencc

    simplify = opencc.OpenCC("t2s").convert
    rows = []
    for path in paths:
        with (
            gzip.open(path, "rt", encoding="utf-8")
            if path.suffix == ".gz"
            else path.open(encoding="utf-8") as lines
        ):
            for line in lines:
                row = json.loads(line)
                if row.get("lang") == "zh-Hant":
                    # Character by character, since phrases may change length and offsets must hold.
                    row["context"] = "".join(map(simplify, row["context"]))
                    row["question"] = simplify(row["question"])
                    row["title"] = simplify(row.get("title") or "")
                rows.append(row)
    return rows


def written_date(iso: str | None) -> str:
    """Write a date as the headers of `qa.contexts` do: 2025年8月4日."""
    return "{}年{}月{}日".format(*map(int, iso.split("-"))) if iso else ""


def prepare(rows: list[dict[str, Any]], encoder: Encoder) -> tuple[list[Question], list[Text]]:
    """Cut every text once and keep one answer a question (the first)."""
    texts: list[Text] = []
    known: dict[tuple[str, str], int] = {}
    questions = []
    for row in rows:
        header = " ".join(part for part in (row.get("title"), written_date(row.get("date"))) if part)
        key = (header, row["context"])
        if key not in known:
            known[key] = len(texts)
            texts.append(Text(row["context"], header, *encoder.tokens(row["context"])))
        if row.get("impossible") or not row["answers"]:
            questions.append(Question(row["question"], known[key], -1, -1))
        else:
            answer = row["answers"][0]
            start = answer["start"]
            end = start + len(answer["text"])
            loose = str(row.get("source", "")).startswith(LOOSE) and not SENTENCES.search(row["question"])
            questions.append(Question(row["question"], known[key], start, end, loose))
    return questions, texts


def hard_negatives(
    questions: list[Question], texts: list[Text], work: Path, mode: Mode = "hybrid"
) -> list[list[tuple[int, int]]]:
    """For each question the passages that our own search ranks high without its answer: text, character."""
    asked = [
        (q.question, q.text, texts[q.text].raw[q.start : q.end] if q.start >= 0 else None) for q in questions
    ]
    return search_negatives(asked, [(text.header, text.raw) for text in texts], work, mode=mode)


class Sampler:
    """Draws windows: one seed and one pass number give the same examples in the same order."""

    def __init__(
        self,
        questions: list[Question],
        texts: list[Text],
        encoder: Encoder,
        negatives: float,
        hard: list[list[tuple[int, int]]],
        room: tuple[int, int] = (160, 352),
    ) -> None:
        """Take prepared rows.

        Args:
            questions: What is asked.
            texts: What it is asked of.
            encoder: Cuts them into tokens.
            negatives: Share of the questions that also get a window without their answer.
            hard: From `hard_negatives`.
            room: Fewest and most tokens of text in a window.
        """
        self.questions = questions
        self.texts = texts
        self.encoder = encoder
        self.negatives = negatives
        self.hard = hard
        self.room = room
        self.heads = [encoder.head(question.question, "") for question in questions]

    def window(
        self, head: list[int], text: Text, at: int, end: int, dice: random.Random
    ) -> tuple[Window, int]:
        """Cut a window of random length around the tokens ``[at, end)``; return it and where it begins."""
        if text.header and dice.random() < 0.5:
            head = [*head, *self.encoder.tokens(text.header)[0][: self.encoder.header_limit], SEP]
        room = min(dice.randint(*self.room), self.encoder.max_length - len(head) - 1)
        room = max(room, end - at)
        low = max(0, end - room)
        high = min(at, max(0, len(text.ids) - room))
        begin = dice.randint(min(low, high), max(low, high))
        ids = text.ids[begin : begin + room]
        offsets = text.offsets[begin : begin + room]
        return Window(0, [*head, *ids, SEP], len(head), offsets), begin

    def positive(self, number: int, dice: random.Random) -> Example | None:
        """The window with the answer; None where the answer is longer than a window."""
        question = self.questions[number]
        text = self.texts[question.text]
        if question.start < 0:
            at = dice.randrange(max(1, len(text.ids)))
            return Example(self.window(self.heads[number], text, at, at + 1, dice)[0], 0, 0)
        covered = [i for i, (a, b) in enumerate(text.offsets) if a < question.end and b > question.start]
        if not covered or len(covered) > 200:
            return None
        at, end = covered[0], covered[-1] + 1
        window, begin = self.window(self.heads[number], text, at, end, dice)
        start = window.first + at - begin
        return Example(window, start, start + end - 1 - at, question.loose)

    def negative(self, number: int, dice: random.Random) -> Example | None:
        """A window that does not hold the answer."""
        question = self.questions[number]
        text = self.texts[question.text]
        if question.start >= 0 and len(text.ids) > 400 and dice.random() < 0.4:
            answer = text.raw[question.start : question.end]
            for _ in range(4):
                at = dice.randrange(len(text.ids))
                window, _begin = self.window(self.heads[number], text, at, at + 1, dice)
                if window.offsets and answer not in text.raw[window.offsets[0][0] : window.offsets[-1][1]]:
                    return Example(window, 0, 0)
        if not self.hard[number]:
            return None
        chosen, character = dice.choice(self.hard[number])
        other = self.texts[chosen]
        at = next((i for i, (_, end) in enumerate(other.offsets) if end > character), 0)
        window, _begin = self.window(self.heads[number], other, at, min(at + 120, len(other.ids)), dice)
        if chosen == question.text and window.offsets:
            shown = other.raw[window.offsets[0][0] : window.offsets[-1][1]]
            if other.raw[question.start : question.end] in shown:
                return None
        return Example(window, 0, 0)

    def batches(self, seed: int, epoch: int, size: int) -> list[list[Example]]:
        """All the batches of one pass; windows of like length stand together."""
        dice = random.Random(f"{seed}/{epoch}")
        examples = []
        for number, question in enumerate(self.questions):
            examples.append(self.positive(number, dice))
            if question.start >= 0 and dice.random() < self.negatives:
                examples.append(self.negative(number, dice))
        ready = [example for example in examples if example is not None]
        dice.shuffle(ready)
        batches = []
        for at in range(0, len(ready), size * 24):
            chunk = sorted(ready[at : at + size * 24], key=lambda example: len(example.window.ids))
            # What is left over at the very end is dropped, so that every step weighs its windows alike.
            batches += [chunk[i : i + size] for i in range(0, len(chunk) - size + 1, size)]
        dice.shuffle(batches)
        return batches
