"""The concerns of an archive, and what people say of them."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from commsense.errors import InputError
from commsense.labels import Status

Asking = Callable[..., TestClient]
ALL = "/api/v1/concerns"


def threads(report: Path) -> list[dict[str, Any]]:
    found: dict[str, list[dict[str, Any]]] = json.loads((report / "report.json").read_bytes())
    return found["threads"]


def first(web: TestClient, status: str) -> dict[str, Any]:
    found: dict[str, Any] = web.get(ALL, params={"status": status}).json()["concerns"][0]
    return found


@pytest.fixture
def web(asking: Asking, report: Path) -> TestClient:
    return asking(report)


def test_they_are_those_of_the_report(web: TestClient, report: Path) -> None:
    told = web.get(ALL).json()
    wanted = {c["id"]: (t["id"], c) for t in threads(report) for c in t["concerns"]}
    assert told["total"] == len(wanted)
    assert (told["page"], told["pages"]) == (1, -(-len(wanted) // 50))
    assert len(told["concerns"]) == 50
    for each in told["concerns"]:
        thread, concern = wanted[each["id"]]
        assert each["thread"] == thread
        assert each["corrected"] is None
        for field in ("message", "kind", "text", "status", "person", "date", "client"):
            assert each[field] == concern[field]
        fields = ("status", "text", "date", "person")
        assert each["events"] == [{f: event[f] for f in fields} for event in concern["events"]]


def test_what_waits_longest_stands_first(web: TestClient) -> None:
    told = [*web.get(ALL).json()["concerns"], *web.get(ALL, params={"page": 2}).json()["concerns"]]
    order = ("open", "reopened", "acknowledged", "answered", "resolved")
    places = [max(1, order.index(each["status"])) for each in told]
    assert places == sorted(places)
    waiting = [each["date"] for each in told if each["status"] in ("open", "reopened")]
    assert len(waiting) > 5
    assert waiting == sorted(waiting)


def test_they_can_be_chosen(web: TestClient, report: Path) -> None:
    wanted = [c for t in threads(report) for c in t["concerns"]]
    for field, value in (("status", "resolved"), ("kind", "question")):
        told = web.get(ALL, params={field: value}).json()
        assert told["total"] == sum(c[field] == value for c in wanted) > 0
        assert {each[field] for each in told["concerns"]} == {value}
    told = web.get(ALL, params={"query": "12 DAYS northwind"}).json()
    assert told["total"] > 0
    assert all("12 days" in each["text"] for each in told["concerns"])
    assert web.get(ALL, params={"query": "no such words"}).json()["concerns"] == []
    assert web.get(ALL, params={"status": "", "kind": ""}).json()["total"] == len(wanted)
    assert web.get(ALL, params={"page": 9}).json()["concerns"] == []


@pytest.mark.parametrize("wrong", [{"status": "closed"}, {"kind": "x"}, {"page": 0}])
def test_a_choice_that_there_is_not(web: TestClient, wrong: dict[str, Any]) -> None:
    assert web.get(ALL, params=wrong).status_code == 422


def test_a_correction_holds_and_can_be_taken_back(web: TestClient) -> None:
    concern = first(web, "open")
    path = f"{ALL}/{concern['id']}"
    answer = web.put(path, json={"status": "answered", "note": "On the phone, 4 May."})
    wanted = {**concern, "corrected": "answered", "note": "On the phone, 4 May."}
    assert answer.json() == wanted
    assert wanted in web.get(ALL, params={"status": "answered"}).json()["concerns"]
    assert concern["id"] not in str(web.get(ALL, params={"status": "open"}).json())
    assert web.put(path, json={"status": "resolved"}).json()["corrected"] == "resolved"
    for _ in range(2):
        assert web.delete(path).json() == concern
    assert first(web, "open") == concern


def test_corrections_outlive_the_server(asking: Asking, report: Path) -> None:
    concern = first(asking(report), "open")
    asking(report).put(f"{ALL}/{concern['id']}", json={"status": "resolved"})
    found = asking(report).get(ALL, params={"status": "resolved"}).json()["concerns"]
    assert {**concern, "corrected": "resolved"} in found


def test_the_file_is_made_at_the_first_correction_for_its_owner(
    web: TestClient, report: Path
) -> None:
    concern = first(web, "open")
    web.delete(f"{ALL}/{concern['id']}")
    web.get("/api/v1/corrections.jsonl")
    file = report / "corrections.sqlite"
    assert not file.exists()
    web.put(f"{ALL}/{concern['id']}", json={"status": "resolved"})
    assert sys.platform == "win32" or stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_file_can_be_elsewhere(asking: Asking, report: Path, tmp_path: Path) -> None:
    web = asking(report, corrections=tmp_path / "mine.sqlite")
    web.put(f"{ALL}/{first(web, 'open')['id']}", json={"status": "resolved"})
    assert (tmp_path / "mine.sqlite").exists()
    assert not (report / "corrections.sqlite").exists()


@pytest.mark.parametrize(
    "asked", [{}, {"status": "closed"}, {"status": "open", "note": "x" * 2_001}, {"status": 1}]
)
def test_a_correction_that_cannot_be_used(web: TestClient, report: Path, asked: Any) -> None:
    path = f"{ALL}/{first(web, 'open')['id']}"
    assert web.put(path, json=asked).status_code == 422
    assert not (report / "corrections.sqlite").exists()


@pytest.mark.parametrize("name", ["none:1", "a%2Fb:1", "..%2f..%2fetc:1", "'; DROP TABLE x; --"])
def test_a_concern_that_there_is_not(web: TestClient, name: str) -> None:
    assert web.put(f"{ALL}/{name}", json={"status": "open"}).status_code == 404
    assert web.delete(f"{ALL}/{name}").status_code == 404


def test_a_file_that_is_not_ours_is_left_alone(asking: Asking, report: Path) -> None:
    file = report / "corrections.sqlite"
    file.write_text("somebody's notes, long enough to be looked at as a database " * 20)
    before = file.read_bytes()
    web = asking(report)
    answer = web.get(ALL)
    assert answer.status_code == 503
    assert "--corrections" in answer.json()["error"]
    name = threads(report)[0]["concerns"][0]["id"]
    assert web.put(f"{ALL}/{name}", json={"status": "open"}).status_code == 503
    assert file.read_bytes() == before


def test_a_report_that_was_written_anew_is_read_anew(asking: Asking, report: Path) -> None:
    web = asking(report)
    before = web.get(ALL).json()["total"]
    lines = (report / "report.json").read_text(encoding="utf-8").split("\n")
    kept = [line for line in lines[1:-2] if '"concerns":[]' not in line][:3]
    threads = ",\n".join(line.removesuffix(",") for line in kept)
    text = f"{lines[0]}\n{threads}\n]}}\n"
    (report / "report.json").write_text(text, encoding="utf-8")
    assert 0 < web.get(ALL).json()["total"] < before
    (report / "report.json").write_text(text[:-100], encoding="utf-8")
    answer = web.get(ALL)
    assert answer.status_code == 503
    assert "is not a report" in answer.json()["error"]


def test_without_a_report_there_are_none(asking: Asking) -> None:
    web = asking()
    for answer in (
        web.get(ALL),
        web.put(f"{ALL}/x:1", json={"status": "open"}),
        web.delete(f"{ALL}/x:1"),
        web.get("/api/v1/corrections.jsonl"),
    ):
        assert answer.status_code == 404
        assert "commsense serve REPORT" in answer.json()["error"]


def test_a_folder_without_a_report_is_said_at_the_start(asking: Asking, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="commsense score"):
        asking(tmp_path)
    (tmp_path / "report.json").write_text('{"schema": "other"}')
    with pytest.raises(InputError, match="is not a report"):
        asking(tmp_path)


def test_every_status_can_be_said(web: TestClient) -> None:
    name = first(web, "open")["id"]
    for status in Status:
        assert web.put(f"{ALL}/{name}", json={"status": status}).json()["corrected"] == status
