"""What is logged: names of files and reasons, never what a reply says, and no secret."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    import pytest

SAID, HIDDEN, SECRET = "Zebra-wording-8861", "Quokka-figure-7719", "Okapi-password-3302"
SOURCES = """
[[source]]
name = "share"
kind = "folder"
path = "{inbox}"
settle_seconds = 0

[[source]]
name = "store"
kind = "bucket"
url = "memory://nowhere"
options = {{ secret = "env:TEST_BUCKET_SECRET" }}
"""
MESSAGES = """
[[message]]
name = "chat"
kind = "apprise"
url = "env:TEST_CHAT"
"""


def test_neither_content_nor_secrets_are_logged(
    demo_inbox: Path, foi: Callable[..., CompletedProcess[str]], api: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = demo_inbox.parent
    for path in sorted(demo_inbox.rglob("*.*")):
        path.unlink()
    (demo_inbox / "reply.csv").write_text(f"Outcome,2021\n{SAID},12\nCharge/Summons,{HIDDEN}\n")
    (demo_inbox / "broken.xlsx").write_bytes(f"PK\x03\x04 {SAID} {HIDDEN}".encode())
    (demo_inbox / "odd.eml").write_text(f"Subject: {SAID}\nContent-Type: x/{HIDDEN}\n\n{SAID} 17 {HIDDEN}\n")
    (folder / "foi-data" / "sources.toml").write_text(SOURCES.format(inbox=demo_inbox))
    (folder / "foi-data" / "messages.toml").write_text(MESSAGES)
    ended = foi(
        "night",
        "--workspace",
        folder / "foi-data",
        PREFECT_API_URL=api,
        TEST_BUCKET_SECRET=SECRET,
        TEST_CHAT=f"nothing://foi:{SECRET}@127.0.0.1:9/",
        FOI_PASSWORDS=SECRET,
    )
    assert ended.returncode == 3, ended.stderr
    monkeypatch.setenv("PREFECT_API_URL", api)
    logged = _logged(folder / "foi-data", until="broken.xlsx is failed")
    assert "broken.xlsx is failed" in logged
    told = "\n".join(path.read_text() for path in (folder / "foi-data" / "runs").iterdir())
    for word in (SAID, HIDDEN, SECRET):
        assert word not in logged
        assert word not in ended.stdout + ended.stderr
    assert SECRET not in told


def _logged(workspace: Path, until: str) -> str:
    """All that a night wrote into Prefect's log, which reaches the server some time after it."""
    from prefect import get_client
    from prefect.client.schemas.filters import FlowFilter, FlowFilterName, LogFilter, LogFilterFlowRunId

    nightly = FlowFilter(name=FlowFilterName(any_=["foi-nightly"]))
    last = time.monotonic() + 60
    with get_client(sync_client=True) as client:
        while True:
            nights = client.read_flow_runs(flow_filter=nightly)
            (run,) = [night for night in nights if night.parameters.get("workspace") == str(workspace)]
            found = client.read_logs(log_filter=LogFilter(flow_run_id=LogFilterFlowRunId(any_=[run.id])))
            logged = "\n".join(log.message for log in found)
            if until in logged or time.monotonic() > last:
                return logged
            time.sleep(0.2)
