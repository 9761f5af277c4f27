"""How much a container unpacks to, so that a small file cannot fill the machine."""

from __future__ import annotations

import io
from typing import IO

from commsense.settings import Limits

FREE_BYTES = 2**20  # that much is never too much, however well it was packed


class TooMuchError(Exception):
    """A container unpacks to more than the limits allow; the text says which one."""


class Meter:
    """Counts what comes out of one file on disk, whatever stands inside what."""

    def __init__(self, size: int, limits: Limits) -> None:
        self._left = min(limits.total_bytes, FREE_BYTES + limits.ratio * size)
        self._reason = (
            f"unpacks to more than {limits.total_bytes / 2**30:g} GB"
            if self._left == limits.total_bytes
            else f"unpacks to more than {limits.ratio} times its size, which no mail archive does"
        )

    def take(self, count: int) -> None:
        """Count bytes that were unpacked.

        Raises:
            TooMuchError: above the limit, and at every call from then on.
        """
        self._left -= count
        if self._left < 0:
            raise TooMuchError(self._reason)


class _Metered(io.RawIOBase):
    def __init__(self, stream: IO[bytes], meter: Meter) -> None:
        self._stream = stream
        self._meter = meter

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._meter.take(len(data))
        buffer[: len(data)] = data
        return len(data)


def metered(stream: IO[bytes], meter: Meter) -> io.BufferedReader:
    """A stream whose bytes are counted as they are read."""
    return io.BufferedReader(_Metered(stream, meter), 2**16)
