"""Runs in the peers' environment: answers questions in another way, one line of JSON an answer.

    python peers_run.py SYSTEM JOB.json

It imports nothing of ours. The job holds ``articles`` (id, title, text), ``questions`` and the folders of
``reader`` and ``embedder``. A line: the text of the answer ("" for none), the article's id, where the answer
stands in the article's text (null where it does not), the score, and the seconds that it took,
on the clock and of the processor.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

Found = dict[str, Any]
Asks = Callable[[str], Found]

NOTHING: Found = {"text": "", "article": None, "start": None, "end": None, "score": 0.0}
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*[”’」』）)]*")


def haystack(job: dict[str, Any]) -> Asks:
    """Haystack's extractive pipeline as its documentation builds it, over our reader's weights."""
    from haystack import Document, Pipeline
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore
    from haystack_integrations.components.readers.transformers import TransformersExtractiveReader

    store = InMemoryDocumentStore()
    titles = {article["id"]: f"{article['title']}\n" for article in job["articles"]}
    store.write_documents(
        [
            Document(content=titles[article["id"]] + article["text"], meta={"article": article["id"]})
            for article in job["articles"]
        ]
    )
    pipeline = Pipeline()
    pipeline.add_component("retriever", InMemoryBM25Retriever(document_store=store))
    pipeline.add_component("reader", TransformersExtractiveReader(model=job["reader"]))
    pipeline.connect("retriever.documents", "reader.documents")

    def ask(question: str) -> Found:
        ran = pipeline.run({"retriever": {"query": question}, "reader": {"query": question}})
        answers = sorted(ran["reader"]["answers"], key=lambda answer: -(answer.score or 0.0))
        if not answers or answers[0].data is None or answers[0].document is None:
            return NOTHING | {"score": float(answers[0].score) if answers else 0.0}
        best = answers[0]
        article = best.document.meta["article"]
        found = {
            "text": best.data,
            "article": article,
            "start": None,
            "end": None,
            "score": float(best.score),
        }
        if best.document_offset is not None:
            start = best.document_offset.start - len(titles[article])
            if start >= 0:
                found |= {"start": start, "end": start + len(best.data)}
        return found

    return ask


def nearest(job: dict[str, Any]) -> Asks:
    """The sentence whose vector is nearest to the question's: sentence-transformers and FAISS."""
    import faiss
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(job["embedder"], device="cpu", local_files_only=True)
    parts = list(sentences(job))
    # The prefixes that this family of models was trained with; whoever reads its card sets them.
    vectors = model.encode(
        [f"passage: {part['text']}" for part in parts], normalize_embeddings=True, show_progress_bar=False
    )
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)

    def ask(question: str) -> Found:
        vector = model.encode([f"query: {question}"], normalize_embeddings=True, show_progress_bar=False)
        scores, numbers = index.search(vector, 1)
        return parts[int(numbers[0][0])] | {"score": float(scores[0][0])}

    return ask


def bm25(job: dict[str, Any]) -> Asks:
    """The sentence with the best BM25 over jieba's words."""
    import bm25s
    import jieba

    jieba.initialize()
    parts = list(sentences(job))
    index = bm25s.BM25()
    index.index([jieba.lcut_for_search(part["text"]) for part in parts], show_progress=False)

    def ask(question: str) -> Found:
        numbers, scores = index.retrieve([jieba.lcut_for_search(question)], k=1, show_progress=False)
        return parts[int(numbers[0][0])] | {"score": float(scores[0][0])}

    return ask


def sentences(job: dict[str, Any]) -> Iterator[Found]:
    """Every sentence of every article, with its place."""
    for article in job["articles"]:
        for found in _SENTENCE.finditer(article["text"]):
            text = found[0]
            if text.strip():
                yield {"text": text, "article": article["id"], "start": found.start(), "end": found.end()}


SYSTEMS: dict[str, Callable[[dict[str, Any]], Asks]] = {
    "haystack": haystack,
    "nearest": nearest,
    "bm25": bm25,
}


def main() -> int:
    """Answer every question of the job."""
    system, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        job = json.load(file)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    ask = SYSTEMS[system](job)
    ask(job["questions"][0])  # models load at the first question
    for question in job["questions"]:
        started, worked = time.perf_counter(), time.process_time()
        found = ask(question)
        line = found | {
            "seconds": time.perf_counter() - started,
            "processor": time.process_time() - worked,
        }
        print(json.dumps(line, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
