import math

import pytest
import torch

from qa.encoding import Window
from qa.pairs import PairScorer
from train.losses import Chunk, Goals, chunk_loss, disagreement, span_loss
from train.parallel import Team
from train.sampling import Example

FIRST, TOKENS, LONGEST = 2, 4, 3  # two tokens of question, four of text, one that closes the window


def example(start: int, end: int, loose: bool = False) -> Example:
    window = Window(0, list(range(FIRST + TOKENS + 1)), FIRST, [(i, i + 1) for i in range(TOKENS)])
    return Example(window, start, end, loose)


def flat(rows: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    tokens = FIRST + TOKENS + 1
    logits = torch.zeros(rows, tokens)
    return logits, logits.clone(), torch.zeros(rows, tokens, LONGEST), torch.ones(rows, tokens)


# Four texts' tokens give 4 + 3 + 2 spans of up to three tokens; with "no answer" there are ten choices, and
# each side has seven tokens to choose among.
LEVEL = math.log(10) / 2 + 2 * math.log(7) / 4


@pytest.mark.parametrize("place", [(0, 0), (2, 2), (2, 4), (5, 5)])
def test_a_reader_that_knows_nothing_loses_the_logarithm_of_its_choices(place: tuple[int, int]) -> None:
    start, end, fit, mask = flat(1)
    assert span_loss(start, end, fit, [example(*place)], mask).tolist() == pytest.approx([LEVEL])


def test_an_answer_longer_than_any_span_teaches_its_two_sides_alone() -> None:
    start, end, fit, mask = flat(1)
    assert span_loss(start, end, fit, [example(2, 5)], mask).tolist() == pytest.approx([2 * math.log(7) / 4])


def test_each_window_has_a_loss_of_its_own() -> None:
    start, end, fit, mask = flat(2)
    start[1, 3] = end[1, 4] = 30.0
    losses = span_loss(start, end, fit, [example(0, 0), example(3, 4)], mask).tolist()
    assert losses == pytest.approx([LEVEL, 0.0], abs=1e-5)


def test_a_span_inside_a_loose_answer_costs_less_where_the_goal_is_shared() -> None:
    """The reader is sure of one token of three: with the goal shared it is told off less for that."""
    start, end, fit, mask = flat(1)
    start[0, 3] = end[0, 3] = 8.0
    strict, firm, shared = (
        span_loss(start, end, fit, [example(2, 4, loose)], mask, Goals(tighten=share)).item()
        for loose, share in ((True, 0.0), (False, 0.5), (True, 0.5))
    )
    assert strict == pytest.approx(firm)
    assert shared < 0.75 * strict


def test_goals_that_are_shared_still_add_up_to_one() -> None:
    """With level logits every goal costs the same, however it is spread."""
    start, end, fit, mask = flat(1)
    loss = span_loss(start, end, fit, [example(2, 4, True)], mask, Goals(tighten=0.4))
    assert loss.item() == pytest.approx(LEVEL)


def squared(model: torch.nn.Linear, chunk: torch.Tensor, rows: int) -> torch.Tensor:
    return (model(chunk) ** 2).sum() / rows


@pytest.mark.parametrize("helpers", [0, 1])
def test_however_many_work_on_it_a_batch_gives_the_same_gradients(helpers: int) -> None:
    torch.manual_seed(0)
    model = torch.nn.Linear(3, 2)
    chunks = list(torch.randn(5, 4, 3))
    expected = torch.autograd.grad(squared(model, torch.cat(chunks), 20), list(model.parameters()))
    threads = torch.get_num_threads()
    team = Team(model, squared, helpers)
    try:
        for _ in range(2):  # a second step must not see what the first left behind
            model.zero_grad(set_to_none=True)
            loss = team.backward(chunks, 20)
            assert loss == pytest.approx(squared(model, torch.cat(chunks), 20).item(), rel=1e-5)
            for parameter, gradient in zip(model.parameters(), expected, strict=True):
                torch.testing.assert_close(parameter.grad, gradient)
    finally:
        team.close()
        torch.set_num_threads(threads)


def test_smoothing_spreads_a_goal_over_the_places_that_are_open() -> None:
    """Sure of the right span by 20: only what lies elsewhere costs, and that is known by hand."""
    start, end, fit, mask = flat(1)
    fit[0, 3, 1] = 20.0
    sides = 2 * math.log(7) / 4  # level, and a level goal costs the same however it is spread
    sharp = span_loss(start, end, fit, [example(3, 4)], mask).item()
    soft = span_loss(start, end, fit, [example(3, 4)], mask, Goals(smoothing=0.1)).item()
    assert sharp == pytest.approx(sides, abs=1e-6)
    assert soft == pytest.approx(sides + 0.1 * 9 / 10 * 20 / 2, abs=1e-5)


def test_two_readings_that_agree_differ_by_nothing() -> None:
    one = torch.tensor([[0.0, 1.0, 2.0], [3.0, 3.0, 3.0]])
    assert disagreement(one, one + 5).tolist() == pytest.approx([0.0, 0.0], abs=1e-6)


def test_the_difference_of_two_readings_is_that_of_both_sides() -> None:
    """Odds of 3 to 1 against 1 to 3: each divergence is 0.75 ln 3 - 0.25 ln 3."""
    three = math.log(3)
    one, other = torch.tensor([[three, 0.0]]), torch.tensor([[0.0, three]])
    assert disagreement(one, other).tolist() == pytest.approx([0.5 * three])


class Wavering(torch.nn.Module):
    """Doubts the first token more each time it reads it."""

    def forward(self, input_ids: torch.Tensor, **_: torch.Tensor) -> tuple[torch.Tensor, ...]:
        rows, tokens = input_ids.shape
        logits = torch.zeros(rows, tokens)
        logits[:, 0] = torch.arange(rows)
        return logits, torch.zeros(rows, tokens), torch.zeros(rows, tokens, LONGEST)


def test_read_twice_a_window_costs_the_mean_of_both_and_what_they_differ_by() -> None:
    chunk = [example(3, 4)]
    once = chunk_loss(Wavering(), Chunk(chunk, Goals()), 2).item()
    assert once == pytest.approx(LEVEL / 2)
    apart = chunk_loss(Wavering(), Chunk(chunk, Goals(r_drop=1.0)), 2).item()
    free = chunk_loss(Wavering(), Chunk(chunk, Goals(r_drop=1e-9)), 2).item()
    p, q = 1 / 10, math.e / (9 + math.e)
    # Both put the nine spans alike, so the scores differ by 1 in the first place alone.
    assert apart - free == pytest.approx((q - p) * (1.0) / 2 / 2, rel=1e-4)


def test_a_scorer_that_is_silent_stays_so() -> None:
    pairs = PairScorer(8)
    pairs.silence()
    assert not pairs(torch.randn(1, 5, 8)).any()
    assert not any(parameter.requires_grad for parameter in pairs.parameters())
