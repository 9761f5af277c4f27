from __future__ import annotations

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from commsense.text.shared_names import Names

ENTRIES = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 30)), max_size=60)


def names(entries: list[tuple[str, int]]) -> Names:
    found = Names()
    for name, place in entries:
        found.add(name, place)
    return found


def by_name(entries: list[tuple[str, int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for name, place in entries:
        found[name].append(place)
    return found


@given(ENTRIES)
def test_groups_are_those_of_a_plain_dictionary(entries: list[tuple[str, int]]) -> None:
    groups = sorted([int(place) for place in group] for group in names(entries).groups())
    assert groups == sorted(places for places in by_name(entries).values() if len(places) > 1)


@given(ENTRIES, ENTRIES)
def test_known_are_the_places_of_names_that_both_hold(
    mine: list[tuple[str, int]], theirs: list[tuple[str, int]]
) -> None:
    known = {name for name, _ in theirs}
    wanted = sorted({place for name, place in mine if name in known})
    assert names(mine).known_to(names(theirs)).tolist() == wanted


@given(ENTRIES)
def test_lookup_gives_the_places_of_each_name(entries: list[tuple[str, int]]) -> None:
    lookup = names(entries).lookup()
    for name in "abcdefghi":
        assert lookup.places(name) == by_name(entries).get(name, [])


@given(ENTRIES, ENTRIES)
def test_extended_names_hold_both_and_change_neither(
    one: list[tuple[str, int]], other: list[tuple[str, int]]
) -> None:
    first, second = names(one), names(other)
    both = first.extend(second).lookup()
    assert [both.places(name) for name in "abc"] == [
        first.lookup().places(name) + second.lookup().places(name) for name in "abc"
    ]
