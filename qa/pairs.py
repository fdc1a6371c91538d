"""What the two ends of a span say together.

Start and end logits are given to each token apart, so where a reader hesitates between a short and a long
answer the best start of the one may meet the best end of the other. The pair scorer adds to their sum what
fits between the two ends (a bilinear form of the two tokens, as in biaffine span scorers: Dozat and Manning,
2017; Yu, Bohnet and Poesio, 2020) and how usual that length is, learned with the reader over all spans.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import torch

if TYPE_CHECKING:
    from transformers import PreTrainedModel

FILE = "pairs.safetensors"
SIZE = 96
LONGEST = 80
"""Tokens of the longest span that is scored."""


class PairScorer(torch.nn.Module):
    """Scores pairs of a first and a last token; new ones say nothing until they are trained."""

    def __init__(self, hidden: int, size: int = SIZE, longest: int = LONGEST) -> None:
        """Take the sizes.

        Args:
            hidden: Dimensions of the encoder's last layer.
            size: Dimensions in which the two ends are compared.
            longest: Tokens of the longest span.
        """
        super().__init__()
        self.first = torch.nn.Linear(hidden, size)
        self.last = torch.nn.Linear(hidden, size)
        self.length = torch.nn.Parameter(torch.zeros(longest))
        torch.nn.init.normal_(self.first.weight, std=0.02)
        torch.nn.init.normal_(self.last.weight, std=0.02)
        torch.nn.init.zeros_(self.first.bias)
        torch.nn.init.zeros_(self.last.bias)

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """Score every span of up to ``longest`` tokens.

        Args:
            states: The encoder's last layer, shape ``(rows, tokens, hidden)``.

        Returns:
            Shape ``(rows, tokens, longest)``: at ``[r, i, n]`` the span of ``n + 1`` tokens that begins at
            ``i``. What would reach beyond the last token is 0.
        """
        first = self.first(states).float()
        last = self.last(states).float()
        fit = first @ last.transpose(1, 2) / first.shape[-1] ** 0.5
        return banded(fit, len(self.length)) + self.length

    def silence(self) -> None:
        """Let every pair score 0, now and after training: the ends are then scored apart."""
        for parameter in self.parameters():
            torch.nn.init.zeros_(parameter).requires_grad_(False)

    @classmethod
    def load(cls, folder: Path) -> PairScorer:
        """Load the scorer of a reader's folder."""
        from safetensors.torch import load_file

        weights = {name: value.float() for name, value in load_file(str(folder / FILE)).items()}
        size, hidden = weights["first.weight"].shape
        scorer = cls(hidden, size, len(weights["length"]))
        scorer.load_state_dict(weights)
        return scorer.eval()

    def save(self, folder: Path) -> None:
        """Save it beside a reader, in fp16."""
        from safetensors.torch import save_file

        weights = {name: value.detach().half().contiguous() for name, value in self.state_dict().items()}
        save_file(weights, str(folder / FILE))


def banded(square: torch.Tensor, width: int) -> torch.Tensor:
    """Turn ``[r, i, j]`` into ``[r, i, j - i]`` for ``width`` diagonals from the main one up; 0 beyond."""
    rows, tokens, _ = square.shape
    wide = torch.nn.functional.pad(square, (0, width)).flatten(1)
    # Read row by row, rows of one more than their width begin one further on the diagonal each time.
    skewed = torch.nn.functional.pad(wide, (0, tokens)).view(rows, tokens, tokens + width + 1)
    return skewed[:, :, :width]


def span_scores(start: torch.Tensor, end: torch.Tensor, pairs: torch.Tensor) -> torch.Tensor:
    """Put the three together: start and end logits ``(rows, tokens)`` and pairs, all as `PairScorer` says."""
    ends = torch.nn.functional.pad(end, (0, pairs.shape[-1] - 1)).unfold(1, pairs.shape[-1], 1)
    return start.unsqueeze(-1) + ends + pairs


class SpanLogits(NamedTuple):
    """Start and end logits ``(rows, tokens)``, pair scores ``(rows, tokens, longest)``."""

    start_logits: torch.Tensor
    end_logits: torch.Tensor
    pair_scores: torch.Tensor


class PairReader(torch.nn.Module):
    """A question-answering model and its pair scorer as one module."""

    def __init__(self, model: PreTrainedModel, pairs: PairScorer) -> None:
        """Take both."""
        super().__init__()
        self.model = model
        self.pairs = pairs

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> SpanLogits:
        """Give every token its two logits and every span its pair score."""
        states = self.model.base_model(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        )[0]
        start, end = self.model.get_submodule("qa_outputs")(states).float().unbind(-1)
        return SpanLogits(start, end, self.pairs(states))
