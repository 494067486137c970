"""What the tests of the flow share besides fixtures."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import psutil

SHARE = "[[source]]\nname = 'share'\nkind = 'folder'\npath = '{}'\nsettle_seconds = 0\n"
"""A `sources.toml` of one folder, which is yet to be named."""

CERTIFICATE = (
    "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1"
    " -addext subjectAltName=IP:127.0.0.1"
)

DEMO = Path(__file__).parents[2] / "fixtures" / "demo"


def clean_environment(**more: str) -> dict[str, str]:
    """The environment without anything that would steer foi or Prefect."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FOI_", "PREFECT_"))}
    return kept | more


def run(folder: Path, *command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run any command in a folder, in a clean environment and with no input, and return its output."""
    return subprocess.run(
        list(map(str, command)),
        check=False,
        cwd=folder,
        env=clean_environment(**environment),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=300,
    )


def run_foi(folder: Path, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run foi in a process of its own, in a folder, and return its output."""
    return run(folder, sys.executable, "-m", "flows", *arguments, **environment)


def kill(process: subprocess.Popen[Any], patience: float = 30) -> list[psutil.Process]:
    """Kill a run, wait for what it started, and return what of that lives on after `patience` seconds."""
    family = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    return psutil.wait_procs(family, timeout=patience)[1]


def make_certificate(folder: Path) -> Path:
    """Make a certificate of 127.0.0.1 in a folder, with its key beside it; it takes openssl."""
    openssl = shutil.which("openssl")
    assert openssl
    subprocess.run(
        [openssl, *CERTIFICATE.split(), "-keyout", "key.pem", "-out", "certificate.pem"],
        check=True,
        capture_output=True,
        cwd=folder,
    )
    return folder / "certificate.pem"


def lay_out_demo(folder: Path) -> Path:
    """Copy the demo's inbox into a folder, with its request in a workspace `foi-data` beside it."""
    shutil.copytree(DEMO / "inbox", folder / "inbox")
    shutil.copytree(DEMO / "requests", folder / "foi-data" / "requests")
    return folder / "inbox"


def contents(warehouse: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all relations of a warehouse file, apart from when it was built."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        names = [
            row[0]
            for row in connection.execute(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'"
            ).fetchall()
        ]
        return {
            name: connection.table(name).order("ALL").fetchall()
            for name in sorted(names)
            if name != "build_info"
        }
