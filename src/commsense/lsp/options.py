"""What an editor sets, and the ``commsense.toml`` of its folder, as settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from commsense.errors import SettingsError
from commsense.model_places import beside
from commsense.settings import FILE_NAME, Settings, load, with_parties

SECTION = "commsense"


class Options(BaseModel):
    """What stands under ``commsense`` in an editor's settings; keys of its own are let be."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    language: Literal["en", "zh"] | None = None
    show_all: bool = Field(default=False, alias="all")
    client: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    config: str = ""
    model: str | None = None

    @field_validator("client", "team", mode="before")
    @classmethod
    def _one_or_more(cls, value: object) -> object:
        return (value,) if isinstance(value, str) and value.strip() else value or ()

    @field_validator("language", "model", mode="before")
    @classmethod
    def _none_chosen(cls, value: object) -> object:
        return value or None


def section(value: object) -> dict[str, object]:
    """Give what an editor sends, as it is or under ``commsense``, as a table."""
    if not isinstance(value, Mapping):
        return {}
    inner = value.get(SECTION, value)
    found = inner if isinstance(inner, Mapping) else {}
    return {str(key): each for key, each in found.items() if each is not None}


def read(table: Mapping[str, object]) -> Options:
    """Read an editor's settings.

    Raises:
        SettingsError: naming the key, what was found and what is accepted.
    """
    try:
        return Options.model_validate(dict(table))
    except ValidationError as error:
        lines = (
            f"{SECTION}.{'.'.join(map(str, item['loc']))}: {item['msg']} (found {item['input']!r})."
            for item in error.errors()
        )
        raise SettingsError("\n".join(lines)) from error


def spoken(locale: str) -> Literal["en", "zh"]:
    """Give the language to speak to an editor whose own is ``locale``, such as ``zh-cn``."""
    return "zh" if locale.lower().startswith("zh") else "en"


def settings(options: Options, path: Path | None, folders: Sequence[Path], locale: str) -> Settings:
    """Read the settings file that holds for a draft, and lay an editor's settings over it.

    Args:
        options: of the editor.
        path: of the draft, if it is saved.
        folders: of the workspace.
        locale: the language of the editor, such as ``zh-cn``; for where no language is set.

    Raises:
        SettingsError: naming the option or key, what was found and what is accepted.
    """
    homes = _homes(path, folders)
    file = _file(options.config, homes)
    base = load(file) if file else Settings()
    changes: dict[str, object] = {}
    if options.language:
        changes["language"] = options.language
    elif "language" not in base.model_fields_set:
        changes["language"] = spoken(locale)
    if options.model:
        changes["model"] = beside(options.model, homes[0]) if homes else options.model
    told = base.model_copy(update=changes)
    return with_parties(told, options.client, options.team, where=f"{SECTION}.")


def _homes(path: Path | None, folders: Sequence[Path]) -> list[Path]:
    """Give the folders that may hold the settings, those of the workspace first."""
    if path is None:
        return list(folders[:1])
    around = [folder for folder in folders if path.is_relative_to(folder)]
    nearest = sorted(around, key=lambda folder: len(folder.parts), reverse=True)
    return [*nearest, path.parent]


def _file(named: str, homes: Sequence[Path]) -> Path | None:
    if named:
        return Path(*homes[:1], Path(named).expanduser())
    return next((home / FILE_NAME for home in homes if (home / FILE_NAME).is_file()), None)
