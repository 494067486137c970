"""Connections that are encrypted, to servers whose certificate is checked."""

from __future__ import annotations

import ssl
from pathlib import Path


def trusting(ca_file: str | None) -> ssl.SSLContext:
    """Return what trusts the system's authorities, or the one of a file."""
    return ssl.create_default_context(cafile=ca_file and str(Path(ca_file).expanduser()))


def untrusted(place: str, error: ssl.SSLCertVerificationError) -> str:
    """What to tell where a server's certificate is not to be trusted."""
    return (
        f"{place}: its certificate is not to be trusted ({error.verify_message}); name its"
        " authority in ca_file if it has one of its own"
    )
