"""The page, its files, and the report."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from commsense.web import pages
from commsense.web.app import create_app

Asking = Callable[..., TestClient]


def test_the_page_has_a_fresh_nonce_and_the_language(asking: Asking) -> None:
    web = asking(language="zh")
    seen = set()
    for _ in range(2):
        answer = web.get("/")
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert '<html lang="zh">' in answer.text
        assert "{{" not in answer.text
        nonce = re.findall('nonce="([^"]+)"', answer.text)[0]
        assert f"style-src 'self' 'nonce-{nonce}';" in answer.headers["content-security-policy"]
        assert "script-src 'self';" in answer.headers["content-security-policy"]
        seen.add(nonce)
    assert len(seen) == 2


@pytest.mark.parametrize(
    ("name", "kind"),
    [("page.js", "text/javascript; charset=utf-8"), ("fonts/plain.woff2", "font/woff2")],
)
def test_files_have_their_type_and_are_asked_for_again(
    web: TestClient, name: str, kind: str
) -> None:
    answer = web.get(f"/static/{name}")
    assert answer.headers["content-type"] == kind
    assert answer.headers["cache-control"] == "private, no-cache"
    again = web.get(f"/static/{name}", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static/none.js",
        "/static/index.html",
        "/static/notes.sqlite",
        "/static/../secret.txt",
        "/static/..%2fsecret.txt",
        "/static/%2e%2e/secret.txt",
        "/static/..%5csecret.txt",
        "/static/fonts/..%2f..%2fsecret.txt",
        "/static/%2fetc%2fpasswd",
        "/static/fonts",
        "/static/page.js%00",
    ],
)
def test_nothing_else_is_served(web: TestClient, path: str) -> None:
    answer = web.get(path)
    assert answer.status_code == 404
    assert "secret" not in answer.text


def test_without_a_page_it_says_so(tmp_path: Path) -> None:
    web = TestClient(create_app(static=tmp_path / "none"), base_url="http://localhost")
    answer = web.get("/")
    assert answer.status_code == 404
    assert "not part of this installation" in answer.json()["error"]


def test_the_report_runs_what_is_its_own(asking: Asking, report: Path) -> None:
    answer = asking(report).get("/archive/report.html")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    for element, directive in (("style", "style-src"), ("script", "script-src")):
        (inside,) = re.findall(f"<{element}>(.*?)</{element}>", answer.text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}';" in policy
    assert "unsafe" not in policy


def test_a_report_cannot_name_hashes_in_its_text(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    evil = '<meta http-equiv="Content-Security-Policy" content="script-src \'sha256-%s=\'">'
    page.write_text(" " * 5_000 + evil % ("A" * 43), encoding="utf-8")
    assert "script-src 'none'" in pages.report_policy(page)
    page.write_text(evil % "A; script-src *", encoding="utf-8")
    assert "script-src 'none'" in pages.report_policy(page)


def test_without_a_report_there_is_none(web: TestClient, asking: Asking, report: Path) -> None:
    assert web.get("/archive/report.html").status_code == 404
    (report / "report.html").unlink()
    assert asking(report).get("/archive/report.html").status_code == 404
