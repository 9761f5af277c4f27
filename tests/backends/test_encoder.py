from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from commsense import backends
from commsense.assessment import Prediction
from commsense.backends import Model, ModelInput
from commsense.backends.encoder import Encoder, Scored
from commsense.backends.layouts import OwnLayout
from commsense.backends.network import Network, batch
from commsense.backends.pieces import MOST
from commsense.conversation import Side
from commsense.errors import ModelError
from commsense.training import export
from commsense.training.folder import EncoderParts
from commsense.training.vocabulary import tokenizer

TOLERANCE = 0.3
"""Of raw scores that spread by about 2.5; the worst seen here is 0.13."""
GIVEN = [
    ModelInput("When will the schedule be ready?", "en", Side.CLIENT),
    ModelInput("我们明天处理系统报错", "zh", Side.TEAM, ("水泵又坏了",)),
    ModelInput("我们明天处理系统报错", "zh", Side.TEAM),
    ModelInput("我们明天处理系统报错", "zh", Side.CLIENT),
    ModelInput("word " * 300, "en", Side.TEAM, ("please be ready " * 30,)),
    ModelInput("", "en"),
]
QUESTION = ModelInput("When will the pump be ready?", "en", Side.TEAM, ("Is the pump ready?",))
PROMISE = ModelInput("I will send the report tomorrow.", "en", Side.TEAM)


@pytest.fixture(scope="module")
def built(make_model: Callable[[str], Path]) -> Path:
    return make_model("cascade")


@pytest.fixture
def place(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "small"))


@pytest.fixture(scope="module")
def parts(make_encoder: Callable[[], tuple[Network, EncoderParts]]) -> EncoderParts:
    return make_encoder()[1]


@pytest.fixture(scope="module")
def network(make_encoder: Callable[[], tuple[Network, EncoderParts]]) -> Network:
    return make_encoder()[0]


@pytest.fixture(scope="module")
def read(parts: EncoderParts) -> list[Scored]:
    return Encoder(parts.weights, OwnLayout(parts.vocabulary)).read(GIVEN)


@pytest.fixture(scope="module")
def model(built: Path) -> Model:
    return backends.load(str(built))


def refused(place: Path) -> str:
    with pytest.raises(ModelError) as caught:
        backends.load(str(place))
    return str(caught.value)


def replaced(place: Path, name: str, content: bytes) -> None:
    """Put other content in a file, and its hash in the card."""
    card = place / "model.toml"
    old, new = (hashlib.sha256(each).hexdigest() for each in ((place / name).read_bytes(), content))
    (place / name).write_bytes(content)
    card.write_text(card.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_whole_numbers_read_as_the_network_does(read: list[Scored], network: Network) -> None:
    with torch.no_grad():
        exact = network(*batch([each.reading for each in read]))
    for row, each in enumerate(read):
        own = len(each.spans)
        for ours, theirs in (
            (each.labels, exact.labels[row]),
            (each.spans, exact.spans[row, 2 : 2 + own]),
            (each.relations, exact.relations[row]),
        ):
            assert ours.shape == tuple(theirs.shape)
            assert np.abs(ours - theirs.numpy()).max(initial=0) < TOLERANCE


def test_context_and_speaker_are_read(read: list[Scored]) -> None:
    _, whole, alone, client, *_ = read
    assert np.abs(whole.labels - alone.labels).max() > TOLERANCE
    assert np.abs(client.labels - alone.labels).max() > TOLERANCE


def test_each_piece_that_is_read_has_its_scores(read: list[Scored]) -> None:
    assert [len(each.spans) for each in read] == [7, 7, 7, 7, MOST, 0]
    assert len(read[1].reading.cut.pieces) == 7


def test_threads_change_nothing(parts: EncoderParts, read: list[Scored]) -> None:
    again = Encoder(parts.weights, OwnLayout(parts.vocabulary), threads=2).read(GIVEN)
    for one, other in zip(read, again, strict=True):
        assert np.array_equal(one.labels, other.labels)
        assert np.array_equal(one.spans, other.spans)


def test_a_network_is_always_written_the_same(
    network: Network, parts: EncoderParts, tmp_path: Path
) -> None:
    export.write(network, tmp_path / "again.onnx")
    assert (tmp_path / "again.onnx").read_bytes() == parts.weights.read_bytes()


def test_weights_are_kept_as_whole_numbers(network: Network, parts: EncoderParts) -> None:
    numbers = sum(each.numel() for each in network.encoder.parameters())
    assert parts.weights.stat().st_size < 3 * numbers  # as they are they take 4 bytes each


def test_what_only_helps_in_training_is_not_written(network: Network, tmp_path: Path) -> None:
    taught = Network(replace(network.size, aids=400))
    state = network.state_dict()
    taught.load_state_dict({k: v for k, v in state.items() if "aids" not in k}, strict=False)
    export.write(taught, tmp_path / "taught.onnx")
    export.write(network, tmp_path / "served.onnx")
    assert (tmp_path / "taught.onnx").stat().st_size == (tmp_path / "served.onnx").stat().st_size


@pytest.mark.parametrize("name", ["encoder.onnx", "vocabulary.json"])
def test_a_missing_file(place: Path, name: str) -> None:
    (place / name).unlink()
    said = refused(place)
    assert str(place) in said
    assert name in said


@pytest.mark.parametrize("name", ["encoder.onnx", "vocabulary.json"])
def test_a_damaged_file(place: Path, name: str) -> None:
    content = bytearray((place / name).read_bytes())
    content[len(content) // 2] ^= 1
    (place / name).write_bytes(content)
    said = refused(place)
    assert str(place) in said
    assert f"{name} is damaged" in said


@pytest.mark.parametrize("name", ["encoder.onnx", "vocabulary.json"])
@pytest.mark.parametrize("content", [b"", b"{}", b"\x00\xff" * 500, None])
def test_a_file_of_another_make(place: Path, name: str, content: bytes | None) -> None:
    half = (place / name).read_bytes()[: (place / name).stat().st_size // 2]
    replaced(place, name, half if content is None else content)
    assert f"{place / name} cannot be read as a" in refused(place)


def test_files_that_are_not_there(parts: EncoderParts, tmp_path: Path) -> None:
    away = tmp_path / "away"
    with pytest.raises(ModelError, match="away"):
        Encoder(away, OwnLayout(parts.vocabulary))
    with pytest.raises(ModelError, match="away"):
        OwnLayout(away)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("encoder", "[encoder]"),
        ("languages.en.blend", "blend"),
        ("languages.zh.blend", "blend"),
        ("languages.en.gate", "gate"),
        ("languages.zh.gate", "gate"),
        ("jargon", "jargon"),
    ],
)
def test_a_card_without_a_table(place: Path, title: str, expected: str) -> None:
    card = place / "model.toml"
    tables = card.read_text(encoding="utf-8").split("\n\n")
    kept = [each for each in tables if not each.startswith(f"[{title}]\n")]
    assert len(kept) == len(tables) - 1
    card.write_text("\n\n".join(kept), encoding="utf-8")
    said = refused(place)
    assert str(place) in said
    assert expected in said


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[encoder]\nweights", "[encoder]\nweight"),
        ('weights = "encoder.onnx"', 'weights = "other.onnx"'),
        ('vocabulary = "vocabulary.json"', 'vocabulary = "../vocabulary.json"'),
        ("question = [0.1, 1.0, 0.0]", "question = [0.1, 1.0]"),
        ("question = [0.1, 1.0, 0.0]", 'question = "much"'),
        ("question = [0.1, 1.0, 0.0]", "frage = [0.1, 1.0, 0.0]"),
        ("question = 1.0", "frage = 1.0"),
        ("question = 1.0", "question = [1.0]"),
        ("offset = 0.0", "set = 0.0"),
        ("[jargon]\nthreshold = 0.5", '[jargon]\nthreshold = "much"'),
        ("[jargon]\nthreshold", "[jargon]\nlimit"),
    ],
)
def test_a_card_of_another_make(place: Path, old: str, new: str) -> None:
    card = place / "model.toml"
    text = card.read_text(encoding="utf-8")
    assert old in text
    card.write_text(text.replace(old, new), encoding="utf-8")
    assert str(place) in refused(place)


