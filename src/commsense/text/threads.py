"""Messages that answer one another, put together and in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from commsense.conversation import Heading, Kind, Thread
from commsense.text.links import Links
from commsense.text.subjects import subject
from commsense.text.thread_headers import link_by_headers
from commsense.text.thread_quotes import link_by_quotes
from commsense.text.thread_subjects import link_by_subjects

_MEETINGS = (Kind.NOTES, Kind.TRANSCRIPT)  # each a thread of its own, unless a header says more
_LONG_AGO = datetime.min.replace(tzinfo=UTC)

Moment = tuple[datetime, bool, str, int]


def group(headings: Sequence[Heading]) -> tuple[Thread, ...]:
    """Group an archive's messages into threads.

    Headers count first, then quoted text, then subject with people and time. Threads come in the
    order of their first messages, messages by date and id; one without a date keeps its place
    behind the one that was read before it.

    Args:
        headings: all messages of the archive, in the order in which they were read.
    """
    links = Links(len(headings))
    subjects = [subject(heading.subject) for heading in headings]
    moments = _moments(headings)
    order = sorted(range(len(headings)), key=moments.__getitem__)
    found = link_by_headers(headings, links)
    for place, heading in enumerate(headings):
        found[place] = found[place] or heading.kind in _MEETINGS
    link_by_quotes(headings, subjects, found, links)
    mails = [place for place in order if headings[place].kind not in _MEETINGS]
    link_by_subjects(mails, headings, subjects, [moment[0] for moment in moments], found, links)
    threads: dict[int, list[int]] = {}
    for place in order:
        threads.setdefault(links.find(place), []).append(place)
    return tuple(
        Thread(
            id=headings[places[0]].id,
            subject=next((subjects[p].base for p in places if subjects[p].base), ""),
            messages=tuple(headings[place].id for place in places),
        )
        for places in threads.values()
    )


def _moments(headings: Sequence[Heading]) -> list[Moment]:
    """Give what each message is sorted by; an undated one follows the one read before it."""
    moments: list[Moment] = []
    last = _LONG_AGO
    for place, heading in enumerate(headings):
        if heading.date is not None:
            last = heading.date
        undated = heading.date is None
        moments.append((last, undated, "" if undated else heading.id, place))
    return moments
