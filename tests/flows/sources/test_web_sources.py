"""Links, disclosure logs and Alaveteli's sites, against a local server that replays made-up pages."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest
from replay_server import Replay, Reply

from flows.sources import web as web_module
from flows.sources.alaveteli import Alaveteli
from flows.sources.errand import Errand, Notice, SourceError
from flows.sources.links import Links
from flows.sources.memory import Memory
from flows.sources.table import Table
from flows.sources.web import Manners, Web
from parsers.errors import FoiError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flows.sources.configured import Watched
    from warehouse.archive import Delivery

POLITE = {"contact": "foi@agency.example", "pause_ms": 0, "private_addresses": True, "timeout": 5}


@pytest.fixture
def site() -> Iterator[Replay]:
    with Replay() as replay:
        yield replay


def taken(source: Watched, tmp_path: Path, told: list[Notice] | None = None) -> list[tuple[bytes, Delivery]]:
    with Memory(tmp_path / "cursors" / "web.jsonl") as memory:
        errand = Errand(tell=(told if told is not None else []).append)
        return list(source.deliveries(memory, errand))


def links(**entries: object) -> Links:
    return Links.of("log", None, Table("sources.toml", {**POLITE, **entries}))


def web(**entries: object) -> Web:
    return Web(Manners.of(Table("sources.toml", {**POLITE, **entries})))


class TestLinks:
    def test_a_file_comes_once_and_again_when_it_has_changed(self, site: Replay, tmp_path: Path) -> None:
        site.replies["/a%20b.csv"] = Reply(b"one", etag='"1"')
        source = links(urls=[f"{site.url}/a%20b.csv"])
        ((data, delivery),) = taken(source, tmp_path)
        assert (data, delivery.name) == (b"one", "a b.csv")
        assert delivery.path == f"{site.url.removeprefix('http://')}/a%20b.csv"
        assert taken(source, tmp_path) == []
        site.replies["/a%20b.csv"] = Reply(b"two", etag='"2"')
        assert [data for data, _ in taken(source, tmp_path)] == [b"two"]

    def test_an_index_is_read_for_what_matches(self, site: Replay, tmp_path: Path) -> None:
        page = b"<a href='x/1.pdf'>1</a><a href='/2.XLSX?v=2'>2</a><a href='/about'>a</a><a href='mailto:x'>"
        site.replies["/log/"] = Reply(
            page + b"<a href='x/1.pdf#page=2'>again</a><a href='http://[bad'>b</a><a>c</a>"
        )
        site.replies["/log/x/1.pdf"] = Reply(b"pdf", etag='"p"')
        site.replies["/2.XLSX?v=2"] = Reply(b"xlsx", etag='"x"')
        source = links(indexes=[f"{site.url}/log/"])
        assert [(data, item.name) for data, item in taken(source, tmp_path)] == [
            (b"pdf", "1.pdf"),
            (b"xlsx", "2.XLSX"),
        ]
        assert taken(source, tmp_path) == []

    def test_a_dead_link_is_told_and_stops_no_other(self, site: Replay, tmp_path: Path) -> None:
        site.replies["/b.csv"] = Reply(b"b")
        told: list[Notice] = []
        found = taken(links(urls=[f"{site.url}/a.csv", f"{site.url}/b.csv"]), tmp_path, told)
        assert [data for data, _ in found] == [b"b"]
        assert [(notice.path, notice.wanted) for notice in told] == [(f"log: {site.url}/a.csv", True)]

    @pytest.mark.parametrize("body", [b"", b"\x00\xff", b"<", b"<a href", b"<!-- ", b"<a href='\x00'>"])
    def test_an_index_that_is_no_page_lists_nothing(self, site: Replay, tmp_path: Path, body: bytes) -> None:
        site.replies["/log"] = Reply(body)
        assert taken(links(indexes=[f"{site.url}/log"]), tmp_path) == []

    def test_a_file_that_is_too_large(
        self, site: Replay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(web_module, "LARGEST", 10)
        site.replies["/a.csv"] = Reply(b"a" * 11)
        told: list[Notice] = []
        assert taken(links(urls=[f"{site.url}/a.csv"]), tmp_path, told) == []
        assert [notice.wanted for notice in told] == [True]

    @pytest.mark.parametrize(
        ("entries", "said"),
        [({}, "give urls, or indexes"), ({"urls": ["x"], "pattern": "("}, "no regular expr")],
    )
    def test_what_cannot_be_meant(self, entries: dict[str, Any], said: str) -> None:
        with pytest.raises(FoiError, match=said):
            links(**entries)


class TestManners:
    def test_a_busy_server_is_waited_for(self, site: Replay, monkeypatch: pytest.MonkeyPatch) -> None:
        waits: list[float] = []
        monkeypatch.setattr(web_module.time, "sleep", waits.append)
        date = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 60))
        site.replies["/a"] = [
            Reply(status=429, headers={"Retry-After": "7"}),
            Reply(status=503, headers={"Retry-After": date}),
            Reply(status=503),
            Reply(b"at last"),
        ]
        with web() as client:
            assert client.get(f"{site.url}/a").body == b"at last"
        waited = [wait for wait in waits if wait]
        assert waited[0] == 7
        assert 50 < waited[1] <= 60
        assert waited[2] == 20

    @pytest.mark.parametrize("patience", ["100000", "7"])
    def test_one_that_stays_busy_is_left_until_the_next_run(
        self, site: Replay, monkeypatch: pytest.MonkeyPatch, patience: str
    ) -> None:
        monkeypatch.setattr(web_module.time, "sleep", lambda _: None)
        site.replies["/a"] = Reply(status=429, headers={"Retry-After": patience})
        with web() as client, pytest.raises(SourceError, match="the server is busy") as failure:
            client.get(f"{site.url}/a")
        assert not failure.value.again
        assert len(site.pages()) <= 4

    def test_requests_are_spaced_and_signed(self, site: Replay) -> None:
        site.replies["/a"] = Reply(b"a")
        with web(pause_ms=150) as client:
            client.get(f"{site.url}/a")
            before = time.monotonic()
            client.get(f"{site.url}/a")
            assert time.monotonic() - before >= 0.14
        (agent,) = site.agents
        assert agent.startswith("foi-outcomes/")
        assert agent.endswith("(+foi@agency.example)")

    def test_robots_are_heeded(self, site: Replay) -> None:
        site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /private/")
        site.replies["/private/a"] = site.replies["/b"] = Reply(b"x")
        with web() as client:
            assert client.get(f"{site.url}/b").body == b"x"
            with pytest.raises(SourceError, match=r"robots\.txt asks not to fetch this"):
                client.get(f"{site.url}/private/a")
        assert site.pages() == ["/b"]

    def test_private_addresses_are_not_asked(self, site: Replay) -> None:
        with (
            web(private_addresses=False) as client,
            pytest.raises(SourceError, match=r"127\.0\.0\.1 is a private"),
        ):
            client.get(f"{site.url}/a")
        assert site.asked == []

    @pytest.mark.parametrize("target", ["http://169.254.169.254/latest", "http://[::1]/", "http://10.0.0.1/"])
    def test_nor_by_way_of_a_redirect(
        self, site: Replay, monkeypatch: pytest.MonkeyPatch, target: str
    ) -> None:
        refuse = Web._refuse_private  # noqa: SLF001 - the replay itself is on a private address

        def only_elsewhere(client: Web, url: str, address: str) -> None:
            if address != "127.0.0.1":
                refuse(client, url, address)

        monkeypatch.setattr(Web, "_refuse_private", only_elsewhere)
        site.replies["/a"] = Reply(status=302, headers={"Location": target})
        with web(private_addresses=False) as client, pytest.raises(SourceError, match="is a private address"):
            client.get(f"{site.url}/a")

    def test_redirects_lead_on_but_not_for_ever(self, site: Replay) -> None:
        site.replies["/a"] = Reply(status=301, headers={"Location": "b"})
        site.replies["/b"] = Reply(b"b")
        site.replies["/c"] = Reply(status=302, headers={"Location": "/c"})
        with web() as client:
            assert client.get(f"{site.url}/a").body == b"b"
            with pytest.raises(SourceError, match="more than 5 redirects"):
                client.get(f"{site.url}/c")

    @pytest.mark.parametrize(
        "url", ["file:///etc/passwd", "ftp://x/y", "http://", "x", "gopher://127.0.0.1/"]
    )
    def test_only_the_web(self, url: str) -> None:
        with web() as client, pytest.raises(SourceError, match="only http and https"):
            client.get(url)

    def test_a_server_that_is_not_there(self) -> None:
        with web() as client, pytest.raises(SourceError, match="cannot be fetched") as failure:
            client.get("http://127.0.0.1:9/a")
        assert failure.value.again


def put_request(
    site: Replay, slug: str, *answers: int, updated: str = "2022-03-01T10:00:00.000+00:00"
) -> None:
    """A request page and its JSON, in Alaveteli's shapes, with answers that have two attachments each."""
    events = [{"id": 1, "event_type": "sent", "incoming_message_id": None, "created_at": updated}]
    events += [
        {"id": number, "event_type": "response", "incoming_message_id": number, "created_at": updated}
        for number in answers
    ]
    facts = {
        "id": 5,
        "url_title": slug,
        "updated_at": updated,
        "described_state": "successful" if answers else "waiting_response",
        "display_status": "Successful." if answers else "Awaiting response.",
        "public_body": {"url_name": "kent_police", "name": "Kent Police"},
        "info_request_events": events,
    }
    blocks = ""
    for number in answers:
        at = f"/request/{slug}/response/{number}/attach"
        site.replies[f"{at}/2/Reply%20one.csv"] = Reply(f"{slug} {number} csv".encode())
        site.replies[f"{at}/3/letter.pdf"] = Reply(f"{slug} {number} pdf".encode())
        blocks += f"""
        <div class="incoming correspondence box normal" id="incoming-{number}"><h2>Kent Police</h2>
        <div class="attachments"><ul class="list-of-attachments">
        <li class="attachment"><a href="{at}/html/2/Reply%20one.csv.html">View</a>
        <a href="{at}/2/Reply%20one.csv?cookie_passthrough=1">Download</a></li>
        <li class="attachment"><a href="{at}/3/letter.pdf">Download</a></li></ul></div>
        <p>There were {number} crimes.</p>
        <p class="event_actions"><a href="#incoming-{number}">Link to this</a></p></div>"""
        site.replies[f"{at}/2/Reply%20one.csv?cookie_passthrough=1"] = site.replies[f"{at}/2/Reply%20one.csv"]
    page = f"<html><body><div class='outgoing' id='outgoing-1'>Dear Kent Police</div>{blocks}</body></html>"
    site.replies[f"/request/{slug}"] = Reply(page.encode())
    site.replies[f"/request/{slug}.json"] = Reply(json.dumps(facts).encode(), etag=f'"{updated}{answers}"')


