from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commsense.conversation import Kind, Message, Person, Side
from commsense.settings import Columns

Archive = Callable[..., tuple[list[Message], dict[str, str]]]

COLUMNS = Columns(
    text="Body", sender="Who", recipients="To", date="When", subject="Title", thread="Case", id="No"
)
HEADER = "No,Who,To,When,Title,Case,Body\n"
ROW = '7,Li Lei <li@northwind.example>,"ann@b.example, bo@b.example",2026-03-02 09:05,Login,C1,{}\n'


def test_a_csv_with_stated_columns(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "mails.csv").write_text(HEADER + ROW.format('"It fails.\nSince Monday."'))
    ((message,), skipped) = archive(tmp_path, columns=COLUMNS)
    assert not skipped
    assert message.kind is Kind.EMAIL
    assert message.body == "It fails.\nSince Monday."
    assert message.sender == Person("Li Lei", "li@northwind.example")
    assert [person.email for person in message.recipients] == ["ann@b.example", "bo@b.example"]
    assert message.date == datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
    assert (message.subject, message.references, message.message_id) == ("Login", ("C1",), "7")
    assert message.place.position == 1


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_charsets_and_separators(archive: Archive, tmp_path: Path, codec: str, mark: str) -> None:
    lines = [["正文", "发件人"], ["登录页面还是报错，请问什么时候可以修复？", "李雷"]]
    text = "\r\n".join(mark.join(line) for line in lines)
    (tmp_path / "a.csv").write_bytes(text.encode(codec))
    ((message,), _) = archive(tmp_path, columns=Columns(text="正文", sender="发件人"))
    assert (message.body, message.sender, message.kind) == (lines[1][0], Person("李雷"), Kind.CHAT)


@pytest.mark.parametrize("name", ["mails.jsonl", "export.txt", "export"])
def test_json_lines_by_content(archive: Archive, tmp_path: Path, name: str) -> None:
    rows = [
        {"Body": "It fails.", "To": ["ann@b.example", "bo@b.example"], "When": 1772442300},
        {"Body": "Still.", "Who": None, "deep": {"x": 1}},
    ]
    (tmp_path / name).write_text("\n".join(map(json.dumps, rows)) + "\n")
    found, _ = archive(tmp_path, columns=Columns(text="Body", recipients="To", date="When"))
    assert [message.body for message in found] == ["It fails.", "Still."]
    assert found[0].date == datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
    assert len(found[0].recipients) == 2


def test_a_stated_side(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("t,s\nOne.,Customer\nTwo.,team\nThree.,?\n")
    found, _ = archive(tmp_path, columns=Columns(text="t", side="s"))
    assert [m.stated_side for m in found] == [Side.CLIENT, Side.TEAM, Side.UNKNOWN]


def test_without_a_mapping_the_user_is_told_once(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "mails.csv").write_text(HEADER + ROW.format("x") * 500)
    found, skipped = archive(tmp_path)
    assert not found
    reason = skipped["mails.csv"]
    assert "No, Who, To, When, Title, Case, Body" in reason
    assert 'under [columns] in commsense.toml at least text = "…"' in reason


def test_a_stated_column_that_is_missing_is_named(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "mails.csv").write_text(HEADER + ROW.format("It fails."))
    found, skipped = archive(tmp_path, columns=Columns(text="Message"))
    assert not found
    assert "without the stated column Message (found: No, Who" in next(iter(skipped.values()))
    found, skipped = archive(tmp_path, columns=Columns(text="Body", sender="Author"))
    assert len(found) == 1
    assert "read without the stated column Author" in next(iter(skipped.values()))


def test_rows_without_text_and_damaged_lines_are_named_by_number(
    archive: Archive, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_text('{"t": "One."}\nnot json\n{"t": ""}\n[1]\n{"t": "Five."}\n')
    found, skipped = archive(tmp_path, columns=Columns(text="t"))
    assert [(message.body, message.place.position) for message in found] == [
        ("One.", 1),
        ("Five.", 5),
    ]
    path = "a.jsonl"
    assert skipped == {
        f"{path}#2": "not a JSON object",
        f"{path}#3": "a row without text in the column t",
        f"{path}#4": "not a JSON object",
    }


def test_rows_are_numbered_over_batches(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("t\n" + "".join(f"text {n}\n" for n in range(1, 251)))
    found, _ = archive(tmp_path, columns=Columns(text="t"))
    assert [message.place.position for message in found] == list(range(1, 251))
    assert found[249].body == "text 250"
    assert len({message.id for message in found}) == 250


def test_deep_json_and_lone_surrogates_do_no_harm(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("[" * 100_000 + "\n" + '{"t": "a \\ud800 b"}\n')
    found, _ = archive(tmp_path, columns=Columns(text="t"))
    assert found[0].body == "a ? b"


def test_a_table_without_rows_is_named(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("t,u\n")
    assert archive(tmp_path)[1] == {"a.csv": "a table without rows"}
