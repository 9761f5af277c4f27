"""Replies by what they quote, for mail whose headers lead nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from commsense.conversation import Heading
from commsense.text.links import Links
from commsense.text.participants import writes_to
from commsense.text.shared_names import Names
from commsense.text.subject_keys import SubjectKeys

_BEFORE = timedelta(days=400)  # a quote this much older is a quotation, not a reply
_CLOCKS = timedelta(days=1)  # by which clocks may differ
_COMMON = 5  # messages; what as many wrote is a formula


def link_by_quotes(
    headings: Sequence[Heading], subjects: SubjectKeys, found: bytearray, links: Links
) -> None:
    """Link a message to the one whose words open its quotes; marks in ``found`` those linked."""
    lines = Names()
    for place, heading in enumerate(headings):
        for line in heading.lines:
            lines.add(line, place)
    wrote = lines.lookup()
    for place, heading in enumerate(headings):
        if found[place] or not heading.quoted:
            continue
        met: Counter[int] = Counter()
        for line in heading.quoted:
            authors = wrote.places(line)
            if len(authors) < _COMMON:
                met.update(author for author in authors if author != place)
        for parent, shared in sorted(met.items(), key=lambda pair: (-pair[1], -pair[0])):
            alike = subjects.keys[parent] == subjects.keys[place]
            before = headings[parent]
            if (alike or shared > 1 or writes_to(heading, before)) and _follows(before, heading):
                links.join(place, parent)
                found[place] = 1
                break


def _follows(parent: Heading, reply: Heading) -> bool:
    if parent.date is None or reply.date is None:
        return True
    return -_CLOCKS <= reply.date - parent.date <= _BEFORE
