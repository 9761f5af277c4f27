"""Where an encoder to start from is taken, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

import hub_made
from commsense.errors import ModelError
from commsense.training import hub_source


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return hub_made.written("bert", tmp_path / "team-encoder")


def changed(place: Path, **values: object) -> str:
    """Change the configuration; give what is said of the folder then."""
    file = place / "config.json"
    table = json.loads(file.read_text(encoding="utf-8")) | values
    file.write_text(json.dumps(table), encoding="utf-8")
    return refused(place)


def refused(place: Path) -> str:
    with pytest.raises(ModelError) as caught:
        hub_source.start(str(place))
    return str(caught.value)


def test_a_folder_is_started_from(place: Path) -> None:
    (place / "README.md").write_text("---\nlicense: mit\n---\n# Ours\n", encoding="utf-8")
    found = hub_source.start(str(place), labels=29, aids=3)
    assert (found.source, found.licence, found.longest) == ("team-encoder", "mit", 64)
    assert found.network.labels.out_features == 29
    assert found.network.aids.out_features == 3
    assert str(place) not in found.config


def test_only_pickles_are_refused(place: Path) -> None:
    (place / "model.safetensors").rename(place / "pytorch_model.bin")
    said = refused(place)
    assert "pytorch_model.bin" in said
    assert "pickle" in said


def test_code_beside_the_weights_is_never_run(place: Path) -> None:
    (place / "modeling_team.py").write_text("raise SystemExit('it was run')", encoding="utf-8")
    code = {"AutoConfig": "modeling_team.C", "AutoModel": "modeling_team.M"}
    said = changed(place, model_type="team", auto_map=code)
    assert "'team' is not known" in said
    assert "never run" in said


def test_code_beside_weights_of_a_known_architecture_is_not_asked(place: Path) -> None:
    (place / "modeling_team.py").write_text("raise SystemExit('it was run')", encoding="utf-8")
    file = place / "config.json"
    code = {"AutoConfig": "modeling_team.C", "AutoModel": "modeling_team.M"}
    table = json.loads(file.read_text(encoding="utf-8")) | {"auto_map": code}
    file.write_text(json.dumps(table), encoding="utf-8")
    found = hub_source.start(str(place))
    assert found.network.config.model_type == "bert"
    assert "auto_map" not in found.config


def test_an_adapter_is_refused(place: Path) -> None:
    (place / "adapter_config.json").write_text("{}", encoding="utf-8")
    assert "adapter" in refused(place)


def test_weights_of_another_architecture_are_refused(place: Path) -> None:
    said = changed(place, model_type="distilbert", dim=32, n_layers=2, n_heads=4, hidden_dim=48)
    assert "missing" in said


@pytest.mark.parametrize(
    "said",
    [{"is_decoder": True}, {"model_type": "gpt2"}, {"model_type": "t5"}, {"model_type": "vit"}],
)
def test_what_is_no_encoder_of_text_is_refused(place: Path, said: dict[str, object]) -> None:
    assert "no encoder of text" in changed(place, **said)


def test_a_vocabulary_is_needed_and_has_to_fit(place: Path) -> None:
    hub_made.in_bytes().save(str(place / "tokenizer.json"))
    assert "its weights" in refused(place)
    (place / "tokenizer.json").unlink()
    assert "expected a tokenizer.json" in refused(place)


@pytest.mark.parametrize("name", ["no such", "../away", "a/b/c", "https://hub.example/a"])
def test_what_is_neither_folder_nor_name(name: str) -> None:
    with pytest.raises(ModelError, match="no folder"):
        hub_source.start(name)


def test_nothing_is_fetched_when_offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import huggingface_hub

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(ModelError, match="could not be had"):
        hub_source.start("example/encoder")


def test_only_what_is_needed_is_fetched(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub

    asked: dict[str, object] = {}

    def fetch(name: str, **options: object) -> str:
        asked.update(options, name=name)
        return str(place)

    monkeypatch.setattr(huggingface_hub, "snapshot_download", fetch)
    found = hub_source.start("example/encoder@v2")
    assert found.source.startswith("example/encoder@")
    assert (asked["name"], asked["revision"]) == ("example/encoder", "v2")
    wanted = asked["allow_patterns"]
    assert isinstance(wanted, list)
    assert not any(each.endswith((".bin", ".py", "*")) for each in wanted)


@pytest.mark.parametrize("architecture", ["xlm-roberta", "modernbert"])
def test_an_encoder_saved_below_another_head_is_the_same(architecture: str, tmp_path: Path) -> None:
    from transformers import AutoConfig, AutoModelForMaskedLM

    place = hub_made.written(architecture, tmp_path / "encoder")
    whole = AutoModelForMaskedLM.from_config(AutoConfig.from_pretrained(place))
    whole.save_pretrained(place)
    expected = getattr(whole, whole.base_model_prefix).state_dict()
    found = hub_source.start(str(place)).network.encoder.state_dict()
    assert found
    assert all(torch.equal(each, expected[name]) for name, each in found.items())
