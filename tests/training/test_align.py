from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from taught import CHINESE, SPECIAL, VOCABULARY, WORDS

from commsense.training.lessons import LABELS

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from commsense.backends.network import Network, Size  # noqa: E402
from commsense.training import align  # noqa: E402

SIZE = Size(len(VOCABULARY), len(LABELS), 1, 1, width=32, layers=1, attention_heads=4, inner=48)
OLD = SPECIAL + len(WORDS)
OPTIONS = align.Options(
    epochs=6, batch=8, english=4, warm_up=2, held=6, save_every=3, longest=9, rate=1e-3
)
RANDOM = np.random.default_rng(4)


def pair() -> tuple[tuple[int, ...], tuple[int, ...]]:
    places = RANDOM.choice(len(CHINESE), 2, replace=False)
    english = tuple(SPECIAL + 1 + int(place) for place in places)
    return english, tuple(OLD + int(place) for place in places)


PAIRS = [pair() for _ in range(46)]
WORDS_NAME = "embeddings.word_embeddings.weight"


class CutOffError(Exception):
    pass


def student():
    torch.manual_seed(0)
    return Network(SIZE).encoder


TEACHER = align.vectors(student(), [english for english, _ in PAIRS])


def trained(checkpoint: Path, cut_after: int | None = None, pairs=PAIRS):
    """Train, and cut it off when its ``cut_after``-th checkpoint was written."""
    said: list[str] = []

    def say(text: str) -> None:
        said.append(text)
        if len(said) == cut_after:
            raise CutOffError

    found = student()
    align.train(found, OLD, pairs, TEACHER, OPTIONS, checkpoint, say)
    return found


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory):
    return trained(tmp_path_factory.mktemp("whole") / "run")


@pytest.mark.parametrize("cut_after", [1, 4])
def test_a_run_that_was_cut_off_ends_with_the_same_weights(
    tmp_path: Path, whole, cut_after: int
) -> None:
    with pytest.raises(CutOffError):
        trained(tmp_path / "run", cut_after)
    found = trained(tmp_path / "run").state_dict()
    for name, weights in whole.state_dict().items():
        assert torch.equal(found[name], weights), name


def test_old_rows_stay_and_new_ones_move(whole) -> None:
    before, after = student().state_dict()[WORDS_NAME], whole.state_dict()[WORDS_NAME]
    assert after.dtype == before.dtype
    assert torch.equal(after[:OLD], before[:OLD])
    assert not torch.isclose(
        after[OLD : OLD + len(CHINESE)], before[OLD : OLD + len(CHINESE)]
    ).all()


def test_chinese_comes_to_stand_where_its_translation_does(whole) -> None:
    target = TEACHER.astype(np.float32)
    before, after = (
        align.vectors(found, [other for _, other in PAIRS]).astype(np.float32) @ target.T
        for found in (student(), whole)
    )
    assert 1 - after.diagonal().mean() < 0.5 * (1 - before.diagonal().mean())
    assert same_words(after) > 0.75 > 0.5 > same_words(before)


def same_words(alike: np.ndarray) -> float:
    """Give the share of Chinese sentences whose nearest English one says the same words."""
    words = [frozenset(english) for english, _ in PAIRS]
    return float(np.mean([words[found] == words[n] for n, found in enumerate(alike.argmax(1))]))


def test_english_stays_where_it_was(whole) -> None:
    english = align.vectors(whole, [one for one, _ in PAIRS]).astype(np.float32)
    assert (english * TEACHER.astype(np.float32)).sum(axis=1).min() > 0.8


def test_vectors_are_of_length_one_and_do_not_depend_on_the_batch() -> None:
    sentences = [(SPECIAL,), (SPECIAL, SPECIAL + 1, SPECIAL + 2), (SPECIAL + 3,)]
    together = align.vectors(student(), sentences)
    alone = np.concatenate([align.vectors(student(), [each]) for each in sentences])
    assert np.linalg.norm(together.astype(np.float32), axis=1) == pytest.approx(1, abs=1e-2)
    assert together == pytest.approx(alone, abs=2e-3)


def test_pairs_that_are_too_long_or_empty_teach_nothing(tmp_path: Path, whole) -> None:
    english, chinese = PAIRS[0]
    more = [*PAIRS, (english * 9, chinese), ((), chinese), (english, ())]
    found = trained(tmp_path / "run", pairs=more).state_dict()
    for name, weights in whole.state_dict().items():
        assert torch.equal(found[name], weights), name
