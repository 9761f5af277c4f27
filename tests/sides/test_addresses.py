import pytest

from commsense.conversation import Person
from commsense.sides.addresses import is_list, is_program, organisation
from commsense.sides.names import display


@pytest.mark.parametrize(
    ("address", "home"),
    [
        ("ann@northwind.example", "northwind.example"),
        ("ann@mail.sales.northwind.example", "northwind.example"),
        ("ann@shop.acme.co.uk", "acme.co.uk"),
        ("ann@dept.acme.com.cn", "acme.com.cn"),
        ("ann@acme.de", "acme.de"),
        ("ann@gmail.com", "ann@gmail.com"),
        ("12345@qq.com", "12345@qq.com"),
        ("ann", "ann"),
    ],
)
def test_an_address_belongs_to_an_organisation(address: str, home: str) -> None:
    assert organisation(address) == home


def test_programs_and_lists_are_no_people() -> None:
    assert is_program("no-reply@acme.example")
    assert is_program("bugzilla@acme.example")
    assert not is_program("newton@acme.example")
    assert is_list("users@lists.acme.example", frozenset())
    assert is_list("users@acme.example", frozenset({"users.acme.example"}))
    assert not is_list("ann@acme.example", frozenset({"users.acme.example"}))


@pytest.mark.parametrize(
    ("name", "email", "shown"),
    [
        ("Ada Gray", "", "Ada Gray"),
        ("Gray, Ada", "", "Ada Gray"),
        ("'Ada Gray' via users", "users@lists.acme.example", "Ada Gray"),
        ("Ada Gray (Acme)", "", "Ada Gray"),
        ("", "ada.gray@acme.example", "Ada Gray"),
        ("", "ag1@acme.example", "ag1@acme.example"),
        ("ada@acme.example", "ada@acme.example", "ada@acme.example"),
        ("王 伟", "", "王伟"),
        ("", "", ""),
    ],
)
def test_names_are_shown_as_people_write_them(name: str, email: str, shown: str) -> None:
    assert display(Person(name, email)) == shown
