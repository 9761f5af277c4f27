"""Pack the Thunderbird add-on: the same files give the same bytes, on every machine.

python scripts/thunderbird_addon.py [FOLDER]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

ADDON = Path(__file__).resolve().parents[1] / "integrations" / "thunderbird"
BUILD = Path(__file__).resolve().parents[1] / "build"

_LEFT_OUT = frozenset({"test", "package.json"})
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip file knows
_FILE = 0o100644 << 16
_UNIX = 3


def files() -> list[Path]:
    """Give the files that belong into the package, in order."""
    found = (path for path in ADDON.rglob("*") if path.is_file())
    return sorted(path for path in found if path.relative_to(ADDON).parts[0] not in _LEFT_OUT)


def pack(folder: Path) -> Path:
    """Write the package into a folder and give its path."""
    version = json.loads((ADDON / "manifest.json").read_text(encoding="utf-8"))["version"]
    folder.mkdir(parents=True, exist_ok=True)
    package = folder / f"commsense-thunderbird-{version}.xpi"
    with ZipFile(package, "w", ZIP_DEFLATED) as archive:
        for path in files():
            entry = ZipInfo(path.relative_to(ADDON).as_posix(), _EPOCH)
            entry.external_attr, entry.create_system = _FILE, _UNIX
            archive.writestr(entry, path.read_bytes(), ZIP_DEFLATED, 9)
    return package


if __name__ == "__main__":
    sys.stdout.write(f"{pack(Path(sys.argv[1]) if len(sys.argv) > 1 else BUILD)}\n")
