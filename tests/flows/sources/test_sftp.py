"""Replies in a folder of a real SFTP server: OpenSSH on loopback, with a key of its own."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flows.sources.bucket import Bucket
from flows.sources.errand import Errand, Notice, SourceError
from flows.sources.memory import Memory
from flows.sources.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

SSHD = shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")
KEYGEN = shutil.which("ssh-keygen")

pytestmark = pytest.mark.skipif(
    SSHD is None or KEYGEN is None, reason="OpenSSH's server is not installed (Debian: openssh-server)"
)
pytest.importorskip("paramiko", reason="the extra sftp is not installed")

CONFIGURATION = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/login.pub
StrictModes no
UsePAM no
PidFile none
PermitRootLogin yes
PasswordAuthentication no
Subsystem sftp internal-sftp
"""


@dataclass(frozen=True)
class Server:
    """Where it is, and the folder with its keys and, in `replies`, its files."""

    folder: Path
    port: int

    def source(self, **options: str) -> Bucket:
        given = {
            "key_filename": str(self.folder / "login"),
            "known_hosts": str(self.folder / "known"),
            **options,
        }
        url = f"sftp://{getpass.getuser()}@127.0.0.1:{self.port}{self.folder}/replies"
        return Bucket.of("drop", None, Table("t", {"url": url, "options": given, "settle_seconds": 60}))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    folder = tmp_path / "server"
    (folder / "replies" / "hospital-crimes").mkdir(parents=True)
    for name in ("host", "login", "other"):
        assert KEYGEN
        subprocess.run([KEYGEN, "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    kind, key, *_ = (folder / "host.pub").read_text().split()
    (folder / "known").write_text(f"[127.0.0.1]:{port} {kind} {key}\n")
    (folder / "sshd.conf").write_text(CONFIGURATION.format(port=port, folder=folder))
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where it wants to be locked in before a login
    assert SSHD
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([SSHD, "-D", "-e", "-f", str(folder / "sshd.conf")], stderr=log)
    try:
        for _ in range(300):
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, (folder / "log").read_text()
            time.sleep(0.1)
        yield Server(folder, port)
    finally:
        process.terminate()
        process.wait(20)


def taken(source: Bucket, cursors: Path, told: list[Notice] | None = None) -> dict[str, bytes]:
    told = [] if told is None else told
    with Memory(cursors / "drop.jsonl") as memory:
        found = source.deliveries(memory, Errand(tell=told.append))
        return {delivery.path: data for data, delivery in found}


def test_what_is_new_comes_once_and_whole(server: Server, tmp_path: Path) -> None:
    place = server.folder / "replies"
    before = time.time() - 600
    for name in ("a.csv", "hospital-crimes/b.csv", "new.csv"):
        (place / name).write_text(name)
        if name != "new.csv":
            os.utime(place / name, (before, before))
    told: list[Notice] = []
    assert taken(server.source(), tmp_path, told) == {
        "a.csv": b"a.csv",
        "hospital-crimes/b.csv": b"hospital-crimes/b.csv",
    }
    assert [(notice.path, notice.wanted) for notice in told] == [("drop: new.csv", False)]
    os.utime(place / "new.csv", (before, before))
    assert taken(server.source(), tmp_path) == {"new.csv": b"new.csv"}
    assert taken(server.source(), tmp_path) == {}


def test_a_server_whose_key_is_not_known_is_told_no_secret(server: Server, tmp_path: Path) -> None:
    (server.folder / "known").write_text("")
    with pytest.raises(
        SourceError, match=r"the server's key \(ssh-ed25519 SHA256:.*\) is not known"
    ) as refused:
        taken(server.source(), tmp_path)
    assert not refused.value.again
    assert "Accepted" not in (server.folder / "log").read_text()


def test_a_login_that_is_refused(server: Server, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="the login was refused; check its options") as refused:
        taken(server.source(key_filename=str(server.folder / "other")), tmp_path)
    assert not refused.value.again


def test_a_server_that_is_down_is_tried_again(server: Server, tmp_path: Path) -> None:
    down = Server(server.folder, 9)
    with pytest.raises(SourceError, match="it cannot be reached") as refused:
        taken(down.source(), tmp_path)
    assert refused.value.again
