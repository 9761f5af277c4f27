"""Speakers in minutes, matched to people."""

from __future__ import annotations

import pytest

from commsense.conversation import Heading, Kind, Person, Place, Side
from commsense.settings import ClientSettings, Settings, TeamSettings
from commsense.sides import Sides, resolve

PEOPLE = [
    Person("Anna Berg", "anna@northwind.example"),
    Person("Stone, Paul", "paul@northwind.example"),
    Person("王伟明", "wang@northwind.example"),
    Person("Tom Field", "tom@brightline.example"),
    Person("Tom Adams", "adams@brightline.example"),
    Person("李娜", "lina@brightline.example"),
    Person("Anna Lind", "anna@other.example"),
    Person("Alex Moor", "alex@northwind.example"),
    Person("Alex Vane", "vane@brightline.example"),
]


@pytest.fixture(scope="module")
def sides() -> Sides:
    headings = [Heading("m", Kind.EMAIL, Place("x"), "s", PEOPLE[0], tuple(PEOPLE[1:]))]
    northwind = ClientSettings(name="Northwind Ltd", domains=("northwind.example",))
    other = ClientSettings(name="Other", domains=("other.example",))
    team = TeamSettings(domains=("brightline.example",), people=("Kim",))
    return resolve(headings, Settings(team=team, clients=(northwind, other)))


@pytest.mark.parametrize(
    ("speaker", "name", "side"),
    [
        ("Anna Berg", "Anna Berg", Side.CLIENT),
        ("anna berg", "Anna Berg", Side.CLIENT),
        ("Berg, Anna", "Anna Berg", Side.CLIENT),
        ("Anna", "Anna Berg", Side.CLIENT),
        ("Anna B.", "Anna Berg", Side.CLIENT),
        ("Stone", "Paul Stone", Side.CLIENT),
        ("AB", "Anna Berg", Side.CLIENT),
        ("Anna (Northwind)", "Anna Berg", Side.CLIENT),
        ("Northwind - Anna", "Anna Berg", Side.CLIENT),
        ("Paul Stone (Northwind Ltd)", "Paul Stone", Side.CLIENT),
        ("New Guy (Northwind)", "New Guy", Side.CLIENT),
        ("New Guy (Brightline)", "New Guy", Side.TEAM),
        ("Alex (Brightline)", "Alex Vane", Side.TEAM),
        ("Alex", "Alex", Side.UNKNOWN),
        ("Tom", "Tom", Side.TEAM),  # two of them, both of the team
        ("Tom F", "Tom Field", Side.TEAM),
        ("Kim", "Kim", Side.TEAM),
        ("王工", "王伟明", Side.CLIENT),
        ("王总", "王伟明", Side.CLIENT),
        ("小王", "王伟明", Side.CLIENT),
        ("王 伟明", "王伟明", Side.CLIENT),
        ("伟明", "王伟明", Side.CLIENT),
        ("李经理", "李娜", Side.TEAM),
        ("赵工", "赵工", Side.UNKNOWN),
        ("客户: 王工", "王伟明", Side.CLIENT),
        ("张三（甲方）", "张三", Side.CLIENT),
        ("客户", "客户", Side.CLIENT),
        ("甲方", "甲方", Side.CLIENT),
        ("乙方", "乙方", Side.TEAM),
        ("Client", "Client", Side.CLIENT),
        ("Vendor", "Vendor", Side.TEAM),
        ("Tom Field <tom@brightline.example>", "Tom Field", Side.TEAM),
        ("Somebody", "Somebody", Side.UNKNOWN),
        ("", "", Side.UNKNOWN),
    ],
)
def test_speakers(sides: Sides, speaker: str, name: str, side: Side) -> None:
    assert sides.speaker(speaker, "northwind.example") == (name, side)


def test_without_a_client_a_name_on_several_sides_is_nobody(sides: Sides) -> None:
    assert sides.speaker("Anna", "") == ("Anna", Side.UNKNOWN)
    assert sides.speaker("Anna Lind", "") == ("Anna Lind", Side.CLIENT)


@pytest.mark.parametrize("piece", ["(", "a-", "<a@", "王", " ", ","])
def test_hostile_names_are_answered(sides: Sides, piece: str) -> None:
    sides.speaker(piece * 100_000, "")
