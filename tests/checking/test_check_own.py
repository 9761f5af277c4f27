"""A team's own criteria and words: told like the others, and refused with the file's name."""

from __future__ import annotations

from pathlib import Path

import pytest
from checks_made import Checking
from own_made import WORDS, criteria, put

from commsense import api
from commsense.assessment import Assessment
from commsense.checking.formats import FORMATS
from commsense.checking.result import Check, Comment, Severity
from commsense.checking.saying import said, shown
from commsense.errors import SettingsError
from commsense.settings import ClientSettings, Settings, TeamSettings, load

ASAP = "Hi Anna,\n\nthank you. You will have the plan asap, on Friday 13 March.\n"
NIGHT = "Hi Anna,\n\nthank you. The big-bang cutover is on Monday 4 May.\n"


@pytest.fixture
def own(tmp_path: Path) -> Settings:
    """Settings with one criterion and one glossary of the team's own."""
    return Settings(
        practices=(put(tmp_path / "house.toml", criteria()),),
        glossaries=(put(tmp_path / "words.toml", WORDS),),
    )


def of(check: Check, criterion: str) -> list[Comment]:
    return [each for each in check.comments if each.criterion == criterion]


def words(check: Check, comment: Comment) -> str:
    return check.draft.source[comment.start : comment.end]


def test_an_own_criterion_is_told_at_its_words(checked: Checking, own: Settings) -> None:
    check = checked(ASAP, settings=own)
    (comment,) = of(check, "HS1")
    assert words(check, comment) == "asap"
    assert comment.severity is Severity.WARNING
    assert comment in shown(check, 3)
    assert not of(checked(ASAP), "HS1")
    assert not of(checked(ASAP.replace("asap, ", ""), settings=own), "HS1")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_own_criterion_is_said_as_it_is_written(
    checked: Checking, own: Settings, language: str
) -> None:
    (comment,) = of(checked(ASAP, settings=own), "HS1")
    told = said(comment, language)
    assert (told.title, told.message) == ("A day instead of asap", "A day instead of asap")
    assert (told.advice, told.why) == ("Name the day.", "A day can be planned with.")


def test_an_own_criterion_is_said_in_every_format(checked: Checking, own: Settings) -> None:
    check = checked(ASAP, settings=own)
    for name, form in FORMATS.items():
        text = form.write(check, check.comments, "d.txt", "en")
        assert "HS1" in text, name
        assert "A day instead of asap" in text, name
    assert "House style" in FORMATS["json"].write(check, check.comments, "d.txt", "en")


def test_an_own_criterion_looks_for_chinese_words_too(checked: Checking, own: Settings) -> None:
    check = checked("王总：\n\n谢谢。我们会火速处理导入问题。", settings=own)
    assert [words(check, each) for each in of(check, "HS1")] == ["火速"]


