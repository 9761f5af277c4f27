from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from commsense.passes.batches import BYTES, MOST, batches

PIECES = st.lists(st.binary(max_size=40), max_size=300)


def cut(work: list[bytes]) -> list[tuple[bytes, ...]]:
    return list(batches(work, lambda piece: piece))


def mails(count: int) -> list[bytes]:
    rng = random.Random(5)  # noqa: S311 - a fixed choice, no secret
    return [rng.randbytes(200) for _ in range(count)]


@given(PIECES)
def test_nothing_is_lost_or_moved(work: list[bytes]) -> None:
    assert [piece for batch in cut(work) for piece in batch] == work


@given(PIECES)
def test_a_batch_is_never_empty_nor_too_long(work: list[bytes]) -> None:
    assert all(1 <= len(batch) <= MOST for batch in cut(work))


def test_a_batch_ends_where_it_is_heavy() -> None:
    assert [len(batch) for batch in cut([b"x" * BYTES] * 3)] == [1, 1, 1]


def test_mail_in_the_middle_leaves_most_batches_as_they_were() -> None:
    work = mails(2_000)
    before, after = cut(work), cut([*work[:700], *mails(2_010)[2_000:], *work[700:]])
    same = set(before) & set(after)
    assert len(same) >= len(before) - 3
