"""A limit of time for work that cannot be interrupted: it is left alone where it hangs."""

from __future__ import annotations

import contextvars
import threading
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class OverdueError(Exception):
    """Raised when work was not done in time, from `within`."""


def within(seconds: float, work: Callable[[threading.Event], None]) -> None:
    """Do the work in a thread of its own, for at most so many seconds.

    Nothing can end a thread that waits for a server or a share that hangs. It is left behind, and neither the
    run nor the end of the process waits for it; the event that `work` is given is set by then, so that it
    does no more once it wakes.

    Raises:
        OverdueError: It took longer.
        BaseException: Whatever `work` raises.
    """
    ended: Future[None] = Future()
    left = threading.Event()

    def go() -> None:
        try:
            work(left)
        except BaseException as error:  # noqa: BLE001 - handed to who waits
            ended.set_exception(error)
        else:
            ended.set_result(None)

    # Prefect keeps its settings, and so the way to its Secret blocks, in the context.
    threading.Thread(target=contextvars.copy_context().run, args=(go,), daemon=True).start()
    if not wait([ended], timeout=max(0.0, seconds)).done:
        left.set()
        raise OverdueError
    ended.result()
