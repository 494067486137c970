"""The tables of `sources.toml` and `messages.toml`, read strictly: by their types, and nothing left over."""

from __future__ import annotations

import difflib
import os
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from parsers.errors import FoiError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a secret is kept, and never the secret itself: `env:NAME` or `block:NAME`."""

    origin: str
    where: str = field(default="sources.toml", compare=False)
    """The file and the table that name it."""

    def reveal(self) -> str:
        """Return the secret.

        Raises:
            FoiError: It is not where it should be.
        """
        keeper, _, name = self.origin.partition(":")
        value = os.environ.get(name) if keeper == "env" else _block(name)
        if not value:
            what = "the environment variable" if keeper == "env" else "Prefect's Secret block"
            raise FoiError(f"{what} {name} is missing or empty; set it, it is named in {self.where}")
        return value


def _block(name: str) -> str | None:
    from prefect.blocks.system import Secret as PrefectSecret

    try:
        return str(PrefectSecret.load(name).get())  # type: ignore[union-attr]  # the sync form is typed as both
    except ValueError:
        return None


def load_tables(path: Path, kind: str) -> list[Table]:
    """Return the tables of a file that holds nothing but tables of one kind, in its order.

    Raises:
        FileNotFoundError: There is no such file.
        FoiError: It cannot be read, or holds something else.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FoiError(f"{path}: not a TOML file ({error})") from None
    except OSError as error:
        raise FoiError(f"{path}: it cannot be read ({error.strerror})") from None
    tables = content.pop(kind, None)
    if content or not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise FoiError(f"{path}: write each {kind} as a table under [[{kind}]], and nothing else")
    return [Table(f"{path}, {kind} {number}", each) for number, each in enumerate(tables, start=1)]


@dataclass(slots=True)
class Table:
    """The entries of one table; `where` names the file and the table in messages."""

    where: str
    entries: Mapping[str, Any]
    _asked: set[str] = field(default_factory=set)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text that is not empty; without a default it must be there."""
        value = self._value(key, str, "a text", default)
        if not value.strip():
            raise self._wrong(key, value, "a text that is not empty")
        return value

    def optional(self, key: str) -> str | None:
        """Return a text, or None where there is none."""
        return self.text(key) if self._has(key) else None

    def texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self._value(key, list, "a list of texts", list(default))
        if (self._has(key) and not value) or not all(isinstance(item, str) and item for item in value):
            raise self._wrong(key, value, "a list of texts")
        return tuple(value)

    def number(self, key: str, default: int, low: int, high: int) -> int:
        """Return a whole number within its limits."""
        value = self._value(key, int, "a whole number", default)
        if isinstance(value, bool) or not low <= value <= high:
            raise self._wrong(key, value, f"a whole number from {low} to {high}")
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return true or false."""
        return self._value(key, bool, "true or false", default)

    def one_of(self, key: str, known: tuple[str, ...], default: str | None = None) -> str:
        """Return one of some words."""
        value = self.text(key, default)
        if value not in known:
            raise self._wrong(key, value, f"one of {', '.join(known)}")
        return value

    def secret(self, key: str) -> Secret:
        """Return where a secret is kept."""
        value = self.text(key)
        keeper, _, name = value.partition(":")
        if keeper not in {"env", "block"} or not name:
            # The value is not repeated: it may be the secret.
            raise FoiError(
                f"{self.where}: {key}: secrets are never written here; give 'env:NAME' (an environment"
                " variable) or 'block:NAME' (a Secret block of Prefect)"
            )
        return Secret(value, self.where)

    def table(self, key: str) -> Mapping[str, Any]:
        """Return a table within the table, empty where there is none."""
        return dict(self._value(key, dict, "a table", {}))

    def done(self) -> None:
        """Refuse what nobody asked for.

        Raises:
            FoiError: There is an entry that means nothing.
        """
        for key in self.entries:
            if key not in self._asked:
                near = difflib.get_close_matches(key, self._asked, n=1)
                meant = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(sorted(self._asked))}"
                raise FoiError(f"{self.where}: {key}: there is no such entry; {meant}")

    def _has(self, key: str) -> bool:
        self._asked.add(key)
        return key in self.entries

    def _value(self, key: str, kind: type[Kind], wanted: str, default: Kind | None) -> Kind:
        if not self._has(key):
            if default is None:
                raise FoiError(f"{self.where}: {key} is missing; give {wanted}")
            return default
        value = self.entries[key]
        if not isinstance(value, kind):
            raise self._wrong(key, value, wanted)
        return value

    def _wrong(self, key: str, value: object, wanted: str) -> FoiError:
        return FoiError(f"{self.where}: {key}: {value!r} is not what is meant; give {wanted}")
