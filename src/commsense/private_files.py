"""Files and folders for their owner alone: what is written about people's mail is nobody else's.

Only POSIX knows these permissions; on Windows a file has those of the folder that it lies in.
"""

from __future__ import annotations

import os
from pathlib import Path

_OTHERS = 0o077
_FILE, _FOLDER = 0o600, 0o700


def begin(path: Path) -> Path:
    """Make a file that only its owner can read, before anything is written into it.

    One that is there is kept, and closed to others; whatever opens it afterwards to write leaves
    its permissions as they are.

    Args:
        path: of the file; its folder must be there.

    Returns:
        The path.

    Raises:
        OSError: it cannot be made, or is somebody else's.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, _FILE))
    if os.name == "posix" and path.is_file() and path.stat().st_mode & _OTHERS:
        path.chmod(_FILE)
    return path


def make_folder(path: Path) -> Path:
    """Make a folder, and those above it, that only its owner can enter; one that is there stays.

    Raises:
        OSError: it cannot be made.
    """
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(mode=_FOLDER, exist_ok=True)
    return path


def close_to_others() -> None:
    """Let this process, and those that it starts, make files that only their owner can read."""
    os.umask(os.umask(_OTHERS) | _OTHERS)
