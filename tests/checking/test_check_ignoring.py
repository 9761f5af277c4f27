from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from commsense.checking import ignoring
from commsense.checking.result import Comment, Severity


def comment(criterion: str, start: int = 0, end: int = 0) -> Comment:
    return Comment(criterion, Severity.WARNING, start, end, 0.9)


def test_a_directive_on_its_own_line_speaks_of_the_whole_draft() -> None:
    source = "<!-- commsense: ignore CO3 TR3 -->\nWe start UAT soon.\n"
    told = [comment("CO3", 44, 47), comment("CO4", 48, 52), comment("TR3")]
    assert [each.criterion for each in ignoring.kept(told, source)] == ["CO4"]


def test_a_directive_beside_text_speaks_of_its_line_only() -> None:
    source = "We start UAT soon. <!-- commsense: ignore co3 -->\nThe UAT ends on Friday.\n"
    told = [comment("CO3", 9, 12), comment("CO3", 54, 57)]
    assert ignoring.kept(told, source) == (told[1],)


def test_a_directive_without_ids_leaves_out_all() -> None:
    source = "# commsense: ignore\nWe start soon."
    assert ignoring.kept([comment("CO4", 29, 33), comment("NF2")], source) == ()


def test_what_only_looks_like_a_directive_is_none() -> None:
    source = "Please tell commsense: ignore CO3.\nnot # commsense: ignore CO3 here"
    assert ignoring.directives(source) == ()


@given(
    st.text(max_size=200),
    st.sampled_from(["<!-- commsense: ignore CO3 -->", "# commsense: ignore\n"]),
)
def test_blanking_moves_no_character(text: str, directive: str) -> None:
    source = f"{text}\n{directive}\n{text}"
    blanked = ignoring.without_directives(source)
    assert len(blanked) == len(source)
    assert blanked.count("\n") == source.count("\n")
    assert all(new in (old, " ") for old, new in zip(source, blanked, strict=True))
