"""Runs the process that reads a data file of Outlook, and another where that one breaks off."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from time import monotonic

from commsense.sources.outlook import pst_frames
from commsense.sources.outlook.pst_frames import Frame

MAX_RESTARTS = 50
PATIENCE = 300.0  # seconds that one thing may take

_BROKE_OFF = "damaged (the program that reads Outlook data files broke off here)"
_GAVE_UP = f"damaged (reading broke off {MAX_RESTARTS} times; what follows is left out)"


def frames(file: int, largest: int) -> Iterator[Frame]:
    """What stands in a data file, in its own order, without the frames that only announce.

    Args:
        file: the descriptor of the file, open for reading.
        largest: the most bytes that a message may have.
    """
    first = 0
    avoided: tuple[int, ...] = ()
    for _ in range(MAX_RESTARTS):
        begun = Frame(0)
        for frame in _run(file, largest, first, avoided):
            if frame.last:
                return
            if frame.begins:
                begun = frame
            else:
                yield frame
        yield replace(begun, reason=_BROKE_OFF)
        if not begun.number:
            return
        first, avoided = max(first, begun.number + 1), (*avoided, begun.number)
    yield Frame(0, reason=_GAVE_UP)


def _run(file: int, largest: int, first: int, avoided: tuple[int, ...]) -> Iterator[Frame]:
    with subprocess.Popen(  # noqa: S603 - our own module, by its name
        _command(largest, first, avoided),
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as child:
        watch = _Watch(child)
        try:
            yield from watch.over(pst_frames.read(child.stdout)) if child.stdout else ()
        finally:
            watch.end()
            child.kill()


def _command(largest: int, first: int, avoided: tuple[int, ...]) -> list[str]:
    numbers = (str(largest), str(first), ",".join(map(str, avoided)))
    return [sys.executable, "-P", "-m", "commsense.sources.outlook.pst_process", *numbers]


class _Watch:
    """Ends a process that says nothing for too long while it is listened to."""

    def __init__(self, child: subprocess.Popen[bytes]) -> None:
        self._child = child
        self._since: float | None = None
        self._ended = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def over(self, frames: Iterator[Frame]) -> Iterator[Frame]:
        """Hand on what the process says."""
        while True:
            self._since = monotonic()
            frame = next(frames, None)
            self._since = None
            if frame is None:
                return
            yield frame

    def end(self) -> None:
        """Watch no longer."""
        self._ended.set()

    def _watch(self) -> None:
        while not self._ended.wait(1):
            since = self._since
            if since is not None and monotonic() - since > PATIENCE:
                self._child.kill()
                return
