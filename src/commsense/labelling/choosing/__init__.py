"""Chooses the sentences that are most worth a person's time: unsure, rare, and unlike each other.

Candidates in, chosen out: nothing here knows where sentences come from. ``batch.choose`` is the
whole of it, ``alike.without_repeats`` and ``worth.is_worth_asking`` leave out beforehand what
nobody needs to see.
"""

from __future__ import annotations

from commsense.labelling.choosing.alike import without_repeats
from commsense.labelling.choosing.batch import choose
from commsense.labelling.choosing.candidate import Candidate, Chosen, Wanted
from commsense.labelling.choosing.worth import is_worth_asking

__all__ = ["Candidate", "Chosen", "Wanted", "choose", "is_worth_asking", "without_repeats"]
