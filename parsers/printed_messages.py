"""What Outlook's messages print, taken from their stores by another way than the reader's.

Of a body in HTML and in plain text, the one that was read is counted; a body in rich text has its plain text
beside it.
"""

from __future__ import annotations

import olefile

from parsers.formats.text_encoding import decode
from parsers.formats.tnef_stream import TEXT, WIDE_TEXT, attributes, properties
from parsers.printed_text import shown

_BODY, _HTML = 0x1000, 0x1013
_BYTES = 0x0102
_MESSAGE, _PLAIN = 0x9003, 0x800C
"""Attributes of a wrapped message: what it lists, and its body by itself."""


def printed_msg(data: bytes, *, tables: bool = False) -> str:
    """Return the running text of a message that Outlook saved."""
    found: dict[tuple[int, int], bytes] = {}
    with olefile.OleFileIO(data) as package:
        for number in (_BODY, _HTML):
            for kind in (WIDE_TEXT, _BYTES, TEXT):
                name = f"__substg1.0_{number:04X}{kind:04X}"
                if package.exists(name):
                    found[number, kind] = package.openstream(name).read()
    return _chosen(_text(found, _BODY), _text(found, _HTML), tables=tables)


def printed_tnef(data: bytes, *, tables: bool = False) -> str:
    """Return the running text of a message that is wrapped in a winmail.dat."""
    found: dict[tuple[int, int], bytes] = {}
    try:
        for number, value in attributes(data):
            if number == _PLAIN:
                found[_BODY, TEXT] = value
            elif number == _MESSAGE:
                listed, _ = properties(value)
                found |= {(key, each.kind): each.value for key, each in listed.items()}
    except ValueError:
        pass  # It is cut short, and its reader says so; what stands before is counted.
    return _chosen(_text(found, _BODY), _text(found, _HTML), tables=tables)


def _text(found: dict[tuple[int, int], bytes], number: int) -> str:
    if (number, WIDE_TEXT) in found:
        return found[number, WIDE_TEXT].decode("utf-16-le", errors="replace").rstrip("\x00")
    return decode(found.get((number, _BYTES)) or found.get((number, TEXT)) or b"").rstrip("\x00")


def _chosen(plain: str, page: str, *, tables: bool) -> str:
    return plain if plain and not (tables and page) else shown(page)
