"""Where an encoder to start from is taken: a folder, or the Hugging Face hub if one is named there.

This is the one place that may fetch something, and only what the user named. The offline switch
of the library (``HF_HUB_OFFLINE=1``) is respected; what was fetched before comes from its cache.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from commsense.backends import hub
from commsense.backends.heads import LABELS
from commsense.backends.hub import HubNetwork
from commsense.backends.hub_layout import HubLayout
from commsense.errors import ModelError
from commsense.extras import require

_ID = re.compile(r"[\w.-]{1,96}(?:/[\w.-]{1,96})?(?:@[\w./-]{1,96})?", re.ASCII)
_WANTED = ("config.json", "tokenizer.json", "model*.safetensors", "model.safetensors.index.json")
_LICENCE = re.compile(r"^license:\s*([\w.-]{1,60})\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Start:
    """A pre-trained encoder under our heads, whose weights are random, and what belongs to it.

    ``config`` is JSON, ``vocabulary`` its ``tokenizer.json``, ``longest`` how many pieces it reads.
    ``source`` names it: the hub's name with the revision, or the folder's name; ``licence`` is what
    its page says, or empty.
    """

    network: HubNetwork
    layout: HubLayout
    config: str
    vocabulary: Path
    longest: int
    source: str
    licence: str


def start(source: str, labels: int = len(LABELS), aids: int = 0, dropout: float = 0.0) -> Start:
    """Take an encoder from a folder, or from the hub.

    Args:
        source: a folder as transformers writes it, or a name on the hub (``FacebookAI/xlm-roberta-
            base``), with ``@revision`` if another than the newest is meant.
        labels: how many labels the network is to give.
        aids: labels of other data sets, in training only.
        dropout: share that the heads drop in training.

    Raises:
        ModelError: if there is no such encoder, it comes as a pickle only or needs code of its own.
        MissingExtra: if what the extra ``train`` brings is not installed.
    """
    folder, name = _folder(source)
    vocabulary = folder / "tokenizer.json"
    if not vocabulary.is_file():
        raise ModelError(
            f"{source}: expected a tokenizer.json, found none. With the library transformers,"
            " AutoTokenizer.from_pretrained(…).save_pretrained(…) writes one for most encoders."
        )
    network = hub.begin(folder, labels, aids, dropout)
    longest = hub.longest(network)
    layout = HubLayout(vocabulary, longest)
    rows = int(network.encoder.get_input_embeddings().weight.shape[0])
    if layout.words > rows:
        raise ModelError(f"{source}: its vocabulary has {layout.words} pieces, its weights {rows}.")
    table = hub.read_config(folder / "config.json")
    config = json.dumps(table, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    return Start(network, layout, config, vocabulary, longest, name, _licence(folder))


def _folder(source: str) -> tuple[Path, str]:
    if Path(source).is_dir():
        return Path(source), Path(source).resolve().name
    if not _ID.fullmatch(source):
        raise ModelError(f"{source!r} is no folder, and no name on the Hugging Face hub.")
    name, _, revision = source.partition("@")
    try:
        found = require("huggingface_hub").snapshot_download(
            name, revision=revision or None, allow_patterns=[*_WANTED, "README.md"]
        )
    except Exception as error:  # the library raises many, of which ours is none
        raise ModelError(
            f"{source!r} is no folder, and could not be had from the Hugging Face hub:"
            f" {error!s:.300}"
        ) from error
    return Path(found), f"{name}@{Path(found).name[:12]}"


def _licence(folder: Path) -> str:
    try:
        found = _LICENCE.search((folder / "README.md").read_text(encoding="utf-8")[:20_000])
    except (OSError, ValueError):
        return ""
    return found[1] if found else ""
