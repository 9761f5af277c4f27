"""Outlook's single mails: ``.msg`` files (MS-OXMSG)."""

from __future__ import annotations

from collections.abc import Iterator

from commsense.conversation import Message, Skipped
from commsense.settings import Columns, Limits
from commsense.sources import addresses, mime
from commsense.sources.item import Item, Source, whole
from commsense.sources.outlook import attached, compound, mail, mapi
from commsense.sources.outlook.compound import Compound, Storage
from commsense.sources.outlook.mapi import MapiAttachment, MapiMessage, Properties

_FIXED = "__properties_version1.0"
_STREAM = "__substg1.0_"
_MARKS = tuple(
    name.encode("utf-16-le") for name in ("__nameid_version1.0", "__substg1.0_", "__properties_v")
)


def claims(source: Source) -> bool:
    """Whether the file is a compound file, and by its name or content a mail."""
    if not source.head.startswith(compound.MAGIC):
        return False
    return source.name.endswith(".msg") or any(mark in source.head for mark in _MARKS)


def split(source: Source, limits: Limits) -> Iterator[Item | Skipped]:
    """One file is one item."""
    return whole("msg", source, limits)


def parse(item: Item, columns: Columns | None) -> tuple[Message | Skipped, ...]:
    """Read a mail."""
    del columns
    try:
        file = Compound(item.data)
        if _FIXED not in file.root.streams:
            return (Skipped(item.place, "an old Office file; save it as .docx or plain text"),)
        message = _message(file, file.root, 0)
    except compound.DamagedError as error:
        return (Skipped(item.place, f"damaged ({error})"),)
    return (mail.read(message, item.place),)


def _message(file: Compound, storage: Storage, depth: int) -> MapiMessage:
    recipients = [s for name, s in storage.storages.items() if name.startswith("__recip_version")]
    attachments = sorted(
        (name, s) for name, s in storage.storages.items() if name.startswith("__attach_version")
    )
    most = mime.MAX_PARTS
    return MapiMessage(
        _properties(file, storage, mapi.MESSAGE_TAGS, 24 if depth else 32),
        tuple(
            _properties(file, each, mapi.RECIPIENT_TAGS, 8)
            for each in recipients[: addresses.MAX_PEOPLE]
        ),
        tuple(_attachment(file, each, depth) for _, each in attachments[:most]),
        (f"more than {most} parts, the rest left out",) if len(attachments) > most else (),
    )


def _attachment(file: Compound, storage: Storage, depth: int) -> MapiAttachment:
    properties = _properties(file, storage, mapi.ATTACHMENT_TAGS, 8)
    stream = storage.streams.get(f"{_STREAM}{mapi.ATTACHED:04x}{mapi.BINARY:04x}")
    inner = storage.storages.get(f"{_STREAM}{mapi.ATTACHED:04x}{mapi.OBJECT:04x}")
    embedded = None
    if inner and _FIXED in inner.streams and depth < mime.MAX_DEPTH:
        embedded = _message(file, inner, depth + 1)
    if stream is None:
        return MapiAttachment(properties, attached.size(properties), embedded)
    size = min(stream[1], len(file))
    data = file.read(stream) if attached.is_mail(properties, size) else b""
    return MapiAttachment(properties, size, embedded, data)


def _properties(
    file: Compound, storage: Storage, wanted: frozenset[int], header: int
) -> Properties:
    """The properties of fixed size from their table, the others from a stream each."""
    found: Properties = {}
    table = file.read(storage.streams.get(_FIXED, (0, 0)))
    for at in range(header, len(table) - 15, 16):
        kind, tag = int.from_bytes(table[at : at + 2], "little"), table[at + 2 : at + 4]
        number = int.from_bytes(tag, "little")
        if number in wanted and kind in (mapi.INTEGER, mapi.BOOLEAN, mapi.TIME):
            found[number] = (kind, table[at + 8 : at + 16])
    for tag_number in wanted:
        for kind in (mapi.STRING8, mapi.UNICODE, mapi.BINARY):  # of two, Unicode is better
            stream = storage.streams.get(f"{_STREAM}{tag_number:04x}{kind:04x}")
            if stream:
                found[tag_number] = (kind, file.read(stream))
    return found
