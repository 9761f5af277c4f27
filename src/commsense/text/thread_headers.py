"""Replies by their headers: References, In-Reply-To, and Outlook's Thread-Index."""

from __future__ import annotations

import binascii
from collections.abc import Iterable

from commsense.conversation import Heading
from commsense.text.links import Links
from commsense.text.shared_names import Names

_CONVERSATION = 22  # bytes of a Thread-Index that all messages of a conversation share [MS-OXOMSG]
_MOST_REFERENCES = 200


def link_by_headers(headings: Iterable[Heading], links: Links) -> bytearray:
    """Link messages that name one another, or a third one that is missing.

    Loops do no harm and missing parents hold their children together, as in Zawinski's algorithm
    (https://www.jwz.org/doc/threading.html), of which only the sets are kept, not the tree.

    Returns:
        For each message 1 where its headers led to another one that is there, else 0.
    """
    own, named, conversations = Names(), Names(), Names()
    count = 0
    for place, heading in enumerate(headings):
        count += 1
        if heading.message_id:
            own.add(heading.message_id, place)
        for name in (*heading.references, *heading.in_reply_to)[-_MOST_REFERENCES:]:
            if name and name != heading.message_id:
                named.add(name, place)
        conversation = _conversation(heading.thread_index)
        if conversation:
            conversations.add(conversation, place)
    found = bytearray(count)
    for places in own.extend(named).groups():
        links.join_all(places)
    for place in named.known_to(own):
        found[place] = 1
    for places in conversations.groups():
        links.join_all(places)
        for place in places[1:]:
            found[place] = 1
    return found


def _conversation(thread_index: str) -> str:
    """Read the part of a Thread-Index that names the conversation, or nothing where damaged."""
    try:
        raw = binascii.a2b_base64(thread_index[:400].encode("ascii"))
    except (binascii.Error, ValueError):
        return ""
    return raw[:_CONVERSATION].hex() if len(raw) >= _CONVERSATION else ""
