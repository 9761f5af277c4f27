"""``commsense models list|show|use|remove``, and ``--model NAME`` in the other commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from commsense import api
from commsense.cli.commands import app
from commsense.errors import CommsenseError, ModelError, SettingsError
from commsense.learning.models import listing
from commsense.lsp import options as lsp_options
from commsense.settings import Settings
from model_made import TOPIC, made


@pytest.fixture
def own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own models; ``folder`` is the current one."""
    monkeypatch.setenv("COMMSENSE_MODELS", str(folder / "own"))
    api.remembering.cache_clear()
    return folder / "own"


def run(*words: object, stdin: str = "") -> Result:
    done = CliRunner().invoke(app, [*map(str, words)], input=stdin)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def models(*words: object, stdin: str = "") -> str:
    done = run("models", *words, stdin=stdin)
    assert done.exit_code == 0
    return done.stdout


def test_list_says_what_there_is_and_what_is_used(own: Path) -> None:
    made(own / "acme", [TOPIC], 'licence = "ours"\nbase = "default"\ndate = 2026-03-04\n')
    made(Path("models/acme"))
    made(own / "default")
    (own / "broken").mkdir()
    (own / "broken" / "model.toml").write_text("format = 1")
    found = {
        (each["name"], each["place"]): each
        for each in json.loads(models("list", "--format", "json"))["models"]
    }
    assert found["default", "checkout"]["in_use"]
    mine = found["acme", "own"]
    assert mine["tasks"] == {"topic": ["billing", "delay"]}
    assert (mine["base"], mine["date"], mine["licence"]) == ("default", "2026-03-04", "ours")
    assert mine["hidden"]
    assert not found["acme", "here"]["hidden"]
    assert found["default", "own"]["hidden"]
    assert "expected format = 2, found 1" in found["broken", "own"]["problem"]
    said = models("list")
    assert "topic: billing, delay" in said
    assert f"{own / 'default'} is hidden" in " ".join(said.split())
    assert "cannot be used" in said


def test_list_says_that_the_chosen_one_is_missing(own: Path) -> None:
    Path("commsense.toml").write_text('model = "acme"\n')
    assert not any(each.in_use for each in listing.listed().entries)
    assert "names is not here. No model at 'acme'" in models("list")
    made(own / "acme")
    assert [each.name for each in listing.listed().entries if each.in_use] == ["acme"]


def test_list_shows_one_that_is_used_by_its_path(own: Path) -> None:
    made(own.parent / "elsewhere" / "acme")
    Path("commsense.toml").write_text('model = "elsewhere/acme"\n')
    (used,) = [each for each in listing.listed().entries if each.in_use]
    assert (used.name, used.place) == ("acme", "path")


def test_show_tells_the_card_in_words(own: Path) -> None:
    about = 'licence = "ours"\ntraining_data = "120 sentences\\u001b[2J"\nrun = { rounds = 3 }\n'
    made(own / "acme", [TOPIC], about)
    said = models("show", "acme")
    assert "training data: 120 sentences?[2J" in said
    assert "rounds: 3" in said
    assert ["billing", "topic", "0.50"] in [line.split() for line in said.splitlines()]
    assert "acts macro f1: 0.5" in said
    found = json.loads(models("show", "acme", "--format", "json"))
    assert found["card"]["files"]["en.safetensors"] in said
    assert found["digest"] in said
    assert found["sizes"]["en.safetensors"] == (own / "acme/en.safetensors").stat().st_size


def test_show_of_a_damaged_one_says_so(own: Path) -> None:
    (made(own / "acme") / "en.safetensors").write_bytes(b"x")
    with pytest.raises(ModelError, match="is damaged"):
        models("show", "acme")


def test_a_format_that_is_not_written(own: Path) -> None:
    assert own
    with pytest.raises(SettingsError, match="text, json"):
        models("list", "--format", "xml")


KEPT = '# ours\r\nlanguage = "zh" # reads Chinese\r\n\r\n[team]\r\ndomains = ["a.example"]\r\n'


def test_use_writes_one_line_and_default_takes_it_out(own: Path) -> None:
    made(own / "acme")
    file = Path("commsense.toml")
    file.write_bytes(KEPT.encode())
    models("use", "acme")
    text = file.read_bytes().decode()
    assert text.replace('model = "acme"\r\n', "", 1) == KEPT
    assert text.index("model") < text.index("[team]")
    models("use", "acme")
    assert file.read_bytes().decode() == text
    models("use", "default")
    assert file.read_bytes().decode() == KEPT
    assert not list(Path().glob(".commsense*"))


def test_use_makes_the_file_where_there_is_none(own: Path) -> None:
    models("use", "default")
    assert not Path("commsense.toml").exists()
    made(own / "acme")
    models("use", "acme")
    assert Path("commsense.toml").read_text() == 'model = "acme"\n'


def test_use_replaces_a_line_and_keeps_its_remark(own: Path) -> None:
    made(own / "acme")
    Path("commsense.toml").write_text("model = 'other'  # for Northwind\ndevice = 'cpu'\n")
    models("use", "acme")
    text = Path("commsense.toml").read_text()
    assert text == "model = \"acme\"  # for Northwind\ndevice = 'cpu'\n"


