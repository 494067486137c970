"""The parts of an office package (OOXML): their XML, and how they refer to one another."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple

import defusedxml.ElementTree as SafeTree

from parsers.preflight import read_member

if TYPE_CHECKING:
    import zipfile
    from xml.etree.ElementTree import Element


class Relation(NamedTuple):
    """A part's reference to another: its id, the last word of its type, and the part's path."""

    id: str
    kind: str
    target: str
    external: bool


def parse(package: zipfile.ZipFile, path: str) -> Element:
    """Return the root of an XML part.

    Raises:
        UnreadableError: The part is not there or damaged.
        ParseError: It is no XML. DefusedXmlException: It declares entities.
    """
    root: Element = SafeTree.fromstring(read_member(package, path), forbid_dtd=True)
    return root


def local(name: str) -> str:
    """Return a tag's or attribute's name without its namespace, which differs between office programs."""
    return name.rpartition("}")[2]


def attribute(element: Element, name: str) -> str | None:
    """Return an attribute by its local name."""
    return next((value for key, value in element.attrib.items() if local(key) == name), None)


def is_true(value: str | None) -> bool:
    """Say whether an XML truth value is set."""
    return value in {"1", "true", "on"}


def relations(package: zipfile.ZipFile, path: str) -> list[Relation]:
    """Return what a part refers to; none where it has no relations."""
    folder, name = posixpath.split(path)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in package.namelist():
        return []
    found = []
    for element in parse(package, rels):
        target = element.get("Target", "")
        external = element.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
        kind = element.get("Type", "").rpartition("/")[2]
        found.append(Relation(element.get("Id", ""), kind, target, external))
    return found
