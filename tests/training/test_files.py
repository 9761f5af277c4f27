from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from taught import stored, thread

from commsense.conversation import Side
from commsense.errors import InputError
from commsense.labels import ACTS, FLAGS, SENTIMENTS
from commsense.training import files
from commsense.training.lessons import LABELS, Lesson

GOOD = {"text": "The gate is late.", "sentiment": "negative", "acts": ["concern"], "flags": []}
JARGON = {"start": 4, "end": 8, "kind": "technical"}


def read_one(folder: Path, **row: Any) -> Lesson:
    return files.read(stored(folder / "made.jsonl", [GOOD | row])).lessons[0]


def test_a_sentence_with_all_its_labels(tmp_path: Path) -> None:
    found = files.read(stored(tmp_path / "mails.v2.jsonl", [GOOD]))
    assert (found.name, found.errors) == ("mails", ())
    assert found.lessons[0].has == {"negative", "concern"}
    assert found.lessons[0].lacks == set(LABELS) - {"negative", "concern"}


def test_what_a_row_tells_of_its_place(tmp_path: Path) -> None:
    found = read_one(tmp_path, side="client", context=["A.", "B.", "C."], thread="x", language="zh")
    assert (found.given.side, found.given.context) == (Side.CLIENT, ("B.", "C."))
    assert (found.given.language, found.group) == ("zh", "x")


def test_rows_without_a_thread_are_threads_of_their_own(tmp_path: Path) -> None:
    found = files.read(stored(tmp_path / "made.jsonl", [GOOD, GOOD | {"thread": "t"}, GOOD]))
    assert len({each.group for each in found.lessons}) == 3


@pytest.mark.parametrize(
    ("row", "judged"),
    [
        ({"sentiment": "neutral"}, SENTIMENTS),
        ({"acts": []}, ACTS),
        ({"flags": ["vague"]}, FLAGS),
        ({"acts": ["cause"], "flags": []}, ACTS + FLAGS),
        ({"sentiment": "neutral", "acts": None, "flags": None, "jargon": None}, SENTIMENTS),
    ],
)
def test_what_a_row_does_not_speak_of_is_not_judged(
    tmp_path: Path, row: dict[str, Any], judged: tuple[str, ...]
) -> None:
    found = files.read(stored(tmp_path / "made.jsonl", [{"text": "Hm, the gate."} | row]))
    assert found.lessons[0].has | found.lessons[0].lacks == set(judged)
    assert found.lessons[0].jargon is None


@pytest.mark.parametrize("side", ["team", "both", "unknown", ""])
def test_flags_are_judged_in_what_others_than_the_client_say(tmp_path: Path, side: str) -> None:
    found = read_one(tmp_path, side=side, flags=["blame"])
    assert "blame" in found.has
    assert "vague" in found.lacks


def test_flags_of_a_client_are_not_judged(tmp_path: Path) -> None:
    found = read_one(tmp_path, side="client", flags=["blame"])
    assert not (found.has | found.lacks) & set(FLAGS)
    assert found.has == {"negative", "concern"}


def test_jargon_is_known_only_where_it_was_marked(tmp_path: Path) -> None:
    assert read_one(tmp_path).jargon is None
    assert read_one(tmp_path, jargon=[]).jargon == ()
    assert read_one(tmp_path, jargon=[JARGON]).jargon == ((4, 8, "technical"),)


def test_the_language_is_found_where_none_is_told(tmp_path: Path) -> None:
    assert read_one(tmp_path).given.language == "en"
    assert read_one(tmp_path, text="闸门又延期了,我们很失望。").given.language == "zh"


