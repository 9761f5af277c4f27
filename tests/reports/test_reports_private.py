"""Reports are for their owner alone, also where the system would let others read them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from commsense.assessment import Assessment
from commsense.reports import WRITERS

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")


@pytest.fixture(autouse=True)
def _open_to_all() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_no_other_can_read_a_report(assessment: Assessment, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "report"
    written = WRITERS[name].write(assessment, folder, "en")
    wide = [each for each in written if stat.S_IMODE(each.stat().st_mode) != 0o600]
    assert wide == []
    folders = [each for each in (folder, *folder.rglob("*")) if each.is_dir()]
    assert [each for each in folders if stat.S_IMODE(each.stat().st_mode) != 0o700] == []
    for each in written:
        each.chmod(0o644)
    again = WRITERS[name].write(assessment, folder, "en")
    assert [each for each in again if stat.S_IMODE(each.stat().st_mode) != 0o600] == []
