"""From the words of the command line to settings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from commsense.errors import SettingsError

if TYPE_CHECKING:
    from commsense.settings import Settings

SCHEME = Path("labels.toml")
FORMATS = ("html", "json", "csv", "parquet", "dataset")


def settings_file(config: Path | None, paths: Sequence[Path]) -> Path | None:
    """Find the ``commsense.toml`` that holds: the one named, else in this folder or an input's."""
    from commsense.settings import FILE_NAME

    if config:
        return config
    folders = [Path(), *(path for path in paths if path.is_dir())]
    return next((folder / FILE_NAME for folder in folders if (folder / FILE_NAME).is_file()), None)


def settings(
    config: Path | None,
    *,
    clients: Sequence[str] = (),
    team: Sequence[str] = (),
    language: str | None = None,
    model: str | None = None,
    device: str | None = None,
    as_of: str | None = None,
    redact: bool = False,
) -> Settings:
    """Read the settings file, if any, and lay the options over it.

    Raises:
        SettingsError: naming the option or key, what was found and what is accepted.
    """
    from commsense.settings import Settings, load, with_parties

    base = load(config) if config else Settings()
    changes: dict[str, object] = {}
    if language:
        changes["language"] = language
    if model:
        changes["model"] = model
    if device:
        changes["device"] = device
    if as_of:
        changes["as_of"] = _day(as_of)
    if redact:
        changes["redact"] = True
    return with_parties(base.model_copy(update=changes), clients, team)


def scheme_file(given: Path | None) -> Path | None:
    """Give the file of a team's own tasks: the one named, else ``labels.toml`` of this folder."""
    return given or (SCHEME if SCHEME.exists() else None)


def formats(words: str) -> tuple[str, ...]:
    """Read ``html,json``.

    Raises:
        SettingsError: for a format that is not written.
    """
    chosen = tuple(dict.fromkeys(word.strip() for word in words.split(",") if word.strip()))
    unknown = [word for word in chosen if word not in FORMATS]
    if unknown or not chosen:
        raise SettingsError(
            f"--format: {', '.join(unknown) or 'nothing'} is not a format;"
            f" accepted: {', '.join(FORMATS)}, several with commas."
        )
    return chosen


def device(name: str | None) -> str:
    """Read where the model is to run; ``auto`` where nothing is said.

    Raises:
        SettingsError: for a device that is none.
    """
    if name not in (None, "auto", "cpu", "cuda"):
        raise SettingsError(f"--device: {name!r} is no device; accepted: auto, cpu, cuda.")
    return name or "auto"


def served(language: str | None) -> str | None:
    """Read the language of the report, if one is named.

    Raises:
        SettingsError: for a language that is not served.
    """
    from commsense.lang import LANGUAGES

    if language is not None and language not in LANGUAGES:
        raise SettingsError(
            f"--lang: {language!r} is not served; accepted: {', '.join(LANGUAGES)}."
        )
    return language


def workers(words: str) -> int:
    """Read ``auto`` (0) or a number of processes.

    Raises:
        SettingsError: for anything else.
    """
    if words == "auto":
        return 0
    if words.isascii() and words.isdigit():
        return int(words)
    raise SettingsError(f"--workers: {words!r} is not accepted; accepted: auto, or a number.")


def engine(name: str) -> str:
    """Read what is to do the work.

    Raises:
        SettingsError: for a name that is none.
    """
    from commsense.engines import ENGINES

    if name not in ENGINES:
        raise SettingsError(f"--engine: {name!r} is not accepted; accepted: {', '.join(ENGINES)}.")
    return name


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise SettingsError(f"--as-of: {text!r} is not a date; accepted: 2026-03-31.") from error
