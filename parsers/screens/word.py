"""Word documents (.docx, .docm): comments, tracked changes, hidden text and embedded files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parsers.figure import Hidden
from parsers.kept_values import is_telling, words_in
from parsers.preflight import open_package, refuse_entities
from parsers.screens.parts import attribute, local, parse, relations
from parsers.screens.word_looks import WordLooks, word_looks

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_BODY, _STYLES = "word/document.xml", "word/styles.xml"
_STORY = re.compile(r"word/(?:document|header|footer|footnotes|endnotes)\d*\.xml")
_SETTINGS = "word/settings.xml"
_KEEPS = {"docVar": "val", "default": "val", "listEntry": "val", "listItem": "displayText"}
"""What keeps texts that Word does not show: variables, and what may be chosen for a field or stood in it."""
_OFFERED = frozenset(("listEntry", "listItem", "default"))
_OFF = frozenset(("0", "false", "off"))
_DELETED, _ADDED = frozenset(("del", "moveFrom")), frozenset(("ins", "moveTo"))


def screen_word(data: bytes) -> list[Hidden]:
    """Return what a Word document holds and does not show.

    Insertions are shown and only told; deletions are kept in the file and not shown.

    Raises:
        UnreadableError: Its package is broken, locked, or unpacks beyond measure.
        Exception: Its XML is damaged.
    """
    with open_package(data, "Word document") as package:
        refuse_entities(package, "Word document")
        stories = [parse(package, name) for name in package.namelist() if _STORY.fullmatch(name)]
        return [
            *_comments(package),
            *_changes(stories),
            *_unseen(stories, word_looks(_styles(package))),
            *_embedded(package, stories),
            *_kept(package, stories),
        ]


def _comments(package: zipfile.ZipFile) -> Iterator[Hidden]:
    paths = {found.target for found in relations(package, _BODY) if found.kind == "comments"}
    count = sum(
        local(element.tag) == "comment"
        for path in paths & set(package.namelist())
        for element in parse(package, path)
    )
    if count:
        yield Hidden("comment", "the document", count, None, holds=True)


def _changes(stories: list[Element]) -> Iterator[Hidden]:
    deleted = added = 0
    for story in stories:
        for element in story.iter():
            name = local(element.tag)
            deleted += name in _DELETED and _has_text(element)
            added += name in _ADDED and _has_text(element)
    if deleted:
        yield Hidden("tracked change", "deletions", deleted, None, holds=True)
    if added:
        yield Hidden("tracked change", "insertions", added, None, holds=False)


def _unseen(stories: list[Element], looks: WordLooks) -> Iterator[Hidden]:
    runs = rows = 0
    for story in stories:
        runs += sum(_has_text(run) for run in looks.unseen_runs(story))
        rows += sum(
            local(element.tag) == "tr"
            and _has_property(element, "trPr", {"hidden", "del"})
            and _has_text(element)
            for element in story.iter()
        )
    if runs:
        yield Hidden("hidden text", "the document", runs, None, holds=True)
    if rows:
        yield Hidden("hidden row", "the document", rows, None, holds=True)


def _styles(package: zipfile.ZipFile) -> Element | None:
    return parse(package, _STYLES) if _STYLES in package.namelist() else None


def _has_property(element: Element, group: str, names: frozenset[str] | set[str]) -> bool:
    """Say whether an element's own properties switch one of `names` on."""
    return any(
        local(found.tag) in names and (attribute(found, "val") or "1").lower() not in _OFF
        for about in element
        if local(about.tag) == group
        for found in about
    )


def _has_text(element: Element) -> bool:
    return any(local(part.tag) in {"t", "delText"} and (part.text or "").strip() for part in element.iter())


def _embedded(package: zipfile.ZipFile, stories: list[Element]) -> Iterator[Hidden]:
    """Yield the files behind pasted tables and charts; one that is set into the text as an icon is shown."""
    icons = {
        attribute(element, "id")
        for story in stories
        for element in story.iter()
        if local(element.tag) == "OLEObject" and element.get("DrawAspect") == "Icon"
    }
    shown = {found.target for found in relations(package, _BODY) if found.id in icons}
    files = {name for name in package.namelist() if name.startswith("word/embeddings/") and name[-1] != "/"}
    if files - shown:
        yield Hidden("embedded file", "the document", len(files - shown), None, holds=True)


def _kept(package: zipfile.ZipFile, stories: list[Element]) -> Iterator[Hidden]:
    """Yield the texts that variables and fields keep and the document shows nowhere.

    What a field offers is shown to whoever fills it in, and holds no document.
    """
    parts = [*stories, *([parse(package, _SETTINGS)] if _SETTINGS in package.namelist() else [])]
    found = [element for part in parts for element in part.iter() if local(element.tag) in _KEEPS]
    if not found:
        return
    shown = words_in(
        "".join(part.text or "" for part in paragraph.iter() if local(part.tag) == "t")
        for story in stories
        for paragraph in story.iter()
        if local(paragraph.tag) == "p"
    )
    telling = [
        local(element.tag) in _OFFERED
        for element in found
        if is_telling(attribute(element, _KEEPS[local(element.tag)]) or "", shown)
    ]
    offered = sum(telling)
    if len(telling) > offered:
        yield Hidden("hidden text", "variables", len(telling) - offered, None, holds=True)
    if offered:
        yield Hidden("hidden text", "what fields offer", offered, None, holds=False)
