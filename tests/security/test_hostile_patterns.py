"""No pattern of the package takes much longer than its text is long.

``re`` knows no time limit, so that one careless pattern lets one crafted mail hold a run for hours
(OWASP, "Regular expression denial of service"). The patterns are tried in a process of their own,
which a limit ends.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

TIMED = Path(__file__).parent / "patterns_timed.py"
LIMIT = 300  # seconds; a clean run takes about 15


def tried(*patterns: str) -> dict[str, list[dict[str, object]]]:
    done = subprocess.run(
        [sys.executable, str(TIMED), *patterns],
        capture_output=True,
        text=True,
        check=True,
        timeout=LIMIT,
    )
    found: dict[str, list[dict[str, object]]] = json.loads(done.stdout)
    return found


def test_no_pattern_of_the_package_is_slow() -> None:
    found = tried()
    assert int(str(found["patterns"])) > 500  # else they are no longer found
    assert found["slow"] == []


SLOW = (r"(?:a+)+b", r"\w+@")
FAST = (r"(?<!\s)\s++x$", r"a++b", r"\w{1,40}@")


@pytest.fixture(scope="module")
def judged() -> set[str]:
    return {str(each["where"]) for each in tried(*SLOW, *FAST)["slow"]}


@pytest.mark.parametrize("pattern", SLOW)
def test_a_slow_pattern_is_told(pattern: str, judged: set[str]) -> None:
    assert pattern in judged


@pytest.mark.parametrize("pattern", FAST)
def test_a_fast_pattern_is_not(pattern: str, judged: set[str]) -> None:
    assert pattern not in judged
