"""The reader: batches and windows put together by a stub of fixed logits, then the model that ships."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from index.errors import ModelError
from qa.encoding import PAD, Encoder, load_tokenizer
from qa.reader import Context, Reader, pad

MODEL = Path(__file__).parent.parent / "qa" / "model"


class Pointer:
    """A stub model: points at every token with the id of a mark, the more the longer the window."""

    def __init__(self, mark: int) -> None:
        self.mark = mark
        self.shapes: list[tuple[int, int]] = []

    def __call__(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> SimpleNamespace:
        self.shapes.append(tuple(input_ids.shape))
        assert ((input_ids == PAD) <= (attention_mask == 0)).all()
        lengths = attention_mask.sum(dim=1, keepdim=True)
        logits = torch.where(input_ids == self.mark, lengths.float(), torch.tensor(-1.0))
        logits[:, 0] = 0.0
        return SimpleNamespace(start_logits=logits, end_logits=logits)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(load_tokenizer(MODEL), max_length=32, stride=6)


@pytest.fixture
def stub(encoder: Encoder) -> Reader:
    return Reader(Pointer(encoder.tokens("★")[0][0]), encoder, batch_tokens=64)


def test_the_best_span_of_all_contexts_comes_first(stub: Reader) -> None:
    found = stub.read("问", [Context("", "甲★"), Context("", "甲乙丙丁★戊"), Context("", "无")])
    assert [(c.context, c.start, c.end, c.text) for c in found[:2]] == [(1, 4, 5, "★"), (0, 1, 2, "★")]
    # 2 x the window's length: question 1, text 6, special tokens 4.
    assert found[0].score == pytest.approx(2 * 11)


def test_a_span_far_into_a_long_text_keeps_its_place_there(stub: Reader) -> None:
    text = "甲" * 100 + "★" + "乙" * 30
    found = stub.read("问", [Context("题", text)])
    assert (found[0].start, found[0].end) == (100, 101)
    assert len({(c.start, c.end) for c in found}) == len(found)


def test_many_questions_get_the_same_answers_as_each_alone(stub: Reader) -> None:
    asked = [("问", [Context("", "甲★" + "乙" * n)]) for n in range(12)] + [("空", [])]
    assert stub.read_many(asked) == [stub.read(*one) for one in asked]
    assert stub.read_many(asked)[-1] == []


def test_batches_keep_to_their_size(encoder: Encoder) -> None:
    model = Pointer(-5)
    Reader(model, encoder, batch_tokens=64).read("问", [Context("", "甲" * 20)] * 9)
    assert sum(rows for rows, _ in model.shapes) == 9
    assert all(rows * longest <= 64 for rows, longest in model.shapes)


def test_padding_is_masked(encoder: Encoder) -> None:
    windows = encoder.windows("问", [Context("", "甲"), Context("", "甲乙")])
    ids, mask, types = pad(windows)
    assert ids[0, -1] == PAD and mask[0].tolist() == [1] * 6 + [0]
    assert types[1].tolist() == [0, 0, 0, 0, 1, 1, 1]


def test_a_folder_without_a_reader_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=str(tmp_path)):
        Reader.load(tmp_path)


@pytest.fixture(scope="module")
def shipped() -> Reader:
    return Reader.load(bf16=False)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("大桥全长多少米？", "612米"),
        ("大桥哪一年建成？", "1998年"),
        ("谁主持了通车仪式？", "韩越"),
    ],
)
def test_the_shipped_reader_answers_a_plain_question(shipped: Reader, question: str, answer: str) -> None:
    text = "望舒大桥1998年建成，全长612米，双向四车道。通车仪式由时任市长韩越主持，上千名市民到场。"
    best = shipped.read(question, [Context("", text), Context("", "今年西瓜丰收，亩产三千公斤。")])[0]
    assert answer in best.text and len(best.text) <= len(answer) + 6
    assert best.context == 0 and best.score > 0


def test_the_shipped_reader_prefers_silence_over_another_fact(shipped: Reader) -> None:
    best = shipped.read("大桥造价是多少？", [Context("", "今年西瓜丰收，农民喜笑颜开。")])[0]
    assert best.score < 0


def test_fp32_and_bf16_agree(shipped: Reader) -> None:
    text = "望舒大桥1998年建成，全长612米，双向四车道。"
    low = Reader.load(bf16=True).read("全长多少？", [Context("", text)])[0]
    high = shipped.read("全长多少？", [Context("", text)])[0]
    assert low.text == high.text
    assert low.score == pytest.approx(high.score, abs=0.5)
