"""Cards and folders that are refused, and why; nothing but ModelError ever comes out."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.numpy import save

from commsense import backends
from commsense.backends import ModelInput
from commsense.errors import ModelError
from model_made import BUILT_IN, TOPIC, arrays, made

LABELS = len(BUILT_IN)
SENTENCE = [ModelInput("When will it be ready?", "en")]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return made(tmp_path / "small")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("whole") / "small", [TOPIC])


def refused(place: Path) -> str:
    with pytest.raises(ModelError) as caught:
        backends.load(str(place))
    with pytest.raises(ModelError):
        backends.identify(str(place))
    return str(caught.value)


def changed(place: Path, old: str, new: str) -> Path:
    card = place / "model.toml"
    text = card.read_text(encoding="utf-8")
    assert old in text
    card.write_text(text.replace(old, new, 1), encoding="utf-8")
    return place


def weighed(place: Path, content: bytes, name: str = "en.safetensors") -> Path:
    """Put other content into a file and its sha256 into the card, as one who means harm would."""
    old = hashlib.sha256((place / name).read_bytes()).hexdigest()
    (place / name).write_bytes(content)
    return changed(place, old, hashlib.sha256(content).hexdigest())


def test_small_models_are_read(small: Path, tmp_path: Path) -> None:
    assert len(backends.load(str(small)).predict(SENTENCE)) == 1
    own = made(tmp_path / "own", [TOPIC, ("signs", ("升级",), True)])
    assert backends.own_labels(str(own)) == ("billing", "delay", "升级")


@pytest.mark.parametrize(
    "name",
    [
        *("/etc/passwd", "..", ".", "../x", "a/b", "a\\\\b", "C:x", "", "a\\u0000", "x."),
        *("model.toml", "~", "a b", "\\u202egpj.x", "x" * 200),
    ],
)
def test_file_names_that_are_tricks(small: Path, name: str) -> None:
    assert "plain file name" in refused(changed(small, '"en.safetensors" =', f'"{name}" ='))


@pytest.mark.parametrize("name", ["weights.bin", "model.PT", "heads.pkl", "a.pth", "b.ckpt"])
def test_a_pickle_is_named(tmp_path: Path, name: str) -> None:
    assert f"{name} is a pickle" in refused(made(tmp_path / "m", files={name: b"x"}))


@pytest.mark.parametrize("content", [b"\x80\x04\x95rest of it", b"PK\x03\x04archive of torch"])
def test_a_pickle_by_another_name(small: Path, content: bytes) -> None:
    assert "is a pickle, whatever its name" in refused(weighed(small, content))


def test_a_pickle_beside_missing_weights_is_named(small: Path) -> None:
    (small / "en.safetensors").rename(small / "pytorch_model.bin")
    assert "There is pytorch_model.bin, a pickle" in refused(small)


def test_a_header_that_starts_as_a_pickle_does_is_none(tmp_path: Path) -> None:
    # 640 bytes of header: 0x80 0x02 in front
    header = b'{"__metadata__":{"a":"' + b"x" * 615 + b'"}}'
    header += b" " * (640 - len(header))
    found = made(tmp_path / "m", files={"more.safetensors": (640).to_bytes(8, "little") + header})
    assert backends.load(str(found)).languages == ("en",)


@pytest.mark.parametrize("content", [b"", b"{}", b"not arrays at all", b"\xff" * 100])
def test_weights_that_are_no_arrays(small: Path, content: bytes) -> None:
    assert "cannot be read as arrays" in refused(weighed(small, content))


def test_other_arrays_that_are_none(tmp_path: Path) -> None:
    found = made(tmp_path / "m", files={"encoder.safetensors": b"nothing of the kind"})
    assert "encoder.safetensors cannot be read as arrays" in refused(found)


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("buckets", np.array([1 << 30], dtype=np.int64)),
        ("buckets", np.array([-1], dtype=np.int32)),
        ("buckets", np.array([0.5], dtype=np.float32)),
        ("phrases", np.array(3, dtype=np.int32)),
        ("phrase_lists", np.array([[10**6]], dtype=np.int64)),
        ("weights", np.zeros((1, LABELS), dtype=np.float32)),
        ("weights", np.zeros((2, LABELS), dtype=np.int8)),
        ("cue_weights", np.zeros((2, LABELS), dtype=np.int16)),
        ("scale", np.ones(1, dtype=np.float32)),
        ("bias", np.full(LABELS, np.nan, dtype=np.float32)),
        ("calibration", np.ones((3, LABELS), dtype=np.float32)),
        ("calibration", np.zeros((2, LABELS), dtype=np.bool_)),
    ],
)
def test_arrays_that_do_not_fit(small: Path, name: str, array: np.ndarray) -> None:
    assert name in refused(weighed(small, save({**arrays(LABELS), name: array})))


def test_a_large_card(small: Path) -> None:
    with (small / "model.toml").open("a") as card:
        card.write("# " + "x" * 2**20)
    assert "larger than" in refused(small)


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe f\x00",
        "licence = 'gr\xfcn'".encode("latin-1"),
        b"a = " + b"[" * 50_000,
        b"a = " + b"9" * 5_000,
        b"format = 2",
        b"",
    ],
)
def test_a_card_that_is_none(small: Path, content: bytes) -> None:
    (small / "model.toml").write_bytes(content)
    assert "model.toml" in refused(small)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("format = 2", "format = '2'", "expected format = 2"),
        ('name = "small"', "name = 3", "name: found 3"),
        ('name = "small"', 'name = "a\\u001b[2J"', "name: found"),
        ('question" = 0.5', 'question" = nan', "thresholds"),
        ('question" = 0.5', 'question" = true', "thresholds"),
        ('question" = 0.5', 'question" = ' + "9" * 400, "thresholds"),
        ('[languages.en]\nfile = "en.safetensors"', "[languages.en]\nfile = []", "no sha256"),
    ],
)
def test_keys_that_are_not_in_form(small: Path, old: str, new: str, said: str) -> None:
    assert said in refused(changed(small, old, new))


def test_a_sha256_that_is_none(small: Path) -> None:
    sha256 = hashlib.sha256((small / "en.safetensors").read_bytes()).hexdigest()
    assert "expected a sha256" in refused(changed(small, f'"{sha256}"', "12"))


@pytest.mark.parametrize("name", ["en.safetensors", "model.toml"])
def test_a_link_that_leads_out(small: Path, tmp_path: Path, name: str) -> None:
    (small / name).rename(tmp_path / "elsewhere")
    (small / name).symlink_to(tmp_path / "elsewhere")
    assert f"{name} is a link" in refused(small)


def test_a_link_to_itself(small: Path) -> None:
    (small / "en.safetensors").unlink()
    (small / "en.safetensors").symlink_to("en.safetensors")
    assert "en.safetensors" in refused(small)


def test_a_file_that_is_none(small: Path) -> None:
    (small / "en.safetensors").unlink()
    (small / "en.safetensors").mkdir()
    assert "to be a file" in refused(small)
    (small / "en.safetensors").rmdir()
    os.mkfifo(small / "en.safetensors")  # would be waited for
    assert "to be a file" in refused(small)


@pytest.mark.parametrize(
    ("tasks", "said"),
    [
        ([("acts", ("a", "b"), True)], "acts is a task of the label guide"),
        ([("t", ("a",), True), ("t", ("b",), True)], "t stands there twice"),
        ([("t", ("a",), True), ("u", ("a",), True)], "a is a label more than once"),
        ([("t", ("question",), True)], "question is a label more than once"),
        ([("t", ("a", "a"), True)], "a is a label more than once"),
        ([("t", ("a",), False)], "two or more without several"),
        ([("t", tuple(f"l{n}" for n in range(101)), True)], "found 101 values"),
        ([("t", ("Billing",), True)], "accepted are a letter"),
        ([("t", ("a b",), True)], "accepted are a letter"),
        ([("2t", ("a",), True)], "accepted are a letter"),
    ],
)
def test_tasks_that_are_not_in_form(
    tmp_path: Path, tasks: list[tuple[str, tuple[str, ...], bool]], said: str
) -> None:
    assert said in refused(made(tmp_path / "m", tasks))


def test_a_task_of_a_hundred_labels(tmp_path: Path) -> None:
    task = ("t", tuple(f"l{n}" for n in range(100)), True)
    assert len(backends.own_labels(str(made(tmp_path / "m", [task])))) == 100


def test_labels_that_no_task_has(tmp_path: Path) -> None:
    found = made(tmp_path / "m", [TOPIC])
    assert "expected the labels" in refused(changed(found, '"billing", "delay"]', '"delay"]'))


@pytest.fixture(scope="module")
def try_(whole: Path) -> Callable[[Callable[[Path], None]], None]:
    """Load a copy of a model that was changed, and read with it if that works."""

    def run(change: Callable[[Path], None]) -> None:
        with tempfile.TemporaryDirectory() as place:
            copy = Path(shutil.copytree(whole, Path(place) / "small"))
            change(copy)
            try:
                found = backends.load(str(copy)).predict(SENTENCE)
            except ModelError:
                pass
            else:
                assert 0 <= found[0].acts["question"] <= 1

    return run


TOKENS = st.sampled_from(
    [
        *("=", '"', "[", "]", "[[tasks]]", "\n", "0.5", "true", "{}", "[]", "..", "/", "\\", "\0"),
        *(
            "nan",
            "inf",
            "-1",
            "9" * 30,
            "1979-05-27",
            "''",
            "#",
            "en",
            "é",
            "\u202e",
            "linear",
            "cascade",
        ),
    ]
)
LIMITED = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@LIMITED
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), TOKENS), min_size=1, max_size=4))
def test_any_card(
    try_: Callable[[Callable[[Path], None]], None], edits: list[tuple[float, int, str]]
) -> None:
    def change(place: Path) -> None:
        card = place / "model.toml"
        text = card.read_text(encoding="utf-8")
        for where, length, token in edits:
            start = int(where * len(text))
            text = text[:start] + token + text[start + length :]
        card.write_text(text, encoding="utf-8")

    try_(change)


VALUES = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(-(2**70), 2**70).map(str),
        st.floats().map(str),
        st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF), max_size=8).map(repr),
    ).map(str),
    lambda inner: st.lists(inner, max_size=3).map(lambda found: f"[{', '.join(found)}]"),
    max_leaves=4,
)
KEYS = st.sampled_from(
    [
        *("format =", "name =", "backend =", "licence =", "labels =", "values =", "several ="),
        *("file =", '"question" =', '"en.safetensors" =', "acts_macro_f1 ="),
    ]
)


@LIMITED
@given(KEYS, VALUES)
def test_any_value(try_: Callable[[Callable[[Path], None]], None], key: str, value: str) -> None:
    def change(place: Path) -> None:
        card = place / "model.toml"
        lines = card.read_text(encoding="utf-8").split("\n")
        assert any(line.startswith(key) for line in lines)
        lines = [f"{key} {value}" if line.startswith(key) else line for line in lines]
        card.write_text("\n".join(lines), encoding="utf-8")

    try_(change)


@LIMITED
@given(st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=4)), min_size=1, max_size=3))
def test_any_weights(
    try_: Callable[[Callable[[Path], None]], None], edits: list[tuple[float, bytes]]
) -> None:
    def change(place: Path) -> None:
        content = (place / "en.safetensors").read_bytes()
        for where, new in edits:
            start = int(where * len(content))
            content = content[:start] + new + content[start + len(new) :]
        if content != (place / "en.safetensors").read_bytes():
            weighed(place, content)

    try_(change)
