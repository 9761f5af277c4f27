"""Links and names in a folder that somebody else has packed."""

from __future__ import annotations

from pathlib import Path

from commsense import sources
from commsense.conversation import Message, Skipped
from commsense.reports import wording
from commsense.settings import Limits

MAIL = b"From: ann@client.example\nSubject: {}\n\nWhen is it due?\n"


def read(*paths: Path) -> tuple[list[str], dict[str, str]]:
    subjects, reasons = [], {}
    for item in sources.items(paths, Limits()):
        for found in (item,) if isinstance(item, Skipped) else sources.parse(item, None):
            if isinstance(found, Message):
                subjects.append(found.subject)
            else:
                reasons[Path(found.place.path).name] = found.reason
    return sorted(subjects), reasons


def test_links_that_lead_out_of_the_folder_are_named_and_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "other-client"
    other.mkdir()
    (other / "secret.eml").write_bytes(MAIL.replace(b"{}", b"secret"))
    mail = tmp_path / "mail"
    mail.mkdir()
    (mail / "1.eml").write_bytes(MAIL.replace(b"{}", b"one"))
    (mail / "file").symlink_to(other / "secret.eml")
    (mail / "up").symlink_to(Path("..") / "other-client")
    (mail / "chain").symlink_to(mail / "file")
    subjects, reasons = read(mail)
    assert subjects == ["one"]
    assert set(reasons) == {"file", "up", "chain"}
    for reason in reasons.values():
        assert "leads out of the folder" in reason
        assert wording.reason(reason, "zh") != reason


def test_links_within_the_folder_and_named_ones_are_followed(tmp_path: Path) -> None:
    mail = tmp_path / "mail"
    (mail / "a").mkdir(parents=True)
    (mail / "a/1.eml").write_bytes(MAIL.replace(b"{}", b"one"))
    (mail / "again.eml").symlink_to(mail / "a/1.eml")
    (tmp_path / "named").symlink_to(mail)
    (tmp_path / "named.eml").symlink_to(mail / "a/1.eml")
    assert read(tmp_path / "named") == (["one", "one"], {})
    assert read(tmp_path / "named.eml") == (["one"], {})
