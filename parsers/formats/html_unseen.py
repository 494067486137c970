"""What of a web page is not seen, counted: and whether it could be anything but a site's own."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parsers.figure import Hidden
from parsers.kept_values import is_telling, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from parsers.formats.html_looks import PageLooks

_AROUND = "around the page's content"
_FIELDS = "fields that are not shown"
SHOWN_TYPES = frozenset(("text", "number", "date"))
"""Fields that show what stands in them."""
_FRAMES = frozenset(("nav", "footer", "aside", "dialog", "form", "label", "legend"))
_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "tooltip")
)
_GROUPS, _CELLS = frozenset(("thead", "tbody", "tfoot")), frozenset(("td", "th"))
_ROWS = _GROUPS | {"tr"}
_SILENT = frozenset(("script", "style", "template", "noscript", "svg", "object"))
_PERSONS = re.compile(r"mailto:|tel:", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_OF_PROGRAMS = frozenset(
    re.findall(
        r"[\w']+",
        "a accept all and are article as back banner breadcrumb breadcrumbs browser button caption click"
        " close collapse collapsed contact content contents cookie cookies copied copy current dialog"
        " download email error expand expanded external facebook file filter find footer for from go header"
        " help here hidden hide home icon image important in into is javascript jump language link links"
        " list loading main menu message more navigation new next note of on open opens or our"
        " page pages pagination pdf please press previous print read results scroll search section see"
        " selected share show site skip slide sort sorted submit success summary tab table tabs"
        " text the this to toggle top topic twitter up use view wait warning web website window with"
        " you your",
    )
)
"""Words of buttons, and of what is read aloud to people who do not see: "Skip to main content", "(opens in a
new tab)". Source: the components of the GOV.UK Design System and of WordPress."""


def is_frame_of_site(element: _Element) -> bool:
    """Say whether an element is one that sites set around their pages' content: menus, banners, footers."""
    if element.tag in {"nav", "footer", "aside"} or element.get("role", "").lower() in _ROLES:
        return True
    if element.tag != "header":
        return False
    parent = element.getparent()
    return parent is not None and parent.tag == "body"


def gone_rows(table: _Element, looks: PageLooks) -> Iterator[_Element]:
    """Yield the rows of a table, or whole groups of them, that are not shown."""
    for child in table:
        if child in looks.gone and child.tag in _ROWS:
            yield child
        elif child.tag in _GROUPS:
            yield from (row for row in child if row in looks.gone and row.tag == "tr")


@dataclass(slots=True)
class Unseen:
    """Pieces of hidden text, by kind, place and whether they hold the page."""

    counts: Counter[tuple[str, str, bool]] = field(default_factory=Counter)
    values: list[tuple[str, str, bool]] = field(default_factory=list)
    """What stands in fields that are never shown, with its place and whether a site's frame holds it."""

    def count(self, element: _Element, place: str, looks: PageLooks, *, framed: bool) -> None:
        """Count an element of which nothing is seen.

        Rows of a table hold the page wherever they stand. Else what a site sets around its pages holds none,
        nor do menus, forms, and what only names parts of a page for those who do not see it.
        """
        texts = list(_texts(element))
        if not texts:
            return
        kind = "text off the page" if element in looks.away else "hidden text"
        if element.tag in _ROWS:
            kind = "hidden row"
        rows = element.tag in _ROWS | _CELLS or any(next(_texts(cell), "") for cell in element.iter(*_CELLS))
        own = framed or element.tag in _FRAMES or element.get("role", "").lower() in _ROLES
        holds = rows or not (own or _is_menu(element) or _is_of_programs(texts))
        many = sum(1 for row in element.iter("tr") if next(_texts(row), "")) if kind == "hidden row" else 1
        self.counts[kind, _AROUND if own and not holds else place, holds] += many

    def count_text(self, text: str, place: str, *, framed: bool) -> None:
        """Count words that cannot be seen where they stand."""
        if text.strip():
            holds = not (framed or _is_of_programs([text]))
            self.counts["hidden text", place if holds or not framed else _AROUND, holds] += 1

    def count_doubtful(self, text: str, place: str, *, framed: bool) -> None:
        """Count words of which another file tells whether they can be seen."""
        if text.strip() and not framed and not _is_of_programs([text]):
            self.counts["not screened", place, True] += 1

    def count_values(self, shown: Iterable[str]) -> None:
        """Count what stands in fields that are never shown, given all that the page shows.

        What reads as words, or as an address, and is not shown anywhere else on the page holds it.
        """
        words = words_in(shown) if self.values else set()
        for value, place, framed in self.values:
            holds = not framed and is_telling(value, words)
            self.counts["hidden text", place if holds else _FIELDS, holds] += 1

    def add(self, other: Unseen) -> None:
        """Take over what was counted elsewhere."""
        self.counts += other.counts
        self.values += other.values

    def findings(self) -> list[Hidden]:
        """Return what was counted, what holds the page first."""
        found = sorted(self.counts.items(), key=lambda item: not item[0][2])
        return [Hidden(kind, place, count, None, holds=holds) for (kind, place, holds), count in found]


def _texts(element: _Element) -> Iterator[str]:
    """Yield the texts in an element that hold anything."""
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    for each in element.iter():
        if not isinstance(each.tag, str) or each.tag in _SILENT:
            continue
        if each.text and each.text.strip():
            yield each.text
        if _filled(each):
            yield each.get("value", "")
        if each is not element and each.tail and each.tail.strip():
            yield each.tail


def _filled(element: _Element) -> bool:
    """Say whether an element is a field that would show what stands in it."""
    return (
        element.tag == "input"
        and element.get("type", "text").lower() in SHOWN_TYPES
        and bool(element.get("value", "").strip())
    )


def _is_menu(element: _Element) -> bool:
    """Say whether all words in an element are links to pages, buttons or names of fields."""
    left = [element]
    while left:
        each = left.pop()
        if not isinstance(each.tag, str) or each.tag in _SILENT | {"button", "label", "select", "option"}:
            continue
        if each.tag == "a" and not _PERSONS.match(each.get("href", "")):
            continue
        if _filled(each) or (each.text or "").strip() or any((child.tail or "").strip() for child in each):
            return False
        left += each
    return True


def _is_of_programs(texts: list[str]) -> bool:
    """Say whether all words are such as buttons have, and none is a number."""
    return not any(
        any(map(str.isdigit, text)) or any(word.lower() not in _OF_PROGRAMS for word in _WORDS.findall(text))
        for text in texts
    )
