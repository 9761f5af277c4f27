"""The index is made of what the report says, as a whole or not at all, and kept up with it."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from commsense.errors import InputError
from commsense.web.index import building, entries, from_report, keeping, threads
from commsense.web.index.keeping import Index, NotReady
from commsense.web.ledger import Archive


def quietly(done: float) -> None:
    """Tell nobody."""


def threads_of(report: Path) -> list[dict[str, Any]]:
    return list(json.loads((report / "report.json").read_text(encoding="utf-8"))["threads"])


def test_it_holds_every_message_in_the_order_of_dates(report: Path) -> None:
    from_report.make(report / "report.json", report / "index.sqlite", quietly)
    file = keeping.connected(report / "index.sqlite")
    told = [m for thread in threads_of(report) for m in thread["messages"]]
    rows = file.execute("SELECT id, date FROM messages ORDER BY number").fetchall()
    assert {name for name, _ in rows} == {m["id"] for m in told}
    moments = [entries.moment(date) for _, date in rows]
    assert moments == sorted(moments)
    assert file.execute("SELECT sum(messages) FROM clients").fetchone() == (len(told),)
    dated = sum(moment != entries.NEVER for moment in moments)
    assert file.execute("SELECT sum(messages) FROM days").fetchone() == (dated,)


def test_what_was_seen_stands_at_its_words(report: Path) -> None:
    from_report.make(report / "report.json", report / "index.sqlite", quietly)
    file = keeping.connected(report / "index.sqlite")
    compared = 0
    for thread in threads_of(report):
        number, _ = threads.numbered(file, thread["messages"][0]["id"])  # type: ignore[misc]
        told = threads.page(file, number, 0)
        assert told
        texts = {concern["id"]: concern["text"] for concern in thread["concerns"]}
        for said in told.messages:
            for seen in said.seen:
                if seen.kind == "concern":
                    assert said.text[seen.start : seen.end] == texts[seen.id]
                    compared += 1
        assert {f["criterion"] for f in thread["findings"] if f["verdict"] == "missed"} == {
            seen.label for said in told.messages for seen in said.seen if seen.kind == "missed"
        }
    assert compared > 20


def test_it_is_for_its_owner_alone(report: Path) -> None:
    from_report.make(report / "report.json", report / "index.sqlite", quietly)
    if os.name == "posix":
        assert (report / "index.sqlite").stat().st_mode & 0o777 == 0o600
    assert not list(report.glob(".index-*"))


def test_the_same_report_gives_the_same_answers_and_bytes(report: Path) -> None:
    for name in ("a", "b"):
        from_report.make(report / "report.json", report / name, quietly)
    assert (report / "a").read_bytes() == (report / "b").read_bytes()


@pytest.mark.parametrize("when", [0.2, 0.5, 1.0])
def test_one_that_is_ended_leaves_the_old_one(report: Path, when: float) -> None:
    def ended(done: float) -> None:
        if done >= when:
            raise KeyboardInterrupt

    index = report / "index.sqlite"
    index.write_bytes(b"as it was")
    with pytest.raises(KeyboardInterrupt):
        from_report.make(report / "report.json", index, ended)
    assert index.read_bytes() == b"as it was"
    assert not list(report.glob(".index-*"))


def test_what_a_killed_one_left_goes_away(report: Path) -> None:
    old, new = (report / f".index-{name}.building" for name in ("old", "new"))
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (time.time() - 7_200,) * 2)
    from_report.make(report / "report.json", report / "index.sqlite", quietly)
    assert not old.exists()
    assert new.exists()  # somebody may be writing it
    os.utime(new, (time.time() - 7_200,) * 2)
    assert ready(Index(Archive(report)))
    assert not new.exists()


def test_it_is_made_once_and_again_when_the_report_changes(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []
    make = from_report.make

    def counted(path: Path, index: Path, progress: building.Progress) -> None:
        made.append(index)
        make(path, index, progress)

    monkeypatch.setattr(from_report, "make", counted)
    assert ready(Index(Archive(report)))
    assert ready(Index(Archive(report)))
    assert len(made) == 1
    index = Index(Archive(report))
    assert ready(index)
    path = report / "report.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Route planner", "Path finder"), encoding="utf-8"
    )
    assert ready(index)
    assert len(made) == 2
    with index.opened() as file:
        assert file.execute(
            "SELECT count(*) FROM messages WHERE subject LIKE '%Path finder%'"
        ).fetchone() > (0,)


def ready(index: Index) -> bool:
    until = time.monotonic() + 10
    while index.state().state == "building" and time.monotonic() < until:
        time.sleep(0.01)
    return index.state().state == "ready"


def test_nobody_waits_for_a_long_one(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_AT_ONCE", 0.01)
    make = from_report.make

    def slow(path: Path, index: Path, progress: building.Progress) -> None:
        progress(0.25)
        time.sleep(0.3)
        make(path, index, progress)

    monkeypatch.setattr(from_report, "make", slow)
    index = Index(Archive(report))
    assert index.state().state == "building"
    time.sleep(0.05)
    assert index.state().done == 0.25
    with pytest.raises(NotReady, match="25%"), index.opened():
        pass
    index.end()
    assert not (report / "index.sqlite").exists()


def test_a_file_that_is_no_index_is_not_replaced(report: Path) -> None:
    other = report / "notes.sqlite"
    with sqlite3.connect(other) as file:
        file.execute("CREATE TABLE notes (text)")
    before = other.read_bytes()
    index = Index(Archive(report), other)
    assert index.state().state == "failed"
    with pytest.raises(InputError, match="--index"), index.opened():
        pass
    assert other.read_bytes() == before


def test_a_place_that_cannot_be_written_is_said(report: Path) -> None:
    index = Index(Archive(report), report / "not there" / "index.sqlite")
    index.state()
    until = time.monotonic() + 10
    while index.state().state == "building" and time.monotonic() < until:
        time.sleep(0.01)
    assert index.state().state == "failed"
    assert "--index" in index.state().error


def test_a_damaged_one_is_told_and_made_again(report: Path) -> None:
    index = Index(Archive(report))
    assert ready(index)
    path = report / "index.sqlite"
    data = bytearray(path.read_bytes())
    data[len(data) // 4 :] = b"\xff" * (len(data) - len(data) // 4)
    path.write_bytes(data)
    with pytest.raises(InputError, match="cannot be read"), index.opened() as file:
        file.execute("SELECT sum(length(text)) FROM texts").fetchone()
    assert ready(index)
    with index.opened() as file:
        assert file.execute("SELECT sum(length(text)) FROM texts").fetchone() > (0,)


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        (None, entries.NEVER),
        ("never", entries.NEVER),
        ("1970-01-01T00:00:10+00:00", 10),
        ("1970-01-01T08:00:10+08:00", 10),
        ("1970-01-01T00:00:10", 10),
        ("0001-01-01T00:00:00+14:00", -62_135_647_200),
    ],
)
def test_a_moment_is_in_seconds(date: str | None, moment: int) -> None:
    assert entries.moment(date) == moment


def concern(negative: bool = False, escalation: bool = False, status: str = "open") -> Any:
    return entries.Concern("m:1", "m", 1, "question", status, negative, escalation)


@pytest.mark.parametrize(
    ("concerns", "kept", "missed", "severity"),
    [
        ((), (), 0, 0),
        ((), ("kept", "unknown"), 0, 0),
        ((), (), 1, 1),
        ((concern(),), (), 0, 1),
        ((concern(status="answered"),), (), 0, 0),
        ((concern(negative=True, status="resolved"),), (), 0, 2),
        ((), ("missed",), 0, 2),
        ((concern(), concern(escalation=True)), ("missed",), 3, 3),
    ],
)
def test_severity(concerns: Any, kept: Any, missed: int, severity: int) -> None:
    promises = [entries.Commitment("m", 1, each) for each in kept]
    assert entries.severity_of(concerns, promises, missed) == severity
