"""Client and team, stated and guessed."""

from __future__ import annotations

from commsense.conversation import Heading, Kind, Person, Place, Side
from commsense.settings import ClientSettings, Settings, TeamSettings
from commsense.sides import Sides, resolve

ANN = Person("Ann Lee", "ann@northwind.example")
BOB = Person("Bob Roy", "bob@sales.northwind.example")
TOM = Person("Tom Field", "tom@brightline.example")
SUE = Person("Sue Hart", "sue@brightline.example")
LIU = Person("刘洋", "liuyang@qq.com")
SHOP = Person("Shop", "newsletter@shop.example")
TEAM = TeamSettings(domains=("brightline.example",))
CLIENT = ClientSettings(domains=("northwind.example",))


def mail(
    sender: Person | None, *to: Person, path: str = "in.mbox", subject: str = "Plan", **more: object
) -> Heading:
    number = mail.count = getattr(mail, "count", 0) + 1  # type: ignore[attr-defined]
    return Heading(
        f"m{number}", Kind.EMAIL, Place(path), subject, sender, to, None, f"<{number}>", **more
    )


def notes(path: str = "notes.md", subject: str = "Meeting", *speakers: str) -> Heading:
    return Heading(path + subject, Kind.NOTES, Place(path), subject, speakers=speakers)


MAILBOX = [
    mail(ANN, TOM),
    mail(TOM, ANN, SUE),
    mail(SUE, BOB, TOM),
    mail(LIU, TOM),
    mail(TOM, LIU),
    mail(SHOP, TOM),
]


def test_stated_sides_hold() -> None:
    sides = resolve(MAILBOX, Settings(team=TEAM, clients=(CLIENT,)))
    assert sides.side(TOM) is Side.TEAM
    assert sides.side(ANN) is Side.CLIENT
    assert sides.side(BOB) is Side.CLIENT  # a subdomain
    assert sides.side(LIU) is Side.UNKNOWN
    assert sides.side(None) is Side.UNKNOWN
    assert dict(sides.clients) == {"northwind.example": "northwind.example"}
    assert sides.team == ("brightline.example",)
    assert not sides.guessed
    assert "as stated" in sides.note


def test_a_stated_address_counts_before_its_domain() -> None:
    client = ClientSettings(name="Sue's shop", addresses=("sue@brightline.example",))
    sides = resolve(MAILBOX, Settings(team=TEAM, clients=(client,)))
    assert sides.side(SUE) is Side.CLIENT
    assert sides.side(TOM) is Side.TEAM
    assert dict(sides.clients) == {"sue@brightline.example": "Sue's shop"}


def test_with_only_a_client_everyone_else_is_the_team() -> None:
    sides = resolve(MAILBOX, Settings(clients=(CLIENT,)))
    assert sides.side(TOM) is Side.TEAM
    assert sides.side(LIU) is Side.UNKNOWN  # never in conversation with that client
    assert sides.guessed
    assert "--team" in sides.note
    assert "brightline.example" in sides.note


def test_with_only_a_client_of_the_same_domain_people_are_told_one_by_one() -> None:
    client = ClientSettings(addresses=("sue@brightline.example",))
    sides = resolve([mail(SUE, TOM), mail(TOM, SUE)], Settings(clients=(client,)))
    assert sides.side(SUE) is Side.CLIENT
    assert sides.team == ("tom@brightline.example",)


def test_with_only_a_team_everyone_else_is_a_client() -> None:
    sides = resolve(MAILBOX, Settings(team=TEAM))
    assert set(sides.clients) == {"northwind.example", "liuyang@qq.com"}  # no newsletter
    assert sides.clients["liuyang@qq.com"] == "刘洋"
    assert sides.guessed
    assert "--client" in sides.note


def test_with_nothing_stated_the_owner_is_the_team() -> None:
    sides = resolve(MAILBOX, Settings())
    assert sides.team == ("brightline.example",)
    assert set(sides.clients) == {"northwind.example", "liuyang@qq.com"}
    assert "--team" in sides.note
    assert "--client" in sides.note
    assert "commsense.toml" in sides.note


def test_who_sent_the_sent_mail_is_the_team() -> None:
    archive = [mail(TOM, ANN, path="tom/Sent/1.eml"), mail(ANN, TOM), mail(ANN, TOM, BOB)]
    assert resolve(archive, Settings()).team == ("brightline.example",)


def test_whom_nobody_answers_is_no_client_by_guess() -> None:
    cold = Person("Max", "max@coldcall.example")
    assert "coldcall.example" not in resolve([*MAILBOX, mail(cold, TOM)], Settings()).clients


