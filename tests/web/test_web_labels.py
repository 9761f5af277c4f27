"""Corrections go out in the form of the labelled threads."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from commsense.labels import RELATIONS
from commsense.ledger import rows
from commsense.training import pairs
from commsense.web import labels
from commsense.web.corrections import Correction
from commsense.web.ledger import Concern, Event, Filed

ALL = "/api/v1/concerns"


@pytest.fixture
def web(asking: Callable[..., TestClient], report: Path) -> TestClient:
    return asking(report)


def correct(web: TestClient, was: str, status: str, **more: str) -> dict[str, Any]:
    concern: dict[str, Any] = web.get(ALL, params={"status": was}).json()["concerns"][0]
    answer = web.put(f"{ALL}/{concern['id']}", json={"status": status, **more})
    assert answer.status_code == 200
    return concern


def exported(web: TestClient) -> list[dict[str, Any]]:
    answer = web.get("/api/v1/corrections.jsonl")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/x-ndjson"
    return [json.loads(line) for line in answer.text.splitlines()]


def test_without_corrections_there_are_no_rows(web: TestClient) -> None:
    assert exported(web) == []


def test_track_reads_the_rows(web: TestClient) -> None:
    concern = correct(web, "resolved", "resolved", note="right")
    (row,) = exported(web)
    read = rows.read(row, "row 1")
    assert read.id == concern["thread"]
    (told,) = row["concerns"]
    assert (told["final"], told["model"], told["note"]) == ("resolved", "resolved", "right")
    raised = next(m for m in read.messages if m.message.id == told["message"])
    assert raised.sentences[told["sentence"] - 1].text == told["text"] == concern["text"]
    assert raised.side == "client"
    assert raised.person == concern["person"]


def test_the_evidence_is_the_sentence_that_led_there(web: TestClient) -> None:
    concern = correct(web, "resolved", "resolved")
    (row,) = exported(web)
    (told,) = row["concerns"]
    message = next(m for m in row["messages"] if m["id"] == told["evidence"]["message"])
    words = message["sentences"][told["evidence"]["sentence"] - 1]["text"]
    assert words == next(e["text"] for e in concern["events"] if e["status"] == "resolved")


def test_nothing_leads_to_open(web: TestClient) -> None:
    correct(web, "answered", "open")
    (row,) = exported(web)
    (told,) = row["concerns"]
    assert (told["final"], told["events"]) == ("open", [])
    assert row["unplaced"] == []


def test_a_status_that_no_sentence_led_to_stands_apart(web: TestClient) -> None:
    correct(web, "open", "answered")
    (row,) = exported(web)
    assert row["concerns"] == []
    assert [each["final"] for each in row["unplaced"]] == ["answered"]


def test_a_sentence_of_another_thread_is_no_evidence() -> None:
    said = Event("m1", 1, "open", "Why?", None, "Anna")
    elsewhere = Event("notes", 4, "resolved", "Solved.", None, "Anna")
    concern = Concern("m1:1", "m1", 1, "question", "Why?", "resolved", "", "", None, ())
    filed = Filed(replace(concern, events=(said, elsewhere)), "m1")
    correction = Correction("m1:1", "m1", "resolved", "resolved", "", "", "")
    thread = {"id": "m1", "client": "", "messages": []}
    made = labels.row(thread, [(filed, correction)])
    assert (len(made["concerns"]), len(made["unplaced"])) == (0, 1)


def test_training_reads_them_and_learns_nothing_that_nobody_said(
    web: TestClient, tmp_path: Path
) -> None:
    confirmed = correct(web, "resolved", "resolved")
    correct(web, "open", "answered")
    file = tmp_path / "corrections.jsonl"
    file.write_text(web.get("/api/v1/corrections.jsonl").text, encoding="utf-8")
    lessons = pairs.read(file)
    assert {each.given.context for each in lessons} == {(confirmed["text"],)}
    resolved = [each for each in lessons if each.relation == RELATIONS.index("resolved")]
    assert [each.given.text for each in resolved] == [confirmed["events"][-1]["text"]]


def test_notes_say_who_speaks(web: TestClient, report: Path) -> None:
    threads = json.loads((report / "report.json").read_bytes())["threads"]
    notes = next(
        c["id"] for t in threads for c in t["concerns"] if t["messages"][0]["kind"] == "notes"
    )
    web.put(f"{ALL}/{notes}", json={"status": "open"})
    (row,) = exported(web)
    read = rows.read(row, "row 1")
    sides = {(s.side.value, s.person) for m in read.messages for s in m.sentences}
    assert "client" in {side for side, _ in sides}
    assert len({person for _, person in sides}) > 1


def test_a_concern_that_has_gone_is_left_out(web: TestClient, report: Path) -> None:
    concern = correct(web, "resolved", "open")
    lines = (report / "report.json").read_text(encoding="utf-8").split("\n")
    kept = [line for line in lines if not line.startswith(f'{{"id":"{concern["thread"]}"')]
    (report / "report.json").write_text("\n".join(kept), encoding="utf-8")
    assert exported(web) == []
