"""Archives of real mail, which are kept beside the checkout: each must go through."""

from __future__ import annotations

import re
import tarfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from commsense.conversation import Kind, Message
from commsense.sources import headers

Archive = Callable[..., tuple[list[Message], dict[str, str]]]

_GB_PAIR = re.compile(rb"[\xb0-\xf7][\xa1-\xfe]")
_HAN = re.compile("[\u4e00-\u9fff]")
# Level 1 of GB 2312: the 3,755 common characters. Text decoded in a wrong charset holds few.
_LEVEL_1 = frozenset(
    bytes((lead, trail)).decode("gb2312", "ignore")
    for lead in range(0xB0, 0xD8)
    for trail in range(0xA1, 0xFF)
)


@pytest.fixture
def real(shared: Path) -> Path:
    path = shared / "real"
    if not path.is_dir():
        pytest.skip("the real archives are not here")
    return path


def archives(real: Path, name: str) -> Path:
    """The set of this name, whatever stands before and behind it."""
    return next(path for path in sorted(real.iterdir()) if name in path.name)


def test_every_message_of_the_list_archive(archive: Archive, real: Path) -> None:
    found, _ = archive(archives(real, "imagej-list"))
    mails = [message for message in found if message.kind is Kind.EMAIL]
    assert len(mails) == 4_471
    assert all(message.date and message.sender for message in mails)
    assert len({message.id for message in mails}) == 4_471


def test_every_message_of_the_support_list(archive: Archive, real: Path) -> None:
    found, skipped = archive(archives(real, "support-list"))
    assert len(found) == 450
    assert not skipped
    senders = Counter(message.sender.email for message in found if message.sender)
    assert max(senders.values()) < 150  # the list's own address stands in From of nearly all


def readable(text: str) -> bool:
    """Whether a Chinese text can be read: common characters, and next to nothing lost."""
    han = _HAN.findall(text)
    common = sum(character in _LEVEL_1 for character in han)
    return len(han) >= 5 and common >= 0.9 * len(han) and text.count("\ufffd") <= 0.01 * len(text)


def test_chinese_bodies_are_readable(archive: Archive, real: Path) -> None:
    path = archives(real, "ccert-zh")
    chinese: dict[str, bytes] = {}
    with tarfile.open(path) as packed:
        for member in packed:
            content = packed.extractfile(member)
            body = headers.split(content.read())[1] if content else b""
            if len(_GB_PAIR.findall(body)) >= 5:
                chinese[f"{path.parent.name}/{path.name}!{member.name}"] = body
    found, skipped = archive(path)
    assert len(found) == 600
    assert not skipped
    good = [m for m in found if m.place.path in chinese and readable(m.body)]
    assert len(chinese) > 550
    assert len(good) >= 0.98 * len(chinese)


def test_everything_goes_through(archive: Archive, real: Path) -> None:
    found, skipped = archive(real)
    assert len(found) > 7_000
    assert not [reason for reason in skipped.values() if not reason or "rror" in reason]
    outlook = [reason for path, reason in skipped.items() if path.endswith(".msg")]
    assert outlook
    assert all("not a mail" in reason for reason in outlook)
    inside = [reason for path, reason in skipped.items() if path.endswith(".pst")]
    assert inside
    assert all("unpack it first" in reason for reason in inside)
