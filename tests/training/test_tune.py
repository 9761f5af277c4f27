from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from taught import CHINESE, VOCABULARY, WORDS, cut_all, lesson

from commsense.labels import FLAGS, JARGON_KINDS, RELATIONS, SENTIMENTS
from commsense.training import batches
from commsense.training.batches import Prepared
from commsense.training.lessons import LABELS, Lesson

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from commsense.backends.network import Network, Size, batch  # noqa: E402
from commsense.training import losses, tune  # noqa: E402

AIDS = ("first", "second")
SIZE = Size(
    vocabulary=len(VOCABULARY),
    labels=len(LABELS),
    kinds=len(JARGON_KINDS),
    relations=len(RELATIONS),
    aids=len(AIDS),
    width=48,
    layers=1,
    attention_heads=4,
    inner=64,
)
TAUGHT = [
    lesson("The pump is late", ["negative", "concern"], jargon=((4, 8, "technical"),)),
    lesson("The gate is fine", ["positive", "confirmation"]),
    lesson("When will it be ready?", ["neutral", "question"], jargon=()),
    lesson("We can start now", ["neutral", "commitment"], context=("When will it start?",)),
    lesson("水泵延期", ["negative", "concern"], language="zh", jargon=((0, 2, "technical"),)),
    lesson("项目 start", ["neutral"], language="zh"),
    lesson("It is fine now", [], [], context=("The pump is late",), relation=3),
    lesson("We plan", [], [], context=("The pump is late",), relation=1),
] * 2
PUBLIC = [
    lesson(f"{word} is {state}", [], ["request"], source=source, aids={aid: float(number)})
    for source, aid in (("one", "first"), ("other", "second"))
    for word in WORDS[1:4]
    for number, state in enumerate(("late", "fine"))
]


class CutOffError(Exception):
    pass


def network(seed: int = 0) -> Network:
    torch.manual_seed(seed)
    return Network(SIZE, dropout=0.1)


def options(**changes: float) -> tune.Options:
    plain = {"batch": 4, "epochs": 4, "rate": 1e-3, "public": 8, "save_every": 7, "tell_every": 1}
    return tune.Options(**(plain | changes))


def prepared(rows: list[Lesson]) -> list[Prepared]:
    return batches.prepare(rows, cut_all)


def train(checkpoint: Path, until: int | None = None, **changes: float) -> tune.Tuner:
    """Train, and cut it off once ``until`` steps are done."""

    def say(text: str) -> None:
        if until is not None and text.startswith(f"{until} of "):
            raise CutOffError

    tuner = tune.Tuner(network(), AIDS, options(**changes), "cpu")
    tuner.train(prepared(TAUGHT), prepared(PUBLIC), checkpoint, say)
    return tuner


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tune.Tuner:
    return train(tmp_path_factory.mktemp("whole") / "run")


@pytest.mark.parametrize("until", [3, 7, 9, 23])  # before and after a checkpoint and the averaging
def test_a_run_that_was_cut_off_ends_with_the_same_weights(
    tmp_path: Path, whole: tune.Tuner, until: int
) -> None:
    with pytest.raises(CutOffError):
        train(tmp_path / "run", until)
    found = train(tmp_path / "run").weights()
    for name, exact in whole.weights().items():
        assert torch.equal(found[name], exact), name


def test_training_moves_the_encoder_and_every_head(whole: tune.Tuner) -> None:
    start, end = tune.Tuner(network(), AIDS, options(), "cpu").weights(), whole.weights()
    heads = [f"{name}.weight" for name in ("labels", "spans", "relations", "aids")]
    for name in ["encoder.embeddings.word_embeddings.weight", *heads]:
        assert not torch.isclose(start[name], end[name]).all(), name
    assert all(torch.isfinite(each).all() for each in end.values())


def test_another_seed_gives_other_weights(tmp_path: Path, whole: tune.Tuner) -> None:
    other = train(tmp_path / "run", seed=1).weights()
    assert not torch.equal(other["labels.weight"], whole.weights()["labels.weight"])


def test_the_network_holds_the_weights_that_are_given_out(whole: tune.Tuner) -> None:
    exact = whole.weights()
    for name, live in whole.network.named_parameters():
        assert torch.equal(live.detach(), exact[name].to(live.dtype)), name


def test_the_last_weights_are_averaged(tmp_path: Path) -> None:
    last, mean = (train(tmp_path / str(n), averaged=n, epochs=8).weights() for n in (0.0, 0.9))
    assert not torch.equal(last["labels.weight"], mean["labels.weight"])


def loss_of(found: Network, rows: list[Lesson]) -> float:
    chosen = prepared(rows)
    weight = losses.weights(rows, 0.35)
    aids = {name: place for place, name in enumerate(AIDS)}
    with torch.no_grad():
        scores = found.eval()(*batch([each.reading for each in chosen]))
    return float(losses.total(scores, chosen, weight, aids))


