from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from commsense.conversation import Side
from commsense.training import own
from commsense.training.own import Label, Spoken

SENTENCES = [
    Spoken("depot", "t1", "m1", "Good morning Ruth.", "en", Side.TEAM),
    Spoken("depot", "t1", "m1", "The crane stands still.", "en", Side.TEAM),
    Spoken("depot", "t1", "m2", "Since when?", "en", Side.CLIENT),
    Spoken("depot", "t2", "m3", "吊车已经修好了。", "zh", Side.TEAM),
]


def keys(sentences: list[Spoken]) -> list[str]:
    return [key for key, _ in own.keyed(sentences)]


def labels() -> dict[str, Label]:
    rows = [
        Label(keys(SENTENCES)[1], Side.TEAM, frozenset({"negative", "concern"}), "one"),
        Label(keys(SENTENCES)[2], Side.TEAM, frozenset({"neutral", "question"}), "two"),
    ]
    return {each.key: each for each in rows}


def test_keys_are_of_one_length_and_differ() -> None:
    found = keys(SENTENCES)
    assert len(set(found)) == len(found)
    assert {len(key) for key in found} == {16}


def test_keys_do_not_change_with_ids() -> None:
    renamed = [
        replace(each, thread=f"other/{each.thread}", message=f"/mail/{each.message}.eml")
        for each in SENTENCES
    ]
    assert keys(renamed) == keys(SENTENCES)


def test_keys_do_not_change_with_blanks_or_with_what_is_known_of_a_sentence() -> None:
    changed = [
        replace(
            each, text=f" {each.text.replace(' ', chr(10))} ", side=Side.UNKNOWN, context=("x",)
        )
        for each in SENTENCES
    ]
    assert keys(changed) == keys(SENTENCES)


@pytest.mark.parametrize("change", [{"source": "yard"}, {"text": "The crane stands"}])
def test_keys_change_with_set_and_text(change: dict[str, str]) -> None:
    changed = [SENTENCES[0], replace(SENTENCES[1], **change)]
    assert keys(changed)[1] != keys(SENTENCES)[1]


def test_keys_change_with_the_sentence_before_in_the_same_message_only() -> None:
    whole = keys(SENTENCES)
    assert keys(SENTENCES[1:])[0] != whole[1]
    assert keys(SENTENCES[2:])[0] == whole[2]


def test_half_a_character_has_a_key() -> None:
    assert len(keys([replace(SENTENCES[0], text="\ud83d ok")])) == 1


def test_labels_come_back_as_they_were_written(tmp_path: Path) -> None:
    own.write(tmp_path / "labels.tsv", labels().values())
    assert own.read(tmp_path / "labels.tsv") == labels()


def test_the_order_of_labels_does_not_change_the_file(tmp_path: Path) -> None:
    rows = list(labels().values())
    own.write(tmp_path / "one", rows)
    own.write(tmp_path / "other", rows[::-1])
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_no_word_of_a_text_stands_in_the_file(tmp_path: Path) -> None:
    rows = [
        Label(key, each.side, frozenset({"status"}), "one") for key, each in own.keyed(SENTENCES)
    ]
    own.write(tmp_path / "labels.tsv", rows)
    written = (tmp_path / "labels.tsv").read_text(encoding="utf-8")
    assert len(written.splitlines()) == 1 + len(SENTENCES)
    assert written.isascii()
    for word in ("morning", "Ruth", "crane", "stands", "still", "Since", "depot", "\\u"):
        assert word not in written


def test_joined_labels_find_their_sentences(tmp_path: Path) -> None:
    own.write(tmp_path / "labels.tsv", labels().values())
    found = own.join(own.with_context(SENTENCES), own.read(tmp_path / "labels.tsv"))
    assert [(each.text, each.thread, each.source) for each in found] == [
        ("The crane stands still.", "depot-t1", "depot"),
        ("Since when?", "depot-t1", "depot"),
    ]
    assert found[0].labels == {"negative", "concern"}
    assert found[1].context == ("Good morning Ruth.", "The crane stands still.")


def test_the_side_is_the_one_that_was_labelled() -> None:
    assert own.join(SENTENCES, labels())[1].side is Side.TEAM


def test_labels_whose_sentence_is_missing_are_left_out() -> None:
    assert [each.text for each in own.join(SENTENCES[2:], labels())] == ["Since when?"]


def test_context_is_what_was_said_before_in_the_thread_and_no_more_than_two() -> None:
    rows = [Spoken("s", "t", f"m{n}", str(n), "en", Side.TEAM) for n in range(4)]
    other = replace(rows[0], source="z")
    found = [each.context for each in own.with_context([*rows, other])]
    assert found == [(), ("0",), ("0", "1"), ("1", "2"), ()]
