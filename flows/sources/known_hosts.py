"""Servers of SFTP: whose key is known is trusted, and no other; what they refuse is told."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.sources.errand import SourceError
from flows.terminal import in_a_line

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMES = {"sftp", "ssh"}


def only_known_hosts(options: dict[str, Any]) -> dict[str, Any]:
    """Return the options for fsspec, which by itself trusts whatever server answers.

    `known_hosts` names a file as OpenSSH keeps it; without it, the user's own holds.

    Raises:
        ImportError: What speaks SFTP is not installed.
    """
    import paramiko

    file = Path(options.pop("known_hosts", "~/.ssh/known_hosts")).expanduser()

    class OnlyKnown(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]  # it has no types
        def missing_host_key(self, client: object, hostname: str, key: paramiko.PKey) -> None:
            del client
            known = paramiko.HostKeys(str(file) if file.exists() else None)
            if not known.check(hostname, key):
                raise paramiko.BadHostKeyException(hostname, key, key)

    return {"host_key_policy": OnlyKnown(), **options}


@contextmanager
def telling_what_is_refused(url: str) -> Iterator[None]:
    """Tell of the server's key, of a login and of the line to it.

    Raises:
        SourceError: One of these is not as it must be.
    """
    import paramiko

    try:
        yield
    except paramiko.BadHostKeyException as error:
        raise SourceError(
            f"{url}: the server's key ({error.key.get_name()} {error.key.fingerprint}) is not known; once its"
            " keeper has confirmed it, add it: ssh-keyscan HOST >> ~/.ssh/known_hosts",
            again=False,
        ) from None
    except paramiko.AuthenticationException:
        raise SourceError(f"{url}: the login was refused; check its options", again=False) from None
    except paramiko.SSHException as error:
        raise SourceError(f"{url}: the connection failed ({in_a_line(error)})", again=True) from None
