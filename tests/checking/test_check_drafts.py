from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commsense.checking import drafts
from commsense.errors import InputError


def written(draft: drafts.Draft) -> list[str]:
    return [sentence.text for sentence in draft.message.sentences]


def test_greeting_signature_and_quote_are_told_apart() -> None:
    source = (
        "Hi Anna,\n\nsure, by Friday.\n\nRegards\nTom\n\n"
        "On Mon, 2 Mar 2026, Anna Field <anna@northwind.example> wrote:\n> When is it ready?\n"
    )
    assert written(drafts.of_text(source)) == ["Hi Anna,", "sure, by Friday."]


def test_a_markdown_draft_keeps_places_in_its_file() -> None:
    source = "# Answer\n\n- **We** will start on *Monday* with [the plan](https://x.example).\n"
    draft = drafts.of_text(source, "markdown")
    sentence = next(s for s in draft.message.sentences if "Monday" in s.text)
    start = sentence.text.index("Monday") + sentence.start
    place = drafts.place(draft, start, start + len("Monday"))
    assert source[slice(*place)] == "Monday"


def test_an_eml_counts_places_in_the_file() -> None:
    source = (
        b"From: tom@brightline.example\r\nTo: anna@northwind.example\r\nSubject: Status\r\n\r\n"
        b"Hi Anna,\r\n\r\nit will be ready soon.\r\n"
    )
    draft = drafts.read(source, "draft.eml")
    sentence = draft.message.sentences[-1]
    start, end = drafts.place(draft, sentence.start, sentence.end)
    assert draft.source[start:end] == "it will be ready soon."
    assert draft.source.startswith("From: tom")


def test_a_body_that_says_what_the_subject_says_stands_below_it() -> None:
    source = (
        b"From: tom@brightline.example\nSubject: It will be ready soon.\n\nIt will be ready soon.\n"
    )
    draft = drafts.read(source, "draft.eml")
    assert draft.source[draft.at :] == "It will be ready soon.\n"


def test_an_encoded_eml_counts_places_in_its_text() -> None:
    source = (
        b"From: tom@brightline.example\nTo: anna@northwind.example\nMIME-Version: 1.0\n"
        b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
        b"SXQgd2lsbCBiZSByZWFkeSBzb29uLgo=\n"
    )
    draft = drafts.read(source, "draft.eml")
    sentence = draft.message.sentences[0]
    start, end = drafts.place(draft, sentence.start, sentence.end)
    assert draft.source[start:end] == "It will be ready soon."


def test_an_unsent_mail_of_a_drafts_folder_is_read() -> None:
    source = b"X-Gmail-Labels: Drafts\nFrom: tom@brightline.example\nSubject: A\n\nFine with me.\n"
    assert written(drafts.read(source, "x.eml")) == ["Fine with me."]


def test_gb18030_and_utf16_are_read() -> None:
    text = "王总，报告周五给您。"
    assert written(drafts.read(text.encode("gb18030"))) == written(drafts.of_text(text))
    assert written(drafts.read(text.encode("utf-16"))) == written(drafts.of_text(text))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a" * (drafts.LONGEST + 1), "more than 1 MB"),
        (b"\x7fELF\x02\x01\x00\x00" * 10, "control characters"),
        (b"This is a sentence. " * 2000, "2,000 sentences"),
    ],
)
def test_what_is_no_draft_is_refused_in_clear_words(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        drafts.read(data, "draft.txt")


def test_a_file_that_is_not_there_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError, match=r"none\.txt: cannot be read"):
        drafts.of_file(tmp_path / "none.txt")


@given(st.text(max_size=300))
def test_every_sentence_has_its_place_in_the_source(source: str) -> None:
    draft = drafts.of_text(source)
    for sentence in draft.message.sentences:
        start, end = drafts.place(draft, sentence.start, sentence.end)
        assert 0 <= start <= end <= len(draft.source)
        first = sentence.text.split()[0][:1]
        assert draft.source[start : start + 1] == draft.message.text[sentence.start][:1]
        assert first in draft.source[start:end]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(InputError):
        draft = drafts.read(data, "draft.txt")
        assert all(sentence.end <= len(draft.message.text) for sentence in draft.message.sentences)
