from __future__ import annotations

import numpy as np
import pytest

from commsense.assessment import Mark
from commsense.backends.marks import marks
from commsense.backends.pieces import Cut
from commsense.labels import JARGON_KINDS

PIECES = ["the", "re", "##stf", "##ul", "api", "is", "up"]
"""One blank between words: pieces at 0-3, 4-6, 6-9, 9-11, 12-15, 16-18 and 19-21."""


def cut(pieces: list[str]) -> Cut:
    starts: list[int] = []
    ends: list[int] = []
    place = 0
    for piece in pieces:
        bare = piece.removeprefix("##")
        place += bool(ends) and bare == piece
        starts.append(place)
        place += len(bare)
        ends.append(place)
    inner = tuple(piece.startswith("##") for piece in pieces)
    return Cut(tuple(range(len(pieces))), tuple(starts), tuple(ends), inner)


def scores(chances: dict[int, dict[str, float]], count: int = len(PIECES)) -> np.ndarray:
    """Scores of pieces that are jargon of a kind with the given chance, all others surely not."""
    found = np.full((count, 1 + len(JARGON_KINDS)), 1e-9)
    found[:, 0] = 1
    for place, kinds in chances.items():
        for kind, chance in kinds.items():
            found[place, 1 + JARGON_KINDS.index(kind)] = chance
        found[place, 0] = 1 - sum(kinds.values())
    result: np.ndarray = np.log(found).astype(np.float32)
    return result


def places(chances: dict[int, dict[str, float]], least: float = 0.5) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in marks(scores(chances), cut(PIECES), least)]


def test_nothing_to_mark() -> None:
    none = np.zeros((0, 1 + len(JARGON_KINDS)), dtype=np.float32)
    assert marks(none, Cut((), (), (), ()), 0.5) == ()
    assert places({}) == []


def test_a_word_alone() -> None:
    (found,) = marks(scores({4: {"acronym": 0.9}}), cut(PIECES), 0.5)
    assert found == Mark(12, 15, "acronym", found.confidence)
    assert found.confidence == pytest.approx(0.9, abs=1e-6)


def test_neighbours_are_one_mark_and_others_are_not() -> None:
    sure = {"technical": 0.9}
    assert places({4: sure, 5: sure}) == [(12, 18)]
    assert places({4: sure, 6: sure}) == [(12, 15), (19, 21)]
    assert places({0: sure, 5: sure, 6: sure}) == [(0, 3), (16, 21)]


@pytest.mark.parametrize("touched", [{1}, {2}, {3}, {1, 2}, {1, 3}, {1, 2, 3}])
def test_a_word_is_marked_whole_and_once(touched: set[int]) -> None:
    assert places({piece: {"technical": 0.9} for piece in touched}) == [(4, 11)]


def test_words_that_follow_each_other_are_one_mark_whichever_piece_was_seen() -> None:
    assert places({1: {"technical": 0.9}, 4: {"acronym": 0.9}}) == [(4, 15)]
    assert places({0: {"technical": 0.9}, 3: {"acronym": 0.9}}) == [(0, 11)]


def test_at_least_the_probability() -> None:
    chances = {0: {"technical": 0.3, "acronym": 0.3}, 4: {"acronym": 0.4}}
    assert places(chances, least=0.35) == [(0, 3), (12, 15)]
    assert places(chances, least=0.5) == [(0, 3)]
    assert places(chances, least=0.7) == []


def test_the_kind_is_that_of_the_pieces_together() -> None:
    chances = {4: {"buzzword": 0.6, "acronym": 0.35}, 5: {"acronym": 0.8}}
    (found,) = marks(scores(chances), cut(PIECES), 0.5)
    assert found.kind == "acronym"
    assert found.confidence == pytest.approx(0.95, abs=1e-6)


def test_what_was_not_read_is_not_marked() -> None:
    found = marks(scores({2: {"technical": 0.9}}, count=3), cut(PIECES), 0.5)
    assert [(each.start, each.end) for each in found] == [(4, 9)]
