import pytest

from commsense.text.subjects import subject


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("Re: Offer", "Offer"),
        ("RE[2]: Offer", "Offer"),
        ("Re(3): Offer", "Offer"),
        ("AW: WG: Offer", "Offer"),
        ("Fwd: FW: TR: RV: Offer", "Offer"),
        ("回复：答复: 转发：项目进度", "项目进度"),
        ("回覆: 轉寄: 進度", "進度"),
        ("Re: [users] Re: Offer", "Offer"),
        ("[users] [devel] Offer", "Offer"),
        ("Offer (was: Prices)", "Offer"),
        ("Offer (fwd)", "Offer"),
        ("Reference: order 5", "Reference: order 5"),
        ("Report: Q3", "Report: Q3"),
        ("Re:", ""),
        ("", ""),
    ],
)
def test_what_programs_and_lists_add_is_taken_off(text: str, base: str) -> None:
    assert subject(text).base == base


def test_replies_and_forwards_are_told_apart() -> None:
    assert (subject("AW: x y").reply, subject("AW: x y").forward) == (True, False)
    assert (subject("转发: 报价").reply, subject("转发: 报价").forward) == (False, True)
    assert not subject("Offer").reply


def test_a_ticket_is_kept_and_counts_as_the_subject() -> None:
    one, other = subject("[Bug 1234] New: crash"), subject("Re: [list] [Bug 1234] crash")
    assert one.base == "[Bug 1234] New: crash"
    assert one.key == other.key == "bug 1234"
    assert one.ticket
    assert subject("PROJ-12: crash").key == "proj-12"
    assert not subject("[2026 plan] crash").ticket


def test_the_former_subject_is_remembered() -> None:
    assert subject("Naming [was: Re: [devel] Misnamed cursor]").former == "misnamed cursor"
    assert subject("Tests, was Re: Cursors").former == "cursors"
    assert subject("It was: done").former == ""


@pytest.mark.parametrize("text", ["hello", "Re: Hi!", "问题", "", "Re: Update", "会议纪要", "ok"])
def test_subjects_that_say_nothing_are_known(text: str) -> None:
    assert subject(text).generic


def test_subjects_compare_by_letters() -> None:
    assert subject("RE:  Offer   for May.").key == subject("offer for may").key


@pytest.mark.parametrize("piece", ["re:", "[", "(was: ", " ", "re ", ",was re:"])
def test_hostile_subjects_are_answered(piece: str) -> None:
    subject(piece * 200_000)
