"""What passes between the steps of reading: an opened file, and the bytes of one message."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Protocol

from commsense.conversation import Message, Place, Skipped
from commsense.settings import Columns, Limits
from commsense.sources import charset

HEAD_BYTES = 16_384
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Item:
    """The bytes of one message, still to be parsed.

    ``consumed`` is how many bytes of the input on disk were read so far, over all paths.
    """

    reader: str
    place: Place
    data: bytes
    consumed: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A file that stands open, on disk or inside a container.

    ``head`` is its beginning (up to ``HEAD_BYTES``), already read; ``stream`` stands behind it.
    ``consumed`` tells how far the input on disk has been read. ``named`` is true for a file that
    the user named himself, as opposed to one found in a folder or container. ``mailbox`` is true
    for a file of a Maildir, which holds a mail whatever it looks like.
    """

    path: str
    head: bytes
    stream: IO[bytes]
    consumed: Callable[[], int]
    depth: int = 0
    named: bool = False
    mailbox: bool = False

    @property
    def name(self) -> str:
        """The last part of the path, in lower case."""
        return self.path.replace("!", "/").replace("\\", "/").rsplit("/", 1)[-1].lower()

    def rest(self, limit: int) -> bytes | None:
        """Everything from the first byte on; ``None`` where it is longer than ``limit`` bytes."""
        data = self.head + self.stream.read(max(0, limit + 1 - len(self.head)))
        return None if len(data) > limit else data


class Joined(io.RawIOBase):
    """A head that was read already, and the stream behind it."""

    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """The head first."""
        data = self._head[: len(buffer)] or self._stream.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def shown(name: str) -> str:
    """A file name for people and reports: characters only, also where its bytes are not UTF-8."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        name = charset.decode(os.fsencode(name))[0]
    return _CONTROLS.sub("", name)


class Reader(Protocol):
    """One input format: a module with these functions, listed in ``READERS``."""

    def claims(self, source: Source) -> bool:
        """Whether the file's content (and, where it must, its name) is of this format."""

    def split(self, source: Source, limits: Limits) -> Iterator[Item | Skipped]:
        """Cut the file into items, without holding more than one of them."""

    def parse(self, item: Item, columns: Columns | None) -> tuple[Message | Skipped, ...]:
        """Read an item; never raises on bad input."""


def whole(reader: str, source: Source, limits: Limits) -> Iterator[Item | Skipped]:
    """Split a file that is one item."""
    place = Place(source.path)
    data = source.rest(limits.file_bytes)
    if data is None:
        yield Skipped(place, too_large(limits))
    else:
        yield Item(reader, place, data, source.consumed())


def too_large(limits: Limits) -> str:
    """The reason given for a message or file above the limit on size."""
    size = limits.file_bytes / 2**20
    return f"larger than {size:g} MB; raise file_bytes under [limits] in commsense.toml to read it"
