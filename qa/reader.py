"""The reader: which span of which text answers the question."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np

from index.errors import ModelError
from index.processor import has_bf16
from index.quiet import quiet_loading
from qa.decode import BREVITY, Logits, Span, decode_window, distinct
from qa.encoding import PAD, Context, Encoder, Window, load_tokenizer

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel

__all__ = ["Candidate", "Context", "Reader"]

SHIPPED = Path(__file__).parent / "model"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may be the answer.

    Attributes:
        context: Index of the context it stands in.
        start: First character, in the context's text.
        end: One past its last character.
        text: ``contexts[context].text[start:end]``.
        score: Start and end logit less those of "no answer here" and less what its length costs; higher is
            better, 0 is the border.
    """

    context: int
    start: int
    end: int
    text: str
    score: float


class PointsAtSpans(Protocol):
    """What a reader needs of a model."""

    def __call__(
        self, *, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> SpanLogits:
        """Give a start and an end logit to every token of every row."""
        ...


class SpanLogits(Protocol):
    """What such a model returns: logits of shape ``(rows, tokens)``; perhaps ``pair_scores`` as well."""

    @property
    def start_logits(self) -> torch.Tensor:
        """For "an answer begins here"."""
        ...

    @property
    def end_logits(self) -> torch.Tensor:
        """For "an answer ends here"."""
        ...


class Reader:
    """Finds answer spans. May be shared by threads: one of them at a time uses the model."""

    def __init__(
        self,
        model: PointsAtSpans,
        encoder: Encoder,
        *,
        batch_tokens: int = 6144,
        bf16: bool = False,
        brevity: float = 0.0,
    ) -> None:
        """Take a ready model.

        Args:
            model: Gives a start and an end logit to every token.
            encoder: Cuts question and contexts into windows.
            batch_tokens: Tokens of one forward pass, padding included.
            bf16: Run the matrix products in bfloat16.
            brevity: How much a span's length counts against it (see ``qa.decode``).
        """
        self.model = model
        self.encoder = encoder
        self.batch_tokens = batch_tokens
        self.bf16 = bf16
        self.brevity = brevity
        self._lock = threading.Lock()

    @classmethod
    def load(
        cls, path: str | Path | None = None, *, bf16: bool | None = None, brevity: float = BREVITY
    ) -> Reader:
        """Load a model folder.

        Args:
            path: The folder; the shipped one if None.
            bf16: Use bfloat16; None for "where the processor computes in it".
            brevity: How much a span's length counts against it (see ``qa.decode``).

        Raises:
            ModelError: There is no reader in that folder.
        """
        folder = SHIPPED if path is None else Path(path)
        if not (folder / "config.json").is_file():
            raise ModelError(f"{folder}: no reader is there; name a folder with config.json and weights")
        import torch
        from safetensors import SafetensorError
        from transformers import AutoModelForQuestionAnswering

        try:
            with quiet_loading():
                model = AutoModelForQuestionAnswering.from_pretrained(
                    str(folder), dtype=torch.float32, local_files_only=True
                )
            encoder = Encoder(load_tokenizer(folder))
            model = _with_pairs(model.eval(), folder)
        except (OSError, ValueError, KeyError, json.JSONDecodeError, SafetensorError) as error:
            raise ModelError(f"{folder}: the reader cannot be loaded: {error}") from error
        bf16 = has_bf16() if bf16 is None else bf16
        if bf16:
            _keep_products_in_bf16(model)
        return cls(model, encoder, bf16=bf16, brevity=brevity)

    def read(self, question: str, contexts: Sequence[Context], top: int = 5) -> list[Candidate]:
        """Find the best spans over all the contexts, best first."""
        return self.read_many([(question, contexts)], top)[0]

    def read_many(
        self, asked: Sequence[tuple[str, Sequence[Context]]], top: int = 5
    ) -> list[list[Candidate]]:
        """Read several questions in shared batches.

        Args:
            asked: Each question with its contexts.
            top: How many candidates for each question, at most; equal spans count once.

        Returns:
            For each question its candidates, best first; none if its contexts hold no text.
        """
        with self._lock:
            windows = [self.encoder.windows(question, contexts) for question, contexts in asked]
            flat = [window for group in windows for window in group]
            logits = self._logits(flat)
        answers: list[list[Candidate]] = []
        at = 0
        for (_, contexts), group in zip(asked, windows, strict=True):
            spans: dict[int, list[Span]] = {}
            for window in group:
                start, end, pairs = logits[at]
                at += 1
                found = decode_window(
                    start, end, window.first, window.offsets, pairs=pairs, top=top, brevity=self.brevity
                )
                spans.setdefault(window.context, []).extend(found)
            answers.append(_merge(spans, contexts, top))
        return answers

    def _logits(self, windows: list[Window]) -> list[tuple[Logits, Logits, Logits | None]]:
        """Return start and end logits and pair scores of each window, in the order of the windows."""
        if not windows:
            return []
        import torch

        found: list[tuple[Logits, Logits, Logits | None] | None] = [None] * len(windows)
        for batch in _batches(windows, self.batch_tokens):
            ids, mask, types = pad([windows[i] for i in batch])
            with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=self.bf16):
                output = self.model(input_ids=ids, attention_mask=mask, token_type_ids=types)
            start = output.start_logits.float().numpy()
            end = output.end_logits.float().numpy()
            scored = getattr(output, "pair_scores", None)
            pairs = None if scored is None else scored.float().numpy()
            for row, i in enumerate(batch):
                length = len(windows[i].ids)
                fit = None if pairs is None else pairs[row, :length]
                found[i] = (start[row, :length], end[row, :length], fit)
        return [logits for logits in found if logits is not None]


