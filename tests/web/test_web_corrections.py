"""The file of corrections."""

from __future__ import annotations

import sqlite3
import stat
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from commsense.errors import InputError
from commsense.web.corrections import Correction, Corrections

ONE = Correction("m1:2", "t1", "answered", "open", "Rang her.", "2026-03-04T09:00:00+00:00", "ab12")


def test_the_last_word_holds(tmp_path: Path) -> None:
    kept = Corrections(tmp_path / "c.sqlite")
    last = replace(ONE, status="resolved", note="王敏 '\"; --")
    other = replace(ONE, concern="m0:1")
    for each in (ONE, last, other):
        kept.put(each)
    assert kept.all() == {"m0:1": other, "m1:2": last}
    kept.remove("m1:2")
    kept.remove("m9:9")
    assert Corrections(tmp_path / "c.sqlite").all() == {"m0:1": other}


def test_what_is_taken_back_leaves_no_trace(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    kept = Corrections(file)
    kept.put(replace(ONE, note="Zanzibar is bankrupt"))
    assert b"Zanzibar" in file.read_bytes()
    kept.remove(ONE.concern)
    assert b"Zanzibar" not in file.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["c.sqlite"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    Corrections(file).put(ONE)
    file.chmod(0o644)
    Corrections(file).put(ONE)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "script", ["CREATE TABLE corrections (x)", "PRAGMA user_version = 9", "PRAGMA application_id=1"]
)
def test_the_file_of_another_program_is_refused(tmp_path: Path, script: str) -> None:
    file = tmp_path / "c.sqlite"
    if "version" in script:
        Corrections(file).put(ONE)
    with closing(sqlite3.connect(file)) as other, other:
        other.execute(script)
    before = file.read_bytes()
    with pytest.raises(InputError, match="not a file of corrections"):
        Corrections(file).put(ONE)
    assert file.read_bytes() == before


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--corrections"):
        Corrections(tmp_path / "none" / "c.sqlite").put(ONE)
