"""Trains the reader that ships: extractive question answering on the embedder's own encoder.

    python -m train.reader --data WENBAO_DATA/cmrc2018_train.jsonl.gz ... --work var/reader --out qa/model

Rows are SQuAD-like (``context, question, answers, impossible``, perhaps ``title`` and ``date``);
Traditional ones are turned into Simplified. Each pass shows every question a window of random length
with its answer at a random place, and to a share of them a window without the answer: another part of
the same text, or a passage that our own hybrid search ranks high. There the reader must point at the
first token. Titles are shown as headers half of the time.

The run writes a checkpoint every ``--every`` steps and at Ctrl-C, and a line of its curve every ten; started
again with the same arguments it goes on from the last checkpoint. ``--init`` continues from a trained reader.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
import time
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np

from qa.encoding import Encoder, cut_han, load_tokenizer
from train.losses import Chunk, Goals, chunk_loss
from train.parallel import Team
from train.sampling import Sampler, all_there, hard_negatives, prepare, read_rows

CHUNK = 4  # windows that one of several processes takes at a time


def new_model(base: Path, folder: Path, dropout: float) -> tuple[Any, Any]:
    """Take the embedder's encoder and put a span head on it.

    Pieces of several Han characters can no longer be met once these are cut apart, so they are dropped.

    Returns:
        The model and the tokenizer; both are also written to ``folder``.
    """
    import torch
    from tokenizers import Tokenizer
    from transformers import AutoModelForQuestionAnswering

    model = AutoModelForQuestionAnswering.from_pretrained(
        str(base), dtype=torch.float32, attention_probs_dropout_prob=0.0, hidden_dropout_prob=dropout
    )
    spec = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary = spec["model"]["vocab"]
    special = {token["id"] for token in spec["added_tokens"]}
    kept = [
        i
        for i, (piece, _) in enumerate(vocabulary)
        if i in special or len(piece) == 1 or not any("㐀" <= c <= "鿿" for c in piece)
    ]
    renumbered = {old: new for new, old in enumerate(kept)}
    spec["model"]["vocab"] = [vocabulary[i] for i in kept]
    for token in spec["added_tokens"]:
        token["id"] = renumbered[token["id"]]
    for token in spec["post_processor"]["special_tokens"].values():
        token["ids"] = [renumbered[old] for old in token["ids"]]
    table = model.get_input_embeddings().weight.data[kept].clone()
    model.resize_token_embeddings(len(kept), mean_resizing=False)
    model.get_input_embeddings().weight.data.copy_(table)
    model.config.tie_word_embeddings = False
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_str(json.dumps(spec))
    cut_han(tokenizer)
    tokenizer.save(str(folder / "tokenizer.json"))
    return model, tokenizer


def parameter_groups(model: Any, layers: int, rate: float, decay: float) -> list[dict[str, Any]]:
    """Give each layer its learning rate: ``rate`` at the heads, times ``decay`` for each layer below them."""
    groups: dict[tuple[int, bool], list[Any]] = {}
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        depth = 0
        if ".encoder.layer." in name:
            depth = layers - int(name.split(".encoder.layer.")[1].split(".")[0])
        elif ".embeddings." in name:
            depth = layers + 1
        groups.setdefault((depth, parameter.ndim > 1), []).append(parameter)
    return [
        {"params": parameters, "lr": rate * decay**depth, "weight_decay": 0.01 if matrix else 0.0}
        for (depth, matrix), parameters in groups.items()
    ]


def export(run: Any, tokenizer: Any, out: Path) -> None:
    """Save an ordinary question-answering folder, fp16 on disk, declared to load as fp32; pairs beside it."""
    import copy

    from transformers import PreTrainedTokenizerFast

    copy.deepcopy(run.model).half().save_pretrained(str(out))
    run.pairs.save(out)
    config = json.loads((out / "config.json").read_text(encoding="utf-8"))
    config["dtype"] = "float32"
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", sep_token="</s>", cls_token="<s>",
        unk_token="<unk>", pad_token="<pad>", mask_token="<mask>", model_max_length=512,
    )  # fmt: skip
    fast.save_pretrained(str(out))
    tokenizer.save(str(out / "tokenizer.json"))


class Stop:
    """Lets the first Ctrl-C wait for the end of a step, so that none is lost; the second ends at once."""

    def __init__(self) -> None:
        """Take Ctrl-C over, if this is the thread that gets it."""
        self.asked = False
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True
        signal.signal(signal.SIGINT, signal.default_int_handler)
        print("stopping after this step; Ctrl-C again stops at once", file=sys.stderr, flush=True)


def train(options: argparse.Namespace) -> None:
    """Run, or go on with, one training run."""
    import torch

    from qa.pairs import FILE, PairReader, PairScorer

    torch.manual_seed(options.seed)
    torch.set_flush_denormal(True)
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)
    if options.init:
        from transformers import AutoModelForQuestionAnswering

        model = AutoModelForQuestionAnswering.from_pretrained(
            str(options.init), dtype=torch.float32, hidden_dropout_prob=options.dropout
        )
        tokenizer = load_tokenizer(options.init)
    else:
        model, tokenizer = new_model(options.base, work, options.dropout)
    model.get_input_embeddings().weight.requires_grad_(options.embeddings)
    had = options.init and (options.init / FILE).is_file()
    pairs = PairScorer.load(options.init) if had else PairScorer(model.config.hidden_size)
    if options.sides:
        pairs.silence()
    model = PairReader(model, pairs)
    layers = model.model.config.num_hidden_layers
    for layer in model.model.base_model.encoder.layer[: options.freeze]:
        layer.requires_grad_(False)
    if options.freeze:
        model.model.base_model.embeddings.requires_grad_(False)
    encoder = Encoder(tokenizer)
    questions, texts = prepare(read_rows(options.data), encoder)
    hard = hard_negatives(questions, texts, work, options.search)
    sampler = Sampler(questions, texts, encoder, options.negatives, hard, tuple(options.room))
    print(f"{len(questions)} questions over {len(texts)} texts", flush=True)

    groups = parameter_groups(model, layers, options.rate, options.decay)
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98))
    passes = [sampler.batches(options.seed, 0, options.batch)]
    total = options.steps or int(len(passes[0]) * options.passes)
    warm = max(1, int(total * 0.06))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(0.02, (total - step) / (total - warm)))
    )
    checkpoint = work / "checkpoint.pt"
    step = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
        step = state["step"]
        print(f"going on from step {step}", flush=True)

    model.train()
    goals = Goals(options.tighten, options.smoothing, options.r_drop)
    team = Team(model, chunk_loss, options.processes - 1)
    stop = Stop()
    losses: list[float] = []
    began = time.monotonic()
    per_pass = len(passes[0])
    first = step
    while step < total:
        epoch, place = divmod(step, per_pass)
        if epoch >= len(passes):
            passes += [sampler.batches(options.seed, epoch, options.batch)]
        batch = passes[epoch][place % len(passes[epoch])]
        size = options.batch if options.processes == 1 else CHUNK
        chunks = [Chunk(batch[i : i + size], goals) for i in range(0, len(batch), size)]
        # The longest first, so that no process begins a long one when the others are done.
        loss = team.backward(chunks[::-1], len(batch))
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        schedule.step()
        step += 1
        losses.append(loss)
        if step % 10 == 0 or step == total:
            pace = (time.monotonic() - began) / (step - first)
            line = {
                "step": step,
                "of": total,
                "loss": round(float(np.mean(losses[-50:])), 4),
                "seconds_a_step": round(pace, 2),
                "minutes_left": round((total - step) * pace / 60, 1),
            }
            with (work / "curve.jsonl").open("a", encoding="utf-8") as curve:
                curve.write(json.dumps(line) + "\n")
            print(line, flush=True)
        if step % options.every == 0 or step == total or stop.asked:
            state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(),
                     "schedule": schedule.state_dict(), "step": step}  # fmt: skip
            torch.save(state, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").replace(checkpoint)
            export(model, tokenizer, work / "model")
        if stop.asked:
            team.close()
            raise KeyboardInterrupt
    team.close()
    model.eval()
    export(model, tokenizer, options.out)
    print(f"{options.out}: written after {step} steps")


def main(arguments: list[str] | None = None) -> int:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(
        prog="python -m train.reader",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--data", type=Path, nargs="+", required=True, help="SQuAD-like rows, .jsonl or .jsonl.gz"
    )
    parser.add_argument("--base", type=Path, default=Path("index/model"), help="the embedder to start from")
    parser.add_argument("--init", type=Path, help="a trained reader to go on from, in place of --base")
    parser.add_argument("--work", type=Path, default=Path("var/reader"), help="checkpoints and curve")
    parser.add_argument("--out", type=Path, required=True, help="where the finished reader goes")
    parser.add_argument("--passes", type=float, default=1.0)
    parser.add_argument("--steps", type=int, help="steps in all, in place of --passes")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=2e-4, help="learning rate of the head")
    parser.add_argument("--decay", type=float, default=0.95, help="times this for each layer below")
    parser.add_argument(
        "--negatives", type=float, default=0.35, help="windows without the answer, a question"
    )
    parser.add_argument("--dropout", type=float, default=0.1, help="of the hidden states")
    parser.add_argument(
        "--processes", type=int, default=1, help="of one thread each; 1: a single one with all threads"
    )
    parser.add_argument(
        "--tighten", type=float, default=0.0, help="share of a loose answer's goal that its inside gets"
    )
    parser.add_argument(
        "--smoothing", type=float, default=0.0, help="share of every goal that all its places have in common"
    )
    parser.add_argument(
        "--r-drop", type=float, default=0.0, help="read each window twice; weight of what the two differ by"
    )
    parser.add_argument("--sides", action="store_true", help="learn the ends apart, with no pair scorer")
    parser.add_argument("--embeddings", action="store_true", help="train the word embeddings as well")
    parser.add_argument("--freeze", type=int, default=0, help="lowest layers that stay as they are")
    parser.add_argument(
        "--room", type=int, nargs=2, default=(160, 352), metavar=("FEWEST", "MOST"), help="tokens of a window"
    )
    parser.add_argument(
        "--search", choices=("hybrid", "lexical"), default="hybrid", help="how negatives are found"
    )
    parser.add_argument("--every", type=int, default=100, help="steps between checkpoints")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    if not all_there(parser.prog, options.data):
        return 1
    before = signal.getsignal(signal.SIGINT)
    try:
        train(options)
    except KeyboardInterrupt:
        print("stopped; the same command goes on from the last checkpoint", file=sys.stderr)
        return 130
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, before)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