def test_a_thread_gives_its_sentences_with_what_the_message_said_before(tmp_path: Path) -> None:
    three = [GOOD | {"text": text} for text in ("One is here.", "Two.", "Three.")]
    quoted = GOOD | {"text": "Four.", "side": "client", "flags": ["harsh"]}
    row = thread("t-1", ("team", three), ("client", [quoted]), ("", [GOOD]))
    found = files.read(stored(tmp_path / "made.jsonl", [row])).lessons
    assert {each.group for each in found} == {"t-1"}
    assert [each.given.side for each in found] == [Side.TEAM] * 3 + [Side.CLIENT, Side.UNKNOWN]
    assert [each.given.context for each in found[:4]] == [
        (),
        ("One is here.",),
        ("One is here.", "Two."),
        (),  # as the product reads it: a message by itself
    ]
    assert "harsh" not in found[3].has | found[3].lacks


def test_threads_and_sentences_may_stand_in_one_file(tmp_path: Path) -> None:
    rows = [thread("t-1", ("team", [GOOD, GOOD])), GOOD]
    assert len(files.read(stored(tmp_path / "made.jsonl", rows)).lessons) == 3


def test_packed_files_marks_of_order_and_empty_lines_are_read(tmp_path: Path) -> None:
    line = json.dumps(GOOD).encode()
    data = b"\xef\xbb\xbf" + line + b"\r\n\r\n  \n" + line + b"\n"
    (tmp_path / "plain.jsonl").write_bytes(data)
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress(data))
    plain = files.read(tmp_path / "plain.jsonl")
    packed = files.read(tmp_path / "packed.jsonl.gz")
    assert (len(plain.lessons), plain.errors) == (2, ())
    assert (packed.lessons, packed.name) == (plain.lessons, "packed")


BAD: list[tuple[object, list[str]]] = [
    (GOOD | {"text": 5}, ["text: found 5", "a text that is not empty"]),
    (GOOD | {"text": ""}, ["text: found ''", "a text that is not empty"]),
    ({"sentiment": "neutral"}, ["text: found nothing"]),
    (GOOD | {"sentiment": "glad"}, ["sentiment: found 'glad'", ", ".join(SENTIMENTS)]),
    (GOOD | {"sentiment": ["neutral"]}, ["sentiment: found ['neutral']", "a text"]),
    (GOOD | {"acts": ["cause", "wish"]}, ["acts: found 'wish'", ", ".join(ACTS)]),
    (GOOD | {"acts": "cause"}, ["acts: found 'cause'", "a list of texts"]),
    (GOOD | {"flags": ["rude"]}, ["flags: found 'rude'", ", ".join(FLAGS)]),
    (GOOD | {"side": "boss"}, ["side: found 'boss'", "client"]),
    (GOOD | {"language": "fr"}, ["language: found 'fr'", "en, zh"]),
    (
        GOOD | {"text": "Pourriez-vous envoyer le rapport ?"},
        ["language: found", "en, zh"],
    ),
    (GOOD | {"context": "Before."}, ["context: found 'Before.'", "a list of texts"]),
    (GOOD | {"jargon": "gate"}, ["jargon: found 'gate'", "a list"]),
    (GOOD | {"jargon": [JARGON | {"end": 99}]}, ["jargon: start, end: found (4, 99)", "<= 17"]),
    (GOOD | {"jargon": [JARGON | {"end": 4}]}, ["start, end: found (4, 4)", "start < end"]),
    (GOOD | {"jargon": [JARGON | {"kind": "slang"}]}, ["kind: found 'slang'", "buzzword"]),
    ({"text": "The gate."}, ["found no labels", "sentiment, acts, flags"]),
    ([GOOD], ["accepted: an object"]),
    ({"messages": []}, ["id: found nothing"]),
    ({"id": "t", "messages": {}}, ["messages: found {}", "a list"]),
    (thread("t", ("boss", [GOOD])), ["messages[0]: side: found 'boss'", "team"]),
    (
        thread("t", ("team", [GOOD]), ("team", [GOOD, GOOD | {"acts": ["wish"]}])),
        ["messages[1]: sentences[1]: acts: found 'wish'"],
    ),
]


