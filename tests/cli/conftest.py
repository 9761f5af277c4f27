from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from checks_run import Files

from commsense.cli import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, so that no settings are found."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def files(folder: Path) -> Files:
    """Write a file and give its bare name."""

    def write(name: str, text: str | bytes) -> Path:
        data = text if isinstance(text, bytes) else text.encode("utf-8")
        (folder / name).write_bytes(data)
        return Path(name)

    return write


@pytest.fixture
def refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Run it as the program does, see that it ends with 2, and give what it says."""

    def run(*words: object) -> str:
        monkeypatch.setattr(sys, "argv", ["commsense", "check", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert "Traceback" not in said.err
        return said.err

    return run
