"""How client and team were told apart, in the reader's words (``lang/*/sides.toml``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commsense import lang

_SHOWN = 5


def both_stated(
    team: Sequence[str], clients: Sequence[str], missing: Sequence[str], language: str
) -> str:
    """Both sides were stated."""
    words = lang.data(language, "sides")
    told: str = words["stated"].format(team=_list(team, words), clients=_clients(clients, words))
    return told + _absent(missing, words)


def team_guessed(
    team: Sequence[str], clients: Sequence[str], missing: Sequence[str], language: str
) -> str:
    """Only clients were stated."""
    words = lang.data(language, "sides")
    told: str = words["team_guessed" if clients else "no_client"]
    filled = told.format(team=_list(team, words), clients=_clients(clients, words))
    return filled + _absent(missing, words)


def clients_guessed(team: Sequence[str], clients: Sequence[str], language: str) -> str:
    """Only the team was stated."""
    words = lang.data(language, "sides")
    told: str = words["clients_guessed" if clients else "alone"]
    return told.format(team=_list(team, words), names=_list(clients, words))


def both_guessed(team: Sequence[str], why: str, clients: Sequence[str], language: str) -> str:
    """Nothing was stated; ``why`` is a key of the table ``why``."""
    words = lang.data(language, "sides")
    if not team:
        return str(words["no_address"])
    told: str = words["both_guessed" if clients else "team_only"]
    return told.format(
        team=_list(team, words), why=words["why"][why], clients=_clients(clients, words)
    )


def told_by_roles(language: str) -> str:
    """Nobody has an address and speakers are named by their roles."""
    return str(lang.data(language, "sides")["roles"])


def _clients(clients: Sequence[str], words: dict[str, Any]) -> str:
    told: str = words["one_client" if len(clients) == 1 else "clients"]
    return told.format(names=_list(clients, words))


def _absent(missing: Sequence[str], words: dict[str, Any]) -> str:
    return str(words["absent"]).format(names=_list(missing, words)) if missing else ""


def _list(names: Sequence[str], words: dict[str, Any]) -> str:
    if not names:
        return str(words["nobody"])
    left = len(names) - _SHOWN
    more = str(words["and_more"]).format(count=left) if left > 0 else ""
    return str(words["between"]).join(names[:_SHOWN]) + more
