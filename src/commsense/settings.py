"""``commsense.toml``: what a team tells about itself, its clients and its standards.

Unknown keys are errors, so that a misspelt line is never silently without effect.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from datetime import date, time
from pathlib import Path
from typing import Annotated, Literal, TypeVar
from zoneinfo import available_timezones

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from commsense import model_places
from commsense.errors import SettingsError

FILE_NAME = "commsense.toml"
M = TypeVar("M", bound=BaseModel)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


CriterionId = Annotated[str, Field(pattern=r"^[A-Z]{2}[0-9]{1,2}$")]


class ClientSettings(_Strict):
    """One client: its name in reports, and the domains and addresses that its people write from."""

    name: str = ""
    domains: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    people: tuple[str, ...] = ()  # names as they stand in notes and transcripts
    folders: tuple[str, ...] = ()  # paths whose notes concern this client
    known_terms: tuple[str, ...] = ()  # jargon that this client's people know
    ignore: tuple[CriterionId, ...] = ()  # what is not said of drafts to this client

    @property
    def key(self) -> str:
        """What names the client in reports: its first domain, address or name."""
        names = [*self.domains, *self.addresses, self.name, *self.people, *self.folders]
        return next((name.lower().lstrip("@") for name in names if name), "client")


class TeamSettings(_Strict):
    """The team: the domains and addresses that its people write from."""

    domains: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


class Standards(_Strict):
    """The team's own targets; times are working hours and calendar days."""

    response_hours: float = Field(default=8.0, gt=0)
    update_days: int = Field(default=10, gt=0)
    silence_days: int = Field(default=30, gt=0)
    report_days: int = Field(default=2, gt=0)  # a problem is told within this many days
    workday_start: time = time(9)
    workday_end: time = time(18)
    workdays: tuple[int, ...] = (0, 1, 2, 3, 4)  # Monday is 0
    holidays: tuple[date, ...] = ()
    timezone: str = "UTC"

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value != "UTC" and value not in available_timezones():
            raise ValueError("accepted is the name of a time zone, such as Europe/London")
        return value

    @model_validator(mode="after")
    def _day_has_hours(self) -> Standards:
        if self.workday_start.tzinfo or self.workday_end.tzinfo:
            raise ValueError("workday_start and workday_end have no zone; name it as timezone")
        if self.workday_end <= self.workday_start:
            raise ValueError("workday_end must be later than workday_start")
        return self


class Columns(_Strict):
    """Which column of a table holds what; only ``text`` is needed."""

    text: str
    id: str = ""
    sender: str = ""
    recipients: str = ""
    date: str = ""
    subject: str = ""
    thread: str = ""
    side: str = ""


class Limits(_Strict):
    """What a container may hold before it is left out (with its reason)."""

    file_bytes: int = Field(default=64 * 2**20, gt=0)
    total_bytes: int = Field(default=64 * 2**30, gt=0)
    depth: int = Field(default=4, gt=0)
    ratio: int = Field(default=200, gt=0)


class CheckSettings(_Strict):
    """How drafts are checked: what is left out, and how much is said of a short mail."""

    ignore: tuple[CriterionId, ...] = ()
    baseline: Path | None = None  # comments that are known and no longer told
    comments: int = Field(default=3, ge=1)


class Settings(_Strict):
    """Everything that a run can be told; the defaults are what runs without a file."""

    team: TeamSettings = TeamSettings()
    clients: tuple[ClientSettings, ...] = ()
    known_terms: tuple[str, ...] = ()
    standards: Standards = Standards()
    check: CheckSettings = CheckSettings()
    practices: tuple[Path, ...] = ()  # files of the team's own criteria
    glossaries: tuple[Path, ...] = ()  # files of the team's own words
    columns: Columns | None = None
    limits: Limits = Limits()
    model: str = "default"
    device: Literal["auto", "cpu", "cuda"] = "auto"  # where the model runs
    language: Literal["en", "zh"] = "en"
    as_of: date | None = None
    redact: bool = False  # reports and the journal without names, addresses and numbers

    def known_by_client(self) -> dict[str, tuple[str, ...]]:
        """Give the terms that clients know by the client's key, as reports name it."""
        return {client.key: client.known_terms for client in self.clients if client.known_terms}

    @field_validator("as_of", mode="before")
    @classmethod
    def _iso_date(cls, value: object) -> object:
        return date.fromisoformat(value) if isinstance(value, str) else value