@pytest.mark.parametrize(("row", "said"), BAD, ids=lambda value: str(value)[:40])
def test_a_bad_row_is_named_and_the_good_ones_are_kept(
    tmp_path: Path, row: object, said: list[str]
) -> None:
    path = stored(tmp_path / "made.jsonl", [GOOD, row, GOOD | {"text": "The last one."}])
    found = files.read(path)
    assert [each.given.text for each in found.lessons] == [GOOD["text"], "The last one."]
    assert len(found.errors) == 1
    for words in [f"{path}: line 2: ", *said]:
        assert words in found.errors[0]


@pytest.mark.parametrize("line", [b"{", b"nothing", b'{"text": "\xff"}', b"[" * 100_000])
def test_a_line_that_is_not_json_is_named(tmp_path: Path, line: bytes) -> None:
    good = json.dumps(GOOD).encode()
    (tmp_path / "made.jsonl").write_bytes(good + b"\n" + line + b"\n" + good)
    found = files.read(tmp_path / "made.jsonl")
    assert len(found.lessons) == 2
    assert "line 2: is not JSON in UTF-8" in found.errors[0]


def test_a_file_without_a_good_row_is_refused_with_the_first_fault(tmp_path: Path) -> None:
    path = stored(tmp_path / "made.jsonl", [GOOD | {"side": "boss"}, GOOD | {"text": ""}])
    with pytest.raises(InputError) as error:
        files.read(path)
    for words in (str(path), "no labelled sentence", "line 1: side: found 'boss'"):
        assert words in str(error.value)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"not packed", gzip.compress(b"{}" * 99)[:-9]])
@pytest.mark.parametrize("name", ["made.jsonl", "made.jsonl.gz"])
def test_a_file_that_holds_nothing_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=r"made\.jsonl"):
        files.read(tmp_path / name)


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_a_file_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        files.read(tmp_path / name)


NAMES = st.sampled_from(
    [
        "text",
        "sentiment",
        "acts",
        "flags",
        "side",
        "context",
        "language",
        "thread",
        "jargon",
        "messages",
        "sentences",
        "id",
        "start",
        "end",
        "kind",
    ]
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | st.sampled_from(["team", "client", "neutral", "cause", "vague", "technical", "en"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=12,
)
ROWS = st.lists(
    VALUES | st.dictionaries(NAMES, VALUES, max_size=8).map(lambda row: GOOD | row), max_size=4
).map(lambda rows: "\n".join(json.dumps(row) for row in rows).encode())


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("given")


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=200) | ROWS | ROWS.map(gzip.compress), packed=st.booleans())
def test_any_bytes_give_lessons_or_a_clear_refusal(place: Path, data: bytes, packed: bool) -> None:
    path = place / ("any.jsonl.gz" if packed else "any.jsonl")
    path.write_bytes(data)
    try:
        found = files.read(path)
    except InputError:
        return
    assert found.lessons
    for each in found.lessons:
        assert each.given.text
        assert each.has | each.lacks
        assert not each.has & each.lacks
        assert len(each.has & set(SENTIMENTS)) <= 1


def test_rows_with_other_labels_only_are_told_in_one(tmp_path: Path) -> None:
    own = {"text": "Hm.", "own": {"topic": ["billing"]}}
    status = {"text": "Done.", "concern": "Late?", "status": "resolved"}
    mixed = GOOD | {"own": {"topic": []}, "annotator": "anna", "client": "acme"}
    found = files.read(stored(tmp_path / "made.jsonl", [own, mixed, status]))
    assert len(found.lessons) == 1
    (told,) = found.errors
    assert "2 rows skipped" in told


def test_a_file_of_other_labels_only_is_refused_in_words(tmp_path: Path) -> None:
    own = {"text": "Hm.", "own": {"topic": ["billing"]}}
    with pytest.raises(InputError, match="1 rows skipped: they hold only labels"):
        files.read(stored(tmp_path / "made.jsonl", [own]))
