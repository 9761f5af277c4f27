"""Measure how fast archives are scored, with VADER and TF-IDF beside it in the same run for scale.

    python scripts/bench_score.py mail.mbox --rounds 3 --workers 2

The rounds of all candidates alternate, and the best of each counts: other work on the machine can
only make a round slower. commsense is measured whole, from the bytes on disk to the assessment;
VADER and TF-IDF only on sentences that are already cut, so theirs is the easier job.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from commsense import api, sources, text
from commsense.conversation import Message, Skipped
from commsense.parallel import cores
from commsense.settings import Settings

AUTHORED = Path(__file__).resolve().parents[1] / "data" / "authored" / "threads.jsonl"


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, nargs="*", default=sorted({1, cores()}))
    options = parser.parse_args()
    found = messages(options.paths)
    sentences = [sentence.text for message in found for sentence in message.sentences]
    print(f"{len(found)} messages, {len(sentences)} sentences, best of {options.rounds} rounds")
    candidates: dict[str, Callable[[], object]] = {
        f"commsense, {count} processes": _whole(options.paths, count) for count in options.workers
    }
    candidates["VADER, cut sentences"] = _vader(sentences)
    candidates["TF-IDF + regression, cut sentences"] = _tfidf(sentences)
    times = best(candidates, options.rounds)
    base = next(iter(times.values()))
    print(f"{'':36}{'seconds':>9}{'messages/s':>12}{'ratio':>8}")
    for name, seconds in times.items():
        rate = len(found) / seconds
        print(f"{name:36}{seconds:9.2f}{rate:12.0f}{base / seconds:8.2f}")


def best(candidates: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Run all candidates in turn, several times; give the best time of each in seconds."""
    found = dict.fromkeys(candidates, float("inf"))
    for _ in range(rounds):
        for name, run in candidates.items():
            started = time.perf_counter()
            run()
            found[name] = min(found[name], time.perf_counter() - started)
    return found


def messages(paths: Sequence[Path]) -> list[Message]:
    """Give the messages below the paths, cleaned and cut into sentences."""
    return [
        text.split(text.clean(found))
        for item in sources.items(paths, Settings().limits)
        if not isinstance(item, Skipped)
        for found in sources.parse(item, None)
        if not isinstance(found, Skipped)
    ]


def _whole(paths: Sequence[Path], workers: int) -> Callable[[], object]:
    return lambda: api.score(paths, workers=workers)


def _vader(sentences: Sequence[str]) -> Callable[[], object]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    return lambda: [analyzer.polarity_scores(sentence) for sentence in sentences]


def _tfidf(sentences: Sequence[str]) -> Callable[[], object]:
    """Sentiment by word and character n-grams, trained on the authored threads."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    threads = [json.loads(line) for line in AUTHORED.read_text(encoding="utf-8").splitlines()]
    rows = [s for t in threads for message in t["messages"] for s in message["sentences"]]
    grams = make_union(
        TfidfVectorizer(ngram_range=(1, 2)), TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4))
    )
    model = make_pipeline(grams, LogisticRegression(max_iter=300))
    model.fit([row["text"] for row in rows], [row["sentiment"] for row in rows])
    return lambda: model.predict(list(sentences))


if __name__ == "__main__":
    main()
