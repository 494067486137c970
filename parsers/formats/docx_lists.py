"""The numbers and bullets that Word sets before paragraphs: they are shown and stand nowhere in the text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.formats.docx_runs import W, local
from parsers.formats.list_marks import BULLET, item_number

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """A document's lists; `label` must be asked for every paragraph in order, as it counts them."""

    lists: dict[str, tuple[str, dict[int, _Level]]] = field(default_factory=dict)
    """For each list the numbering that it shares, and its levels."""
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * _LEVELS))

    @classmethod
    def of(cls, numbering: _Element | None, styles: _Element | None) -> Numbering:
        """Return the lists that a document defines."""
        made = cls()
        if numbering is not None:
            shared = {
                element.get(f"{W}abstractNumId", ""): _levels(element)
                for element in numbering.iter(f"{W}abstractNum")
            }
            for element in numbering.iter(f"{W}num"):
                of = _value(element, "abstractNumId")
                made.lists[element.get(f"{W}numId", "")] = (of, shared.get(of, {}))
        for style in () if styles is None else styles.iter(f"{W}style"):
            found = style.find(f"{W}pPr/{W}numPr")
            if found is not None:
                made.styles[style.get(f"{W}styleId", "")] = (_value(found, "numId"), _level(found))
        return made

    def label(self, paragraph: _Element) -> str:
        """Return what is shown before a paragraph, empty where it is no item of a list."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return ""
        found = properties.find(f"{W}numPr")
        if found is not None:
            number, level = _value(found, "numId"), _level(found)
        else:
            number, level = self.styles.get(_value(properties, "pStyle"), ("", 0))
        shared, levels = self.lists.get(number, ("", {}))
        form = levels.get(level)
        if form is None:
            return ""
        if form.form in {"bullet", "none"}:
            return BULLET if form.form == "bullet" else ""
        counts = self._counts[shared]
        counts[level] = max(counts[level] + 1, form.start)
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        text = form.text
        for at in range(level + 1):
            shown = item_number(max(counts[at], 1), levels.get(at, _Level()).form)
            text = text.replace(f"%{at + 1}", shown)
        return text


def _levels(element: _Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for child in element:
        at = child.get(f"{W}ilvl", "")
        if local(child) == "lvl" and at.isdecimal() and int(at) < _LEVELS:
            start = _value(child, "start")
            levels[int(at)] = _Level(
                _value(child, "numFmt") or "decimal",
                _value(child, "lvlText"),
                int(start) if start.isdecimal() else 1,
            )
    return levels


def _value(parent: _Element, name: str) -> str:
    found = parent.find(f"{W}{name}")
    return found.get(f"{W}val", "") if found is not None else ""


def _level(numbered: _Element) -> int:
    text = _value(numbered, "ilvl")
    return min(int(text), _LEVELS - 1) if text.isdecimal() else 0
