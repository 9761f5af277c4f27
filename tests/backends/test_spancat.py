"""Reading with a span categorizer: what is served of a model folder, without torch."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load, save

from commsense import backends
from commsense.assessment import Mark, Prediction
from commsense.backends import heads, span_files, span_pipe, span_words, spancat
from commsense.backends.inputs import ModelInput
from commsense.errors import ModelError
from commsense.training.folder import SpanPart

TEXTS = {
    "en": ["Roll-back of the CI/CD job😀, node.js too.", "", " \n\t", "\ud800 \x00 word"],
    "zh": ["把 API 的 timeout 改一下😀,谢谢。", "", "?!", "字" * 5_000],
}


def stirred(language: str) -> bytes:
    """Numbers that say something: as it starts, a categorizer says the same of all."""
    random = np.random.default_rng(1)
    arrays = load(spancat.to_bytes(spancat.Categorizer(language)))
    return save(
        {
            name: each + random.normal(0, 0.3, each.shape).astype(np.float32)
            for name, each in arrays.items()
        }
    )


@pytest.fixture(params=sorted(TEXTS))
def language(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


def test_words_stand_where_they_are(language: str) -> None:
    for text in TEXTS[language]:
        words = span_words.places(text, language)
        assert all(text[a:b].strip() for a, b in words)
        assert list(words) == sorted(words)
        covered = "".join(text[a:b] for a, b in words)
        assert covered == "".join(text[: span_words.LONGEST].split())


def test_words_of_both_languages() -> None:
    text = "把 API 的 timeout 改一下😀"
    words = [text[a:b] for a, b in span_words.places(text, "zh")]
    assert words[:5] == ["把", "API", "的", "timeout", "改"]
    assert words[-1] == "😀"


def test_stretches_begin_and_end_with_a_word_and_cross_no_comma() -> None:
    words = ["CI", "/", "CD", ",", "job"]
    assert list(span_pipe.stretches(words, 4)) == [(0, 1), (0, 3), (2, 3), (4, 5)]
    assert list(span_pipe.stretches(words, 2)) == [(0, 1), (2, 3), (4, 5)]


def test_marks_do_not_overlap_and_a_higher_limit_gives_the_same_less_some(language: str) -> None:
    made = spancat.from_bytes(stirred(language), language, "here")
    low = made.read(TEXTS[language], 0.0)
    assert any(low)
    for marks, text in zip(low, TEXTS[language], strict=True):
        assert all(0 <= m.start < m.end <= len(text) for m in marks)
        assert all(a.end <= b.start for a, b in pairwise(marks))
    limit = float(np.median([m.confidence for marks in low for m in marks]))
    high = made.read(TEXTS[language], limit)
    assert high == [tuple(m for m in marks if m.confidence >= limit) for marks in low]


def test_what_is_written_reads_alike(language: str) -> None:
    made = spancat.from_bytes(stirred(language), language, "here")
    again = spancat.from_bytes(spancat.to_bytes(made), language, "here")
    read = made.read(TEXTS[language], 0.0)
    assert again.read(TEXTS[language], 0.0) == read
    assert len({m.confidence for marks in read for m in marks}) > 1


def test_a_sentence_reads_alike_alone_and_among_others(language: str) -> None:
    made = spancat.from_bytes(stirred(language), language, "here")
    text = TEXTS[language][0]
    alone = made.read([text], 0.0)[0]
    among = made.read([*TEXTS[language], text], 0.0)[-1]
    assert [(m.start, m.end, m.kind) for m in alone] == [(m.start, m.end, m.kind) for m in among]
    assert [m.confidence for m in alone] == pytest.approx([m.confidence for m in among], abs=1e-5)


def test_words_that_were_read_are_forgotten() -> None:
    made = spancat.Categorizer("en")
    made.read(["An unheardofword stands here."])
    assert "unheardofword" not in made.vocab.strings
    assert "unheardofword" not in span_words._tokenizer().vocab.strings


def test_threads_do_not_disturb_each_other() -> None:
    made = spancat.from_bytes(stirred("en"), "en", "here")
    texts = [f"Sentence number {number} has word{number} in it." for number in range(40)]
    alone = [made.read([text], 0.0) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: made.read([text], 0.0), texts)) == alone


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "cannot be read as arrays"),
        (b"\x80\x04K\x01.", "cannot be read as arrays"),
        (save({"words": np.zeros(3, dtype=np.float32)}), "found words"),
    ],
)
def test_foreign_files_are_refused(content: bytes, said: str) -> None:
    with pytest.raises(ModelError, match=said):
        spancat.from_bytes(content, "en", "jargon-en.safetensors")


def test_damaged_numbers_are_refused() -> None:
    arrays = load(spancat.to_bytes(spancat.Categorizer("en")))
    name = next(iter(arrays))
    for wrong, said in (
        (np.zeros(5, dtype=np.float32), f"expected {name} of"),
        (arrays[name].astype(np.float64), "float64"),
        (np.full_like(arrays[name], np.nan), "numbers that it cannot"),
    ):
        with pytest.raises(ModelError, match=said):
            spancat.from_bytes(save({**arrays, name: wrong}), "en", "here")


def test_another_language_is_refused() -> None:
    with pytest.raises(ModelError, match="accepted: en, zh"):
        spancat.from_bytes(b"", "fr", "here")


def test_joined_keeps_the_first() -> None:
    one, other = Mark(4, 8, "technical", 0.6), Mark(6, 9, "acronym", 0.9)
    free = Mark(0, 2, "acronym", 0.5)
    assert spancat.joined([one], [other, free]) == (free, one)


@dataclass
class Says:
    """Stands for a categorizer."""

    marks: tuple[Mark, ...]
    asked: list[tuple[list[str], float]] = field(default_factory=list)

    def read(self, texts: list[str], least: float) -> list[tuple[Mark, ...]]:
        self.asked.append((texts, least))
        return [self.marks for _ in texts]


@pytest.mark.parametrize("beside", [True, False])
def test_its_marks_stand_where_the_encoders_touch_them(beside: bool) -> None:
    ours, theirs, free = (Mark(a, b, "technical", 0.8) for a, b in ((4, 8), (6, 9), (0, 2)))
    says = Says((ours,))
    said = [Prediction({}, {}, {}, (free, theirs)), heads.nothing()]
    inputs = [ModelInput("some text", "en"), ModelInput("字", "zh")]
    shown = span_files.Shown(says, 0.4, beside)  # type: ignore[arg-type]
    marker = span_files.Marker({"en": shown})
    found = marker.mark(inputs, said)
    assert found[0].jargon == ((free, ours) if beside else (ours,))
    assert found[1] is said[1]  # nobody taught it Chinese
    assert says.asked == [(["some text"], 0.4)]


def card(**table: object) -> dict[str, Any]:
    return {"files": {"a.safetensors": "0"}, "jargon": {"threshold": 0.5, "spancat": table}}


@pytest.mark.parametrize(
    "table",
    [
        {"file": "b.safetensors", "threshold": 0.5, "beside": True},
        {"file": ["a"], "threshold": 0.5, "beside": True},
        {"file": "a.safetensors", "beside": True},
        {"file": "a.safetensors", "threshold": 0.0, "beside": True},
        {"file": "a.safetensors", "threshold": "half", "beside": True},
        {"file": "a.safetensors", "threshold": 0.5},
        "a.safetensors",
    ],
)
def test_tables_that_are_not_in_form_are_refused(table: object, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"jargon\.spancat\.en: expected a file"):
        span_files.load(tmp_path, card(en=table))


def test_most_models_have_none(tmp_path: Path) -> None:
    assert span_files.load(tmp_path, card()) is None
    assert span_files.load(tmp_path, {"files": {}}) is None


def test_no_torch_and_no_network() -> None:
    code = (
        "import sys, socket\n"
        "class No:\n"
        "    def find_spec(self, name, *more):\n"
        "        if name.partition('.')[0] in ('torch', 'transformers', 'onnxruntime'):\n"
        "            raise ModuleNotFoundError(name, name=name)\n"
        "sys.meta_path.insert(0, No())\n"
        "def closed(*_): raise OSError('no network')\n"
        "socket.socket.connect = closed\n"
        "from commsense.backends import spancat\n"
        "made = spancat.from_bytes(spancat.to_bytes(spancat.Categorizer('zh')), 'zh', 'x')\n"
        "print(len(made.read(['把 API 改一下'], 0.0)[0]) > 0)\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert found.stdout.strip() == "True", found.stderr


@pytest.fixture
def served(
    make_encoder: Callable[[], tuple[Any, Any]], write_model: Callable[..., Path], tmp_path: Path
) -> Path:
    """A cascade that has a span categorizer for English."""
    _, parts = make_encoder()
    part = SpanPart(stirred("en"), 0.05, True)
    return write_model(tmp_path / "served", replace(parts, spans={"en": part}))


def test_a_model_folder_with_one(served: Path) -> None:
    model = backends.load(str(served))
    inputs = [ModelInput("We run the job.", "en"), ModelInput("我们明天发报告。", "zh")]
    reader = spancat.from_bytes((served / "jargon-en.safetensors").read_bytes(), "en", "here")
    expected = reader.read([inputs[0].text], 0.05)[0]
    assert expected
    for found in (model.predict(inputs), model.skim(inputs)):
        assert set(expected) <= set(found[0].jargon)


def test_a_damaged_one_is_not_loaded(served: Path) -> None:
    file = served / "jargon-en.safetensors"
    file.write_bytes(file.read_bytes()[:-4] + b"\0\0\0\1")
    with pytest.raises(ModelError, match="damaged"):
        backends.load(str(served))
