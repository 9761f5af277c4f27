"""Terms that are too few for the criterion on jargon: a hint, or what the team's glossary asks."""

from __future__ import annotations

from commsense.assessment import Evidence, ReadMessage
from commsense.checking import places, quiet
from commsense.checking.result import Comment, Draft, Severity, Suggestion
from commsense.labels import Origin
from commsense.signals import phrases


def single_terms(read: ReadMessage, draft: Draft, own_terms: frozenset[str]) -> list[Comment]:
    """Give a comment for each listed term of a draft.

    Args:
        read: the draft with its signals.
        draft: as it was read.
        own_terms: what the team's glossary wants explained, as ``Glossary.own`` has it.
    """
    number = read.message.id
    found = []
    for sentence in read.sentences:
        for signal in sentence.find("jargon"):
            if signal.origin is not Origin.LEXICON:
                continue
            words = sentence.text[signal.start : signal.end]
            evidence = Evidence(number, sentence.number, sentence.text, signal.start, signal.end)
            start, end = places.of(evidence, sentence, draft)
            wanted = phrases.normal(words) in own_terms
            found.append(
                Comment(
                    criterion=quiet.JARGON,
                    severity=Severity.WARNING if wanted else Severity.HINT,
                    start=start,
                    end=end,
                    confidence=signal.confidence,
                    values={"words": words, "seen": signal.label},
                    suggestion=Suggestion(signal.value, replaces=True) if signal.value else None,
                )
            )
    return found
