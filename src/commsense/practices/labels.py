"""The labels by which a practice file names what is seen in a sentence, and which there are."""

from __future__ import annotations

import difflib
from functools import cache
from typing import Annotated

from pydantic import AfterValidator

from commsense.labels import ACTS, FLAGS, JARGON_KINDS, NAME, SENTIMENTS
from commsense.lang import LANGUAGES, data

CLOSED = {
    "act": ACTS,
    "flag": FLAGS,
    "jargon": JARGON_KINDS,
    "date": ("date", "deadline", "duration", "time", "vague"),
    "amount": ("money",),
    "owner": ("person", "team", "reader"),
    "reading": ("long_sentence", "hard_words", "filler", "repeated", "wall"),
    "sentiment": SENTIMENTS,
    "layout": ("list_item", "buried_request", "no_subject"),
}
OWN = "own:"
"""Words of a team's glossary, and labels that a team taught the model; ``loading`` sees that some
glossary or the model has them."""

WHOLE_KINDS = ("date", "owner", "jargon")


@cache
def known() -> tuple[str, ...]:
    """List every label that a practice file may name.

    A cue counts only where every served language has words for it, so that a criterion never
    works in one language and silently fails in another.
    """
    closed = [f"{kind}:{name}" for kind, names in CLOSED.items() for name in names]
    lexicons = [data(language, "lexicon").get("cues", {}) for language in LANGUAGES]
    cues = [f"cue:{name}" for name in lexicons[0] if all(name in lexicon for lexicon in lexicons)]
    return (*WHOLE_KINDS, *closed, *cues)


def check(label: str) -> str:
    """Give the label back, or say that there is none such and which come close."""
    labels = known()
    if label in labels or (label.startswith(OWN) and NAME.fullmatch(label.removeprefix(OWN))):
        return label
    close = difflib.get_close_matches(label, labels, n=3, cutoff=0.5)
    hint = f"; did you mean {', '.join(close)}?" if close else ""
    kinds = ", ".join((*CLOSED, "cue"))
    raise ValueError(f"no label {label!r} is known in every language{hint} (kinds: {kinds})")


Label = Annotated[str, AfterValidator(check)]
