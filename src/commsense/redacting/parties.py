"""What the user says of team and clients, in the pseudonyms of the run: the sides still match."""

from __future__ import annotations

from commsense.redacting.addresses import redacted_address, redacted_host
from commsense.redacting.cover import Cover, cover
from commsense.redacting.paths import redacted_path
from commsense.redacting.veil import Veil
from commsense.settings import ClientSettings, Settings
from commsense.sides import names


def redacted_settings(settings: Settings, veil: Veil) -> Settings:
    """Give the settings with the pseudonyms that the archive's people have.

    Args:
        settings: as the user gave them.
        veil: of the run.
    """
    hide = cover(veil)
    team = settings.team.model_copy(
        update={
            "domains": _domains(settings.team.domains, veil),
            "addresses": _addresses(settings.team.addresses, veil),
            "people": _people(settings.team.people, hide),
        }
    )
    clients = tuple(_client(each, hide) for each in settings.clients)
    return settings.model_copy(update={"team": team, "clients": clients})


def _client(client: ClientSettings, hide: Cover) -> ClientSettings:
    return client.model_copy(
        update={
            "name": hide.redact(client.name).text,
            "domains": _domains(client.domains, hide.veil),
            "addresses": _addresses(client.addresses, hide.veil),
            "people": _people(client.people, hide),
            "folders": tuple(redacted_path(folder, hide) for folder in client.folders),
        }
    )


def _domains(domains: tuple[str, ...], veil: Veil) -> tuple[str, ...]:
    return tuple(redacted_host(domain.lower().lstrip("@"), veil) for domain in domains)


def _addresses(addresses: tuple[str, ...], veil: Veil) -> tuple[str, ...]:
    return tuple(redacted_address(address, veil) for address in addresses)


def _people(people: tuple[str, ...], hide: Cover) -> tuple[str, ...]:
    return tuple(hide.name(names.clean(name)) for name in people)
