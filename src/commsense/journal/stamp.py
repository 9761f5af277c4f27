"""A hash of all that a result rests on besides the work itself."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

from commsense.errors import SettingsError
from commsense.version import __version__

_HOME = Path(__file__).parents[1]
_PROGRAM = (".py", ".toml")
_NO_PROGRAM = ("editor", "static", "models", "sample", "__pycache__")


def stamp(model: str, files: Iterable[Path]) -> bytes:
    """Hash the program, the model and the files of a team's own that results rest on.

    Args:
        model: its name and digest, as ``backends.identify`` gives them.
        files: a team's own practices and glossaries.

    Raises:
        SettingsError: if one of the files cannot be read.
    """
    told = blake2b(_program(), digest_size=16)
    told.update(model.encode())
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise SettingsError(f"{path}: cannot be read ({error.strerror}).") from error
        told.update(len(data).to_bytes(8, "big"))
        told.update(data)
    return told.digest()


@cache
def _program() -> bytes:
    """Hash the program's own files: two of one version may differ while it is worked on."""
    told = blake2b(__version__.encode(), digest_size=16)
    for path in sorted(_files()):
        told.update(path.relative_to(_HOME).as_posix().encode())
        told.update(path.read_bytes())
    return told.digest()


def _files() -> Iterator[Path]:
    for folder, below, names in os.walk(_HOME):
        below[:] = [name for name in below if name not in _NO_PROGRAM]
        yield from (Path(folder, name) for name in names if name.endswith(_PROGRAM))
