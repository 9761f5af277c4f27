from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from commsense.conversation import Kind, Message

Archive = Callable[..., tuple[list[Message], dict[str, str]]]

PAGE = """\
<!DOCTYPE html>
<html><head><meta charset="{codec}"><title>周会 &amp; 评审</title>
<style>p {{ color: red }}</style><script>var date = "2020-01-01"</script></head>
<body><h1>周会</h1><p>日期：2026-03-02</p><p>参会人：李雷、韩梅梅</p>
<p>登录页面从周一开始报错，请问什么时候可以修复？</p></body></html>
"""


def test_a_page_of_notes(archive: Archive, tmp_path: Path) -> None:
    for codec in ("utf-8", "gb2312", "big5"):
        page = PAGE if codec != "big5" else PAGE.replace("评审", "").replace("周", "週")
        page = (
            page if codec != "big5" else "<html><body><p>會議記錄：我們討論了時間</p></body></html>"
        )
        (tmp_path / f"{codec}.html").write_bytes(page.format(codec=codec).encode(codec))
    found, _ = archive(tmp_path)
    assert [(m.kind, m.body_type) for m in found] == [(Kind.NOTES, "html")] * 3
    for message in found[1:]:
        assert message.subject == "周会 & 评审"
        assert message.date is not None
        assert message.date.date().isoformat() == "2026-03-02"
        assert [person.name for person in message.recipients] == ["李雷", "韩梅梅"]
    assert "我們討論了時間" in found[0].body


def test_a_page_is_told_by_its_beginning(archive: Archive, tmp_path: Path) -> None:
    text = "<p>We met and talked about the release plan today.</p>"
    (tmp_path / "export").write_text(f"<html><body>{text}</body></html>")
    assert archive(tmp_path)[0][0].body_type == "html"


def test_a_page_without_text_is_named(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><script>" + "var a = 1; " * 50 + "</script></html>")
    assert archive(tmp_path)[1] == {"a.html": "a web page without text"}


def test_unclosed_scripts_do_no_harm(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html>" + "<script>" * 100_000 + "<title" * 20_000)
    assert archive(tmp_path)[1]
