"""People are told by mail, chat and block; what cannot be told is said, and no secret is."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import threading
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from foi_process import make_certificate

from flows.deadline import OverdueError, within
from flows.nights import telling
from flows.nights.messages import load_messages
from flows.nights.telling import tell
from parsers.errors import FoiError
from warehouse.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

SECRET = "the-mail-secret"  # noqa: S105 - for a server of the tests
MAIL = """
[[message]]
name = "desk"
kind = "email"
host = "127.0.0.1"
port = {port}
from = "foi@agency.example"
to = ["desk@agency.example", "editor@agency.example"]
"""
WITH_LOGIN = MAIL + 'user = "foi"\npassword = "env:TEST_SMTP_PASSWORD"\nca_file = "{certificate}"\n'


class Inbox:
    """What an SMTP server took."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answers: list[str] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 taken"
        if answer.startswith("250"):
            self.mails.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return answer


class Server(NamedTuple):
    inbox: Inbox
    port: int
    certificate: str


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    return make_certificate(tmp_path_factory.mktemp("smtp"))


@pytest.fixture
def smtp(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that takes mail only over TLS and after a login."""
    monkeypatch.setenv("TEST_SMTP_PASSWORD", SECRET)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))

    def known(
        _server: object, _session: object, _envelope: object, _how: str, given: LoginPassword
    ) -> AuthResult:
        right = given.password == SECRET.encode()
        return AuthResult(success=right, handled=right)

    inbox = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    controller = Controller(
        inbox,
        "127.0.0.1",
        port,
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=known,
    )
    controller.start()
    yield Server(inbox, port, str(certificate))
    controller.stop()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path / "foi-data", create=True)


def told(workspace: Workspace, text: str, *, alarms: bool = False) -> list[str]:
    workspace.messages.write_text(text)
    return tell(workspace, "foi: Überfällig", "ALARMS\n- none", alarms=alarms, pauses=(0.0, 0.0))


def test_a_mail_goes_to_all_over_tls_with_a_login(smtp: Server, workspace: Workspace) -> None:
    assert told(workspace, WITH_LOGIN.format(port=smtp.port, certificate=smtp.certificate)) == []
    (mail,) = smtp.inbox.mails
    assert mail["Subject"] == "foi: Überfällig"
    assert mail["To"] == "desk@agency.example, editor@agency.example"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().split() == ["ALARMS", "-", "none"]


def test_a_server_that_is_busy_is_tried_again(smtp: Server, workspace: Workspace) -> None:
    text = WITH_LOGIN.format(port=smtp.port, certificate=smtp.certificate)
    smtp.inbox.answers[:] = ["451 later", "451 later"]
    assert told(workspace, text) == []
    smtp.inbox.answers[:] = ["554 no, you said the-mail-secret"]
    (said,) = told(workspace, text)
    assert said.endswith("the server refused it (554)")
    assert len(smtp.inbox.mails) == 1


def test_what_cannot_be_sent_is_said_without_a_secret(
    smtp: Server, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = WITH_LOGIN.format(port=smtp.port, certificate=smtp.certificate)
    monkeypatch.setenv("TEST_SMTP_PASSWORD", "not-the-one")
    (said,) = told(workspace, text)
    assert said == (
        f"message desk by 127.0.0.1:{smtp.port}: the login was refused; check env:TEST_SMTP_PASSWORD"
    )
    monkeypatch.delenv("TEST_SMTP_PASSWORD")
    assert "TEST_SMTP_PASSWORD is missing or empty" in told(workspace, text)[0]
    (said,) = told(workspace, text.replace(smtp.certificate, "/etc/ssl/certs/ca-certificates.crt"))
    assert "its certificate is not to be trusted" in said or "could not be sent" in said
    (said,) = told(workspace, MAIL.format(port=9))
    assert "it could not be sent (ConnectionRefusedError" in said


def test_one_that_fails_stops_no_other_and_some_are_told_of_alarms_only(
    smtp: Server, workspace: Workspace
) -> None:
    good = WITH_LOGIN.format(port=smtp.port, certificate=smtp.certificate).replace("desk", "second")
    text = MAIL.format(port=9) + good + 'when = "alarms"\n'
    assert len(told(workspace, text)) == 1
    assert smtp.inbox.mails == []
    assert len(told(workspace, text, alarms=True)) == 1
    assert len(smtp.inbox.mails) == 1


class Hook(BaseHTTPRequestHandler):
    taken: ClassVar[list[dict[str, Any]]]
    status: ClassVar[int] = 200

    def do_POST(self) -> None:
        self.taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def hook() -> Iterator[tuple[type[Hook], int]]:
    class Own(Hook):
        taken: ClassVar[list[dict[str, Any]]] = []

    running = HTTPServer(("127.0.0.1", 0), Own)
    threading.Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
    yield Own, running.server_port
    running.shutdown()
    running.server_close()


CHAT = '[[message]]\nname = "chat"\nkind = "apprise"\nurl = "env:TEST_CHAT"\n'


def test_an_apprise_url_is_a_secret(
    hook: tuple[type[Hook], int],
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    own, port = hook
    monkeypatch.setenv("TEST_CHAT", f"json://foi:{SECRET}@127.0.0.1:{port}/x")
    assert told(workspace, CHAT) == []
    assert own.taken[0]["title"] == "foi: Überfällig"
    assert own.taken[0]["message"].startswith("ALARMS")
    own.status = 500
    assert told(workspace, CHAT) == ["message chat: the service did not take it"]
    monkeypatch.setenv("TEST_CHAT", f"nothing://{SECRET}")
    assert told(workspace, CHAT) == ["message chat: env:TEST_CHAT holds no URL that Apprise knows"]
    assert SECRET not in caplog.text


def test_a_block_of_prefect(hook: tuple[type[Hook], int], workspace: Workspace, api: str) -> None:
    del api
    from prefect.blocks.notifications import CustomWebhookNotificationBlock
    from prefect.blocks.system import Secret

    own, port = hook
    CustomWebhookNotificationBlock(
        name="foi",
        url=f"http://127.0.0.1:{port}/",
        json_data={"title": "{{subject}}", "text": "{{body}}"},
        allow_private_urls=True,
    ).save("foi-desk", overwrite=True)
    Secret(value=f"json://127.0.0.1:{port}/x").save("foi-chat", overwrite=True)  # type: ignore[arg-type]
    block = '[[message]]\nname = "hook"\nkind = "block"\nblock = "custom-webhook/foi-desk"\n'
    assert told(workspace, block + CHAT.replace("env:TEST_CHAT", "block:foi-chat")) == []
    assert own.taken[0] == {"title": "foi: Überfällig", "text": "ALARMS\n- none"}
    assert own.taken[1]["title"] == "foi: Überfällig"
    (said,) = told(workspace, block.replace("foi-desk", "not-there"))
    assert said == "message hook: Prefect has no block custom-webhook/not-there; name it as TYPE/NAME"
    (said,) = told(workspace, block.replace("custom-webhook/foi-desk", "secret/foi-chat"))
    assert said == "message hook: secret/foi-chat is no notification block"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[message]", "not a TOML file"),
        ("message = 1", "write each message as a table"),
        ("[[message]]\nname = 'a'\nkind = 'pigeon'", r"message 1 \(a\): kind: 'pigeon'"),
        ("[[message]]\nname = 'a'\nkind = 'apprise'\nurl = 'slack://x'", "secrets are never written here"),
        (MAIL.format(port=25) + "subject = 'x'", "subject: there is no such entry"),
        (MAIL.format(port=25) + "when = 'never'", "one of always, alarms"),
        (
            MAIL.format(port=25) + "security = 'none'\nuser = 'a'\npassword = 'env:A'",
            "never sent without TLS",
        ),
        (MAIL.format(port=25) + "user = 'a'\npassword = 'hunter2'", "secrets are never written here"),
    ],
)
def test_what_is_wrong_is_one_line_and_fails_no_night(workspace: Workspace, text: str, said: str) -> None:
    (line,) = told(workspace, text)
    assert line.startswith(str(workspace.messages))
    assert "hunter2" not in line
    with pytest.raises(FoiError, match=said):
        load_messages(workspace)


def test_no_file_tells_nobody(workspace: Workspace) -> None:
    assert load_messages(workspace) == []
    assert tell(workspace, "s", "b", alarms=True) == []


def test_a_service_that_hangs_is_left(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "LIMIT", 0.1)
    stuck = threading.Event()

    class Stuck:
        name, when = "stuck", "always"

        def send(self, _subject: str, _body: str) -> None:
            stuck.wait(20)

    monkeypatch.setattr(telling, "load_messages", lambda _: [Stuck()])
    assert tell(workspace, "s", "b", alarms=True) == ["message stuck: it took longer than 0.1 seconds"]
    stuck.set()


def test_work_in_time_gives_what_it_raises() -> None:
    def work(_left: threading.Event) -> None:
        raise TimeoutError("of its own")

    with pytest.raises(TimeoutError, match="of its own"):
        within(5, work)
    with pytest.raises(OverdueError):
        within(0, lambda left: left.wait(5) and None)
