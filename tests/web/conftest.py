"""A scored archive, a stand-in for the page, a browser's way of asking, and a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from commsense import api, settings
from commsense.reports import WRITERS
from commsense.web.access import Access
from commsense.web.app import create_app
from commsense.web.labelling import Labelling
from commsense.web.turns import Turns

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ADDRESS = "http://127.0.0.1:8600"
HERE = Access(frozenset({"127.0.0.1", "localhost"}), 8600)
MARK = {"X-Commsense": "1"}

CHROMIUM = Path("/usr/bin/chromium")
OPTIONS = (
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SECONDS = 10_000  # milliseconds that something may take
WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""

Asking = Callable[..., TestClient]
Opening = Callable[..., "Page"]


@pytest.fixture(scope="session")
def scored(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample's report; copy it before anything is written there."""
    sample = root / "data/sample"
    folder = tmp_path_factory.mktemp("scored")
    assessment = api.score([sample], settings.load(sample / "commsense.toml"), workers=1)
    for name in ("html", "json"):
        WRITERS[name].write(assessment, folder, "en")
    return folder


@pytest.fixture
def report(scored: Path, tmp_path: Path) -> Path:
    """A report of one's own, as it was before anybody had an index made of it."""
    bare = shutil.ignore_patterns("*.sqlite*", ".index-*")
    return Path(shutil.copytree(scored, tmp_path / "report", ignore=bare))


@pytest.fixture(scope="session")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stand-in for the page."""
    folder = tmp_path_factory.mktemp("page") / "static"
    (folder / "fonts").mkdir(parents=True)
    page = '<!doctype html><html lang="{{lang}}"><style nonce="{{nonce}}"></style></html>'
    (folder / "index.html").write_text(page, encoding="utf-8")
    (folder / "page.js").write_text("'use strict';", encoding="utf-8")
    (folder / "fonts/plain.woff2").write_bytes(b"wOF2")
    (folder / "notes.sqlite").write_bytes(b"not for the browser")
    (folder.parent / "secret.txt").write_text("secret", encoding="utf-8")
    return folder


@pytest.fixture
def asking(static: Path) -> Asking:
    """Gives a client that asks as our page does."""

    def client(
        report: Path | None = None,
        access: Access = HERE,
        turns: Turns | None = None,
        language: str = "en",
        corrections: Path | None = None,
        labelling: Labelling | None = None,
    ) -> TestClient:
        told = settings.check({"language": language}, "test")
        app = create_app(
            told,
            access=access,
            report=report,
            corrections=corrections,
            labelling=labelling,
            static=static,
            turns=turns,
        )
        return TestClient(app, base_url=ADDRESS, headers=MARK, follow_redirects=False)

    return client


@pytest.fixture
def web(asking: Asking) -> TestClient:
    """A server without a report."""
    return asking()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"there is no {CHROMIUM}")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=str(CHROMIUM), args=list(OPTIONS))
        yield started
        started.close()


@pytest.fixture
def troubles() -> list[str]:
    """What the browser complained of; a test that makes trouble on purpose clears it."""
    return []


@pytest.fixture
def opened(browser: Browser, troubles: list[str]) -> Iterator[Opening]:
    """Opens the page; whatever a test does, the browser must find nothing wrong with it."""
    contexts = []

    def opening(address: str, **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1360, "height": 860}, **options})
        contexts.append(context)
        context.add_init_script(WATCH)
        page = context.new_page()
        page.set_default_timeout(SECONDS)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "console",
            lambda said: troubles.append(said.text) if said.type in ("error", "warning") else None,
        )
        page.goto(address)
        page.wait_for_selector("#app:not([hidden])")
        return page

    yield opening
    for context in contexts:
        for page in context.pages:
            assert page.evaluate("window.violations") == []
            assert page.evaluate("window.run") is None
        context.close()
    assert troubles == []
