from __future__ import annotations

from pathlib import Path

import pytest
from taught import stored

from commsense.training import links
from commsense.training.lessons import RESPONDS, UNKNOWN, Lesson

SAID = (
    ("A", "Where does the new pump stand?"),
    ("B", "It stands behind the old gate."),
    ("C", "The report is not ready at all."),
    ("A", "When will the report be ready?"),
    ("C", "Mm."),
    ("B", "We send the report on Monday."),
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A meeting and a chat in which 0 is answered by 1, 3 by 5 and, with too few words, by 4."""
    acts, pairs = ([], [])  # type: tuple[list[object], list[object]]
    for place, (speaker, text) in enumerate(SAID):
        acts.append(
            {"id": f"a{place}", "meeting": "M", "speaker": speaker, "start": place, "text": text}
        )
    for number, (source, target) in enumerate(((0, 1), (3, 4), (3, 5), (5, 3))):
        row = {"id": number, "meeting": "M", "source": f"a{source}", "target": f"a{target}"}
        pairs.append(row)
    pairs.append({"id": 9, "meeting": "M", "source": None, "target": "a1"})
    stored(tmp_path / links.MEETINGS[0], pairs)
    stored(tmp_path / links.MEETINGS[1], acts[::-1])
    chat = [[7 + n, "12:00", nick, text] for n, (nick, text) in enumerate(SAID)]
    chat.append([20, None, None, "=== B has left the channel"])
    linked = [[7, 7], [7, 8], [10, 12], [20, 20], [1, 8]]
    stored(tmp_path / links.CHAT, [{"file": "log", "messages": chat, "links": linked}])
    return tmp_path


def seen(found: list[Lesson], responds: float) -> set[tuple[str, str]]:
    rows = [each for each in found if each.aids == {RESPONDS: responds}]
    return {(each.given.context[0], each.given.text) for each in rows}


def test_links_between_sentences_are_lessons(data: Path) -> None:
    found = links.read(data)
    assert seen(found, 1.0) == {(SAID[3][1], SAID[5][1])}  # nothing else stands before SAID[1]
    assert {each.group for each in found} == {"ami-M", "irc-log"}


def test_beside_each_answer_stands_a_sentence_that_it_does_not_answer(data: Path) -> None:
    found = links.read(data)
    wrong = seen(found, 0.0)
    assert len(found) == 4
    assert {text for _, text in wrong} == {SAID[5][1]}
    assert {before for before, _ in wrong} <= {SAID[place][1] for place in (0, 1, 2)}


def test_nothing_is_known_of_our_labels_and_the_context_is_always_shown(data: Path) -> None:
    for each in links.read(data):
        assert not each.has
        assert not each.lacks
        assert each.relation == UNKNOWN
        assert each.paired


def test_a_long_log_does_not_outweigh_the_others(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "A_LOG", 0)
    assert {each.group for each in links.read(data)} == {"ami-M"}


def test_the_same_seed_draws_the_same(data: Path) -> None:
    assert links.read(data, 3) == links.read(data, 3)
