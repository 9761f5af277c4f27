"""How client and team were told apart, in words for the top of the report."""

from __future__ import annotations

from collections.abc import Sequence

_SHOWN = 5


def both_stated(team: Sequence[str], clients: Sequence[str], missing: Sequence[str]) -> str:
    """Both sides were stated."""
    return f"Team: {_list(team)}. {_clients(clients)}, as stated.{_absent(missing)}"


def team_guessed(team: Sequence[str], clients: Sequence[str], missing: Sequence[str]) -> str:
    """Only clients were stated."""
    if not clients:
        return f"No client was found.{_absent(missing)}"
    return (
        f"{_clients(clients)}, as stated. No team was stated, so everyone else in conversation with"
        f" them counts as the team: {_list(team)}. To change that, name the team with --team or"
        f" under [team] in commsense.toml.{_absent(missing)}"
    )


def clients_guessed(team: Sequence[str], clients: Sequence[str]) -> str:
    """Only the team was stated."""
    if not clients:
        return f"Team: {_list(team)}, as stated. Nobody else is in conversation with it."
    return (
        f"Team: {_list(team)}, as stated. No client was stated, so everyone else in conversation"
        f" with the team counts as a client: {_list(clients)}. To change that, name the clients"
        " with --client or under [[clients]] in commsense.toml."
    )


def both_guessed(team: Sequence[str], why: str, clients: Sequence[str]) -> str:
    """Nothing was stated."""
    if not team:
        return "No mail address was found from which team and clients could be told."
    if not clients:
        return f"The team was guessed to be {_list(team)} ({why}); no client was found."
    return (
        f"Team and clients were guessed from the archive. Team: {_list(team)} ({why})."
        f" {_clients(clients)}. To state them, use --team and --client, or [team] and [[clients]]"
        " in commsense.toml."
    )


def told_by_roles() -> str:
    """Nobody has an address and speakers are named by their roles."""
    return "Team and client were told by the roles that speakers are named with."


def _clients(clients: Sequence[str]) -> str:
    return f"{'Client' if len(clients) == 1 else 'Clients'}: {_list(clients)}"


def _absent(missing: Sequence[str]) -> str:
    return f" Not in the archive: {_list(missing)}." if missing else ""


def _list(names: Sequence[str]) -> str:
    if not names:
        return "nobody"
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
