"""Who wrote a mail to whom, and the ids that tie it to others, as its headers say."""

from __future__ import annotations

import re

from commsense.conversation import Person
from commsense.sources import addresses, words
from commsense.sources.headers import Headers, first

MAX_REFERENCES = 100

_VIA = re.compile(r"['\"]?(.{1,200}?)['\"]? via \S.*")
_IDS = re.compile(r"<([^<>\s]{1,500})>")
_ANGLE = re.compile(r"<([^<>]*)>\s*$")


def sender(fields: Headers, fallback: str, from_line: bytes) -> Person | None:
    """The author: of From, else of the next best header or the line of an mbox.

    Args:
        fields: the headers of the mail.
        fallback: the charset of raw 8-bit names.
        from_line: the separator line of an mbox before the mail, or nothing.
    """
    for name in ("from", "x-original-from", "sender", "reply-to", "return-path"):
        for value in fields.get(name, [])[:1]:
            found = addresses.people(value, fallback)
            if found:
                return _author(found[0], fields, fallback)
    envelope = re.match(rb"From (\S+@\S+)", from_line)
    return Person("", envelope[1].decode("latin-1").lower()) if envelope else None


def _author(person: Person, fields: Headers, fallback: str) -> Person:
    """Who wrote, where a list put its own address in From ("Ann Lee via Users", DMARC)."""
    via = _VIA.fullmatch(person.name)
    if not via:
        return person
    for name in ("x-original-from", "reply-to", "cc"):
        for value in fields.get(name, [])[:1]:
            for other in addresses.people(value, fallback):
                if other.email != person.email and (name != "cc" or other.name == via[1]):
                    return Person(via[1], other.email)
    return Person(via[1])


def recipients(fields: Headers, fallback: str) -> tuple[Person, ...]:
    """Everyone in To, Cc and Bcc, each once."""
    values = [value for name in ("to", "cc", "bcc") for value in fields.get(name, [])[:5]]
    found = [person for value in values for person in addresses.people(value, fallback)]
    return tuple(dict.fromkeys(found))[: addresses.MAX_PEOPLE]


def message_id(fields: Headers) -> str:
    """The id that the sender's program gave: relays put their own above it."""
    for value in reversed(fields.get("message-id", [])):
        found = _IDS.search(value)
        plain = found[1] if found else value.strip(" <>\t\r\n")
        if plain:
            return words.decode(plain)
    return ""


def ids(fields: Headers, name: str) -> tuple[str, ...]:
    """The message ids in a header, each once; the nearest ones of a very long list."""
    found = [match for value in fields.get(name, [])[:3] for match in _IDS.findall(value[:100_000])]
    return tuple(dict.fromkeys(found))[-MAX_REFERENCES:]


def list_id(fields: Headers) -> str:
    """The id of the mailing list that the mail went through (RFC 2919), or ""."""
    value = words.decode(first(fields, "list-id"))
    if value:
        angle = _ANGLE.search(value)
        return (angle[1] if angle else value).strip().lower()
    post = re.search(r"mailto:([^?>\s]{1,300})", first(fields, "list-post"))
    return post[1].lower() if post else ""
