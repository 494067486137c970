"""Telling people of a run: what cannot be told is said, and never fails the night."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from flows.deadline import OverdueError, within
from flows.nights.messages import MessageError, load_messages
from parsers.errors import FoiError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from threading import Event

    from flows.nights.messages import Messenger
    from warehouse.workspace import Workspace

PAUSES = (5.0, 30.0)
"""Seconds before a message is tried again."""

LIMIT = 180
"""Seconds for one message with all its tries."""


def tell(
    workspace: Workspace, subject: str, body: str, *, alarms: bool, pauses: Sequence[float] = PAUSES
) -> list[str]:
    """Send a text to all whom `messages.toml` names for the occasion, and return what went wrong."""
    try:
        messengers = load_messages(workspace)
    except FoiError as error:
        return [str(error)]
    wanted = [each for each in messengers if alarms or each.when == "always"]
    return [said for each in wanted if (said := _tried(each, subject, body, pauses))]


def _tried(messenger: Messenger, subject: str, body: str, pauses: Sequence[float]) -> str | None:
    def send(left: Event) -> None:
        for pause in (*pauses, None):
            try:
                messenger.send(subject, body)
            except MessageError as error:
                if pause is None or not error.again or left.is_set():
                    raise
                time.sleep(pause)
            else:
                return

    try:
        within(LIMIT, send)
    except OverdueError:
        return f"message {messenger.name}: it took longer than {LIMIT} seconds"
    except FoiError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - the night is done, whatever a message does
        return f"message {messenger.name}: it failed, which is a defect of foi ({type(error).__name__})"
    return None
