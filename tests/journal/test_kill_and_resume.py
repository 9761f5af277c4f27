"""A run that is killed at random moments, and again, ends as one that nobody disturbed."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
KILLS = 5


def start(output: Path) -> subprocess.Popen[bytes]:
    asked = ["score", str(SAMPLE), "-o", str(output), "--workers", "2", "-q"]
    return subprocess.Popen([sys.executable, "-m", "commsense", *asked])


def files(output: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in output.iterdir() if path.is_file()}


def test_killed_runs_end_with_the_same_bytes(tmp_path: Path) -> None:
    assert start(tmp_path / "undisturbed").wait() == 0
    whole = files(tmp_path / "undisturbed")
    assert set(whole) == {"report.html", "report.json"}
    rng = random.Random(20)  # noqa: S311 - moments, no secret
    for _ in range(KILLS):
        run = start(tmp_path / "killed")
        try:
            run.wait(rng.uniform(0.5, 4))
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.wait()
        if (tmp_path / "killed").is_dir():
            found = files(tmp_path / "killed")
            assert all(whole[name] == data for name, data in found.items()), "half a report"
    assert start(tmp_path / "killed").wait() == 0
    assert files(tmp_path / "killed") == whole
