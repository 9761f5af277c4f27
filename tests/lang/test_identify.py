import sys

import pytest

from commsense.lang.identify import identify

ALONE = [
    ("Could you please send me the report by Friday?", "en"),
    ("OK", "en"),
    ("Kindly forward signed contract", "en"),
    ("请问测试环境什么时候可以准备好？", "zh"),
    ("請問進度如何？", "zh"),
    ("请check一下这个issue的status", "zh"),
    ("Jenkins build failed 了", "zh"),
    ("UAT环境的deploy已经done,麻烦run一下regression test", "zh"),
    ("Please contact 王伟 for the report", "en"),
    ("安装の指南请看附件里的说明", "zh"),
    ("このバグを修正しました", "ja"),
    ("안녕하세요", "ko"),
    ("Привет, как дела?", "ru"),
    ("Können Sie mir die Datei bis Montag schicken?", "de"),
    ("La livraison a été retardée de deux semaines", "fr"),
    ("De levering is vertraagd tot maandag", "nl"),
    ("usrp_source.cc:123 failed assertion", "en"),
    ("We’ll see", "en"),
    ("123 456", "und"),
    ("……！", "und"),
    ("", "und"),
]


@pytest.mark.parametrize(("text", "language"), ALONE)
def test_a_sentence_on_its_own(text: str, language: str) -> None:
    assert identify(text) == language


@pytest.mark.parametrize(
    ("text", "hint", "language"),
    [
        ("Vielen Dank!", "de", "de"),
        ("Montag 14 Uhr", "de", "de"),
        ("Montag 14 Uhr", "en", "en"),
        ("OK", "zh", "en"),  # Latin letters are never Chinese, whatever stands around them
        ("了解", "ja", "ja"),
        ("了解", "zh", "zh"),
        ("Thank you for your help with this.", "de", "en"),
    ],
)
def test_the_message_around_a_short_text_decides(text: str, hint: str, language: str) -> None:
    assert identify(text, hint) == language


def test_clear_text_does_not_load_the_model() -> None:
    before = "py3langid" in sys.modules
    identify("Could you please send me the report?")
    identify("请看附件。")
    assert ("py3langid" in sys.modules) == before


def test_a_very_long_text_is_answered_by_its_beginning() -> None:
    assert identify("Please see the log. " + "é@ " * 500_000) == "en"
    assert identify("@" * 1_000_000) == "und"
    assert identify("a" * 1_000_000, "en") == identify("a" * 4_000, "en")
