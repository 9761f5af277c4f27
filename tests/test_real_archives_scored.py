"""The whole line on real archives: nothing is lost, nothing breaks, and what is shown makes sense.

Only small parts of each archive are read, so that this stays fast.
"""

from __future__ import annotations

import mailbox
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from commsense import api
from commsense.assessment import Assessment, ReadMessage
from commsense.conversation import Side
from commsense.errors import InputError
from commsense.reports import WRITERS

Score = Callable[..., Assessment]

SMALL = [
    "fixtures-mikel_mail",
    "fixtures-nodemailer_mailparser",
    "fixtures-rspamd",
    "meetings-docx",
    "outlook-msg_extractor",
    "quotes-zapier",
]
UNREADABLE = ["outlook-java_libpst", "surveys-todogroup"]
MOST = 60  # messages of an mbox, files of a folder
"""How much of a large archive is read."""


@pytest.fixture(scope="module")
def real(shared: Path) -> Path:
    folder = shared / "real"
    if not folder.is_dir():
        pytest.skip("the real archives are not here")
    return folder


@pytest.fixture(scope="module")
def part(real: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Unpack the first files of an archive."""

    def unpack(name: str, most: int = MOST) -> Path:
        folder = tmp_path_factory.mktemp(name)
        with tarfile.open(real / f"{name}.tar.gz") as archive:
            files = sorted((m for m in archive if m.isfile()), key=lambda m: m.name)
            archive.extractall(folder, members=files[:most], filter="data")
        return folder

    return unpack


def messages(assessment: Assessment) -> list[ReadMessage]:
    return [read for thread in assessment.threads for read in thread.messages]


def check(assessment: Assessment, folder: Path) -> None:
    """What holds for any archive: all is counted, sentences are true, both pages can be written."""
    read = messages(assessment)
    assert len(read) == assessment.summary.messages
    assert len({one.message.id for one in read}) == len(read)
    for one in read:
        for sentence in one.sentences:
            assert sentence.text.strip()
            assert 0 <= sentence.start < sentence.end <= len(one.message.text)
    for language in ("en", "zh"):
        for path in WRITERS["html"].write(assessment, folder / language, language):
            assert path.stat().st_size < 3_000_000
    WRITERS["json"].write(assessment, folder, "en")
    WRITERS["csv"].write(assessment, folder, "en")


@pytest.mark.parametrize("name", SMALL)
def test_an_archive_as_it_was_packed(name: str, real: Path, tmp_path: Path) -> None:
    check(api.score([real / f"{name}.tar.gz"], workers=1), tmp_path)


@pytest.mark.parametrize("name", UNREADABLE)
def test_nothing_readable_is_said_clearly(name: str, real: Path) -> None:
    with pytest.raises(InputError, match="holds no message that can be read") as told:
        api.score([real / f"{name}.tar.gz"], workers=1)
    assert "Accepted:" in str(told.value)


def test_every_message_of_a_mailbox_is_scored_or_listed(
    part: Callable[..., Path], tmp_path: Path
) -> None:
    (path,) = (p for p in part("email-support-list-2019.mbox").rglob("*") if p.is_file())
    whole, some = mailbox.mbox(path, create=False), mailbox.mbox(tmp_path / "some.mbox")
    for _, mail in zip(range(MOST), whole, strict=False):
        some.add(mail)
    some.close()
    whole.close()
    assessment = api.score([tmp_path / "some.mbox"], workers=1)
    check(assessment, tmp_path)
    summary = assessment.summary
    assert summary.messages + summary.duplicates + len(summary.skipped) == MOST
    assert summary.clients
    assert {Side.TEAM, Side.CLIENT} <= {read.side for read in messages(assessment)}
    assert not any(read.message.automatic for read in messages(assessment))


def test_trackers_and_build_robots_are_automatic(part: Callable[..., Path], tmp_path: Path) -> None:
    assessment = api.score([part("email-imagej-list", most=3)], workers=1)
    check(assessment, tmp_path)
    robots = [r for r in messages(assessment) if "bugzilla@" in str(r.message.sender)]
    assert robots
    assert all(read.message.automatic for read in robots)
    asked = {concern.message for thread in assessment.threads for concern in thread.concerns}
    assert asked.isdisjoint(read.message.id for read in robots)


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("email-ccert-zh-2005", "zh"),
        ("email-enron", "en"),
        ("meetings-en-nodejs", "en"),
        ("meetings-zh-paddlepaddle", "zh"),
    ],
)
def test_most_sentences_are_in_the_language_of_the_archive(
    name: str, language: str, part: Callable[..., Path], tmp_path: Path
) -> None:
    assessment = api.score([part(name, most=40)], workers=1)
    check(assessment, tmp_path)
    languages = assessment.summary.languages
    assert languages[language] >= 0.7 * sum(languages.values())


def test_a_transcript_has_its_speakers(part: Callable[..., Path], tmp_path: Path) -> None:
    assessment = api.score([part("meetings-en-zoom-vtt", most=1)], workers=1)
    check(assessment, tmp_path)
    (read,) = messages(assessment)
    assert len({sentence.person for sentence in read.sentences}) > 3
