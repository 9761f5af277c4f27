from __future__ import annotations

from datetime import date

import pytest
from checks_made import Checking

from commsense import api
from commsense.checking import drafts, earlier
from commsense.checking.result import Check
from commsense.settings import Settings

MAIL = """From: Anna Field <anna@northwind.example>
To: tom@brightline.example
Date: Mon, 2 Mar 2026 10:00:00 +0000
Subject: Status

"""


@pytest.fixture(scope="session")
def checked() -> Checking:
    """Check a draft that answers a text; ``mail`` puts the headers of Anna's mail before it."""

    def check(
        draft: str,
        reply_to: str = "",
        *,
        mail: bool = True,
        settings: Settings | None = None,
        today: date = date(2026, 3, 9),
    ) -> Check:
        text = MAIL + reply_to if mail and reply_to else reply_to
        return api.check(drafts.of_text(draft), earlier.of_text(text), settings, today)

    return check
