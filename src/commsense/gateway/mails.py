"""A mail as bytes: what it is, and marks on top of it. Its body is never touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from commsense.sources import automatic, body, envelope, headers, words
from commsense.sources.mime import Part

OVERRIDE = "x-commsense"
"""The header with which a writer sends a mail whatever is said of it: ``X-Commsense: send``."""

_SEND = "send"
_SEALED = frozenset(
    {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime",
     "application/pgp-encrypted"}
)  # fmt: skip
_ARMOUR = re.compile(rb"^-----BEGIN PGP MESSAGE-----", re.MULTILINE)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(
    rb"^([!-9;-~]{1,100})[ \t]{0,20}:[^\n]*(?:\n[ \t][^\n]*)*(?:\n|\Z)", re.MULTILINE
)
_LONE_DOT = re.compile(rb"(?<=[\r\n])\.(?=[\r\n])")
_END = b"\r\n"


def sender(content: bytes) -> str:
    """Give the address of who wrote a mail, as its headers name him, or nothing."""
    person = envelope.sender(headers.split(content)[0], "", b"")
    return person.email if person else ""


def is_sent_anyway(content: bytes) -> bool:
    """Tell whether the writer says that the mail is to go, whatever is said of it."""
    said = headers.split(content)[0].get(OVERRIDE, [])
    return any(value.strip().lower() == _SEND for value in said)


def is_automatic(mail: Part) -> bool:
    """Tell whether a program wrote the mail."""
    person = envelope.sender(mail.headers, "", b"")
    subject = words.decode(headers.first(mail.headers, "subject"))
    return automatic.is_automatic(mail, person, subject, envelope.list_id(mail.headers))


def is_sealed(mail: Part) -> bool:
    """Tell whether the text cannot be read: encrypted, or signed in a form that hides it."""
    declared = words.parameters(headers.first(mail.headers, "content-type"))[0]
    if declared in _SEALED or any(is_sealed(part) for part in mail.parts):
        return True
    return mail.content_type == "text/plain" and bool(_ARMOUR.search(mail.data))


def text_of(content: bytes, mail: Part) -> bytes:
    """Give a mail of the same headers that holds the text alone, without what is attached.

    Args:
        content: the mail.
        mail: the same, read.
    """
    text = body.read(mail)
    head = _without(content, lambda name: name.startswith(("content-", "mime-")))[0]
    kind = f"Content-Type: text/{text.body_type}; charset=utf-8\r\n".encode()
    coding = b"Content-Transfer-Encoding: 8bit\r\n\r\n"
    return head + kind + coding + text.text.encode("utf-8", "replace")


def with_headers(content: bytes, told: Mapping[str, str]) -> bytes:
    """Put headers on top of a mail; every byte of it stays.

    Args:
        content: the mail.
        told: names and values, in ASCII, each fit for one line.
    """
    return (
        b"".join(f"{name}: {value}\r\n".encode("ascii") for name, value in told.items()) + content
    )


def without_override(content: bytes) -> bytes:
    """Take the writer's word to the gateway out of the headers; all else stays byte by byte."""
    head, rest = _without(content, lambda name: name == OVERRIDE)
    return head + rest


def ends_within(content: bytes) -> bool:
    """Tell whether a server that is careless of line ends would see the mail end too early.

    A dot between line ends of which one is bare makes the rest of the mail commands to such a
    server ("SMTP smuggling"). Taking the override out must not bring that about either.
    """
    return any(map(_breaks_off, {content, without_override(content)}))


def _breaks_off(content: bytes) -> bool:
    framed = _END + content
    return any(
        framed[found.start() - 2 : found.start()] != _END
        or framed[found.end() : found.end() + 2] != _END
        for found in _LONE_DOT.finditer(framed)
    )


def _without(content: bytes, unwanted: Callable[[str], bool]) -> tuple[bytes, bytes]:
    """Give the header lines but for the unwanted ones, and the rest of the mail."""
    end = _HEAD_END.search(content)
    at = 0 if content[:2] in (b"\n", _END) else _after_line(content, end)
    head = _FIELD.sub(
        lambda field: b"" if unwanted(field[1].decode("ascii").lower()) else field[0],
        content[:at],
    )
    return head, content[at:]


def _after_line(content: bytes, end: re.Match[bytes] | None) -> int:
    return content.index(b"\n", end.start()) + 1 if end else len(content)
