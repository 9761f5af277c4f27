"""Names for sentences that come without one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

DIGITS = 16


def of(text: str, context: Sequence[str] = ()) -> str:
    """Give a name that depends on the sentence and those before it alone."""
    digest = hashlib.sha256()
    for each in (text, *context):
        # The length keeps ("ab", "c") apart from ("a", "bc").
        data = each.encode("utf-8", "replace")
        digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()[:DIGITS]