def alaveteli(**entries: object) -> Alaveteli:
    return Alaveteli.of("wdtk", "images", Table("sources.toml", {**POLITE, **entries}))


class TestAlaveteli:
    def test_a_requests_answers_come_once(self, site: Replay, tmp_path: Path) -> None:
        put_request(site, "images", 11)
        source = alaveteli(requests=[f"{site.url}/request/images"])
        found = taken(source, tmp_path)
        assert [data for data, item in found if item.name != "message 11.html"] == [
            b"images 11 csv",
            b"images 11 pdf",
        ]
        message = next(data for data, item in found if item.name == "message 11.html").decode()
        assert "There were 11 crimes." in message
        assert "Link to this" not in message
        assert "Dear Kent Police" not in message
        (delivery,) = [item for _, item in found if item.name == "Reply one.csv"]
        assert (delivery.sender, str(delivery.received_on)) == ("Kent Police", "2022-03-01")
        assert delivery.path.endswith("/request/images/11/2/Reply one.csv")
        assert delivery.request_hint == "images"
        site.asked.clear()
        assert taken(source, tmp_path) == []
        assert site.pages() == ["/request/images.json"]
        put_request(site, "images", 11, 12, updated="2022-04-01T10:00:00.000+01:00")
        assert {item.path.rpartition("images/")[2] for _, item in taken(source, tmp_path)} == {
            "12/message.html",
            "12/2/Reply one.csv",
            "12/3/letter.pdf",
        }

    def test_what_was_not_archived_comes_again(self, site: Replay, tmp_path: Path) -> None:
        put_request(site, "images", 11)
        source = alaveteli(requests=[f"{site.url}/request/images"])
        with Memory(tmp_path / "cursors" / "web.jsonl") as memory:
            found = source.deliveries(memory, Errand())
            next(found)
            next(found)
            found.close()  # type: ignore[attr-defined]  # a generator: as when the disk is full
        assert [item.name for _, item in taken(source, tmp_path)] == ["Reply one.csv", "letter.pdf"]

    def test_a_batch_of_forty_three(self, site: Replay, tmp_path: Path) -> None:
        for number in range(43):
            put_request(site, f"images_{number}", *([number + 100] if number % 2 else []))
        listed = "".join(f"<a href='/request/images_{number}'>Force</a>" for number in range(43))
        site.replies["/info_request_batch/7"] = Reply(f"{listed}<a href='/body/kent'>K</a>".encode())
        source = alaveteli(batches=[f"{site.url}/info_request_batch/7"])
        told: list[Notice] = []
        assert len(taken(source, tmp_path, told)) == 21 * 3
        assert len(told) == 22
        assert told[0] == Notice(
            "wdtk: Kent Police", "no answer yet; the site says: Awaiting response.", wanted=False
        )
        assert taken(source, tmp_path) == []

    def test_a_feed(self, site: Replay, tmp_path: Path) -> None:
        put_request(site, "images", 11)
        event = {"id": 3, "event_type": "response", "info_request": {"url_title": "images"}}
        site.replies["/feed/search/images.json"] = Reply(json.dumps([event, event, {}, 7]).encode())
        assert len(taken(alaveteli(feeds=[f"{site.url}/feed/search/images.json"]), tmp_path)) == 3

    def test_one_request_that_is_gone_stops_no_other(self, site: Replay, tmp_path: Path) -> None:
        put_request(site, "images", 11)
        site.replies["/request/odd.json"] = Reply(b"<html>")
        put_request(site, "hidden", 12)
        site.replies["/request/hidden"] = Reply(b"<p>This request has been hidden</p>")
        names = ["gone", "odd", "hidden", "images"]
        told: list[Notice] = []
        source = alaveteli(requests=[f"{site.url}/request/{name}" for name in names])
        assert len(taken(source, tmp_path, told)) == 3
        assert [notice.path.rpartition("/")[2] for notice in told if notice.wanted] == names[:3]

    def test_an_attachment_that_cannot_be_had_is_asked_for_again(self, site: Replay, tmp_path: Path) -> None:
        put_request(site, "images", 11)
        path = "/request/images/response/11/attach/3/letter.pdf"
        there, site.replies[path] = site.replies[path], Reply(b"", 500)
        source = alaveteli(requests=[f"{site.url}/request/images"])
        assert len(taken(source, tmp_path)) == 2
        site.replies[path] = there
        assert [data for data, _ in taken(source, tmp_path)] == [b"images 11 pdf"]

    def test_a_batch_without_requests_is_no_batch(self, site: Replay, tmp_path: Path) -> None:
        site.replies["/info_request_batch/7"] = Reply(b"<a href='/body/kent'>K</a>")
        with pytest.raises(SourceError, match="no request is listed there"):
            taken(alaveteli(batches=[f"{site.url}/info_request_batch/7"]), tmp_path)

    def test_nothing_to_fetch(self) -> None:
        with pytest.raises(FoiError, match="give requests, batches or feeds"):
            alaveteli()
