"""Averages the weights of two readers of the same form.

    python -m train.average FIRST SECOND OUT --share 0.5

A reader and one that was trained on from it often read better halfway between them (Wortsman et al., "Robust
fine-tuning of zero-shot models", 2022). Everything but the weights is taken from the second.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path


def average(first: Path, second: Path, out: Path, share: float) -> None:
    """Write ``(1 - share) * first + share * second`` to ``out``, fp16 on disk."""
    from safetensors.torch import load_file, save_file

    shutil.copytree(second, out, dirs_exist_ok=True)
    for name in ("model.safetensors", "pairs.safetensors"):
        one, other = load_file(first / name), load_file(second / name)
        mixed = {
            key: ((1 - share) * value.float() + share * other[key].float()).half().contiguous()
            for key, value in one.items()
        }
        save_file(mixed, out / name, metadata={"format": "pt"})


def main(arguments: list[str] | None = None) -> int:
    """Parse the command line and average."""
    parser = argparse.ArgumentParser(prog="python -m train.average", description=__doc__.split("\n")[0])
    for name in ("first", "second", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="of the second (default: %(default)s)")
    options = parser.parse_args(arguments)
    average(options.first, options.second, options.out, options.share)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
