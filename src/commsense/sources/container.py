"""Containers: zip, tar and packed files, read without writing anything to disk."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, cast

from commsense.conversation import Place, Skipped
from commsense.settings import Limits
from commsense.sources.item import HEAD_BYTES, Joined, Source, shown, too_large
from commsense.sources.meter import FREE_BYTES, Meter, metered

DAMAGE = (
    EOFError, OSError, RuntimeError, ValueError, NotImplementedError, zlib.error, lzma.LZMAError,
    zipfile.BadZipFile, tarfile.TarError,
)  # fmt: skip

_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")


def kind(source: Source) -> str:
    """Which container a file is: "zip", "tar", "packed" or "" for none."""
    head = source.head
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")):
        return "packed"
    if head[257:262] == b"ustar":
        return "tar"
    return ""


def files(source: Source, limits: Limits, meter: Meter) -> Iterator[Source | Skipped]:
    """The files in a container, in its own order."""
    found = kind(source)
    if found == "zip":
        yield from _zip(source, limits, meter)
    elif found == "tar":
        yield from _tar(source, meter)
    else:
        yield from _packed(source, meter)


def _packed(source: Source, meter: Meter) -> Iterator[Source | Skipped]:
    """A single packed file keeps the path of its container."""
    whole = _rejoined(source)
    if source.head.startswith(b"\x1f\x8b"):
        stream: IO[bytes] = cast("IO[bytes]", gzip.GzipFile(fileobj=whole))
    elif source.head.startswith(b"BZh"):
        stream = bz2.BZ2File(whole)
    else:
        stream = lzma.LZMAFile(whole)  # noqa: SIM115 - the caller reads on from it
    yield _inner(source, source.path, metered(stream, meter))


def _tar(source: Source, meter: Meter) -> Iterator[Source | Skipped]:
    with tarfile.open(fileobj=_rejoined(source), mode="r|") as archive:
        for member in archive:
            path = f"{source.path}!{_named(member.name)}"
            if member.isreg():
                content = archive.extractfile(member)
                if content:
                    yield _inner(source, path, metered(content, meter))
            elif not member.isdir():
                yield Skipped(Place(path), "not a file (a link, device or pipe)")


def _zip(source: Source, limits: Limits, meter: Meter) -> Iterator[Source | Skipped]:
    if source.depth == 0:
        stream: IO[bytes] = source.stream
    else:
        data = source.rest(limits.file_bytes)
        if data is None:
            yield Skipped(Place(source.path), f"a zip inside a container is {too_large(limits)}")
            return
        stream = io.BytesIO(data)
    with zipfile.ZipFile(stream) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if any(entry.filename in _OFFICE for entry in entries):
            yield Skipped(Place(source.path), "an office document or program, not a mail archive")
            return
        for entry in entries:
            path = f"{source.path}!{_named(_name(entry))}"
            reason = _refused(entry, limits)
            if reason:
                yield Skipped(Place(path), reason)
                continue
            try:
                inner = _inner(source, path, metered(archive.open(entry), meter))
            except DAMAGE as error:
                yield Skipped(Place(path), f"damaged in its container ({error})")
                continue
            yield inner


def _refused(entry: zipfile.ZipInfo, limits: Limits) -> str:
    if entry.flag_bits & 1:
        return "protected by a password; unpack it first and give the folder"
    if entry.file_size > FREE_BYTES and entry.file_size > limits.ratio * entry.compress_size:
        return f"unpacks to more than {limits.ratio} times its size, which no mail archive does"
    return ""


def _inner(source: Source, path: str, stream: io.BufferedReader) -> Source:
    head = stream.read(HEAD_BYTES)
    return replace(source, path=path, head=head, stream=stream, depth=source.depth + 1, named=False)


def _rejoined(source: Source) -> IO[bytes]:
    """The file from its first byte on."""
    if source.depth == 0:
        source.stream.seek(0)
        return source.stream
    return io.BufferedReader(Joined(source.head, source.stream))


def _name(entry: zipfile.ZipInfo) -> str:
    """The entry's name; without the UTF-8 flag it may be in the code page of a Chinese Windows."""
    if entry.flag_bits & 0x800:
        return entry.filename
    data = entry.filename.encode("cp437", "replace")
    for codec in ("utf-8", "gb18030"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _named(name: str) -> str:
    """A name for people and for places; nothing is ever written to it."""
    return shown(name).replace("\\", "/")[:500]
