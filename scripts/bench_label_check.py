"""How long ``labels check`` takes, and how much memory: rows with labels by rule, some wrong.

    python scripts/bench_label_check.py --data DATA --rows 100000

DATA holds parallel/jiyu.jsonl.gz, whose sentences are labelled by the words in them; every tenth
one is labelled by two people. Time and memory are those of the whole command, one thread.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ACTS = ("question", "request", "concern", "status", "cause", "solution", "commitment")
WRONG = 0.05


def main() -> None:
    """Write the rows, run the command, print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "labels.jsonl"
        with file.open("w", encoding="utf-8") as out:
            for row in rows(options.data, options.rows):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        one = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        start = time.perf_counter()
        command = [sys.executable, "-m", "commsense", "labels", "check", str(file), "-o"]
        subprocess.run([*command, f"{folder}/report.json"], env=one, check=True)
        took = time.perf_counter() - start
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        report = json.loads(Path(folder, "report.json").read_text(encoding="utf-8"))
        print(f"{report['rows']:,} rows, {took:.0f} s ({used.ru_utime:.0f} s of one core)")
        print(
            f"peak {used.ru_maxrss / 2**20:.2f} GiB, notes {[n['kind'] for n in report['notes']]}"
        )


def rows(data: Path, count: int) -> Iterator[dict[str, object]]:
    """Give rows: English and Chinese by turns, twenty a thread."""
    luck = random.Random(0)  # noqa: S311 - labels to be found wrong, not a secret
    number = 0
    while number < count:
        with gzip.open(data / "parallel/jiyu.jsonl.gz", "rt", encoding="utf-8") as file:
            for line in file:
                pair = json.loads(line)
                for language in ("en", "zh"):
                    # Beyond the end of the file the same texts come again, made different.
                    again = f" ({number})" if number > 400_000 else ""
                    text = pair[language] + again
                    for person in ("anna", "ben")[: 1 + (number % 10 == 0)]:
                        yield row(text, language, number, person, luck)
                    number += 1
                if number >= count:
                    return


def row(
    text: str, language: str, number: int, person: str, luck: random.Random
) -> dict[str, object]:
    """Label a sentence by its words, one in twenty wrongly."""
    low = text.lower()
    acts = {
        "question": "?" in text or "？" in text,
        "request": "please" in low or "请" in text,
        "concern": any(word in low for word in ("problem", "afraid", "问题", "担心")),
        "status": any(word in low for word in ("has been", "already", "已经")),
        "cause": any(word in low for word in ("because", "因为")),
        "solution": any(word in low for word in ("should", "应该")),
        "commitment": any(word in low for word in ("i will", "i'll", "我会")),
    }
    held = [act for act, holds in acts.items() if holds]
    bad = any(word in low for word in ("bad", "not ", "never", "不", "坏"))
    good = any(word in low for word in ("good", "thank", "好", "谢"))
    sentiment = "negative" if bad else "positive" if good else "neutral"
    if luck.random() < WRONG:
        held = [luck.choice(ACTS)]
        sentiment = luck.choice(("negative", "neutral", "positive"))
    return {
        "id": f"s{number}",
        "text": text,
        "language": language,
        "thread": f"t{number // 20}",
        "annotator": person,
        "sentiment": sentiment,
        "acts": held,
        "flags": ["vague"] if "soon" in low or "尽快" in text else [],
    }


if __name__ == "__main__":
    main()