def test_use_of_a_path_writes_it_from_here(own: Path) -> None:
    made(own.parent / "北区" / "acme")
    models("use", own.parent / "北区" / "acme")
    assert Path("commsense.toml").read_text(encoding="utf-8") == 'model = "./北区/acme"\n'
    assert [each.name for each in listing.listed().entries if each.in_use] == ["acme"]


@pytest.mark.parametrize("text", ["modell = 'x'\n", "[team\n", "\ufeffmodel = 'x'\n"])
def test_use_leaves_a_file_with_mistakes_as_it_is(own: Path, text: str) -> None:
    made(own / "acme")
    file = Path("commsense.toml")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError):
        models("use", "acme")
    assert file.read_text(encoding="utf-8") == text


def test_use_of_what_cannot_be_used(own: Path) -> None:
    (made(own / "acme") / "en.safetensors").write_bytes(b"x")
    for name in ("acme", "nobody", ""):
        with pytest.raises(ModelError):
            models("use", name)
    assert not Path("commsense.toml").exists()


def test_remove_asks_and_removes_all(own: Path) -> None:
    found = made(own / "acme")
    (found / "checkpoints").mkdir()
    (found / "checkpoints" / "1.safetensors").touch()
    Path("commsense.toml").write_text('model = "acme"\n')
    for answer in ("n\n", ""):
        assert run("models", "remove", "acme", stdin=answer).exit_code == 1
        assert found.exists()
    said = models("remove", "acme", stdin="y\n")
    assert str(found) in said
    assert "still names it" in said
    assert list(own.iterdir()) == []


def test_remove_takes_a_damaged_one(own: Path) -> None:
    (made(own / "acme") / "en.safetensors").unlink()
    models("remove", "acme", "--yes")
    assert not (own / "acme").exists()


def test_remove_leaves_what_is_not_the_user_s(own: Path) -> None:
    made(Path("models/default"))
    made(Path("beside"))
    strange = own / "strange"
    strange.mkdir(parents=True)
    (strange / "model.toml").write_text("format = 1")
    for name in ("default", "beside", "strange", "nobody", str(strange), "../own/strange", ".."):
        with pytest.raises(ModelError):
            models("remove", name, "--yes")
    assert (strange / "model.toml").exists()
    assert Path("beside/model.toml").exists()
    assert Path("models/default/model.toml").exists()


def test_remove_follows_no_link(own: Path) -> None:
    other = made(own.parent / "elsewhere" / "acme")
    own.mkdir()
    (own / "acme").symlink_to(other)
    mixed = made(own / "mixed")
    (mixed / "data").symlink_to(other.parent)
    for name in ("acme", "mixed"):
        with pytest.raises(ModelError, match="is a link to"):
            models("remove", name, "--yes")
    assert (other / "model.toml").exists()
    assert (mixed / "model.toml").exists()


ROW = '{"id": "1", "text": "When will it be ready?", "language": "en"}\n'
LABELLED = '{"id": "1", "text": "Ready?", "language": "en", "sentiment": "neutral", "acts": []}\n'
THREAD = (
    '{"id": "t", "messages": [{"id": "m", "side": "client", "date": "2026-01-05",'
    ' "sentences": [{"id": "s", "text": "When will it be ready?", "language": "en"}]}]}\n'
)


@pytest.mark.parametrize("command", ["predict", "track", "evaluate", "check", "score"])
@pytest.mark.parametrize("name", ["acme", "nobody"])
def test_a_named_model_works_in_every_command(own: Path, command: str, name: str) -> None:
    made(own / "acme")
    mail = "From: a@a.example\nTo: b@b.example\nDate: Mon, 5 Jan 2026 10:00:00 +0000\n\nReady?\n"
    name_of, text = {
        "predict": ("a.jsonl", ROW),
        "track": ("a.jsonl", THREAD),
        "evaluate": ("a.jsonl", LABELLED),
        "check": ("a.txt", "Ready?"),
        "score": ("a.eml", mail),
    }[command]
    file = Path(name_of)
    file.write_text(text)
    words = [command, file, "--model", name, "--device", "cpu"]
    words += ["-o", "report", "--format", "json"] if command == "score" else []
    if name == "nobody":
        with pytest.raises(CommsenseError, match=r"No model at 'nobody'[\s\S]*own: acme"):
            run(*words)
        return
    done = run(*words)
    assert done.exit_code == 0, done.stdout + done.stderr


@pytest.mark.parametrize("command", ["serve", "gateway", "lsp"])
def test_what_goes_on_running_takes_a_model_too(command: str) -> None:
    done = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"})
    assert "--model" in done.stdout


def test_the_python_interface_takes_a_name(own: Path) -> None:
    made(own / "acme")
    (answer,) = api.predict([json.loads(ROW)], model="acme", device="cpu")
    assert answer["id"] == "1"
    assert api.remembering("acme", "cpu")
    assert Settings(model="acme").model == "acme"


def test_an_editor_names_a_model(own: Path) -> None:
    work = own.parent / "work"
    made(work / "models" / "acme")
    (work / "commsense.toml").write_text('model = "other"\n')

    def chosen(table: dict[str, object]) -> str:
        return lsp_options.settings(lsp_options.read(table), work / "a.md", (work,), "en").model

    assert chosen({}) == "other"
    assert chosen({"model": "acme"}) == str(work / "models" / "acme")
    assert chosen({"model": "default"}) == "default"
    assert chosen({"model": "mine/acme"}) == str(work / "mine/acme")
    assert chosen({"model": ""}) == "other"
