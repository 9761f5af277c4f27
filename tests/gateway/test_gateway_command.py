"""The command as a person starts it: it listens, holds, stops, and releases."""

from __future__ import annotations

import os
import smtplib
import subprocess
import sys
from pathlib import Path

import pytest
from mails_made import CLIENT, TEAM, mail
from next_hop import Hop, free_port

SETTINGS = """\
[team]
domains = ["brightline.example"]

[[clients]]
domains = ["northwind.example"]
"""


@pytest.mark.skipif(os.name != "posix", reason="stops by a signal")
def test_hold_and_release(hop: Hop, tmp_path: Path) -> None:
    (tmp_path / "commsense.toml").write_text(SETTINGS, encoding="utf-8")
    port = free_port()
    relay = ["--relay", f"127.0.0.1:{hop.server.port}"]
    command = [sys.executable, "-m", "commsense", "gateway", *relay]
    options = ["--listen", f"127.0.0.1:{port}", "--mode", "hold", "--hold-folder", "held"]
    with subprocess.Popen(
        [*command, *options], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    ) as gateway:
        try:
            assert gateway.stderr is not None
            assert gateway.stderr.readline() == (
                f"commsense gateway: listening on 127.0.0.1:{port}\n"
            )
            with smtplib.SMTP("127.0.0.1", port) as client:
                client.sendmail(TEAM, [CLIENT], mail())
        finally:
            gateway.terminate()
        log = gateway.stderr.read()
        assert gateway.wait(10) == 0
    assert log.count("\n") == 1
    assert "checked, 2 errors; answered 250" in log
    assert "northwind" not in log
    assert hop.taken == []

    (held,) = (tmp_path / "held").glob("*.eml")
    done = subprocess.run(
        [*command, "--release", str(held)], cwd=tmp_path, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, f"{held.name}: sent to 1 recipient.\n")
    assert [each.content for each in hop.taken] == [mail()]
