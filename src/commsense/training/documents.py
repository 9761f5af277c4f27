"""Which threads are one document under several names, so that a fold holds all of it or nothing.

The same dialogue stands in the labelled threads, among the texts that we labelled, in a translation
and in a public set; the same minutes are kept in two collections; a labelled mail is part of a
thread of an archive.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations, pairwise

from commsense.text.links import Links
from commsense.training.lessons import bare

SHARED = 2
"""Long sentences that two threads have to share to be taken for one document."""
LONG = {True: 14, False: 40}
"""Letters of a long sentence, Chinese and other."""
COMMON = 4
"""A sentence that stands in more threads is a formula, and proves nothing."""
_DIALOGUE = re.compile(r"\bstc3\b.*?(\d{10,})", re.IGNORECASE)


def documents(said: Iterable[tuple[str, str]], origins: Mapping[str, str]) -> dict[str, str]:
    """Give for each thread the name of its document: that of its first thread.

    Args:
        said: (thread, sentence) of all texts; the threads whose names are to stay come first.
        origins: where threads come from, in words, as far as it is known.
    """
    owners: dict[str, set[str]] = {}
    names: dict[str, int] = {}
    for thread, sentence in said:
        names.setdefault(thread, len(names))
        text = bare(sentence)
        if len(text) >= LONG[any("\u4e00" <= letter <= "\u9fff" for letter in text)]:
            owners.setdefault(text, set()).add(thread)
    links = Links(len(names))
    shared = Counter(
        pair
        for threads in owners.values()
        if len(threads) <= COMMON
        for pair in combinations(sorted(threads), 2)
    )
    for (one, other), count in shared.items():
        if count >= SHARED:
            links.join(names[one], names[other])
    for threads in _dialogues(names, origins).values():
        for one, other in pairwise(threads):
            links.join(names[one], names[other])
    listed = list(names)
    return {thread: listed[links.find(place)] for thread, place in names.items()}


def _dialogues(names: Iterable[str], origins: Mapping[str, str]) -> dict[str, list[str]]:
    """Give the threads of each customer-service dialogue, which has one number everywhere."""
    found: dict[str, list[str]] = {}
    for name in names:
        if dialogue := _DIALOGUE.search(f"{name} {origins.get(name, '')}"):
            found.setdefault(dialogue.group(1), []).append(name)
    return found
