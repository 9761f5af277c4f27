"""A message from what one of the formats of Outlook held."""

from __future__ import annotations

from commsense.conversation import Message, Place, Skipped
from commsense.sources import eml
from commsense.sources.outlook import kinds, mapi, parts, people, values
from commsense.sources.outlook.mapi import MapiMessage

_UNSENT = 8  # in the flags: still being written


def read(message: MapiMessage, place: Place, *, sent: bool = False) -> Message | Skipped:
    """Make a message of it, or say why it is none.

    Args:
        message: what was found.
        place: where it was found.
        sent: leave out what the mailbox marks as not sent yet.
    """
    found = values.of(message.properties)
    reason = kinds.left_out(found.line(mapi.MESSAGE_CLASS))
    if reason:
        return Skipped(place, reason)
    if sent and (found.number(mapi.FLAGS) or 0) & _UNSENT:
        return Skipped(place, "a draft or spam, as its mailbox marks it")
    headers = parts.sent_headers(found)
    mail = parts.part(message)
    if not mail.headers and not mail.parts:
        return Skipped(place, "empty")
    return eml.message(
        mail,
        place,
        sender=people.author(found, headers, message.recipients),
        recipients=people.recipients(found, headers, message.recipients),
    )
