"""Every setting of the archive and of search, written once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """How passages are cut, embedded, weighed and fused.

    Attributes:
        embedder: A sentence-transformers folder or hub name; None means the model that ships.
        passage_target: Characters that a passage is filled up to with whole sentences.
        passage_limit: A sentence longer than this is cut at a comma.
        candidates: How many passages dense and lexical search each bring to the fusion.
        dense_weight: Share of the dense score in the hybrid score, 0 to 1. Tuned with the fusion's form on
            CMRC 2018 trial (1,002 questions, 256 paragraphs, 843 passages): R@1 is 0.959 dense and 0.963
            lexical, but 0.988 fused with any weight from 0.4 to 0.5; BM25 / (BM25 + c) in place of the share
            of the attainable BM25 comes out the same within 0.002 for c from 5 to 40, weight 0.5 to 0.8.
            On CMRC 2018 dev, on which nothing was chosen (3,219 questions, 848 paragraphs, 2,745 passages):
            R@1 0.964 dense, 0.952 lexical, 0.984 hybrid; MRR 0.976, 0.968, 0.990.
        dense_floor: Cosine that counts as 0 (this family of models hardly goes below it).
        dense_ceiling: Cosine that counts as 1.
        title_weight: How much a term in headline, kicker or deck counts against one in the body.
        byline_weight: The same for names, column and page name.
        encode_batch: Passages that the model takes at a time.
        commit_passages: Passages after which a batch of whole articles is embedded and committed.
    """

    embedder: str | None = None
    passage_target: int = 200
    passage_limit: int = 400
    candidates: int = 100
    dense_weight: float = 0.5
    dense_floor: float = 0.7
    dense_ceiling: float = 1.0
    title_weight: float = 2.0
    byline_weight: float = 1.0
    encode_batch: int = 32
    commit_passages: int = 192
