"""To whom the morning's report goes, as `messages.toml` in the workspace names them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from flows.sources.table import load_tables
from parsers.errors import FoiError

if TYPE_CHECKING:
    from flows.sources.table import Table
    from warehouse.workspace import Workspace

KINDS = ("apprise", "block", "email")
OCCASIONS = ("always", "alarms")


class MessageError(FoiError):
    """Raised when a message cannot be sent; `again` says whether to try again."""

    def __init__(self, message: str, *, again: bool) -> None:
        """Keep both."""
        super().__init__(message)
        self.again = again


class Messenger(Protocol):
    """A way to tell somebody."""

    @property
    def name(self) -> str:
        """Its name in `messages.toml`."""
        ...

    @property
    def when(self) -> str:
        """Whether every report goes this way, or only those with alarms: one of `OCCASIONS`."""
        ...

    def ready(self) -> None:
        """Look whether what it needs is there, without telling anybody.

        Raises:
            FoiError: A secret is missing.
        """
        ...

    def send(self, subject: str, body: str) -> None:
        """Send a text.

        Raises:
            FoiError: It could not be sent; no secret is in the message.
        """
        ...


def load_messages(workspace: Workspace) -> list[Messenger]:
    """Return those to be told, in the order of the file; none where there is no file.

    Raises:
        FoiError: The file cannot be read, or an entry is wrong; the message says which.
    """
    try:
        tables = load_tables(workspace.messages, "message")
    except FileNotFoundError:
        return []
    return [_messenger(table) for table in tables]


def _messenger(table: Table) -> Messenger:
    name = table.text("name")
    table.where = f"{table.where} ({name})"
    kind, when = table.one_of("kind", KINDS), table.one_of("when", OCCASIONS, "always")
    messenger: Messenger
    if kind == "email":
        from flows.nights.mail import Email

        messenger = Email.of(name, when, table)
    elif kind == "apprise":
        from flows.nights.notices import AppriseUrl

        messenger = AppriseUrl(name, when, table.secret("url"))
    else:
        from flows.nights.notices import Block

        messenger = Block(name, when, table.text("block"))
    table.done()
    return messenger
