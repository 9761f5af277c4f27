"""From paths to items: opens files, looks into containers, asks which reader a file is for."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from commsense.conversation import Place, Skipped
from commsense.settings import Limits
from commsense.sources import container, folder, refusal
from commsense.sources.folder import File
from commsense.sources.item import HEAD_BYTES, Item, Reader, Source, shown
from commsense.sources.meter import Meter, TooMuchError

_BUFFER = 2**17


class _Counted(io.FileIO):
    """A file on disk that knows how much of it was read."""

    taken = 0

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count = super().readinto(buffer)
        self.taken += count
        return count


def items(
    paths: Sequence[Path], limits: Limits, readers: Mapping[str, Reader]
) -> Iterator[Item | Skipped]:
    """Cut everything at the paths into items, in order; see ``sources.items``."""
    done = 0
    for path in paths:
        for found in folder.files(path):
            if isinstance(found, Skipped):
                yield _seen_from(path, found)
                continue
            for item in _on_disk(found, done, limits, readers):
                yield _seen_from(path, item)
            done += found.size


def _seen_from(path: Path, found: Item | Skipped) -> Item | Skipped:
    """Name a place with one folder above the path: a report does not tell where its home is.

    That folder may name the meeting or the client.
    """
    if not path.is_absolute():
        return found
    home = shown(f"{path.parent.parent}/").replace("//", "/")
    return replace(found, place=replace(found.place, path=found.place.path.removeprefix(home)))


def measure(paths: Sequence[Path]) -> int:
    """Bytes on disk of all files at the paths; see ``sources.measure``."""
    files = (found for path in paths for found in folder.files(path))
    return sum(found.size for found in files if isinstance(found, File))


def listing(paths: Sequence[Path]) -> Iterator[tuple[Path, int, int]]:
    """Files at the paths with size and time of change; see ``sources.listing``."""
    for found in (found for path in paths for found in folder.files(path)):
        if isinstance(found, File):
            with suppress(OSError):  # gone since it was listed
                yield found.path, found.size, found.path.stat().st_mtime_ns


def _on_disk(
    file: File, done: int, limits: Limits, readers: Mapping[str, Reader]
) -> Iterator[Item | Skipped]:
    path = shown(str(file.path))
    try:
        with _Counted(file.path) as counted, io.BufferedReader(counted, _BUFFER) as stream:
            source = Source(
                path=path,
                head=stream.read(HEAD_BYTES),
                stream=stream,
                consumed=lambda: done + min(counted.taken, file.size),
                named=file.named,
                mailbox=file.mailbox,
            )
            yield from _read(source, limits, Meter(file.size, limits), readers)
    except TooMuchError as error:
        yield Skipped(Place(path), str(error))
    except OSError as error:
        yield Skipped(Place(path), f"cannot be read ({(error.strerror or str(error)).lower()})")


def _read(
    source: Source, limits: Limits, meter: Meter, readers: Mapping[str, Reader]
) -> Iterator[Item | Skipped]:
    place = Place(source.path)
    if not source.head.strip():
        yield Skipped(place, "empty" if len(source.head) < HEAD_BYTES else refusal.reason(source))
        return
    for reader in readers.values():
        if reader.claims(source):
            yield from _whole(source, reader.split(source, limits))
            return
    if not container.kind(source):
        yield Skipped(place, refusal.reason(source))
    elif source.depth >= limits.depth:
        yield Skipped(place, f"packed more than {limits.depth} containers deep")
    else:
        yield from _inside(source, limits, meter, readers)


def _whole(source: Source, found: Iterator[Item | Skipped]) -> Iterator[Item | Skipped]:
    try:
        yield from found
    except container.DAMAGE as error:
        yield Skipped(Place(source.path), f"damaged ({error})")


def _inside(
    source: Source, limits: Limits, meter: Meter, readers: Mapping[str, Reader]
) -> Iterator[Item | Skipped]:
    try:
        for inner in container.files(source, limits, meter):
            if isinstance(inner, Skipped):
                yield inner
            else:
                yield from _read(inner, limits, meter, readers)
    except container.DAMAGE as error:
        yield Skipped(Place(source.path), f"a damaged container ({error})")
