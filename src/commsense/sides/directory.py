"""Which side and which client an address belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field

from commsense.sides.addresses import domain, is_program, parents
from commsense.sides.addresses import is_list as is_list_address

TEAM = "*team*"


@dataclass(frozen=True, slots=True)
class Directory:
    """Owners of addresses and domains: ``TEAM`` or a client's key.

    An address counts before its domain, a subdomain before the domain above it.
    """

    addresses: dict[str, str] = field(default_factory=dict)
    domains: dict[str, str] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()

    def owner(self, address: str) -> str:
        """Give the owner of an address, or nothing; a mailing list or a program has none."""
        address = address.lower()
        if address in self.addresses:
            return self.addresses[address]
        if not address or self.is_list(address) or is_program(address):
            return ""
        for host in parents(domain(address)):
            if host in self.domains:
                return self.domains[host]
        return ""

    def is_list(self, address: str) -> bool:
        """Tell whether an address is a mailing list and no person."""
        return address not in self.addresses and is_list_address(address, self.lists)

    def with_owner(self, names: list[str], owner: str) -> Directory:
        """Add addresses and domains of one owner; what already has one keeps it."""
        added = {name.lower().lstrip("@"): owner for name in names if name}
        return Directory(
            {name: who for name, who in added.items() if "@" in name} | self.addresses,
            {name: who for name, who in added.items() if "@" not in name} | self.domains,
            self.lists,
        )
