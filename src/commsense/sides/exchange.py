"""Who writes to whom in an archive, counted once for all guesses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from sys import intern

from commsense.conversation import Heading, Kind
from commsense.sides.addresses import is_list, is_program, organisation
from commsense.sides.directory import Directory

_REPLY = re.compile(
    r"\s*(?:\[[^\]]{1,40}\]\s*)?(?:re|aw|sv|回复|答复|回覆|答覆)\s{0,3}[\[(:：]", re.I
)
_SENT = re.compile(r"(?:^|[/\\!._-])_?(?:sent|outbox|gesendet|已发送|已发邮件|寄件備份)", re.I)
_LETTERS = (Kind.EMAIL, Kind.CHAT, Kind.DRAFT)


@dataclass(slots=True)
class Exchange:
    """Counts over the mails of an archive; programs and lists are left out."""

    mails: int = 0
    on_lists: int = 0
    list_ids: frozenset[str] = frozenset()
    senders: Counter[str] = field(default_factory=Counter)  # mails by address
    present: Counter[str] = field(default_factory=Counter)  # mails with it as sender or recipient
    sent: Counter[str] = field(default_factory=Counter)  # mails in folders of sent mail, by address
    replies: Counter[str] = field(default_factory=Counter)  # answers to others, by organisation
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)  # from and to, organisations
    together: dict[str, set[str]] = field(default_factory=dict)  # organisations on the same mails

    @property
    def on_a_list(self) -> bool:
        """Whether most of the mails went to a mailing list, where all read all."""
        return self.on_lists * 2 > self.mails


def count(headings: Sequence[Heading]) -> Exchange:
    """Count who writes to whom."""
    exchange = Exchange(list_ids=frozenset(_list_name(h.list_id) for h in headings if h.list_id))
    authors = {
        hash(h.message_id): intern(h.sender.email) for h in headings if h.message_id and h.sender
    }
    for heading in headings:
        if heading.kind in _LETTERS and heading.sender and heading.sender.email:
            _add(exchange, heading, authors)
    return exchange


def companions(headings: Sequence[Heading], directory: Directory, owners: set[str]) -> list[str]:
    """Give the addresses of everyone else on the mails that some owners' people take part in.

    Args:
        headings: all messages.
        directory: whose address is whose.
        owners: ``TEAM`` or clients' keys.

    Returns:
        Addresses that have no owner, those met most first.
    """
    met: Counter[str] = Counter()
    for heading in headings:
        sender, others = people_on(heading, directory.lists)
        addresses = {address for address in (sender, *others) if address}
        if any(directory.owner(address) in owners for address in addresses):
            met.update(address for address in addresses if not is_program(address))
    strangers = [address for address in met if not directory.owner(address)]
    return sorted(strangers, key=lambda address: (-met[address], address))


def people_on(heading: Heading, list_ids: frozenset[str]) -> tuple[str, list[str]]:
    """Give the addresses of the sender and of the recipients that are people."""
    sender = heading.sender.email.lower() if heading.sender else ""
    others = dict.fromkeys(person.email.lower() for person in heading.recipients if person.email)
    return sender, [a for a in others if not is_list(a, list_ids) and not is_program(a)]


def _list_name(list_id: str) -> str:
    return list_id.rpartition("<")[2].rstrip("> ").lower()


def _add(exchange: Exchange, heading: Heading, authors: dict[int, str]) -> None:
    sender, others = people_on(heading, exchange.list_ids)
    if is_program(sender):
        return
    exchange.mails += 1
    exchange.on_lists += bool(heading.list_id) or not heading.recipients
    exchange.senders[sender] += 1
    exchange.sent[sender] += bool(_SENT.search(heading.place.path))
    exchange.present.update({sender, *others})
    answered = [authors[at] for at in map(hash, heading.in_reply_to) if at in authors]
    home = organisation(sender)
    reached = {organisation(address.lower()) for address in (*others, *answered) if address}
    exchange.pairs.update((home, other) for other in reached if other != home)
    for other in reached | {home}:
        exchange.together.setdefault(other, set()).update(reached | {home})
    to_others = any(organisation(address.lower()) != home for address in answered if address)
    unseen = not answered and bool(_REPLY.match(heading.subject))
    exchange.replies[home] += to_others or unseen
