from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from team_rows import TOPIC, topics

from commsense.backends.inputs import ModelInput
from commsense.training.lessons import Lesson
from commsense.training.team import folds, material


def lesson(text: str, group: str, *labels: str) -> Lesson:
    return Lesson(ModelInput(text, "en"), "team", group, frozenset(labels))


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.sampled_from(["a", "b", ""])), min_size=4, max_size=60
    ).filter(lambda rows: len({group for group, _ in rows}) > 1),
    st.integers(2, 5),
)
def test_no_group_is_on_two_sides(rows: list[tuple[int, str]], count: int) -> None:
    lessons = [
        lesson(f"sentence {n}", str(group), *([label] if label else []))
        for n, (group, label) in enumerate(rows)
    ]
    found = folds.split(lessons, [""] * len(lessons), count, 0)
    assert found.count == min(count, len({group for group, _ in rows}))
    for part in range(found.count):
        held = {lessons[i].group for i in found.held_out(part)}
        assert held
        assert not held & {lessons[i].group for i in found.learned(part, lessons)}
    assert sorted(i for part in range(found.count) for i in found.held_out(part)) == list(
        range(len(lessons))
    )


def test_each_part_has_about_its_share_of_each_label() -> None:
    lessons = material.gather(topics(150), [TOPIC]).lessons
    found = folds.split(lessons, [""] * len(lessons), 5, 0)
    for part in range(5):
        counts = Counter(label for i in found.held_out(part) for label in lessons[i].has)
        assert all(8 <= counts[label] <= 12 for label in TOPIC.values)


def test_a_rare_label_is_spread() -> None:
    lessons = [lesson(f"s {n}", str(n), *(["rare"] if n % 20 == 0 else [])) for n in range(100)]
    found = folds.split(lessons, [""] * 100, 5, 0)
    assert {int(found.place[n]) for n in range(0, 100, 20)} == set(range(5))


def test_a_text_that_is_held_out_is_not_learned_from_elsewhere() -> None:
    text = "The very same sentence stands twice"
    lessons = [lesson(text, "a"), lesson(text, "b"), lesson("Something else altogether", "b")]
    found = folds.split(lessons, [""] * 3, 2, 0)
    part = int(found.place[0])
    assert all(lessons[i].given.text != text for i in found.learned(part, lessons))


def test_clients_are_kept_together_where_there_are_enough() -> None:
    lessons = [lesson(f"s {n}", f"t{n}") for n in range(80)]
    clients = [f"client{n % 10}" for n in range(80)]
    found = folds.split(lessons, clients, 5, 0)
    assert found.by == "client"
    for part in range(5):
        held = {clients[i] for i in found.held_out(part)}
        assert not held & {clients[i] for i in found.learned(part, lessons)}
    assert folds.split(lessons, clients[:40] + [""] * 40, 5, 0).by == "thread"
    assert folds.split(lessons, ["one"] * 60 + clients[60:], 5, 0).by == "thread"


def test_the_same_seed_gives_the_same_parts() -> None:
    lessons = material.gather(topics(60), [TOPIC]).lessons
    one, other = (folds.split(lessons, [""] * 60, 4, 7).place.tolist() for _ in range(2))
    assert one == other
