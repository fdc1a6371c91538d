"""``python -m eval``."""

import sys

from eval.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
