"""What old Word documents, rich text and OpenDocument texts print, taken from their own bytes.

They are read by way of LibreOffice; here nothing of it is used, so that a number which gets lost on that way
is noticed. What a file holds and does not show is left out where its own marks tell.
"""

from __future__ import annotations

import html
import io
import re
import struct
import zipfile

import olefile

_ODT_GONE = re.compile(
    r"<(office:annotation|text:tracked-changes|text:note-citation|office:forms|draw:object-ole|text:hidden-text)\b"
    r"[^>]*(?<!/)>.*?</\1>",
    re.DOTALL,
)
_ODT_UNSEEN_STYLE = re.compile(r'<style:style\b[^>]*style:name="([^"]+)"[^>]*>.*?</style:style>', re.DOTALL)
_ODT_ENDS = re.compile(r"<(?:text:(?:tab|s|line-break)\b[^>]*/|/text:[ph]|/table:table-cell)>")
_TAG = re.compile(r"<[^>]*>")

_RTF = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.IGNORECASE,
)
_RTF_SILENT = frozenset(
    (
        b"fonttbl stylesheet colortbl info pict header footer headerl headerr headerf footerl footerr footerf"
        b" object annotation atnid atnauthor listtable listoverridetable revtbl fldinst xmlnstbl themedata"
        b" datastore nonshppict shpinst listtext pntext atrfstart atrfend atnref atnicn atndate bkmkstart"
        b" bkmkend"
    ).split()
)
_RTF_HIDING = frozenset((b"v", b"deleted"))
_RTF_GAPS = {
    b"par": "\n",
    b"line": "\n",
    b"tab": "\t",
    b"cell": "\n",
    b"row": "\n",
    b"sect": "\n",
    b"page": "\n",
}
_RTF_UNICODE = b"u"

_STREAM, _TABLES = "WordDocument", ("0Table", "1Table")
_FLAGS, _WHICH_TABLE = 10, 0x0200
_LETTERS, _PIECES = 76, 418
"""Where a Word file's head has the length of its text, and the place and size of the list of its pieces."""
_PIECE_LIST, _NARROW = 2, 0x4000_0000
_DOC_FIELD = re.compile(r"\x13[^\x13\x14\x15]*\x14|\x13[^\x13\x14\x15]*\x15|[\x14\x15]")
_DOC_GAPS = str.maketrans(dict.fromkeys("\r\x07\x0b\x0c", "\n"))


def printed_odt(data: bytes) -> str:
    """Return the running text of an OpenDocument text, a paragraph a line."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("content.xml").decode("utf-8", errors="replace")
    body = xml.partition("<office:body")[2]
    unseen = [found[1] for found in _ODT_UNSEEN_STYLE.finditer(xml) if 'text:display="none"' in found[0]]
    for name in unseen:
        body = re.sub(rf'<text:span text:style-name="{re.escape(name)}">[^<]*</text:span>', "", body)
    return html.unescape(_TAG.sub("", _ODT_ENDS.sub("\n", _ODT_GONE.sub("", body))))


def printed_rtf(data: bytes) -> str:
    """Return the running text of a document in Rich Text Format."""
    said: list[str] = []
    silent = [False]
    """Whether each open group is silent."""
    begins, stands_for = False, 0
    for word, number, code, sign, brace, text in _RTF.findall(data):
        if brace:
            _open_or_close(silent, brace)
            begins, stands_for = brace == b"{", 0
            continue
        if (begins and (sign == b"*" or word in _RTF_SILENT)) or (word in _RTF_HIDING and number != b"0"):
            silent[-1] = True
        begins = begins and sign == b"*"
        if silent[-1]:
            continue
        if word == _RTF_UNICODE and number:
            said.append(chr(int(number) & 0xFFFF))
            stands_for = 1
            continue
        # A letter by its number is followed by one that older programs show in its place.
        shown = _RTF_GAPS.get(word, "") + _letters(code, text) + (" " if sign == b"~" else "")
        said.append(shown[stands_for:])
        stands_for = 0 if shown or word else stands_for
    return "".join(said)


def _letters(code: bytes, text: bytes) -> str:
    written = bytes.fromhex(code.decode()) if code else text
    return written.decode("cp1252", errors="replace")


def _open_or_close(silent: list[bool], brace: bytes) -> None:
    if brace == b"{":
        silent.append(silent[-1])
    elif len(silent) > 1:
        silent.pop()


def printed_doc(data: bytes) -> str:
    """Return the running text of a Word document of before 2007, its pieces put together.

    Hidden and deleted text is among it: only formatting that is not looked at here tells it apart. Source:
    [MS-DOC] 2.4.1.
    """
    with olefile.OleFileIO(data) as package:
        main = package.openstream(_STREAM).read()
        flags, letters = (
            struct.unpack_from("<H", main, _FLAGS)[0],
            struct.unpack_from("<I", main, _LETTERS)[0],
        )
        table = package.openstream(_TABLES[bool(flags & _WHICH_TABLE)]).read()
    start, size = struct.unpack_from("<II", main, _PIECES)
    listed = _piece_list(table[start : start + size])
    count = (len(listed) - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", listed)
    said = []
    for number in range(count):
        first, last = places[number], min(places[number + 1], letters)
        if first >= last:
            continue
        (at,) = struct.unpack_from("<I", listed, 4 * (count + 1) + 8 * number + 2)
        if at & _NARROW:
            at = (at & ~_NARROW) // 2
            said.append(main[at : at + last - first].decode("cp1252", errors="replace"))
        else:
            said.append(main[at : at + 2 * (last - first)].decode("utf-16-le", errors="replace"))
    return _DOC_FIELD.sub("", "".join(said)).translate(_DOC_GAPS)


def _piece_list(data: bytes) -> bytes:
    """Return the list of pieces; what stands before it are settings, each with its length."""
    at = 0
    while at + 3 <= len(data) and data[at] != _PIECE_LIST:
        at += 3 + struct.unpack_from("<H", data, at + 1)[0]
    (size,) = struct.unpack_from("<I", data, at + 1)
    return data[at + 5 : at + 5 + size]
