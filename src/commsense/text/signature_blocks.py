"""Names and contact lines at the end of a message, without a delimiter or closing above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from commsense.conversation import Part, Person
from commsense.text.contacts import (
    is_address_only,
    is_contact,
    is_mailbox,
    is_name,
    is_own_name,
    is_short,
    is_title,
)
from commsense.text.lines import Line
from commsense.text.words import keys, pattern

_DATE = re.compile(r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s?\d{1,2}:\d\d)?$")
_MAX_BELOW_NAME = 8
_MAX_BARE = 3


@cache
def _thanks() -> re.Pattern[str]:
    return re.compile(rf"[\W_]{{0,3}}{pattern('thanks')}(?P<rest>.{{0,40}})$", re.IGNORECASE)


def named_block(lines: Sequence[Line], written: Sequence[int], sender: Person | None) -> int | None:
    """Find the sender's name on a line of its own with nothing but short lines below.

    Args:
        lines: The lines of one message.
        written: Indices of the written lines in which a signature may start, in order.
        sender: Who wrote the message.

    Returns:
        The index of the line with the name, or None.
    """
    start = None
    for count, place in enumerate(reversed(written[1:])):
        text = lines[place].text
        if count > _MAX_BELOW_NAME or not (is_short(text) or is_contact(text)):
            break
        if is_own_name(text, sender) and _stands_alone(lines, place):
            start = place
    return start


def _stands_alone(lines: Sequence[Line], place: int) -> bool:
    above = lines[place - 1].text if place else ""
    return not above or is_short(above) or _ends_sentence(above)


def contact_block(
    lines: Sequence[Line], written: Sequence[int], sender: Person | None
) -> int | None:
    """Find names, titles, numbers and addresses together at the end; arguments as above.

    A lone number or address is something that somebody says; it takes a name beside it, or two.
    """
    texts = [lines[place].text for place in written]
    start = len(texts)
    while start and is_short(texts[start - 1]) and _belongs(texts[start - 1], sender):
        start -= 1
    if start == 0 and not _follows_other_part(lines, written):
        return None
    while start < len(texts) and _is_said(texts[start]):
        start += 1
    block = texts[start:]
    names = sum(is_name(text) or is_own_name(text, sender) for text in block)
    contacts = sum(is_contact(text) and not is_address_only(text) for text in block)
    beside = any(is_contact(text) or is_title(text) for text in block)
    mailbox = any(is_mailbox(text) for text in block)  # Foxmail signs with the address alone
    return written[start] if contacts >= 2 or mailbox or (names and beside) else None


def _follows_other_part(lines: Sequence[Line], written: Sequence[int]) -> bool:
    """Say whether the written lines are the whole of a stretch below a quote or the like."""
    place = written[0] if written else 0
    while place > 0 and not lines[place - 1].text:
        place -= 1
    return place > 0 and lines[place - 1].part is not Part.OWN


def _belongs(text: str, sender: Person | None) -> bool:
    if is_contact(text) or is_title(text) or is_name(text) or is_own_name(text, sender):
        return True
    return not any(map(str.isalnum, text))


def _is_said(text: str) -> bool:
    """Say whether the top line of a block is none: thanks, a greeting, a link."""
    return is_thanks_or_greeting(text) or is_address_only(text)


def is_thanks_or_greeting(text: str) -> bool:
    """Say whether a line thanks or greets; both are the sender's words."""
    return bool(_thanks().match(text)) or text.casefold().startswith(tuple(keys("greeting")))


def bare_name(lines: Sequence[Line], written: Sequence[int], sender: Person | None) -> int | None:
    """Find a name (and a date) alone on the last lines; arguments as above."""
    start = len(written)
    while start > 1 and len(written) - start < _MAX_BARE:
        place = written[start - 1]
        text, above = lines[place].text, lines[place - 1].text
        fresh = not above or _ends_sentence(above) or start < len(written)
        named = is_own_name(text, sender) or (
            fresh and is_name(text) and not is_thanks_or_greeting(text)
        )
        if not named and not _DATE.match(text):
            break
        start -= 1
    found = written[start:]
    if not found or all(_DATE.match(lines[place].text) for place in found):
        return None
    return found[0]


def _ends_sentence(text: str) -> bool:
    return text[-1] in ".!?。！？,，~～" or bool(_thanks().match(text))
