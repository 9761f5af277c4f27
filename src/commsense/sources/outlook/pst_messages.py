"""Messages as libpff gives them, with what of them is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commsense.sources import addresses, mime
from commsense.sources.outlook import attached, mapi
from commsense.sources.outlook.mapi import MapiAttachment, MapiMessage, Properties
from commsense.sources.outlook.values import Values

MAX_EMBEDDED = 200  # messages in one message, however they are nested

_DAMAGED = "a part of it is damaged"


class TooLargeError(Exception):
    """A message has more bytes than the limit allows."""


def message_class(item: Any) -> str:
    """What a thing is, such as "IPM.Note"."""
    found = properties(item, frozenset({mapi.MESSAGE_CLASS}))
    return Values(found).line(mapi.MESSAGE_CLASS)


def read(item: Any, largest: int) -> MapiMessage:
    """Read a message with its recipients and attachments.

    Args:
        item: of ``pypff``.
        largest: the most bytes that it may have.

    Raises:
        TooLargeError: if it has more.
        OSError: if nothing of it can be read.
    """
    return _Reading(largest).message(item, 0)


def properties(item: Any, wanted: frozenset[int]) -> Properties:
    """The wanted properties of a message, folder or attachment.

    Raises:
        OSError: if they cannot be listed.
    """
    return {tag: (kind, data) for tag, kind, data in _values(item, wanted)}


def _values(item: Any, wanted: frozenset[int]) -> Iterator[tuple[int, int, bytes]]:
    for number in range(item.get_number_of_record_sets()):
        yield from _row(item.get_record_set(number), wanted)


def _row(record_set: Any, wanted: frozenset[int]) -> Iterator[tuple[int, int, bytes]]:
    for number in range(record_set.number_of_entries):
        entry = record_set.get_entry(number)
        if entry.entry_type in wanted:
            yield entry.entry_type, entry.value_type, entry.data or b""


class _Reading:
    def __init__(self, largest: int) -> None:
        self._left = largest
        self._embedded = MAX_EMBEDDED

    def message(self, item: Any, depth: int) -> MapiMessage:
        found: Properties = {}
        wanted = mapi.MESSAGE_TAGS - {mapi.RTF}
        for tag, kind, data in _values(item, wanted):
            self._take(len(data))
            found[tag] = (kind, data)
        if not any(found.get(tag, (0, b""))[1].strip(b"\x00") for tag in (mapi.BODY, mapi.HTML)):
            found.update(properties(item, frozenset({mapi.RTF})))
            self._take(len(found.get(mapi.RTF, (0, b""))[1]))
        mended: list[str] = []
        recipients = self._recipients(item, mended)
        return MapiMessage(found, recipients, self._attachments(item, depth, mended), (*mended,))

    def _take(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise TooLargeError

    def _recipients(self, item: Any, mended: list[str]) -> tuple[Properties, ...]:
        rows: list[Properties] = []
        try:
            table: Any = getattr(item, "recipients", None)
            count = 0 if table is None else table.get_number_of_record_sets()
            for number in range(min(count, addresses.MAX_PEOPLE)):
                row = _row(table.get_record_set(number), mapi.RECIPIENT_TAGS)
                rows.append({tag: (kind, data) for tag, kind, data in row})
        except OSError:
            mended.append(_DAMAGED)
        return tuple(rows)

    def _attachments(self, item: Any, depth: int, mended: list[str]) -> tuple[MapiAttachment, ...]:
        found: list[MapiAttachment] = []
        try:
            count = getattr(item, "number_of_attachments", 0)
        except OSError:
            mended.append(_DAMAGED)
            count = 0
        if count > mime.MAX_PARTS:
            mended.append(f"more than {mime.MAX_PARTS} parts, the rest left out")
        for number in range(min(count, mime.MAX_PARTS)):
            try:
                found.append(self._attachment(item.get_attachment(number), depth))
            except OSError:
                mended.append(_DAMAGED)
        return tuple(found)

    def _attachment(self, item: Any, depth: int) -> MapiAttachment:
        found = properties(item, mapi.ATTACHMENT_TAGS)
        embedded = None
        inside = item.get_number_of_sub_items()
        if inside and depth < mime.MAX_DEPTH and self._embedded:
            self._embedded -= 1
            embedded = self.message(item.get_sub_item(0), depth + 1)
        try:
            size = item.get_size()
        except OSError:
            size = attached.size(found)
        data = b""
        if not inside and attached.is_mail(found, size):
            self._take(size)
            data = item.read_buffer(size)
        return MapiAttachment(found, size, embedded, data)
