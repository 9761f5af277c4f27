from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from commsense.parallel import AHEAD, Workers


@pytest.mark.parametrize("count", [1, 2])
def test_results_come_in_the_order_of_the_work(count: int) -> None:
    with Workers(count) as pool:
        assert list(pool.map(math.sqrt, range(20))) == [math.sqrt(n) for n in range(20)]


def test_work_is_drawn_only_a_little_ahead() -> None:
    drawn = 0

    def work() -> Iterator[float]:
        nonlocal drawn
        for number in range(1000):
            drawn += 1
            yield float(number)

    with Workers(2) as pool:
        next(pool.map(math.sqrt, work()))
    assert drawn <= 2 * AHEAD + 1


def test_an_error_in_a_worker_reaches_the_caller() -> None:
    with Workers(2) as pool, pytest.raises(ValueError, match=r"math domain|nonnegative"):
        list(pool.map(math.sqrt, [-1.0]))


def test_a_long_path_of_the_temporary_files_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / ("long" * 25)
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    with Workers(2) as pool:
        assert list(pool.map(math.sqrt, [4.0, 9.0])) == [2.0, 3.0]
