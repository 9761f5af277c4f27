"""Cue phrases: lists of words that mark an act, seen through the n-grams they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commsense.backends.features import BUCKETS, Grams
from commsense.conversation import Side

SIDES = (Side.CLIENT, Side.TEAM)


class Cues:
    """Tells which lists of phrases a sentence meets, and who speaks.

    The features are numbered: one for each list, then one for each of ``SIDES``.
    """

    def __init__(self, phrases: NDArray[Any], lists: NDArray[Any]) -> None:
        """Take the phrases' buckets and the lists that each is on: [phrases, most], -1 = none."""
        self.number = int(lists.max(initial=-1)) + 1
        self.size = self.number + len(SIDES)
        self._lists = lists
        self._place = np.full(BUCKETS, -1, dtype=np.int32)
        self._place[phrases] = np.arange(len(phrases), dtype=np.int32)

    def seen(self, found: Grams, sides: Sequence[Side]) -> Grams:
        """Give each feature once for each sentence that has it, in order."""
        place = self._place[found.buckets]
        hit = place >= 0
        lists = self._lists[place[hit]]
        rows = np.broadcast_to(found.rows[hit][:, None], lists.shape)
        keep = lists >= 0
        speaks = [
            row * self.size + self.number + SIDES.index(side)
            for row, side in enumerate(sides)
            if side in SIDES
        ]
        together = np.concatenate(
            [rows[keep] * self.size + lists[keep], np.array(speaks, dtype=np.int64)]
        )
        once = np.unique(together)
        return Grams(once // self.size, once % self.size)
