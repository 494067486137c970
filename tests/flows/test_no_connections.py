"""A night asks nobody but its sources: in a network of its own, not one packet leaves for the world."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from foi_process import SHARE, run

if TYPE_CHECKING:
    from pathlib import Path

# A network with loopback and one way out that leads nowhere and counts; names are asked of a host out there.
SETTING = """
set -eu
ip link set lo up
echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6
ip link add out type veth peer name nowhere
ip address add 192.0.2.1/24 dev out
ip link set nowhere up
ip link set out up
ip neighbour add 192.0.2.254 lladdr 02:00:00:00:00:01 dev out nud permanent
ip route add default via 192.0.2.254
mount --bind resolv.conf /etc/resolv.conf
status=0
sent() { ip -s link show out | awk 'tx { print $2; exit } /TX:/ { tx = 1 }'; }
before=$(sent)
"$@" || status=$?
echo $(($(sent) - before)) > packets
exit $status
"""
ASKS = "import socket, contextlib\nwith contextlib.suppress(OSError): socket.getaddrinfo('example.org', 80)"

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("unshare") or not shutil.which("ip"),
    reason="a network of its own takes root, unshare and ip",
)


def packets_sent(folder: Path, *command: str, **environment: str) -> int:
    """Run a command in a network of its own and return how many packets left it."""
    (folder / "resolv.conf").write_text("nameserver 192.0.2.53\noptions timeout:1 attempts:1\n")
    unshare = shutil.which("unshare")
    assert unshare
    ended = run(folder, unshare, "--net", "--mount", "/bin/sh", "-c", SETTING, "sh", *command, **environment)
    if "Operation not permitted" in ended.stderr:
        pytest.skip(f"a network of its own cannot be made here: {ended.stderr.strip()}")
    assert ended.returncode == 0, ended.stderr
    return int((folder / "packets").read_text())


@pytest.mark.slow
def test_nothing_leaves_the_machine(demo_inbox: Path, tmp_path: Path, prefect_home: Path) -> None:
    assert packets_sent(tmp_path, sys.executable, "-c", ASKS) > 0, "the way out counts"
    for path in sorted(demo_inbox.rglob("*.*"))[2:]:
        path.unlink()
    (tmp_path / "foi-data" / "sources.toml").write_text(SHARE.format(demo_inbox))
    night = (sys.executable, "-m", "flows", "night")
    assert packets_sent(tmp_path, *night, PREFECT_HOME=str(prefect_home), FOI_WORKERS="1") == 0
    assert (tmp_path / "foi-data" / "warehouse.duckdb").exists()
