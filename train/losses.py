"""What a window that was read is worth to the reader that learns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from index.processor import has_bf16
from qa.decode import BREVITY
from qa.reader import pad
from train.sampling import Example

_CLOSED = -1e4


@dataclass(frozen=True, slots=True)
class Goals:
    """How the goal of a window departs from "this span and no other".

    Attributes:
        tighten: Share of the goal of a loose answer that goes to the spans inside it, as the model itself
            weighs them once their length counts.
        smoothing: Share of every goal that is spread over all that could be pointed at (Szegedy et al.,
            "Rethinking the inception architecture for computer vision", 2016).
        r_drop: Each window is read twice with different units dropped; weight of what the two
            distributions over spans differ by (Liang et al., "R-Drop", 2021). 0 to read once.
    """

    tighten: float = 0.0
    smoothing: float = 0.0
    r_drop: float = 0.0


@dataclass(frozen=True)
class Chunk:
    """Windows that go through the model together, and how their loss is made."""

    examples: list[Example]
    goals: Goals


def chunk_loss(model: Any, chunk: Chunk, rows: int) -> Any:
    """Give the chunk's part of the mean loss over a batch of ``rows`` windows."""
    import torch

    twice = 2 if chunk.goals.r_drop else 1
    examples = chunk.examples * twice
    ids, mask, types = pad([example.window for example in examples])
    with torch.autocast("cpu", torch.bfloat16, enabled=has_bf16()):
        start, end, fit = model(input_ids=ids, attention_mask=mask, token_type_ids=types)
    return span_loss(start, end, fit, examples, mask, chunk.goals).sum() / twice / rows


def choices(start: Any, end: Any, fit: Any, batch: list[Example]) -> Any:
    """Give the scores of all that can be pointed at: first "no answer", then every span.

    Args:
        start: Start logits, shape ``(rows, tokens)``.
        end: End logits, same shape.
        fit: Pair scores, shape ``(rows, tokens, longest)``.
        batch: The windows.

    Returns:
        Shape ``(rows, 1 + tokens * longest)``; what does not lie in the text of its window is -10,000.
    """
    import torch

    from qa.pairs import span_scores

    spans = span_scores(start, end, fit)
    _, tokens, longest = spans.shape
    place = torch.arange(tokens)
    reach = place[:, None] + torch.arange(longest)
    first = torch.tensor([example.window.first for example in batch])
    last = torch.tensor([len(example.window.ids) - 2 for example in batch])
    open_ = (place >= first[:, None])[:, :, None] & (reach <= last[:, None, None])
    null = (start[:, 0] + end[:, 0])[:, None]
    return torch.cat([null, spans.masked_fill(~open_, _CLOSED).flatten(1)], dim=1)


def disagreement(one: Any, other: Any) -> Any:
    """What two readings of the same windows differ by: half the sum of both Kullback-Leibler divergences.

    Args:
        one: Scores of all choices, shape ``(rows, choices)``.
        other: The same of the other reading.

    Returns:
        Nats, shape ``(rows,)``.
    """
    p, q = one.log_softmax(dim=1), other.log_softmax(dim=1)
    return ((p.exp() - q.exp()) * (p - q)).sum(dim=1) / 2


def span_loss(
    start: Any, end: Any, fit: Any, batch: list[Example], mask: Any, goals: Goals | None = None
) -> Any:
    """What each window was worth: over all spans at once, and in part over each side alone.

    Args:
        start: Start logits, shape ``(rows, tokens)``.
        end: End logits, same shape.
        fit: Pair scores, shape ``(rows, tokens, longest)``.
        batch: The windows and the tokens that they should point at.
        mask: 0 where a row is padded.
        goals: How their goals are spread; each lies on its one span if None. Where they have R-Drop, the
            second half of the rows are the windows of the first, read again.

    Returns:
        The loss of each window, shape ``(rows,)``.
    """
    import torch

    goals = goals or Goals()
    every = choices(start, end, fit, batch)
    rows, tokens, longest = fit.shape
    begins = torch.tensor([example.start for example in batch])
    ends = torch.tensor([example.end for example in batch])
    length = ends - begins
    target = torch.where(ends == 0, 0, 1 + begins * longest + length.clamp(max=longest - 1))
    goal = torch.zeros_like(every).scatter_(1, target[:, None], 1.0)
    sides = [torch.zeros_like(start).scatter_(1, side[:, None], 1.0) for side in (begins, ends)]
    loose = torch.tensor([example.loose for example in batch]) & (length > 0) & (length < longest)
    if goals.tighten and bool(loose.any()):
        place = torch.arange(tokens)
        reach = place[:, None] + torch.arange(longest)
        within = (place >= begins[:, None])[:, :, None] & (reach <= ends[:, None, None])
        cost = BREVITY * torch.log(torch.arange(longest) + 2.0)
        spans = every[:, 1:].detach().view(rows, tokens, longest)
        weights = (spans - cost).masked_fill(~within, _CLOSED).flatten(1).softmax(dim=1)
        share = goals.tighten * loose[:, None].float()
        goal = goal * (1 - share)
        goal[:, 1:] += share * weights
        weights = weights.view(rows, tokens, longest)
        at_end = torch.zeros(rows, tokens + longest).scatter_add_(
            1, reach.flatten().expand(rows, -1), weights.flatten(1)
        )
        inside = (weights.sum(dim=2), at_end[:, :tokens])
        sides = [side * (1 - share) + share * part for side, part in zip(sides, inside, strict=True)]
    seen = mask != 0
    if goals.smoothing:
        goal = _spread(goal, every > _CLOSED / 2, goals.smoothing)
        sides = [_spread(side, seen, goals.smoothing) for side in sides]
    # An answer longer than any span that is scored has no place among them: its sides alone are learned.
    whole = -(goal * every.log_softmax(dim=1)).sum(dim=1) * (length < longest)
    apart = [
        -(side * logits.masked_fill(~seen, _CLOSED).log_softmax(dim=1)).sum(dim=1)
        for side, logits in zip(sides, (start, end), strict=True)
    ]
    loss = whole / 2 + sum(apart) / 4
    if goals.r_drop:
        loss = loss + goals.r_drop * disagreement(*every.chunk(2)).repeat(2)
    return loss


def _spread(goal: Any, places: Any, share: float) -> Any:
    """Give ``share`` of each row's goal to all of its places alike."""
    level = places.float() / places.sum(dim=1, keepdim=True)
    return goal * (1 - share) + share * level
