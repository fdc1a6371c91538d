"""Trains the reader that ships: extractive question answering on the embedder's own encoder.

    python -m train.reader --data WENBAO_DATA/cmrc2018_train.jsonl.gz ... --work var/reader --out qa/model

Rows are SQuAD-like (``context, question, answers, impossible``, perhaps ``title`` and ``date``);
Traditional ones are turned into Simplified. Each pass shows every question a window of random length
with its answer at a random place, and to a share of them a window without the answer: another part of
the same text, or a passage that our own hybrid search ranks high. There the reader must point at the
first token. Titles are shown as headers half of the time.

The run writes a checkpoint every ``--every`` steps and a line of its curve every ten; started again
with the same arguments it goes on from the last checkpoint. ``--init`` continues from a trained reader.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.processor import has_bf16
from qa.encoding import SEP, Encoder, Window, cut_han, load_tokenizer
from qa.reader import pad
from train.negatives import search_negatives


@dataclass(frozen=True, slots=True)
class Question:
    """A training row; ``start`` and ``end`` are characters of its text, -1 where it has no answer."""

    question: str
    text: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """A context cut into tokens once."""

    raw: str
    header: str
    ids: list[int]
    offsets: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Example:
    """What the model sees, and the tokens it must point at (0, 0 for no answer)."""

    window: Window
    start: int
    end: int


def read_rows(paths: list[Path]) -> list[dict[str, Any]]:
    """Read SQuAD-like rows, gz or not, Traditional ones turned into Simplified."""
    import opencc

    simplify = opencc.OpenCC("t2s").convert
    rows = []
    for path in paths:
        with (
            gzip.open(path, "rt", encoding="utf-8")
            if path.suffix == ".gz"
            else path.open(encoding="utf-8") as lines
        ):
            for line in lines:
                row = json.loads(line)
                if row.get("lang") == "zh-Hant":
                    # Character by character, since phrases may change length and offsets must hold.
                    row["context"] = "".join(map(simplify, row["context"]))
                    row["question"] = simplify(row["question"])
                    row["title"] = simplify(row.get("title") or "")
                rows.append(row)
    return rows


def written_date(iso: str | None) -> str:
    """Write a date as the headers of `qa.contexts` do: 2025年8月4日."""
    return "{}年{}月{}日".format(*map(int, iso.split("-"))) if iso else ""


def prepare(rows: list[dict[str, Any]], encoder: Encoder) -> tuple[list[Question], list[Text]]:
    """Cut every text once and keep one answer a question (the first)."""
    texts: list[Text] = []
    known: dict[tuple[str, str], int] = {}
    questions = []
    for row in rows:
        header = " ".join(part for part in (row.get("title"), written_date(row.get("date"))) if part)
        key = (header, row["context"])
        if key not in known:
            known[key] = len(texts)
            texts.append(Text(row["context"], header, *encoder.tokens(row["context"])))
        if row.get("impossible") or not row["answers"]:
            questions.append(Question(row["question"], known[key], -1, -1))
        else:
            answer = row["answers"][0]
            start = answer["start"]
            questions.append(Question(row["question"], known[key], start, start + len(answer["text"])))
    return questions, texts


def hard_negatives(questions: list[Question], texts: list[Text], work: Path) -> list[list[tuple[int, int]]]:
    """For each question the passages that our own search ranks high without its answer: text, character."""
    asked = [
        (q.question, q.text, texts[q.text].raw[q.start : q.end] if q.start >= 0 else None) for q in questions
    ]
    return search_negatives(asked, [(text.header, text.raw) for text in texts], work)


class Sampler:
    """Draws windows: one seed and one pass number give the same examples in the same order."""

    def __init__(
        self,
        questions: list[Question],
        texts: list[Text],
        encoder: Encoder,
        negatives: float,
        hard: list[list[tuple[int, int]]],
    ) -> None:
        """Take prepared rows.

        Args:
            questions: What is asked.
            texts: What it is asked of.
            encoder: Cuts them into tokens.
            negatives: Share of the questions that also get a window without their answer.
            hard: From `hard_negatives`.
        """
        self.questions = questions
        self.texts = texts
        self.encoder = encoder
        self.negatives = negatives
        self.hard = hard
        self.heads = [encoder.head(question.question, "") for question in questions]

    def window(
        self, head: list[int], text: Text, at: int, end: int, dice: random.Random
    ) -> tuple[Window, int]:
        """Cut a window of random length around the tokens ``[at, end)``; return it and where it begins."""
        if text.header and dice.random() < 0.5:
            head = [*head, *self.encoder.tokens(text.header)[0][: self.encoder.header_limit], SEP]
        room = min(dice.randint(160, 352), self.encoder.max_length - len(head) - 1)
        room = max(room, end - at)
        low = max(0, end - room)
        high = min(at, max(0, len(text.ids) - room))
        begin = dice.randint(min(low, high), max(low, high))
        ids = text.ids[begin : begin + room]
        offsets = text.offsets[begin : begin + room]
        return Window(0, [*head, *ids, SEP], len(head), offsets), begin

    def positive(self, number: int, dice: random.Random) -> Example | None:
        """The window with the answer; None where the answer is longer than a window."""
        question = self.questions[number]
        text = self.texts[question.text]
        if question.start < 0:
            at = dice.randrange(max(1, len(text.ids)))
            return Example(self.window(self.heads[number], text, at, at + 1, dice)[0], 0, 0)
        covered = [i for i, (a, b) in enumerate(text.offsets) if a < question.end and b > question.start]
        if not covered or len(covered) > 200:
            return None
        at, end = covered[0], covered[-1] + 1
        window, begin = self.window(self.heads[number], text, at, end, dice)
        return Example(window, window.first + at - begin, window.first + end - 1 - begin)

    def negative(self, number: int, dice: random.Random) -> Example | None:
        """A window that does not hold the answer."""
        question = self.questions[number]
        text = self.texts[question.text]
        if question.start >= 0 and len(text.ids) > 400 and dice.random() < 0.4:
            answer = text.raw[question.start : question.end]
            for _ in range(4):
                at = dice.randrange(len(text.ids))
                window, _begin = self.window(self.heads[number], text, at, at + 1, dice)
                if window.offsets and answer not in text.raw[window.offsets[0][0] : window.offsets[-1][1]]:
                    return Example(window, 0, 0)
        if not self.hard[number]:
            return None
        chosen, character = dice.choice(self.hard[number])
        other = self.texts[chosen]
        at = next((i for i, (_, end) in enumerate(other.offsets) if end > character), 0)
        window, _begin = self.window(self.heads[number], other, at, min(at + 120, len(other.ids)), dice)
        if chosen == question.text and window.offsets:
            shown = other.raw[window.offsets[0][0] : window.offsets[-1][1]]
            if other.raw[question.start : question.end] in shown:
                return None
        return Example(window, 0, 0)

    def batches(self, seed: int, epoch: int, size: int) -> list[list[Example]]:
        """All the batches of one pass; windows of like length stand together."""
        dice = random.Random(f"{seed}/{epoch}")
        examples = []
        for number, question in enumerate(self.questions):
            examples.append(self.positive(number, dice))
            if question.start >= 0 and dice.random() < self.negatives:
                examples.append(self.negative(number, dice))
        ready = [example for example in examples if example is not None]
        dice.shuffle(ready)
        batches = []
        for at in range(0, len(ready), size * 24):
            chunk = sorted(ready[at : at + size * 24], key=lambda example: len(example.window.ids))
            # What is left over at the very end is dropped: a compiled model is built for one size.
            batches += [chunk[i : i + size] for i in range(0, len(chunk) - size + 1, size)]
        dice.shuffle(batches)
        return batches


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


def parameter_groups(model: Any, rate: float, decay: float) -> list[dict[str, Any]]:
    """Give each layer its learning rate: ``rate`` at the head, times ``decay`` for each layer below it."""
    layers = model.config.num_hidden_layers
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


def export(model: Any, tokenizer: Any, out: Path) -> None:
    """Save an ordinary question-answering folder: fp16 on disk, declared to load as fp32."""
    import copy

    from transformers import PreTrainedTokenizerFast

    copy.deepcopy(model).half().save_pretrained(str(out))
    config = json.loads((out / "config.json").read_text(encoding="utf-8"))
    config["dtype"] = "float32"
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", sep_token="</s>", cls_token="<s>",
        unk_token="<unk>", pad_token="<pad>", mask_token="<mask>", model_max_length=512,
    )  # fmt: skip
    fast.save_pretrained(str(out))
    tokenizer.save(str(out / "tokenizer.json"))


def train(options: argparse.Namespace) -> None:
    """Run, or go on with, one training run."""
    import torch

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
    model.get_input_embeddings().weight.requires_grad_(False)
    encoder = Encoder(tokenizer)
    questions, texts = prepare(read_rows(options.data), encoder)
    hard = hard_negatives(questions, texts, work)
    sampler = Sampler(questions, texts, encoder, options.negatives, hard)
    print(f"{len(questions)} questions over {len(texts)} texts", flush=True)

    optimiser = torch.optim.AdamW(parameter_groups(model, options.rate, options.decay), betas=(0.9, 0.98))
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
    losses: list[float] = []
    began = time.monotonic()
    bf16 = has_bf16()
    run = model
    if options.compile:
        torch._dynamo.config.recompile_limit = 64
        run = torch.compile(model, dynamic=False)
    per_pass = len(passes[0])
    first = step
    while step < total:
        epoch, place = divmod(step, per_pass)
        if epoch >= len(passes):
            passes += [sampler.batches(options.seed, epoch, options.batch)]
            per_pass = len(passes[0])
        batch = passes[epoch][place % len(passes[epoch])]
        ids, mask, types = pad([example.window for example in batch], multiple=32 if options.compile else 1)
        with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
            output = run(input_ids=ids, attention_mask=mask, token_type_ids=types)
        hidden = mask == 0
        goals = torch.tensor([[example.start, example.end] for example in batch])
        loss = (
            sum(
                torch.nn.functional.cross_entropy(
                    logits.float().masked_fill(hidden, -1e4), goals[:, side], label_smoothing=0.0
                )
                for side, logits in enumerate((output.start_logits, output.end_logits))
            )
            / 2
        )
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        schedule.step()
        step += 1
        losses.append(loss.item())
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
        if step % options.every == 0 or step == total:
            state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(),
                     "schedule": schedule.state_dict(), "step": step}  # fmt: skip
            torch.save(state, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").replace(checkpoint)
            export(model, tokenizer, work / "model")
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
        "--compile", action="store_true", help="torch.compile: a third faster, needs a C++ compiler"
    )
    parser.add_argument("--every", type=int, default=100, help="steps between checkpoints")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    missing = [str(path) for path in options.data if not path.is_file()]
    if missing:
        print(f"train.reader: no such file: {', '.join(missing)}", file=sys.stderr)
        return 1
    try:
        train(options)
    except KeyboardInterrupt:
        print("stopped; the same command goes on from the last checkpoint", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
