"""Who is named in quoted headers, "… wrote:" lines and signatures."""

import time

import pytest

from commsense.conversation import Kind, Message, Part, Place, Segment
from commsense.text.redact.mentioned import people


def _message(text: str, part: Part) -> Message:
    return Message(
        "1", Kind.EMAIL, Place("a"), "", text=text, segments=(Segment(0, len(text), part),)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Mon, 2 Mar 2026, Ada Gray <ada@team.example> wrote:", {"Ada Gray"}),
        ("> Tom Reed wrote:", {"Tom Reed"}),
        ("From: Gray, Ada [mailto:ada@team.example]", {"Ada Gray"}),
        ("From: Ada Gray\nSent: Monday\nTo: Tom Reed; Al Ro", {"Ada Gray", "Tom Reed", "Al Ro"}),
        ("发件人: 王小明 <wang@beifang.example>", {"王小明"}),
        ("在2026年3月2日，李静写道：", {"李静"}),
        ("Subject: Offer of Monday", set()),
    ],
)  # fmt: skip
def test_headers_and_attributions_name_people(text: str, expected: set[str]) -> None:
    assert people(_message(text, Part.ATTRIBUTION)) >= expected
    assert len(people(_message(text, Part.ATTRIBUTION))) <= len(expected) + 1


def test_a_signature_names_who_signs_at_its_top() -> None:
    text = "--\nJutta Brandt\nHead of Logistics\nNorthwind GmbH\nHouston Office"
    found = people(_message(text, Part.SIGNATURE))
    assert "Jutta Brandt" in found
    assert "Houston Office" not in found


def test_own_words_name_nobody_here() -> None:
    assert people(_message("Ada Gray wrote:", Part.OWN)) == frozenset()


@pytest.mark.parametrize("piece", ["Ab ", "a, ", "Ab <", "> ", "From: Ab; ", "wrote ", "'\"", "王"])
def test_long_odd_headers_take_little_time(piece: str) -> None:
    message = _message(piece * (60_000 // len(piece)), Part.ATTRIBUTION)
    people(_message("warm up", Part.ATTRIBUTION))
    started = time.process_time()
    people(message)
    assert time.process_time() - started < 2
