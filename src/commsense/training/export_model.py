"""From a model folder with weights as safetensors to one with int8 ONNX, which needs no torch."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path
from typing import cast

import tomlkit

from commsense.backends import folder as folders
from commsense.backends import hub
from commsense.backends.folder import CARD
from commsense.backends.kinds import HUGGINGFACE
from commsense.errors import ModelError
from commsense.training import export
from commsense.training.folder import WEIGHTS


def to_int8(folder: Path, target: Path) -> None:
    """Write the model of ``folder`` to ``target`` with its encoder as int8 ONNX.

    Blend, gate and thresholds stay as they are; probabilities change a little, since weights become
    whole numbers of 8 bits.

    Args:
        folder: a model with an encoder of Hugging Face, as safetensors.
        target: where to; must not exist, or be an empty folder.

    Raises:
        ModelError: if the model is another, ``target`` is taken, or the architecture of the
            encoder cannot be exported; nothing is left behind then.
        MissingExtra: if what the extra ``train`` brings is not installed.
    """
    card = folders.card(folder)
    table = card.get("encoder", {})
    if table.get("kind") != HUGGINGFACE or not str(table["weights"]).endswith(".safetensors"):
        raise ModelError(
            f"{folder}: expected an encoder of Hugging Face with weights as .safetensors; found"
            f" {table.get('weights', 'none')}, which is not changed by an export to int8."
        )
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ModelError(f"{target}: is there already; give a folder that is new or empty.")
    network = hub.load(folder / table["config"], folder / table["weights"], len(card["labels"]))
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".export-") as made:
        place = Path(made) / "model"
        place.mkdir()
        export.write(network, place / f"{WEIGHTS}.onnx")
        _copy(folder, place, set(card["files"]) - {table["weights"]})
        _write_card(folder, place, table["weights"])
        if target.exists():
            target.rmdir()
        place.rename(target)


def _copy(folder: Path, place: Path, names: set[str]) -> None:
    """Copy the files that the card lists, and what people are told of the model."""
    for name in sorted(names | {"README.md"}):
        if (folder / name).is_file():
            shutil.copyfile(folder / name, place / name)


def _write_card(folder: Path, place: Path, old: str) -> None:
    new = f"{WEIGHTS}.onnx"
    card = tomlkit.parse((folder / CARD).read_text(encoding="utf-8"))
    files, encoder = (cast("dict[str, str]", card[name]) for name in ("files", "encoder"))
    del files[old]
    files[new] = hashlib.sha256((place / new).read_bytes()).hexdigest()
    encoder["weights"] = new
    (place / CARD).write_text(tomlkit.dumps(card), encoding="utf-8")
