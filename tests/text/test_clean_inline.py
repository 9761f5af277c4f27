"""Answers between quotes and what they answer."""

from __future__ import annotations

from commsense.conversation import Kind, Message, Place
from commsense.text.clean import clean
from commsense.text.inline import answered_span

BODY = """Hi Dana,

On 5 May 2024, Dana Berg wrote:
> The log is attached. When will it be
> fixed for good?
>
> Dana

Tomorrow.

> 价格能再优惠吗？交货期多久？

四周。
"""


def answered(cleaned: Message, words: str) -> str | None:
    span = answered_span(cleaned, cleaned.text.index(words))
    return cleaned.text[span[0] : span[1]] if span else None


def cleaned_mail(body: str) -> Message:
    return clean(Message("1", Kind.EMAIL, Place("x"), body))


def test_the_last_quoted_sentence_is_answered() -> None:
    mail = cleaned_mail(BODY)
    assert answered(mail, "Tomorrow") == "When will it be\n> fixed for good?"
    assert answered(mail, "四周") == "交货期多久？"


def test_words_above_the_first_quote_answer_nothing() -> None:
    assert answered(cleaned_mail(BODY), "Hi Dana") is None


def test_top_posting_answers_nothing() -> None:
    mail = cleaned_mail("Yes.\n\nOn 5 May 2024, D <d@e.example> wrote:\n> Is it done?\n")
    assert answered(mail, "Yes") is None


def test_no_quote_at_all() -> None:
    assert answered(cleaned_mail("Just this."), "Just") is None
