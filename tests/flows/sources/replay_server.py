"""A local web server that answers what a test tells it to, and remembers what it was asked."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self


@dataclass
class Reply:
    """One answer; with an `etag`, the same one in a request is answered with 304."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str = ""


class Replay:
    """The server: `replies` by path, a list of them one after the other; `asked` is what came, in order."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply | list[Reply]] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def pages(self) -> list[str]:
        """What was asked besides robots.txt."""
        return [path for path in self.asked if path != "/robots.txt"]

    def _reply(self, path: str) -> Reply:
        found = self.replies.get(path, Reply(b"no such page", 404))
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        replay = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                replay.asked.append(self.path)
                replay.agents.add(self.headers["User-Agent"])
                reply = replay._reply(self.path)
                same = bool(reply.etag) and self.headers["If-None-Match"] == reply.etag
                self.send_response(304 if same else reply.status)
                for name, text in reply.headers.items():
                    self.send_header(name, text)
                if reply.etag:
                    self.send_header("ETag", reply.etag)
                body = b"" if same else reply.body
                if not same:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler
