from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from commsense.conversation import Kind, Message

Archive = Callable[..., tuple[list[Message], dict[str, str]]]

VTT = """\
WEBVTT - Weekly call

NOTE recorded 2026-03-02

1
00:00:01.000 --> 00:00:03.000 align:start
Ann Lee: Hello, everyone.

2
00:00:04.000 --> 00:00:06.000
Ann Lee: Can we start?

00:00:07.000 --> 00:00:08.000
Let us wait for Bo.

00:08.000 --> 00:09.000
<v.loud Li Lei>The login <i>still</i> fails &amp; nobody
told us why.</v>

4
00:00:10.000 --> 00:00:11.000
韩梅梅：我们周五之前修复。
"""
SRT = """\
1
00:00:01,000 --> 00:00:03,000
[Ann Lee] Hello.

2
00:00:04,000 --> 00:00:06,000
- BO: Hi: all good?

3
00:00:07,000 --> 00:00:08,000
See https://firm.example: it is down.
"""


def read(archive: Archive, path: Path, text: str) -> Message:
    path.write_text(text, encoding="utf-8")
    ((message,), _) = archive(path)
    assert message.kind is Kind.TRANSCRIPT
    return message


def said(message: Message) -> list[tuple[str, str]]:
    return [(turn.speaker, message.text[turn.start : turn.end]) for turn in message.turns]


def test_webvtt(archive: Archive, tmp_path: Path) -> None:
    message = read(archive, tmp_path / "call.vtt", VTT)
    assert said(message) == [
        ("Ann Lee", "Hello, everyone. Can we start? Let us wait for Bo."),
        ("Li Lei", "The login still fails & nobody told us why."),
        ("韩梅梅", "我们周五之前修复。"),
    ]
    assert message.body.split("\n")[1] == "Li Lei: The login still fails & nobody told us why."
    assert message.text == message.body
    assert message.subject == "Weekly call"
    assert message.date is not None
    assert message.date.date().isoformat() == "2026-03-02"


@pytest.mark.parametrize("name", ["call.srt", "call.txt", "call"])
def test_subrip_by_its_content(archive: Archive, tmp_path: Path, name: str) -> None:
    message = read(archive, tmp_path / name, SRT.replace("\n", "\r\n"))
    assert said(message) == [
        ("Ann Lee", "Hello."),
        ("BO", "Hi: all good? See https://firm.example: it is down."),
    ]


def test_cues_without_any_speaker(archive: Archive, tmp_path: Path) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nIt works now.\n\n00:02.000 --> 00:03.000\nGood.\n"
    message = read(archive, tmp_path / "2026-03-02 call.vtt", text)
    assert said(message) == [("", "It works now. Good.")]
    assert message.subject == "2026-03-02 call"
    assert message.date is not None


def test_a_sentence_with_a_colon_names_no_speaker(archive: Archive, tmp_path: Path) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nWhat I wanted to say to you all was: no.\n"
    assert said(read(archive, tmp_path / "a.vtt", text))[0][0] == ""


def test_a_transcript_with_a_plain_name_is_called_by_its_folder(
    archive: Archive, tmp_path: Path
) -> None:
    folder = tmp_path / "kick-off"
    folder.mkdir()
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nBo: Hi.\n"
    assert read(archive, folder / "transcript.vtt", text).subject == "kick-off transcript"


def test_an_empty_transcript_is_named(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\n\n")
    assert archive(tmp_path)[1] == {"a.vtt": "a transcript without text"}
