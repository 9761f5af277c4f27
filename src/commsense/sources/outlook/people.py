"""Who wrote an Outlook mail to whom: SMTP addresses, where there are any."""

from __future__ import annotations

from commsense.conversation import Person
from commsense.sources import addresses, envelope
from commsense.sources.headers import Headers
from commsense.sources.outlook import mapi
from commsense.sources.outlook.mapi import Properties
from commsense.sources.outlook.values import Values

_TO, _CC, _BCC = 1, 2, 3
_MAX_ADDRESS = 320


def author(values: Values, sent: Headers, recipients: tuple[Properties, ...]) -> Person | None:
    """Who wrote a mail.

    Args:
        values: of the message.
        sent: its headers as they went over the internet, if it has any.
        recipients: as the message lists them; they may hold the author's address too.
    """
    by_header = envelope.sender(sent, "utf-8", b"")
    if by_header and by_header.email:
        return by_header
    name = values.line(mapi.AUTHOR_NAME, mapi.SENDER_NAME)
    for smtp, email, key in (
        (mapi.AUTHOR_SMTP, mapi.AUTHOR_EMAIL, mapi.AUTHOR_KEY),
        (mapi.SENDER_SMTP, mapi.SENDER_EMAIL, mapi.SENDER_KEY),
    ):
        found = _address(values, smtp, email, key)
        if found:
            return _person(name, found)
    exchange = values.line(mapi.AUTHOR_EMAIL, mapi.SENDER_EMAIL).lower()
    for row in recipients if exchange else ():
        other = Values(row, values.charset)
        smtp_address = _address(other, mapi.SMTP, mapi.EMAIL, mapi.SEARCH_KEY)
        if smtp_address and other.line(mapi.EMAIL).lower() == exchange:
            return _person(name, smtp_address)
    created = values.line(mapi.CREATOR_SMTP).lower() if exchange.startswith("/") else ""
    return (_person(name, created if "@" in created else "") if name else None) or by_header


def recipients(values: Values, sent: Headers, rows: tuple[Properties, ...]) -> tuple[Person, ...]:
    """To, Cc and Bcc, in this order, each once; by the headers where the list has no addresses."""
    found: list[Person] = []
    for kind in (_TO, _CC, _BCC):
        for row in rows:
            person = _recipient(Values(row, values.charset), kind)
            if person:
                found.append(person)
    by_header = envelope.recipients(sent, "utf-8")
    if by_header and not any(person.email for person in found):
        return by_header
    if not found:
        shown = f"{values.line(mapi.DISPLAY_TO)};{values.line(mapi.DISPLAY_CC)}"
        found = [person for name in shown.split(";") if (person := _named(name))]
    return tuple(dict.fromkeys(found))[: addresses.MAX_PEOPLE]


def shown(person: Person) -> str:
    """A person as a header names them."""
    if person.name and person.email:
        return f'"{person.name.replace(chr(34), "")}" <{person.email}>'
    return person.email or person.name


def _recipient(row: Values, kind: int) -> Person | None:
    stated = row.number(mapi.RECIPIENT_TYPE)
    stated = stated & 15 if stated is not None else _TO
    if (stated if stated in (_CC, _BCC) else _TO) != kind:
        return None
    email = _address(row, mapi.SMTP, mapi.EMAIL, mapi.SEARCH_KEY)
    return _person(row.line(mapi.DISPLAY_NAME), email)


def _address(values: Values, smtp: int, email: int, key: int) -> str:
    """The first of three properties that holds an address of the internet."""
    kind, _, searched = values.binary(key).decode("latin-1").rstrip("\x00").partition(":")
    for found in (values.line(smtp), values.line(email), searched if kind == "SMTP" else ""):
        found = found.strip("'\"<> ").lower()
        if "@" in found and not found.startswith("/") and " " not in found:
            return found[:_MAX_ADDRESS]
    return ""


def _named(name: str) -> Person | None:
    name = name.strip("'\" ")
    return _person("", name.lower()) if "@" in name and " " not in name else _person(name, "")


def _person(name: str, email: str) -> Person | None:
    name = name.strip("'\" ,")[:500]
    name = "" if name.lower() == email else name
    return Person(name, email) if name or email else None
