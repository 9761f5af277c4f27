"""A scored archive, a stand-in for the page, and a browser's way of asking."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from commsense import api, settings
from commsense.reports import WRITERS
from commsense.web.access import Access
from commsense.web.app import create_app
from commsense.web.turns import Turns

ADDRESS = "http://127.0.0.1:8600"
HERE = Access(frozenset({"127.0.0.1", "localhost"}), 8600)
MARK = {"X-Commsense": "1"}

Asking = Callable[..., TestClient]


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
    """A report of one's own."""
    return Path(shutil.copytree(scored, tmp_path / "report"))


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
    ) -> TestClient:
        told = settings.check({"language": language}, "test")
        app = create_app(
            told,
            access=access,
            report=report,
            corrections=corrections,
            static=static,
            turns=turns,
        )
        return TestClient(app, base_url=ADDRESS, headers=MARK, follow_redirects=False)

    return client


@pytest.fixture
def web(asking: Asking) -> TestClient:
    """A server without a report."""
    return asking()
