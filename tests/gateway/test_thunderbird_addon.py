"""The Thunderbird add-on: its parts fit together, and its own tests pass."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

LOCALES = ("en", "zh_CN")
NAMED = re.compile(r'(?:data-words|data-title)="(\w+)"|__MSG_(\w+)__|\b(?:tell|word)\("(\w+)"')


@pytest.fixture(scope="module")
def addon(root: Path) -> Path:
    return root / "integrations" / "thunderbird"


@pytest.fixture(scope="module")
def manifest(addon: Path) -> dict[str, object]:
    return json.loads((addon / "manifest.json").read_text(encoding="utf-8"))


def test_its_own_tests(addon: Path) -> None:
    node = shutil.which("node")
    if not node:
        pytest.skip("there is no node to run them with")
    tests = sorted(map(str, (addon / "test").glob("*.test.js")))
    done = subprocess.run([node, "--test", *tests], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4_000:]
    assert len(tests) == 3


def test_the_manifest_asks_for_little(manifest) -> None:
    assert manifest["manifest_version"] == 3
    assert manifest["permissions"] == ["compose", "storage"]
    assert manifest["host_permissions"] == ["http://127.0.0.1/*", "http://localhost/*"]
    policy = manifest["content_security_policy"]["extension_pages"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; script-src 'self';")


def test_every_file_that_is_named_is_there(addon: Path, manifest) -> None:
    named = [
        *manifest["icons"].values(),
        *manifest["background"]["scripts"],
        manifest["compose_action"]["default_icon"],
        manifest["options_ui"]["page"],
    ]
    for page in [*addon.glob("*.html"), *addon.glob("*.js")]:
        text = page.read_text(encoding="utf-8")
        named += re.findall(r'(?:src|href)="([^"]+)"', text)
        named += re.findall(r'from "\./([^"]+)"|= "(\w+\.html)"', text)
    flat = [name for each in named for name in ([each] if isinstance(each, str) else each) if name]
    assert len(flat) > 20
    assert [name for name in flat if not (addon / name).is_file()] == []


def texts(addon: Path, locale: str) -> dict[str, dict[str, object]]:
    path = addon / "_locales" / locale / "messages.json"
    return json.loads(path.read_text(encoding="utf-8"))


def test_every_text_is_there_in_both_languages(addon: Path) -> None:
    english, chinese = (texts(addon, locale) for locale in LOCALES)
    assert list(english) == list(chinese)
    for name, entry in english.items():
        blanks = [set(re.findall(r"\$\w+\$", each["message"])) for each in (entry, chinese[name])]
        assert blanks[0] == blanks[1]
        assert {blank.strip("$").lower() for blank in blanks[0]} == set(
            entry.get("placeholders", {})
        )
    sources = [*addon.glob("*.html"), *addon.glob("*.js"), addon / "manifest.json"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    named = {name for found in NAMED.findall(text) for name in found if name}
    assert len(named) > 10
    assert named - set(english) == set()
    quoted = set(re.findall(r'"(?:__MSG_)?(\w+?)(?:__)?"', text))
    assert set(english) - quoted == set()


def test_pages_show_text_and_nothing_else(addon: Path) -> None:
    for path in addon.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert word not in text, path.name
    for path in addon.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\son\w+=|<script>|style=|https?://", text), path.name


def test_it_never_writes_into_a_mail(addon: Path) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in addon.glob("*.js"))
    assert set(re.findall(r"\.compose\.(\w+)", text)) == {"getComposeDetails", "onBeforeSend"}


def test_packing_gives_the_same_bytes_each_time(root: Path, tmp_path: Path) -> None:
    packages = []
    for name in ("one", "two"):
        script = root / "scripts" / "thunderbird_addon.py"
        command = [sys.executable, script, tmp_path / name]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        packages.append(Path(done.stdout.strip()))
    assert packages[0].suffix == ".xpi"
    assert packages[0].read_bytes() == packages[1].read_bytes()
    with ZipFile(packages[0]) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    assert "manifest.json" in names
    assert "_locales/zh_CN/messages.json" in names
    assert not [name for name in names if name.startswith("test/") or name == "package.json"]