def load(path: Path) -> Settings:
    """Read a ``commsense.toml``.

    Raises:
        SettingsError: naming the file, the line or key, what was found and what is accepted.
    """
    return _placed(check(table(path), str(path)), path.parent)


def table(path: Path) -> dict[str, object]:
    """Read a TOML file that somebody wrote.

    Raises:
        SettingsError: it cannot be read, or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}).") from error
    except (ValueError, RecursionError) as error:  # also of numbers and nesting beyond measure
        raise SettingsError(f"{path}: is not TOML in UTF-8: {error}.") from error


def validated(model: type[M], data: dict[str, object], where: str) -> M:
    """Turn a parsed table into a record; ``where`` names its origin in errors.

    Raises:
        SettingsError: naming the key, what was found and what is accepted.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        lines = [
            f"{where}: {'.'.join(str(part) for part in item['loc']) or 'file'}: {item['msg']}"
            f" (found {item['input']!r})."
            for item in error.errors()
        ]
        raise SettingsError("\n".join(lines)) from error


def _placed(settings: Settings, folder: Path) -> Settings:
    """Take the paths of other files, and the model, from the folder of the settings file."""
    baseline = settings.check.baseline
    return settings.model_copy(
        update={
            "model": model_places.beside(settings.model, folder),
            "practices": tuple(folder / path for path in settings.practices),
            "glossaries": tuple(folder / path for path in settings.glossaries),
            "check": settings.check.model_copy(
                update={"baseline": folder / baseline if baseline else None}
            ),
        }
    )


def check(data: dict[str, object], where: str) -> Settings:
    """Turn a parsed table into settings; ``where`` names its origin in errors.

    Raises:
        SettingsError: naming the key, what was found and what is accepted.
    """
    return validated(Settings, data, where)


def with_parties(
    base: Settings, clients: Sequence[str], team: Sequence[str], where: str = "--"
) -> Settings:
    """Lay clients and a team over settings; what none is named for stays.

    Args:
        base: the settings below; a client that they know keeps what they say of it.
        clients: domains and addresses, several in one word with commas.
        team: likewise.
        where: what stands before ``client`` and ``team`` in errors.

    Raises:
        SettingsError: a word is neither a domain nor an address.
    """
    changes: dict[str, object] = {}
    if clients:
        named = _names(f"{where}client", clients)
        changes["clients"] = tuple(_client(name, base) for name in named)
    if team:
        named = _names(f"{where}team", team)
        changes["team"] = base.team.model_copy(
            update={
                "domains": tuple(name for name in named if "@" not in name),
                "addresses": tuple(name for name in named if "@" in name),
            }
        )
    return base.model_copy(update=changes)


def _names(option: str, values: Iterable[str]) -> list[str]:
    names = [name.strip().lower() for value in values for name in value.split(",")]
    for name in names:
        host = name.rpartition("@")[2]
        if "." not in host or " " in name or host.startswith(".") or host.endswith("."):
            raise SettingsError(
                f"{option}: {name!r} is neither a domain (northwind.example)"
                " nor an address (anna@northwind.example)."
            )
    return names


def _client(name: str, base: Settings) -> ClientSettings:
    known = (each for each in base.clients if name in (*each.domains, *each.addresses))
    by_address = "@" in name
    fresh = ClientSettings(
        addresses=(name,) if by_address else (), domains=() if by_address else (name,)
    )
    return next(known, fresh)
