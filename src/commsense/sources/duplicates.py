"""The same message met twice: in two folders, in a list's archive and in the inbox, forwarded on.

Only short hashes are held. Message-IDs alone are not trusted: some programs give the same one to
every mail, so a message with a known id counts as met only if its words are much the same.
"""

from __future__ import annotations

import re
import sqlite3
import tempfile
import weakref
from array import array
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from zlib import crc32

from commsense.conversation import Message

_SIZE = 12  # hashes kept of a body; more tell a little better and cost memory
_ALIKE = 4  # of them, shared: about half the words
_READ = 20_000  # characters of a body that are looked at
_QUOTED = re.compile(r"^[ \t]{0,20}[>|].*$", re.MULTILINE)
_FOOTER = re.compile(r"^(?:_{20,200}|-{20,200}|-- ?)$.*", re.MULTILINE | re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_WORD = re.compile("[a-z0-9]{4,40}|[\u4e00-\u9fff]{2}")


@dataclass(frozen=True, slots=True)
class Trace:
    """What is kept of a message to meet it again: short hashes, none of its words.

    ``same`` are those of which one is enough; ``name`` is that of the Message-ID, or empty, and
    counts only where ``sketch`` (numbers of 4 bytes, packed to save memory) is alike.
    """

    same: tuple[bytes, ...]
    name: bytes
    sketch: bytes


def trace(message: Message) -> Trace:
    """Make the trace of a message, before its body is given up."""
    body = " ".join(message.body.split())
    same = []
    if body or message.date:
        same.append(_hash("body", body, message.subject, *_origin(message)))
    if message.message_id:
        same.append(_hash("id", message.message_id, *_origin(message)))
    name = _hash(message.message_id) if message.message_id else b""
    return Trace(tuple(same), name, _sketch(message.body) if name else b"")


class Met:
    """The messages met so far in a run; what is kept of them lies on disk."""

    def __init__(self, folder: Path | None = None) -> None:
        """Begin with none.

        Args:
            folder: where there is room; by default where the system keeps temporary files.
        """
        self._folder = tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True)
        self._kept = sqlite3.connect(Path(self._folder.name) / "met.sqlite", isolation_level=None)
        weakref.finalize(self, _end, self._kept, self._folder)
        for line in _SET_UP:
            self._kept.execute(line)

    def again(self, found: Trace) -> bool:
        """Whether this message was met before; from now on it counts as met.

        It was with the same body, subject, sender and date; with the same Message-ID, sender and
        date; or with the same Message-ID and a body of which a good part of the words is the same
        (lists rewrite senders, archives add footers, and a copy may be HTML or plain).
        """
        known = [not self._new(content) for content in found.same]
        return self._alike(found) or any(known)

    def _new(self, content: bytes) -> bool:
        added = self._kept.execute("INSERT OR IGNORE INTO contents VALUES (?)", (_number(content),))
        return added.rowcount > 0

    def _alike(self, found: Trace) -> bool:
        if not found.name:
            return False
        name = _number(found.name)
        known = self._kept.execute("SELECT sketch FROM sketches WHERE name = ?", (name,))
        if any(_share_words(found.sketch, other) for (other,) in known):
            return True
        self._kept.execute("INSERT INTO sketches VALUES (?, ?)", (name, found.sketch))
        return False


_SET_UP = (
    # Nothing of it outlives the run, so nothing need survive a crash.
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA cache_size = -16384",
    "CREATE TABLE contents (content INTEGER PRIMARY KEY)",
    "CREATE TABLE sketches (name INTEGER, sketch BLOB)",
    "CREATE INDEX by_name ON sketches (name)",
)


def _end(kept: sqlite3.Connection, folder: tempfile.TemporaryDirectory[str]) -> None:
    kept.close()
    folder.cleanup()


def _number(hashed: bytes) -> int:
    """Read a hash as SQLite keeps whole numbers: eight bytes with a sign."""
    return int.from_bytes(hashed, "big", signed=True)


def _hash(*parts: str) -> bytes:
    data = "\x00".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=8).digest()


def _origin(message: Message) -> tuple[str, str]:
    """Sender and date."""
    sender = (message.sender.email or message.sender.name) if message.sender else ""
    date = str(int(message.date.timestamp())) if message.date else ""
    return sender, date


def _sketch(body: str) -> bytes:
    """The smallest hashes of a body's words: two bodies share them as they share words.

    Broder, "On the resemblance and containment of documents" (1997): bottom-k MinHash.
    """
    text = _TAG.sub(" ", _FOOTER.sub("", _QUOTED.sub("", body[:_READ]))).lower()
    hashes = {crc32(word.encode("utf-8")) for word in _WORD.findall(text)}
    return array("I", sorted(hashes)[:_SIZE]).tobytes()


def _share_words(one: bytes, other: bytes) -> bool:
    if not one or not other:
        return one == other
    mine, theirs = set(array("I", one)), set(array("I", other))
    return len(mine & theirs) * _SIZE >= _ALIKE * min(len(mine), len(theirs))
