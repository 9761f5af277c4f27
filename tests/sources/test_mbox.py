from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commsense import sources
from commsense.conversation import Attachment, Message, Skipped
from commsense.settings import Limits
from commsense.sources import mbox
from commsense.sources.item import HEAD_BYTES, Item, Source

Archive = Callable[..., tuple[list[Message], dict[str, str]]]

LINE = "From ann@firm.example Mon Mar  2 09:05:00 2026\n"


def mail(subject: str, body: str, line: str = LINE) -> str:
    return f"{line}From: ann@firm.example\nSubject: {subject}\n\n{body}\n\n"


def subjects(archive: Archive, path: Path, text: str) -> list[str]:
    path.write_bytes(text.encode())
    return [message.subject for message in archive(path)[0]]


def test_messages_are_numbered(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "inbox"
    path.write_text(mail("a", "One.") + mail("b", "Two."))
    found, skipped = archive(path)
    assert [(m.subject, m.body.strip(), m.place.position) for m in found] == [
        ("a", "One.", 1),
        ("b", "Two.", 2),
    ]
    assert not skipped


@pytest.mark.parametrize(
    "line",
    [
        "From ann@firm.example Mon Mar  2 09:05:00 2026\n",
        "From ann@firm.example  Mon Mar 2 09:05:00 +0800 2026\n",
        "From - Mon Mar 02 09:05:00 2026\n",
        "From ann at firm.example  Mon Mar  2 09:05:00 2026\n",
        "From ann@firm.example Mon Mar  2 9:05 2026 remote from relay\n",
        'From "Ann Lee"@firm.example Mon Mar  2 09:05:00 2026\n',
        "From MAILER-DAEMON Mon Mar  2 09:05:00 2026\r\n",
        "From ann@firm.example\n",
        "From mboxrd@z Thu Jan  1 00:00:00 1970\n",
    ],
)
def test_separators_of_many_programs(archive: Archive, tmp_path: Path, line: str) -> None:
    text = mail("a", "One.", line) + mail("b", "Two.", line)
    assert subjects(archive, tmp_path / "x.mbox", text) == ["a", "b"]


@pytest.mark.parametrize(
    "body",
    [
        "From here on it works.\nSubject: is fine",
        "text\n\nFrom now on:\n\nwe test.",
        "\n\nFrom Monday Mar 2 09:05 2026 we are closed.\n",
        ">From the start\n>>From before",
        "From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\nFrom: x@y.example",
    ],
)
def test_a_line_of_the_text_does_not_cut_a_message(
    archive: Archive, tmp_path: Path, body: str
) -> None:
    assert subjects(archive, tmp_path / "x", mail("a", body) + mail("b", "")) == ["a", "b"]


def test_escaped_lines_lose_one_mark(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text(mail("a", ">From the start\n>>From before\n> From me"))
    assert archive(path)[0][0].body == "From the start\n>From before\n> From me\n\n"


def test_a_missing_blank_line_does_not_join_messages(archive: Archive, tmp_path: Path) -> None:
    text = mail("a", "One.").rstrip("\n") + "\n" + mail("b", "Two.")
    assert subjects(archive, tmp_path / "x", text) == ["a", "b"]


def test_pipermail_hides_addresses_and_scrubs_attachments(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "2026-March.txt"
    path.write_text(
        "From ann at firm.example  Mon Mar  2 09:05:00 2026\n"
        "From: ann at firm.example (Ann Lee)\nDate: Mon, 02 Mar 2026 09:05:00 +0000\n"
        "Subject: [Users] log\nMessage-ID: <1@firm.example>\n\nSee the log.\n"
        "-------------- next part --------------\nA non-text attachment was scrubbed...\n"
        "Name: run.log\nType: application/x-log\nSize: 1234 bytes\nDesc: not available\n"
        "URL: <http://lists.example/run.log>\n\n"
        "-------------- next part --------------\nAn HTML attachment was scrubbed...\n"
        "URL: <http://lists.example/attachment.html>\n"
        "-------------- next part --------------\n____\nUsers list\n\n"
    )
    (message,) = archive(path)[0]
    assert message.sender is not None
    assert (message.sender.name, message.sender.email) == ("Ann Lee", "ann@firm.example")
    assert message.body.strip() == "See the log.\n____\nUsers list"
    assert message.attachments == (
        Attachment("run.log", "application/x-log", 1234),
        Attachment("", "text/html", 0),
    )


def test_sender_and_date_of_the_separator_fill_in(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text(f"{LINE}Subject: a\nTo: bo@firm.example\n\nHi\n")
    (message,) = archive(path)[0]
    assert message.sender is not None
    assert message.sender.email == "ann@firm.example"
    assert message.date == datetime(2026, 3, 2, 9, 5, tzinfo=UTC)


def test_a_message_above_the_limit_is_left_out_and_the_next_read(
    archive: Archive, tmp_path: Path
) -> None:
    path = tmp_path / "x"
    path.write_text(mail("a", "One.") + mail("big", "line\n" * 600_000) + mail("c", "Three."))
    found, skipped = archive(path, limits=Limits(file_bytes=100_000))
    assert [message.subject for message in found] == ["a", "c"]
    assert list(skipped.values()) == [
        "larger than 0.0953674 MB; raise file_bytes under [limits] in commsense.toml to read it"
    ]


class _Endless(io.RawIOBase):
    """A mailbox that goes on for ever, a million bytes at a time."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        self.given += 1
        return (mail(f"n{self.given}", "word " * 200).encode() * 900)[:size]


def test_an_endless_mailbox_is_streamed() -> None:
    stream = _Endless()
    source = Source("x", mail("first", "").encode(), stream, consumed=lambda: 0)  # type: ignore[arg-type]
    found = mbox.split(source, Limits())
    assert all(isinstance(next(found), Item) for _ in range(5_000))
    assert stream.given < 10


def test_chunks_do_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    path.write_text("".join(mail(f"n{number}", "text\n" * number) for number in range(400)))
    whole = [item for item in sources.items([path], Limits()) if not isinstance(item, Skipped)]
    monkeypatch.setattr(mbox, "_CHUNK", 777)
    monkeypatch.setattr(mbox, "_AHEAD", 100)
    pieces = [item for item in sources.items([path], Limits()) if not isinstance(item, Skipped)]
    assert [item.data for item in pieces] == [item.data for item in whole]
    assert len(whole) == 400
    assert path.stat().st_size > HEAD_BYTES
