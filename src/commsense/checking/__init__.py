"""Checking a draft before it is sent: read it with its thread, and say what a colleague would.

``check`` is all that others call; ``drafts`` and ``earlier`` read what it is given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from commsense import practices, signals
from commsense.assessing import Matter, Party, criteria, judged, understood, unread
from commsense.assessment import Finding, ReadMessage
from commsense.backends import Model
from commsense.backends.own_tasks import labels
from commsense.checking import baseline, coverage, drafts, earlier, ignoring
from commsense.checking.comments import comments, ordered
from commsense.checking.overdue import overdue
from commsense.checking.parties import parties
from commsense.checking.result import Bar, Check, Comment, Draft
from commsense.conversation import Message, Side, Thread
from commsense.labels import Verdict
from commsense.lang import LANGUAGES
from commsense.settings import ClientSettings, Settings
from commsense.signals import glossary, jargon
from commsense.signals.model import relating

MOST_EARLIER = 40
"""Messages of the thread that are read, the latest ones."""

MOST_BEFORE = 800
"""Sentences of the thread that are read, the latest ones."""


def check(
    draft: Draft,
    before: Sequence[Message],
    settings: Settings,
    model: Model,
    today: date,
) -> Check:
    """Check a draft of the team.

    Args:
        draft: as ``drafts`` reads it.
        before: the messages of its thread, in order; what the draft quotes, where there are none.
        settings: sides, standards, terms that are known, what is left out.
        model: reads the sentences.
        today: the day on which it is to be sent.
    """
    known = _latest(tuple(before) or earlier.quoted(draft.message))
    written = draft.message.date or datetime.combine(today, time(12), UTC)
    messages = (*known, replace(draft.message, date=written))
    read = _read(messages, settings, model)
    client = read[-1].client
    if drafts.is_empty(draft):
        return Check(draft, client, known, notes=(("empty", ""),))
    matter = Matter(
        thread=Thread(messages[0].id, draft.message.subject, tuple(m.id for m in messages)),
        client=client,
        messages=read,
        known_terms=_known(read[:-1], settings, client),
    )
    taught = labels(model.own_tasks.values())
    practice_set = criteria(settings.practices, settings.glossaries, taught)
    relate = relating(model)
    assessment = judged(matter, practice_set, settings.standards, today, relate)
    points = coverage.points(assessment.messages, draft, relate)
    language = _language(draft)
    terms_of_team = glossary.load(settings.glossaries).own
    said = ordered(
        (
            *comments(assessment.findings, assessment.messages, points, draft, terms_of_team),
            *overdue(assessment.commitments, assessment.messages, today, language),
        )
    )
    own = (settings.practices, settings.glossaries)
    told = [replace(each, own=own) for each in said]
    kept = _wanted(told, draft, settings, client)
    return Check(
        draft=draft,
        client=client,
        earlier=known,
        comments=kept,
        points=points,
        bars=_bars(assessment.findings, practice_set),
        not_assessed=assessment.not_assessed,
        suppressed=len(said) - len(kept),
        notes=tuple(_notes(draft, read, known)),
        own=own,
    )


def _read(messages: Sequence[Message], settings: Settings, model: Model) -> tuple[ReadMessage, ...]:
    told = parties(messages, settings)
    plain = [unread(message, each) for message, each in zip(messages, told, strict=True)]
    dates = [message.date for message in messages]
    words = glossary.load(settings.glossaries)
    pairs = list(zip(plain, dates, strict=True))
    recent = _recent(told)
    found = [
        *signals.detect(pairs[:recent], model, skim=True, glossary=words),
        *signals.detect(pairs[recent:], model, glossary=words),
    ]
    return tuple(
        understood(message, each, sentences)
        for message, each, sentences in zip(messages, told, found, strict=True)
    )


def _recent(told: Sequence[Party]) -> int:
    """Give the place of the first message since the team's last word before the draft.

    What is older is read as archives are, faster: it was answered already.
    """
    sides = [each.side for each in told[:-1]]
    return next(
        (place + 1 for place in reversed(range(len(sides))) if sides[place] is Side.TEAM), 0
    )


def _latest(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """Keep the end of a long thread."""
    kept: list[Message] = []
    left = MOST_BEFORE
    for message in reversed(messages[-MOST_EARLIER:]):
        if left <= 0:
            break
        kept.append(replace(message, sentences=message.sentences[-left:]))
        left -= len(message.sentences)
    return tuple(reversed(kept))


def _known(before: Iterable[ReadMessage], settings: Settings, client: str) -> frozenset[str]:
    """Collect the terms that this client is known to know, or has met in this thread.

    Who read a term in an earlier mail and did not ask need not be told again.
    """
    told = [*settings.known_terms, *_of(settings, client).known_terms]
    said = [s for m in before for s in m.sentences]
    words = glossary.load(settings.glossaries)
    return jargon.keys((*told, *words.known)).union(
        *(jargon.terms(s.text, s.language) for s in said),
        *(glossary.terms(s.text, s.language, words) for s in said),
    )


def _wanted(
    said: Sequence[Comment], draft: Draft, settings: Settings, client: str
) -> tuple[Comment, ...]:
    """Leave out what the draft itself, the settings and the baseline say is not to be told."""
    left = {*settings.check.ignore, *_of(settings, client).ignore}
    wanted = (each for each in said if each.criterion not in left)
    kept = ignoring.kept(wanted, draft.source, drafts.quoted(draft))
    path = settings.check.baseline
    return baseline.fresh(kept, draft, baseline.load(path)) if path else kept


def _of(settings: Settings, client: str) -> ClientSettings:
    for each in settings.clients:
        names = (*each.domains, *each.addresses, *each.people, each.name)
        if client in {name.lower().lstrip("@") for name in names if name}:
            return each
    return ClientSettings()


def _bars(findings: Iterable[Finding], practice_set: practices.PracticeSet) -> tuple[Bar, ...]:
    counts: Counter[tuple[str, Verdict]] = Counter(
        (practice_set.practice_of[finding.criterion], finding.verdict)
        for finding in findings
        if finding.message == drafts.NAME
    )
    return tuple(
        Bar(practice.key, counts[practice.key, Verdict.MET], counts[practice.key, Verdict.MISSED])
        for practice in practice_set.practices
    )


def _language(draft: Draft) -> str:
    """Name the language that most of the draft is in."""
    counts: Counter[str] = Counter()
    for sentence in draft.message.sentences:
        counts[sentence.language] += len(sentence.text)
    return counts.most_common(1)[0][0] if counts else LANGUAGES[0]


def _notes(
    draft: Draft, read: Sequence[ReadMessage], known: Sequence[Message]
) -> Iterable[tuple[str, str]]:
    language = _language(draft)
    if language not in LANGUAGES:
        yield "language", language
    elif not read[-1].sentences or not any(each.assessed for each in read[-1].sentences):
        yield "unread", ""
    if not known:
        yield "alone", ""
    if draft.at < 0:
        yield "rendered", ""
