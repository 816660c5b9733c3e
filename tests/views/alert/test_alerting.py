"""Alerts by real channels: a server that takes webhooks, one that takes letters, the console. On SQLite and PostgreSQL."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from dateline.run.incidents import settle
from dateline.store import Redaction, Store, alerting, open_store, redact
from dateline.views.alert import Alerting
from dateline.views.alert.channels import Outfit
from tests.store.databases import fresh
from tests.store.made import decision, fill, reading
from tests.store.stand_in import MERGING
from tests.watch.site import Page, Site, site
from tests.watch.watching import OPEN, START, Desk, FakeClock, frame, settings, told

pytestmark = pytest.mark.timeout(60)
SECRET = "four and twenty blackbirds"
FOLDER = '[[folders]]\nname = "desk"\npath = "in"\nsettle = 0\ninterval = 1\n'
CONSOLE = FOLDER + '[[alerts]]\nname = "all"\nto = ["console"]\n'


@pytest.fixture(params=("sqlite", "postgres"))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with fresh(request.param, tmp_path) as name, open_store(name, create=True) as opened:
        yield opened


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "s.db"), create=True) as opened:
        yield opened


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as running:
        yield running


@dataclass
class Told:
    """Alerts of a file on a store, without a watch."""

    store: Store
    folder: Path
    text: str
    variables: dict[str, str] = field(default_factory=dict)
    clock: FakeClock = field(default_factory=FakeClock)
    console: io.StringIO = field(default_factory=io.StringIO)

    def alerts(self) -> Alerting:
        outfit = Outfit(self.variables, OPEN, "Dateline/test", self.console)
        return Alerting(self.store, settings(self.folder, self.text), outfit, frame(self.clock))

    def tell(self) -> list[str | None]:
        """Looks, and sends; the errors."""
        alerts = self.alerts()
        alerts.look()
        return [outcome.error for outcome in alerts.send()]


def _heads(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(("New for", "Changed since"))]


def test_an_incident_is_told_once_and_again_when_it_changed_enough(store: Store, tmp_path: Path) -> None:
    told_ = Told(store, tmp_path, CONSOLE)
    assert told_.tell() == []
    fill(store, reading(told(low=21)))
    assert told_.tell() == [None]
    assert told_.tell() == []
    # The stand-in takes the lowest and the highest of what is told and no best figure: the status is what changes
    (telling,) = (telling for incident in store.incidents() for telling in incident.tellings)
    fill(store, reading(told(low=24), id="b", publisher="Post"))
    assert told_.tell() == []
    store.decide(decision(store, "change", telling, field="status", value="denied"))
    for other in [t for incident in store.incidents() for t in incident.tellings if t != telling]:
        store.decide(decision(store, "reject", other))
    settle(store, MERGING)
    assert told_.tell() == [None]
    assert [line.split(":")[0] for line in _heads(told_.console.getvalue())] == ["New for “all”.", "Changed since “all” told of it"]
    assert "status happened → denied" in told_.console.getvalue()
    kinds = [(one.notice.kind, one.state, one.tries) for one in alerting.deliveries(store)]
    assert kinds == [("changed", "sent", 1), ("new", "sent", 1)]


def test_what_was_there_before_the_alert_is_not_told_until_something_comes(store: Store, tmp_path: Path) -> None:
    fill(store, reading(told("Town01")), reading(told("Town02"), id="b"))
    told_ = Told(store, tmp_path, CONSOLE)
    assert told_.tell() == []
    # Coded and merged anew by another version everything has changed, and still nothing is new
    for telling in [telling for incident in store.incidents() for telling in incident.tellings]:
        store.decide(decision(store, "accept", telling))
    settle(store, MERGING)
    assert told_.tell() == []
    fill(store, reading(told("Town02", 30), id="c", publisher="Post"), reading(told("Town03"), id="d"))
    assert told_.tell() == [None, None]


def test_an_alert_asks_as_the_list_of_incidents_does(file_store: Store, tmp_path: Path) -> None:
    asked = CONSOLE + '[alerts.filter]\ntext = "Town02"\ncountry = "SYR"\n'
    told_ = Told(file_store, tmp_path, asked)
    told_.tell()
    fill(file_store, reading(told("Town01")), reading(told("Town02"), id="b"))
    assert told_.tell() == [None]
    assert "Town02" in told_.console.getvalue()
    assert "Town01" not in told_.console.getvalue()


def test_an_incident_whose_id_changed_with_its_events_was_told(store: Store, tmp_path: Path) -> None:
    told_ = Told(store, tmp_path, CONSOLE)
    told_.tell()
    fill(store, reading(told(low=21)))
    (before,) = store.incidents()
    told_.tell()
    # The stand-in names an incident by all its events
    fill(store, reading(told(low=22), id="b", publisher="Post"))
    (after,) = store.incidents()
    assert after.id != before.id
    assert told_.tell() == []


def test_several_alerts_and_channels_each_tell_once(file_store: Store, tmp_path: Path, web: Site) -> None:
    text = FOLDER + (
        '[[alerts]]\nname = "one"\nto = ["console", "ops"]\n[[alerts]]\nname = "two"\nto = ["ops"]\n'
        f'[channels.ops]\nkind = "webhook"\nurl = "{web.address}/hook"\n'
    )
    told_ = Told(file_store, tmp_path, text)
    told_.tell()
    fill(file_store, reading())
    assert told_.tell() == [None, None, None]
    assert sorted(json.loads(body)["alert"] for _, body in web.posts) == ["one", "two"]
    assert len({headers["Idempotency-Key"] for headers, _ in web.posts}) == 2


# Webhooks


def hook(web: Site, more: str = "") -> str:
    return CONSOLE.replace("console", "ops") + f'[channels.ops]\nkind = "webhook"\nurl = "{web.address}/hook"\nsecret_env = "OPS"\n{more}'


def verified(headers: Any, body: bytes, secret: str) -> bool:
    """What the guide shows: whether the signature is that of the secret."""
    parts = dict(part.split("=", 1) for part in headers["Dateline-Signature"].split(","))
    expected = hmac.new(secret.encode(), parts["t"].encode() + b"." + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, parts["v1"])


def test_a_webhook_that_fails_twice_gets_the_same_message_signed_anew(store: Store, tmp_path: Path, web: Site) -> None:
    told_ = Told(store, tmp_path, hook(web), {"OPS": SECRET})
    told_.tell()
    fill(store, reading())
    web.answers += [Page("no", 500), Page("busy", 503, headers={"Retry-After": "300"})]
    (first,) = told_.tell()
    assert first is not None
    assert first.startswith("DL125: the webhook did not take the alert (the server answered 500")
    # Not before its time
    assert told_.tell() == []
    told_.clock.at += 40
    assert len(told_.tell()) == 1
    told_.clock.at += 250
    assert told_.tell() == []
    told_.clock.at += 60
    assert told_.tell() == [None]
    assert len({body for _, body in web.posts}) == 1
    assert len({headers["Idempotency-Key"] for headers, _ in web.posts}) == 1
    assert [verified(headers, body, SECRET) for headers, body in web.posts] == [True] * 3
    assert not verified(web.posts[0][0], web.posts[0][1] + b" ", SECRET)
    assert not verified(web.posts[0][0], web.posts[0][1], "another secret")
    times = [int(headers["Dateline-Signature"].partition(",")[0].removeprefix("t=")) for headers, _ in web.posts]
    assert times == [START, START + 40, START + 350]
    (delivery,) = alerting.deliveries(store)
    assert (delivery.state, delivery.tries, delivery.error) == ("sent", 3, None)


def test_the_message_says_what_a_report_claims_and_where_to_look(file_store: Store, tmp_path: Path, web: Site) -> None:
    text = hook(web).replace(
        '[[alerts]]\nname = "all"', '[watch]\naddress = "https://desk.example.org/"\n[[alerts]]\nname = "all"\ntitle = "All"'
    )
    told_ = Told(file_store, tmp_path, text, {"OPS": SECRET})
    told_.tell()
    fill(file_store, reading(told(low=21)))
    told_.tell()
    (headers, body), (incident,) = web.posts[0], file_store.incidents()
    said = json.loads(body)
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert {name: said[name] for name in ("schema", "alert", "alert_title", "kind", "why", "incident")} == {
        "schema": "alert 1", "alert": "all", "alert_title": "All", "kind": "new", "why": [], "incident": incident.id
    }  # fmt: skip
    assert said["link"] == f"https://desk.example.org/incidents/{incident.id}"
    (report,) = said["reports"]
    assert (report["publisher"], report["published"], report["words"]) == ("Wire", "2016-05-04", told(low=21))
    assert said["report_keys"] == [report["report"]]
    assert said["link"] in said["text"]
    assert SECRET not in str(web.posts)


def test_a_webhook_that_never_takes_it_is_given_up_kept_and_sent_again_when_asked(store: Store, tmp_path: Path, web: Site) -> None:
    told_ = Told(store, tmp_path, hook(web, "[watch]\ntries = 3\n"), {"OPS": SECRET})
    told_.tell()
    fill(store, reading())
    web.answers += [Page("no", 400)] * 3
    errors: list[str | None] = []
    for _ in range(6):
        errors += told_.tell()
        told_.clock.at += 1000
    assert len(errors) == 3
    (delivery,) = alerting.deliveries(store, state="failed")
    assert "the server answered 400" in (delivery.error or "")
    assert SECRET not in (delivery.error or "")
    assert alerting.send_again(store, [delivery.number]) == 1
    assert told_.tell() == [None]
    assert alerting.deliveries(store, state="failed") == ()
    assert len({headers["Idempotency-Key"] for headers, _ in web.posts}) == 1


@pytest.mark.parametrize("status", [301, 410])
def test_a_webhook_elsewhere_is_not_followed(file_store: Store, tmp_path: Path, web: Site, status: int) -> None:
    told_ = Told(file_store, tmp_path, hook(web), {"OPS": SECRET})
    told_.tell()
    fill(file_store, reading())
    web.answers += [Page("", status, headers={"Location": f"{web.address}/other"})]
    (error,) = told_.tell()
    assert error is not None
    assert len(web.posts) == 1
    assert (alerting.deliveries(file_store)[0].state == "failed") == (status == 410)


def test_a_webhook_that_says_yes_at_length_or_in_a_packing_of_its_own_has_it(file_store: Store, tmp_path: Path, web: Site) -> None:
    told_ = Told(file_store, tmp_path, hook(web), {"OPS": SECRET})
    told_.tell()
    fill(file_store, reading(), reading(told("Town02"), id="b"))
    web.answers += [Page("x" * 200_000, 202), Page("y", headers={"Content-Encoding": "zstd"})]
    assert told_.tell() == [None, None]


def test_of_an_address_that_a_webhook_leads_to_only_the_server_is_told(file_store: Store, tmp_path: Path, web: Site) -> None:
    told_ = Told(file_store, tmp_path, hook(web), {"OPS": SECRET})
    told_.tell()
    fill(file_store, reading())
    web.answers += [Page("", 308, headers={"Location": "https://chat.example.org/hooks/T0K3N"})]
    (error,) = told_.tell()
    assert error is not None
    assert "https://chat.example.org; give that one" in error
    assert "T0K3N" not in error


def test_a_channel_that_breaks_unforeseen_costs_no_other(
    file_store: Store, tmp_path: Path, web: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dateline.views.alert.channels import Console

    def broken(*_: object, **__: object) -> None:
        raise LookupError(SECRET)

    monkeypatch.setattr(Console, "send", broken)
    told_ = Told(file_store, tmp_path, hook(web).replace('to = ["ops"]', 'to = ["console", "ops"]'), {"OPS": SECRET})
    told_.tell()
    fill(file_store, reading())
    errors = told_.tell()
    told = [error for error in errors if error is not None]
    assert [error.partition(";")[0] for error in told] == ["DL125: the console did not take the alert (it failed with LookupError)"]
    assert (len(errors), SECRET in told[0]) == (2, False)


def test_what_was_taken_long_ago_is_left_to_whoever_takes_it_next(file_store: Store, tmp_path: Path) -> None:
    told_ = Told(file_store, tmp_path, CONSOLE)

    class Slow(io.StringIO):
        def write(self, text: str) -> int:
            told_.clock.at += 70
            return super().write(text)

    told_.console = Slow()
    told_.tell()
    fill(file_store, *(reading(told(f"Town{n:02}"), id=str(n)) for n in range(3)))
    # Another process may send the others from 120 s on
    assert told_.tell() == [None]
    told_.clock.at += 60
    assert told_.tell() == [None]


def test_a_channel_that_fails_holds_up_no_other_and_is_left_alone(file_store: Store, tmp_path: Path, web: Site) -> None:
    text = FOLDER + (
        '[[alerts]]\nname = "one"\nto = ["dead", "ops"]\n[channels.dead]\nkind = "webhook"\nurl = "http://127.0.0.1:9/x"\n'
        f'[channels.ops]\nkind = "webhook"\nurl = "{web.address}/hook"\n'
    )
    told_ = Told(file_store, tmp_path, text)
    told_.tell()
    fill(file_store, *(reading(told(f"Town{n:02}"), id=str(n)) for n in range(15)))
    errors = told_.tell()
    assert [error for error in errors if error is None] == [None] * 15
    # Of fifteen that wait for the dead one a single one was tried
    assert len(errors) == 16
    assert len(web.posts) == 15


def test_a_process_that_ended_while_it_sent_sends_again_with_the_same_key(store: Store, tmp_path: Path, web: Site) -> None:
    told_ = Told(store, tmp_path, hook(web), {"OPS": SECRET})
    told_.tell()
    fill(store, reading())
    alerts = told_.alerts()
    alerts.look()

    class Killed(BaseException):
        pass

    def never(*_: object, **__: object) -> None:
        raise Killed

    with pytest.MonkeyPatch.context() as patch, pytest.raises(Killed):
        patch.setattr(alerting, "sent", never)
        list(alerts.send())
    # Another process does not send what one is about to send
    assert told_.tell() == []
    told_.clock.at += 121
    assert told_.tell() == [None]
    keys = [headers["Idempotency-Key"] for headers, _ in web.posts]
    assert (len(keys), len(set(keys))) == (2, 1)


def test_two_that_look_at_once_tell_once(store: Store, tmp_path: Path) -> None:
    told_ = Told(store, tmp_path, CONSOLE)
    told_.tell()
    fill(store, reading())
    row = alerting.alert_named(store, "all")
    assert row is not None
    assert told_.alerts().look() == 1
    # What the other had found is out of date
    assert not alerting.note(store, row, [], looked=row.looked + 5)
    assert len(alerting.deliveries(store)) == 1


# Letters


@dataclass
class Postbox:
    """What came; `refuse` are addresses that are not known, `farewell` is what it says at the end."""

    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    refuse: tuple[str, ...] = ()
    farewell: str = "221 Bye"

    async def handle_QUIT(self, server: Any, session: Any, envelope: Envelope) -> str:
        return self.farewell

    async def handle_RCPT(self, server: Any, session: Any, envelope: Envelope, address: str, options: Any) -> str:
        if address in self.refuse:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 OK"


@contextmanager
def taking(box: Postbox, **more: Any) -> Iterator[int]:
    """A server of letters that runs meanwhile; its port. One that is free may be taken by another test before the server has it."""
    for left in reversed(range(5)):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        controller = Controller(box, hostname="127.0.0.1", port=port, decode_data=False, ready_timeout=30, **more)
        try:
            controller.start()
            break
        except OSError:
            if not left:
                raise
    try:
        yield port
    finally:
        controller.stop()


@pytest.fixture
def post() -> Iterator[tuple[Postbox, int]]:
    box = Postbox()
    with taking(box) as port:
        yield box, port


def letters(port: int, more: str = "") -> str:
    return CONSOLE.replace("console", "post").replace('name = "all"', 'name = "all"\ntitle = "All of it"') + (
        f'[channels.post]\nkind = "email"\nhost = "127.0.0.1"\nport = {port}\ntls = "none"\n'
        f'sender = "watch@desk.example.org"\nto = ["ana@desk.example.org", "rik@desk.example.org"]\n{more}'
    )


def test_a_letter_says_what_a_report_claims_with_the_link(store: Store, tmp_path: Path, post: tuple[Postbox, int]) -> None:
    box, port = post
    told_ = Told(store, tmp_path, letters(port))
    told_.tell()
    fill(store, reading(told(low=21)))
    assert told_.tell() == [None]
    (letter,), (incident,) = box.letters, store.incidents()
    assert letter["Subject"].startswith("[All of it] Assault")
    assert (letter["From"], letter["Auto-Submitted"]) == ("watch@desk.example.org", "auto-generated")
    assert box.recipients == [["ana@desk.example.org", "rik@desk.example.org"]]
    text = letter.get_content()
    assert f"http://127.0.0.1:8321/incidents/{incident.id}" in text
    assert f"- Wire, 2016-05-04: “{told(low=21)}”" in text
    assert letter["Message-ID"] == f"<{alerting.deliveries(store)[0].key[:40]}@desk.example.org>"


def test_what_a_server_refuses_is_tried_again_or_told(file_store: Store, tmp_path: Path, post: tuple[Postbox, int]) -> None:
    box, port = post
    told_ = Told(file_store, tmp_path, letters(port))
    told_.tell()
    box.refuse = ("ana@desk.example.org",)
    fill(file_store, reading(told("Town01")))
    # One of two has it: it is not sent to that one twice
    assert told_.tell() == [None]
    assert alerting.deliveries(file_store)[0].error == "not taken: ana@desk.example.org (550 no such person)"
    box.refuse = ("ana@desk.example.org", "rik@desk.example.org")
    fill(file_store, reading(told("Town02"), id="b"))
    (error,) = told_.tell()
    assert "all addresses were refused" in (error or "")
    box.refuse = ()
    told_.clock.at += 60
    assert told_.tell() == [None]


def test_the_password_comes_from_the_environment_and_goes_nowhere_else(
    file_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over TLS this needs a certificate that this machine trusts; here the dialogue behind it is looked at."""
    import smtplib

    from dateline.views.alert.letter import Letters

    seen: list[tuple[str, str]] = []

    def authenticate(*_: Any) -> AuthResult:
        data = _[-1]
        assert isinstance(data, LoginPassword)
        seen.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password == SECRET.encode(), handled=False)

    box = Postbox()
    with taking(box, authenticator=authenticate, auth_require_tls=False) as port:
        text = letters(port, 'user = "desk"\npassword_env = "POST"\n').replace('tls = "none"', 'tls = "starttls"')
        monkeypatch.setattr(Letters, "_connected", lambda self: smtplib.SMTP("127.0.0.1", port, timeout=30))
        told_ = Told(file_store, tmp_path, text, {"POST": "wrong"})
        told_.tell()
        fill(file_store, reading())
        (error,) = told_.tell()
        assert error is not None
        assert "535" in error
        assert "wrong" not in error
        told_.variables["POST"] = SECRET
        told_.clock.at += 60
        assert told_.tell() == [None]
        assert (set(seen), seen[-1]) == ({("desk", "wrong"), ("desk", SECRET)}, ("desk", SECRET))
    assert SECRET.encode() not in b"".join(path.read_bytes() for path in tmp_path.glob("s.db*"))


