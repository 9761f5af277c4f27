"""What an actor does with each bundle."""

from __future__ import annotations

import pickle
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from commsense.errors import CommsenseError, InputError

TRIES = 4  # a bundle that ended so many workers will end the next one, too


@dataclass(frozen=True, slots=True)
class Failed:
    """An error on its way to the driver, as a result, so that it comes out as what it is."""

    error: Exception


class Tries(Protocol):
    """Counts the tries of a bundle, outside the process that may end at it."""

    def begin(self, name: str) -> int:
        """Give the number of the try that begins."""

    def finish(self, name: str) -> None:
        """The bundle is done."""


class Step:
    """One function over pieces; its process lives as long as the pass and keeps what it loaded.

    Args:
        function: the step, for one piece.
        bundle_of: gives the bundle of a row, from its name and its bytes.
        tries: counts them.
    """

    def __init__(
        self,
        function: Callable[[Any], Any],
        bundle_of: Callable[[str, bytes], Iterable[Any]],
        tries: Tries,
    ) -> None:
        self._function = function
        self._bundle_of = bundle_of
        self._tries = tries

    def __call__(self, rows: Any) -> dict[str, list[bytes]]:
        """Apply the function to the pieces of each row; give the packed lists of results."""
        pairs = zip(rows["name"].to_pylist(), rows["packed"].to_pylist(), strict=True)
        return {"results": [self._results(name, packed) for name, packed in pairs]}

    def _results(self, name: str, packed: bytes) -> bytes:
        if self._tries.begin(name) > TRIES:
            return pickle.dumps([Failed(_fatal())])
        results = pickle.dumps(list(self._applied(name, packed)))
        self._tries.finish(name)
        return results

    def _applied(self, name: str, packed: bytes) -> Iterator[Any]:
        """The results up to the first error, and that."""
        try:
            yield from map(self._function, self._bundle_of(name, packed))
        except CommsenseError as error:
            yield Failed(error)
        except Exception as error:
            error.add_note(traceback.format_exc())
            yield Failed(error)


def _fatal() -> InputError:
    return InputError(
        f"{TRIES} workers of the cluster ended at the same batch, one after the other: out of"
        " memory, or crashed. Give the nodes more memory for each CPU, or run on one machine."
    )
