from __future__ import annotations

import tomllib
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from made_replies import HOSPITALS, IMAGES

from parsers.errors import FoiError
from warehouse.requests import Authority, load_requests
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path, create=True)


def test_a_request(workspace: Workspace) -> None:
    (workspace.requests / "hospitals.toml").write_text(HOSPITALS)
    (request,) = load_requests(workspace)
    assert request.id == "hospitals"
    assert request.sent == date(2025, 9, 15)
    assert (request.period_start, request.period_end) == (date(2019, 4, 1), date(2024, 3, 31))
    assert request.year_kind == "financial"
    assert request.offences == ()
    assert request.authorities[0] == Authority("durham", ("1406745",))


def test_offences_are_written_as_the_home_office_does(workspace: Workspace) -> None:
    (workspace.requests / "a.toml").write_text(IMAGES.replace('"008/71"', '"8/71"'))
    assert load_requests(workspace)[0].offences == ("008/71",)


def test_requests_are_ordered_by_id(workspace: Workspace) -> None:
    (workspace.requests / "1.toml").write_text(IMAGES)
    (workspace.requests / "2.toml").write_text(HOSPITALS)
    assert [request.id for request in load_requests(workspace)] == ["hospitals", "images"]


def test_days_of_an_authority(workspace: Workspace) -> None:
    (workspace.requests / "a.toml").write_text(IMAGES + "received_on = 2022-01-11\nreply_by = 2022-02-28\n")
    assert load_requests(workspace)[0].authorities[1] == Authority(
        "kent", (), date(2022, 1, 11), date(2022, 2, 28)
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('id = "images"', "id = 3", "id: found 3; write a text"),
        ('id = "images"', 'id = "a/b"', "id: found 'a/b'; write a name that can be a folder"),
        ("sent = 2022-01-10", 'sent = "soon"', "sent: found 'soon'; write a day such as"),
        (
            '["2015-04-01", "2021-12-31"]',
            '["2015-04-01"]',
            r"\[asks\]: period: found \['2015-04-01'\]; write first",
        ),
        ('["2015-04-01", "2021-12-31"]', '["2021", "2015"]', r"\[asks\]: period: found"),
        ('["2015-04-01", "2021-12-31"]', '["then", "now"]', r"\[asks\]: period: found"),
        ('"calendar"', '"lunar"', "year_kind: found 'lunar'; write one of calendar, financial"),
        ('["008/71"]', '["murder most foul"]', "offences: found 'murder most foul'"),
        ('["008/71"]', '"some"', "offences: found None"),
        ('["008/71"]', "[]", "offences: found None"),
        ('force = "kent"', 'force = "kend"', r"authority\]\] 2: force: found 'kend'"),
        ('force = "kent"', 'force = "hertfordshire"', "each force once"),
        ('references = ["FOI/100/22"]', 'reference = "1"', "reference: no such key; known are force"),
        ("[asks]", "asks = 1\n[other]", "no such key"),
        ("title", "title =", "not a TOML file"),
    ],
)
def test_what_is_wrong_in_a_file_is_said(workspace: Workspace, old: str, new: str, message: str) -> None:
    assert old in IMAGES
    (workspace.requests / "a.toml").write_text(IMAGES.replace(old, new))
    with pytest.raises(FoiError, match=message) as caught:
        load_requests(workspace)
    assert "a.toml" in str(caught.value)


def test_an_id_is_given_once(workspace: Workspace) -> None:
    (workspace.requests / "a.toml").write_text(IMAGES)
    (workspace.requests / "b.toml").write_text(IMAGES)
    with pytest.raises(FoiError, match=r"b\.toml: id: 'images' is another file's id too"):
        load_requests(workspace)


def test_a_file_is_parsed_once_until_it_says_something_else(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []

    def loads(text: str) -> dict[str, object]:
        parsed.append(text)
        return tomllib.loads(text)

    monkeypatch.setattr("warehouse.requests.tomllib", SimpleNamespace(**{**vars(tomllib), "loads": loads}))
    path = workspace.requests / "a.toml"
    path.write_text(HOSPITALS)
    assert load_requests(workspace) == load_requests(workspace)
    assert parsed == [HOSPITALS]
    path.write_text(IMAGES)
    assert [request.id for request in load_requests(workspace)] == ["images"]
    assert parsed == [HOSPITALS, IMAGES]
