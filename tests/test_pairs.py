"""The pair scorer: which spans it scores, by hand on tensors of a few numbers, and that it is kept."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from qa.encoding import Context
from qa.pairs import PairScorer, banded, span_scores
from qa.reader import Reader

MODEL = Path(__file__).parent.parent / "qa" / "model"


def test_the_diagonals_come_out_side_by_side_and_nothing_beyond() -> None:
    square = torch.tensor([[[11.0, 12, 13], [21, 22, 23], [31, 32, 33]]])
    assert banded(square, 2).tolist() == [[[11, 12], [22, 23], [33, 0]]]


def test_a_band_wider_than_the_text_is_filled_with_nothing() -> None:
    square = torch.tensor([[[1.0, 2], [3, 4]], [[5, 6], [7, 8]]])
    assert banded(square, 3).tolist() == [[[1, 2, 0], [4, 0, 0]], [[5, 6, 0], [8, 0, 0]]]


def test_a_span_scores_its_two_ends_and_what_fits_between_them() -> None:
    start, end = torch.tensor([[1.0, 2, 3]]), torch.tensor([[10.0, 20, 30]])
    pairs = torch.tensor([[[100.0, 200], [300, 400], [500, 600]]])
    # The last one reaches beyond the text: its end is 0 and it is for the reader to leave out.
    assert span_scores(start, end, pairs).tolist() == [[[111, 221], [322, 432], [533, 603]]]


def test_a_pair_is_the_product_of_its_two_tokens_and_its_length() -> None:
    scorer = PairScorer(2, 1, 2)
    with torch.no_grad():
        scorer.first.weight.copy_(torch.tensor([[1.0, 0.0]]))
        scorer.last.weight.copy_(torch.tensor([[0.0, 1.0]]))
        scorer.first.bias.zero_()
        scorer.last.bias.zero_()
        scorer.length.copy_(torch.tensor([0.5, -0.5]))
        scores = scorer(torch.tensor([[[2.0, 3.0], [5.0, 7.0]]]))
    assert scores.tolist() == [[[2 * 3 + 0.5, 2 * 7 - 0.5], [5 * 7 + 0.5, -0.5]]]


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    scorer = PairScorer(8, 4, 5)
    with torch.no_grad():
        scorer.length.copy_(torch.arange(5.0))
    scorer.save(tmp_path)
    loaded = PairScorer.load(tmp_path)
    states = torch.ones(1, 6, 8)
    with torch.no_grad():
        np.testing.assert_allclose(loaded(states).numpy(), scorer(states).numpy(), atol=1e-2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped reader's files by link, with a pair scorer that wants spans of exactly one token."""
    folder = tmp_path_factory.mktemp("reader")
    for file in MODEL.iterdir():
        if file.name != "pairs.safetensors":
            (folder / file.name).symlink_to(file)
    hidden = json.loads((MODEL / "config.json").read_text(encoding="utf-8"))["hidden_size"]
    scorer = PairScorer(hidden, 2, 3)
    with torch.no_grad():
        scorer.length.copy_(torch.tensor([1000.0, 0.0, 0.0]))
    scorer.save(folder)
    return folder


def test_a_reader_uses_the_scorer_of_its_folder(folder: Path) -> None:
    found = Reader.load(folder).read("谁夺得了冠军？", [Context("", "北川少年队队长陈一帆夺得冠军。")])
    assert {len(candidate.text) for candidate in found} == {1}
    assert found[0].score > 500


def test_a_broken_scorer_is_named(folder: Path, tmp_path: Path) -> None:
    from index.errors import ModelError

    for file in folder.iterdir():
        (tmp_path / file.name).symlink_to(file)
    (tmp_path / "pairs.safetensors").unlink()
    (tmp_path / "pairs.safetensors").write_bytes(b"no weights")
    with pytest.raises(ModelError, match="cannot be loaded"):
        Reader.load(tmp_path)
