import math

import pytest
import torch

from qa.encoding import Window
from train.parallel import Team
from train.reader import span_loss
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
        span_loss(start, end, fit, [example(2, 4, loose)], mask, share).item()
        for loose, share in ((True, 0.0), (False, 0.5), (True, 0.5))
    )
    assert strict == pytest.approx(firm)
    assert shared < 0.75 * strict


def test_goals_that_are_shared_still_add_up_to_one() -> None:
    """With level logits every goal costs the same, however it is spread."""
    start, end, fit, mask = flat(1)
    assert span_loss(start, end, fit, [example(2, 4, True)], mask, 0.4).item() == pytest.approx(LEVEL)


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
