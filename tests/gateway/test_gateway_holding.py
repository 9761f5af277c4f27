"""Mails that do not go on: refused, or kept for a person."""

from __future__ import annotations

import json
import smtplib
import stat

import pytest
from mails_made import ANSWERS, CLIENT, PASSES_OVER, TEAM, mail

from commsense.checking.result import Comment, Severity
from commsense.errors import InputError
from commsense.gateway import held, replies
from commsense.gateway.options import Mode
from commsense.gateway.relay import Relay


def test_a_held_mail_is_answered_with_the_comments_and_not_relayed(send, hop) -> None:
    code, said = send(mail(), mode=Mode.HOLD)
    assert code == 550
    assert said.startswith("5.7.1 commsense: not sent: 1. ")
    assert "when will the export to Excel be ready?" in said
    assert hop.taken == []


def test_after_a_held_mail_the_next_one_goes(gate, hop) -> None:
    options = gate(mode=Mode.HOLD)
    with smtplib.SMTP("127.0.0.1", options.listen.port) as client:
        with pytest.raises(smtplib.SMTPDataError):
            client.sendmail(TEAM, [CLIENT, "sam@brightline.example"], mail())
        client.sendmail(TEAM, [CLIENT], mail(ANSWERS))
    (taken,) = hop.taken
    assert taken.recipients == [CLIENT]
    assert taken.content == mail(ANSWERS)


def test_warnings_hold_only_when_asked(send, hop) -> None:
    warned = mail("Hello Anna,\n\nwe will look into the failing import soon.\n\nMaya\n")
    assert send(warned, mode=Mode.HOLD)[0] == 250
    assert send(warned, mode=Mode.HOLD, hold_on=Severity.WARNING)[0] == 550
    assert len(hop.taken) == 1


@pytest.mark.parametrize("word", ["send", "Send", " SEND "])
def test_the_writer_s_word_sends_it_and_is_taken_out(send, hop, word: str) -> None:
    content = mail(more=f"X-Commsense: {word}\nX-Other: 1\n")
    assert send(content, mode=Mode.HOLD)[0] == 250
    assert hop.taken[0].content == mail(more="X-Other: 1\n")


def test_another_word_of_the_writer_sends_nothing(send, hop) -> None:
    assert send(mail(more="X-Commsense: sendt\n"), mode=Mode.HOLD)[0] == 550
    assert hop.taken == []


def test_the_writer_s_word_in_the_body_is_no_header(send) -> None:
    assert send(mail(f"X-Commsense: send\n{PASSES_OVER}"), mode=Mode.HOLD)[0] == 550


@pytest.mark.parametrize(
    "body",
    [f"# commsense: ignore\n{PASSES_OVER}", f"{PASSES_OVER}\n<!-- commsense: ignore TR6 CO7 -->\n"],
)
def test_a_directive_in_the_text_sends_it_and_stays(send, hop, body: str) -> None:
    assert send(mail(body), mode=Mode.HOLD)[0] == 250
    assert hop.taken[0].content == mail(body)


def test_a_directive_typed_into_an_html_mail(send) -> None:
    html = "<p>Hello,</p><p>thanks.</p>{}<blockquote><p>When is it ready?</p></blockquote>"
    kind = "Content-Type: text/html\n"
    typed = "<p>&lt;!-- commsense: ignore --&gt;</p>"
    assert send(mail(html.format(""), more=kind), mode=Mode.HOLD)[0] == 550
    assert send(mail(html.format(typed), more=kind), mode=Mode.HOLD)[0] == 250


def test_a_folder_keeps_mails_for_a_person(send, hop, tmp_path) -> None:
    folder = tmp_path / "held"
    hidden = "boss@brightline.example"
    code, said = send(mail(), to=(CLIENT, hidden), mode=Mode.HOLD, hold_folder=folder)
    assert code == 250
    (kept,) = folder.glob("*.eml")
    assert kept.name in said
    assert hop.taken == []
    assert kept.read_bytes() == mail()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()} == {0o600}
    (beside,) = folder.glob("*.json")
    record = json.loads(beside.read_text(encoding="utf-8"))
    assert record["recipients"] == [CLIENT, hidden]
    assert len(record["comments"]) == 2


