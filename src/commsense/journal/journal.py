"""A journal in a folder, and a pool of workers that looks there first."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import msgspec

from commsense.errors import InputError
from commsense.journal import sources
from commsense.journal.kept import Kept
from commsense.pool import Pool
from commsense.private_files import begin, make_folder

T = TypeVar("T")
R = TypeVar("R")

FOLDER = ".commsense"
"""Where the journal lies in the folder of a report."""

_FILE = "journal.sqlite"
_NOTE = """\
What a run has worked out, so that the same command goes on after a stop and does only what is new.
It holds the text of the messages. Leave this folder out, or delete it, when you pass the report on.

这里保存着已经完成的计算：中断后重新运行同一命令会接着做，归档有新邮件时只处理新的部分。
其中有邮件正文。把报告交给别人之前，请不要附上或请删除这个文件夹。
"""
_KEY = 16  # bytes
_SECRET = 32  # bytes
_PLAIN, _REDACTED = 1, 2  # forms of a journal


_encode = msgspec.msgpack.Encoder().encode
_in_order = msgspec.msgpack.Encoder(order="deterministic", enc_hook=str).encode
"""A set has no order: without one, the same work would have another hash in each process."""


class Journal:
    """The journal of the runs that write to one folder; close it by ``with``."""

    def __init__(self, output: Path, redacted: bool = False) -> None:
        """Open the journal beside a report, or begin one.

        Args:
            output: the folder of the report.
            redacted: whether people are hidden in all that is kept. A journal of the other kind
                that lies there is removed.

        Raises:
            InputError: if it cannot be written, or another run is using it.
        """
        self.folder = output / FOLDER
        try:
            make_folder(self.folder)
            begin(self.folder / _FILE)
            begin(self.folder / "README.txt").write_text(_NOTE, encoding="utf-8")
        except OSError as error:
            raise InputError(
                f"{self.folder}: cannot be written ({error.strerror});"
                " choose another folder for the report."
            ) from error
        self._redacted = redacted
        self._listed: tuple[sources.Listed, ...] | None = None
        self._kept = Kept(self.folder / _FILE, _REDACTED if redacted else _PLAIN)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._kept.close()

    def over(self, pool: Pool, stamp: bytes, results: Mapping[str, Any]) -> Pool:
        """Give a pool that looks in the journal first.

        Args:
            pool: works out what is not there.
            stamp: stands for all that results rest on besides the work, see ``stamp``.
            results: the type of what each function gives, by the function's name.
        """
        return _Remembering(pool, self._kept, stamp, results)

    def compare(self, paths: Sequence[Path]) -> sources.Changes:
        """Tell how the files at the paths differ from those of the last run, and note them.

        The second time in a run, it tells what changed meanwhile. The names of files may be names
        of people: where these are hidden, no run before this one is known.
        """
        found = sources.listed(paths)
        known = () if self._redacted else self._kept.files()
        changes = sources.changes(known if self._listed is None else self._listed, found)
        if not self._redacted:
            self._kept.note_files(found)
        self._listed = found
        return changes

    def key(self) -> bytes:
        """Give the secret of pseudonyms that all runs into this folder share; made if need be."""
        path = self.folder / "redaction.key"
        if not path.is_file() or path.stat().st_size != _SECRET:
            begin(path).write_bytes(secrets.token_bytes(_SECRET))
        return path.read_bytes()

    def finish(self) -> None:
        """Forget what the run that ends here had no use for."""
        self._kept.forget_unused()


class _Remembering:
    """Looks up what each piece of work gave before, and has only the rest worked out."""

    def __init__(self, pool: Pool, kept: Kept, stamp: bytes, results: Mapping[str, Any]) -> None:
        self._pool = pool
        self._kept = kept
        self._stamp = stamp
        self._results = results

    def map(self, function: Callable[[T], R], work: Iterable[T]) -> Iterator[R]:
        """Apply ``function`` to each piece of ``work``, in its order."""
        decode = msgspec.msgpack.Decoder(self._results[function.__name__]).decode
        waiting: deque[tuple[bytes, bool]] = deque()

        def unknown() -> Iterator[T]:
            for piece in work:
                key = self._key(function.__name__, piece)
                known = self._kept.has(key)
                waiting.append((key, known))
                if not known:
                    yield piece

        for result in self._pool.map(function, unknown()):
            yield from self._known_before(waiting, decode)
            key, _ = waiting.popleft()
            self._kept.keep(key, _encode(result))
            yield result
        yield from self._known_before(waiting, decode)

    def _known_before(
        self, waiting: deque[tuple[bytes, bool]], decode: Callable[[bytes], R]
    ) -> Iterator[R]:
        """Give what is known of the pieces in front of one that is not."""
        while waiting and waiting[0][1]:
            yield decode(self._kept.value(waiting.popleft()[0]))

    def _key(self, name: str, piece: object) -> bytes:
        told = blake2b(self._stamp, digest_size=_KEY)
        told.update(name.encode())
        told.update(_in_order(piece))
        return told.digest()
