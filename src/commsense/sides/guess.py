"""Who the team and the clients are, where nobody has said so."""

from __future__ import annotations

from collections import Counter

from commsense.sides.addresses import is_free, organisation
from commsense.sides.exchange import Exchange

_ENOUGH = 0.5  # of the best answerer's answers make a list's own domain the team


def team(exchange: Exchange) -> tuple[str, str]:
    """Guess the team's domain (or address, at a free mail host) and say why.

    The reason is a key of the table ``why`` in ``lang/*/sides.toml``.

    The owner of an archive of sent mail is whoever sent it; of a mailbox, whoever is on most of its
    mails; of a mailing list, those who answer.
    """
    if not exchange.mails:
        return "", ""
    if exchange.on_a_list:
        return _answerers(exchange)
    sent = exchange.sent.most_common(1)
    if sent and sent[0][1] * 10 >= exchange.mails:
        return _home(exchange.sent), "sent"
    return _owner(exchange), "present"


def clients(exchange: Exchange, ours: set[str]) -> list[str]:
    """Guess the clients: organisations that the team writes to and hears from, busiest first.

    On a mailing list these are all who write to it. Where no one answers in the archive, one
    direction is enough.

    Args:
        exchange: the counts.
        ours: the team's organisations.
    """
    heard, told = _traffic(exchange, ours)
    both = {one for one in heard if one in told}
    chosen = both or {*heard, *told}
    if exchange.on_a_list:
        chosen |= {organisation(address) for address in exchange.senders}
    traffic = heard + told
    return sorted(chosen - ours, key=lambda one: (-traffic[one], one))


def _traffic(exchange: Exchange, ours: set[str]) -> tuple[Counter[str], Counter[str]]:
    heard: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for (sender, reader), mails in exchange.pairs.items():
        if reader in ours and sender not in ours:
            heard[sender] += mails
        elif sender in ours and reader not in ours:
            told[reader] += mails
    return heard, told


def _home(counts: Counter[str]) -> str:
    """Give the organisation with most mails, by address."""
    homes: Counter[str] = Counter()
    for address, mails in counts.items():
        homes[organisation(address)] += mails
    return min(homes, key=lambda one: (-homes[one], one))


def _owner(exchange: Exchange) -> str:
    """Give the organisation that is on most mails; of equals, the one that knows more others."""
    homes: Counter[str] = Counter()
    for address, mails in exchange.present.items():
        home = organisation(address)
        homes[home] = max(homes[home], mails)
    return min(
        homes,
        key=lambda one: (
            -homes[one],
            -len(exchange.together.get(one, ())),
            -exchange.replies[one],
            one,
        ),
    )


def _answerers(exchange: Exchange) -> tuple[str, str]:
    """Give the domain that answers most on a list; the list's own, if it answers much."""
    answers = {one: n for one, n in exchange.replies.items() if "@" not in one and not is_free(one)}
    own = {organisation(f"list@{name}") for name in exchange.list_ids}
    best = max(answers.values(), default=0)
    for one in sorted(own):
        if answers.get(one, 0) >= best * _ENOUGH or not answers:
            return one, "list_owner"
    if answers:
        return min(answers, key=lambda one: (-answers[one], one)), "answers"
    return _home(exchange.senders), "writes"
