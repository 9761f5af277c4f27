"""``commsense models export`` and ``import``: one file, and only what it may hold."""

from __future__ import annotations

import stat
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from commsense import backends
from commsense.cli.commands import app
from commsense.errors import CommsenseError, InputError, MissingExtra, ModelError
from commsense.learning.models import archives, packing, unpacking
from model_made import TOPIC, made


@pytest.fixture
def own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMMSENSE_MODELS", str(folder / "own"))
    return folder / "own"


@pytest.fixture
def pack(own: Path, folder: Path) -> Path:
    """A good zip of a model ``acme``, which lies nowhere where it would be found."""
    assert own
    return packing.export(str(made(folder / "trained" / "acme", [TOPIC])), folder / "a.zip").file


def run(*words: object) -> Result:
    done = CliRunner().invoke(app, ["models", *map(str, words)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def contents(pack: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(pack) as given_:
        return {name: given_.read(name) for name in given_.namelist()}


def rezipped(target: Path, given_: dict[str, bytes], **more: bytes) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in {**given_, **more}.items():
            pack.writestr(name, data)
    return target


def refused(own: Path, file: Path, name: str = "") -> str:
    """See that it is refused and nothing is left anywhere, and give what is said."""
    before = {path for path in own.parent.rglob("*") if not path.is_relative_to(own)}
    with pytest.raises(CommsenseError) as caught:
        unpacking.install(file, name=name)
    assert not own.exists() or list(own.iterdir()) == []
    assert {path for path in own.parent.rglob("*") if not path.is_relative_to(own)} == before
    return str(caught.value)


def test_export_holds_the_card_and_its_files_alone(own: Path, folder: Path) -> None:
    found = made(own / "acme")
    (found / "README.md").write_text("About it.")
    (found / "errors.html").write_text("a sentence of somebody's mail")
    (found / "checkpoints").mkdir()
    (found / "checkpoints" / "1.safetensors").write_bytes(b"x" * 1_000)
    said = run("export", "acme", "-o", folder / "acme.zip").stdout
    assert set(contents(folder / "acme.zip")) == {
        "acme/model.toml",
        "acme/en.safetensors",
        "acme/README.md",
    }
    assert "Left out: checkpoints, errors.html." in said
    assert not list(folder.glob(".*"))


def test_the_same_model_gives_the_same_bytes(own: Path, folder: Path) -> None:
    found = made(own / "acme", [TOPIC])
    first = packing.export("acme", folder / "1.zip")
    for file in found.iterdir():
        content = file.read_bytes()
        file.unlink()
        file.write_bytes(content)
        file.chmod(0o600)
    assert packing.export("acme", folder / "2.zip").sha256 == first.sha256
    assert (folder / "1.zip").read_bytes() == (folder / "2.zip").read_bytes()


def test_export_of_what_is_damaged_or_to_nowhere(own: Path, folder: Path) -> None:
    found = made(own / "acme")
    for target in (folder / "none" / "acme.zip", folder):
        with pytest.raises(InputError, match=r"cannot be written|is a folder"):
            packing.export("acme", target)
    (found / "en.safetensors").write_bytes(b"x")
    (folder / "acme.zip").write_bytes(b"an older one")
    with pytest.raises(ModelError, match="damaged"):
        packing.export("acme", folder / "acme.zip")
    assert (folder / "acme.zip").read_bytes() == b"an older one"


def test_export_in_whole_numbers(own: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch")
    made(own / "acme")
    with pytest.raises(ModelError, match="int8"):  # it has no encoder
        run("export", "acme", "-o", folder / "acme.zip", "--int8")
    assert not (folder / "acme.zip").exists()
    monkeypatch.setattr(
        "commsense.training.export_model.to_int8",
        lambda _, target: made(target, about='licence = "smaller"\n'),
    )
    run("export", "acme", "-o", folder / "acme.zip", "--int8")
    assert b"smaller" in contents(folder / "acme.zip")["acme/model.toml"]


def test_export_in_whole_numbers_without_the_packages(
    own: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(own / "acme")
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(MissingExtra, match=r"commsense\[train\]"):
        run("export", "acme", "-o", folder / "acme.zip", "--int8")


def test_import_puts_it_in_place(own: Path, pack: Path) -> None:
    said = run("import", pack).stdout
    assert f"acme is in place: {own / 'acme'}" in said
    assert backends.load("acme").own_tasks["topic"].values == ("billing", "delay")
    run("install", pack, "--name", "acme2")
    run("import", pack, "--name", "acme3", "--here")
    assert backends.load("acme3")
    assert {path.name for path in own.iterdir()} == {"acme", "acme2"}
    again = packing.export("acme", pack.with_name("b.zip"))
    assert again.file.read_bytes() == pack.read_bytes()


def test_import_of_what_a_file_manager_packed_anew(own: Path, pack: Path) -> None:
    given_ = {"acme/": b"", **contents(pack), "__MACOSX/acme/._model.toml": b"x"}
    unpacking.install(rezipped(pack, given_, **{"acme/.DS_Store": b"x"}))
    assert {path.name for path in (own / "acme").iterdir()} == {"model.toml", "en.safetensors"}


@pytest.mark.parametrize("name", ["default", "../acme", "a/b", "", "NUL", ".acme"])
def test_import_under_a_name_that_it_cannot_have(own: Path, pack: Path, name: str) -> None:
    given_ = {entry.replace("acme/", f"{name}/"): data for entry, data in contents(pack).items()}
    assert refused(own, rezipped(pack, given_))
    if name:
        assert "--name" in refused(own, packing.export("trained/acme", pack).file, name)


def test_import_where_the_name_is_taken(own: Path, pack: Path) -> None:
    made(Path("models/acme"))
    with pytest.raises(ModelError, match=r"there already: models/acme\."):
        unpacking.install(pack)
    (own / "other").mkdir(parents=True)
    (own / "other" / "notes.txt").touch()  # no model, and not ours to overwrite
    with pytest.raises(InputError, match="other"):
        unpacking.install(pack, name="other")
    assert [path.name for path in own.rglob("*")] == ["other", "notes.txt"]


@pytest.mark.parametrize(
    "entry",
    [
        *("../evil", "acme/../../evil", "/etc/evil", "C:\\evil", "acme\\evil", "acme/sub/evil"),
        *("acme/..", "evil", "other/evil", "acme/e\u202evil", "acme/con:x", "./acme/evil"),
        *("acme/evil.safetensors", "acme/MODEL.toml"),
    ],
)
def test_entries_that_have_no_business_there(own: Path, pack: Path, entry: str) -> None:
    assert refused(own, rezipped(pack, contents(pack), **{entry: b"x"}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_there_twice(own: Path, pack: Path) -> None:
    with zipfile.ZipFile(pack, "a") as given_:
        given_.writestr("acme/model.toml", b"x")
    assert "stands there twice" in refused(own, pack)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices(own: Path, pack: Path, kind: int) -> None:
    info = zipfile.ZipInfo("acme/README.md")
    info.create_system = 3
    info.external_attr = (kind | 0o777) << 16
    with zipfile.ZipFile(pack, "a") as given_:
        given_.writestr(info, "/etc/passwd")
    assert "is a link or a device" in refused(own, pack)


def test_what_would_grow_too_much(own: Path, pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given_ = contents(pack)
    big = rezipped(pack.with_name("big.zip"), given_, **{"acme/README.md": b"\0" * 5_000_000})
    assert "would grow to 5000000 bytes" in refused(own, big)
    many = rezipped(pack.with_name("many.zip"), {f"acme/f{n}": b"" for n in range(201)})
    assert "holds 201 entries" in refused(own, many)
    monkeypatch.setattr(archives, "MOST_BYTES", 100)
    assert "larger than 100 bytes" in refused(own, pack)


def test_an_entry_that_lies_about_its_size(own: Path, pack: Path) -> None:
    content = bytearray(pack.read_bytes())
    with zipfile.ZipFile(pack) as given_:
        size = given_.getinfo("acme/en.safetensors").file_size
    real, told = size.to_bytes(4, "little"), (10).to_bytes(4, "little")
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(b"acme/en.safetensors"))
    at = content.index(real, at)
    content[at : at + 8] = content[at : at + 8].replace(real, told)
    pack.write_bytes(content)
    assert refused(own, pack)


def test_what_is_damaged_or_none_of_ours(own: Path, pack: Path) -> None:
    given_ = contents(pack)
    changed = {**given_, "acme/en.safetensors": given_["acme/en.safetensors"][:-1] + b"\7"}
    assert "is damaged: expected sha256" in refused(own, rezipped(pack, changed))
    short = {name: data for name, data in given_.items() if "safetensors" not in name}
    assert "expected the file en.safetensors" in refused(own, rezipped(pack, short))
    assert "no model.toml" in refused(own, rezipped(pack, {"acme/x": b"x"}))
    foreign = {**given_, "acme/model.toml": b"format = 1"}
    assert "expected format = 2" in refused(own, rezipped(pack, foreign))
    unlisted = {**given_, "acme/extra.json": b"{}"}
    assert "extra.json, which its card does not list" in refused(own, rezipped(pack, unlisted))
    for content in (b"", b"no zip", pack.read_bytes()[:200]):
        pack.write_bytes(content)
        assert "no zip" in refused(own, pack)
    assert "none.zip" in refused(own, pack.with_name("none.zip"))


def test_a_file_that_is_encrypted_or_packed_oddly(own: Path, pack: Path) -> None:
    given_ = contents(pack)
    with zipfile.ZipFile(pack, "w", zipfile.ZIP_LZMA) as odd:
        for name, data in given_.items():
            odd.writestr(name, data)
    assert "packed in a way" in refused(own, pack)
    content = bytearray(rezipped(pack, given_).read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    pack.write_bytes(content)
    assert "is encrypted" in refused(own, pack)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.floats(0, 0.9999), st.binary(min_size=1, max_size=4)), min_size=1))
def test_any_file(own: Path, pack: Path, edits: list[tuple[float, bytes]]) -> None:
    content = bytearray(pack.read_bytes())
    for where, new in edits:
        # what tells the entries stands at the end
        start = len(content) - 1 - int(where * 900)
        content[start : start + len(new)] = new
    file = pack.with_name("any.zip")
    file.write_bytes(content)
    try:
        unpacking.install(file, name="any")
    except CommsenseError:
        assert not own.exists() or list(own.iterdir()) == []
    else:
        (only,) = own.iterdir()
        for path in only.iterdir():
            path.unlink()
        only.rmdir()
