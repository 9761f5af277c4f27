"""Loaded by every Python process of a watched run: writes down what reaches out of the machine.

And what is written outside of the folders named in ``WATCH_ALLOWED``.
"""

from __future__ import annotations

import os
import sys
from typing import Any

_LOG = os.open(os.environ["WATCH_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_ALLOWED = tuple(os.environ["WATCH_ALLOWED"].split(os.pathsep))
_SPEAKING = ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo",
             "socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request", "subprocess.Popen",
             "os.system", "os.posix_spawn", "os.exec")  # fmt: skip
_CHANGING = ("os.mkdir", "os.remove", "os.rmdir", "os.rename", "os.link", "os.symlink",
             "os.truncate", "os.chmod", "os.chown", "sqlite3.connect", "shutil.rmtree")  # fmt: skip
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _watch(event: str, given: tuple[Any, ...]) -> None:
    if event == "open":
        path, mode, flags = given
        if (mode and set(mode) & set("wax+")) or (flags or 0) & _WRITES:
            _tell_of_path(event, path)
    elif event in _CHANGING and not _within_folder(given):
        _tell_of_path(event, given[0])
    elif event in _SPEAKING and not (event in ("socket.connect", "socket.bind") and _local(given)):
        _tell(event, given[1:])


def _within_folder(given: tuple[Any, ...]) -> bool:
    """Whether it is a name in a folder that is open, as ``shutil.rmtree``, told of before, does."""
    return isinstance(given[-1], int) and given[-1] >= 0 and not os.path.isabs(given[0])  # noqa: PTH117


def _local(given: tuple[Any, ...]) -> bool:
    """Whether it is a socket between processes of this machine, as those of a pool.

    Or that of urllib3, which spaCy brings and which tries at its import whether there is IPv6.
    """
    return isinstance(given[1], str | bytes) or given[1] == ("::1", 0)


def _tell_of_path(event: str, path: object) -> None:
    if isinstance(path, int):
        return
    name = os.path.abspath(os.fsdecode(path))  # type: ignore[arg-type]  # noqa: PTH100
    if not name.startswith((*_ALLOWED, os.devnull)):
        _tell(event, name)


def _tell(event: str, what: object) -> None:
    os.write(_LOG, f"{event} {what!r}\n".encode())


sys.addaudithook(_watch)
