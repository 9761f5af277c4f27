"""Real mails of Outlook, which are kept beside the checkout."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from commsense.conversation import Message
from commsense.sources.outlook import lzfu
from commsense.sources.outlook.compound import Compound

Archive = Callable[..., tuple[list[Message], dict[str, str]]]


@pytest.fixture(scope="module")
def mails(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``.msg`` files of two projects, with what another program read in them."""
    folder = tmp_path_factory.mktemp("outlook")
    for name in ("hiraoka_msgreader", "msg_extractor"):
        packed = next(iter((shared / "real").glob(f"*{name}*")), None)
        if packed is None:
            pytest.skip("the real archives are not here")
        with tarfile.open(packed) as opened:
            opened.extractall(folder / name, filter="data")
    return folder


def test_every_mail_is_read(archive: Archive, mails: Path) -> None:
    files = sorted(mails.rglob("*.msg"))
    found, skipped = archive(*files)
    assert (len(found), len(skipped)) == (32, 16)
    assert set(skipped.values()) == {
        "a calendar entry, not a mail",
        "a contact, not a mail",
        "a sticky note, not a mail",
    }
    assert all(mail.subject for mail in found if "test2" not in mail.place.path)
    assert sum(bool(mail.date) for mail in found) == 30
    assert not [mail for mail in found if "\ufffd" in mail.subject + mail.body]
    assert not [p for mail in found for p in mail.recipients if p.email.startswith("/")]


def test_they_say_what_another_program_read(archive: Archive, mails: Path) -> None:
    compared = 0
    for path in sorted(mails.rglob("*.json")):
        if not path.with_suffix(".msg").exists():
            continue
        expected = json.loads(path.read_bytes())
        for mail in archive(path.with_suffix(".msg"))[0]:
            compared += 1
            assert mail.subject == expected["subject"]
            assert len(mail.recipients) == len(expected["recipients"])
            assert len(mail.attachments) >= len(expected["attachments"])
            said = " ".join(str(expected.get("body", "")).split())[:40]
            assert mail.body_type == "html" or said in " ".join(mail.body.split())
    assert compared == 16


def test_compressed_text_is_what_another_program_unpacked(mails: Path) -> None:
    compared = 0
    for path in sorted(mails.rglob("*.rtf")):
        file = Compound(path.with_suffix(".msg").read_bytes())
        packed = file.read(file.root.streams["__substg1.0_10090102"])
        assert lzfu.decompress(packed).rstrip(b"\0") == path.read_bytes().rstrip(b"\0")
        compared += 1
    assert compared == 13


def test_cut_off_mails_never_raise(archive: Archive, mails: Path, tmp_path: Path) -> None:
    for number, path in enumerate(sorted(mails.rglob("*.msg"))):
        data = path.read_bytes()
        (tmp_path / f"{number}.msg").write_bytes(data[: len(data) * (number % 9 + 1) // 10])
    found, skipped = archive(tmp_path)
    assert len(found) + len(skipped) == number + 1
