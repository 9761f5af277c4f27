"""Messages that answer one another, put together and in order."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from commsense.conversation import Heading, Kind, Thread
from commsense.text.links import Links
from commsense.text.subject_keys import SubjectKeys
from commsense.text.subjects import subject
from commsense.text.thread_headers import link_by_headers
from commsense.text.thread_quotes import link_by_quotes
from commsense.text.thread_subjects import MEETING, link_by_subjects
from commsense.text.thread_times import Times

_MEETINGS = (Kind.NOTES, Kind.TRANSCRIPT)


class Threads:
    """The threads of an archive, each as the places of its messages in the list of headings."""

    def __init__(self, places: array[int], ends: array[int]) -> None:
        """Take the places thread after thread, and where each thread ends."""
        self._places = places
        self._ends = array("I", [0]) + ends

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> array[int]:
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self._places[self._ends[number] : self._ends[number + 1]]

    def __iter__(self) -> Iterator[array[int]]:
        return (self._places[start:end] for start, end in pairwise(self._ends))


def threads(headings: Sequence[Heading]) -> Threads:
    """Group an archive's messages into threads.

    Headers count first, then quoted text, then subject with people and time. Threads come in the
    order of their first messages, messages by date and id; one without a date keeps its place
    behind the one that was read before it.

    Args:
        headings: all messages of the archive, in the order in which they were read; they are gone
            through several times, and may lie on disk.
    """
    links, times, subjects = Links(len(headings)), Times(headings), SubjectKeys(headings)
    found = link_by_headers(headings, links)
    for place, heading in enumerate(headings):
        if heading.kind in _MEETINGS:
            found[place] = MEETING
    link_by_quotes(headings, subjects, found, links)
    link_by_subjects(headings, subjects, times, found, links)
    return _put_together(times.order, links)


def thread(headings: Sequence[Heading], places: Sequence[int]) -> Thread:
    """Make the record of a thread: its id is that of the first message."""
    own = [headings[place] for place in places]
    bases = (subject(each.subject).base for each in own)
    return Thread(own[0].id, next(filter(None, bases), ""), tuple(each.id for each in own))


def group(headings: Sequence[Heading]) -> tuple[Thread, ...]:
    """Group messages into threads, all of which are held; see ``threads``."""
    return tuple(thread(headings, places) for places in threads(headings))


def _put_together(order: array[int], links: Links) -> Threads:
    """Sort the places by thread; a thread comes where its first message does."""
    numbers: dict[int, int] = {}
    of = [numbers.setdefault(links.find(place), len(numbers)) for place in order]
    sorted_places = np.array(order, np.uint32)[np.argsort(of, kind="stable")]
    ends = np.cumsum(np.bincount(of)) if of else ()
    return Threads(array("I", sorted_places.tolist()), array("I", map(int, ends)))
