"""Pictures of every view, made by one command: ``python -m tests.pictures [--readme]``.

They go to var/screenshots: wide and phone, light and dark; the front, an answer, a refusal, the reading view,
a search, papers that are added. ``--readme`` also makes the two in docs anew.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.browser import ask, chromium
from tests.serving import ROOT, ready, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OUT = ROOT / "var" / "screenshots"
DOCS = ROOT / "docs"
ASKED = "一站式服务的示范园区最高能拿多少奖励？"
DIFFERS = "霁城山雀队的主教练是谁？"
UNSAID = "火星基地的食堂几点开门？"
DIGEST = "今天的报纸有哪些新闻？"
# What is sent where papers may be added: a page, and a file that is none.
PAPERS = [str(ROOT / "index" / "sample" / "lanpu-2025-09-12.txt"), str(DOCS / "api.md")]
SIZES = {"wide": (1360, 860), "phone": (360, 740)}


def views(page: Page, address: str, wide: bool) -> list[tuple[str, Path]]:
    """Go through every view and take a picture of each."""
    made: list[tuple[str, Path]] = []

    def take(name: str) -> None:
        page.wait_for_timeout(700)  # until scrolling has come to rest
        path = OUT / f"{name}.png"
        page.screenshot(path=path)
        made.append((name, path))

    page.goto(address)
    page.wait_for_selector("[data-ask]")
    page.wait_for_timeout(1500)  # the head, the filters and the desk come by an event of their own
    take("front")
    ask(page, ASKED)
    take("answer")
    page.locator(".wb-cites [data-open]").first.click()
    page.wait_for_selector(".wb-article .wb-answer")
    take("article")
    page.click("[data-close]")
    ask(page, DIFFERS)
    take("differing")
    ask(page, UNSAID)
    take("refusal")
    ask(page, DIGEST)
    take("digest")
    if page.locator(".wb-add").count():
        page.locator(".wb-add > summary").click()
        page.locator(".wb-add").scroll_into_view_if_needed()
        take("add")
        page.set_input_files(".wb-choose input", PAPERS)
        page.wait_for_selector('.wb-add[data-state="seen"]', timeout=60_000)
        page.locator(".wb-add summary").nth(1).click()
        page.locator(".wb-add").scroll_into_view_if_needed()
        take("add-seen")
    page.goto(address + "/paper")
    take("calendar")
    page.goto(address + "/paper/issue/2025-09-11")
    take("issue")
    page.locator(".brief a").first.click()
    take("reading")
    if wide:
        page.get_by_role("link", name="版面原样").click()
        take("dump")
    page.goto(address + "/paper/search?q=" + quote("水位"))
    take("search")
    page.goto(address + "/paper/timeline?q=" + quote("望舒大桥抢修"))
    take("timeline")
    return made


def rounds(browser: Browser, address: str, names: Sequence[str]) -> None:
    """All views in every size and scheme."""
    for size in names:
        for scheme in ("light", "dark"):
            width, height = SIZES[size]
            context = browser.new_context(
                viewport={"width": width, "height": height}, locale="zh-CN", color_scheme=scheme
            )
            for name, path in views(context.new_page(), address, size == "wide"):
                path.replace(OUT / f"{name}-{size}-{scheme}.png")
                print(OUT / f"{name}-{size}-{scheme}.png", flush=True)
            context.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the pictures; 0 when all of them are there."""
    parser = argparse.ArgumentParser(prog="tests.pictures", description=__doc__)
    parser.add_argument("--readme", action="store_true", help="also docs/screenshot.png and docs/reading.png")
    parser.add_argument("--size", choices=list(SIZES), action="append", help="only this one")
    parser.add_argument("--server", metavar="ADDRESS", help="one that runs already, over the sample editions")
    options = parser.parse_args(arguments)
    OUT.mkdir(parents=True, exist_ok=True)
    sizes = options.size or list(SIZES)
    with chromium() as browser:
        if options.server:
            ready(options.server)
            rounds(browser, options.server.rstrip("/"), sizes)
        else:
            with tempfile.TemporaryDirectory() as folder, served(Path(folder), "--allow-uploads") as address:
                ready(address)
                rounds(browser, address, sizes)
    if options.readme:
        for name, picture in (("article", "screenshot"), ("reading", "reading")):
            (DOCS / f"{picture}.png").write_bytes((OUT / f"{name}-wide-light.png").read_bytes())
    return 0


if __name__ == "__main__":
    sys.exit(main())
