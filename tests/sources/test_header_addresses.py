from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commsense.conversation import Person
from commsense.sources import addresses

ANN = Person("Ann Lee", "ann@firm.example")


@pytest.mark.parametrize(
    "value",
    [
        "Ann Lee <ann@firm.example>",
        '"Ann Lee" <Ann@Firm.Example>',
        "ann@firm.example (Ann Lee)",
        "ann at firm.example (Ann Lee)",
        "'Ann Lee' <mailto:ann@firm.example>",
        "=?utf-8?q?Ann_Lee?= <ann@firm.example>",
        "Ann Lee\n <ann@firm.example>",
        "Ann Lee <ann at firm.example>",
    ],
)
def test_reads_a_person(value: str) -> None:
    assert addresses.people(value) == (ANN,)


def test_a_name_that_is_only_the_address_is_none() -> None:
    plain = (Person("", "ann@firm.example"),)
    assert addresses.people("ann@firm.example") == plain
    assert addresses.people('"ann@firm.example" <ann@firm.example>') == plain
    assert addresses.people("ann at firm.example (ann at firm.example)") == plain


def test_reads_lists_with_groups_and_semicolons() -> None:
    found = addresses.people(
        'Team: "Lee, Ann" <ann@firm.example>, bob@firm.example; Li Lei <li@firm.example>;'
    )
    assert found == (
        Person("Lee, Ann", "ann@firm.example"),
        Person("", "bob@firm.example"),
        Person("Li Lei", "li@firm.example"),
    )


def test_a_comma_in_a_name_without_quotation_marks() -> None:
    assert addresses.people("Lee, Ann <ann@firm.example>, bob@firm.example") == (
        Person("Lee Ann", "ann@firm.example"),
        Person("", "bob@firm.example"),
    )


def test_undisclosed_recipients_are_nobody() -> None:
    assert addresses.people("undisclosed-recipients:;") == ()


def test_raw_and_encoded_chinese_names() -> None:
    raw = '"李雷" <li@firm.example>'.encode("gbk").decode("latin-1")
    assert addresses.people(raw, "gb2312") == (Person("李雷", "li@firm.example"),)
    assert addresses.people("=?gb2312?B?wO7A1w==?= <li@firm.example>") == (
        Person("李雷", "li@firm.example"),
    )


def test_a_name_alone_stays_a_name() -> None:
    assert addresses.people("Ann Lee") == (Person("Ann Lee", ""),)


@given(st.text(alphabet='ab@.<>()",;: \\', max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_value_is_read(value: str) -> None:
    for person in addresses.people(value):
        assert person.name or person.email
        assert person.email == person.email.lower()


@pytest.mark.parametrize("piece", ["(", '"', "<", "a@b,", "\\", ":", ";", " ", '\\"', "a at x.y "])
def test_long_values_do_no_harm(piece: str) -> None:
    assert len(addresses.people(piece * 100_000)) <= addresses.MAX_PEOPLE


def test_an_address_behind_many_blanks_is_read() -> None:
    (found,) = addresses.people(" " * 20_000 + '"Ann Lee"' + " " * 20_000 + "<ann@firm.example>")
    assert (found.name, found.email) == ("Ann Lee", "ann@firm.example")
