"""Hard negatives: passages that our own hybrid search ranks high for a question and that lack its answer.

The texts go into an archive of their own under the working folder, each as an article, and every question
is searched there. What was found is kept as JSON beside the archive, so a second run reads it.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from index import Archive

_AT_ONCE = 256  # questions in one search


def search_negatives(
    questions: Sequence[tuple[str, int, str | None]],
    texts: Sequence[tuple[str, str]],
    work: Path,
    keep: int = 8,
) -> list[list[tuple[int, int]]]:
    """Find for each question the best passages without its answer.

    Args:
        questions: Question, number of its text, and its answer (None where the text has none).
        texts: Header and text.
        work: Where the archive and the result are kept.
        keep: Passages a question, best first.

    Returns:
        For each question pairs of a text's number and the passage's first character in it. A question whose
        answer is known may get another passage of its own text; one without only gets other texts.
    """
    digest = hashlib.sha256(json.dumps([list(questions), list(texts), keep]).encode()).hexdigest()[:16]
    kept = work / f"negatives-{digest}.json"
    if kept.exists():
        return [[(a, b) for a, b in row] for row in json.loads(kept.read_text(encoding="utf-8"))]
    rows = work / "negatives.jsonl"
    day = datetime.date(2000, 1, 1)
    with rows.open("w", encoding="utf-8") as out:
        for number, (header, text) in enumerate(texts):
            row = {"id": str(number), "date": day.isoformat(), "headline": header or "无题", "text": text}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    found: list[list[tuple[int, int]]] = []
    with Archive.open(work / "negatives") as archive:
        archive.add([rows])
        for at in range(0, len(questions), _AT_ONCE):
            some = questions[at : at + _AT_ONCE]
            answered = archive.search_many([question for question, _, _ in some], k=keep * 2)
            for (_, own, answer), hits in zip(some, answered, strict=True):
                good = []
                for hit in hits:
                    number = int(hit.article.id)
                    fits = number != own if answer is None else answer not in hit.passage.text
                    if fits:
                        good.append((number, hit.passage.start))
                found.append(good[:keep])
            print(f"negatives: {at + len(some)} of {len(questions)} questions", flush=True)
    kept.write_text(json.dumps(found), encoding="utf-8")
    return found
