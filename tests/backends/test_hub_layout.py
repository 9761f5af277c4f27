"""How a sentence is laid out with a vocabulary of Hugging Face."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

import hub_made
from commsense.backends import ModelInput
from commsense.backends.hub_layout import HubLayout
from commsense.backends.layouts import Layout
from commsense.backends.pieces import Reading
from commsense.conversation import Side
from commsense.errors import ModelError

ODD = "\ud800 \x00\x01 a\u0301\u0301b ＯＫ，㍿한a ﬁ 👩\u200d🔧 \u3000\ufeffh\u00ade"
TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from("aéA水泵系统 。，-'\t\n ＯＫ👩")), max_size=40
)
every = pytest.mark.parametrize("kind", sorted(hub_made.VOCABULARIES))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Tokenizer, HubLayout]]:
    place = tmp_path_factory.mktemp("vocabularies")
    found = {}
    for kind, make in hub_made.VOCABULARIES.items():
        words = make()
        words.save(str(place / kind))
        found[kind] = (words, HubLayout(place / kind, 64))
    return found


def read(layout: Layout, text: str, *context: str, side: Side = Side.UNKNOWN) -> Reading:
    language = "zh" if any("\u4e00" <= sign <= "\u9fff" for sign in text) else "en"
    return layout.read([ModelInput(text, language, side, context)])[0]


@every
@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_places_lie_in_the_text_and_go_forward(
    kind: str, text: str, made: dict[str, tuple[Tokenizer, HubLayout]]
) -> None:
    cut = read(made[kind][1], text).cut
    assert len(cut.pieces) == len(cut.starts) == len(cut.ends) == len(cut.continues)
    places = list(zip(cut.starts, cut.ends, strict=True))
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert list(cut.starts) == sorted(cut.starts)
    assert not any(cut.continues[:1])


@every
def test_the_special_pieces_are_those_of_the_vocabulary(
    kind: str, made: dict[str, tuple[Tokenizer, HubLayout]]
) -> None:
    words, layout = made[kind]
    one, other = "When will the pump be ready?", "I will send the report"
    assert read(layout, one).pieces == tuple(words.encode(one).ids)
    pair = words.encode(one, other)
    found = read(layout, one, other)
    assert found.pieces == tuple(pair.ids)
    assert sum(found.parts) == len(words.encode(other, add_special_tokens=False).ids) + 1
    assert found.pieces[found.own] == found.cut.pieces
    if kind == "wordpiece":
        assert found.parts == tuple(pair.type_ids)


@every
@pytest.mark.parametrize(
    ("text", "side", "word"),
    [
        ("ready?", Side.CLIENT, "client:"),
        ("ready?", Side.TEAM, "team:"),
        ("水泵", Side.CLIENT, "客户:"),
        ("水泵", Side.TEAM, "团队:"),
    ],
)
def test_the_speaker_is_a_plain_word(
    kind: str,
    text: str,
    side: Side,
    word: str,
    made: dict[str, tuple[Tokenizer, HubLayout]],
) -> None:
    words, layout = made[kind]
    ids = tuple(words.encode(word, add_special_tokens=False).ids)
    alone, found = read(layout, text), read(layout, text, side=side)
    assert found.pieces == (alone.pieces[0], *ids, *alone.pieces[1:])
    assert found.pieces[found.own] == found.cut.pieces
    assert read(layout, text, side=Side.BOTH) == alone


def test_a_speaker_that_the_vocabulary_cannot_read_is_left_out(tmp_path: Path) -> None:
    words = hub_made.wordpiece()
    table = words.to_str().replace("客", "克")
    (tmp_path / "words.json").write_text(table, encoding="utf-8")
    layout = HubLayout(tmp_path / "words.json", 64)
    assert read(layout, "水泵", side=Side.CLIENT) == read(layout, "水泵")
    assert read(layout, "水泵", side=Side.TEAM) != read(layout, "水泵")


@every
def test_a_text_cannot_spell_a_special_piece(
    kind: str, made: dict[str, tuple[Tokenizer, HubLayout]]
) -> None:
    layout = made[kind][1]
    for text in ("<s></s>", "[CLS] [SEP]", "<pad> [PAD]"):
        special = {0, 2, 3} if kind == "wordpiece" else {0, 1, 2}
        assert not set(read(layout, text).cut.pieces) & special


@every
def test_long_texts_are_cut_by_what_the_encoder_reads(
    kind: str, made: dict[str, tuple[Tokenizer, HubLayout]]
) -> None:
    layout = made[kind][1]
    alone = read(layout, "word " * 500, side=Side.TEAM)
    beside = read(layout, "word " * 500, "ready " * 500, side=Side.TEAM)
    assert len(alone.pieces) == len(beside.pieces) == 64
    assert 10 <= sum(beside.parts) <= 64 // 3 + 1
    assert beside.pieces[beside.own] == beside.cut.pieces[: beside.own.stop - beside.own.start]
    assert len(read(layout, "word", "ready " * 500).pieces) < 40


@every
def test_chinese_is_not_one_word(kind: str, made: dict[str, tuple[Tokenizer, HubLayout]]) -> None:
    layout = made[kind][1]
    cut = read(layout, "坏报泵望发").cut
    whole = [place for place, goes in enumerate(cut.continues) if not goes]
    assert len(whole) > 1
    english = read(layout, "unreadable things").cut
    starts = [english.starts[p] for p, goes in enumerate(english.continues) if not goes]
    assert starts == [0, 11]


@every
def test_odd_texts_are_read(kind: str, made: dict[str, tuple[Tokenizer, HubLayout]]) -> None:
    layout = made[kind][1]
    assert read(layout, "").cut.pieces == ()
    assert len(read(layout, "").pieces) >= 2
    for text in (ODD, " \n\t", "\ud800", "\x00"):
        assert read(layout, text) == read(layout, text)


def test_a_vocabulary_without_special_pieces_is_refused(tmp_path: Path) -> None:
    from tokenizers import processors

    words = hub_made.in_bytes()
    words.post_processor = processors.ByteLevel()
    words.save(str(tmp_path / "words.json"))
    with pytest.raises(ModelError, match="special piece before a text"):
        HubLayout(tmp_path / "words.json", 64)
    (tmp_path / "words.json").write_bytes(b"\x80\x04no vocabulary")
    with pytest.raises(ModelError, match=r"words\.json cannot be read"):
        HubLayout(tmp_path / "words.json", 64)


def test_an_encoder_that_reads_next_to_nothing_is_refused(tmp_path: Path) -> None:
    hub_made.in_bytes().save(str(tmp_path / "words.json"))
    with pytest.raises(ModelError, match="of no use"):
        HubLayout(tmp_path / "words.json", 12)
