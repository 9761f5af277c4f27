"""Files named ``winmail.dat``: what Outlook makes of a mail for other Outlooks (TNEF)."""

from __future__ import annotations

from collections.abc import Iterator

from commsense.conversation import Message, Skipped
from commsense.settings import Columns, Limits
from commsense.sources.item import Item, Source, whole
from commsense.sources.outlook import mail, tnef


def claims(source: Source) -> bool:
    """Whether the file is TNEF."""
    return source.head.startswith(tnef.MAGIC)


def split(source: Source, limits: Limits) -> Iterator[Item | Skipped]:
    """One file is one item."""
    return whole("winmail", source, limits)


def parse(item: Item, columns: Columns | None) -> tuple[Message | Skipped, ...]:
    """Read it as a mail."""
    del columns
    message = tnef.read(item.data)
    if message is None or not (message.properties or message.attachments):
        return (Skipped(item.place, "damaged (nothing readable in it)"),)
    return (mail.read(message, item.place),)
