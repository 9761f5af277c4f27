from __future__ import annotations

from collections.abc import Callable

import pytest

from commsense.conversation import Message

Read = Callable[[bytes], Message]


@pytest.mark.parametrize(
    "lines",
    [
        "Auto-Submitted: auto-replied",
        "Precedence: auto_reply",
        "Precedence: bulk",
        "X-Autoreply: yes",
        "Return-Path: <>",
        "From: MAILER-DAEMON@firm.example",
        "From: no-reply@firm.example",
        "From: Jira <noreply+jira@firm.example>",
        "From: bugzilla@firm.example",
        "From: Builds <jenkins@ci.firm.example>",
        "Subject: Automatic reply: Release plan",
        "Subject: Out of Office: back on Monday",
        "Subject: 自动回复: 关于上线时间",
        "Subject: Undeliverable: Release plan",
        "Subject: [users] [all] Out of office: back on Monday",
        "Content-Type: multipart/report; boundary=xx\n\n--xx\n\nNot delivered.\n--xx--",
        "Content-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR",
        "Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\n",
    ],
)
def test_programs_are_told(mail: Read, lines: str) -> None:
    assert mail(f"To: bob@b.example\n{lines}\n\nHello\n".encode()).automatic


@pytest.mark.parametrize(
    "lines",
    [
        "Auto-Submitted: no",
        "Precedence: list",
        "Precedence: bulk\nList-Id: Users <users.lists.example>",
        "Precedence: bulk\nMailing-List: contact users@lists.example",
        "Precedence: bulk\nSubject: Re: The plan",
        "From: Ann <ann@firm.example>\nSubject: Automatic reports are wrong",
        "Subject: Re: Undelivered parcels",
        "Subject: Re: [users] Out of office next week?",
        "Precedence: bulk\nSubject: =?utf-8?B?UmU6IOaWueahiA==?=",
        "From: Jenkins <tom.jenkins@firm.example>",
        "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR",
    ],
)
def test_people_are_not_taken_for_programs(mail: Read, lines: str) -> None:
    assert not mail(f"To: bob@b.example\n{lines}\n\nHello\n".encode()).automatic
