from __future__ import annotations

import json
import shutil
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from index.embedder import SHIPPED, Embedder, _Turns
from index.errors import ModelError


@pytest.fixture(scope="module")
def shipped() -> Embedder:
    return Embedder.load()


def test_vectors_have_the_length_one_and_the_order_of_the_texts(shipped: Embedder) -> None:
    texts = ["短", "一座新桥今天通车，全长两公里。" * 8, "天气晴"]
    together = shipped.encode_passages(texts)
    assert together.dtype == np.float32
    assert together.shape == (3, shipped.dimension)
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(3), abs=1e-3)
    for text, vector in zip(texts, together, strict=True):
        assert float(shipped.encode_passages([text])[0] @ vector) > 0.999


def test_queries_and_passages_get_the_prompts_of_the_model_s_own_configuration(
    shipped: Embedder, tmp_path: Path
) -> None:
    text = "大桥什么时候通车"
    assert float(shipped.encode_queries([text])[0] @ shipped.encode_passages([text])[0]) < 0.999
    bare = tmp_path / "bare"
    shutil.copytree(SHIPPED, bare)
    config = json.loads((bare / "config_sentence_transformers.json").read_text())
    config["prompts"] = {}
    (bare / "config_sentence_transformers.json").write_text(json.dumps(config))
    without = Embedder.load(bare)
    assert float(without.encode_queries([text])[0] @ without.encode_passages([text])[0]) > 0.999
    assert float(without.encode_queries(["query: " + text])[0] @ shipped.encode_queries([text])[0]) > 0.999
    assert without.fingerprint != shipped.fingerprint


def test_the_fingerprint_knows_the_same_model_elsewhere_and_a_changed_one(
    shipped: Embedder, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(SHIPPED, copy)
    (copy / "README.md").write_text("a card says nothing of the vectors")
    assert Embedder.load(str(copy)).fingerprint == shipped.fingerprint
    with (copy / "tokenizer.json").open("a") as file:
        file.write(" ")
    assert Embedder.load(copy).fingerprint != shipped.fingerprint


def test_no_texts_give_no_vectors(shipped: Embedder) -> None:
    assert shipped.encode_queries([]).shape == (0, shipped.dimension)


def test_progress_tells_every_text_once(shipped: Embedder) -> None:
    told: list[int] = []
    shipped.encode_passages(["字"] * 70, told.append)
    assert told == [64, 6]


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"modules\.json"):
        Embedder.load(tmp_path)


def test_a_damaged_model_is_refused_when_it_is_needed(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(SHIPPED, broken)
    (broken / "model.safetensors").write_bytes(b"nothing")
    with pytest.raises(ModelError, match="cannot load"):
        Embedder.load(broken).warm()


def test_a_name_of_no_form_is_refused_without_a_network() -> None:
    with pytest.raises(ModelError, match="no such folder"):
        Embedder.load("no/such/folder/anywhere")


def test_a_question_goes_before_passages_that_wait() -> None:
    turns = _Turns()
    order: list[str] = []

    def work(name: str, urgent: bool) -> None:
        with turns.taken(urgent=urgent):
            order.append(name)

    with turns.taken(urgent=False):
        threads = []
        for name, urgent in (*[("passages", False)] * 5, ("question", True)):
            threads.append(threading.Thread(target=work, args=(name, urgent)))
            threads[-1].start()
            time.sleep(0.05)  # passages wait before the question comes
    for thread in threads:
        thread.join()
    assert order == ["question", *["passages"] * 5]


def test_a_question_alone_runs_on_one_thread_and_leaves_torch_as_it_was(
    shipped: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    shipped.warm()
    before = torch.get_num_threads()
    used: list[int] = []
    encode = shipped._ready().encode

    def watched(texts: list[str], **options: object) -> np.ndarray:
        used.append(torch.get_num_threads())
        return encode(texts, **options)

    monkeypatch.setattr(shipped._ready(), "encode", watched)
    shipped.encode_queries(["一问"])
    shipped.encode_queries(["一问", "二问", "三问"])
    shipped.encode_passages(["一段"])
    assert used == [1, before, before]
    assert torch.get_num_threads() == before


def test_threads_may_share_it(shipped: Embedder) -> None:
    texts = [f"第{number}条新闻" for number in range(4)]
    expected = [shipped.encode_queries([text])[0] for text in texts]
    found: dict[int, np.ndarray] = {}

    def ask(number: int) -> None:
        for _ in range(3):
            found[number] = shipped.encode_queries([texts[number]])[0]

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(float(found[number] @ expected[number]) > 0.999 for number in range(4))
