"""What the process that reads a data file of Outlook says to the one that started it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import msgspec

TOO_LARGE = "too large"


@dataclass(frozen=True, slots=True)
class Frame:
    """One thing in the file: that it is about to be read, or what came of it.

    ``number`` counts folders and things from the beginning of the file, ``position`` the things
    of a folder from 1 (0 is the folder itself). ``read`` is how many bytes of the file were read.
    Of ``message`` (as ``mapi.encode`` makes it), ``kind`` (what it is, if it is no mail) and
    ``reason`` (why it could not be read) one is filled, or none when it is about to be read.
    """

    number: int
    folder: str = ""
    position: int = 0
    read: int = 0
    message: bytes = b""
    kind: str = ""
    reason: str = ""
    last: bool = False

    @property
    def begins(self) -> bool:
        """Whether the thing is about to be read."""
        return not (self.message or self.kind or self.reason or self.last)


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Frame).decode


def write(stream: IO[bytes], frame: Frame) -> None:
    """Say something."""
    data = _encode(frame)
    stream.write(len(data).to_bytes(4, "little") + data)


def read(stream: IO[bytes]) -> Iterator[Frame]:
    """Listen until the other process ends; what it did not say to its end is left out."""
    while len(length := stream.read(4)) == 4:
        size = int.from_bytes(length, "little")
        data = stream.read(size)
        if len(data) < size:
            return
        yield _decode(data)
