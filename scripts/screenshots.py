"""Take the pictures of the pages for the documents: of checking with its own example, of labelling.

    python scripts/screenshots.py

needs playwright and Chromium; ``docs/images/check-page*.png``, ``label-page*.png`` and
``messages-page.png`` come out. A word such as ``messages`` takes those pictures alone.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from commsense import api, settings
from commsense.reports import wire
from commsense.web import serving
from commsense.web.labelling import Assignment, prepare

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs/images"
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


@dataclass(frozen=True, slots=True)
class Labelling:
    """A picture of the page of labelling with one sentence, after some keys."""

    name: str
    sentence: Mapping[str, object]
    keys: str
    scheme: Literal["light", "dark"] = "light"
    language: str = "en"


PICTURES = (
    Picture("check-page.png"),
    Picture("check-page-dark.png", scheme="dark", card=False),
    Picture("check-page-zh.png", language="zh", card=False),
)

LABELLING = (
    Labelling(
        "label-page.png",
        {
            "text": "I am sorry about the outage; the ETL is being fixed and we will send you a new"
            " date soon.",
            "side": "team",
            "client": "Northwind",
            "context": ["Hello Anna,", "I understand that the outage spoilt your launch."],
        },
        keys="2km4",
    ),
    Labelling(
        "label-page-zh.png",
        {
            "text": "灰度发布还没有完成，我们会尽快给您新的时间表。",
            "side": "team",
            "client": "北风物流",
            "context": ["王经理您好，", "上线要往后推一周。"],
        },
        keys="2m",
        scheme="dark",
        language="zh",
    ),
)
TASKS = """
[[tasks]]
name = "signs"
values = ["escalation_risk", "price_talk", "new_wish"]
"""


def main() -> None:
    """Take all pictures."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chromium", default="/usr/bin/chromium", help="path of the browser")
    parser.add_argument("which", nargs="?", choices=PARTS, help="these pictures alone")
    options = parser.parse_args()
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=options.chromium, args=OPTIONS)
        for name in [options.which] if options.which else PARTS:
            PARTS[name](browser)
        browser.close()


def take_checks(browser: Browser) -> None:
    """Take the pictures of checking."""
    with serving.beside() as address:
        for picture in PICTURES:
            take(browser, address, picture)


def take_labels(browser: Browser) -> None:
    """Take the pictures of labelling."""
    for picture in LABELLING:
        take_labelling(browser, picture)


def take_messages(browser: Browser) -> None:
    """Search the messages of the sample, open a thread, and keep what is seen."""
    sample = ROOT / "data/sample"
    with TemporaryDirectory() as place:
        assessment = api.score([sample], settings.load(sample / "commsense.toml"), workers=1)
        wire.write(assessment, Path(place), "en")
        with serving.beside(report=Path(place)) as address:
            page = open_page(browser, f"{address}messages", "light", "en")
            page.locator("#query").fill("training")
            page.keyboard.press("Enter")
            page.wait_for_selector("#list mark.hit")
            page.locator("#list .row").nth(1).click()
            page.wait_for_selector("#said .chosen")
            keep(page, "messages-page.png")


def take(browser: Browser, address: str, picture: Picture) -> None:
    """Open the page, try its example, and keep what is seen.

    A card shows a comment beside the words; without it a point is marked on both sides.
    """
    page = open_page(browser, address, picture.scheme, picture.language)
    page.locator("#example").click()
    page.wait_for_selector("#results:not([hidden])")
    if picture.card:
        page.keyboard.press("F8")
    else:
        page.locator(".point:not(.left)").first.click()
        page.mouse.move(0, 0)
    keep(page, picture.name)


def take_labelling(browser: Browser, picture: Labelling) -> None:
    """Open the page of labelling, choose some labels of its sentence, and keep what is seen."""
    with TemporaryDirectory() as place:
        sentences, scheme = Path(place, "tasks.jsonl"), Path(place, "labels.toml")
        sentences.write_text(json.dumps(picture.sentence), encoding="utf-8")
        scheme.write_text(TASKS, encoding="utf-8")
        asked = prepare(Assignment(sentences, scheme, overlap=0))
        with serving.beside(labelling=asked) as address:
            page = open_page(browser, f"{address}label", picture.scheme, picture.language)
            page.locator("#name").fill("Maya")
            page.keyboard.press("Enter")
            page.wait_for_selector("#work:not([hidden])")
            for key in picture.keys:
                page.keyboard.press(key)
            keep(page, picture.name)


def open_page(
    browser: Browser, address: str, scheme: Literal["light", "dark"], language: str
) -> Page:
    """Open a page in a window of its own, in a language."""
    page = browser.new_context(viewport=WINDOW, color_scheme=scheme).new_page()  # type: ignore[arg-type]
    page.goto(address)
    page.locator(f"#languages button[lang={language}]").click()
    page.wait_for_selector(f"html[lang={language}]")
    return page


def keep(page: Page, name: str) -> None:
    """Keep what is seen, and close the window."""
    page.wait_for_timeout(MOMENT)
    page.screenshot(path=IMAGES / name)
    page.context.close()


PARTS = {"check": take_checks, "label": take_labels, "messages": take_messages}
"""What pictures are taken of, by the word that names them."""


if __name__ == "__main__":
    main()
