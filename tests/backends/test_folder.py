from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from commsense import backends
from commsense.errors import ModelError


@pytest.fixture(scope="module")
def built(make_model: Callable[[str], Path]) -> Path:
    return make_model("linear")


@pytest.fixture
def small(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "small"))


def refused(place: Path | str) -> str:
    with pytest.raises(ModelError) as caught:
        backends.load(str(place))
    return str(caught.value)


@pytest.mark.parametrize("name", ["", "no-such-model", "../default", "./nowhere", "/"])
def test_a_model_that_is_not_there(name: str) -> None:
    assert "model.toml" in refused(name)


def test_the_default_is_found_by_name() -> None:
    model = backends.load("default")
    assert model.name == "default"
    assert model.languages == ("en", "zh")


def test_a_damaged_file(small: Path) -> None:
    path = small / "en.safetensors"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    said = refused(small)
    assert str(small) in said
    assert "en.safetensors" in said
    assert "expected sha256" in said
    assert "found" in said


def test_a_missing_file(small: Path) -> None:
    (small / "zh.safetensors").unlink()
    assert "zh.safetensors" in refused(small)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("format = 2", "format = 99", "format = 2"),
        ('backend = "linear"', 'backend = "pickle"', "linear"),
        ('"question"', '"frage"', "question"),
        ('file = "en.safetensors"', 'file = "other.safetensors"', "other.safetensors"),
        ('"en.safetensors" = ', '"../en.safetensors" = ', "plain file name"),
        ("[files]", "[fillets]", "[files]"),
        ("[files]", "[files", "cannot be read"),
        ("[languages.zh]", "[languages.de]", "de"),
        ("question = 0.4", 'question = "often"', "languages.en.thresholds"),
    ],
)
def test_a_foreign_card(small: Path, old: str, new: str, expected: str) -> None:
    card = small / "model.toml"
    text = card.read_text(encoding="utf-8")
    assert old in text
    card.write_text(text.replace(old, new), encoding="utf-8")
    assert expected in refused(small)


def test_arrays_of_another_make(small: Path) -> None:
    import hashlib

    import numpy as np
    from safetensors.numpy import save_file

    path = small / "en.safetensors"
    old = hashlib.sha256(path.read_bytes()).hexdigest()
    save_file({"weights": np.zeros((2, 2))}, path)
    card = small / "model.toml"
    new = hashlib.sha256(path.read_bytes()).hexdigest()
    card.write_text(card.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert "expected the arrays" in refused(small)
