"""What of a web page nobody sees: by its rules of style and by what its elements say of themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from parsers.formats.html_colours import CLEAR, colour_of
from parsers.formats.html_styles import Look, StyleSheet, carried_sheet, is_for_screens, overlay, told
from parsers.looks import BLACK, LEAST_SIZE, WHITE, Rgb, is_one_shade

if TYPE_CHECKING:
    from lxml.etree import _Element

_POINTS = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 28.35, "mm": 2.835, "pc": 12.0, "rem": 12.0, "q": 0.71}
_OF_PARENT = {"em": 1.0, "%": 0.01, "ex": 0.5, "ch": 0.5}
_USUAL = 12.0
"""Points of a page's letters where nothing is said."""
_LENGTH = re.compile(r"(-?\d{0,9}(?:\.\d{1,9})?|-?\d{1,9})(px|pt|r?em|ex|ch|%|in|cm|mm|pc|q)?")
_FAR = 370.0
"""Points: what is moved further to the left or up is off the page."""
_CLEAR = 0.05
_THIN = 1.0
"""Points: a box that is no larger shows nothing of what runs out of it."""
_NO_BOX = re.compile(r"rect\((?:[01](?:px)?[,\s]*){4}\)|inset\((?:50|100)%|circle\(0|polygon\(\s*0[^,]*\)")
_MOVED = re.compile(r"translate[xy]?\([^)]{0,40}-\d{4,}px|scale\(0\)")
_NO_ALPHA = re.compile(r"alpha\(opacity=0\)|opacity\(0")
_WORD = re.compile(r"rgba?\([^)]{0,60}\)|\S+")
_LINK = (0, 0, 238)
_OWN_COLOURS = frozenset(("button", "input", "select", "textarea", "mark"))
_STYLED = frozenset(
    re.findall(
        r"\w+",
        "a aside caption footer h1 h2 h3 h4 h5 h6 header nav section table tbody td tfoot th thead tr",
    )
)
"""Elements to which sites give a ground by what they are, without a class."""
_IMPORT = re.compile(r"@import\b", re.IGNORECASE)
_AWAY_NAMES = frozenset(
    re.findall(
        r"[\w-]+",
        "sr-only visually-hidden visuallyhidden govuk-visually-hidden nhsuk-u-visually-hidden"
        " screen-reader-text element-invisible",
    )
)
_GONE_NAMES = frozenset(("hidden", "hide", "d-none", "invisible", "is-hidden"))
"""Classes by which sites hide, for all or for those who see. Source: Bootstrap, Tailwind, Drupal, WordPress,
the GOV.UK and NHS design systems."""
_SHOWN_NAME = re.compile(
    r"(?:^|[-:])(?:block|flex|inline|grid|table|cell|row|contents|visible|show|shown|open)\b"
)
"""What shows the same in wide windows, or once it is opened."""
_AS_BEFORE = frozenset(("inherit", "currentcolor", "initial", "unset", "revert", "auto", "none", "normal"))


class _Around(NamedTuple):
    """What an element takes from the one that it stands in; a colour is None where it cannot be known."""

    letters: Rgb | None = BLACK
    ground: Rgb | None = WHITE
    size: float = _USUAL
    elsewhere: bool = False
    """Whether the ground is unknown because another file may tell it."""


@dataclass(slots=True)
class PageLooks:
    """What nobody sees of a page.

    `gone` are elements of which, with all that is in them, nothing is seen; `away` those of them that are
    read aloud to people who do not see, or stand off the page; `unseen` elements whose own words cannot be
    told from their ground, or are too small. `doubtful` are elements whose own words are as white as paper on
    a ground that one of the `elsewhere` style sheets in other files may tell.
    """

    gone: set[_Element] = field(default_factory=set)
    away: set[_Element] = field(default_factory=set)
    unseen: set[_Element] = field(default_factory=set)
    doubtful: set[_Element] = field(default_factory=set)
    elsewhere: int = 0

    @classmethod
    def of(cls, root: _Element) -> PageLooks:
        """Return what a page hides.

        Raises:
            UnreadableError: when it has more rules of style than any page has.
        """
        looks = cls()
        sheet = StyleSheet()
        for style in root.iter("style", "link"):
            if not is_for_screens(style.get("media", "")):
                continue
            css = (style.text or "") if style.tag == "style" else carried_sheet(style)
            if css is None:
                looks.elsewhere += 1
            else:
                sheet.add(css)
                looks.elsewhere += len(_IMPORT.findall(css))
        outer = looks.elsewhere > 0
        left = [(root, _Around())]
        while left:
            element, around = left.pop()
            if not isinstance(element.tag, str):
                continue
            own = _look(element, sheet)
            if own and looks._leave(element, own):
                continue
            if outer and looks._leave_by_name(element, own):
                continue
            inside = _inside(element, own, around, outer=outer)
            if _is_unseen(inside):
                looks.unseen.add(element)
            elif inside.elsewhere and inside.letters is not None and is_one_shade(inside.letters, WHITE):
                looks.doubtful.add(element)
            left += [(child, inside) for child in element]
        return looks

    def _leave(self, element: _Element, own: Look) -> bool:
        """Take note of an element that is gone."""
        if own.get("display", "").startswith("none") or _is_off(own):
            self.gone.add(element)
            return True
        if _is_away(own):
            self.gone.add(element)
            self.away.add(element)
            return True
        return False

    def _leave_by_name(self, element: _Element, own: Look) -> bool:
        """Take note of an element that has a class by which sites hide, where its rule is in another file."""
        names = set(element.get("class", "").lower().split())
        away = not names.isdisjoint(_AWAY_NAMES)
        gone = away or not names.isdisjoint(_GONE_NAMES)
        if not gone or "display" in own or "position" in own or any(map(_SHOWN_NAME.search, names)):
            return False
        self.gone.add(element)
        if away:
            self.away.add(element)
        return True


