"""The report as a notice in a chat: by an Apprise URL, or by a notification block of Prefect."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flows.nights.messages import MessageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.sources.table import Secret

LONGEST = 4_000
"""Characters; most chats cut or refuse longer ones."""


@dataclass(frozen=True, slots=True)
class AppriseUrl:
    """Any service that Apprise knows; the URL is a secret as a whole."""

    name: str
    when: str
    url: Secret

    def ready(self) -> None:
        """Look whether the URL is there.

        Raises:
            FoiError: It is not.
        """
        self.url.reveal()

    def send(self, subject: str, body: str) -> None:
        """Send the text.

        Raises:
            MessageError: The URL is none of Apprise's, or the service did not take it.
        """
        from apprise import Apprise

        told = Apprise()
        with _quiet():
            if not told.add(self.url.reveal()):
                raise MessageError(
                    f"message {self.name}: {self.url.origin} holds no URL that Apprise knows", again=False
                )
            sent = told.notify(title=subject, body=_short(body))
        if not sent:
            raise MessageError(f"message {self.name}: the service did not take it", again=True)


@dataclass(frozen=True, slots=True)
class Block:
    """A notification block that is kept in Prefect, as `slack-webhook/NAME`."""

    name: str
    when: str
    block: str

    def ready(self) -> None:
        """Do nothing: whether Prefect has the block, its server tells when it is sent."""

    def send(self, subject: str, body: str) -> None:
        """Send the text.

        Raises:
            MessageError: There is no such block, or it could not be sent.
        """
        from prefect.blocks.core import Block as PrefectBlock

        try:
            found: Any = PrefectBlock.load(self.block)
        except ValueError:
            raise MessageError(
                f"message {self.name}: Prefect has no block {self.block}; name it as TYPE/NAME", again=False
            ) from None
        if not hasattr(found, "notify"):
            raise MessageError(f"message {self.name}: {self.block} is no notification block", again=False)
        with _quiet():
            try:
                found.notify(_short(body), subject)
            except Exception as error:  # noqa: BLE001 - each service has errors of its own; the URL may be in them
                said = f"message {self.name}: {self.block} could not be sent ({type(error).__name__})"
                raise MessageError(said, again=True) from None


def _short(body: str) -> str:
    if len(body) <= LONGEST:
        return body
    return body[:LONGEST].rpartition("\n")[0] + "\n… the whole report lies under runs/"


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Apprise's own log away: it names URLs, and they are secrets."""
    logger = logging.getLogger("apprise")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before
