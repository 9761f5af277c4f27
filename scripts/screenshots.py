"""Take the pictures of the page for the documents: its own example, light, dark and Chinese.

    python scripts/screenshots.py

needs playwright and Chromium; ``docs/images/check-page*.png`` come out.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from commsense.web import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IMAGES = Path(__file__).resolve().parents[1] / "docs/images"
OPTIONS = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"]
WINDOW = {"width": 1280, "height": 800}
MOMENT = 400  # milliseconds until what moves stands still


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the page with its example."""

    name: str
    scheme: Literal["light", "dark"] = "light"
    language: str = "en"
    card: bool = True


PICTURES = (
    Picture("check-page.png"),
    Picture("check-page-dark.png", scheme="dark", card=False),
    Picture("check-page-zh.png", language="zh", card=False),
)


def main() -> None:
    """Take all pictures."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chromium", default="/usr/bin/chromium", help="path of the browser")
    chromium = parser.parse_args().chromium
    IMAGES.mkdir(parents=True, exist_ok=True)
    with serving.beside() as address, sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium, args=OPTIONS)
        for picture in PICTURES:
            take(browser, address, picture)
        browser.close()


def take(browser: Browser, address: str, picture: Picture) -> None:
    """Open the page, try its example, and keep what is seen.

    A card shows a comment beside the words; without it a point is marked on both sides.
    """
    context = browser.new_context(viewport=WINDOW, color_scheme=picture.scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    page.locator(f"#languages button[lang={picture.language}]").click()
    page.wait_for_selector(f"html[lang={picture.language}]")
    page.locator("#example").click()
    page.wait_for_selector("#results:not([hidden])")
    if picture.card:
        page.keyboard.press("F8")
    else:
        page.locator(".point:not(.left)").first.click()
        page.mouse.move(0, 0)
    page.wait_for_timeout(MOMENT)
    page.screenshot(path=IMAGES / picture.name)
    context.close()


if __name__ == "__main__":
    main()
