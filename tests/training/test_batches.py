from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
from taught import SPECIAL, WORDS, cut_all, lesson

from commsense.backends.pieces import END, MOST, SPEAKER, START, UNREADABLE
from commsense.conversation import Side
from commsense.training import batches
from commsense.training.batches import HIDDEN, NO_CONTEXT, NO_SIDE, Prepared


def prepared(count: int, source: str = "t", words: int = 3) -> list[Prepared]:
    rows = [
        lesson(" ".join(["pump"] * (1 + number % words)), group=f"{source}-{number}", source=source)
        for number in range(count)
    ]
    return batches.prepare(rows, cut_all)


def names(rows: list[list[Prepared]]) -> list[str]:
    return [each.lesson.group for batch in rows for each in batch]


def test_each_text_is_cut_once() -> None:
    asked: list[str] = []

    def cut(texts):
        asked.extend(texts)
        return cut_all(texts)

    rows = [lesson("The pump.", context=("It is late.",)), lesson("It is late.")]
    first, second = batches.prepare(rows, cut)
    assert asked == ["The pump.", "It is late."]
    assert first.before == (second.cut,)
    assert first.length == second.length + len(first.cut.pieces)


def test_pieces_stand_for_their_words() -> None:
    found = batches.prepare([lesson("The pump")], cut_all)[0]
    assert found.cut.pieces == (SPECIAL + WORDS.index("the"), SPECIAL + WORDS.index("pump"))
    assert found.reading.pieces == (START, SPEAKER[Side.TEAM], *found.cut.pieces, END)


@pytest.mark.parametrize(("words", "own"), [(1, 1), (MOST, MOST), (MOST + 9, MOST)])
def test_no_more_of_a_sentence_is_its_own_than_is_read(words: int, own: int) -> None:
    found = batches.prepare([lesson(" ".join(["pump"] * words))], cut_all)[0]
    assert found.own == own


def test_sides_and_context_are_hidden_now_and_then() -> None:
    row = batches.prepare([lesson("The pump", context=("the gate is late",))], cut_all)[0]
    random = np.random.default_rng(1)
    found = [batches.shown(row, random) for _ in range(2000)]
    sides = np.mean([each.pieces[1] == SPEAKER[Side.UNKNOWN] for each in found])
    alone = np.mean([1 not in each.parts for each in found])
    covered = np.mean([piece == UNREADABLE for each in found for piece in each.pieces[2:4]])
    assert sides == pytest.approx(NO_SIDE, abs=0.04)
    assert alone == pytest.approx(NO_CONTEXT, abs=0.04)
    assert covered == pytest.approx(HIDDEN, abs=0.02)


def test_marks_of_place_are_never_hidden() -> None:
    row = batches.prepare([lesson("The pump", context=("late",))], cut_all)[0]
    random = np.random.default_rng(1)
    for each in (batches.shown(row, random) for _ in range(300)):
        assert each.pieces[0] == START
        assert each.pieces[1] in SPEAKER.values()
        assert each.pieces[4] == END == each.pieces[-1]
        assert len(each.pieces) == len(each.parts)


def test_what_a_concern_is_answered_with_is_always_read_beside_it() -> None:
    row = batches.prepare([lesson("fine now", context=("late",), relation=1)], cut_all)[0]
    random = np.random.default_rng(1)
    found = [batches.shown(row, random) for _ in range(200)]
    assert {each.parts for each in found} == {row.reading.parts}
    assert {each.pieces[1] for each in found} == {SPEAKER[Side.TEAM]}


def test_an_epoch_holds_all_that_is_taught_and_as_much_of_each_set() -> None:
    public = prepared(50, "big") + prepared(20, "small") + prepared(3, "tiny")
    for epoch in islice(batches.epochs(prepared(30), public, 30, 8, 0), 3):
        found = names(epoch)
        sources = [name.partition("-")[0] for name in found]
        assert sorted(name for name in found if name.startswith("t-")) == sorted(
            f"t-{number}" for number in range(30)
        )
        assert [sources.count(name) for name in ("big", "small", "tiny")] == [10, 10, 3]
        assert len(set(found)) == len(found)


def test_epochs_draw_anew_and_the_same_seed_the_same() -> None:
    taught, public = prepared(30), prepared(60, "big")
    one, other = (list(islice(batches.epochs(taught, public, 20, 8, 3), 2)) for _ in range(2))
    assert [names(epoch) for epoch in one] == [names(epoch) for epoch in other]
    assert set(names(one[0])) != set(names(one[1]))
    again = next(batches.epochs(taught, public, 20, 8, 4))
    assert names(again) != names(one[0])


def test_without_public_sets_only_the_taught_are_dealt() -> None:
    epoch = next(batches.epochs(prepared(10), [], 500, 4, 0))
    assert sorted(map(len, epoch)) == [2, 4, 4]
    assert len(set(names(epoch))) == 10


def test_a_batch_holds_lessons_of_about_equal_length_in_no_order_of_length() -> None:
    epoch = next(batches.epochs(prepared(320, words=20), [], 0, 8, 0))
    spreads = [max(e.length for e in batch) - min(e.length for e in batch) for batch in epoch]
    assert max(spreads) <= 1
    lengths = [batch[0].length for batch in epoch]
    assert lengths != sorted(lengths)
