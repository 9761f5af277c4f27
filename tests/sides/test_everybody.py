"""The names of everybody in an archive."""

from commsense.conversation import Heading, Kind, Person, Place
from commsense.sides.everybody import names_of


def _heading(*people: Person, speakers: tuple[str, ...] = (), list_id: str = "") -> Heading:
    return Heading(
        "1", Kind.EMAIL, Place("a"), sender=people[0], recipients=people[1:], speakers=speakers,
        list_id=list_id,
    )  # fmt: skip


def test_people_are_named_and_programs_and_companies_are_not() -> None:
    heading = _heading(
        Person("Berg, Anna", "anna@northwind.example"),
        Person("", "ada.gray@team.example"),
        Person("Northwind Announcements", "all@northwind.example"),
        Person("Build Robot", "noreply@team.example"),
        Person("Room 4 12 North", "room@team.example"),
        Person("", "x17@team.example"),
        speakers=("王小明",),
    )
    assert names_of([heading]) == {"Anna Berg", "Ada Gray", "王小明"}


def test_who_writes_by_a_list_is_named_and_the_list_is_not() -> None:
    people = (
        Person("Ada Gray via users", "users@lists.vendor.example"),
        Person("Users List", "users@lists.vendor.example"),
    )
    assert names_of([_heading(*people, list_id="users.lists.vendor.example")]) == {"Ada Gray"}
