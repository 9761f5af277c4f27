"""Which messages share a name (a Message-ID, a line), held as numbers: a few bytes an entry."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.uint32]


class Names:
    """Names of messages, in the order in which they were added.

    A name is kept as a hash of 64 bits: of a million names any two share one by chance once in
    tens of millions of archives.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._hashes = array("q")
        self._places = array("I")

    def add(self, name: str | int, place: int) -> None:
        """Say that the message at ``place`` has or names ``name``."""
        self._hashes.append(hash(name))
        self._places.append(place)

    def extend(self, others: Names) -> Names:
        """Give these and the others, those of these first."""
        both = Names()
        both._hashes = self._hashes + others._hashes
        both._places = self._places + others._places
        return both

    def groups(self) -> Iterator[Places]:
        """Give the places that share a name, those of each name in the order of adding."""
        hashes, places = self._sorted()
        cuts = np.flatnonzero(np.diff(hashes)) + 1
        starts = np.concatenate(([0], cuts)) if len(hashes) else cuts
        ends = np.append(cuts, len(hashes))
        for at in np.flatnonzero(ends[: len(starts)] - starts > 1):
            yield places[starts[at] : ends[at]]

    def known_to(self, others: Names) -> Places:
        """Give the places of these whose names the others hold too."""
        mine = np.array(self._hashes, np.int64)
        theirs = np.array(others._hashes, np.int64)
        return np.unique(np.array(self._places, np.uint32)[np.isin(mine, theirs)])

    def lookup(self) -> Lookup:
        """Give what tells the places of a name; it does not see what is added later."""
        return Lookup(*self._sorted())

    def _sorted(self) -> tuple[NDArray[np.int64], Places]:
        hashes = np.array(self._hashes, np.int64)
        order = np.argsort(hashes, kind="stable")
        return hashes[order], np.array(self._places, np.uint32)[order]


class Lookup:
    """Leads from a name to the places that have it."""

    def __init__(self, hashes: NDArray[np.int64], places: Places) -> None:
        """Take names sorted by hash, with their places."""
        self._hashes = hashes
        self._places = places

    def places(self, name: str | int) -> list[int]:
        """Give the places that have a name, in the order of adding."""
        wanted = np.int64(hash(name))
        first = np.searchsorted(self._hashes, wanted, "left")
        last = np.searchsorted(self._hashes, wanted, "right")
        return [int(place) for place in self._places[first:last]]
