"""Outlook's data files: the walk over the folders, the process that does it, what comes of it."""

from __future__ import annotations

import sys
import tarfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from commsense import sources
from commsense.conversation import Message, Place, Skipped
from commsense.settings import Limits
from commsense.sources.item import Item
from commsense.sources.outlook import mapi, pst, pst_frames, pst_running, pst_walk
from commsense.sources.outlook.pst_frames import Frame
from outlook_files import MAIL, PEOPLE, number, u

Archive = Callable[..., tuple[list[Message], dict[str, str]]]


@dataclass
class Entry:
    entry_type: int
    value_type: int
    data: bytes | None


@dataclass
class Thing:
    """As ``pypff`` gives a message, a folder, an attachment or a row of recipients."""

    properties: mapi.Properties
    rows: list[mapi.Properties] = field(default_factory=list)
    attachments: list[Thing] = field(default_factory=list)
    inside: list[Thing] = field(default_factory=list)

    @property
    def entries(self) -> list[Entry]:
        return [Entry(tag, kind, data or None) for tag, (kind, data) in self.properties.items()]

    number_of_entries = property(lambda self: len(self.entries))
    number_of_attachments = property(lambda self: len(self.attachments))

    @property
    def recipients(self) -> Any:
        return Table([Thing(row) for row in self.rows]) if self.rows else None

    def get_entry(self, at: int) -> Entry:
        return self.entries[at]

    def get_number_of_record_sets(self) -> int:
        return 1

    def get_record_set(self, _: int) -> Thing:
        return self

    def get_attachment(self, at: int) -> Thing:
        return self.attachments[at]

    def get_number_of_sub_items(self) -> int:
        return len(self.inside)

    def get_sub_item(self, at: int) -> Thing:
        return self.inside[at]

    def get_size(self) -> int:
        return 7


@dataclass
class Table:
    rows: list[Thing]

    def get_number_of_record_sets(self) -> int:
        return len(self.rows)

    def get_record_set(self, at: int) -> Thing:
        return self.rows[at]


@dataclass
class Folder(Thing):
    identifier: int = 0
    messages: list[Thing | Exception] = field(default_factory=list)
    folders: list[Folder] = field(default_factory=list)

    def get_identifier(self) -> int:
        return self.identifier

    def get_number_of_sub_messages(self) -> int:
        return len(self.messages)

    def get_number_of_sub_folders(self) -> int:
        return len(self.folders)

    def get_sub_message(self, at: int) -> Thing:
        found = self.messages[at]
        if isinstance(found, Exception):
            raise found
        return found

    def get_sub_folder(self, at: int) -> Folder:
        return self.folders[at]


@dataclass
class File:
    root: Folder

    def get_root_folder(self) -> Folder:
        return self.root

    def get_message_store(self) -> Thing:
        return Thing({0x35E0: (mapi.BINARY, bytes(20) + (34).to_bytes(4, "little"))})


def named(name: str, identifier: int, *messages: Thing | Exception, count: int = 0) -> Folder:
    properties = {mapi.DISPLAY_NAME: u(name), mapi.CONTENT_COUNT: number(count)}
    return Folder(properties, identifier=identifier, messages=[*messages])


@pytest.fixture
def file() -> File:
    """A file with an inbox, a folder in it, a calendar, and one that holds itself."""
    deleted = Thing({mapi.MESSAGE_CLASS: u("IPM.Appointment")})
    top = named("Oberste Ebene", 34)
    inbox = named("Inbox", 66, Thing(MAIL, PEOPLE), OSError("bad block"), Thing(MAIL))
    acme = named("Acme/Ltd", 98, Thing(MAIL, attachments=[Thing({}, inside=[Thing(MAIL)])]))
    top.folders = [
        inbox,
        named("Calendar", 130, deleted, deleted),
        named("Junk Email", 162, deleted),
    ]
    inbox.folders = [acme]
    acme.folders = [inbox]
    top.folders.append(named("Lost", 194, count=3))
    return File(Folder({}, identifier=2, folders=[top]))


def walk(file: File, first: int = 0, avoided: frozenset[int] = frozenset()) -> list[Frame]:
    found = pst_walk.frames(file, 10_000, first, avoided)
    return [frame for frame in found if not frame.begins]


def test_the_walk_over_the_folders(file: File) -> None:
    told = [(f.folder, f.position, f.kind or f.reason or "mail") for f in walk(file)]
    assert told == [
        ("Inbox", 1, "mail"),
        ("Inbox", 2, "damaged (this mail cannot be read)"),
        ("Inbox", 3, "mail"),
        ("Inbox/Acme∕Ltd", 1, "mail"),
        ("Calendar", 1, "a calendar entry, not a mail"),
        ("Calendar", 2, "a calendar entry, not a mail"),
        ("Junk Email", 1, "a mail in a folder for junk mail"),
        ("Lost", 0, "damaged (3 things in it are not found)"),
    ]


