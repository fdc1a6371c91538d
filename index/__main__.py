"""``python -m index``: see `index.cli`."""

from index.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    raise SystemExit(main())