def _look(element: _Element, sheet: StyleSheet) -> Look:
    look = _said_by_attributes(element)
    if sheet.rules:
        overlay(look, sheet.look(element))
    style = element.get("style")
    if style:
        overlay(look, told(style))
    if "hidden" in element.attrib:
        look["display"] = "none"
    return {name: value.replace("!important", "").strip() for name, value in look.items()}


def _said_by_attributes(element: _Element) -> Look:
    look: Look = {}
    for about, name in (("bgcolor", "background-color"), ("background", "background-image")):
        if element.get(about):
            look[name] = element.get(about, "").lower()
    if element.tag == "font":
        if element.get("color"):
            look["color"] = element.get("color", "").lower()
        if element.get("size"):
            look["font-size"] = "12pt"
    elif element.tag == "body" and element.get("text"):
        look["color"] = element.get("text", "").lower()
    elif element.tag == "dialog" and "open" not in element.attrib:
        look["display"] = "none"
    return look


def _is_off(own: Look) -> bool:
    """Say whether an element is made invisible with all that is in it."""
    return (
        own.get("visibility", "") in {"hidden", "collapse"}
        or own.get("mso-hide", "") == "all"
        or _number(own.get("opacity", "1")) <= _CLEAR
        or _NO_ALPHA.search(own.get("filter", "")) is not None
    )


def _is_away(own: Look) -> bool:
    """Say whether an element is off the page or cut to nothing, as what is only read aloud."""
    floats = own.get("position", "") in {"absolute", "fixed"}
    if floats and any(_points(own.get(side, "")) <= -_FAR for side in ("left", "right", "top")):
        return True
    if any(_points(own.get(name, "")) <= -_FAR for name in ("text-indent", "margin-left")):
        return True
    if (floats and _NO_BOX.search(own.get("clip", ""))) or _NO_BOX.match(own.get("clip-path", "")):
        return True
    cut = own.get("overflow", "") in {"hidden", "clip"}
    sides = ("height", "max-height", "width", "max-width")
    if cut and any(0 <= _points(own.get(side, ""), -1) <= _THIN for side in sides):
        return True
    return _MOVED.search(own.get("transform", "")) is not None


def _number(text: str) -> float:
    try:
        return float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return 1.0


def _points(text: str, otherwise: float = 0.0, parent: float = _USUAL) -> float:
    """Return a length in points, `otherwise` where it is none that is known."""
    match = _LENGTH.fullmatch(text)
    if match is None or not match[1] or match[1] in {"-", "."}:
        return otherwise
    number, unit = float(match[1]), match[2]
    if unit is None:
        return 0.0 if not number else otherwise
    return number * (_POINTS[unit] if unit in _POINTS else _OF_PARENT[unit] * parent)


def _inside(element: _Element, own: Look, around: _Around, *, outer: bool) -> _Around:
    """Return what an element's own words look like; it is unknown where another file may tell."""
    letters, ground, size, elsewhere = around
    named = "class" in element.attrib or "id" in element.attrib or element.tag in _STYLED
    if outer and named and element.tag not in {"html", "body"}:
        # A page of words has a light ground, whatever its body is named.
        letters = ground = None
        elsewhere = True
        size = max(size, LEAST_SIZE) if "font-size" not in own else size
    if element.tag == "a" and "href" in element.attrib:
        letters = None if outer else _LINK
    elif element.tag in _OWN_COLOURS:
        letters = ground = None
    if not own:
        return _Around(letters, ground, size, elsewhere)
    if own.get("position", "") in {"absolute", "fixed"}:
        ground = None
    ground = _ground(own, ground)
    elsewhere = elsewhere and ground is None and not any(name.startswith("background") for name in own)
    colour = own.get("color", "")
    if colour and colour not in _AS_BEFORE:
        found = colour_of(colour)
        letters = (ground or WHITE) if isinstance(found, str) else found
    if "text-shadow" in own or "text" in own.get("background-clip", ""):
        letters = None
    return _Around(letters, ground, _size(own, size), elsewhere)


def _ground(own: Look, ground: Rgb | None) -> Rgb | None:
    for name in ("background", "background-color", "background-image"):
        said = own.get(name, "")
        if not said or said in _AS_BEFORE:
            continue
        if name == "background-image" or "url(" in said or "gradient" in said or "var(" in said:
            return None
        if CLEAR in (found := [colour_of(word) for word in _WORD.findall(said)]):
            continue
        known = [each for each in found if isinstance(each, tuple)]
        ground = known[0] if known else ground if name == "background" else None
    return ground


def _size(own: Look, size: float) -> float:
    said = own.get("font-size", "")
    if not said:
        found = re.findall(r"(?<![\w.])\d{0,4}\.?\d{1,4}(?:px|pt|r?em|%)", own.get("font", ""))
        said = found[0] if found else ""
    if not said or said in {"inherit", "unset"}:
        return size
    return _points(said, _USUAL, size)


def _is_unseen(inside: _Around) -> bool:
    if inside.size < LEAST_SIZE:
        return True
    return (
        inside.letters is not None
        and inside.ground is not None
        and is_one_shade(inside.letters, inside.ground)
    )
