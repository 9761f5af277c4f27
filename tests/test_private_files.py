"""What is written is for its owner alone."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from commsense import private_files

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_is_the_owners_alone(tmp_path: Path) -> None:
    assert _mode(private_files.begin(tmp_path / "a")) == 0o600


def test_an_old_one_is_closed_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("kept")
    path.chmod(0o644)
    with private_files.begin(path).open("a") as file:
        file.write(", too")
    assert (_mode(path), path.read_text()) == (0o600, "kept, too")


def test_new_folders_are_closed_and_old_ones_left(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    private_files.make_folder(tmp_path / "a" / "b")
    private_files.make_folder(tmp_path / "a" / "b")
    assert [_mode(tmp_path / each) for each in (".", "a", "a/b")] == [0o755, 0o700, 0o700]


def test_a_process_makes_closed_files_once_told_to(tmp_path: Path) -> None:
    code = (
        "import os, sys; os.umask(0o022)\n"
        "from commsense import private_files; private_files.close_to_others()\n"
        "open(sys.argv[1], 'w').close()"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "a")], check=True)
    assert _mode(tmp_path / "a") == 0o600
