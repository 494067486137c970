"""Parsing outside the main process: a bad document may cost a worker, never the run or another document."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from concurrent.futures import TimeoutError as OverdueError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self

from pebble import CONSTS, ProcessExpired, ProcessPool

from flows.sandbox import confine
from parsers.errors import FoiError
from parsers.figure import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from flows.settings import Settings

    Reader = Callable[[str, str], list[Reading]]

MOST_BREAKS = 6
"""How often in a row the crew may break, with no document read in between, before the run is given up."""

PAUSE_SECONDS = 0.5
"""How much longer the crew waits after each break in a row before it starts anew."""

STALL_SECONDS = 60
"""How long beyond its limit a document may be silent before the crew itself is taken to be stuck."""

# While an overdue worker is asked to end, the others cannot report; and a worker has nothing to tidy up.
CONSTS.term_timeout = 0.2

_PRELOADED = ["flows.workers", "flows.overrides", "parsers.reply", "warehouse.archive", "warehouse.workspace"]


@dataclass(frozen=True, slots=True)
class Job:
    """One archived document to read; `name` is the name under which it was delivered."""

    document_id: str
    name: str


@dataclass(frozen=True, slots=True)
class ArchivedReader:
    """Reads documents out of one workspace's archive; it is sent to the workers, so it is only a path.

    The passwords go with it, from memory to memory.
    """

    workspace: Path
    passwords: tuple[str, ...] = field(default=(), repr=False)

    def __call__(self, document_id: str, name: str) -> list[Reading]:
        """Read one document and the documents inside it.

        Raises:
            FoiError: The archive does not hold the bytes that it should.
        """
        from flows.overrides import load_overrides
        from parsers.reply import read_reply
        from warehouse.archive import Archive
        from warehouse.workspace import Workspace

        workspace = Workspace(self.workspace)
        data = Archive(workspace).read(document_id)
        return read_reply(data, name, self.passwords, load_overrides(workspace))


class Crew:
    """Worker processes that read documents; threads may share one crew.

    A document that crashes its worker, overruns its time or its memory becomes one failed reading; the worker
    is replaced and the other documents go on. Use as a context manager.
    """

    def __init__(self, settings: Settings, reader: Reader) -> None:
        """Keep the settings; the processes start on entering the context."""
        self._settings = settings
        self._reader = reader
        self._lock = threading.Lock()
        self._pool: ProcessPool | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self._stopped = False
        self._breaks = 0
        self._last_sign_of_life = time.monotonic()

    def __enter__(self) -> Self:
        """Start the workers."""
        self._pool = self._hire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the workers at once; what they were reading is given up."""
        with self._lock:
            self._stopped = True
            pool, self._pool = self._pool, None
        if pool is not None:
            _dismiss(pool)
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def read(self, jobs: Sequence[Job], done: Callable[[int], None] | None = None) -> list[list[Reading]]:
        """Read the documents; the answer has one list of readings per job, in their order.

        Args:
            jobs: The documents.
            done: Called with the number of documents that have just been finished.

        Raises:
            CancelledError: The crew was stopped meanwhile.
            FoiError: Its processes cannot be kept alive, whatever they read. No document is blamed for that.
        """
        readings: dict[int, list[Reading]] = {}
        while left := [index for index in range(len(jobs)) if index not in readings]:
            self._attempt(jobs, left, readings, done or _ignore)
        return [readings[index] for index in range(len(jobs))]

    def _attempt(
        self,
        jobs: Sequence[Job],
        left: Sequence[int],
        readings: dict[int, list[Reading]],
        done: Callable[[int], None],
    ) -> None:
        pool = self._current()
        pending: dict[Future[list[Reading]], int] = {}
        try:
            for index in left:
                job = jobs[index]
                limit = self._settings.parse_seconds
                pending[pool.schedule(_attend, args=(self._reader, job, limit), timeout=limit)] = index
        except RuntimeError:  # the pool broke or was stopped between two documents
            self._replace(pool)
        while pending:
            finished, _ = wait(pending, timeout=1, return_when=FIRST_COMPLETED)
            for future in finished:
                index = pending.pop(future)
                found = self._outcome(jobs[index], future)
                if found is None:
                    self._replace(pool)
                    continue
                readings[index] = found
                self._breaks = 0
                done(1)
            if finished:
                self._last_sign_of_life = time.monotonic()
            elif self._current() is not pool:  # a pool that was stopped leaves its futures as they are
                return
            elif self._stuck():
                self._replace(pool)
                return

    def _outcome(self, job: Job, future: Future[list[Reading]]) -> list[Reading] | None:
        try:
            return future.result()
        except (BrokenProcessPool, CancelledError):
            return None
        except OverdueError:
            limit = self._settings.parse_seconds
            return [failed(job, f"it was not read within {limit} seconds; ask for it in another form")]
        except ProcessExpired as error:
            return [failed(job, f"its reader's process died ({_cause(error.exitcode)})")]
        except MemoryError:
            limit = self._settings.worker_memory
            return [failed(job, f"reading it takes more than {limit} MiB of memory")]
        except FoiError as error:
            return [failed(job, str(error))]
        except Exception as error:  # noqa: BLE001 - whatever one document does, the others go on
            fault = f"{type(error).__name__}: {error}"
            return [failed(job, f"its reader failed, which is a defect of foi ({fault})")]

    def _current(self) -> ProcessPool:
        with self._lock:
            if self._stopped or self._pool is None:
                raise CancelledError("the crew was stopped")
            return self._pool

    def _stuck(self) -> bool:
        return time.monotonic() - self._last_sign_of_life > self._settings.parse_seconds + STALL_SECONDS

    def _replace(self, broken: ProcessPool) -> None:
        """Put a new pool in the place of a broken one, unless another thread has done so already."""
        with self._lock:
            if self._stopped:
                raise CancelledError("the crew was stopped")
            if self._pool is not broken:
                return
            self._breaks += 1
            if self._breaks > MOST_BREAKS:
                raise FoiError(
                    "the processes that read documents end as soon as they start; give them more memory"
                    " (FOI_WORKER_MEMORY), or free some on this machine"
                )
            # What ends them may pass: a machine short of memory, or an administrator at work.
            time.sleep(PAUSE_SECONDS * (self._breaks - 1))
            self._pool = self._hire()
            self._last_sign_of_life = time.monotonic()
        _dismiss(broken)

    def _scratch(self) -> Path:
        """Return the one folder in which the workers may write; it goes with the crew."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="foi-scratch-", ignore_cleanup_errors=True)
        return Path(self._folder.name)

    def _hire(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._settings.workers,
            max_tasks=self._settings.worker_documents,
            initializer=confine,
            initargs=(self._settings.worker_memory, os.getpid(), self._scratch()),
            context=_context(),
        )


def failed(job: Job, reason: str, size: int = 0) -> Reading:
    """The reading of a document that could not be read; `size` in bytes where it is known."""
    return Reading(
        document_id=job.document_id,
        parent_id=None,
        name=job.name,
        format="unknown",
        bytes=size,
        parts=None,
        state="failed",
        reason=reason,
    )


def _context() -> multiprocessing.context.BaseContext:
    # Never "fork": the main process runs threads. A fork server starts each worker with the parsers loaded.
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def _attend(reader: Reader, job: Job, limit: int) -> list[Reading]:
    """Read one document in a worker."""
    # Should the run be killed while a library holds the interpreter, no thread can end this worker, so an
    # alarm does.
    signal.alarm(limit + STALL_SECONDS)
    try:
        return reader(job.document_id, job.name)
    finally:
        signal.alarm(0)


def _cause(exitcode: int | None) -> str:
    if exitcode is None:
        return "no exit status"
    try:
        return signal.Signals(-exitcode).name if exitcode < 0 else f"exit status {exitcode}"
    except ValueError:
        return f"signal {-exitcode}"


def _dismiss(pool: ProcessPool) -> None:
    pool.stop()
    pool.join()


def _ignore(_count: int) -> None:
    """Report progress to nobody."""
