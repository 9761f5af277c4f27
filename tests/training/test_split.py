from __future__ import annotations

from commsense.training.split import by_group, leave_one_out

THREADS = [f"t-{n}" for n in range(23) for _ in range(1 + n % 7)]


def test_no_thread_stands_on_both_sides() -> None:
    for train, test in by_group(THREADS):
        assert not {THREADS[i] for i in train} & {THREADS[i] for i in test}


def test_every_row_is_tested_once() -> None:
    folds = by_group(THREADS)
    assert sorted(i for _, test in folds for i in test) == list(range(len(THREADS)))
    assert all(len(train) + len(test) == len(THREADS) for train, test in folds)


def test_folds_are_of_about_one_size() -> None:
    sizes = [len(test) for _, test in by_group(THREADS)]
    assert max(sizes) - min(sizes) <= 7


def test_the_order_of_rows_does_not_matter() -> None:
    def homes(rows: list[str]) -> list[set[str]]:
        return [{rows[i] for i in test} for _, test in by_group(rows)]

    assert homes(THREADS) == homes(THREADS[::-1])


def test_a_seed_gives_another_split() -> None:
    one, other = by_group(THREADS), by_group(THREADS, seed=1)
    assert any(list(a[1]) != list(b[1]) for a, b in zip(one, other, strict=True))


def test_one_source_is_left_out() -> None:
    folds = leave_one_out(["a", "b", "a", "c"])
    assert [list(test) for _, test in folds] == [[0, 2], [1], [3]]
    assert [list(train) for train, _ in folds] == [[1, 3], [0, 2, 3], [0, 1, 2]]
