"""What the subjects of an archive are compared by, held as numbers."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from commsense.conversation import Heading
from commsense.text.subjects import subject

NONE = hash("")


class SubjectKeys:
    """The keys of all subjects, by the places of their messages; see ``subjects.Subject``."""

    def __init__(self, headings: Iterable[Heading]) -> None:
        """Take the subjects apart and keep a hash of each key."""
        self.keys = array("q")
        self.formers = array("q")
        for heading in headings:
            found = subject(heading.subject)
            self.keys.append(hash(found.key))
            self.formers.append(hash(found.former))
