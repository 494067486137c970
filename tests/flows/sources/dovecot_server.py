"""A real IMAP server for tests: Dovecot on loopback, with TLS, mail in a temporary folder."""

from __future__ import annotations

import base64
import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from foi_process import make_certificate
from imap_tools import MailBox

from flows.sources.mailbox import Mailbox
from flows.sources.table import Table

if TYPE_CHECKING:
    import ssl

USER, PASSWORD = "foi@agency.example", "a pass, word\"with'signs"
CONFIGURATION = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
log_path = {folder}/dovecot.log
ssl = required
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
auth_username_format = %u
auth_mechanisms = plain login xoauth2
first_valid_uid = 1
mail_location = maildir:{folder}/mail
mail_fsync = never
namespace inbox {{
  inbox = yes
  separator = .
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
service imap-login {{
  inet_listener imap {{
    port = {plain_port}
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
  {chroot}
}}
service anvil {{
  {chroot}
}}
service stats {{
  {chroot}
}}
{own}
"""


# Tokens are checked against a key of the identity provider, without asking it.
TOKENS = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={folder}/keys/
username_attribute = sub
"""


class Dovecot:
    """The server; `port` and the file `certificate` are what a client needs.

    On `plain_port` TLS begins after the greeting. `token_key` signs tokens that are taken for a password.
    """

    token_key = b"a key of thirty-two bytes, and more"

    def __init__(self) -> None:
        """Write the configuration and start."""
        # Not one of pytest's: only their owner can reach those, and the mail is somebody else's.
        folder = self.folder = Path(tempfile.mkdtemp(prefix="foi-dovecot-"))
        folder.chmod(0o755)
        self.certificate = folder / "certificate.pem"
        with socket.create_server(("127.0.0.1", 0)) as free, socket.create_server(("127.0.0.1", 0)) as other:
            self.port: int = free.getsockname()[1]
            self.plain_port: int = other.getsockname()[1]
        keys = folder / "keys" / "default" / "HS256"
        keys.mkdir(parents=True)
        (keys / "default").write_bytes(base64.b64encode(self.token_key))
        (folder / "oauth2.conf").write_text(TOKENS.format(folder=folder))
        # Mail is never root's: where the tests run as root, it is nobody's.
        owner = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        for name in ("run", "mail", "home"):
            (folder / name).mkdir()
        make_certificate(folder)
        (folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
        internal = f"default_internal_user = {owner.pw_name}\ndefault_login_user = {owner.pw_name}"
        text = CONFIGURATION.format(
            folder=folder,
            port=self.port,
            plain_port=self.plain_port,
            uid=owner.pw_uid,
            gid=owner.pw_gid,
            chroot="" if os.getuid() == 0 else "chroot =",
            own="" if os.getuid() == 0 else internal,
        )
        (folder / "dovecot.conf").write_text(text)
        if os.getuid() == 0:
            for name in ("mail", "home"):
                os.chown(folder / name, owner.pw_uid, owner.pw_gid)
        self.start()

    def start(self) -> None:
        """Start, and wait until it answers."""
        self._process = subprocess.Popen(
            ["/usr/sbin/dovecot", "-F", "-c", str(self.folder / "dovecot.conf")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(300):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 5):
                return
            assert self._process.poll() is None, (self.folder / "dovecot.log").read_text()
            time.sleep(0.1)
        raise AssertionError((self.folder / "dovecot.log").read_text())

    def remove(self) -> None:
        """Stop it for good."""
        self.stop()
        shutil.rmtree(self.folder)

    def stop(self) -> None:
        """Stop it and all that it started."""
        family = psutil.Process(self._process.pid).children(recursive=True)
        self._process.terminate()
        self._process.wait(20)
        psutil.wait_procs(family, timeout=20)

    def cut_connections(self) -> None:
        """Kill the processes that serve clients."""
        for child in psutil.Process(self._process.pid).children():
            if child.name() == "imap":
                child.kill()

    def client(self, context: ssl.SSLContext) -> MailBox:
        """Return a client of its own, logged in."""
        return MailBox("127.0.0.1", self.port, ssl_context=context).login(USER, PASSWORD, None)

    def number_anew(self) -> None:
        """Give every folder another UIDVALIDITY and its messages other numbers, as a restored server does."""
        self.stop()
        for path in (self.folder / "mail").rglob("dovecot.*index*"):
            path.unlink()
        for path in (self.folder / "mail").rglob("dovecot-uidlist"):
            text = path.read_text()
            head = re.match(r"3 V(\d+) N(\d+)", text)
            assert head
            lines = text.splitlines()[1:]
            moved = [re.sub(r"^\d+", lambda uid: str(int(uid[0]) + 1000), line) for line in lines]
            first = text.splitlines()[0].replace(head[0], f"3 V{int(head[1]) + 7} N{int(head[2]) + 1000}")
            path.write_text("\n".join([first, *moved]) + "\n")
        self.start()


def source(server: Dovecot, **more: object) -> Mailbox:
    """The source that reads a server, with its password in TEST_MAIL_PASSWORD."""
    entries = {
        "host": "127.0.0.1",
        "port": server.port,
        "user": USER,
        "password": "env:TEST_MAIL_PASSWORD",
        "ca_file": str(server.certificate),
        **more,
    }
    return Mailbox.of("post", None, Table("sources.toml", entries))
