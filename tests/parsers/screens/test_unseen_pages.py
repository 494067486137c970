"""Each way in which a web page holds words that nobody sees: counted, held where it matters, and not read."""

from __future__ import annotations

import pytest

from fixtures.hiding import SECRETS
from parsers.errors import UnreadableError
from parsers.figure import Hidden
from parsers.formats.html import read_html
from parsers.reply import read_reply

NAME = f"Officer {SECRETS[0]} {SECRETS[1]}"
WORDS = [word.removeprefix("PX") for secret in SECRETS[:2] for word in secret.split()]
SHOWN = "<p>In 2021 there were 95 crimes.</p>"
OFF = "text off the page"


def page(body: str, css: str = "", head: str = "") -> bytes:
    style = f"<style>{css}</style>" if css else ""
    return f"<!DOCTYPE html><html><head>{head}{style}</head><body>{body}{SHOWN}</body></html>".encode()


def span(style: str, around: str = "{}") -> bytes:
    inner = around.format(f'<span style="{style}">{NAME}</span>')
    return page(f"<p>{inner} are asked.</p>")


def classed(css: str, name: str = "x") -> bytes:
    return page(f'<div class="box"><p id="p1" class="{name} y">{NAME}</p></div>', css)


HIDDEN = {
    "white": ("hidden text", span("color:#fff")),
    "white by its name": ("hidden text", span("color: white !important")),
    "nearly white": ("hidden text", span("color:rgb(250, 251,252)")),
    "see-through letters": ("hidden text", span("color:rgba(0,0,0,0)")),
    "of its ground": ("hidden text", span("color:#123456;background:#123456")),
    "of the ground around it": ("hidden text", span("color:#222", '<b style="background:#222222">{}</b>')),
    "in a font's colour": ("hidden text", page(f'<p><font color="#FFFFFF">{NAME}</font></p>')),
    "of a cell's ground": (
        "hidden text",
        page(f"<table><tr><td bgcolor=black><font color=black>{NAME}</font><td>x<tr><td>y<td>z</table>"),
    ),
    "of no size": ("hidden text", span("font-size:0")),
    "tiny": ("hidden text", span("font: 1px Arial")),
    "tiny in a small one": ("hidden text", span("font-size:0.1em", '<b style="font-size:10px">{}</b>')),
    "see-through": ("hidden text", span("opacity: 0")),
    "not displayed": ("hidden text", span("display:none")),
    "collapsed": ("hidden text", span("visibility:collapse")),
    "left of the page": (OFF, span("position:absolute; left:-9999px")),
    "indented off the page": (OFF, span("text-indent:-100em")),
    "clipped": (OFF, span("position:absolute;clip:rect(0 0 0 0)")),
    "clipped by a path": (OFF, span("clip-path: inset(50%)")),
    "cut to nothing": (OFF, span("max-height:0;overflow:hidden")),
    "moved away": (OFF, span("transform:translateX(-9999px)")),
    "by a class": ("hidden text", classed(".x{display:none}")),
    "by an id": ("hidden text", classed("#p1 { display : none }")),
    "by what it stands in": ("hidden text", classed("/* a */ div.box > p.x, h1 {display:none}")),
    "by what it stands deep in": ("hidden text", classed("body .box p{visibility:hidden}")),
    "by an attribute": ("hidden text", classed("p[class*='x']{display:none}")),
    "by what it is not": ("hidden text", classed("p.x:not(.open){display:none}")),
    "for screens": ("hidden text", classed("@media only screen{.x{display:none}}")),
    "the weightier rule": ("hidden text", classed("p.x{display:none} p{display:block}")),
    "the later rule": ("hidden text", classed(".x{color:red}.y{color:white}")),
    "an important rule": ("hidden text", classed(".x{display:none!important} #p1{display:block}")),
    "said to be hidden": ("hidden text", page(f"<p hidden>{NAME}</p>")),
    "in set text": ("hidden text", page(f"<pre>one <i style='display:none'>{NAME}</i>\ntwo</pre>")),
    "in a raised text": ("hidden text", page(f"<p>one<sup>two <i style='color:white'>{NAME}</i></sup></p>")),
}


