from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from commsense import sources
from commsense.conversation import Message, Skipped
from commsense.errors import InputError
from commsense.settings import Limits
from commsense.sources import folder

Archive = Callable[..., tuple[list[Message], dict[str, str]]]


def mail(subject: str) -> bytes:
    head = f"From: ann@firm.example\nTo: bo@firm.example\nSubject: {subject}"
    return f"{head}\n\nHello {subject}.\n".encode()


def test_folders_are_read_at_any_depth_in_order_of_name(archive: Archive, tmp_path: Path) -> None:
    for name in ("b/2", "b/1", "a/deep/er/x", "c.eml", "10"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(mail(name))
    found, skipped = archive(tmp_path)
    assert [message.subject for message in found] == ["10", "c.eml", "a/deep/er/x", "b/1", "b/2"]
    assert not skipped


def test_a_maildir_gives_its_mails_and_not_what_is_on_its_way(
    archive: Archive, tmp_path: Path
) -> None:
    for name in ("cur/1:2,S", "new/2", "tmp/3", ".Sent/cur/4:2,S", ".Sent/new/5", ".Sent/tmp/6"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(mail(name[-5:]))
    (tmp_path / "cur/odd").write_bytes(b"X-Strange: yes\n\nHello\n")
    found, skipped = archive(tmp_path)
    assert len(found) == 5
    assert sorted(Path(path).name for path in skipped) == ["tmp", "tmp"]
    assert len(archive(tmp_path / "cur")[0]) == 2


def test_links_in_a_circle_end(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/1").write_bytes(mail("one"))
    (tmp_path / "a/loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone").symlink_to(tmp_path / "nothing")
    found, skipped = archive(tmp_path)
    assert [message.subject for message in found] == ["one"]
    assert set(skipped.values()) == {
        "a link to a folder that is read already",
        "a link that leads nowhere",
    }


def test_pipes_are_not_opened(archive: Archive, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert archive(tmp_path) == (
        [],
        {"pipe": "not a file (a device, pipe or socket)"},
    )


def test_a_file_that_may_not_be_read_is_named(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "1").write_bytes(mail("one"))
    (tmp_path / "2").write_bytes(mail("two"))

    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("commsense.sources.walk._Counted", refuse)
    _, skipped = archive(tmp_path)
    assert set(skipped.values()) == {"cannot be read (permission denied)"}


def test_folders_of_programs_are_named_and_not_entered(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/mail.eml").write_bytes(mail("no"))
    found, skipped = archive(tmp_path)
    assert not found
    assert "another program" in skipped[".git"]


def test_names_in_another_charset_and_with_controls_are_shown(
    archive: Archive, tmp_path: Path
) -> None:
    folder = os.fsencode(tmp_path) + b"/"
    Path(os.fsdecode(folder + "周会".encode("gbk"))).write_bytes(mail("one"))
    (tmp_path / "a\x1b[2J\n").write_bytes(b"")
    found, skipped = archive(tmp_path)
    assert found[0].place.path.endswith("/周会")
    assert list(skipped) == ["a[2J"]


def test_a_path_with_nothing_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no-such-file: No such file"):
        list(sources.items([tmp_path / "no-such-file"], Limits()))
    with pytest.raises(InputError):
        sources.measure([tmp_path / "no-such-file"])


def test_progress_reaches_the_measure(tmp_path: Path) -> None:
    for name in ("1", "2", "3"):
        (tmp_path / name).write_bytes(mail(name) * 10)
    consumed = [
        item.consumed
        for item in sources.items([tmp_path], Limits())
        if not isinstance(item, Skipped)
    ]
    assert consumed == sorted(consumed)
    assert consumed[-1] == sources.measure([tmp_path])


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert list(folder.files(tmp_path)) == []
