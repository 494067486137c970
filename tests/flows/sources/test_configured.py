"""`sources.toml`, right and wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.sources.configured import load_sources
from flows.sources.mailbox import Mailbox
from flows.sources.table import Secret
from parsers.errors import FoiError
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

MAILBOX = """
[[source]]
name = "post"
kind = "mailbox"
host = "imap.agency.example"
user = "foi@agency.example"
password = "env:AGENCY_MAIL_PASSWORD"
"""
ALL = f"""{MAILBOX}folders = ["INBOX", "FOI"]
search = "SINCE 1-Jan-2026"
request = "hospital-crimes"

[[source]]
name = "microsoft"
kind = "mailbox"
host = "outlook.example"
user = "foi@agency.example"
login = "oauth2"
token = "block:mail-token"

[[source]]
name = "share"
kind = "folder"
path = "~/replies"

[[source]]
name = "bucket"
kind = "bucket"
url = "s3://agency/replies"
settle_seconds = 0
options = {{ key = "env:S3_KEY", endpoint_url = "https://s3.agency.example" }}
"""


def load(tmp_path: Path, text: str) -> list[str]:
    workspace = Workspace.open(tmp_path, create=True)
    workspace.sources.write_text(text)
    return [source.name for source in load_sources(workspace)]


def test_sources_of_every_kind(tmp_path: Path) -> None:
    assert load(tmp_path, ALL) == ["post", "microsoft", "share", "bucket"]
    post, microsoft, *_ = load_sources(Workspace(tmp_path))
    assert isinstance(post, Mailbox)
    assert isinstance(microsoft, Mailbox)
    assert (post.port, post.folders, post.request) == (993, ("INBOX", "FOI"), "hospital-crimes")
    assert microsoft.secret == Secret("block:mail-token")


def test_a_secret_shows_only_where_it_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGENCY_MAIL_PASSWORD", "hidden")
    load(tmp_path, MAILBOX)
    (post,) = load_sources(Workspace(tmp_path))
    assert isinstance(post, Mailbox)
    assert post.secret.reveal() == "hidden"
    assert "hidden" not in repr(post)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[source]", "not a TOML file"),
        ("\x00", "not a TOML file"),
        ("", "write each source as a table"),
        ("source = 1", "write each source as a table"),
        ("[source]\nname = 'a'", "write each source as a table"),
        ("[[sources]]\nname = 'a'", "write each source as a table"),
        ("[[source]]\nkind = 'folder'", r"source 1: name is missing; give a text"),
        ("[[source]]\nname = 1", r"source 1: name: 1 is not what is meant; give a text"),
        ("[[source]]\nname = '../up'", "'../up' is no name"),
        (
            "[[source]]\nname = 'a'\nkind = 'fax'",
            r"source 1 \(a\): kind: 'fax' .* one of alaveteli, bucket",
        ),
        ("[[source]]\nname = 'a'\nkind = 'folder'", r"source 1 \(a\): path is missing"),
        (
            "[[source]]\nname = 'a'\nkind = 'folder'\npath = 'x'\npth = 'y'",
            r"source 1 \(a\): pth: there is no such entry; did you mean 'path'\?",
        ),
        (
            "[[source]]\nname = 'a'\nkind = 'folder'\npath = 'x'\nsettle_seconds = true",
            "give a whole number from 0 to 86400",
        ),
        ("[[source]]\nname = 'a'\nkind = 'bucket'\nurl = '/tmp'", "give one URL such as"),
        (
            "[[source]]\nname = 'a'\nkind = 'bucket'\nurl = 'sftp://u:pw@h/x'",
            "a password is never written here",
        ),
        (MAILBOX + MAILBOX, "two sources are named 'post'"),
        (MAILBOX + "folders = []", "folders: .* give a list of texts"),
        (MAILBOX + "port = 0", "give a whole number from 1 to 65535"),
        (MAILBOX + "starttls = 1", "give true or false"),
    ],
)
def test_what_is_wrong_is_one_line_that_names_it(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(FoiError, match=said) as error:
        load(tmp_path, text)
    assert str(error.value).startswith(str(tmp_path / "sources.toml"))
    assert "\n" not in str(error.value).replace(text, "")


def test_a_secret_that_is_written_down_is_refused_and_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(FoiError, match="secrets are never written here") as error:
        load(tmp_path, MAILBOX.replace("env:AGENCY_MAIL_PASSWORD", "hunter2"))
    assert "hunter2" not in str(error.value)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(FoiError, match="there is no such file; name your sources in it, or give a folder"):
        load_sources(Workspace(tmp_path))
