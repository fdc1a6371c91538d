"""Hard negatives: passages that our own search ranks high for a question and that lack its answer.

The texts go into an archive of their own under the working folder, each as an article, and every question
is searched there. What was found is kept as JSON beside the archive, so that a later run searches only for
questions that are new. Hybrid search embeds every text and every question, which takes two idle cores a
quarter of an hour for those that the reader is trained on; lexical search takes some minutes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index import Archive

_AT_ONCE = 256  # questions in one search

Asked = tuple[str, int, str | None]
"""A question, the number of its text, and its answer (None where the text has none)."""


class Unembedded:
    """Stands where an archive wants an embedder, for one that is only searched by its terms."""

    fingerprint = name = "none"

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The same vector for all."""
        return np.ones((len(texts), 1), dtype=np.float32)

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """The same vector for all."""
        return self.encode_queries(texts)


Mode = Literal["hybrid", "lexical"]


def search_negatives(
    questions: Sequence[Asked],
    texts: Sequence[tuple[str, str]],
    work: Path,
    keep: int = 8,
    mode: Mode = "hybrid",
) -> list[list[tuple[int, int]]]:
    """Find for each question the best passages without its answer.

    Args:
        questions: What is asked.
        texts: Header and text.
        work: Where the archive and the result are kept.
        keep: Passages a question, best first.
        mode: How they are searched.

    Returns:
        For each question pairs of a text's number and the passage's first character in it. A question whose
        answer is known may get another passage of its own text; one without only gets other texts.
    """
    marks = [_digest(header, text) for header, text in texts]
    numbers = {mark: number for number, mark in enumerate(marks)}
    keys = [_digest(question, marks[own], answer or "") for question, own, answer in questions]
    file = work / "negatives.json"
    known: dict[str, list[tuple[str, int]]] = (
        json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    )
    new = {key: asked for asked, key in zip(questions, keys, strict=True) if key not in known}
    if new:
        for key, found in zip(new, _search(list(new.values()), texts, work, keep, mode), strict=True):
            known[key] = [(marks[number], character) for number, character in found]
        file.write_text(json.dumps(known), encoding="utf-8")
    return [[(numbers[mark], at) for mark, at in known[key] if mark in numbers] for key in keys]


def _search(
    questions: Sequence[Asked], texts: Sequence[tuple[str, str]], work: Path, keep: int, mode: Mode
) -> list[list[tuple[int, int]]]:
    rows = work / "negatives.jsonl"
    with rows.open("w", encoding="utf-8") as out:
        for number, (header, text) in enumerate(texts):
            row = {"id": str(number), "date": "2000-01-01", "headline": header or "无题", "text": text}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    found: list[list[tuple[int, int]]] = []
    embedder = Unembedded() if mode == "lexical" else None
    with Archive.open(work / f"negatives-{mode}", embedder=embedder) as archive:
        archive.add([rows])
        for at in range(0, len(questions), _AT_ONCE):
            some = questions[at : at + _AT_ONCE]
            hits = archive.search_many([question for question, _, _ in some], k=keep * 2, mode=mode)
            for (_, own, answer), best in zip(some, hits, strict=True):
                places = [(int(hit.article.id), hit.passage.start, hit.passage.text) for hit in best]
                good = [
                    (number, start)
                    for number, start, passage in places
                    if (number != own if answer is None else answer not in passage)
                ]
                found.append(good[:keep])
            print(f"negatives: {at + len(some)} of {len(questions)} questions", flush=True)
    return found


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]