def test_the_loss_falls_and_the_labels_are_found(tmp_path: Path) -> None:
    rows = TAUGHT[:6]
    before = loss_of(network(), rows)
    tuner = tune.Tuner(network(), AIDS, options(epochs=60, rate=2e-3, batch=6), "cpu")
    tuner.train(prepared(rows), [], tmp_path / "run", lambda _: None)
    assert loss_of(tuner.network, rows) < 0.3 * before
    for each, (labels, _, _) in zip(
        rows, tune.scores(tuner.network, prepared(rows), "cpu"), strict=True
    ):
        assert SENTIMENTS[labels[:3].argmax()] in each.has


def test_scores_come_in_order_whatever_the_batch() -> None:
    rows = prepared([*TAUGHT[:8], *PUBLIC])
    alone, together = (tune.scores(network(), rows, "cpu", size) for size in (1, 64))
    for each, one, other in zip(rows, alone, together, strict=True):
        assert one[1].shape == (each.own, 1 + len(JARGON_KINDS))
        for left, right in zip(one, other, strict=True):
            assert left == pytest.approx(right, abs=1e-5)


def gradients(rows: list[Lesson]) -> losses.Scores:
    """Give how the loss of a batch depends on each of its scores."""
    chosen = prepared(rows)
    length = max(len(each.reading.pieces) for each in chosen)
    random = torch.Generator().manual_seed(1)
    scores = losses.Scores(
        *(
            torch.randn(shape, generator=random).requires_grad_()
            for shape in (
                (len(rows), len(LABELS)),
                (len(rows), length, 1 + len(JARGON_KINDS)),
                (len(rows), len(RELATIONS)),
                (len(rows), len(AIDS)),
            )
        )
    )
    aids = {name: place for place, name in enumerate(AIDS)}
    losses.total(scores, chosen, losses.weights(rows, 0.35), aids).backward()
    return losses.Scores(*(each.grad for each in scores))


def test_labels_of_which_nothing_is_known_get_no_gradient() -> None:
    found = gradients([lesson("The pump", ["concern"], ["question"]), lesson("The gate", [], [])])
    judged = sorted((LABELS.index("concern"), LABELS.index("question")))
    assert np.flatnonzero(found.labels[0]).tolist() == judged
    assert not found.labels[1].any()


def test_what_holds_is_pulled_up_and_what_is_missing_down() -> None:
    found = gradients([lesson("The pump", ["concern"], ["question"])]).labels[0]
    assert found[LABELS.index("concern")] < 0 < found[LABELS.index("question")]


def test_sentiment_teaches_only_where_all_three_are_known() -> None:
    missing = [each for each in LABELS if each not in (*FLAGS, "negative")]
    found = gradients(
        [
            lesson("The pump", ["negative"], missing),
            lesson("The gate", ["concern"], ["positive"]),
        ]
    ).labels
    assert (found[0, 0] < 0) & (found[0, 1:3] > 0).all()
    assert not found[0, -len(FLAGS) :].any()
    assert not found[1, :3].any()


def test_spans_teach_only_the_sentence_of_marked_lessons() -> None:
    text = "The pump is late"
    found = gradients([lesson(text, jargon=(), context=("The gate",)), lesson(text)]).spans
    assert found[0].any(dim=-1).nonzero().flatten().tolist() == [2, 3, 4, 5]
    assert not found[1].any()


def test_marked_jargon_is_pulled_up_where_it_stands() -> None:
    marked = lesson("The pump is late", jargon=((4, 8, "technical"),))
    found = gradients([marked]).spans[0]
    kind = 1 + JARGON_KINDS.index("technical")
    assert [int(each.argmin()) for each in found[2:6]] == [0, kind, 0, 0]


def test_relations_and_aids_teach_only_where_they_are_given() -> None:
    found = gradients(
        [lesson("Fine", [], [], relation=2), lesson("Late", [], [], aids={"second": 1.0})]
    )
    assert found.relations[0, 2] < 0
    assert not found.relations[1].any()
    assert not found.aids[0].any()
    assert found.aids[1, 0] == 0
    assert found.aids[1, 1] < 0


def test_rarer_labels_weigh_more() -> None:
    rows = [lesson("x", ["neutral", *(["concern"] if n < 40 else ["cause"])]) for n in range(400)]
    found = losses.weights(rows, 0.35)[[LABELS.index(name) for name in ("cause", "concern")]]
    assert 1 <= found[0] < found[1] <= 6


def test_chinese_words_are_pieces_of_their_own() -> None:
    found = cut_all(["水泵延期"])[0]
    assert found.pieces == tuple(VOCABULARY.index(word) for word in (CHINESE[2], CHINESE[4]))
