"""The drafts that the check is measured on, and how its figures are laid out; no time is told."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from commsense.conversation import Side


@pytest.fixture
def script(root: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give a function that imports one of ``scripts``."""
    monkeypatch.syspath_prepend(root / "scripts")

    def load(name: str) -> ModuleType:
        return importlib.import_module(name)

    return load


@pytest.mark.parametrize("which", ["authored", "sample"])
def test_drafts_in_both_languages_come_after_a_client_s_message(script: Any, which: str) -> None:
    found = script("drafts").load(which)
    assert {each.language for each in found} == {"en", "zh"}
    assert len({each.id for each in found}) == len(found)
    for each in found:
        sides = {message.stated_side for message in each.earlier}
        assert Side.CLIENT in sides
        assert 1 <= len(each.earlier) <= 6
        assert each.text.strip()


def test_what_models_learned_from_is_left_out_unless_asked_for(script: Any) -> None:
    drafts = script("drafts")
    dev, everything = drafts.load("authored"), drafts.load("authored", trained_on=True)
    assert len(dev) < len(everything)
    assert [each.id for each in everything[: len(dev)]] == [each.id for each in dev]


def test_only_one_language_is_given_when_asked_for(script: Any) -> None:
    assert {each.language for each in script("drafts").load("authored", "zh")} == {"zh"}


def test_the_sample_s_drafts_are_the_team_s(script: Any) -> None:
    drafts = script("drafts")
    for each in drafts.load("sample"):
        for message in each.earlier:
            ours = message.sender.email.endswith("@" + drafts.OURS)
            assert (message.stated_side is Side.TEAM) == ours


def test_the_same_seed_draws_the_same_drafts(script: Any) -> None:
    drafts = script("drafts")
    found = drafts.load("authored")
    one, same, other = (drafts.drawn(found, 5, seed) for seed in (1, 1, 2))
    assert one == same != other
    assert [each.language for each in one] == ["en"] * 5 + ["zh"] * 5


def test_a_greeting_and_a_name_stand_on_their_own_lines(script: Any) -> None:
    told = {"kind": "email", "sentences": [{"text": t} for t in ("Hi Ann,", "Done.", "All.", "Bo")]}
    assert script("drafts")._body(told, "en") == "Hi Ann,\nDone. All.\nBo\n"


def test_long_drafts_have_their_words_and_six_messages_and_share_nothing(script: Any) -> None:
    drafts, long = script("drafts"), script("drafts_long")
    made = list(long.joined(drafts.load("authored")))
    assert {each.language for each in made} == {"en", "zh"}
    used = [part for each in made for part in each.id.split("+")]
    assert len(set(used)) == len(used)
    for each in made:
        assert len({message.id for message in each.earlier}) == 6
        assert each.words <= long.MOST
    assert sum(each.words >= 150 for each in made) == len(made)


def test_one_sentence_is_changed_in_a_draft(script: Any) -> None:
    own, drafts = script("bench_check_own"), script("drafts")
    for each in drafts.load("authored")[:10]:
        changed = own.edited(each, 0)
        assert changed.replace(own.ADDED[each.language], "", 1) == each.text
        assert changed != each.text


def test_the_thread_as_one_mail_is_read_with_all_its_messages(script: Any) -> None:
    from commsense.checking import earlier

    each = next(iter(script("drafts_long").joined(script("drafts").load("authored"))))
    read = earlier.of_text(script("bench_check_web").mail(each))
    assert len(read) == len(each.earlier)


def test_tables_are_markdown(script: Any) -> None:
    table = script("bench_check").table(("program", "alerts"), [("one", 3), ("two", 0)])
    assert table == "| program | alerts |\n| --- | --- |\n| one | 3 |\n| two | 0 |"


def test_alerts_of_the_others_are_counted_on_the_replies_alone(script: Any) -> None:
    bench, own, others = (script(f"bench_check{part}") for part in ("", "_own", "_others"))
    chosen = script("drafts").load("authored", "en")
    work = own.Work(tuple(chosen[:1]), tuple(chosen[1:2]), tuple(chosen[2:4]))
    program = others.Other("tool", "1", (), (), "", Path())
    answer = others.Answer((9.0, 1.0, 9.0, 9.0), (50, 50, 1, 0), 10.0)
    told = bench.alerts(own.Figures(), {program: answer}, work).splitlines()[-1].split(" | ")
    assert told[2] == "2"
    assert told[4] == "1"
    assert told[6].strip(" |") == "1"
    timed = bench.times(own.Figures(), {program: answer}, work).splitlines()[-1]
    assert timed == "| tool 1 | en | 1 | 1.0 | 1.0 |"


def test_real_alerts_stay_below_the_build_folder(
    script: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alerts = script("alerts")
    monkeypatch.setattr("sys.argv", ["alerts.py", "--drafts", "real", "--output", str(tmp_path)])
    with pytest.raises(SystemExit):
        alerts.main()
    assert "only below" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
