"""A locked reply waits for its password, is read with it, and the password is nowhere afterwards."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from msoffcrypto.format.ooxml import OOXMLFile

from fixtures.broken import whole

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

SECRET, OTHER = "Zwetschgenknödel-1871", "Marillenstrudel-1902"


def locked(password: str, layout: str) -> bytes:
    target = io.BytesIO()
    OOXMLFile(io.BytesIO(whole(layout))).encrypt(password, target)
    return target.getvalue()


def test_a_password_opens_a_reply_and_is_kept_nowhere(
    demo_inbox: Path,
    tmp_path: Path,
    server: str,
    prefect_home: Path,
    foi: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    folder = next(path for path in demo_inbox.iterdir() if path.is_dir())
    (folder / "Durham locked.xlsx").write_bytes(locked(SECRET, "xlsx-outcomes-by-year"))
    (folder / "Cumbria locked.xlsx").write_bytes(locked(OTHER, "xlsx-years-down"))
    ingested = foi("ingest", demo_inbox, FOI_PASSWORDS=f"{OTHER}\n", PREFECT_API_URL=server)
    assert ingested.returncode == 0, ingested.stderr
    rows = json.loads(foi("held", "--format", "json").stdout)
    commands = [row["command"] for row in rows if row["reason"].startswith("password needed")]
    assert [command.split()[:3] for command in commands] == [["foi", "decide", "password"]]
    document = commands[0].split()[3]

    assert "no password" in foi("decide", "password", document).stderr
    refused = foi("decide", "password", document, FOI_PASSWORDS="wrong")
    assert refused.returncode != 0
    assert "does not open it; nothing was recorded" in refused.stderr
    assert not (tmp_path / "foi-data" / "decisions" / "password.csv").exists()

    opened = foi("decide", "password", document, "--why", "by telephone", FOI_PASSWORDS=SECRET)
    assert opened.returncode == 0, opened.stderr
    counted = "SELECT count(*) AS figures FROM figures JOIN documents USING (document_id)"
    query = f"{counted} WHERE name LIKE '% locked.xlsx' GROUP BY document_id, documents.state"
    found = json.loads(foi("sql", "--format", "json", query).stdout)
    assert [row["figures"] > 0 for row in found] == [True, True]
    again = foi("decide", "password", document, FOI_PASSWORDS=SECRET)
    assert "does not wait for a password" in again.stderr

    places = [path for path in (*tmp_path.rglob("*"), *prefect_home.rglob("*")) if path.is_file()]
    assert any("decisions" in path.parts for path in places)
    for password in (SECRET, OTHER):
        for form in ("utf-8", "utf-16-le"):
            assert not [path for path in places if password.encode(form) in path.read_bytes()]
