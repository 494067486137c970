"""Text that Word shows in a letter out of another document in it is read, or named where it is missing."""

from __future__ import annotations

import pytest

from fixtures.hiding import SECRETS, hiding_letter, with_parts
from fixtures.hostile.office import letter
from parsers.reply import read_reply

KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = f'xmlns:r="{KINDS}"'
PAGE = b"""<html><body><table><tr><th>Outcome<th>2020<th>2021<tr><td>Charged / summonsed<td>12<td>15
</table></body></html>"""


def inserting(*parts: tuple[str, bytes | None], element: str = "altChunk") -> bytes:
    """A letter with a sentence, in which other documents' text stands."""
    shown = "".join(f'<w:{element} {SPACE} r:id="rId{number}"/>' for number in range(1, len(parts) + 1))
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{KINDS}/aFChunk" Target="{name}"/>'
        for number, (name, _) in enumerate(parts, 1)
    )
    held = {f"word/{name}": data for name, data in parts if data is not None}
    return with_parts(
        letter(f"<w:p><w:r><w:t>In 2022 there were 95 crimes.</w:t></w:r></w:p>{shown}"),
        {"word/_rels/document.xml.rels": f"<Relationships>{links}</Relationships>".encode(), **held},
    )


def test_text_out_of_other_documents_is_read_with_the_letter() -> None:
    data = inserting(("afchunk.htm", PAGE), ("afchunk2.docx", letter(SENTENCE)))
    own, page, other = read_reply(data, "reply.docx")
    assert [figure.count for figure in own.figures] == [95]
    assert (page.name, page.format, [figure.count for figure in page.figures]) == (
        "afchunk.htm",
        "html",
        [12, 15],
    )
    assert [figure.count for figure in other.figures] == [80]
    assert {own.state, page.state, other.state} == {"read"}
    assert {page.parent_id, other.parent_id} == {own.document_id}


SENTENCE = "<w:p><w:r><w:t>In 2019 there were 80 crimes.</w:t></w:r></w:p>"


@pytest.mark.parametrize("element", ["altChunk", "subDoc"])
def test_text_that_the_letter_shows_and_does_not_hold_is_named(element: str) -> None:
    (reading,) = read_reply(inserting(("gone.htm", None), element=element), "reply.docx")
    why = "inserted document 1: shown by the letter and not held in it: ask for it"
    assert (reading.state, reading.reason) == ("held", why)
    assert [figure.count for figure in reading.figures] == [95]


def test_what_a_document_that_stands_in_the_letter_hides_holds_it() -> None:
    _, inner, *_ = read_reply(inserting(("afchunk.docx", hiding_letter())), "reply.docx")
    assert inner.state == "held"
    assert not [secret for secret in SECRETS if secret in repr(inner)]
