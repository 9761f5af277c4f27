from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from commsense.backends import pieces
from commsense.backends.inputs import ModelInput
from commsense.backends.pieces import MOST, MOST_BEFORE, Cut
from commsense.conversation import Side
from commsense.training.vocabulary import tokenizer

TEXTS = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cs", "Cc", "Cf", "Mn"]),
        st.sampled_from("abcxyz ABC 12.,!?'-_\t\n"),
        st.sampled_from("ＯＫ１，。！％　“”’、"),
        st.sampled_from("我们明天处理水泵系统闸门报告㍿㈱ﬁ½é한İß\u0301😀👩\u200d🔧"),
    ),
    max_size=60,
)
PLAIN = str.maketrans("。、’‘“”", ".,''\"\"")
LONG = "Please check the pump. 我们明天处理系统。" * 100
ODD = "\ud800 \x00\x01 a\u0301\u0301b ＯＫ，㍿한a ﬁ 👩\u200d🔧 \u3000\ufeffh\u00ade"


@pytest.fixture(scope="module")
def made(vocabulary: tuple[str, ...]) -> Tokenizer:
    return tokenizer(vocabulary)


def cut(texts: list[str], made: Tokenizer) -> list[Cut]:
    return pieces.cut(texts, made, frozenset(made.get_vocab()))


def spelled(found: Cut, made: Tokenizer) -> list[str]:
    return [str(made.id_to_token(piece)) for piece in found.pieces]


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(PLAIN)
    lower = unicodedata.normalize("NFD", unicodedata.normalize("NFD", plain).lower())
    return "".join(sign for sign in lower if unicodedata.category(sign) != "Mn")


def covered(text: str, found: Cut) -> list[str]:
    return [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
@example(text=LONG)
@example(text=ODD)
@example(text="\x00" * 2000)
def test_places_lie_in_the_text_and_go_forward(text: str, made: Tokenizer) -> None:
    (found,) = cut([text], made)
    assert len(found.pieces) == len(found.starts) == len(found.ends) == len(found.continues)
    assert all(
        0 <= start < end <= len(text) for start, end in zip(found.starts, found.ends, strict=True)
    )
    assert list(found.starts) == sorted(found.starts)
    assert list(found.ends) == sorted(found.ends)
    assert not any(found.continues[:1])


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
@example(text=LONG)
@example(text=ODD)
@example(text="ÙN")
def test_a_piece_stands_where_it_says(text: str, made: Tokenizer) -> None:
    (found,) = cut([text], made)
    for piece, part in zip(spelled(found, made), covered(text, found), strict=True):
        said = piece.removeprefix("##")
        if piece not in ("[UNK]", "?"):
            assert said in folded(part)
            assert said[0] in folded(part[0])
            assert said[-1] in folded(part[-1])


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
@example(text=ODD)
def test_every_letter_and_han_character_is_covered(text: str, made: Tokenizer) -> None:
    (found,) = cut([text], made)
    inside = {i for s, e in zip(found.starts, found.ends, strict=True) for i in range(s, e)}
    for place, character in enumerate(text):
        if (character.isascii() and character.isalnum()) or "\u4e00" <= character <= "\u9fd5":
            assert place in inside


@settings(max_examples=100, deadline=None)
@given(texts=st.lists(TEXTS, max_size=5))
def test_a_text_is_cut_the_same_alone_and_beside_others(texts: list[str], made: Tokenizer) -> None:
    assert cut(texts, made) == [cut([text], made)[0] for text in texts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("水泵", [("水泵", "水泵")]),
        ("系统报错", [("系", "系"), ("统", "统"), ("报", "报"), ("错", "错")]),
        ("闸门", [("[UNK]", "闸"), ("[UNK]", "门")]),
        ("unhappy", [("un", "un"), ("##happy", "happy")]),
        ("好OK", [("好", "好"), ("o", "O"), ("##k", "K")]),
        ("ＯＫ，好。", [("o", "Ｏ"), ("##k", "Ｋ"), (",", "，"), ("好", "好"), (".", "。")]),
        ("ﬁ", [("f", "ﬁ"), ("##i", "ﬁ")]),
        ("Vé", [("v", "V"), ("##e", "é")]),
        ("“i’", [('"', "“"), ("i", "i"), ("'", "’")]),
        ("한a", [("\u1112", "한"), ("##\u1161", "한"), ("##\u11ab", "한"), ("##a", "a")]),
        ("a\x00b", [("a", "a"), ("##b", "b")]),
        (" \n\t", []),
        ("", []),
    ],
)
def test_how_a_text_is_cut(text: str, expected: list[tuple[str, str]], made: Tokenizer) -> None:
    (found,) = cut([text], made)
    assert list(zip(spelled(found, made), covered(text, found), strict=True)) == expected


