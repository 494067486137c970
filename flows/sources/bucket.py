"""A bucket or a folder on another machine: any place that fsspec can open by its URL."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flows.sources import known_hosts
from flows.sources.errand import LARGEST, Notice, SourceError
from flows.sources.table import Secret
from flows.sources.watching import Watch, new_files
from flows.terminal import in_a_line
from parsers.errors import FoiError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager

    from fsspec import AbstractFileSystem

    from flows.sources.errand import Errand
    from flows.sources.memory import Memory
    from flows.sources.table import Table
    from warehouse.archive import Delivery

_OBJECT_STORES = {"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss"}
"""They show an object only once all of it is there."""


@dataclass(frozen=True, slots=True)
class _Object:
    """A file of the place as it was when it was listed."""

    system: AbstractFileSystem
    path: str
    shown: str
    size: int
    stamp: str
    modified: float | None
    source: str

    def read(self, errand: Errand) -> bytes | None:
        """Return its bytes, if they are as many as were listed."""
        if self.size > LARGEST:
            reason = f"larger than {LARGEST // 1024**2} MiB; split it, or unpack it if it is an archive"
        else:
            try:
                data = bytes(self.system.cat_file(self.path))
            except FileNotFoundError:
                reason = "it was deleted while the place was read"
            else:
                if len(data) == self.size:
                    return data
                reason = "it changed while it was read; the next run tries again"
        errand.tell(Notice(f"{self.source}: {self.shown}", reason, wanted=True))
        return None


@dataclass(frozen=True, slots=True)
class Bucket:
    """One place; `options` are those of the fsspec implementation, secrets among them by their origin."""

    name: str
    url: str
    settle: int
    request: str | None
    options: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, request: str | None, table: Table) -> Bucket:
        """Read one table of `sources.toml`.

        Raises:
            FoiError: An entry is missing or wrong, or the URL holds a password.
        """
        url = table.text("url")
        if "://" not in url or "::" in url:
            raise FoiError(f"{table.where}: url: give one URL such as 's3://bucket/replies'")
        if urlsplit(url).password:
            raise FoiError(
                f"{table.where}: url: a password is never written here; give it in options as 'env:NAME'"
            )
        settle = table.number("settle_seconds", 60, 0, 86_400)
        return cls(name, url, settle, request, table.table("options"))

    def deliveries(self, memory: Memory, errand: Errand) -> Iterator[tuple[bytes, Delivery]]:
        """Yield each file that is new or has changed.

        Raises:
            SourceError: The place cannot be reached or listed, or what opens it is not installed.
        """
        with self._telling_what_is_refused():
            yield from self._deliveries(memory, errand)

    def _deliveries(self, memory: Memory, errand: Errand) -> Iterator[tuple[bytes, Delivery]]:
        system, root = self._opened()
        try:
            listed = self._listed(system, root)
            objects = [self._object(system, root, path, listed[path]) for path in sorted(listed)]
            watch = Watch(self.name, self.request, self.settle)
            yield from new_files(objects, watch, memory, errand)
        except FileNotFoundError as error:
            raise SourceError(f"{self.url}: there is no such place", again=False) from error
        except PermissionError as error:
            raise SourceError(
                f"{self.url}: the access was refused; check its options", again=False
            ) from error
        except OSError as error:
            what = in_a_line(error)
            raise SourceError(f"{self.url}: it cannot be read ({what})", again=True) from error

    def _listed(self, system: AbstractFileSystem, root: str) -> dict[str, dict[str, Any]]:
        listed: dict[str, dict[str, Any]] = system.find(root, detail=True)
        # An empty prefix is no mistake in an object store, which knows no folders; a missing bucket is.
        place = root.partition("/")[0] if self._is_store else root
        if not listed and not system.exists(place):
            raise FileNotFoundError(place)
        return listed

    @property
    def _is_store(self) -> bool:
        return urlsplit(self.url).scheme in _OBJECT_STORES

    @property
    def _is_sftp(self) -> bool:
        return urlsplit(self.url).scheme in known_hosts.SCHEMES

    def _telling_what_is_refused(self) -> AbstractContextManager[None]:
        if not self._is_sftp or find_spec("paramiko") is None:
            return nullcontext()
        return known_hosts.telling_what_is_refused(self.url)

    def _opened(self) -> tuple[AbstractFileSystem, str]:
        from fsspec.core import url_to_fs

        given = {
            key: Secret(value).reveal() if str(value).startswith(("env:", "block:")) else value
            for key, value in self.options.items()
        }
        try:
            if self._is_sftp:
                given = known_hosts.only_known_hosts(given) | {"skip_instance_cache": True}
            else:
                given["use_listings_cache"] = False
            system, root = url_to_fs(self.url, **given)
        except ImportError as error:
            raise SourceError(
                f"{self.url}: what opens such places is not installed ({error}); install"
                " 'foi-outcomes[s3]' for S3 or 'foi-outcomes[sftp]' for SFTP",
                again=False,
            ) from error
        except (ValueError, TypeError) as error:
            raise SourceError(f"{self.url}: it cannot be opened ({error})", again=False) from error
        except OSError as error:
            raise SourceError(f"{self.url}: it cannot be reached ({error})", again=True) from error
        return system, str(root)

    def _object(self, system: AbstractFileSystem, root: str, path: str, facts: Mapping[str, Any]) -> _Object:
        size = int(facts.get("size") or 0)
        moment = facts.get("mtime") or facts.get("LastModified") or facts.get("created") or ""
        if isinstance(moment, datetime):
            moment = moment.timestamp()
        stamp = f"{size} {facts.get('ETag') or moment}"
        grows = not self._is_store and isinstance(moment, int | float)
        shown = path.removeprefix(root).lstrip("/") or path.rpartition("/")[2]
        return _Object(system, path, shown, size, stamp, float(moment) if grows else None, self.name)
