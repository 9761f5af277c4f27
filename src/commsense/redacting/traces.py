"""What meets the same message twice: hashed once more with the key of the run."""

from __future__ import annotations

from array import array

from commsense.redacting.pseudonyms import digest
from commsense.redacting.veil import Veil
from commsense.sources.duplicates import Trace

_SIZE = 8  # bytes of a trace's hashes


def redacted_trace(trace: Trace, veil: Veil) -> Trace:
    """Give the trace of the original message, which says nothing to who has not the key.

    It is made of the original and not of the redacted message, since two copies that name different
    people in their headers may be redacted differently. The numbers of the sketch are single words'
    checksums, which without a key could be looked up.

    Args:
        trace: from ``duplicates.trace``.
        veil: of the run.
    """
    return Trace(
        same=tuple(_hash(each, veil) for each in trace.same),
        name=_hash(trace.name, veil) if trace.name else b"",
        sketch=_sketch(trace.sketch, veil),
    )


def _hash(hashed: bytes, veil: Veil) -> bytes:
    return digest(veil.key, "TRACE", hashed.hex(), _SIZE)


def _sketch(sketch: bytes, veil: Veil) -> bytes:
    numbers = array("I", sketch)
    size = numbers.itemsize
    return b"".join(digest(veil.key, "WORD", str(each), size) for each in numbers)