def test_a_released_mail_is_sent_as_it_was_and_removed(send, gate, hop, tmp_path) -> None:
    options = gate(mode=Mode.HOLD, hold_folder=tmp_path / "held")
    send(mail(), to=(CLIENT, "boss@brightline.example"), through=options)
    (kept,) = (tmp_path / "held").glob("*.eml")
    relay = Relay(options.relay)
    assert held.release(kept, relay) == 2
    relay.close()
    assert hop.taken[0].content == mail()
    assert hop.taken[0].recipients == [CLIENT, "boss@brightline.example"]
    assert list((tmp_path / "held").iterdir()) == []


def test_a_release_that_the_relay_refuses_sends_to_nobody_and_keeps_all(
    send, gate, hop, tmp_path
) -> None:
    options = gate(mode=Mode.HOLD, hold_folder=tmp_path / "held")
    send(mail(), to=(CLIENT, "boss@brightline.example"), through=options)
    hop.unknown = ("boss@brightline.example",)
    (kept,) = (tmp_path / "held").glob("*.eml")
    relay = Relay(options.relay)
    with pytest.raises(InputError, match=r"sent to nobody:\n  550 5\.1\.1 no such user"):
        held.release(kept, relay)
    relay.close()
    assert hop.taken == []
    assert len(list((tmp_path / "held").iterdir())) == 2


def test_a_file_that_is_no_held_mail(tmp_path, gate) -> None:
    stray = tmp_path / "stray.eml"
    stray.write_bytes(mail())
    relay = Relay(gate().relay)
    with pytest.raises(InputError, match=r"stray\.envelope\.json: cannot be read"):
        held.release(stray, relay)
    (tmp_path / "stray.envelope.json").write_text('{"recipients": 1}')
    with pytest.raises(InputError, match="is no envelope of a held mail: mail_from, recipients"):
        held.release(stray, relay)


def test_a_folder_that_others_can_read_is_not_used(tmp_path, gate) -> None:
    tmp_path.chmod(0o755)
    with pytest.raises(InputError, match="chmod 700"):
        gate(mode=Mode.HOLD, hold_folder=tmp_path)


def test_a_folder_that_is_full_loses_nothing(send, hop, tmp_path, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(held, "_write", full)
    code, said = send(mail(), mode=Mode.HOLD, hold_folder=tmp_path / "held")
    assert (code, said[:5]) == (451, "4.3.1")
    assert hop.taken == []


def many(count: int) -> list[Comment]:
    text = "导出到 Excel 的功能什么时候可以完成？" * 8
    values = {"text": text, "kind": "question", "person": "Anna"}
    return [Comment("TR6", Severity.ERROR, 0, 0, 0.9, values) for _ in range(count)]


@pytest.mark.parametrize("utf8", [True, False])
def test_replies_are_two_short_lines_at_most(utf8: bool) -> None:
    lines = replies.not_sent(many(9), "zh", utf8=utf8).split("\r\n")
    assert len(lines) <= 2
    assert all(len(line.encode()) <= 510 for line in lines)
    assert lines[-1].startswith("550 5.7.1 ")
    assert all(line.startswith("550-5.7.1 ") for line in lines[:-1])
    assert ("没有回答" in lines[0]) is utf8
    assert "\r\n".join(lines).isascii() is not utf8


def test_replies_hold_no_line_ends_of_others() -> None:
    assert replies.reply(550, "a\rb\x00c\x85d", utf8=True) == "550 a b c d"
    assert replies.reply(250, "one\ntwo", utf8=True) == "250-one\r\n250 two"