@pytest.mark.parametrize("way", HIDDEN)
def test_words_of_a_page_that_nobody_sees_are_counted_and_not_read(way: str) -> None:
    kind, data = HIDDEN[way]
    (reading,) = read_reply(data, "reply.html")
    assert [(found.kind, found.count, found.holds) for found in reading.hidden] == [(kind, 1, True)]
    assert reading.state == "held"
    assert [figure.count for figure in reading.figures] == [95]
    assert all(check.passed for check in reading.checks)
    assert not [word for word in WORDS if word in repr(reading)]


SHEET = '<link rel="stylesheet" href="site.css">'
ELSEWHERE = Hidden("not screened", "style sheets in other files", 1, None, holds=False)
SEEN = {
    "white on dark": span("color:#fff;background:#123"),
    "white on a dark ground around": span("color:white", '<b style="background-color:navy">{}</b>'),
    "white on a picture": span("color:white", '<b style="background:url(a.png)">{}</b>'),
    "white with a shadow": span("color:white;text-shadow:1px 1px black"),
    "of a size of its own in a box of none": span("font-size:13px", '<b style="font-size:0">{}</b>'),
    "a link in white": page(f'<p style="color:white"><a href="/a">{NAME}</a></p>'),
    "a little to the left": span("position:relative;left:-5px"),
    "shown again": classed(".x{display:none}.x.y{display:block}"),
    "hidden on paper": classed("@media print{.x{display:none}}"),
    "hidden in narrow windows": classed("@media (max-width:600px){.x{display:none}}"),
    "hidden under the pointer": classed(".x:hover{display:none}"),
    "another class": classed(".z{display:none} div > .box{display:none} h1 .x{display:none}"),
    "an open dialog": page(f"<dialog open>{NAME}</dialog>"),
    "a heading that folds": page(f"<details><summary>More</summary><p>{NAME}</p></details>"),
}


@pytest.mark.parametrize("way", SEEN)
def test_words_of_a_page_that_are_seen_are_read(way: str) -> None:
    document = read_html(SEEN[way])
    assert document.hidden == []
    assert SECRETS[1] in " ".join(passage.text for passage in document.passages)


BY_OTHER_FILES = {
    "white on the page": ("hidden text", page(f'<p><b style="color:#fff">{NAME}</b></p>', head=SHEET)),
    "white on a named page": (
        "hidden text",
        page(f'<p><b style="color:#fff">{NAME}</b></p>', head=SHEET).replace(b"<body>", b'<body class="a">'),
    ),
    "by the name of a class": ("hidden text", page(f'<p class="lead hidden">{NAME}</p>', head=SHEET)),
    "by a class that is read aloud": (OFF, page(f'<p>A <i class="sr-only">{NAME}</i></p>', head=SHEET)),
    "by a sheet it brings with it": (
        "hidden text",
        page(
            f'<p class="x">{NAME}</p>',
            head='<link rel="stylesheet" href="data:text/css,.x%7Bdisplay:none%7D">' + SHEET,
        ),
    ),
    "by a packed sheet it brings with it": (
        "hidden text",
        page(
            f'<p class="x">{NAME}</p>',
            head='<link rel="stylesheet" href="data:text/css;base64,Lnh7ZGlzcGxheTpub25lfQ==">' + SHEET,
        ),
    ),
}


@pytest.mark.parametrize("way", BY_OTHER_FILES)
def test_words_hidden_beside_style_sheets_in_other_files_are_not_read(way: str) -> None:
    kind, data = BY_OTHER_FILES[way]
    (reading,) = read_reply(data, "reply.html")
    assert reading.hidden == [Hidden(kind, "the page", 1, None, holds=True), ELSEWHERE]
    assert reading.state == "held"
    assert all(check.passed for check in reading.checks)
    assert not [word for word in WORDS if word in repr(reading)]


DARK = f'<div class="dark"><b style="color:#fff">{NAME}</b></div>'


