"""The concerns with what people say of them, chosen and in order, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commsense.labels import Status
from commsense.web.corrections import Correction
from commsense.web.ledger import Filed, Ledger

ON_A_PAGE = 50
_ORDER = {
    Status.OPEN.value: 0,
    Status.REOPENED.value: 0,
    Status.ACKNOWLEDGED.value: 1,
    Status.ANSWERED.value: 2,
    Status.RESOLVED.value: 3,
}
_UNDATED = "9999"


@dataclass(frozen=True, slots=True)
class EventTold:
    """A sentence that moved a concern."""

    status: str
    text: str
    date: str | None
    person: str


@dataclass(frozen=True, slots=True)
class ConcernTold:
    """A concern; ``status`` is the model's, ``corrected`` what somebody says, with a ``note``."""

    id: str
    thread: str
    message: str
    kind: str
    text: str
    status: str
    corrected: str | None
    note: str
    person: str
    date: str | None
    client: str
    events: list[EventTold]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the concerns that were asked for; ``total`` are all of them."""

    total: int
    page: int
    pages: int
    concerns: list[ConcernTold]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which concerns: with a status (the corrected one counts), of a kind, with words in them."""

    status: str = ""
    kind: str = ""
    query: str = ""


def page(
    ledger: Ledger, corrections: Mapping[str, Correction], wanted: Wanted, number: int
) -> Page:
    """Give page ``number``, from 1; what waits longest for an answer stands first."""
    found = [each for each in ledger.concerns.values() if _is_wanted(each, corrections, wanted)]
    found.sort(
        key=lambda each: (
            _ORDER[_status(each, corrections)],
            each.concern.date or _UNDATED,
            each.concern.id,
        )
    )
    start = (number - 1) * ON_A_PAGE
    return Page(
        total=len(found),
        page=number,
        pages=max(1, -(-len(found) // ON_A_PAGE)),
        concerns=[
            told(each, corrections.get(each.concern.id))
            for each in found[start : start + ON_A_PAGE]
        ],
    )


def told(filed: Filed, correction: Correction | None) -> ConcernTold:
    """Tell a concern with its correction, if it has one."""
    concern = filed.concern
    return ConcernTold(
        id=concern.id,
        thread=filed.thread,
        message=concern.message,
        kind=concern.kind,
        text=concern.text,
        status=concern.status,
        corrected=correction.status if correction else None,
        note=correction.note if correction else "",
        person=concern.person,
        date=concern.date,
        client=concern.client,
        events=[
            EventTold(each.status, each.text, each.date, each.person) for each in concern.events
        ],
    )


def _is_wanted(filed: Filed, corrections: Mapping[str, Correction], wanted: Wanted) -> bool:
    concern = filed.concern
    if wanted.kind and concern.kind != wanted.kind:
        return False
    if wanted.status and _status(filed, corrections) != wanted.status:
        return False
    words = wanted.query.casefold().split()
    said = f"{concern.text}\n{concern.person}\n{concern.client}".casefold()
    return all(word in said for word in words)


def _status(filed: Filed, corrections: Mapping[str, Correction]) -> str:
    correction = corrections.get(filed.concern.id)
    return correction.status if correction else filed.concern.status
