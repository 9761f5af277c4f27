"""The page of messages in a real browser, with the real server behind it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from commsense.web import serving
from commsense.web.index import listing

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE = "<img src=x onerror=\"window.run='yes'\"><script>window.run='yes'</script>"
Opening = Callable[..., "Page"]


@pytest.fixture(scope="module")
def address(
    browser: Browser,  # noqa: ARG001 - no server without a browser
    scored: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """A server of the sample, with a subject, a sender and a sentence that mean harm."""
    folder = tmp_path_factory.mktemp("messages") / "report"
    shutil.copytree(scored, folder)
    first, *lines = (folder / "report.json").read_text(encoding="utf-8").split("\n")
    place = next(at for at, line in enumerate(lines) if "Route planner" in line)
    thread = json.loads(lines[place].removesuffix(","))
    message = thread["messages"][-1]
    message |= {"subject": HOSTILE, "person": HOSTILE}
    message["sentences"][0]["text"] = HOSTILE
    lines[place] = json.dumps(thread, ensure_ascii=False) + "," * lines[place].endswith(",")
    (folder / "report.json").write_text("\n".join([first, *lines]), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listing, "ON_A_PAGE", 10)
        with serving.beside(report=folder) as served:
            yield f"{served}messages"


@pytest.fixture
def page(opened: Opening, address: str) -> Page:
    found = opened(address)
    found.wait_for_selector("#list .row")
    return found


def settled(page: Page) -> None:
    page.wait_for_function("() => document.querySelector('#list').ariaBusy === 'false'")


def search(page: Page, words: str) -> None:
    page.fill("#query", words)
    with page.expect_response(lambda answer: "query=" in answer.url):
        page.keyboard.press("Enter")
    settled(page)


def test_a_search_shows_what_was_found_and_its_thread(page: Page) -> None:
    search(page, "验收")
    rows = page.locator("#list .row")
    assert page.inner_text("#count") == f"{rows.count()} messages"
    assert "验收" in page.locator("#list mark.hit").all_inner_texts()
    rows.first.click()
    chosen = page.locator("#said .chosen")
    chosen.wait_for()
    assert rows.first.get_attribute("aria-current") == "true"
    sender = rows.first.locator(".who").inner_text()
    assert chosen.locator("h4").inner_text() == sender


def test_pages_and_keys_lead_through_the_list(page: Page) -> None:
    rows = page.locator("#list .row")
    assert rows.count() == 10
    first = rows.first.get_attribute("data-number")
    rows.first.focus()
    for _ in range(9):
        page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.number") == rows.last.get_attribute(
        "data-number"
    )
    page.keyboard.press("ArrowDown")
    page.wait_for_function(
        "first => document.activeElement.dataset.number === String(first - 10)", arg=int(first or 0)
    )
    page.keyboard.press("ArrowUp")
    page.wait_for_function(
        "first => document.activeElement.dataset.number === String(first - 9)", arg=int(first or 0)
    )
    page.keyboard.press("Enter")
    page.wait_for_selector("#said .chosen")
    assert page.evaluate("document.activeElement.id") == "thread-heading"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.number") == str(int(first or 0) - 9)


def test_the_last_page_and_a_month_are_one_step_away(page: Page) -> None:
    page.click("#last")
    page.wait_for_selector("#next:disabled")
    assert not page.locator("#previous").is_disabled()
    month = page.locator("#month option").nth(2).get_attribute("value") or ""
    with page.expect_response(lambda answer: f"day={month}" in answer.url) as asked:
        page.select_option("#month", month)
    settled(page)
    assert asked.value.json()["messages"][0]["date"].startswith(month)


def test_what_is_not_understood_is_said(page: Page, troubles: list[str]) -> None:
    search(page, '"open')
    assert "quotation mark" in page.inner_text("#trouble-words")
    assert page.locator("#list .row").count() == 10
    assert all(each.startswith("Failed to load resource") for each in troubles)
    troubles.clear()
    search(page, "nobodyeverwrotethis")
    assert page.locator("#trouble").is_hidden()
    assert page.inner_text("#count") == "No message is like that."
    page.click("#clear")
    page.wait_for_selector("#list .row")
    assert page.input_value("#query") == ""


def test_text_is_only_ever_text(page: Page) -> None:
    row = page.locator("#list .row", has_text="<script>").first
    assert HOSTILE in row.locator(".subject").inner_text()
    row.click()
    page.wait_for_selector("#said .chosen")
    assert HOSTILE in page.inner_text("#said .chosen .text")
    assert page.locator("#app img, #app script").count() == 0


def test_it_speaks_chinese_at_once(page: Page) -> None:
    page.locator("#list .row").first.click()
    page.wait_for_selector("#said .chosen")
    page.click("#languages button[lang=zh]")
    page.wait_for_selector("html[lang=zh]")
    assert "封邮件" in page.inner_text("#count")
    assert page.inner_text("h1") == "邮件"
    assert "来自" in page.inner_text("#said .chosen .where")


def test_a_concern_leads_to_its_thread(opened: Opening, address: str) -> None:
    page = opened(address.removesuffix("messages"))
    page.click("#tab-archive")
    link = page.locator("#concern-rows a").first
    link.click()
    page.wait_for_selector("#said .chosen")
    assert page.url.endswith("/messages")


def test_a_small_window_shows_one_thing_at_a_time(opened: Opening, address: str) -> None:
    page = opened(address, viewport={"width": 420, "height": 800})
    page.locator("#list .row").first.click()
    page.wait_for_selector("#said .chosen")
    assert page.locator("#list").is_hidden()
    page.click("#thread-back")
    assert page.locator("#list").is_visible()
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]


def test_everything_has_a_name(page: Page) -> None:
    page.locator("#list .row").first.click()
    page.wait_for_selector("#said .chosen")
    bare = page.evaluate(
        """() => [...document.querySelectorAll("button, select, input, a, section, nav")]
          .filter((e) => e.offsetParent !== null)
          .filter((e) => !(e.textContent.trim() || e.ariaLabel || e.labels?.length
            || e.getAttribute("aria-labelledby")))
          .map((e) => e.id || e.outerHTML.slice(0, 80))"""
    )
    assert bare == []
