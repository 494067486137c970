"""Encrypted files, opened in memory with a password that a person gave; neither is written anywhere."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import msoffcrypto
import pypdfium2 as pdfium
from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterable

_EVERYBODYS = "VelvetSweatshop"
"""The password with which Excel encrypts workbooks that are only protected against changes, and opens them
without asking (Microsoft, [MS-OFFCRYPTO] 2.4.2.4)."""
_OFFICE = frozenset(("encrypted", "xls", "doc"))


def unlock(data: bytes, name: str, passwords: Iterable[str]) -> bytes:
    """Return the bytes of a document of the format `name` as they are without encryption.

    Where it is not encrypted, or no password fits, they are `data` itself.
    """
    if name in _OFFICE:
        return _office(data, [*passwords, _EVERYBODYS] if name == "encrypted" else list(passwords))
    if name == "pdf":
        return _pdf(data, list(passwords))
    return data


def _office(data: bytes, passwords: list[str]) -> bytes:
    for password in passwords:
        try:
            office = msoffcrypto.OfficeFile(io.BytesIO(data))
            if not office.is_encrypted():
                return data
            office.load_key(password=password)
            target = io.BytesIO()
            office.decrypt(target)
        except Exception:  # noqa: BLE001, S112 a wrong password and a damaged file raise all kinds of things
            continue
        return target.getvalue()
    return data


def _pdf(data: bytes, passwords: list[str]) -> bytes:
    for password in passwords:
        try:
            pdfium.PdfDocument(data).close()
        except pdfium.PdfiumError:
            try:
                opened = pdfium.PdfDocument(data, password=password)
            except (pdfium.PdfiumError, ValueError):
                continue
            target = io.BytesIO()
            opened.save(target, flags=raw.FPDF_REMOVE_SECURITY)
            opened.close()
            return target.getvalue()
        return data
    return data