SIDES = {
    "team": TeamSettings(domains=("brightline.example",)),
    "clients": (ClientSettings(domains=("northwind.example",)),),
}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A question and three mails of the team, one of which says asap."""
    head = "From: {}\nTo: {}\nDate: {} Mar 2026 10:00:00 +0000\nMessage-ID: <{}@x.example>\n"
    anna, tom = "anna@northwind.example", "tom@brightline.example"
    folder = tmp_path / "mails"
    for number, (sender, to, day, text) in enumerate(
        [
            (anna, tom, "Mon, 2", "When is the plan ready?"),
            (tom, anna, "Tue, 3", "You will have the plan asap."),
            (tom, anna, "Wed, 4", "The plan is attached."),
            (tom, anna, "Tue, 31", "You will have the guide asap."),
        ]
    ):
        mail = head.format(sender, to, day, number) + f"Subject: Plan\n\n{text}\n"
        put(folder / f"{number}.eml", mail)
    return folder


def test_an_own_criterion_counts_in_scores(archive: Path, own: Settings) -> None:
    found = api.score([archive], own.model_copy(update=SIDES))
    assert counted(found, "HS1") == (1, 2)
    assert counted(found, "house-style") == (1, 2)
    plain = api.score([archive], Settings().model_copy(update=SIDES))
    assert counted(plain, "HS1") is None
    assert plain.summary.practice_set != found.summary.practice_set
    assert found.summary.practice_files == own.practices


def test_an_own_criterion_may_judge_a_clients_whole_history(
    tmp_path: Path, archive: Path, own: Settings
) -> None:
    often = criteria(name="HS2", key="often").replace('level = "message"', 'level = "archive"')
    start, _, rest = often.partition("[criteria.rule]")
    rule = (
        '[criteria.applies]\nseen = ["own:asap"]\n'
        '[criteria.rule]\nkind = "interval"\nlimit = "update_days"\n'
    )
    path = put(tmp_path / "often.toml", start + rule + rest[rest.index("[[") :])
    settings = own.model_copy(update={**SIDES, "practices": (*own.practices, path)})
    found = api.score([archive], settings)
    assert counted(found, "HS2") == (0, 1)
    (finding,) = [each for each in found.summary.findings if each.criterion == "HS2"]
    assert finding.client == "northwind.example"


def counted(found: Assessment, subject: str) -> tuple[int, int] | None:
    scores = (s for s in found.summary.scores if s.scope == "archive" and s.subject == subject)
    return next(((score.met, score.missed) for score in scores), None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (criteria(labels='"own:urgent"'), ["house.toml", "HS1", "'own:urgent'", "own:asap"]),
        (criteria(labels='"cue:nowhere"'), ["house.toml", "HS1", "cue:nowhere"]),
        (criteria(name="EX3"), ["EX3", "more than once"]),
        (criteria(key="trust"), ["'trust'", "more than once"]),
        (criteria().replace('why = "One voice."', ""), ["house.toml", "why", "required"]),
        (criteria().replace("[criteria.rule]", "[criteria.rules]"), ["house.toml", "HS1.rule"]),
        (criteria().replace('"absent"', '"missing"'), ["house.toml", "HS1.rule", "absent"]),
        (criteria(name="house1"), ["house.toml", "house1.id", "pattern"]),
        ("key = ", ["house.toml", "not TOML"]),
        ("", ["house.toml", "key", "required"]),
    ],
)
def test_a_damaged_file_of_criteria_is_named(
    checked: Checking, tmp_path: Path, own: Settings, text: str, expected: list[str]
) -> None:
    put(tmp_path / "other" / "house.toml", text)
    settings = own.model_copy(update={"practices": (tmp_path / "other" / "house.toml",)})
    with pytest.raises(SettingsError) as error:
        checked(ASAP, settings=settings)
    for each in expected:
        assert each in str(error.value)


def test_two_own_criteria_of_one_id_are_refused(
    checked: Checking, tmp_path: Path, own: Settings
) -> None:
    twice = put(tmp_path / "more.toml", criteria(key="more"))
    settings = own.model_copy(update={"practices": (*own.practices, twice)})
    with pytest.raises(SettingsError, match="HS1 stands there more than once"):
        checked(ASAP, settings=settings)


def test_words_without_a_glossary_are_missed(checked: Checking, own: Settings) -> None:
    settings = own.model_copy(update={"glossaries": ()})
    with pytest.raises(SettingsError, match=r"house\.toml: HS1: .*'own:asap'; there are: none"):
        checked(ASAP, settings=settings)


def test_files_that_are_not_there_are_named(
    checked: Checking, tmp_path: Path, own: Settings
) -> None:
    for key in ("practices", "glossaries"):
        missing = own.model_copy(update={key: (tmp_path / "none.toml",)})
        with pytest.raises(SettingsError, match=r"none\.toml: cannot be read"):
            checked(ASAP, settings=missing)


def test_a_single_own_term_is_told_with_its_plain_words(checked: Checking, own: Settings) -> None:
    check = checked(NIGHT, "When is it?", settings=own)
    (comment,) = of(check, "CO3")
    assert (words(check, comment), comment.severity) == ("big-bang cutover", Severity.WARNING)
    assert comment.suggestion is not None
    assert comment.suggestion.text == "switching everything over in one night"
    assert comment.suggestion.replaces
    assert comment in shown(check, 3)


@pytest.mark.parametrize(
    "spelling", ["Big-bang cutover", "big bang cutover", "big-bang cutovers", "BIG-BANG CUTOVER"]
)
def test_an_own_term_is_told_in_every_spelling(
    checked: Checking, own: Settings, spelling: str
) -> None:
    check = checked(NIGHT.replace("big-bang cutover", spelling), "When is it?", settings=own)
    (comment,) = of(check, "CO3")
    assert (words(check, comment), comment.severity) == (spelling, Severity.WARNING)


def test_an_own_term_without_plain_words_has_no_suggestion(
    checked: Checking, own: Settings
) -> None:
    check = checked("Hi Anna,\n\nthank you. The hypercare ends on 4 May.", settings=own)
    (comment,) = of(check, "CO3")
    assert comment.suggestion is None


def test_an_own_term_in_chinese(checked: Checking, own: Settings) -> None:
    check = checked("王总：\n\n谢谢。切换窗口定在5月4日。", settings=own)
    (comment,) = of(check, "CO3")
    assert words(check, comment) == "切换窗口"
    assert comment.suggestion is not None
    assert comment.suggestion.text == "停机切换的那几个小时"


def test_an_own_term_that_is_explained_is_let_go(checked: Checking, own: Settings) -> None:
    draft = NIGHT.replace("cutover is", "cutover (switching everything over in one night) is")
    assert not of(checked(draft, "When is it?", settings=own), "CO3")


@pytest.mark.parametrize("spelling", ["big-bang cutover", "Big bang cutovers"])
def test_an_own_term_that_the_client_uses_is_let_go(
    checked: Checking, own: Settings, spelling: str
) -> None:
    check = checked(NIGHT, f"When do you plan the {spelling}?", settings=own)
    assert not of(check, "CO3")


def test_terms_that_clients_know_are_let_go(checked: Checking, own: Settings) -> None:
    draft = "Hi Anna,\n\nthank you. The ERP and the UAT follow on 4 May, the UAT first."
    told = {words(checked(draft), each) for each in of(checked(draft), "CO3")}
    assert {"ERP", "UAT"} <= told
    check = checked(draft, settings=own)
    assert "ERP" not in {words(check, each) for each in of(check, "CO3")}
    assert "UAT" in {words(check, each) for each in of(check, "CO3")}


def test_a_client_may_know_an_own_term(checked: Checking, own: Settings) -> None:
    client = ClientSettings(domains=("northwind.example",), known_terms=("big bang cutover",))
    known = own.model_copy(update={"clients": (client,)})
    assert not of(checked(NIGHT, "When is it?", settings=known), "CO3")
    other = own.model_copy(
        update={"clients": (client.model_copy(update={"domains": ("other.example",)}),)}
    )
    assert of(checked(NIGHT, "When is it?", settings=other), "CO3")


@pytest.mark.parametrize("domain", ["northwind.example", "Northwind.Example", "@northwind.example"])
def test_an_own_criterion_is_ignored_for_one_client(
    checked: Checking, own: Settings, domain: str
) -> None:
    client = ClientSettings(name="Northwind", domains=(domain,), ignore=("HS1",))
    ignoring = own.model_copy(update={"clients": (client,)})
    check = checked(ASAP, "When is it?", settings=ignoring)
    assert check.client == "northwind.example"
    assert not of(check, "HS1")
    assert check.suppressed == 1
    elsewhere = client.model_copy(update={"domains": ("other.example",)})
    kept = checked(ASAP, "When is it?", settings=own.model_copy(update={"clients": (elsewhere,)}))
    assert of(kept, "HS1")


def test_a_directive_leaves_out_an_own_criterion(checked: Checking, own: Settings) -> None:
    check = checked(f"<!-- commsense: ignore HS1 -->\n{ASAP}", settings=own)
    assert not of(check, "HS1")


def test_paths_count_from_the_settings_file(checked: Checking, tmp_path: Path) -> None:
    put(tmp_path / "team" / "style" / "house.toml", criteria())
    put(tmp_path / "team" / "words.toml", WORDS)
    text = 'practices = ["style/house.toml"]\nglossaries = ["words.toml"]\n'
    settings = load(put(tmp_path / "team" / "commsense.toml", text))
    assert of(checked(ASAP, settings=settings), "HS1")


def test_files_of_one_name_are_all_read(checked: Checking, tmp_path: Path) -> None:
    from own_made import WORDS, criteria

    paths = []
    for folder, name in (("a", "HS1"), ("b", "HS2")):
        paths.append(tmp_path / folder / "01-trust.toml")
        paths[-1].parent.mkdir()
        paths[-1].write_text(criteria(f"house-{folder}", name), encoding="utf-8")
    words = tmp_path / "words.toml"
    words.write_text(WORDS, encoding="utf-8")
    settings = Settings(practices=tuple(paths), glossaries=(words,))
    told = {each.criterion for each in checked("Please answer asap.", settings=settings).comments}
    assert {"HS1", "HS2"} <= told
