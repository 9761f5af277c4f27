"""What is fuzzed: for each kind of foreign input good seeds, and what must hold of any bytes.

A target gets bytes and an empty folder. Of all errors only the package's own may come out.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import json
import re
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import fuzz_seeds as good

from commsense import settings, sources, spool, text
from commsense.conversation import Kind, Message, Place, Side, Skipped
from commsense.errors import CommsenseError
from commsense.settings import Columns, Limits
from commsense.sources import eml
from commsense.text.rendering import raw_span

LIMITS = Limits(file_bytes=2**20, total_bytes=2**24)


@dataclass(frozen=True)
class Target:
    """``run`` gets any bytes; ``seeds`` are good ones."""

    run: Callable[[bytes, Path], None]
    seeds: Callable[[], list[bytes]]


def run(name: str, data: bytes, folder: Path) -> None:
    """Give bytes to a target; the package's own errors are what it may answer with.

    Raises:
        Exception: whatever else came out, which is a fault.
    """
    try:
        TARGETS[name].run(data, folder)
    except CommsenseError as error:
        str(error).encode("utf-8", "replace")


def _ready(message: Message) -> None:
    """What must hold of a message that was cleaned and split."""
    ready = text.split(text.clean(message))
    spool.encode(ready)
    text.heading(ready)
    for part in ready.runs:
        told = ready.text[part.start : part.start + part.length]
        assert told == ready.body[part.raw : part.raw + part.length], "a run leads elsewhere"
    ends = [0, *(segment.end for segment in ready.segments)]
    starts = [*(segment.start for segment in ready.segments), len(ready.text)]
    assert ends == starts, "segments have gaps or overlap"
    for sentence in ready.sentences:
        assert 0 <= sentence.start < sentence.end <= len(ready.text)
        raw_span(ready.runs, sentence.start, sentence.end)


def _mail(data: bytes, folder: Path) -> None:
    del folder
    message = eml.read(data, Place("a.eml"))
    if isinstance(message, Message):
        _ready(message)


def _body(body_type: str, kind: Kind) -> Callable[[bytes, Path], None]:
    def run_body(data: bytes, folder: Path) -> None:
        del folder
        body = data.decode("utf-8", "replace")
        _ready(Message("1", kind, Place("a"), body, body_type))

    return run_body


def _file(*names: str, columns: Columns | None = None) -> Callable[[bytes, Path], None]:
    def run_file(data: bytes, folder: Path) -> None:
        for name in names:
            path = folder / name
            path.write_bytes(data)
            for item in sources.items([path], LIMITS):
                found = (item,) if isinstance(item, Skipped) else sources.parse(item, columns)
                for each in found:
                    if isinstance(each, Message):
                        _ready(each)
                    else:
                        assert each.reason, "left out without a reason"
            assert [path] == list(folder.iterdir()), "something was unpacked"
            path.unlink()

    return run_file


def _docx(data: bytes, folder: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", data)
    _file("a.docx")(packed.getvalue(), folder)


def _labels(data: bytes, folder: Path) -> None:
    from commsense.labelling import reading, scheme

    path = folder / "labels"
    path.write_bytes(data)
    for problem in reading.load([path], scheme.BUILT_IN).problems:
        str(problem)


def _model_card(data: bytes, folder: Path) -> None:
    (folder / "en.safetensors").write_bytes(_arrays())
    (folder / "model.toml").write_bytes(data)
    _opened(folder)


def _model_arrays(data: bytes, folder: Path) -> None:
    """Arrays of any kind, with a card that fits them: a model that somebody made to do harm."""
    (folder / "en.safetensors").write_bytes(data)
    card = re.sub(rb"[0-9a-f]{64}", hashlib.sha256(data).hexdigest().encode(), _card())
    (folder / "model.toml").write_bytes(card)
    _opened(folder)


def _opened(folder: Path) -> None:
    from commsense import backends
    from commsense.backends.inputs import ModelInput

    model = backends.load(str(folder))
    model.predict([ModelInput("When is it due?", "en", Side.CLIENT)])


def _arrays() -> bytes:
    from safetensors.numpy import save

    import model_made

    return save(model_made.arrays(len(model_made.BUILT_IN)))


def _card() -> bytes:
    import tempfile

    import model_made

    with tempfile.TemporaryDirectory() as folder:
        return (model_made.made(Path(folder) / "m") / "model.toml").read_bytes()


def _model_zip(data: bytes, folder: Path) -> None:
    from commsense.learning.models import unpacking

    path = folder / "m.zip"
    path.write_bytes(data)
    place = folder / "models"
    place.mkdir()
    try:
        unpacking.install(path, place)
    finally:
        assert all(
            each.is_relative_to(place) or each in (path, place) for each in folder.rglob("*")
        )


def _zipped_model() -> list[bytes]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("m/model.toml", _card())
        archive.writestr("m/en.safetensors", _arrays())
    return [packed.getvalue()]


def _practices(data: bytes, folder: Path) -> None:
    from commsense import practices

    practices.load((_written(data, folder, "own.toml"),), None)


def _settings(data: bytes, folder: Path) -> None:
    settings.load(_written(data, folder, "commsense.toml"))


def _glossary(data: bytes, folder: Path) -> None:
    from commsense.signals import glossary

    glossary.load((_written(data, folder, "terms.toml"),))


def _scheme(data: bytes, folder: Path) -> None:
    from commsense.labelling import scheme

    scheme.load(_written(data, folder, "labels.toml"))


def _baseline(data: bytes, folder: Path) -> None:
    from commsense.checking import baseline

    baseline.load(_written(data, folder, "baseline.json"))


def _report(data: bytes, folder: Path) -> None:
    from commsense.web import ledger

    ledger.read(_written(data, folder, "report.json"))


def _draft(data: bytes, folder: Path) -> None:
    del folder
    from commsense.checking import drafts, ignoring

    for name in ("draft.md", "draft.eml", "draft.html"):
        draft = drafts.read(data, name)
        ignoring.directives(draft.source, drafts.quoted(draft))
        for sentence in draft.message.sentences:
            start, end = drafts.place(draft, sentence.start, sentence.end)
            assert 0 <= start <= end <= len(draft.source)


def _written(data: bytes, folder: Path, name: str) -> Path:
    path = folder / f"{hashlib.sha256(data).hexdigest()[:16]}-{name}"
    path.write_bytes(data)
    return path


def _packed() -> list[bytes]:
    zipped, tarred = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mail/1.eml", good.MAIL)
        archive.writestr("notes.md", good.NOTES)
    with tarfile.open(fileobj=tarred, mode="w:gz") as tar:
        entry = tarfile.TarInfo("mail/1.eml")
        entry.size = len(good.MAIL)
        tar.addfile(entry, io.BytesIO(good.MAIL))
    plain = gzip.decompress(tarred.getvalue())
    return [
        zipped.getvalue(),
        tarred.getvalue(),
        plain,
        gzip.compress(good.MAIL),
        bz2.compress(good.MAIL),
    ]


def _report_seed() -> list[bytes]:
    concern = {
        "id": "c1", "message": "m1", "sentence": 1, "kind": "question", "text": "When?",
        "status": "open", "client": "c", "person": "Ann", "date": None, "events": [],
    }  # fmt: skip
    head = json.dumps({"schema": "commsense-report/1"})[:-1] + ',"threads":['
    thread = json.dumps({"id": "t1", "concerns": [concern]})
    return [f"{head}\n{thread}\n]}}\n".encode()]


def _of(*seeds: str | bytes) -> Callable[[], list[bytes]]:
    return lambda: [seed.encode() if isinstance(seed, str) else seed for seed in seeds]


MBOX = b"From ann@client.example Mon May  4 10:00:00 2026\n" + good.MAIL
_COLUMNS = Columns(text="text", id="id", sender="sender", date="date")

TARGETS: dict[str, Target] = {
    "mail": Target(_mail, _of(good.MAIL)),
    "mbox": Target(_file("a.mbox"), _of(MBOX + b"\n" + MBOX)),
    "html": Target(_body("html", Kind.EMAIL), _of(good.HTML)),
    "quotes": Target(_body("plain", Kind.EMAIL), _of(good.PLAIN)),
    "markdown": Target(_body("markdown", Kind.NOTES), _of(good.NOTES)),
    "notes": Target(_file("a.md", "a.txt", "a.html"), _of(good.NOTES, good.HTML)),
    "transcript": Target(_file("a.vtt", "a.srt"), _of(good.VTT)),
    "docx": Target(_docx, _of(good.XML)),
    "table": Target(_file("a.csv", "a.jsonl", columns=_COLUMNS), _of(good.CSV, good.LABELS)),
    "container": Target(_file("a.zip"), _packed),
    "draft": Target(_draft, _of(good.PLAIN, good.MAIL, good.HTML)),
    "labels": Target(_labels, _of(good.LABELS, good.CSV, good.VTT)),
    "model-card": Target(_model_card, lambda: [_card()]),
    "model-arrays": Target(_model_arrays, lambda: [_arrays()]),
    "model-zip": Target(_model_zip, _zipped_model),
    "practices": Target(_practices, _of(good.PRACTICE)),
    "settings": Target(_settings, _of(good.SETTINGS)),
    "glossary": Target(_glossary, _of(good.GLOSSARY)),
    "scheme": Target(_scheme, _of(good.SCHEME)),
    "baseline": Target(_baseline, _of(good.BASELINE)),
    "report": Target(_report, _report_seed),
}
