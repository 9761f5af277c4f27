from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from team_rows import SCHEME, TOPIC, topics

from commsense.labelling.row import Row
from commsense.training.team import picking


def ids(found: picking.Picked) -> set[str]:
    return {row.id for row in found.rows}


def picked(rows: Sequence[Row], most: int, seed: int = 0) -> picking.Picked:
    return picking.pick(lambda: rows, [TOPIC], seed, most)


def test_few_rows_are_all_kept_as_they_came_and_read_once() -> None:
    rows = topics(30)
    times = []

    def read() -> Iterator[Row]:
        times.append(1)
        yield from rows

    found = picking.pick(read, [TOPIC], 0)
    assert found.rows == tuple(rows)
    assert not found.left_out
    assert len(times) == 1


def test_whole_threads_are_kept_and_the_rest_is_counted() -> None:
    found = picked(topics(300), 31)
    threads = Counter(row.thread for row in found.rows)
    assert set(threads.values()) == {3}
    assert len(found.rows) == 30
    assert list(found.left_out.values()) == [270]


def test_the_order_of_the_rows_changes_nothing() -> None:
    rows = topics(300)
    mixed = random.Random(1).sample(rows, len(rows))  # noqa: S311 - a fixed choice, no secret
    assert ids(picked(rows, 60)) == ids(picked(mixed, 60))


def test_another_seed_picks_other_threads() -> None:
    assert ids(picked(topics(300), 60)) != ids(picked(topics(300), 60, seed=1))


def test_a_rare_label_is_kept_with_its_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picking, "RARE", 5)
    rows = topics(900)
    common = [replace(row, labels={"topic": ("delay",)}) for row in rows]
    rare = [replace(common[at], labels={"topic": ("praise",)}) for at in (100, 500)]
    common[100], common[500] = rare
    found = picked(common, 30)
    assert {"100", "500"} <= ids(found)
    assert set(Counter(row.thread for row in found.rows).values()) == {3}


def test_several_peoples_rows_of_a_sentence_stay_together() -> None:
    found = picked(topics(90, annotators=("ann", "ben")), 30)
    assert len(found.rows) == 60
    assert set(Counter(row.id for row in found.rows).values()) == {2}


def test_one_thread_cannot_take_all_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picking, "OF_A_THREAD", 5)
    rows = [replace(row, thread="t") for row in topics(100)]
    found = picked([*rows, *topics(9)], 50)
    assert Counter(row.thread for row in found.rows)["t"] == 5
    assert sum(found.left_out.values()) == 95


def test_a_sentence_repeated_without_end_counts_some_times() -> None:
    found = picked(topics(3) * 100, 50)
    assert len(found.rows) == 3 * picking.PEOPLE


def test_what_cannot_be_learned_takes_no_room() -> None:
    empty = [replace(row, text=" ") for row in topics(50)]
    found = picked([*empty, *topics(9)], 9)
    assert len(found.rows) == 9
    assert found.left_out == {"without text": 50}


def test_a_task_that_is_not_wanted_takes_no_room() -> None:
    rows = [Row(str(n), f"Fine {n}", {"sentiment": ("neutral",)}) for n in range(20)]
    found = picking.pick(lambda: [*rows, *topics(9)], [SCHEME["topic"]], 0, 9)
    assert len(found.rows) == 9