def test_on_a_list_its_own_people_are_the_team() -> None:
    users = Person("", "users@lists.acme.example")
    dev = Person("Dev", "dev@acme.example")
    listed = {"list_id": "Users <users.lists.acme.example>"}
    archive = [
        mail(ANN, users, **listed),
        mail(dev, users, subject="Re: Plan", **listed),
        mail(TOM, users, **listed),
        mail(dev, users, subject="Re: Plan", **listed),
        mail(LIU, users, subject="Re: Plan", **listed),
    ]
    sides = resolve(archive, Settings())
    assert sides.team == ("acme.example",)
    assert sides.side(users) is Side.UNKNOWN
    assert set(sides.clients) == {"northwind.example", "brightline.example", "liuyang@qq.com"}
    assert sides.client(archive[1]) == ""  # whom a list's mail answers is the thread's to say


def test_a_stated_client_that_does_not_occur_is_named() -> None:
    gone = ClientSettings(domains=("gone.example",))
    sides = resolve(MAILBOX, Settings(team=TEAM, clients=(gone,)))
    assert not sides.clients
    assert "gone.example" in sides.note
    both = resolve(MAILBOX, Settings(team=TEAM, clients=(gone, CLIENT)))
    assert set(both.clients) == {"northwind.example"}
    assert "Not in the archive: gone.example" in both.note


def test_an_archive_without_clients_has_none() -> None:
    assert not resolve([mail(TOM, SUE)], Settings()).clients
    assert not resolve([], Settings()).clients


def test_minutes_alone_are_enough_for_stated_sides() -> None:
    sides = resolve([notes()], Settings(team=TEAM, clients=(CLIENT,)))
    assert sides.client(notes()) == "northwind.example"


def test_roles_are_enough_where_nobody_has_an_address() -> None:
    rows = [mail(Person("customer")), mail(Person("agent"))]
    sides = resolve(rows, Settings())
    assert [sides.side_of(row) for row in rows] == [Side.CLIENT, Side.TEAM]
    assert len(sides.clients) == 1


def two_clients() -> Sides:
    contoso = ClientSettings(
        name="华济医院", domains=("huaji.example",), people=("王伟明",), folders=("meetings/hj",)
    )
    return resolve(
        [*MAILBOX, mail(Person("Wu", "wu@huaji.example"), TOM)],
        Settings(team=TEAM, clients=(CLIENT, contoso)),
    )


def test_mail_concerns_the_client_that_takes_part() -> None:
    sides = two_clients()
    assert sides.client(mail(ANN, TOM)) == "northwind.example"
    assert sides.client(mail(TOM, SUE, ANN)) == "northwind.example"
    assert sides.client(mail(TOM, SUE)) == ""
    assert sides.client(mail(TOM, Person("", "wu@huaji.example"))) == "huaji.example"


def test_notes_concern_the_client_that_they_name() -> None:
    sides = two_clients()
    assert sides.client(notes("notes/northwind-weekly.md")) == "northwind.example"
    assert sides.client(notes("notes/1.md", "华济医院周会")) == "huaji.example"
    assert sides.client(notes("all/meetings/hj/3.md")) == "huaji.example"
    assert sides.client(notes("3.md", "Weekly", "Tom", "Ann Lee")) == "northwind.example"
    assert sides.client(notes("3.md", "周会", "王工")) == "huaji.example"
    assert sides.client(notes("3.md")) == ""
    assert sides.client(notes("northwind and huaji.md")) == ""
    assert sides.client(notes("northwinds.md")) == ""


def test_with_one_client_all_notes_concern_it() -> None:
    sides = resolve(MAILBOX, Settings(team=TEAM, clients=(CLIENT,)))
    assert sides.client(notes("3.md")) == "northwind.example"


def test_notes_are_from_both_sides() -> None:
    assert two_clients().side_of(notes()) is Side.BOTH
    assert two_clients().side_of(MAILBOX[0]) is Side.CLIENT


def test_names_for_readers() -> None:
    archive = [mail(Person("Lee, Ann", "ann@northwind.example"), TOM), *MAILBOX]
    sides = resolve(archive, Settings(team=TEAM, clients=(CLIENT,)))
    assert sides.name(Person("", "ann@northwind.example")) == "Ann Lee"
    assert sides.name(Person("", "eva.stone@other.example")) == "Eva Stone"
    assert sides.name(None) == ""


def test_programs_are_on_no_side() -> None:
    sides = resolve(MAILBOX, Settings(team=TEAM, clients=(CLIENT,)))
    assert sides.side(Person("", "noreply@northwind.example")) is Side.UNKNOWN


def test_the_answer_does_not_depend_on_chance() -> None:
    assert resolve(MAILBOX, Settings()) == resolve(MAILBOX, Settings())
    assert list(resolve(MAILBOX, Settings()).clients) == ["northwind.example", "liuyang@qq.com"]


def test_the_note_is_in_the_readers_language() -> None:
    max_, anna = Person("Max", "max@brightline.example"), Person("Anna", "anna@northwind.example")
    found = [mail(anna, max_), mail(max_, anna)]
    english = resolve(found, Settings()).note
    chinese = resolve(found, Settings(language="zh")).note
    assert "--team" in english
    assert "--team" in chinese
    assert "团队" in chinese
