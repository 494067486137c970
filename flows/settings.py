"""The settings of a run: read once from flags and the environment, checked, and passed down."""

from __future__ import annotations

import difflib
import getpass
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from parsers.errors import FoiError

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "FOI_"


class SettingsError(FoiError):
    """Raised when a flag or an FOI_ variable cannot be used, from `resolve`."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The whole numbers that a setting may take, and what they count."""

    low: int
    high: int
    unit: str


LIMITS = {
    "workers": Limits(1, 64, "processes"),
    "batch": Limits(1, 1_000, "documents"),
    "parse_seconds": Limits(1, 86_400, "seconds"),
    "worker_memory": Limits(256, 1_048_576, "MiB"),
    "worker_documents": Limits(1, 1_000_000, "documents"),
    "source_minutes": Limits(1, 1_440, "minutes"),
    "quiet_nights": Limits(1, 3_650, "nights"),
    "prefect_days": Limits(1, 3_650, "days"),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run goes about its work; made by `resolve`, never by hand outside tests.

    `workers` processes parse at once; `batch` documents are parsed and stored together; a document that takes
    longer than `parse_seconds` is given up; a worker may hold `worker_memory` MiB of address space and is
    replaced after `worker_documents` documents. A source that takes longer than `source_minutes` is left
    until the next run. Nights begin by `cron` in Europe/London; that nothing new came for `quiet_nights` is
    an alarm, and Prefect's own records of a run go after `prefect_days`. `who` signs decisions. `passwords`
    are tried on encrypted documents and come from the environment alone, one a line, so that no list of
    processes shows them.
    """

    workspace: Path = Path("foi-data")
    workers: int = min(os.cpu_count() or 1, 4)
    batch: int = 50
    parse_seconds: int = 600
    """A scan of sixty pages takes seven minutes."""
    worker_memory: int = 3_072
    worker_documents: int = 200
    source_minutes: int = 60
    cron: str = "0 3 * * *"
    """Neither left out nor doubled when the clocks change, which they do between one and two."""
    quiet_nights: int = 7
    prefect_days: int = 90
    who: str = ""
    passwords: tuple[str, ...] = field(default=(), repr=False)


def resolve(flags: Mapping[str, object] | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Settle the settings: a flag that is not None comes first, then its FOI_ variable, then the default.

    Args:
        flags: Values by setting name, as the command line gives them.
        environ: The environment; `os.environ` if not given.

    Raises:
        SettingsError: A name is unknown, or a value is not a whole number within its limits, or empty.
    """
    environ = os.environ if environ is None else environ
    names = tuple(Settings.__dataclass_fields__)
    chosen: dict[str, tuple[str, object]] = {}
    for variable in sorted(name for name in environ if name.startswith(PREFIX)):
        name = variable.removeprefix(PREFIX).lower()
        _refuse_unknown(variable, name, names)
        chosen[name] = (variable, environ[variable])
    passwords = tuple(str(chosen.pop("passwords", ("", ""))[1]).splitlines())
    for name, value in (flags or {}).items():
        flag = "--" + name.replace("_", "-")
        _refuse_unknown(flag, name, names)
        if value is not None:
            chosen[name] = (flag, value)
    defaults = Settings()
    return Settings(
        workspace=_path(chosen, "workspace", defaults.workspace),
        workers=_number(chosen, "workers", defaults.workers),
        batch=_number(chosen, "batch", defaults.batch),
        parse_seconds=_number(chosen, "parse_seconds", defaults.parse_seconds),
        worker_memory=_number(chosen, "worker_memory", defaults.worker_memory),
        worker_documents=_number(chosen, "worker_documents", defaults.worker_documents),
        source_minutes=_number(chosen, "source_minutes", defaults.source_minutes),
        cron=_text(chosen, "cron") or defaults.cron,
        quiet_nights=_number(chosen, "quiet_nights", defaults.quiet_nights),
        prefect_days=_number(chosen, "prefect_days", defaults.prefect_days),
        who=_text(chosen, "who") or _login(),
        passwords=tuple(filter(None, passwords)),
    )


def _refuse_unknown(given: str, name: str, names: tuple[str, ...]) -> None:
    if name in names:
        return
    near = difflib.get_close_matches(name, names, n=1)
    meant = f"did you mean {_spelled_as(given, near[0])}?" if near else f"known: {', '.join(names)}"
    raise SettingsError(f"{given}: there is no such setting; {meant}")


def _spelled_as(given: str, name: str) -> str:
    return PREFIX + name.upper() if given.startswith(PREFIX) else "--" + name.replace("_", "-")


def _number(chosen: Mapping[str, tuple[str, object]], name: str, default: int) -> int:
    origin, value = chosen.get(name, (name, default))
    limits = LIMITS[name]
    wanted = f"give a whole number of {limits.unit} from {limits.low} to {limits.high}"
    try:
        number = int(str(value).strip())
    except ValueError:
        raise SettingsError(f"{origin}: {str(value)!r} is not a whole number; {wanted}") from None
    if not limits.low <= number <= limits.high:
        raise SettingsError(f"{origin}: {number} is out of range; {wanted}")
    return number


def _path(chosen: Mapping[str, tuple[str, object]], name: str, default: Path) -> Path:
    text = _text(chosen, name)
    return Path(text).expanduser() if text else default


def _text(chosen: Mapping[str, tuple[str, object]], name: str) -> str:
    if name not in chosen:
        return ""
    origin, value = chosen[name]
    text = str(value).strip()
    if not text or "\x00" in text:
        raise SettingsError(f"{origin}: {str(value)!r} cannot be used; give a value or leave it out")
    return text


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number that has no name
        return f"uid {os.getuid()}"
