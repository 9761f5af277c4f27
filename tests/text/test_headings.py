from commsense.conversation import Kind, Message, Part, Place, Segment, Turn
from commsense.text.headings import heading

PARENT = (
    "Hi Tom,\n\nthe export of the customer records failed again last night at two o'clock. "
    "Could you please tell us when it will be repaired for good?\n\n"
    "We also need the list of all records that were lost meanwhile.\n\nAnn"
)


def message(text: str, *parts: tuple[int, int, Part], **more: object) -> Message:
    spans = parts or ((0, len(text), Part.OWN),)
    segments = tuple(Segment(start, end, part) for start, end, part in spans)
    return Message("m", Kind.EMAIL, Place("x"), text, text=text, segments=segments, **more)


def test_a_reply_meets_its_parent_though_its_quote_is_wrapped_anew() -> None:
    quoted = "\n".join(
        f"> {line}"
        for line in (
            "Hi Tom,",
            "",
            "the export of the customer records failed",
            "again last night at two o'clock. Could you",
            "please tell us when it will be repaired for good?",
        )
    )
    text = f"On it.\n{quoted}"
    reply = message(text, (0, 7, Part.OWN), (7, len(text), Part.QUOTE))
    assert set(heading(reply).quoted) & set(heading(message(PARENT)).lines)


def test_a_reply_to_something_else_does_not() -> None:
    text = "> Please send the invoice for the month of March to our office.\nDone."
    end = text.index("Done")
    reply = message(text, (0, end, Part.QUOTE), (end, len(text), Part.OWN))
    assert heading(reply).quoted
    assert not set(heading(reply).quoted) & set(heading(message(PARENT)).lines)


def test_chinese_text_is_met_too() -> None:
    own = "张工，昨天晚上的数据导出又失败了，请问什么时候可以彻底修好？"
    text = f"> {own[:20]}\n> {own[20:]}\n今天。"
    end = text.index("今天")
    reply = message(text, (0, end, Part.QUOTE), (end, len(text), Part.OWN))
    assert set(heading(reply).quoted) & set(heading(message(own)).lines)


def test_a_heading_is_small_whatever_the_message() -> None:
    text = "".join(f"Sentence number {n} is about matter {n} and more. " for n in range(20_000))
    found = heading(message(text))
    assert len(found.lines) == 8
    assert all(0 < line < 2**64 for line in (*found.lines, found.fingerprint))


def test_the_fingerprint_is_of_the_own_words() -> None:
    text = "Yes, do it.\n> Shall we?"
    reply = message(text, (0, 12, Part.OWN), (12, len(text), Part.QUOTE))
    assert heading(reply).fingerprint == heading(message("Yes,  do it.")).fingerprint
    assert heading(message("No.")).fingerprint != heading(message("Yes.")).fingerprint
    assert heading(message("")).fingerprint == 0


def test_speakers_are_listed_once() -> None:
    turns = (Turn(0, 2, "Ann"), Turn(3, 5, "Tom"), Turn(6, 8, "Ann"))
    assert heading(message("a. b. c. ", turns=turns)).speakers == ("Ann", "Tom")


def test_letters_that_are_no_unicode_do_no_harm() -> None:
    assert heading(message("a \udce4 b")).fingerprint
