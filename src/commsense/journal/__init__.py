"""What a run has worked out so far, kept beside its output.

A run that was cut off, however it was, goes on from there when it is started again, and ends with
the same bytes; one over an archive to which mail was added works out only what is new. The journal
holds what each step said of each batch of work, by a hash of the work and of all that the answer
rests on: nothing of it can be out of date.
"""

from __future__ import annotations

from commsense.journal.journal import FOLDER, Journal
from commsense.journal.sources import Changes
from commsense.journal.stamp import stamp

__all__ = ["FOLDER", "Changes", "Journal", "stamp"]
