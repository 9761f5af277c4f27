"""From findings on a draft to comments at their places, few and the weightiest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from commsense.assessment import Evidence, Finding, ReadMessage, ReadSentence, Signal
from commsense.checking import coverage, places, quiet, skeletons
from commsense.checking.result import Comment, Draft, Passage, Point, Severity, Suggestion, Taken
from commsense.checking.single_terms import single_terms
from commsense.conversation import Side
from commsense.labels import Verdict

ERRORS = frozenset({"CO7", "TR6", "EX7", "TR4", "TE2", "NF1"})
"""What the client comes back to: a point passed over, dates that differ, blame."""

HINTS = frozenset(
    {"CO1", "CO2", "CO9", "EX1", "EX2", "EX4", "EX6", "QU1", "QU2", "QU3", "PS4", "RE2", "RE3",
     "PX1", "PR2", "PR3", "IM1", "TE1"}
)  # fmt: skip
"""What is better with than without, and what was mostly wrong where it was told (EX4, EX6)."""

PAST = frozenset({"CO5", "NF3", "PS5", "PS6", "NF6", "PR1", "TR4"})
"""What no wording of the draft can mend; overdue promises are looked for by ``overdue``."""

POINTS = frozenset({"TR6", "CO7"})
"""What is said of each point that is passed over, by ``coverage``."""

PLACES = frozenset({"TR1", "TR2", "TR3", "CO1", "CO3", "CO4", "NF1", "PX3", "TE1", "TE2"})
"""What is said at each place; of all others once."""

GROUPS = (
    ("EX3", "PS1", "NF4"),
    ("EX4", "PS3", "NF5"),
    ("TE2", "NF1", "TR5", "PX3"),
    ("NF2", "CO8"),
    ("PS2", "EX5"),
    ("CO4", "TR3", "TR1"),
    ("EX4", "PR2"),
)
"""Criteria that ask for the same words: the first that is missed speaks for all, at a place."""

SURE = 0.7
"""An error less sure than this is a warning, a warning a hint."""

DOUBT = 0.2
"""How much less sure it is that a point is passed over where the draft asks back."""

SURE_POINT = {"question": 0.6, "request": 0.7, "concern": 0.8}
"""How sure it must be that the client raised something, by its kind, before it is passed over."""

_ASKS = ("act:question", "act:feedback_request")
_ENDED = re.compile(r"[.!?。！？]\s|[。！？]|\n\s{0,9}\n")
_WEAKER = {Severity.ERROR: Severity.WARNING, Severity.WARNING: Severity.HINT}
_ORDER = tuple(Severity)


def comments(
    findings: Iterable[Finding],
    messages: Sequence[ReadMessage],
    points: Sequence[Point],
    draft: Draft,
    own_terms: frozenset[str] = frozenset(),
) -> tuple[Comment, ...]:
    """Give a comment for each place that a finding of the draft points at, the weightiest first.

    Args:
        findings: of the thread with the draft in it.
        messages: of the thread; the draft is the last.
        points: what the draft does with what the client raised.
        draft: as it was read.
        own_terms: what the team's own glossary wants explained.
    """
    read = messages[-1]
    findings = tuple(findings)
    missed = [
        finding
        for finding in findings
        if finding.message == read.message.id
        and finding.verdict is Verdict.MISSED
        and finding.criterion not in (*PAST, *POINTS)
    ]
    found = [comment for each in missed for comment in _of(each, messages, draft)]
    if all(finding.criterion != quiet.JARGON for finding in missed):
        found += single_terms(read, draft, own_terms)
    said = ordered([*found, *passed_over(points, read)])
    return ordered(_spoken_for(quiet.quieter(said, messages, points), draft))


def ordered(found: Iterable[Comment]) -> tuple[Comment, ...]:
    """Put comments in order: the weightiest, what the client waits for, the surest, the first."""
    return tuple(sorted(found, key=_rank))


def _rank(comment: Comment) -> tuple[int, bool, float, int]:
    weight = _ORDER.index(comment.severity)
    return weight, comment.criterion not in ERRORS, -comment.confidence, comment.start


def severity(criterion: str, confidence: float) -> Severity:
    """Tell how much a comment weighs."""
    full = (
        Severity.ERROR
        if criterion in ERRORS
        else Severity.HINT
        if criterion in HINTS
        else Severity.WARNING
    )
    return full if confidence >= SURE else _WEAKER.get(full, full)


def _of(finding: Finding, messages: Sequence[ReadMessage], draft: Draft) -> list[Comment]:
    here = [each for each in finding.evidence if each.message == draft.message.id]
    elsewhere = _elsewhere(finding, messages)
    if finding.criterion not in PLACES:
        here = here[:1]
    sentences = {each.number: each for each in messages[-1].sentences}
    if not here:
        return [_comment(finding, (0, 0), {}, None, elsewhere)]
    return [
        _at(finding, each, sentences[each.sentence], messages, draft, elsewhere) for each in here
    ]


def _at(
    finding: Finding,
    evidence: Evidence,
    sentence: ReadSentence,
    messages: Sequence[ReadMessage],
    draft: Draft,
    elsewhere: tuple[Passage, ...],
) -> Comment:
    start, end = places.of(evidence, sentence, draft)
    values = {"words": evidence.text[evidence.start : evidence.end]}
    signal = _signal(evidence, sentence)
    values["seen"] = signal.label if signal else ""
    if values["seen"] == "vague":
        values["times"] = str(_times(values["words"], messages))
    suggestion = _suggestion(finding, signal, sentence.language)
    comment = _comment(finding, (start, end), values, suggestion, elsewhere)
    weak = quiet.hint(finding.criterion, sentence, signal)
    return replace(comment, severity=Severity.HINT) if weak else comment


def _signal(evidence: Evidence, sentence: ReadSentence) -> Signal | None:
    """Give the signal that a place shows: rather what words show than what a sentence does."""
    found = [s for s in sentence.signals if (s.start, s.end) == (evidence.start, evidence.end)]
    return min(found, key=lambda s: s.kind == "act", default=None)


def _suggestion(finding: Finding, signal: Signal | None, language: str) -> Suggestion | None:
    """Suggest plain words for a term, or a skeleton with blanks: never a fact."""
    if finding.criterion == quiet.JARGON:
        return Suggestion(signal.value, replaces=True) if signal and signal.value else None
    return skeletons.of(finding.criterion, language, finding.values)


def _comment(
    finding: Finding,
    place: tuple[int, int],
    values: Mapping[str, str],
    suggestion: Suggestion | None,
    elsewhere: tuple[Passage, ...],
) -> Comment:
    return Comment(
        criterion=finding.criterion,
        severity=severity(finding.criterion, finding.confidence),
        start=place[0],
        end=place[1],
        confidence=finding.confidence,
        values={**finding.values, **values},
        suggestion=suggestion,
        elsewhere=elsewhere,
    )


def passed_over(points: Iterable[Point], draft: ReadMessage) -> list[Comment]:
    """Give a comment for each point of the client's last words that the draft passes over.

    Who asks back may have passed nothing over: then it weighs less.
    """
    asks = any(sentence.has(*_ASKS) for sentence in draft.sentences)
    left = [
        point
        for point in points
        if point.taken is Taken.LEFT and point.recent and point.confidence >= SURE_POINT[point.kind]
    ]
    found = []
    for point in left:
        criterion = "TR6" if point.kind == "question" else "CO7"
        confidence = round(point.confidence * point.sureness, 4)
        found.append(
            Comment(
                criterion=criterion,
                severity=severity(criterion, confidence * (1 - asks * DOUBT)),
                start=0,
                end=0,
                confidence=confidence,
                values={"text": point.raised.text},
                elsewhere=(point.raised,),
            )
        )
    return found


def _elsewhere(finding: Finding, messages: Sequence[ReadMessage]) -> tuple[Passage, ...]:
    found = []
    for evidence in finding.evidence:
        for message in messages[:-1]:
            if evidence.message == message.message.id:
                found += [
                    coverage.passage(message, sentence)
                    for sentence in message.sentences
                    if sentence.number == evidence.sentence
                ]
    return tuple(found)


def _times(words: str, messages: Sequence[ReadMessage]) -> int:
    """Count how often the team has left a time open with the same words, this one included."""
    wanted = words.casefold()
    return sum(
        sentence.text[signal.start : signal.end].casefold() == wanted
        for message in messages
        if message.side is Side.TEAM
        for sentence in message.sentences
        for signal in sentence.find("date:vague")
    )


def _spoken_for(found: list[Comment], draft: Draft) -> list[Comment]:
    """Leave out what another comment says already."""
    return [each for each in found if not any(_speaks_for(other, each, draft) for other in found)]


def _speaks_for(one: Comment, other: Comment, draft: Draft) -> bool:
    """Tell whether a comment asks for what another one asks for, and goes before it."""
    return _ORDER.index(one.severity) <= _ORDER.index(other.severity) and any(
        one.criterion in group
        and other.criterion in group
        and group.index(one.criterion) < group.index(other.criterion)
        and _touch(one, other, draft)
        for group in GROUPS
    )


def _touch(one: Comment, other: Comment, draft: Draft) -> bool:
    """Tell whether two comments are about the same sentence, or one is about the whole."""
    if not one.end or not other.end:
        return True
    first, last = sorted(((one.start, one.end), (other.start, other.end)))
    return not _ENDED.search(draft.source, first[1], max(first[1], last[0]))
