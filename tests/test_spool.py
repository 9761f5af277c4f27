from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from commsense.conversation import Person
from commsense.spool import Spool, encode

people = st.builds(Person, st.text(), st.text())


@given(st.lists(people))
def test_records_come_back_as_they_were_in_order(records: list[Person]) -> None:
    spool = Spool(Person)
    for record in records:
        spool.append(encode(record))
    assert list(spool) == records
    assert len(spool) == len(records)


def test_reading_between_writes_does_not_disturb_them() -> None:
    spool = Spool(Person)
    spool.append(encode(Person("a")))
    assert spool[0] == Person("a")
    spool.append(encode(Person("b" * 10_000)))
    assert [p.name[:1] for p in spool] == ["a", "b"]
    assert [p.name[:1] for p in spool] == ["a", "b"]
