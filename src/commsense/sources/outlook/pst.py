"""Outlook's data files: ``.pst`` and ``.ost`` (MS-PST), mail by mail.

libpff, which reads them, is written in C and was not made for crafted files. It therefore runs in
a process of its own (``pst_process``): where it comes to grief, the thing at which it did is
skipped, and a new process goes on behind it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec

import msgspec

from commsense.conversation import Message, Place, Skipped
from commsense.extras import install_command
from commsense.settings import Columns, Limits
from commsense.sources.item import Item, Source, too_large
from commsense.sources.outlook import mail, mapi, pst_running
from commsense.sources.outlook.pst_frames import TOO_LARGE, Frame

MAGIC = b"!BDN"

_AHEAD = 2**17  # bytes of the file that count as consumed when only its head was looked at
_INSIDE = "an Outlook data file inside a container; unpack it first and give the folder"


def claims(source: Source) -> bool:
    """Whether the file is an Outlook data file."""
    return source.head.startswith(MAGIC)


def split(source: Source, limits: Limits) -> Iterator[Item | Skipped]:
    """One item a message, folder by folder.

    Things that are no mails are counted by folder; deleted ones, which Outlook no longer shows,
    are not looked for.
    """
    if find_spec("pypff") is None:
        reason = f"an Outlook data file (.pst); to read it: {install_command('pypff')}"
        yield Skipped(Place(source.path), reason)
    elif source.depth:
        yield Skipped(Place(source.path), _INSIDE)
    else:
        yield from _items(source, limits)


def parse(item: Item, columns: Columns | None) -> tuple[Message | Skipped, ...]:
    """Read a message."""
    del columns
    try:
        message = mapi.decode(item.data)
    except (msgspec.DecodeError, RecursionError) as error:
        return (Skipped(item.place, f"damaged ({error})"),)
    return (mail.read(message, item.place, sent=True),)


def _items(source: Source, limits: Limits) -> Iterator[Item | Skipped]:
    begin = source.consumed()
    folder = ""
    empty = True
    left_out: Counter[str] = Counter()
    for frame in pst_running.frames(source.stream.fileno(), limits.file_bytes):
        place = _place(source, frame)
        empty = False
        if frame.folder != folder:
            yield from _counted(source, folder, left_out)
            folder, left_out = frame.folder, Counter()
        if frame.message:
            yield Item("pst", place, frame.message, begin + max(0, frame.read - _AHEAD))
        elif frame.kind:
            left_out[frame.kind] += 1
        else:
            reason = too_large(limits) if frame.reason == TOO_LARGE else frame.reason
            yield Skipped(place, reason)
    yield from _counted(source, folder, left_out)
    if empty:
        yield Skipped(Place(source.path), "an Outlook data file without mails")


def _place(source: Source, frame: Frame) -> Place:
    path = f"{source.path}!{frame.folder}" if frame.folder else source.path
    return Place(path, max(1, frame.position))


def _counted(source: Source, folder: str, left_out: Counter[str]) -> Iterator[Skipped]:
    for reason, count in left_out.items():
        path = f"{source.path}!{folder}" if folder else source.path
        yield Skipped(Place(path), f"{reason} ({count} in this folder)")