def test_white_words_whose_ground_another_file_may_tell_are_read_and_wait() -> None:
    (reading,) = read_reply(page(DARK, head=SHEET), "reply.html")
    assert reading.hidden == [Hidden("not screened", "the page", 1, None, holds=True), ELSEWHERE]
    assert reading.reason == "hidden data: 1 not screened"
    assert [figure.count for figure in reading.figures] == [95]


SHOWN_BESIDE = {
    "in a banner of the site": f"<header>{DARK}</header><main>{SHOWN}</main>",
    "on a ground of its own": f'<div class="a"><b style="color:#fff;background:#123">{NAME}</b></div>',
    "in wide windows": f'<p class="hidden md:block">{NAME}</p>',
    "once it is larger": f'<p class="d-none d-lg-flex">{NAME}</p>',
    "by a rule of the page": f'<p class="hidden" style="display:block">{NAME}</p>',
    "in no colour of its own": f'<div class="dark">{NAME}</div>',
}


@pytest.mark.parametrize("way", SHOWN_BESIDE)
def test_a_style_sheet_in_another_file_is_named_and_holds_nothing(way: str) -> None:
    (reading,) = read_reply(page(SHOWN_BESIDE[way], head=SHEET), "reply.html")
    assert reading.hidden == [ELSEWHERE]
    assert reading.state == "read"


@pytest.mark.parametrize("rel", ["alternate stylesheet", "icon", "preload"])
def test_links_to_other_things_are_no_style_sheets(rel: str) -> None:
    assert read_html(page("", head=f'<link rel="{rel}" href="site.css">')).hidden == []


def test_a_sheet_that_a_sheet_asks_for_is_in_another_file() -> None:
    assert read_html(page("", "@import url(site.css);")).hidden == [ELSEWHERE]


FIELDS = {
    "a field that is not shown": f'<input type="hidden" name="a" value="{NAME}">',
    "a field for passwords": f'<input type=PASSWORD value="{NAME}">',
    "a field in a table": f'<table><tr><td>a<td><input type=hidden value="{NAME}"><tr><td>1<td>2</table>',
    "an address": f'<input type="hidden" value="{SECRETS[0].replace(" ", ".")}@force.example">',
    "a field of a part that is gone": f'<p style="display:none"><input value="{NAME}"></p>',
    "a field that is gone": f'<input style="display:none" value="{NAME}">',
    "a white field": f'<input style="color:#fff;background:#fff" value="{NAME}">',
    "a white box": f'<textarea style="color:#fff;background:#fff">{NAME}</textarea>',
}


@pytest.mark.parametrize("way", FIELDS)
def test_words_in_fields_that_nobody_sees_are_counted_and_not_read(way: str) -> None:
    (reading,) = read_reply(page(f"<form>{FIELDS[way]}</form>"), "reply.html")
    assert [(found.kind, found.count, found.holds) for found in reading.hidden] == [("hidden text", 1, True)]
    assert reading.state == "held"
    assert all(check.passed for check in reading.checks)
    assert not [word for word in WORDS if word in repr(reading)]


KEPT = {
    "a key": '<input type="hidden" name="__VIEWSTATE" value="/wEPDwUKLTMzMTk4MDgwOWQYAQ5">',
    "a number": '<input type="hidden" value="20931">',
    "what the page says": '<input type="hidden" value="Crimes in 2021">',
    "a site's own": f'<footer><form><input type="hidden" value="{NAME}"></form></footer>',
}


@pytest.mark.parametrize("way", KEPT)
def test_what_programs_keep_in_fields_holds_none(way: str) -> None:
    (reading,) = read_reply(page(KEPT[way]), "reply.html")
    assert reading.hidden == [Hidden("hidden text", "fields that are not shown", 1, None, holds=False)]
    assert reading.state == "read"


