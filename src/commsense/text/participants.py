"""Who takes part in a message, mailing lists aside."""

from __future__ import annotations

from commsense.conversation import Heading


def people(heading: Heading) -> set[str]:
    """Give the addresses (names where there are none) of sender and recipients."""
    return {name for name in (author(heading), *recipients(heading)) if name}


def author(heading: Heading) -> str:
    """Give the sender's address, or name, or nothing."""
    return (heading.sender.email or heading.sender.name) if heading.sender else ""


def recipients(heading: Heading) -> set[str]:
    """Give the addresses or names of the recipients that are people."""
    names = {person.email or person.name for person in heading.recipients}
    return {name for name in names if name and not _is_list(name, heading.list_id)}


def writes_to(reply: Heading, parent: Heading) -> bool:
    """Tell whether a message goes to the other's author, or comes from one it went to."""
    return author(parent) in recipients(reply) or author(reply) in recipients(parent)


def forum(heading: Heading) -> str:
    """Name the list where anybody may answer; mail without recipients is from its archive."""
    if heading.list_id:
        return heading.list_id.lower()
    return "" if heading.recipients else "archive"


def _is_list(address: str, list_id: str) -> bool:
    return bool(list_id) and address.replace("@", ".") in list_id.lower()
