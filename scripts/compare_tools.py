"""Compare the encoder of a trained fold with other programs on the kept parts of public sets.

    python scripts/compare_tools.py [--shared ../shared] [--work build/training]

All read the same sentences in one run. Sentiment: VADER, TextBlob and SnowNLP with their own
limits, and TF-IDF with logistic regression trained on the other part of each set. Intents: the
same on Parakweet. The encoder saw the other parts of all sets in training, as one task among many.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.pipeline import make_pipeline

import real_texts
from commsense.backends.encoder import Encoder
from commsense.backends.layouts import OwnLayout
from commsense.labels import SENTIMENTS
from commsense.training import corpus
from commsense.training.examples import LABELS
from commsense.training.lessons import Lesson

ROOT = Path(__file__).resolve().parents[1]
MOST = 1_500
"""Sentences of a set that are compared, drawn with a fixed seed."""
INTENTS = "parakweet"
Answers = NDArray[np.str_]


def main() -> None:
    """Print a table in Markdown."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    options.add_argument("--work", type=Path, default=ROOT / "build" / "training")
    given = options.parse_args()
    everything = corpus.read(
        given.shared / "data", real_texts.load(given.work / "texts.jsonl"), real_texts.LABELS
    )
    print(table(everything, given.work / "encoder0.onnx", given.work / "vocabulary.json"))


def table(everything: corpus.Corpus, weights: Path, vocabulary: Path) -> str:
    """Let all programs read the kept parts; give a table in Markdown."""
    encoder = Encoder(weights, OwnLayout(vocabulary), threads=2)
    lines = [
        "| set | language | sentences | task | program | macro-F1 |",
        "|---|---|---|---|---|---|",
    ]
    for name in dict.fromkeys(each.source for each in everything.kept):
        kept = drawn([each for each in everything.kept if each.source == name])
        rest = [each for each in everything.public if each.source == name]
        for program, found in answers(name, kept, rest, encoder).items():
            true = truth(name, kept)
            score = f1_score(true, found, average="macro", labels=sorted(set(true)))
            task = "intent" if name == INTENTS else "sentiment"
            language = kept[0].given.language
            lines.append(
                f"| {name} | {language} | {len(kept)} | {task} | {program} | {score:.3f} |"
            )
    return "\n".join([*lines, ""])


def drawn(kept: Sequence[Lesson]) -> list[Lesson]:
    """Draw at most ``MOST`` of the lessons."""
    random = np.random.default_rng(0)
    return [kept[place] for place in random.permutation(len(kept))[:MOST]]


def truth(name: str, lessons: Sequence[Lesson]) -> Answers:
    """Give the true answer of each lesson: a sentiment, or whether there is an intent."""
    if name == INTENTS:
        return np.array([str(each.aids[f"{INTENTS} True"] > 0) for each in lessons])
    return np.array([next(iter(each.has & set(SENTIMENTS))) for each in lessons])


def answers(
    name: str, kept: Sequence[Lesson], rest: Sequence[Lesson], encoder: Encoder
) -> dict[str, Answers]:
    """Let every program answer."""
    known = sorted(set(truth(name, kept)))
    found = {
        "commsense": ours(name, kept, known, encoder),
        "TF-IDF, logistic regression": learned(name, kept, rest),
    }
    if name != INTENTS:
        texts = [each.given.text for each in kept]
        tools = {"zh": {"SnowNLP": snow}, "en": {"VADER": vader, "TextBlob": blob}}
        for program, score in tools[kept[0].given.language].items():
            found[program] = by_limits(score(texts), known)
    return found


def ours(name: str, kept: Sequence[Lesson], known: list[str], encoder: Encoder) -> Answers:
    """Take the likeliest of the answers that the set knows.

    An intent is a request, a promise or a question.
    """
    scores = np.stack([each.labels for each in encoder.read([each.given for each in kept])])
    if name == INTENTS:
        places = [LABELS.index(label) for label in ("request", "commitment", "question")]
        chance = 1 / (1 + np.exp(-scores[:, places]))
        return np.array([str(bool(row.max() >= 0.5)) for row in chance])
    places = [LABELS.index(label) for label in known]
    return np.array([known[place] for place in scores[:, places].argmax(axis=1)])


def learned(name: str, kept: Sequence[Lesson], rest: Sequence[Lesson]) -> Answers:
    """Train on the part of the set that is not kept: words and pairs, Chinese by character."""
    chinese = kept[0].given.language == "zh"
    model = make_pipeline(
        TfidfVectorizer(
            analyzer="char" if chinese else "word",
            ngram_range=(1, 3) if chinese else (1, 2),
            sublinear_tf=True,
            min_df=2,
        ),
        LogisticRegression(C=10, max_iter=1000, class_weight="balanced"),
    )
    model.fit([each.given.text for each in rest], truth(name, rest))
    return np.array(model.predict([each.given.text for each in kept]))


def by_limits(scores: Sequence[float], known: list[str]) -> Answers:
    """Cut scores from -1 to 1: neutral between -.05 and .05, unless the set has no neutral."""
    if "neutral" not in known:
        return np.array(["positive" if score >= 0 else "negative" for score in scores])
    cut = [0 if score <= -0.05 else 2 if score >= 0.05 else 1 for score in scores]
    return np.array([SENTIMENTS[place] for place in cut])


def vader(texts: Sequence[str]) -> list[float]:
    """Score with VADER (Hutto and Gilbert 2014)."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    score: Callable[[str], dict[str, float]] = SentimentIntensityAnalyzer().polarity_scores
    return [score(text)["compound"] for text in texts]


def blob(texts: Sequence[str]) -> list[float]:
    """Score with TextBlob's lexicon."""
    from textblob import TextBlob

    return [float(TextBlob(text).sentiment.polarity) for text in texts]


def snow(texts: Sequence[str]) -> list[float]:
    """Score with SnowNLP, from its 0 to 1."""
    from snownlp import SnowNLP

    return [2 * float(SnowNLP(text).sentiments) - 1 if text.strip() else 0.0 for text in texts]


if __name__ == "__main__":
    main()
