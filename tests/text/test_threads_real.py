"""How well threads are found without headers, measured against the headers of a real list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import comb
from pathlib import Path

import pytest

from commsense import sources
from commsense.conversation import Heading, Message
from commsense.settings import Limits
from commsense.sources import Item
from commsense.text import clean, group, heading
from commsense.text.links import Links
from commsense.text.thread_headers import link_by_headers


def headings_of(path: Path) -> list[Heading]:
    items = (item for item in sources.items([path], Limits()) if isinstance(item, Item))
    found = (each for item in items for each in sources.parse(item, None))
    return [heading(clean(each)) for each in found if isinstance(each, Message)]


def by_headers_alone(headings: Sequence[Heading]) -> dict[str, int]:
    links = Links(len(headings))
    link_by_headers(headings, links)
    return {each.id: links.find(place) for place, each in enumerate(headings)}


def pairs(sizes: Iterable[int]) -> int:
    return sum(comb(size, 2) for size in sizes)


def test_quotes_and_subjects_find_what_headers_say(shared: Path) -> None:
    path = shared / "real" / "email-imagej-list.tar.gz"
    if not path.exists():
        pytest.skip("the list's archive is not here")
    headings = headings_of(path)
    truth = by_headers_alone(headings)
    bare = [replace(each, references=(), in_reply_to=(), thread_index="") for each in headings]
    found = {name: t.id for t in group(bare) for name in t.messages}
    both = pairs(Counter((truth[name], found[name]) for name in truth).values())
    precision = both / pairs(Counter(found.values()).values())
    recall = both / pairs(Counter(truth.values()).values())
    assert precision > 0.95, f"precision {precision:.3f}, recall {recall:.3f}"
    assert recall > 0.88, f"precision {precision:.3f}, recall {recall:.3f}"
