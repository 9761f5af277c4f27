"""Mail addresses: the person gets a pseudonym, the company's domain stays."""

from __future__ import annotations

from commsense.redacting.pseudonyms import has_pseudonym, word
from commsense.redacting.veil import Veil
from commsense.sides.addresses import domain, is_list, is_program, organisation, program
from commsense.text.redact.result import Kind


def redacted_address(address: str, veil: Veil) -> str:
    """Give an address without its person.

    Mailing lists stay, of a program's address what says that it is one (``noreply``), so that the
    sides are told as before.

    Args:
        address: in any case; an empty one stays so.
        veil: of the run.
    """
    address = address.lower()
    if "@" not in address:
        return word(veil.key, Kind.MAIL, address) if address else ""
    if has_pseudonym(address) or is_list(address, veil.lists):
        return address
    host = redacted_host(domain(address), veil)
    if is_program(address):
        return f"{program(address)}@{host}"
    return f"person-{word(veil.key, Kind.MAIL, address)}@{host}"


def redacted_host(host: str, veil: Veil) -> str:
    """Give a domain as it is, or the pseudonym of one that is a person's own."""
    home = organisation(f"x@{host}") if host else ""
    if home not in veil.homes:
        return host
    return f"home-{word(veil.key, 'HOME', home)}.example"


def is_kept(address: str, veil: Veil) -> bool:
    """Tell whether an address is a program's or a list's, whose name tells of nobody."""
    return is_program(address) or is_list(address, veil.lists)