def _keep_products_in_bf16(model: PointsAtSpans) -> None:
    """Turn the matrices into bfloat16 once: autocast does it anew at each pass, with the same result."""
    import torch

    for module in cast("torch.nn.Module", model).modules():
        if isinstance(module, torch.nn.Linear):
            module.to(torch.bfloat16)


def _with_pairs(model: PreTrainedModel, folder: Path) -> PointsAtSpans:
    """Put the pair scorer of the folder on the model; a folder without one holds an ordinary reader."""
    from qa.pairs import FILE, PairReader, PairScorer

    return PairReader(model, PairScorer.load(folder)).eval() if (folder / FILE).is_file() else model


def pad(windows: Sequence[Window], multiple: int = 1) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return ids, attention mask, token types, each ``(windows, longest)``; ``longest`` is rounded up."""
    import torch

    longest = -(-max(len(window.ids) for window in windows) // multiple) * multiple
    ids = np.full((len(windows), longest), PAD, dtype=np.int64)
    mask = np.zeros((len(windows), longest), dtype=np.int64)
    types = np.zeros((len(windows), longest), dtype=np.int64)
    for row, window in enumerate(windows):
        length = len(window.ids)
        ids[row, :length] = window.ids
        mask[row, :length] = 1
        types[row, :length] = window.types
    return torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(types)


def _batches(windows: Sequence[Window], batch_tokens: int) -> Iterator[list[int]]:
    """Group indices of windows, shortest first, so that little is spent on padding."""
    batch: list[int] = []
    for i in sorted(range(len(windows)), key=lambda i: len(windows[i].ids)):
        if batch and len(windows[i].ids) * (len(batch) + 1) > batch_tokens:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def _merge(spans: dict[int, list[Span]], contexts: Sequence[Context], top: int) -> list[Candidate]:
    """Put the spans of all contexts into one list, best first."""
    candidates = []
    for number, found in spans.items():
        found.sort(key=lambda span: (-span.score, span.start, span.end))
        text = contexts[number].text
        candidates += [
            Candidate(number, span.start, span.end, text[span.start : span.end], span.score)
            for span in distinct(found, top)
        ]
    candidates.sort(key=lambda candidate: -candidate.score)
    return candidates[:top]
