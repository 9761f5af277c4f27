"""A report is put in its place whole, or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from commsense import api
from commsense.assessment import Assessment
from commsense.cli.publishing import publish
from commsense.reports import WRITERS


class Writer:
    """Writes a file below a folder, or finds the disk full after half of it."""

    def __init__(self, text: str, full: bool = False) -> None:
        self.text, self.full = text, full

    def write(self, _: Assessment, folder: Path, __: str) -> tuple[Path, ...]:
        path = folder / "tables" / "a.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.text)
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        return (path,)


def test_files_stand_where_they_belong_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(WRITERS, "csv", Writer("new"))
    (tmp_path / "mine.txt").write_text("mine")
    (path,) = publish(None, tmp_path, ["csv"], "en")  # type: ignore[arg-type]
    assert path == tmp_path / "tables" / "a.csv"
    found = {each.relative_to(tmp_path).as_posix(): each.read_text() for each in files(tmp_path)}
    assert found == {"mine.txt": "mine", "tables/a.csv": "new"}


def test_on_a_full_disk_the_old_report_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(WRITERS, "csv", Writer("old"))
    publish(None, tmp_path, ["csv"], "en")  # type: ignore[arg-type]
    monkeypatch.setitem(WRITERS, "csv", Writer("half of the ne", full=True))
    with pytest.raises(OSError, match="No space left"):
        publish(None, tmp_path, ["csv"], "en")  # type: ignore[arg-type]
    assert [each.read_text() for each in files(tmp_path)] == ["old"]


def test_months_that_are_no_more_go_away(tmp_path: Path) -> None:
    old = tmp_path / "dataset" / "messages" / "month=1999-01"
    old.mkdir(parents=True)
    (old / "part-0.parquet").write_bytes(b"old")
    (tmp_path / "dataset" / "mine.parquet").write_bytes(b"mine")
    sample = Path(__file__).parents[2] / "data" / "sample"
    publish(api.score([sample], workers=1), tmp_path, ["dataset"], "en")
    assert not old.exists()
    assert (tmp_path / "dataset" / "mine.parquet").exists()
    assert any((tmp_path / "dataset" / "messages").glob("month=2026-*/part-0.parquet"))


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
