"""Replies by their headers: References, In-Reply-To, and Outlook's Thread-Index."""

from __future__ import annotations

import binascii
from collections.abc import Sequence

from commsense.conversation import Heading
from commsense.text.links import Links

_CONVERSATION = 22  # bytes of a Thread-Index that all messages of a conversation share [MS-OXOMSG]
_MOST_REFERENCES = 200


def link_by_headers(headings: Sequence[Heading], links: Links) -> list[bool]:
    """Link messages that name one another, or a third one that is missing.

    Loops do no harm and missing parents hold their children together, as in Zawinski's algorithm
    (https://www.jwz.org/doc/threading.html), of which only the sets are kept, not the tree.

    Returns:
        For each message whether its headers led to another one that is there.
    """
    found = [False] * len(headings)
    first: dict[str, int] = {}
    for place, heading in enumerate(headings):
        if heading.message_id:
            links.join(place, first.setdefault(heading.message_id, place))
    present = set(first)
    conversations: dict[str, int] = {}
    for place, heading in enumerate(headings):
        named = (*heading.references, *heading.in_reply_to)[-_MOST_REFERENCES:]
        for name in named:
            if name and name != heading.message_id:
                links.join(place, first.setdefault(name, place))
                found[place] = found[place] or name in present
        conversation = _conversation(heading.thread_index)
        if conversation:
            earlier = conversations.setdefault(conversation, place)
            links.join(place, earlier)
            found[place] = found[place] or earlier != place
    return found


def _conversation(thread_index: str) -> str:
    """Read the part of a Thread-Index that names the conversation, or nothing where damaged."""
    try:
        raw = binascii.a2b_base64(thread_index[:400].encode("ascii"))
    except (binascii.Error, ValueError):
        return ""
    return raw[:_CONVERSATION].hex() if len(raw) >= _CONVERSATION else ""
