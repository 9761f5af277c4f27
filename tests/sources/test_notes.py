from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from commsense.conversation import Kind, Message, Person
from commsense.sources import attendees, note_dates, notes

Archive = Callable[..., tuple[list[Message], dict[str, str]]]

CHINA = timezone(timedelta(hours=8))
MINUTES = """\
# Weekly call with Northwind

Date: 2 March 2026, 10:00

## Present

* Ann Lee @ann (Brightline)
* [Li Lei](https://northwind.example/li) <li@northwind.example>

## Discussion

* Li: the login fails since 2026-02-27.
"""
CHINESE = """\
# 北风项目周会纪要

- 会议时间：2026-03-02 19:00
- 参会人：李雷、韩梅梅（北风）、王工

## 内容
李雷：登录页面从周一开始报错，请问什么时候可以修复？
"""


def read(archive: Archive, path: Path, text: str, codec: str = "utf-8") -> Message:
    path.write_bytes(text.encode(codec))
    ((message,), _) = archive(path)
    return message


def test_markdown_minutes(archive: Archive, tmp_path: Path) -> None:
    message = read(archive, tmp_path / "notes.md", MINUTES)
    assert (message.kind, message.body_type) == (Kind.NOTES, "markdown")
    assert message.body == MINUTES
    assert message.subject == "Weekly call with Northwind"
    assert message.date == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert message.recipients == (
        Person("Ann Lee", ""),
        Person("Li Lei", "li@northwind.example"),
    )


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_chinese_minutes_in_any_charset(archive: Archive, tmp_path: Path, codec: str) -> None:
    message = read(archive, tmp_path / "会议.txt", CHINESE, codec)
    assert message.body == CHINESE
    assert message.body_type == "plain"
    assert message.subject == "北风项目周会纪要"
    assert message.date == datetime(2026, 3, 2, 19, tzinfo=CHINA)
    assert [person.name for person in message.recipients] == ["李雷", "韩梅梅", "王工"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: Kick-off\ndate: 2026-03-02\n---\n\n# Other\n", "Kick-off"),
        ("Intro line\n\n## [Kick-off](https://a.example)\n", "Kick-off"),
        ("\n\n**Kick-off**\nWe met.", "Kick-off"),
        ("", ""),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert notes.title(text) == title


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Notes\nDate: 2026-03-02\n", datetime(2026, 3, 2, 12, tzinfo=UTC)),
        ("Call of March 2nd, 2026 at 3:30 pm", datetime(2026, 3, 2, 15, 30, tzinfo=UTC)),
        ("2 Mar 2026", datetime(2026, 3, 2, 12, tzinfo=UTC)),
        ("日期：2026年3月2日", datetime(2026, 3, 2, 12, tzinfo=UTC)),
        ("时间：2026/3/2 19：00", datetime(2026, 3, 2, 19, tzinfo=CHINA)),
        ("会议时间：2026/03/02 20:00-20:40 (GMT+09:00)",
         datetime(2026, 3, 2, 20, tzinfo=timezone(timedelta(hours=9)))),
        ("Released 2025-12-24 before\nDate: 2026-03-02", datetime(2026, 3, 2, 12, tzinfo=UTC)),
        ("Call 20260302", datetime(2026, 3, 2, 12, tzinfo=UTC)),
        ("Version 2026.13.45, ticket 1234-56-78", None),
        ("Date: soon", None),
    ],
)  # fmt: skip
def test_dates_in_the_text(text: str, moment: datetime | None) -> None:
    assert note_dates.find(text, "notes.md") == moment


@pytest.mark.parametrize(
    "path",
    ["calls/2026-03-02.md", "2026_03_02 call.txt", "a.zip!calls/20260302-weekly.md",
     "2026-03-02_230/transcript.vtt", "2026年3月2日周会.docx"],
)  # fmt: skip
def test_dates_in_the_name(path: str) -> None:
    assert note_dates.find("We met.", path) == datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Attendees: Ann Lee, Bo Chen and Cy (QA)", ["Ann Lee", "Bo Chen", "Cy"]),
        ("**Participants:** Ann Lee; Bo Chen", ["Ann Lee", "Bo Chen"]),
        ("| 参会人员 | 李雷、韩梅梅 |", ["李雷", "韩梅梅"]),
        ("与会人员：李雷，韩梅梅", ["李雷", "韩梅梅"]),
        ("参会人：本次会议共有38名成员参会，由来自全国各地的贡献者组成。", []),
        ("The participants were happy with all of it.", []),
    ],
)
def test_attendees(text: str, names: list[str]) -> None:
    assert [person.name for person in attendees.find(text)] == names
