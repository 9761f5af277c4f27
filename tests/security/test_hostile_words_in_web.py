"""Every address of the page over a hostile archive: text that no browser takes for more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hostile_archive import PAYLOADS
from lxml import html
from starlette.testclient import TestClient

from commsense.assessment import Assessment
from commsense.reports import WRITERS
from commsense.settings import Settings
from commsense.web.access import Access
from commsense.web.app import create_app
from commsense.web.labelling import Assignment, prepare

ADDRESS = "http://127.0.0.1:8600"
ACCESS = Access(frozenset({"127.0.0.1"}), 8600)
PAGES = ("/", "/label", "/archive/report.html", "/static/{name}", "/api/v1/openapi.json")
JSON = ("application/json", "application/x-ndjson")
ASKED = {
    "/api/v1/check": {"draft": "We leverage {0} asap.", "reply_to": "From: {0}\n\nWhen is {0}?"},
    "/api/v1/labelling/next": {"annotator": "Maya {0}"[:20]},
    "/api/v1/labelling/undo": {"annotator": "Maya"},
}


@pytest.fixture(scope="module")
def web(
    hostile: tuple[Assessment, Settings], tmp_path_factory: pytest.TempPathFactory
) -> TestClient:
    assessment, told = hostile
    folder = tmp_path_factory.mktemp("web")
    for name in ("html", "json"):
        WRITERS[name].write(assessment, folder / "report", "en")
    tasks = folder / "tasks.jsonl"
    rows = [
        {"id": payload, "text": f"When is {payload}?", "client": payload, "context": [payload]}
        for payload in PAYLOADS
    ]
    tasks.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    labelling = prepare(Assignment(tasks, overlap=0.0))
    app = create_app(told, access=ACCESS, report=folder / "report", labelling=labelling)
    client = TestClient(app, base_url=ADDRESS, headers={"X-Commsense": "1"})
    client.follow_redirects = False
    return client


def addresses(web: TestClient, method: str) -> list[str]:
    """All that can be asked: what OpenAPI tells, and the pages."""
    paths = web.get("/api/v1/openapi.json").json()["paths"]
    found = [path for path, methods in paths.items() if method.lower() in methods]
    return sorted({*found, *(PAGES if method == "GET" else ())})


def filled(web: TestClient, address: str) -> Iterator[str]:
    """An address with hostile names in it, and with real ones."""
    if "{" not in address:
        yield address
        return
    head, _, tail = address.partition("{")
    rest = tail.partition("}")[2]
    for payload in (*PAYLOADS, "../../secret", "%2e%2e/%2e%2e/etc/passwd"):
        quoted = "".join(f"%{byte:02X}" for byte in payload.encode())
        yield f"{head}{quoted}{rest}"
    if "concerns" in head:
        for concern in web.get("/api/v1/concerns").json()["concerns"][:8]:
            yield f"{head}{concern['id']}{rest}"


def assert_safe(answer: Any) -> None:
    kind = answer.headers.get("content-type", "").partition(";")[0]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    if kind in JSON:
        for line in answer.text.splitlines() if kind == JSON[1] else [answer.text]:
            json.loads(line)
    elif kind == "text/html":
        root = html.document_fromstring(answer.content.decode("utf-8"))
        for element in root.iter(html.etree.Element):
            names = {str(name).lower() for name in element.attrib}
            assert not {name for name in names if name.startswith("on")}
            assert not str(element.get("href", "")).lower().strip().startswith("javascript")
        inline = [e for e in root.iter("script") if not e.get("src")]
        assert all("alert(1)" not in (e.text or "") for e in inline)
    else:
        assert "alert(1)" not in answer.text or kind == "text/plain"


def test_every_page_and_every_answer(web: TestClient) -> None:
    asked = addresses(web, "GET")
    assert {"/", "/label", "/api/v1/concerns", "/api/v1/labels.jsonl"} < set(asked)
    for address in asked:
        for each in filled(web, address):
            assert_safe(web.get(each))
    for payload in PAYLOADS:
        assert_safe(web.get("/api/v1/concerns", params={"query": payload, "kind": payload}))


def test_every_order(web: TestClient) -> None:
    for method in ("POST", "PUT", "DELETE"):
        for address in addresses(web, method):
            for each in filled(web, address):
                for payload in PAYLOADS[:3]:
                    body = {
                        key: value.replace("{0}", payload)
                        for key, value in ASKED.get(address, {"status": payload}).items()
                    }
                    answer = web.request(method, each, json=body)
                    assert answer.status_code < 500
                    assert_safe(answer)


def test_the_words_do_arrive(web: TestClient) -> None:
    told = web.get("/api/v1/concerns").text
    assert "script" in told
    assert (
        "default-src 'none'" in web.get("/archive/report.html").headers["content-security-policy"]
    )
