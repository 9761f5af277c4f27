"""An archive without its people: every message is redacted before anything of it is kept.

Who is to be hidden is gathered in one reading of the archive (``meeting``) and goes to all
processes as a ``Veil``; a value has the same pseudonym wherever it stands, as long as the key of
the run is the same. ``redacted`` is for a message, ``redacted_heading`` for what finds its thread,
``redacted_settings`` for what the user says of the parties. Companies' domains stay.
"""

from __future__ import annotations

from commsense.redacting.headings import redacted_heading, redacted_skipped
from commsense.redacting.meeting import Met, meet, veil
from commsense.redacting.messages import redacted
from commsense.redacting.parties import redacted_settings
from commsense.redacting.traces import redacted_trace
from commsense.redacting.veil import Veil, new_key

__all__ = [
    "Met",
    "Veil",
    "meet",
    "new_key",
    "redacted",
    "redacted_heading",
    "redacted_settings",
    "redacted_skipped",
    "redacted_trace",
    "veil",
]
