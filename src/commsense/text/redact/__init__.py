"""Takes what names or reaches a person out of a text and leaves placeholders: ``[NAME 1]``.

``redact`` is for one text; a ``Redactor`` keeps the numbering over many, so that one value has the
same placeholder wherever it stands. Only shapes, words beside them and check digits are used, no
model and no network: what is left must still be looked at before it is given away.
"""

from __future__ import annotations

from commsense.text.redact.ordinary import ordinary_words
from commsense.text.redact.redactor import Redactor, redact
from commsense.text.redact.result import Kind, Redacted, Replaced

__all__ = ["Kind", "Redacted", "Redactor", "Replaced", "ordinary_words", "redact"]
