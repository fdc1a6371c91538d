"""How soon the chat page stands, as a ratio to a bare chat: ``python -m benchmarks.page --help``.

Absolute times say little on a machine that does other things as well. The baseline, loaded in the same run,
is what Gradio itself needs: ``gr.ChatInterface`` over a function that repeats what it is told.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser import chromium
from tests.serving import free_port, ready, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LIMIT = 1.3
_BARE = """
import gradio, sys
page = gradio.ChatInterface(lambda told, before: told)
page.launch(server_port=int(sys.argv[1]), quiet=True, ssr_mode=False)
"""
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


@dataclass(frozen=True, slots=True)
class Load:
    """Milliseconds from the request to the first words on the page, and until one can type."""

    paint: float
    typing: float


def load(browser: Browser, address: str) -> Load:
    """Open a page with an empty cache."""
    context = browser.new_context(viewport={"width": 1360, "height": 860})
    try:
        page = context.new_page()
        started = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.locator("textarea").first.wait_for(timeout=120_000)
        typing = 1000 * (time.perf_counter() - started)
        page.wait_for_function(_PAINT, timeout=120_000)
        return Load(float(page.evaluate(_PAINT)), typing)
    finally:
        context.close()


def bare(port: int) -> subprocess.Popen[bytes]:
    """Start the baseline and wait until it answers."""
    environment = {**os.environ, "GRADIO_ANALYTICS_ENABLED": "False"}
    process = subprocess.Popen([sys.executable, "-c", _BARE, str(port)], env=environment)
    for _ in range(240):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                return process
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.5)
    process.kill()
    raise TimeoutError("the bare chat does not answer")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print medians and ratios.

    Returns:
        0 if the first paint keeps within the limit, 1 if it does not.
    """
    parser = argparse.ArgumentParser(prog="benchmarks.page", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="loads of each page (default: %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    options = parser.parse_args(arguments)
    rows: dict[str, list[Load]] = {"bare ChatInterface": [], "Wenbao": []}
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as address, chromium() as browser:
        ready(address)
        port = free_port()
        process = bare(port)
        try:
            pages = dict(zip(rows, (f"http://127.0.0.1:{port}/", address), strict=True))
            for number in range(options.rounds + 1):
                for name, page in pages.items():
                    one = load(browser, page)
                    if number:  # the first load of each warms the servers
                        rows[name].append(one)
        finally:
            process.kill()
    figures = {
        name: Load(statistics.median(x.paint for x in one), statistics.median(x.typing for x in one))
        for name, one in rows.items()
    }
    base, ours = figures.values()
    print(f"{'':20} {'first paint':>12} {'can type':>10}   (median ms of {options.rounds} loads, cold cache)")
    for name, row in figures.items():
        print(f"{name:20} {row.paint:12.0f} {row.typing:10.0f}")
    paint, typing = ours.paint / base.paint, ours.typing / base.typing
    print(f"{'ratio':20} {paint:12.2f} {typing:10.2f}   (limit for the first paint: {LIMIT})")
    if options.json:
        told = {name: {"paint": row.paint, "typing": row.typing} for name, row in figures.items()}
        options.json.write_text(json.dumps({**told, "ratio": {"paint": paint, "typing": typing}}, indent=1))
    return 0 if paint <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
