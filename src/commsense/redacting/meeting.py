"""Meets everybody in an archive before any of it is redacted: a name is told by other mails too.

A batch of messages is met in any process (``meet``); the ``veil`` is made of all of them. Nothing
of it is written anywhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from commsense.conversation import Kind, Message, Person
from commsense.redacting import veil as veils
from commsense.redacting.veil import Veil
from commsense.settings import Settings
from commsense.sides import names
from commsense.sides.addresses import domain, is_free, is_program, organisation
from commsense.sides.everybody import company_words, names_among
from commsense.text import clean
from commsense.text.redact.ordinary import count_words, mostly_small

_SPOKEN = (Kind.NOTES, Kind.TRANSCRIPT)
_READ = 4_000  # characters of a body whose words are counted
_MOST_WORDS = 300_000  # different words that are counted; further ones are not
_MOST_AT_HOME = 3  # people who may share a domain of their own
_LEAST_LETTERS = 4  # of a name that a domain is told by


@dataclass(frozen=True, slots=True)
class Met:
    """Whom a batch of messages names, and how its words are written."""

    people: frozenset[Person] = frozenset()
    speakers: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    small: Counter[str] = field(default_factory=Counter)
    capital: Counter[str] = field(default_factory=Counter)


def meet(messages: Iterable[Message]) -> Met:
    """Meet the people of some messages.

    Args:
        messages: as ``sources.parse`` gives them.
    """
    people: set[Person] = set()
    speakers: set[str] = set()
    lists: set[str] = set()
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for message in messages:
        people.update(person for person in (message.sender, *message.recipients) if person)
        turns = clean(message).turns if message.kind in _SPOKEN else message.turns
        speakers.update(turn.speaker for turn in turns)
        lists.update(filter(None, [message.list_id]))
        count_words(message.body[:_READ], small, capital)
    return Met(frozenset(people), frozenset(speakers), frozenset(lists), small, capital)


def veil(met: Iterable[Met], key: bytes, settings: Settings) -> Veil:
    """Make the veil of an archive.

    Args:
        met: all its batches.
        key: of the run.
        settings: the people whom the user names are hidden as well.
    """
    people: set[Person] = {Person("", address) for address in _addresses(settings)}
    speakers = {*settings.team.people, *(name for each in settings.clients for name in each.people)}
    lists: set[str] = set()
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for each in met:
        people |= each.people
        speakers |= each.speakers
        lists |= each.lists
        if len(small) + len(capital) < _MOST_WORDS:
            small.update(each.small)
            capital.update(each.capital)
    homes = _homes(people)
    hosts = {domain(person.email) for person in people}
    companies = company_words(host for host in hosts if organisation(f"x@{host}") not in homes)
    told = names_among(people, speakers, frozenset(lists), companies)
    return veils.of(key, told, mostly_small(small, capital), companies, frozenset(lists), homes)


def _addresses(settings: Settings) -> list[str]:
    clients = (address for client in settings.clients for address in client.addresses)
    return [*settings.team.addresses, *clients]


def _homes(people: Iterable[Person]) -> frozenset[str]:
    """Give the domains that are a person's own: of a few people whose name is in it."""
    living: defaultdict[str, set[str]] = defaultdict(set)
    for person in people:
        host = domain(person.email)
        if host and not is_free(host) and not is_program(person.email):
            shown = names.display(person).partition("@")[0]
            living[organisation(person.email)].add(names.key(shown))
    return frozenset(
        home
        for home, who in living.items()
        if len(who) <= _MOST_AT_HOME and all(_is_named_after(home, name) for name in who)
    )


def _is_named_after(home: str, name: str) -> bool:
    label = home.partition(".")[0].replace("-", "")
    told = [word for word in name.split() if len(word) >= _LEAST_LETTERS]
    return any(word in label for word in told) or name.replace(" ", "") == label
