"""What finds a message's thread, and what could not be read, without the people in it."""

from __future__ import annotations

from dataclasses import replace

from commsense.conversation import Heading, Message, Skipped
from commsense.redacting.cover import cover
from commsense.redacting.identifiers import redacted_numbers
from commsense.redacting.paths import redacted_place
from commsense.redacting.veil import Veil
from commsense.text import heading


def redacted_heading(original: Heading, message: Message, veil: Veil) -> Heading:
    """Give the heading of a redacted message.

    Its hashes are made of the original words, since a quote and what it quotes may be redacted
    differently; they are keyed, so that they say nothing to who has not the key.

    Args:
        original: the heading of the message as it was.
        message: the same message, from ``redacted``.
        veil: of the run.
    """
    return replace(
        heading(message),
        fingerprint=redacted_numbers((original.fingerprint,), veil)[0],
        lines=redacted_numbers(original.lines, veil),
        quoted=redacted_numbers(original.quoted, veil),
    )


def redacted_skipped(skipped: Skipped, veil: Veil) -> Skipped:
    """Give a note of what was not read without the names in its path and its reason."""
    hide = cover(veil)
    return Skipped(redacted_place(skipped.place, hide), hide.redact(skipped.reason).text)
