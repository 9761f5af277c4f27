"""Where a model that is named is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from commsense import backends, model_places, settings
from commsense.backends import folder
from commsense.errors import ModelError
from model_made import made


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own models; the current folder is another, empty one."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("COMMSENSE_MODELS", str(tmp_path / "own"))
    return tmp_path / "own"


def test_a_name_is_looked_for_here_and_then_among_one_s_own(own: Path) -> None:
    made(own / "acme", about='licence = "of my own"\n')
    assert folder.find("acme") == own / "acme"
    made(Path("models/acme"))
    assert folder.find("acme") == Path("models/acme")
    assert backends.load("acme").name == "acme"


def test_a_shipped_name_is_never_another_model(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (own, Path("models"), Path()):
        made(place / "default")
    assert folder.find("default").resolve().parent not in (own, Path("models").resolve())
    nowhere = own / "none"
    monkeypatch.setattr(model_places, "_CODE", nowhere / "a" / "b")
    with pytest.raises(ModelError, match="'default'"):
        folder.find("default")
    assert folder.find("./default") == Path("default")  # a path says what is meant


def test_what_is_not_found_tells_what_is_there(own: Path) -> None:
    made(own / "acme")
    made(Path("models/北区"))
    (own / "no-card").mkdir()
    made(own / ".half.0a")
    with pytest.raises(ModelError) as caught:
        folder.find("acmee")
    said = str(caught.value)
    assert f"{own}: acme\n" in said + "\n"
    assert "  models: 北区\n" in said
    assert "default" in said
    assert "no-card" not in said
    assert "half" not in said


def test_a_folder_with_a_pickle_and_no_card_is_named(own: Path) -> None:
    (own / "theirs").mkdir(parents=True)
    (own / "theirs" / "pytorch_model.bin").write_bytes(b"\x80\x02")
    with pytest.raises(ModelError, match=r"pytorch_model\.bin, a pickle"):
        folder.find(str(own / "theirs"))


@pytest.mark.parametrize("name", ["a\0b", "x" * 5_000, "a/" * 3_000, "..", "\ud800"])
def test_names_that_no_file_can_have(own: Path, name: str) -> None:
    assert own
    with pytest.raises(ModelError):
        folder.find(name)


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/commsense/models"),
        ("linux", {"XDG_DATA_HOME": "data"}, "/home/anna/.local/share/commsense/models"),
        ("darwin", {}, "/home/anna/Library/Application Support/commsense/models"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/commsense/models"),
        ("linux", {"COMMSENSE_MODELS": "~/m"}, "/home/anna/m"),
    ],
)
def test_the_user_s_own_folder(
    platform: str, variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_DATA_HOME", "COMMSENSE_MODELS", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"HOME": "/home/anna", **variables}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(model_places.sys, "platform", platform)
    assert model_places.own_folder() == Path(expected)


def test_without_a_home_there_is_no_own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("no home")

    monkeypatch.delenv("COMMSENSE_MODELS", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr(model_places.Path, "home", homeless)
    assert model_places.own_folder() is None
    assert folder.find("default")


@pytest.mark.parametrize("name", ["acme", "Acme 2.1", "北区", "a_b-c"])
def test_names_that_a_new_model_can_have(name: str) -> None:
    assert model_places.is_new_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", ".a", "a.", "a ", "a/b", "a\\b", "C:a", "default", "Default", "nul"),
        *("COM1.x", "a\n", "x" * 65),
    ],
)
def test_names_that_a_new_model_cannot_have(name: str) -> None:
    assert not model_places.is_new_name(name)


def test_settings_name_models_beside_them(own: Path) -> None:
    there = own.parent / "there"
    made(there / "models" / "acme")
    file = there / "commsense.toml"
    for told, expected in (
        ("acme", str(there / "models/acme")),
        ("models/acme", str(there / "models/acme")),
        ("default", "default"),
        ("other", "other"),
    ):
        file.write_text(f'model = "{told}"\n')
        assert settings.load(file).model == expected
    made(there / "models" / "default")
    file.write_text('model = "default"\n')
    assert settings.load(file).model == "default"
    Path("commsense.toml").write_text('model = "acme"\n')
    assert settings.load(Path("commsense.toml")).model == "acme"
