"""What a Word document carries beside its text: files set into it, charts, pictures that may be tables."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from parsers.document import InnerDocument
from parsers.formats.docx_runs import W

if TYPE_CHECKING:
    from parsers.formats.package import Package

BODY = "word/document.xml"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_SHOWN = (f"{W}altChunk", f"{W}subDoc")
"""Where Word shows the text of another document as if it were the letter's own."""
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_SMALL_PICTURE = 15_000
"""Bytes: smaller pictures are badges and logos; a larger one may be a table."""
_PICTURES = re.compile(r"word/media/.*\.(?:png|jpe?g|tiff?|bmp|gif)$", re.IGNORECASE)
_FILES = (".xlsx", ".xlsm", ".xls", ".docx", ".doc", ".pdf")


def relations_of(package: Package, part: str) -> dict[str, str]:
    """Return the parts that a part refers to by the ids of its references."""
    folder, _, name = part.rpartition("/")
    path = f"{folder}/_rels/{name}.rels"
    if path not in package.names:
        return {}
    return {
        str(found.get("Id", "")): posixpath.normpath(
            posixpath.join("/", folder, str(found.get("Target", "")))
        ).lstrip("/")
        for found in package.xml(path)
        if found.get("TargetMode") != "External"
    }


def inner_files(package: Package) -> tuple[list[InnerDocument], list[tuple[str, str]]]:
    """Return the files and texts set into a letter, pictures that may be tables, and what is not read.

    A workbook behind a pasted table or chart holds more than is shown, so it is named and not read.
    """
    root = package.xml(BODY)
    relations = relations_of(package, BODY)
    inner: list[InnerDocument] = []
    gaps: list[tuple[str, str]] = []
    for found in root.iter(_OBJECT):
        part = relations.get(str(found.get(f"{R}id", "")), "")
        name = posixpath.basename(part)
        if found.get("DrawAspect") == "Icon" and part.lower().endswith(_FILES) and part in package.names:
            inner.append(InnerDocument(name, package.read(part)))
        else:
            gaps.append((name or "embedded object", "embedded object: not read"))
    for number, found in enumerate(root.iter(*_SHOWN), start=1):
        part = relations.get(str(found.get(f"{R}id", "")), "")
        if part in package.names:
            inner.append(InnerDocument(posixpath.basename(part), package.read(part)))
        else:
            gaps.append((f"inserted document {number}", "shown by the letter and not held in it: ask for it"))
    charts = sum(1 for _ in root.iter(_CHART))
    if charts:
        gaps.append(("the document", f"{charts} charts: their numbers are not read"))
    used = {value for found in root.iter() for key, value in found.attrib.items() if str(key).startswith(R)}
    for relation, part in sorted(relations.items()):
        if relation in used and _PICTURES.match(part) and package.names.get(part, 0) >= _SMALL_PICTURE:
            inner.append(InnerDocument(posixpath.basename(part), package.read(part)))
    return inner, gaps
