"""Threads as rows: what is read from them, what is answered, what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ledger_threads import CLIENT, TEAM, by, say, track

from commsense.conversation import Kind, Side
from commsense.errors import InputError
from commsense.ledger import rows

ROW: dict[str, Any] = {
    "id": "t1",
    "language": "en",
    "messages": [
        {
            "id": "m1",
            "side": "client",
            "date": "2025-03-31T08:52",
            "sender": "Mara Quill <mara@northwind.example>",
            "sentences": ["Hello,", {"text": "When does the test start?"}],
        },
        {
            "id": "m2",
            "side": "both",
            "sentences": [{"text": "周一开始。", "side": "team", "speaker": "林工"}, {"text": ""}],
        },
    ],
}


def test_a_row_becomes_a_thread() -> None:
    read = rows.read(ROW, "in.jsonl: line 1")
    assert (read.id, read.thread.messages) == ("t1", ("m1", "m2"))
    mail, notes = read.messages
    assert (mail.side, mail.person, mail.message.kind) == (Side.CLIENT, "Mara Quill", Kind.EMAIL)
    assert mail.message.date is not None
    assert mail.message.date.isoformat() == "2025-03-31T08:52:00+00:00"
    assert [(s.number, s.text, s.language) for s in mail.sentences] == [
        (1, "Hello,", "en"),
        (2, "When does the test start?", "en"),
    ]
    assert notes.message.kind is Kind.NOTES
    assert (notes.sentences[0].side, notes.sentences[0].person) == (Side.TEAM, "林工")
    assert notes.sentences[0].language == "zh"
    assert notes.sentences[1].side is Side.BOTH
    for message in read.messages:
        text = message.message.text
        assert [text[s.start : s.end] for s in message.sentences] == [
            s.text for s in message.sentences
        ]


def test_the_ledger_becomes_a_row() -> None:
    promise = "The list will be with you on 7 March."
    ledger = track(
        say("m1", CLIENT, ("Please send us the list of users.", "request"), day="2025-03-03"),
        say(
            "m2",
            TEAM,
            (promise, "commitment solution", by(promise, "7 March", "2025-03-07")),
            day="2025-03-04",
        ),
        say("m3", TEAM, ("The list of users is attached.", "status"), day="2025-03-07"),
    )
    row = json.loads(json.dumps(rows.answer("t", ledger)))
    (concern,) = row["concerns"]
    assert concern | {"confidence": 1} == {
        "message": "m1",
        "sentence": 1,
        "kind": "request",
        "text": "Please send us the list of users.",
        "status": "resolved",
        "confidence": 1,
        "events": concern["events"],
    }
    assert concern["events"][-1] == {"message": "m3", "sentence": 1, "status": "resolved"}
    (commitment,) = row["commitments"]
    assert (commitment["who"], commitment["due"]) == ("Joel Brandt", "2025-03-07")
    assert commitment["kept"] == "kept"
    assert commitment["evidence"]["message"] == "m3"


@pytest.mark.parametrize(
    ("change", "field", "found"),
    [
        ({"id": None}, "id", "nothing"),
        ({"id": 7}, "id", "7"),
        ({"messages": []}, "messages", "[]"),
        ({"messages": "m"}, "messages", "'m'"),
        ({"messages": ["m"]}, "messages[0]", "'m'"),
        ({"messages": [{"id": "m1"}]}, "messages[0]: sentences", "nothing"),
        ({"messages": [{"id": "", "sentences": []}]}, "messages[0]: id", "''"),
        ({"messages": [{"id": "m", "side": "us", "sentences": []}]}, "messages[0]: side", "'us'"),
        ({"messages": [{"id": "m", "kind": "fax", "sentences": []}]}, "messages[0]: kind", "'fax'"),
        (
            {"messages": [{"id": "m", "date": "soon", "sentences": []}]},
            "messages[0]: date",
            "'soon'",
        ),
        ({"messages": [{"id": "m", "sentences": [3]}]}, "messages[0].sentences[0]", "3"),
        (
            {"messages": [{"id": "m", "sentences": [{"side": "team"}]}]},
            "messages[0].sentences[0]: text",
            "nothing",
        ),
        (
            {"messages": [{"id": "m", "sentences": []}, {"id": "m", "sentences": []}]},
            "messages",
            "'m'",
        ),
    ],
)
def test_a_bad_row_is_told_from_its_field(change, field, found) -> None:
    with pytest.raises(InputError) as told:
        rows.read(ROW | change, "in.jsonl: line 4")
    assert f"in.jsonl: line 4: {field}: found {found}; accepted: " in str(told.value)
