"""No word of a mail goes to the terminal's second stream or to a log, whatever goes wrong."""

from __future__ import annotations

import io
import logging
import zipfile
from pathlib import Path

import pytest

from commsense.cli import scoring
from commsense.settings import Columns, Settings

SECRETS = ("Zebrafink", "zebrafink", "4111 1111 1111 1111", "机密斑马")
MAIL = """From: Anna Zebrafink <anna.zebrafink@northwind.example>
To: Ada Gray <ada@team.example>
Subject: Zebrafink{0}
Date: {1}
Message-ID: <{0}@zebrafink.example>
Content-Type: {2}

Our secret Zebrafink is 4111 1111 1111 1111. 机密斑马不可说。{0}
"""


def _archive(folder: Path) -> None:
    kinds = (
        "text/plain; charset=zebrafink-8",
        "multipart/mixed; boundary=Zebrafink",
        "text/html",
        "message/rfc822",
        "text/calendar; method=zebrafink",
    )
    for number, kind in enumerate(kinds):
        text = MAIL.format(number, "Zebrafink" if number % 2 else "2 Mar 2026 10:00:00 +0000", kind)
        (folder / f"{number}.eml").write_bytes(text.encode("gb18030" if number == 2 else "utf-8"))
    pack = io.BytesIO()
    with zipfile.ZipFile(pack, "w") as file:
        file.writestr("a.eml", MAIL.format(9, "2 Mar 2026 10:00:00 +0000", "text/plain"))
    (folder / "broken.zip").write_bytes(pack.getvalue()[:-40] + b"Zebrafink")
    (folder / "broken.docx").write_bytes(pack.getvalue())
    (folder / "rows.csv").write_text("id,text\n1\n2,Zebrafink,Zebrafink,x\n3,\0Zebrafink\n")
    (folder / "talk.vtt").write_text("WEBVTT\n\n99:99 --> Zebrafink\n<v Zebrafink\n")
    (folder / "bytes.mbox").write_bytes(b"From Zebrafink\n\xff\xfe" + "机密斑马".encode("utf-16"))


@pytest.mark.parametrize("quiet", [True, False])
def test_scoring_what_is_damaged_tells_no_word_of_it(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    quiet: bool,
) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    _archive(archive)
    settings = Settings(columns=Columns(text="text", id="id"))
    with caplog.at_level(logging.DEBUG):
        scoring.run(
            [archive], settings, tmp_path / "out", ["json"], scoring.Means(1), quiet=quiet,
            journal=True,
        )  # fmt: skip
    told = capfd.readouterr()
    assert [word for word in SECRETS if word in told.err or word in caplog.text] == []
    assert not (quiet and told.out)
