from __future__ import annotations

from pathlib import Path

import pytest

from commsense import settings
from commsense.errors import SettingsError


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / "commsense.toml"
    file.touch()
    assert settings.load(file) == settings.Settings()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("modell = 'x'", "modell"),
        ("[standards]\nresponse_hours = 0", "standards.response_hours"),
        ("[standards]\ntimezone = 'Mars'", "Europe/London"),
        ("[standards]\nworkday_start = '19:00'", "workday_end"),
        ("language = 'fr'", "'en' or 'zh'"),
        ("as_of = 'soon'", "as_of"),
        ("[[clients]]\ndomain = ['a.example']", "clients.0.domain"),
        ("[columns]\nsender = 'From'", "columns.text"),
        ("= 3", "not TOML"),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "commsense.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=named) as raised:
        settings.load(file)
    assert str(file) in str(raised.value)


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    file = tmp_path / "commsense.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="UTF-8"):
        settings.load(file)
