"""JSON objects of a file, one after another: one a line, or the elements of an array.

Either way one object is held at a time, and one that is damaged or too long is told and left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

import msgspec

from commsense.labelling.formats import elements, opening
from commsense.labelling.formats.opening import MOST_ROW
from commsense.labelling.problem import Problem, quoted

_CHUNK = 2**20

Found = tuple[str, Mapping[str, object] | Problem]


def read(path: Path) -> Iterator[Found]:
    """Give each object with its place, or what is wrong with it."""
    place = ""
    try:
        with opening.opened(path) as file:
            head = file.read(opening.HEAD)
        with opening.opened(path) as file:
            for place, data in _lines(file) if by_line(head) else elements.of(file, MOST_ROW):
                if data.strip():
                    yield f"{path}: {place}", _decoded(data, f"{path}: {place}")
    except opening.DAMAGED as error:
        yield str(path), opening.unreadable(path, error, place)


def array(objects: Iterable[object]) -> Iterator[bytes]:
    """Write objects as one array, each on a line of its own."""
    before = b"[\n"
    for each in objects:
        yield before + msgspec.json.encode(each)
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


def lines(objects: Iterable[object]) -> Iterator[bytes]:
    """Write objects one a line."""
    for each in objects:
        yield msgspec.json.encode(each) + b"\n"


def by_line(head: bytes) -> bool:
    """Whether each line holds an object, as the first bytes of a file tell."""
    whole = head.lstrip()
    if not whole.startswith(b"{"):
        return not whole.startswith(b"[")
    found = whole.split(b"\n")
    # What is set out over several lines is indented, and its first line ends open.
    return len(found) == 1 or any(each[:1] == b"{" and each.rstrip()[-1:] == b"}" for each in found)


def _decoded(data: bytes, place: str) -> Mapping[str, object] | Problem:
    if len(data) > MOST_ROW:
        said = f"is longer than {MOST_ROW >> 20} MB; accepted: one sentence or thread; left out."
        return Problem(place, said)
    try:
        found = msgspec.json.decode(data)
    except UnicodeDecodeError:
        return Problem(place, "is not in UTF-8; accepted: JSON in UTF-8.")
    except RecursionError:
        return Problem(place, "is nested too deep; accepted: an object with labels.")
    except msgspec.DecodeError as error:
        return Problem(place, f"is not JSON ({error}); accepted: one object.")
    if not isinstance(found, Mapping):
        return Problem(place, f"found {quoted(found)}; accepted: an object.")
    return found


def _lines(file: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    number = 0
    while line := file.readline(MOST_ROW + 1):
        number += 1
        yield f"line {number}", line
        while len(line) > MOST_ROW and not line.endswith(b"\n"):
            line = file.readline(MOST_ROW + 1)