def test_the_pieces_of_a_word_belong_together(made: Tokenizer) -> None:
    (found,) = cut(["unhappy 系统"], made)
    assert found.continues == (False, True, False, False)


@pytest.mark.parametrize("text", ["[CLS] [SEP]", "[PAD][MASK]", "[UNK]系统[SEP]"])
def test_a_text_cannot_spell_a_special_piece(text: str, made: Tokenizer) -> None:
    for each in (text, text.lower()):
        assert min(cut([each], made)[0].pieces) > 102


def test_nothing_but_the_first_thousand_characters_is_cut(made: Tokenizer) -> None:
    assert max(cut([LONG], made)[0].ends) == 1000
    assert cut(["i " * 2000], made) == cut(["i " * 500], made)


def test_words_are_those_that_the_vocabulary_is_made_of(made: Tokenizer) -> None:
    words = pieces.chinese_words("ＯＫ，我们明天处理。Pump水泵")
    assert words == ["我们", "明天", "处理", "水泵"]
    assert spelled(cut(["我们明天处理水泵"], made)[0], made) == words


def test_a_vocabulary_is_the_same_from_its_file(made: Tokenizer, tmp_path: Path) -> None:
    made.save(str(tmp_path / "words.json"))
    again = pieces.load(tmp_path / "words.json")
    assert cut([LONG, ODD], again) == cut([LONG, ODD], made)


def of(count: int, first: int = 1000) -> Cut:
    places = tuple(range(count))
    ids = tuple(first + place for place in places)
    return Cut(ids, places, tuple(place + 1 for place in places), (False,) * count)


@pytest.mark.parametrize(
    ("side", "speaker"),
    [(Side.CLIENT, 1), (Side.TEAM, 2), (Side.BOTH, 3), (Side.UNKNOWN, 3)],
)
def test_a_sentence_alone(side: Side, speaker: int) -> None:
    sentence = of(2)
    found = pieces.reading(sentence, [], side)
    assert found.pieces == (101, speaker, 1000, 1001, 102)
    assert found.parts == (0, 0, 0, 0, 0)
    assert found.cut is sentence


def test_a_sentence_with_what_was_said_before() -> None:
    found = pieces.reading(of(1), [of(2, 2000), of(1, 3000)], Side.CLIENT)
    assert found.pieces == (101, 1, 1000, 102, 2000, 2001, 3000, 102)
    assert found.parts == (0, 0, 0, 0, 1, 1, 1, 1)


def test_a_sentence_of_nothing() -> None:
    assert pieces.reading(of(0), [of(0)], Side.TEAM).pieces == (101, 2, 102)


def test_a_long_sentence_is_read_from_its_start_and_context_to_its_end() -> None:
    found = pieces.reading(of(MOST + 5), [of(MOST_BEFORE + 5, 2000), of(3, 3000)], Side.TEAM)
    own = found.pieces[2 : 2 + MOST]
    context = found.pieces[3 + MOST : -1]
    assert own == tuple(range(1000, 1000 + MOST))
    assert found.pieces[2 + MOST] == found.pieces[-1] == 102
    assert len(context) == MOST_BEFORE
    assert context[-4:] == (2000 + MOST_BEFORE + 4, 3000, 3001, 3002)
    assert found.parts == (0,) * (MOST + 3) + (1,) * (MOST_BEFORE + 1)


def test_what_inputs_share_is_cut_once(made: Tokenizer) -> None:
    given_ = [
        ModelInput("系统报错", "zh", Side.CLIENT, ("我们处理",)),
        ModelInput("我们处理", "zh", Side.TEAM, ("水泵", "系统报错")),
        ModelInput("系统报错", "zh"),
    ]
    found = pieces.read(given_, made, frozenset(made.get_vocab()))
    assert found[0].cut is found[2].cut
    for each, reading in zip(given_, found, strict=True):
        sentence, *before = cut([each.text, *each.context], made)
        assert reading == pieces.reading(sentence, before, each.side)


def test_no_inputs(made: Tokenizer) -> None:
    assert pieces.read([], made, frozenset()) == []
