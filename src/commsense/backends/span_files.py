"""The span categorizers of a model folder, and how their marks go with the encoder's.

A card says ``[jargon.spancat.en]`` for each language that has one: ``file``, ``threshold``, and
whether the encoder's marks are shown ``beside`` its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commsense.assessment import Prediction
from commsense.backends.inputs import ModelInput
from commsense.errors import ModelError

if TYPE_CHECKING:
    from commsense.backends.spancat import Categorizer


@dataclass(frozen=True, slots=True)
class Shown:
    """A span categorizer whose marks are shown from the chance ``threshold`` on."""

    reader: Categorizer
    threshold: float
    beside: bool


@dataclass(frozen=True, slots=True)
class Marker:
    """The span categorizers of a model by language."""

    readers: Mapping[str, Shown]

    def mark(self, inputs: Sequence[ModelInput], said: Sequence[Prediction]) -> list[Prediction]:
        """Put the categorizers' marks to what else is said of ``inputs``.

        Where one of the encoder's touches theirs, theirs stays: its edges are those that the team
        marked.
        """
        from commsense.backends.spancat import joined

        result = list(said)
        for language, shown in self.readers.items():
            places = [i for i, each in enumerate(inputs) if each.language == language]
            read = shown.reader.read([inputs[i].text for i in places], shown.threshold)
            for place, marks in zip(places, read, strict=True):
                other = result[place].jargon if shown.beside else ()
                result[place] = replace(result[place], jargon=joined(marks, other))
        return result


def load(folder: Path, card: Mapping[str, Any]) -> Marker | None:
    """Load the span categorizers that a card lists; None if there are none, as in most models.

    Raises:
        ModelError: a table is not in form, or a file is no span categorizer.
    """
    jargon = card.get("jargon")
    tables = jargon.get("spancat", {}) if isinstance(jargon, dict) else {}
    if not isinstance(tables, dict):
        raise ModelError(
            f"{folder}: jargon.spancat: expected a table for each language, found {tables!r}."
        )
    found = {code: _reader(folder, card, code, each) for code, each in tables.items()}
    return Marker(found) if found else None


def _reader(folder: Path, card: Mapping[str, Any], language: str, table: object) -> Shown:
    from commsense.backends.spancat import from_bytes

    found = table if isinstance(table, dict) else {}
    name, threshold, beside = (found.get(key) for key in ("file", "threshold", "beside"))
    listed = isinstance(name, str) and name in card["files"]
    limited = isinstance(threshold, float) and 0 < threshold <= 1
    if not listed or not limited or not isinstance(beside, bool):
        raise ModelError(
            f"{folder}: jargon.spancat.{language}: expected a file that is listed with its sha256"
            f" under [files], a threshold from 0 to 1, and beside = true or false; found {table!r}."
        )
    path = folder / str(name)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path} cannot be read: {error.strerror}.") from error
    return Shown(from_bytes(content, language, str(path)), float(str(threshold)), beside)
