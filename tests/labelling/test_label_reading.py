"""Files that are damaged, foreign or odd: a clear word, nothing else lost."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path

import pytest

from commsense.conversation import Side
from commsense.errors import SettingsError
from commsense.labelling import reading, scheme
from commsense.labelling.formats import jsonl, objects
from commsense.labelling.row import Row, Span
from commsense.web import labels
from commsense.web.corrections import Correction
from commsense.web.ledger import Concern, Event, Filed

GOOD = b'{"text": "Good.", "acts": []}'


def read(folder: Path, data: bytes, format: str = "auto") -> reading.Read:  # noqa: A002
    file = folder / "labels"
    file.write_bytes(data)
    return reading.load([file], scheme.BUILT_IN, format)


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (b"{", "line 2: is not JSON"),
        (b'{"text": "\xff\xfe"}', "line 2: is not in UTF-8"),
        (b"[" * 10_000 + b"]" * 10_000, "line 2: is nested too deep"),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "line 2: is nested too deep"),
        (b"17", "line 2: found 17; accepted: an object"),
        (b'{"acts": []}', "line 2: text: found nothing; accepted: a text"),
        (b'{"text": "A", "acts": "nope"}', "acts: found 'nope'; accepted: question"),
        (b'{"text": "A", "sentiment": ["negative", "positive"]}', "exactly one of"),
        (b'{"text": "A", "acts": {}}', "acts: found {}; accepted: a list of labels"),
        (b'{"text": "A", "language": "de", "acts": []}', "language: found 'de'; accepted: en, zh"),
        (b'{"text": "A", "side": "us?", "acts": []}', "side: found 'us?'; accepted: client"),
        (b'{"text": "A", "context": [1], "acts": []}', "context: found [1]"),
        (b'{"text": "A", "status": "answered"}', "concern: found nothing; accepted: the sentence"),
        (b'{"text": "A", "own": {"topic": ["x"]}}', "own.topic: found 'x' of a task that nobody"),
        (b'{"text": "A", "jargon": [{"start": 0, "end": 2, "kind": "acronym"}]}', "<= 1"),
        (b'{"text": "' + b"x" * 200_000 + b'"}', "200,000 characters"),
        (b'{"text": "' + b"x" * 50_000_000 + b'"}', "line 2: is longer than 16 MB"),
    ],
    ids=range(17),
)
def test_a_bad_row_takes_no_other_with_it(bad: bytes, said: str, tmp_path: Path) -> None:
    began = time.monotonic()
    found = read(tmp_path, GOOD + b"\n" + bad + b"\n" + GOOD + b"\n", "jsonl")
    assert sum(row.text == "Good." for row in found.rows) == 2
    (problem,) = found.problems
    assert said in str(problem)
    assert len(str(problem)) < 600
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\n <!DOCTYPE html><html><body>502 Bad Gateway</body></html>", "is a web page"),
        (b"PK\x03\x04rest", "is a .zip or an Excel file"),
        (b"\0\0\0\1" * 100, "is no text"),
        (b"\x1f\x8bnothing", "damaged"),
        ("text,acts".encode("utf-16-le") * 20, "UTF-16 without its first mark"),
    ],
)
@pytest.mark.parametrize("format_", ["auto", "jsonl", "label-studio"])
def test_what_holds_no_labels_is_refused_in_words(
    data: bytes, said: str, format_: str, tmp_path: Path
) -> None:
    found = read(tmp_path, data, format_)
    assert found.rows == ()
    (problem,) = found.problems
    assert said in str(problem)


def test_what_stands_before_the_damage_is_used(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"Row {n} {n * 7919}.", "acts": []}) for n in range(50_000)]
    packed = gzip.compress("\n".join(lines).encode())
    found = read(tmp_path, packed[: len(packed) // 2])
    assert 1_000 < len(found.rows) < 50_000
    assert "ends too early" in str(found.problems[-1])
    assert "what stands before it is used" in str(found.problems[-1])


def test_missing_files_and_folders(tmp_path: Path) -> None:
    found = reading.load([tmp_path / "none", tmp_path], scheme.BUILT_IN)
    assert [part for part in ("cannot be read", "is a folder") if part in str(found.problems)] == [
        "cannot be read",
        "is a folder",
    ]


def test_an_array_and_spread_objects_are_read_too(tmp_path: Path) -> None:
    rows = [{"text": 'A "}" \\', "acts": ["cause"]}, {"text": "B", "acts": []}]
    for data in (json.dumps(rows), json.dumps(rows, indent=2), json.dumps(rows[1], indent=1)):
        found = read(tmp_path, data.encode())
        assert found.problems == ()
        assert found.rows[-1].text == "B"


def test_an_array_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    found = read(tmp_path, b'[{"text": "A", "acts": []}, {"text": "B", "ac')
    assert [row.text for row in found.rows] == ["A"]
    assert "row 2" in str(found.problems[0])


def test_a_giant_element_of_an_array_is_left_out(tmp_path: Path) -> None:
    data = b'[{"text": "A", "acts": []}, {"text": "' + b'\\"x' * 17_000_000 + b'"}, ' + GOOD + b"]"
    found = read(tmp_path, data)
    assert [row.text for row in found.rows] == ["A", "Good."]
    assert "longer than 16 MB" in str(found.problems[0])


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_byte_order_marks(codec: str, tmp_path: Path) -> None:
    data = '{"text": "你好 😀", "acts": []}\n'.encode(codec)
    for given in (data, gzip.compress(data)):
        assert read(tmp_path, given).rows[0].text == "你好 😀"


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="accepted: auto, jsonl, csv, label-studio, doccano"):
        read(tmp_path, GOOD, "xml")


def test_one_row_may_judge_a_sentence_and_a_concern(tmp_path: Path) -> None:
    row = {"id": "s", "text": "Done.", "context": ["A.", "B."], "acts": ["status"]}
    both = row | {"concern": "It fails.", "status": "resolved"}
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(both))
    found = reading.load([file], scheme.BUILT_IN)
    sentence, pair = found.rows
    assert (sentence.context, sentence.labels) == (("A.", "B."), {"acts": ("status",)})
    assert (pair.context, pair.labels) == (("It fails.",), {"concern-status": ("resolved",)})
    jsonl.write(found.rows, file)
    assert jsonl.read(file, scheme.BUILT_IN).rows == found.rows


def test_rows_without_a_name_have_one_that_stays(tmp_path: Path) -> None:
    one = read(tmp_path, GOOD).rows[0]
    again = read(tmp_path, b'{"acts": ["cause"], "text": "Good."}').rows[0]
    other = read(tmp_path, b'{"acts": [], "text": "Good.", "context": ["A"]}').rows[0]
    assert one.id == again.id != other.id


THREAD = {
    "id": "t1",
    "language": "en",
    "client": "Northwind",
    "messages": [
        {
            "id": "m1",
            "side": "client",
            "sentences": [
                {"text": "It fails.", "sentiment": "negative", "acts": ["concern"], "flags": [],
                 "jargon": []},
                {"text": "Why?"},
            ],
        },
        {"id": "m2", "side": "team", "sentences": [{"text": "Sorry."}, {"text": "Fixed now."},
                                                   {"text": "Regards."}]},
        {"id": "m3", "side": "client", "sentences": [{"text": "Thanks."}]},
    ],
    "concerns": [
        {"message": "m1", "sentence": 1, "final": "resolved",
         "evidence": {"message": "m2", "sentence": 2}},
        {"message": "m1", "sentence": 2, "final": "open", "events": []},
        {"message": "m9", "sentence": 1, "final": "open", "events": []},
    ],
    "unplaced": [{"message": "m1", "sentence": 2, "final": "answered"}],
}  # fmt: skip


def test_threads_give_sentences_and_what_became_of_concerns(tmp_path: Path) -> None:
    found = read(tmp_path, json.dumps(THREAD).encode())
    first, *pairs = found.rows
    assert first == Row(
        "t1:m1:1",
        "It fails.",
        {"sentiment": ("negative",), "acts": ("concern",), "flags": ()},
        (),
        "en",
        Side.CLIENT,
        thread="t1",
        client="Northwind",
    )
    said = [(row.context[0], row.text, row.labels["concern-status"][0]) for row in pairs]
    assert said == [
        ("It fails.", "Fixed now.", "resolved"),
        ("It fails.", "Regards.", "none"),  # of the answer, behind it
        ("It fails.", "Thanks.", "none"),
        ("Why?", "Sorry.", "none"),  # nothing has moved it
        ("Why?", "Fixed now.", "none"),
    ]
    assert {row.thread for row in pairs} == {"t1"}
    assert len({row.id for row in found.rows}) == len(found.rows)
    assert [part for part in ("concerns[3]", "unplaced") if part in str(found.problems)] == [
        "concerns[3]",
        "unplaced",
    ]


def test_quotes_never_show_much_of_a_text(tmp_path: Path) -> None:
    secret = "confidential " * 20
    data = json.dumps({"text": "A", "acts": secret, "side": secret, "own": {"x": secret}}).encode()
    for problem in read(tmp_path, data).problems:
        assert str(problem).count("confidential") <= 3


def test_lines_are_told_from_an_array() -> None:
    assert objects.by_line(b'{"a": 1}\n{"b": 2}\n')
    assert objects.by_line(b'{"a": \n{"b": 2}\n')  # one damaged line among good ones
    assert not objects.by_line(b'{\n  "a": {"b": 2}\n}')
    assert not objects.by_line(b" [1]")


def test_spans_stay_where_they_are_right(tmp_path: Path) -> None:
    spans = [{"start": 1, "end": 2, "kind": "acronym"}, {"start": 7, "end": 8, "kind": "acronym"}]
    found = read(tmp_path, json.dumps({"text": "😀A😀", "jargon": spans}).encode())
    assert found.rows[0].spans == (Span(1, 2, "acronym"),)
    assert len(found.problems) == 1


def test_corrections_of_the_web_page_are_read(tmp_path: Path) -> None:
    def message(name: str, side: str, text: str) -> dict[str, object]:
        sentence = {"text": text, "language": "en", "side": side, "person": "Jo"}
        told = {"email": "jo@team.example", "person": "Jo", "date": "", "subject": "s"}
        return {"id": name, "side": side, "kind": "email", "sentences": [sentence], **told}

    thread = {
        "id": "t",
        "client": "northwind.example",
        "messages": [message("m1", "client", "Why?"), message("m2", "team", "Because.")],
    }
    events = (
        Event("m1", 1, "open", "Why?", None, "Jo"),
        Event("m2", 1, "answered", "Because.", None, "Jo"),
    )
    concern = Concern("m1:1", "m1", 1, "question", "Why?", "answered", "", "", None, events)
    correction = Correction("m1:1", "t", "answered", "open", "", "", "")
    row = labels.row(thread, [(Filed(concern, "t"), correction)])
    found = read(tmp_path, json.dumps(row).encode())
    assert found.problems == ()
    (pair,) = found.rows
    assert (pair.text, pair.context, pair.side) == ("Because.", ("Why?",), Side.TEAM)
    assert pair.labels == {"concern-status": ("answered",)}


@pytest.mark.parametrize("status", [None, ""])
def test_a_concern_that_nobody_has_judged_yet_is_kept(tmp_path: Path, status: str | None) -> None:
    given = {"id": "1", "text": "We look into it.", "concern": "It broke.", "status": status}
    (row,) = read(tmp_path, json.dumps(given).encode()).rows
    assert row.labels == {}
    assert row.extra["concern"] == "It broke."
    jsonl.write([row], tmp_path / "again.jsonl")
    assert jsonl.read(tmp_path / "again.jsonl", scheme.BUILT_IN).rows == (row,)


def test_a_row_tells_where_it_stands(tmp_path: Path) -> None:
    first, second = read(tmp_path, GOOD + b"\n\n" + GOOD).rows
    assert (first.place, second.place) == tuple(
        f"{tmp_path / 'labels'}: line {number}" for number in (1, 3)
    )
    assert first == second
