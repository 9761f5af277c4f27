"""An editor's settings over those of the folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from commsense.errors import SettingsError
from commsense.lsp import options
from commsense.settings import Settings


def settings(
    table: dict[str, object], path: Path | None, *folders: Path, locale: str = "en"
) -> Settings:
    return options.settings(options.read(table), path, folders, locale)


def test_the_nearest_folder_of_the_workspace_holds_the_settings(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "commsense.toml").write_text('known_terms = ["UAT"]')
    assert settings({}, inner / "a.md", tmp_path, inner).known_terms == ("UAT",)
    (inner / "commsense.toml").write_text('known_terms = ["API"]')
    assert settings({}, inner / "a.md", tmp_path, inner).known_terms == ("API",)


def test_without_a_workspace_the_folder_of_the_draft_does(tmp_path: Path) -> None:
    (tmp_path / "commsense.toml").write_text('known_terms = ["UAT"]')
    assert settings({}, tmp_path / "a.md").known_terms == ("UAT",)
    assert settings({}, None).known_terms == ()
    assert settings({}, None, tmp_path).known_terms == ("UAT",)


def test_a_file_that_is_named_goes_first(tmp_path: Path) -> None:
    (tmp_path / "commsense.toml").write_text('known_terms = ["UAT"]')
    (tmp_path / "other.toml").write_text(
        'known_terms = ["API"]\n[check]\nbaseline = "known.json"\n'
    )
    found = settings({"config": "other.toml"}, tmp_path / "a.md", tmp_path)
    assert found.known_terms == ("API",)
    assert found.check.baseline == tmp_path / "known.json"


def test_sides_as_a_word_or_a_list(tmp_path: Path) -> None:
    table: dict[str, object] = {"client": "a.example, x@b.example", "team": ["c.example"]}
    found = settings(table, tmp_path / "a.md")
    assert [(c.domains, c.addresses) for c in found.clients] == [
        (("a.example",), ()),
        ((), ("x@b.example",)),
    ]
    assert found.team.domains == ("c.example",)


def test_the_editor_s_language_is_taken_where_none_is_set(tmp_path: Path) -> None:
    assert settings({}, tmp_path / "a.md", locale="zh-cn").language == "zh"
    assert settings({}, tmp_path / "a.md", locale="de").language == "en"
    assert settings({"language": "en"}, tmp_path / "a.md", locale="zh-cn").language == "en"
    (tmp_path / "commsense.toml").write_text('language = "en"')
    assert settings({}, tmp_path / "a.md", locale="zh-cn").language == "en"


def test_keys_of_the_editor_s_own_and_empty_ones_are_let_be() -> None:
    found = options.read({"trace": {"server": "off"}, "language": "", "client": "", "all": True})
    assert (found.language, found.client, found.show_all) == (None, (), True)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"language": "fr"}, r"commsense\.language: .*'fr'"),
        ({"all": "often"}, r"commsense\.all: .*'often'"),
        ({"client": "northwind"}, r"commsense\.client: 'northwind' is neither"),
        ({"config": "none.toml"}, r"none\.toml: cannot be read"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, table: dict[str, object], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        settings(table, tmp_path / "a.md", tmp_path)


@pytest.mark.parametrize(
    "sent", [{"commsense": {"all": True, "client": None}}, {"all": True, "client": None}]
)
def test_a_section_with_its_name_or_without(sent: dict[str, object]) -> None:
    assert options.section(sent) == {"all": True}


@pytest.mark.parametrize("sent", [None, [], "x", {"commsense": 3}])
def test_no_section(sent: object) -> None:
    assert options.section(sent) == {}
