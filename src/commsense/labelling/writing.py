"""Writes a file as a whole or not at all: what stood there before is kept until the new one is."""

from __future__ import annotations

import gzip
import os
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, cast

from commsense.errors import InputError


def write(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file of the owner's alone, packed where its name ends in ``.gz``.

    Raises:
        InputError: it cannot be written (a full disk, say); a file of that name stays as it was.
    """
    with Pending(path) as file:
        for chunk in chunks:
            file.add(chunk)
        file.keep()


class Pending:
    """A file beside the one to be written, which takes its place when it is to be kept."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._place: Path | None = None
        self._files = ExitStack()

    def __enter__(self) -> Pending:
        try:
            name = f".{self._path.name[:100]}."
            handle, place = tempfile.mkstemp(prefix=name, dir=self._path.parent)
        except OSError as error:
            raise self._unwritable(error) from error
        self._place = Path(place)
        self._raw = self._files.enter_context(os.fdopen(handle, "wb"))
        self._file: IO[bytes] = self._raw
        if self._path.suffix == ".gz":
            # No name and time in the head: the same rows give the same file.
            packed = gzip.GzipFile(filename="", mode="wb", fileobj=self._raw, mtime=0)
            self._file = cast(IO[bytes], self._files.enter_context(packed))
        return self

    def add(self, chunk: bytes) -> None:
        """Write more.

        Raises:
            InputError: it cannot be written.
        """
        try:
            self._file.write(chunk)
        except OSError as error:
            raise self._unwritable(error) from error

    def keep(self) -> None:
        """Put the file in its place.

        Raises:
            InputError: it cannot be written.
        """
        try:
            if self._file is not self._raw:
                self._file.close()
            self._raw.flush()
            os.fsync(self._raw.fileno())
            self._raw.close()
            if self._place is not None:
                self._place.replace(self._path)
        except OSError as error:
            raise self._unwritable(error) from error

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # What is left of a full disk must not hide what went wrong on it.
        with suppress(OSError):
            self._files.close()
        if self._place is not None:
            self._place.unlink(missing_ok=True)

    def _unwritable(self, error: OSError) -> InputError:
        return InputError(
            f"{self._path}: cannot be written ({error.strerror or error}); what stood there stays."
        )
