"""Drafts of about 200 words with a thread of six messages, for measuring time.

Few replies are that long, so several are joined: the texts one after the other, and of each of
their threads the latest messages. So the draft takes up what its thread says, and no sentence
stands in two drafts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from commsense.checking import drafts as reading
from commsense.conversation import Message
from commsense.lang import LANGUAGES
from commsense.practices.wordcount import words
from drafts import BEFORE, Written

LEAST, MOST = 180, 240
"""Words."""


def joined(found: Sequence[Written]) -> Iterator[Written]:
    """Join drafts of one language until they have words and messages enough; each is used once."""
    for language in LANGUAGES:
        waiting: list[Written] = []
        for each in found:
            if each.language == language:
                waiting.append(each)
                if _enough(waiting):
                    yield _one(waiting)
                    waiting = []


def _enough(given: Sequence[Written]) -> bool:
    return (
        sum(each.words for each in given) >= LEAST
        and sum(len(each.earlier) for each in given) >= BEFORE
    )


def _one(given: Sequence[Written]) -> Written:
    return Written(
        id="+".join(each.id for each in given),
        language=given[0].language,
        text=_cut("\n".join(each.text for each in given)),
        earlier=_latest(given),
        day=max(each.day for each in given),
    )


def _cut(source: str) -> str:
    """Leave out the last sentences of a text that is too long."""
    length = 0.0
    end = 0
    for sentence in reading.of_text(source).message.sentences:
        length += words([sentence.text])
        if end and length > MOST:
            break
        end = sentence.end
    return source[:end].strip() + "\n"


def _latest(given: Sequence[Written]) -> tuple[Message, ...]:
    """Take turns among the threads from their ends, and give what was taken in order."""
    ends = [[(at, each) for each in reversed(one.earlier)] for at, one in enumerate(given)]
    turns = [each for turn in zip_longest(*ends) for each in turn if each][:BEFORE]
    return tuple(
        replace(message, id=f"{given[at].id}/{message.id}")
        for at in range(len(given))
        for place, message in reversed(turns)
        if place == at
    )
