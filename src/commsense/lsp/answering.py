"""What a draft answers: the file that its first line names, or the one that lies beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from commsense.checking import earlier
from commsense.conversation import Message
from commsense.errors import InputError
from commsense.lsp.documents import ANSWERED, ENDINGS, Document
from commsense.settings import Settings

_TOLD = r"commsense:[ \t]{0,9}reply-to[ \t]{1,9}([^\n]{1,1000}?)[ \t]{0,99}"
_DIRECTIVE = re.compile(
    rf"[ \t]{{0,9}}(?:<!--[ \t]{{0,9}}{_TOLD}-->[ \t]{{0,99}}|#[ \t]{{0,9}}{_TOLD})(?:\n|\Z)",
    re.IGNORECASE,
)
_SIBLINGS = tuple(dict.fromkeys(f"{ANSWERED}{ending}" for ending in sorted(ENDINGS.values())))
_READ = 8  # threads that are kept in memory


def without_directive(text: str) -> str:
    """Blank the first line where it says what the draft answers; no character moves."""
    found = _DIRECTIVE.match(text.removeprefix("\ufeff"))
    if not found:
        return text
    mark = len(text) - len(text.removeprefix("\ufeff"))
    line = found.group().rstrip("\n")
    return text[:mark] + " " * len(line) + text[mark + len(line) :]


@dataclass(frozen=True, slots=True)
class Answered:
    """The messages that a draft answers, and the file that they were read from."""

    messages: tuple[Message, ...] = ()
    file: Path | None = None


def read(document: Document, folders: Sequence[Path], settings: Settings) -> Answered:
    """Read the messages that a draft answers; none where nothing says what it answers.

    Args:
        document: the draft.
        folders: of the workspace. What is read lies in one of them or beside the draft.
        settings: how archives are read.

    Raises:
        InputError: what the draft names cannot be read, or lies elsewhere.
    """
    wanted = _named(document, folders) or _beside(document)
    if not wanted:
        return Answered()
    path = _file(wanted)
    home = [document.path.parent] if document.path else []
    if path is None or not any(_inside(path, folder) for folder in (*home, *folders)):
        raise InputError(
            f"reply-to: there is no file {Path(wanted).name!r} in the workspace or beside the"
            " draft; accepted is a file there, its path counted from the draft's folder, or an"
            " archive and the Message-ID of the mail: mail.mbox:<id@host>."
        )
    try:
        stamp = path.stat()
        found = _read(wanted, stamp.st_mtime_ns, stamp.st_size, settings)
    except InputError as error:
        raise InputError(str(error).removeprefix("--")) from error
    except OSError as error:
        raise InputError(f"reply-to: {path.name} cannot be read ({error.strerror}).") from error
    return Answered(found, path)


def _named(document: Document, folders: Sequence[Path]) -> str:
    found = _DIRECTIVE.match(document.text.removeprefix("\ufeff"))
    if not found:
        return ""
    wanted = found[1] or found[2]
    homes = [document.path.parent] if document.path else list(folders[:1])
    return str(Path(*homes, wanted))


def _beside(document: Document) -> str:
    if document.path is None:
        return ""
    found = (document.path.with_suffix(sibling) for sibling in _SIBLINGS)
    return next((str(path) for path in found if path.is_file()), "")


def _file(wanted: str) -> Path | None:
    """Give the file of ``FILE`` or ``ARCHIVE:MESSAGE-ID``, as ``earlier.find`` tells it."""
    ends = [len(wanted), *(found.start() for found in re.finditer(":", wanted))]
    paths = (Path(wanted[:end]) for end in ends if end)
    found = next((path for path in paths if path.exists()), None)
    return found if found and found.is_file() else None


def _inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


@lru_cache(maxsize=_READ)
def _read(wanted: str, changed: int, size: int, settings: Settings) -> tuple[Message, ...]:
    """Read a thread once, until its file changes."""
    del changed, size
    return earlier.find(wanted, settings)
