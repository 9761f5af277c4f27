"""Replies by subject, people and time, where neither headers nor quotes lead to the parent."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta

from commsense.conversation import Heading
from commsense.text.links import Links
from commsense.text.participants import author, forum, people, writes_to
from commsense.text.subjects import Subject

_AMONG_PEOPLE = timedelta(days=90)  # between a reply and what it answers, same subject
_ON_A_LIST = timedelta(days=30)  # and where the two only share recipients
_ON_A_TICKET = timedelta(days=365)
_GENERIC = timedelta(days=7)
_UNMARKED = timedelta(days=3)  # the same subject without "Re:"
_LOOK_BACK = 12  # messages under a subject that may be the parent


def link_by_subjects(
    order: Sequence[int],
    headings: Sequence[Heading],
    subjects: Sequence[Subject],
    dates: Sequence[datetime],
    found: Sequence[bool],
    links: Links,
) -> None:
    """Link messages that nothing else has led to another one.

    Args:
        order: the places of the mails, oldest first.
        headings: all headings.
        subjects: their subjects.
        dates: when each was written, or is taken to have been.
        found: whether headers or quotes have led it to another one.
        links: what belongs together; grows here.
    """
    recent: dict[str, deque[int]] = {}
    for place in order:
        subject = subjects[place]
        if not subject.key:
            continue
        under = recent.setdefault(subject.key, deque(maxlen=_LOOK_BACK))
        if not found[place]:
            for earlier in reversed(under or recent.get(subject.former, deque())):
                gap = dates[place] - dates[earlier]
                if gap <= _allowed(headings[place], headings[earlier], subject):
                    links.join(place, earlier)
                    break
        under.append(place)


def _allowed(reply: Heading, parent: Heading, subject: Subject) -> timedelta:
    """Tell how long after the parent this message would still be taken for its reply."""
    never = timedelta(-1)
    marked = subject.reply or subject.forward or bool(subject.former)
    if subject.generic:
        return _GENERIC if marked and writes_to(reply, parent) else never
    if subject.ticket:
        return _ON_A_TICKET
    same_forum = forum(reply) != "" and forum(reply) == forum(parent)
    if not marked:
        return _UNMARKED if _speaks_up(reply, parent, same_forum) else never
    if writes_to(reply, parent):
        return _AMONG_PEOPLE
    return _ON_A_LIST if same_forum or len(people(reply) & people(parent)) > 1 else never


def _speaks_up(reply: Heading, parent: Heading, same_forum: bool) -> bool:
    """Tell whether another person answers under the same subject, or the same mail came twice."""
    if author(reply) == author(parent):
        return bool(reply.fingerprint) and reply.fingerprint == parent.fingerprint
    return writes_to(reply, parent) or same_forum
