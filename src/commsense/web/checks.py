"""A draft that was sent in, checked; nothing of it is kept but in memory."""

from __future__ import annotations

from typing import Any

from commsense import api
from commsense.checking import drafts, earlier, saying
from commsense.checking.formats import wire
from commsense.settings import Settings, with_parties
from commsense.web.asked import CheckAsked

_FIRST = (
    CheckAsked(draft="We send the plan by Friday.", reply_to="When do we get the plan?"),
    CheckAsked(draft="我们周五前把计划发给您。", reply_to="什么时候能收到计划？"),
)


def answer(asked: CheckAsked, settings: Settings) -> dict[str, Any]:
    """Give the record of a check, see ``docs/checking.md``.

    Raises:
        InputError: the draft is too long.
        SettingsError: the client is neither a domain nor an address.
    """
    told = for_client(settings, asked.client)
    draft = drafts.of_text(asked.draft, asked.body_type)
    before = earlier.of_text(asked.reply_to) if asked.reply_to.strip() else ()
    check = api.check(draft, before, told, asked.today)
    shown = check.comments if asked.every else saying.shown(check, told.check.comments)
    return wire.record(check, shown, drafts.NAME, asked.language or settings.language)


def warm(settings: Settings) -> None:
    """Load all that a check needs, so that the first one is as quick as the others.

    Raises:
        ModelError: the model cannot be loaded.
    """
    for each in _FIRST:
        answer(each, settings)


def for_client(settings: Settings, client: str) -> Settings:
    """Give the settings for a draft to ``client``, a domain or an address; the same for none.

    Raises:
        SettingsError: it is neither.
    """
    return with_parties(settings, [client], (), where="") if client.strip() else settings
