from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commsense.signals import amounts


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It costs 4,000 euros.", "4,000 euros", "EUR 4000"),
        ("We offer it for € 5.500,50 net.", "€ 5.500,50", "EUR 5500.50"),
        ("The budget is USD 12k.", "USD 12k", "USD 12000"),
        ("about $1.2 million a year", "$1.2 million", "USD 1200000"),
        ("12 000 EUR in all", "12 000 EUR", "EUR 12000"),
        ("费用为5.5万元。", "5.5万元", "CNY 55000"),
        ("另加￥3000的差旅费", "￥3000", "CNY 3000"),
        ("总价3亿元", "3亿元", "CNY 300000000"),
    ],
)
def test_sums_are_read(text: str, words: str, value: str) -> None:
    (found,) = amounts.of(text)
    assert text[found.start : found.end] == words
    assert found.value == value


@pytest.mark.parametrize(
    "text",
    ["in 2026 about 12,000 users", "on 3 May", "12.5 % of them", "room 4 euro-style", "万一"],
)
def test_other_figures_are_no_sums(text: str) -> None:
    assert amounts.of(text) == []


def test_each_sum_is_given_once_and_in_order() -> None:
    found = amounts.of("between €3,000 and 4,000 euros, at most EUR 5,000 EUR")
    assert [each.value for each in found] == ["EUR 3000", "EUR 4000", "EUR 5000"]


@given(st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    for found in amounts.of(text):
        assert 0 <= found.start < found.end <= len(text)


def test_long_lines_of_figures_are_quick() -> None:
    assert amounts.of("1," * 200_000) == []
    assert len(amounts.of("1 000 " * 3_000)) == 0
