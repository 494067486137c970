"""Runs of a Word document that nobody sees: hidden, by a style too, tiny, or coloured as their ground."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNSEEN = ("vanish", "webHidden")
_OFF = frozenset(("0", "false", "off", "none"))
_SMALLEST = 3
"""Half points: nobody reads smaller letters."""
_WHITE = re.compile(r"(?:[Ff][A-Fa-f0-9]){3}")
_BLACK = re.compile(r"0{6}|auto|")
_LONGEST_CHAIN = 20


@dataclass(slots=True)
class WordLooks:
    """What the styles of a document hide, of characters and paragraphs; `default` of all that has none.

    `shaded` are the styles of paragraphs that give a ground of their own.
    """

    hiding: dict[str, bool] = field(default_factory=dict)
    shaded: set[str] = field(default_factory=set)
    default: bool = False

    def unseen_runs(self, part: Any) -> Iterator[Any]:  # noqa: ANN401 an element of either parser
        """Yield the runs in a part of the document that nobody sees."""
        yield from self._within(part, shaded=False, hidden=self.default)

    def _within(self, parent: Any, *, shaded: bool, hidden: bool) -> Iterator[Any]:  # noqa: ANN401
        for element in parent:
            name = _local(element)
            if name == "p":
                about = _child(element, "pPr")
                style = _value(about, "pStyle")
                own = shaded or style in self.shaded or _child(about, "shd") is not None
                hides = self.hiding.get(style or "", self.default)
                yield from self._within(element, shaded=own, hidden=hides)
            elif name == "r":
                if self._is_unseen(element, shaded=shaded, hidden=hidden):
                    yield element
                else:
                    yield from self._within(element, shaded=shaded, hidden=hidden)
            else:
                # A cell, a table's style or a box may give its text a ground of its own.
                inside = shaded or name in {"tbl", "txbxContent", "AlternateContent"}
                yield from self._within(element, shaded=inside, hidden=hidden)

    def _is_unseen(self, run: Any, *, shaded: bool, hidden: bool) -> bool:  # noqa: ANN401
        about = _child(run, "rPr")
        hides = self.hiding.get(_value(about, "rStyle") or "", hidden)
        for name in _UNSEEN:
            found = _child(about, name)
            if found is not None:
                hides = _is_on(found)
                if hides:
                    break
        return hides or (about is not None and _blends(about, shaded=shaded))


def _blends(about: Any, *, shaded: bool) -> bool:  # noqa: ANN401
    """Say whether letters are too small to be read, or of the colour of their ground."""
    size = _value(about, "sz") or ""
    if size.replace(".", "", 1).isdecimal() and float(size) < _SMALLEST:
        return True
    colour, highlight = _value(about, "color") or "", _value(about, "highlight") or "none"
    shade = _child(about, "shd")
    fill = _get(shade, "fill") if shade is not None else ""
    if highlight == "none" and fill in {"", "auto"}:
        return _WHITE.fullmatch(colour) is not None and not shaded
    if highlight != "none":
        # On a marker's black, letters that name no colour stay black.
        same = {"black": _BLACK, "white": _WHITE}.get(highlight)
        return same is not None and same.fullmatch(colour) is not None
    # On shading, letters that name no colour are the one of black and white that is seen.
    return bool(colour) and colour.upper() == fill.upper()


def word_looks(styles: Any | None) -> WordLooks:  # noqa: ANN401 an element of either parser
    """Return what the styles of a document hide; those based on one that hides do so too."""
    looks = WordLooks()
    own: dict[str, bool | None] = {}
    based: dict[str, str] = {}
    for style in styles.iter() if styles is not None else ():
        name = _local(style)
        if name == "rPrDefault":
            looks.default |= _hides(style) or False
        elif name == "style":
            key = _get(style, "styleId")
            own[key], based[key] = _hides(style), _value(style, "basedOn") or ""
            if _child(_child(style, "pPr"), "shd") is not None:
                looks.shaded.add(key)
            usual = _get(style, "type") == "paragraph" and _get(style, "default") in {"1", "true"}
            looks.default |= usual and bool(own[key])
    looks.hiding = {key: found for key in own if (found := _inherited(key, own, based)) is not None}
    return looks


def _inherited(key: str, own: dict[str, bool | None], based: dict[str, str]) -> bool | None:
    for _ in range(_LONGEST_CHAIN):
        found = own.get(key)
        if found is not None or key not in based:
            return found
        key = based[key]
    return None


def _hides(style: Any) -> bool | None:  # noqa: ANN401
    about = _child(style, "rPr")
    found = [_is_on(each) for name in _UNSEEN if (each := _child(about, name)) is not None]
    return any(found) if found else None


def _is_on(element: Any) -> bool:  # noqa: ANN401
    return (_get(element, "val") or "1").lower() not in _OFF


def _child(element: Any, name: str) -> Any | None:  # noqa: ANN401
    return next((each for each in element if _local(each) == name), None) if element is not None else None


def _value(element: Any, name: str) -> str | None:  # noqa: ANN401
    found = _child(element, name)
    return _get(found, "val") if found is not None else None


def _local(element: Any) -> str:  # noqa: ANN401
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _get(element: Any, name: str) -> str:  # noqa: ANN401
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
