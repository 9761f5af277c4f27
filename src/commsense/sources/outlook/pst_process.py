"""The process that reads one data file of Outlook, which is its standard input.

It is started as ``python -m`` with the most bytes of a message, the number of the first thing to
read and the numbers of those to leave out; see ``pst_running``.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from dataclasses import replace

from commsense.sources.outlook import pst_frames, pst_walk
from commsense.sources.outlook.pst_frames import Frame

MEMORY = 4 * 2**30  # bytes of address space, above twice what a message may have


class _File(io.FileIO):
    """The data file; knows how much of it was read."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(-1 if size is None else size) or b""
        self.taken += len(data)
        return data


def main(arguments: list[str]) -> None:
    """Say on the standard output what stands in the file on the standard input."""
    largest, first = int(arguments[0]), int(arguments[1])
    avoided = frozenset(int(number) for number in arguments[2].split(",") if number)
    _bound_memory(MEMORY + 2 * largest)
    out = os.fdopen(os.dup(1), "wb", 2**16)
    sys.stdout = sys.stderr  # nothing else may get between
    file = _File(0, "rb", closefd=False)
    size = os.fstat(0).st_size
    for frame in _frames(file, largest, first, avoided):
        read = min(file.taken, size)
        pst_frames.write(out, replace(frame, read=read))
        if frame.begins:
            out.flush()
    out.flush()


def _frames(file: _File, largest: int, first: int, avoided: frozenset[int]) -> Iterator[Frame]:
    import pypff

    try:
        opened = pypff.open_file_object(file)
    except OSError:
        yield Frame(0, reason="damaged (it cannot be opened; repair it with Outlook's scanpst.exe)")
    else:
        yield from pst_walk.frames(opened, largest, first, avoided)
    yield Frame(0, last=True)


def _bound_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard == resource.RLIM_INFINITY or hard > size:
        resource.setrlimit(resource.RLIMIT_AS, (size, hard))


if __name__ == "__main__":
    main(sys.argv[1:])
