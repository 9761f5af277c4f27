from __future__ import annotations

import sqlite3
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from commsense.errors import InputError
from commsense.journal import FOLDER, Changes, Journal, stamp

T = TypeVar("T")
R = TypeVar("R")
RESULTS = {"double": int}
STAMP = b"stamp"


class Counting:
    """Works here, and notes what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    def map(self, function: Callable[[T], R], work: Iterable[T]) -> Iterator[R]:
        for piece in work:
            self.asked.append(piece)
            yield function(piece)


def double(number: int) -> int:
    return 2 * number


def run(output: Path, work: Iterable[int], mark: bytes = STAMP) -> tuple[list[int], list[object]]:
    pool = Counting()
    with Journal(output) as journal:
        found = list(journal.over(pool, mark, RESULTS).map(double, work))
        journal.finish()
    return found, pool.asked


def test_what_is_known_is_not_worked_out_again(tmp_path: Path) -> None:
    assert run(tmp_path, [1, 2, 3]) == ([2, 4, 6], [1, 2, 3])
    assert run(tmp_path, [1, 2, 3]) == ([2, 4, 6], [])
    assert run(tmp_path, [0, 1, 9, 2, 3, 8]) == ([0, 2, 18, 4, 6, 16], [0, 9, 8])


def test_a_run_that_was_cut_off_is_gone_on_with(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        results = journal.over(Counting(), STAMP, RESULTS).map(double, range(10))
        assert [next(results) for _ in range(4)] == [0, 2, 4, 6]
    assert run(tmp_path, range(10)) == ([2 * each for each in range(10)], list(range(4, 10)))


def test_another_program_model_or_practice_works_all_out_anew(tmp_path: Path) -> None:
    run(tmp_path, [1, 2])
    assert run(tmp_path, [1, 2], b"another") == ([2, 4], [1, 2])


def test_what_a_finished_run_did_not_need_is_forgotten(tmp_path: Path) -> None:
    run(tmp_path, [1, 2])
    run(tmp_path, [2])
    assert run(tmp_path, [1, 2]) == ([2, 4], [1])


def test_the_order_of_a_set_does_not_matter(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        pool = Counting()
        results = {"len": int}
        one, other = frozenset(["a", "b", "c"]), frozenset(["c", "b", "a"])
        assert list(journal.over(pool, STAMP, results).map(len, [one])) == [3]
        assert list(journal.over(pool, STAMP, results).map(len, [other])) == [3]
    assert len(pool.asked) == 1


def test_a_second_run_into_the_folder_is_refused(tmp_path: Path) -> None:
    with Journal(tmp_path), pytest.raises(InputError, match="another run is writing there"):
        Journal(tmp_path)


def test_a_damaged_journal_is_begun_anew(tmp_path: Path) -> None:
    run(tmp_path, [1])
    (tmp_path / FOLDER / "journal.sqlite").write_bytes(b"no database at all" * 400)
    assert run(tmp_path, [1]) == ([2], [1])


def test_a_journal_of_another_form_is_begun_anew(tmp_path: Path) -> None:
    run(tmp_path, [1])
    with sqlite3.connect(tmp_path / FOLDER / "journal.sqlite") as base:
        base.execute("PRAGMA user_version = 77")
    base.close()
    assert run(tmp_path, [1]) == ([2], [1])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")
def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    run(tmp_path, [1])
    for path in (tmp_path / FOLDER, *(tmp_path / FOLDER).iterdir()):
        assert not stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO), path


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    run(tmp_path, [1])
    with Journal(tmp_path) as journal:
        journal._kept._base.execute("PRAGMA max_page_count = 1")
        pool = journal.over(Counting(), STAMP, {"bytes": bytes})
        with pytest.raises(InputError, match="the disk is full"):
            list(pool.map(bytes, [2**20]))
    assert run(tmp_path, [1]) == ([2], [])


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("in the way")
    with pytest.raises(InputError, match="cannot be written"):
        Journal(tmp_path)


def test_it_is_told_which_files_are_gone_or_changed(tmp_path: Path) -> None:
    mail, output = tmp_path / "mail", tmp_path / "report"
    mail.mkdir()
    for name in ("a.eml", "b.eml", "c.eml"):
        (mail / name).write_text("From: a@b.example\n\nHello")
    with Journal(output) as journal:
        assert journal.compare([mail]) == Changes((), ())
        (mail / "a.eml").unlink()
        (mail / "b.eml").write_text("From: a@b.example\n\nHello again")
        (mail / "d.eml").write_text("From: a@b.example\n\nNew")
        expected = Changes((str(mail / "a.eml"),), (str(mail / "b.eml"),))
        assert journal.compare([mail]) == expected
        assert journal.compare([mail]) == Changes((), ())


def test_the_stamp_tells_models_and_files_apart(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("a")
    first = stamp("model 1", [own])
    assert stamp("model 1", [own]) == first
    assert stamp("model 2", [own]) != first
    own.write_text("b")
    assert stamp("model 1", [own]) != first
