"""Compares two embedders on the same questions, in one run.

    python -m train.compare index/model var/e5-full --data WENBAO_DATA/cmrc2018_dev.jsonl.gz

Every question looks for its own paragraph among all paragraphs of the file, by cosine alone.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

import numpy as np

from index.processor import has_bf16


def ranks(embedder: str, questions: list[str], paragraphs: list[str], truth: list[int]) -> np.ndarray:
    """Return the rank, from 1, of each question's own paragraph."""
    import torch
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(embedder)
    with torch.autocast("cpu", torch.bfloat16, enabled=has_bf16()):
        asked = model.encode(questions, prompt_name="query", batch_size=64, show_progress_bar=True)
        stored = model.encode(paragraphs, prompt_name="passage", batch_size=16, show_progress_bar=True)
    scores = np.asarray(asked, dtype=np.float32) @ np.asarray(stored, dtype=np.float32).T
    own = scores[np.arange(len(truth)), truth]
    return 1 + (scores > own[:, None]).sum(axis=1)


def main(arguments: list[str] | None = None) -> int:
    """Print R@1 and MRR of both, and the interval of their paired difference."""
    parser = argparse.ArgumentParser(prog="python -m train.compare", description=__doc__.split("\n")[0])
    parser.add_argument("embedders", nargs=2, help="two folders or names of sentence-transformers models")
    parser.add_argument("--data", type=Path, required=True, help="SQuAD-like rows, gz")
    options = parser.parse_args(arguments)
    with gzip.open(options.data, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    paragraphs = list(dict.fromkeys(row["context"] for row in rows))
    place = {text: number for number, text in enumerate(paragraphs)}
    truth = [place[row["context"]] for row in rows]
    found = [ranks(name, [row["question"] for row in rows], paragraphs, truth) for name in options.embedders]
    print(f"{len(rows)} questions, {len(paragraphs)} paragraphs")
    for name, rank in zip(options.embedders, found, strict=True):
        print(f"{name}: R@1 {np.mean(rank == 1):.4f}  MRR {np.mean(1 / rank):.4f}")
    dice = np.random.default_rng(1)
    picks = dice.integers(0, len(rows), (2000, len(rows)))
    for label, gain in (
        ("R@1", (found[0] == 1).astype(float) - (found[1] == 1)),
        ("MRR", 1 / found[0] - 1 / found[1]),
    ):
        low, high = np.percentile(gain[picks].mean(axis=1), [2.5, 97.5])
        print(f"{label} first minus second: {gain.mean():+.4f}  (95 % interval {low:+.4f} to {high:+.4f})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