MENU = '<ul class="m"><li><a href="/a">About Essex Police</a><li><a href="/b">Our 42 stations</a></ul>'
OF_SITES = {
    "a menu": page(f"<nav>{MENU}</nav>", ".m{display:none}"),
    "a menu in the text": page(MENU, ".m{display:none}"),
    "what is read aloud": page('<a href="#c" style="position:absolute;left:-999em">Skip to main content</a>'),
    "a hint on a link": page('<a href="/a">Form<span style="display:none">(opens in a new tab)</span></a>'),
    "a notice on cookies": page(
        '<div role="dialog" style="display:none">Essex Police use cookies: 3 kinds</div>'
    ),
    "a closed dialog": page("<dialog>Essex Police would like to know you better</dialog>"),
    "a form to answer": page(
        "<main><form hidden>What went wrong? 1500 signs left</form>" + SHOWN + "</main>"
    ),
    "outside of the content": page(
        f"<div hidden>Call 101 to speak to Essex Police</div><main>{SHOWN}</main>"
    ),
}


@pytest.mark.parametrize("way", OF_SITES)
def test_what_sites_hide_on_every_page_holds_none(way: str) -> None:
    (reading,) = read_reply(OF_SITES[way], "reply.html")
    assert [(found.count, found.holds) for found in reading.hidden] == [(1, False)]
    assert reading.state == "read"
    assert {figure.count for figure in reading.figures} == {95}
    assert all(check.passed for check in reading.checks)


def test_rules_in_a_comment_as_of_old_are_rules() -> None:
    document = read_html(classed("<!-- .x{display:none} -->"))
    assert [found.kind for found in document.hidden if found.holds] == ["hidden text"]


def test_rows_hold_a_page_wherever_they_are_hidden() -> None:
    table = f"<table><tr><td>{NAME}<td>7</table>"
    (reading,) = read_reply(page(f"<footer><div hidden>{table}</div></footer>"), "reply.html")
    assert reading.hidden == [Hidden("hidden text", "the page", 1, None, holds=True)]


def test_hidden_rows_of_a_table_are_counted_with_its_number() -> None:
    rows = "".join(
        f'<tr style="display:none"><td>{name}<td>{number}<td>3</tr>'
        for name, number in (SECRETS[:2], SECRETS[2:4])
    )
    table = f"<table><tr><th>Outcome<th>2020<th>2021<tr><td>Charged<td>12<td>15{rows}</table>"
    body = f'{table}<table><tbody class="g">{rows}</tbody><tr><td>a<td>b<tr><td>c<td>d</table>'
    (reading,) = read_reply(page(body, ".g{display:none}"), "reply.html")
    assert reading.hidden == [
        Hidden("hidden row", "table 1", 2, None, holds=True),
        Hidden("hidden row", "table 2", 2, None, holds=True),
    ]
    assert [figure.count for figure in reading.figures] == [12, 15, 95]
    assert all(check.passed for check in reading.checks)
    assert not [secret for secret in SECRETS if secret in repr(reading)]


def test_the_second_count_repeats_nothing_that_a_site_hides() -> None:
    (reading,) = read_reply(OF_SITES["a menu in the text"], "reply.html")
    assert "42" not in repr(reading)


def test_signs_that_no_xml_may_have_stay_behind_what_is_hidden() -> None:
    (reading,) = read_reply(page("<p>one <i hidden>two</i> three\x01</p>"), "reply.html")
    assert [found.kind for found in reading.hidden] == ["hidden text"]
    assert all(check.passed for check in reading.checks)


def test_what_the_other_form_of_a_message_hides_holds_it() -> None:
    plain = "In 2021 there were 95 crimes."
    message = (
        "From: foi@force.example\nSubject: reply\nMIME-Version: 1.0\n"
        'Content-Type: multipart/alternative; boundary="b"\n\n'
        f"--b\nContent-Type: text/plain\n\n{plain}\n"
        f'--b\nContent-Type: text/html\n\n<p>{plain}<span style="color:white">{NAME}</span></p>\n--b--\n'
    )
    (reading,) = read_reply(message.encode(), "reply.eml")
    assert reading.hidden == [Hidden("hidden text", "the page", 1, None, holds=True)]
    assert [figure.count for figure in reading.figures] == [95]


def test_rules_without_end_are_refused() -> None:
    many = page("<p>x</p>" * 3000, "".join(f"p.a{number} b, p{{color:red}}" for number in range(2000)))
    with pytest.raises(UnreadableError, match="rules of style"):
        read_html(many)