def test_a_farewell_that_fails_does_not_send_a_letter_twice(file_store: Store, tmp_path: Path, post: tuple[Postbox, int]) -> None:
    box, port = post
    box.farewell = "421 Cannot say goodbye now"
    told_ = Told(file_store, tmp_path, letters(port))
    told_.tell()
    fill(file_store, reading())
    assert told_.tell() == [None]
    told_.clock.at += 1000
    assert told_.tell() == []
    assert len(box.letters) == 1


def test_a_password_that_no_server_takes_is_not_told(
    file_store: Store, tmp_path: Path, post: tuple[Postbox, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    import smtplib

    from dateline.views.alert.letter import Letters

    port = post[1]
    text = letters(port, 'user = "desk"\npassword_env = "POST"\n').replace('tls = "none"', 'tls = "starttls"')
    monkeypatch.setattr(Letters, "_connected", lambda self: smtplib.SMTP("127.0.0.1", port, timeout=30))
    monkeypatch.setattr(smtplib.SMTP, "login", lambda self, user, password: password.encode("ascii"))
    told_ = Told(file_store, tmp_path, text, {"POST": "schlüssel"})
    told_.tell()
    fill(file_store, reading())
    (error,) = told_.tell()
    assert error is not None
    assert "holds signs that it does not take" in error
    assert "ü" not in error
    assert "xfc" not in error


def test_a_title_with_a_new_line_makes_no_header(file_store: Store, tmp_path: Path, post: tuple[Postbox, int]) -> None:
    box, port = post
    told_ = Told(file_store, tmp_path, letters(port).replace("All of it", "All\\nBcc: eve@example.org"))
    told_.tell()
    fill(file_store, reading())
    told_.tell()
    assert box.letters[0]["Bcc"] is None
    assert box.recipients == [["ana@desk.example.org", "rik@desk.example.org"]]


# Watching and alerting together


def test_a_report_that_comes_is_told_of_at_once(store: Store, tmp_path: Path, web: Site) -> None:
    (tmp_path / "in").mkdir()
    desk = Desk(store, settings(tmp_path, hook(web).replace("interval = 1", 'interval = "1m"')), variables={"OPS": SECRET})
    desk.once()
    for n in range(3):
        (tmp_path / "in" / f"{n}.txt").write_text(told(f"Town{n:02}"))
    desk.clock.at += 60
    desk.once()
    assert len(web.posts) == 3
    # A channel that fails is tried again while the watch waits for its feeds
    web.answers += [Page("no", 500)] * 2
    (tmp_path / "in" / "9.txt").write_text(told("Town09"))
    desk.until(600)
    assert len(web.posts) == 6
    assert [outcome.error is None for outcome in desk.outcomes] == [True, True, True, False, False, True]


# Taking out


def test_words_that_are_taken_out_leave_the_notices(store: Store, tmp_path: Path, web: Site) -> None:
    told_ = Told(store, tmp_path, hook(web), {"OPS": SECRET})
    told_.tell()
    key = fill(store, reading(told("Zyxwvu")))[0]
    told_.tell()
    assert "Zyxwvu" in alerting.deliveries(store)[0].notice.body
    redact(store, Redaction("Ana", "asked", report=key))
    settle(store, MERGING)
    body = json.loads(alerting.deliveries(store)[0].notice.body)
    assert [(one["words"], one["title"]) for one in body["reports"]] == [(None, None)]
    assert told("Zyxwvu") not in json.dumps(body)
    # What was covered is nothing new to tell
    assert told_.tell() == []
    other = fill(store, reading(told("Town02") + " Ana Ruiz said so.", id="b"))
    told_.tell()
    redact(store, Redaction("Ana", "court", names=("Wire",)))
    assert "Wire" not in alerting.deliveries(store)[0].notice.body
    assert other
