"""Replies by subject, people and time, where neither headers nor quotes lead to the parent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from commsense.conversation import Heading
from commsense.text.links import Links
from commsense.text.participants import author, forum, people, writes_to
from commsense.text.subject_keys import NONE, SubjectKeys
from commsense.text.subjects import Subject, subject
from commsense.text.thread_times import Times

_AMONG_PEOPLE = timedelta(days=90)  # between a reply and what it answers, same subject
_ON_A_LIST = timedelta(days=30)  # and where the two only share recipients
_ON_A_TICKET = timedelta(days=365)
_GENERIC = timedelta(days=7)
_UNMARKED = timedelta(days=3)  # the same subject without "Re:"
MEETING = 2
"""Marks the record of a meeting: a thread of its own, unless a header says more."""

_LOOK_BACK = 12  # messages under a subject that may be the parent


def link_by_subjects(
    headings: Sequence[Heading],
    subjects: SubjectKeys,
    times: Times,
    found: bytearray,
    links: Links,
) -> None:
    """Link messages that nothing else has led to another one.

    Args:
        headings: all headings; of those that ``found`` marks, only the time and the subject count.
        subjects: what their subjects are compared by.
        times: when each was written, or is taken to have been.
        found: 1 where headers or quotes have led a message to another one, or nothing should.
        links: what belongs together; grows here.
    """
    recent: dict[int, list[int]] = {}
    for place in times.order:
        key = subjects.keys[place]
        if key == NONE or found[place] == MEETING:
            continue
        under = recent.setdefault(key, [])
        if not found[place]:
            reply = headings[place]
            for earlier in reversed(under or recent.get(subjects.formers[place], [])):
                allowed = _allowed(reply, headings[earlier], subject(reply.subject))
                if times.between(earlier, place) <= allowed:
                    links.join(place, earlier)
                    break
        under.append(place)
        del under[:-_LOOK_BACK]


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
