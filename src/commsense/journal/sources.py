"""The files that a run was about, to tell what became of them since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from commsense import sources
from commsense.errors import InputError


@dataclass(frozen=True, slots=True)
class Listed:
    """A file on disk: how many bytes it has, and when it was changed, in nanoseconds."""

    path: str
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Changes:
    """The files that are gone, and those that are no longer what they were, since the last run."""

    gone: tuple[str, ...]
    changed: tuple[str, ...]


def listed(paths: Sequence[Path]) -> tuple[Listed, ...]:
    """List the files at the paths; a path where there is nothing (any more) has none."""
    found = []
    for path in paths:
        with suppress(InputError):
            found += [Listed(str(at), size, time) for at, size, time in sources.listing([path])]
    return tuple(found)


def changes(earlier: Iterable[Listed], now: Iterable[Listed]) -> Changes:
    """Compare the files of two runs; those that are new are no change."""
    before = {each.path: each for each in earlier}
    found = {each.path: each for each in now}
    return Changes(
        gone=tuple(sorted(before.keys() - found.keys())),
        changed=tuple(
            path for path in sorted(before.keys() & found.keys()) if before[path] != found[path]
        ),
    )