def test_a_walk_goes_on_behind_what_broke_it(file: File) -> None:
    frames = walk(file)
    later = walk(file, first=frames[2].number, avoided=frozenset({frames[1].number}))
    assert later[0] == frames[2]
    assert not walk(file, first=frames[-1].number + 1)


def test_what_a_frame_holds_becomes_a_message(file: File) -> None:
    data = [frame.message for frame in walk(file) if frame.message]
    (found,) = sources.parse(Item("pst", Place("a.pst!Inbox"), data[0]), None)
    assert isinstance(found, Message)
    assert found.subject == "Go-live"
    assert [person.email for person in found.recipients] == [
        "ben@brightline.example",
        "cy@brightline.example",
    ]
    (outer,) = sources.parse(Item("pst", Place("a.pst!Inbox"), data[2]), None)
    assert isinstance(outer, Message)
    assert outer.body.count("When do we go live?") == 2


def test_a_draft_and_a_message_that_is_too_large() -> None:
    draft = Thing({**MAIL, mapi.FLAGS: number(9)})
    large = Thing({**MAIL, mapi.BODY: u("x" * 6_000)})
    frames = walk(File(Folder({}, folders=[named("Inbox", 66, draft, large)])))
    assert frames[1].reason == pst_frames.TOO_LARGE
    (found,) = sources.parse(Item("pst", Place("a.pst"), frames[0].message), None)
    assert found == Skipped(Place("a.pst"), "a draft or spam, as its mailbox marks it")


BREAKS = """
import os, sys
from commsense.sources.outlook.pst_frames import Frame, write
first = int(sys.argv[2])
out = sys.stdout.buffer
for number in range(1, 6):
    if number < first:
        continue
    write(out, Frame(number, "Inbox", number))
    out.flush()
    if number in (2, 4):
        os.abort() if sys.argv[1] == "abort" else __import__("time").sleep(60)
    write(out, Frame(number, "Inbox", number, message=b"m"))
write(out, Frame(0, last=True))
"""


@pytest.mark.parametrize("how", ["abort", "hang"])
def test_a_process_that_breaks_off_costs_one_mail(
    how: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "breaks.py"
    script.write_text(BREAKS)
    monkeypatch.setattr(
        pst_running, "_command", lambda _, first, __: [sys.executable, script, how, str(first)]
    )
    monkeypatch.setattr(pst_running, "PATIENCE", 0.5)
    began = time.monotonic()
    with script.open("rb") as file:
        frames = list(pst_running.frames(file.fileno(), 1_000))
    assert [(f.number, f.reason) for f in frames if not f.message] == [
        (2, "damaged (the program that reads Outlook data files broke off here)"),
        (4, "damaged (the program that reads Outlook data files broke off here)"),
    ]
    assert [f.number for f in frames if f.message] == [1, 3, 5]
    assert time.monotonic() - began < 30


def test_without_the_extra_it_says_what_brings_it(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pst").write_bytes(b"!BDN" + bytes(600))
    monkeypatch.setattr(pst, "find_spec", lambda _: None)
    assert archive(tmp_path) == (
        [],
        {"a.pst": "an Outlook data file (.pst); to read it: pip install 'commsense[pst]'"},
    )


def test_one_inside_a_container_is_refused(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.pst").write_bytes(b"!BDN" + bytes(600))
    with tarfile.open(tmp_path / "b.tar", "w") as packed:
        packed.add(tmp_path / "a.pst", "a.pst")
    skipped = archive(tmp_path / "b.tar")[1]
    (reason,) = skipped.values()
    assert "unpack it first" in reason


def test_real_data_files_are_opened(archive: Archive, shared: Path, tmp_path: Path) -> None:
    packed = next(iter((shared / "real").glob("*java_libpst*")), None)
    if packed is None:
        pytest.skip("the real archives are not here")
    with tarfile.open(packed) as opened:
        opened.extractall(tmp_path, filter="data")
    files = sorted(tmp_path.rglob("*.pst"))
    assert len(files) == 2
    data = files[0].read_bytes()
    files[1].write_bytes(data[: len(data) // 2])
    found, skipped = archive(tmp_path, limits=Limits())
    assert not found
    by_folder = {path.rpartition("/")[2]: reason for path, reason in skipped.items()}
    assert by_folder["dist-list.pst!Calendar"] == "a calendar entry, not a mail (1 in this folder)"
    assert "damaged" in by_folder["passworded.pst"]
