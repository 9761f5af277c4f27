from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from commsense import sources
from commsense.conversation import Message, Skipped
from commsense.settings import Limits

Archive = Callable[..., tuple[list[Message], dict[str, str]]]

MAIL = b"From: ann@firm.example\nTo: bo@firm.example\nSubject: hello\n\nHello there.\n"
MBOX = (b"From ann@firm.example Mon Mar  2 09:05:00 2026\n" + MAIL + b"\n") * 3


def zipped(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def tarred(mode: str = "w", **files: bytes) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "place"),
    [
        ("a.zip", zipped(**{"inner/inbox.mbox": MBOX}), "a.zip!inner/inbox.mbox"),
        ("a.tar", tarred(**{"inner/inbox.mbox": MBOX}), "a.tar!inner/inbox.mbox"),
        ("a.tgz", tarred("w:gz", **{"inner/inbox.mbox": MBOX}), "a.tgz!inner/inbox.mbox"),
        ("a.tar.bz2", tarred("w:bz2", inbox=MBOX), "a.tar.bz2!inbox"),
        ("inbox.mbox.gz", gzip.compress(MBOX), "inbox.mbox.gz"),
        ("inbox.xz", lzma.compress(MBOX), "inbox.xz"),
        ("odd.bin", zipped(inbox=MBOX), "odd.bin!inbox"),
        ("a.zip", zipped(**{"b.zip": zipped(inbox=MBOX)}), "a.zip!b.zip!inbox"),
        ("a.zip", zipped(**{"b.tgz": tarred("w:gz", inbox=MBOX)}), "a.zip!b.tgz!inbox"),
        ("a.tgz", tarred("w:gz", **{"b.zip": zipped(inbox=MBOX)}), "a.tgz!b.zip!inbox"),
        ("a.zip", zipped(**{"m.gz": gzip.compress(MBOX)}), "a.zip!m.gz"),
    ],
)
def test_mail_is_read_inside(
    archive: Archive, tmp_path: Path, name: str, data: bytes, place: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found, skipped = archive(path)
    assert [message.subject for message in found] == ["hello"] * 3
    assert {message.place.path for message in found} == {f"{tmp_path.name}/{place}"}
    assert not skipped
    assert sorted(tmp_path.iterdir()) == [path]


def test_names_of_a_chinese_windows_are_readable(archive: Archive, tmp_path: Path) -> None:
    data = zipped(**{"XXXX.txt": "周会纪要：我们讨论了上线时间和测试结果。".encode()})
    (tmp_path / "a.zip").write_bytes(data.replace(b"XXXX", "纪要".encode("gbk")))
    (message,) = archive(tmp_path)[0]
    assert message.place.path.endswith("a.zip!纪要.txt")


def test_one_bad_file_does_not_cost_the_others(archive: Archive, tmp_path: Path) -> None:
    data = bytearray(zipped(a=MAIL * 50, b=MAIL))
    data[60:90] = bytes(30)
    (tmp_path / "a.zip").write_bytes(data)
    found, skipped = archive(tmp_path)
    assert [message.place.path[-1] for message in found] == ["b"]
    assert "damaged" in skipped["a.zip!a"]


@pytest.mark.parametrize("name", ["a.zip", "a.tgz", "a.gz"])
def test_a_cut_container_is_named(archive: Archive, tmp_path: Path, name: str) -> None:
    data = {"a.zip": zipped(a=MBOX), "a.tgz": tarred("w:gz", a=MBOX), "a.gz": gzip.compress(MBOX)}
    (tmp_path / name).write_bytes(data[name][:-60])
    assert "damaged" in next(iter(archive(tmp_path)[1].values()))


def test_a_password_is_said(archive: Archive, tmp_path: Path) -> None:
    data = bytearray(zipped(a=MAIL))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    assert "password" in archive(tmp_path)[1]["a.zip!a"]


def test_depth_is_limited(archive: Archive, tmp_path: Path) -> None:
    data = MAIL
    for _ in range(6):
        data = zipped(x=data)
    (tmp_path / "a.zip").write_bytes(data)
    found, skipped = archive(tmp_path)
    assert not found
    assert list(skipped.values()) == ["packed more than 4 containers deep"]


def test_a_bomb_is_left_out_and_its_neighbour_read(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(bomb=bytes(30_000_000), mail=MAIL))
    found, skipped = archive(tmp_path)
    assert len(found) == 1
    assert "more than 200 times its size" in skipped["a.zip!bomb"]


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_a_packed_bomb_is_left_out(
    archive: Archive, tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    (tmp_path / "a.gz").write_bytes(pack(MBOX + b"\n" * 40_000_000))
    _, skipped = archive(tmp_path)
    assert "more than 200 times its size" in skipped["a.gz"]


def test_a_bomb_of_bombs_is_left_out(archive: Archive, tmp_path: Path) -> None:
    inner = zipped(**{f"f{number}": MBOX + b"\n" * 900_000 for number in range(20)})
    (tmp_path / "a.zip").write_bytes(zipped(**{f"z{number}": inner for number in range(20)}))
    _, skipped = archive(tmp_path)
    assert "more than 200 times its size" in skipped["a.zip"]


def test_total_size_is_limited(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(a=MBOX * 100, b=MBOX * 100))
    _, skipped = archive(tmp_path, limits=Limits(total_bytes=40_000))
    assert skipped["a.zip"].startswith("unpacks to more than")


def test_paths_in_a_container_lead_nowhere(archive: Archive, tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "a.zip").write_bytes(zipped(**{"../../evil.eml": MAIL, "/etc/x\r\n\x1b[2J": MAIL}))
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as tar:
        link = tarfile.TarInfo("passwords")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    (inside / "b.tar").write_bytes(data.getvalue())
    found, skipped = archive(inside)
    assert [message.place.path.partition("!")[2] for message in found] == [
        "../../evil.eml",
        "/etc/x[2J",
    ]
    assert list(skipped.values()) == ["not a file (a link, device or pipe)"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "b.tar", "in"]


def test_office_files_are_not_opened_as_archives(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(zipped(**{"[Content_Types].xml": b"<x/>", "notes.txt": MAIL}))
    assert archive(tmp_path)[1] == {"a.xlsx": "an office document or program, not a mail archive"}


def test_progress_of_a_container_is_that_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(a=MBOX * 2_000, b=MBOX * 2_000))
    found = [item for item in sources.items([path], Limits()) if not isinstance(item, Skipped)]
    assert 0 < found[0].consumed <= found[-1].consumed <= path.stat().st_size