def test_a_network_with_other_outputs(
    place: Path, tmp_path: Path, make_encoder: Callable[[], tuple[Network, EncoderParts]]
) -> None:
    network = Network(replace(make_encoder()[0].size, labels=5))
    export.write(network, tmp_path / "other.onnx")
    replaced(place, "encoder.onnx", (tmp_path / "other.onnx").read_bytes())
    assert "expected outputs of (27, 6, 5)" in refused(place)


def test_a_vocabulary_with_more_words_than_the_network_has_rows(
    place: Path, vocabulary: tuple[str, ...], tmp_path: Path
) -> None:
    tokenizer((*vocabulary, "gasket")).save(str(tmp_path / "words.json"))
    replaced(place, "vocabulary.json", (tmp_path / "words.json").read_bytes())
    assert "words of its vocabulary" in refused(place)


def test_a_card_whose_encoder_is_no_table(place: Path) -> None:
    card = place / "model.toml"
    text = card.read_text(encoding="utf-8").replace("[encoder]", "[other]")
    card.write_text('encoder = "encoder.onnx"\n' + text, encoding="utf-8")
    said = refused(place)
    assert str(place) in said
    assert "[encoder]" in said


def by_linear_heads(place: Path, given: ModelInput) -> Prediction:
    card = place / "model.toml"
    text = card.read_text(encoding="utf-8")
    card.write_text(text.replace('backend = "cascade"', 'backend = "linear"'), encoding="utf-8")
    return backends.load(str(place)).predict([given])[0]


def test_what_the_gate_keeps_back_is_settled_by_the_linear_heads(place: Path, model: Model) -> None:
    settled = model.skim([PROMISE])[0]
    assert settled == by_linear_heads(place, PROMISE)
    assert settled != model.predict([PROMISE])[0]


def test_what_the_gate_lets_through_is_read_without_its_context(model: Model) -> None:
    alone = ModelInput(QUESTION.text, QUESTION.language, QUESTION.side)
    assert model.skim([QUESTION]) == model.predict([alone])
    assert model.skim([QUESTION]) != model.predict([QUESTION])


def test_both_scores_count(place: Path, model: Model) -> None:
    linear = by_linear_heads(place, QUESTION)
    both = model.predict([QUESTION])[0]
    assert both.acts != linear.acts
    assert both.acts["question"] == pytest.approx(linear.acts["question"], abs=0.2)


def test_some_of_a_sentence_is_marked_as_jargon(model: Model) -> None:
    marked = [(each.start, each.end) for each in model.predict(GIVEN[:1])[0].jargon]
    assert marked
    assert marked != [(0, len(GIVEN[0].text))]
