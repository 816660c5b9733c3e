"""A message as a letter, by SMTP."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate

from dateline.settings.watching import Channel
from dateline.store.alerting import Delivery
from dateline.views.alert.channels import NotSentError
from dateline.views.alert.reading import message_in
from dateline.views.cli.wording import visible

_PORTS = {"starttls": 587, "implicit": 465, "none": 25}
_LONGEST = 15.0


@dataclass(frozen=True, slots=True)
class Letters:
    """A server and the addresses; the password stands in a variable of the environment."""

    channel: Channel
    variables: Mapping[str, str]
    seconds: float
    kind: str = "mail server"

    def send(self, delivery: Delivery, *, now: float) -> str | None:
        """Hands the letter to the server; what it refused of the addresses is remarked. Raises NotSentError."""
        channel = self.channel
        letter = letter_of(delivery, channel, now=now)
        try:
            server = self._connected()
            try:
                if channel.user is not None:
                    server.login(channel.user, self.variables.get(channel.password_env or "", ""))
                refused = server.send_message(letter, channel.sender, list(channel.to))
            finally:
                _leave(server)
        except smtplib.SMTPRecipientsRefused as error:
            raise NotSentError(f"all addresses were refused: {_refused(error.recipients)}") from error
        except smtplib.SMTPResponseException as error:
            raise NotSentError(f"{error.smtp_code} {_line(error.smtp_error)}") from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotSentError(_line(str(error)) or type(error).__name__) from error
        except UnicodeError:
            # Its words would hold a part of the password
            raise NotSentError("the server's name, the user or the password holds signs that it does not take") from None
        return f"not taken: {_refused(refused)}" if refused else None

    def _connected(self) -> smtplib.SMTP:
        channel, seconds = self.channel, min(self.seconds, _LONGEST)
        host, port = channel.host or "", channel.port or _PORTS[channel.tls]
        if channel.tls == "implicit":
            return smtplib.SMTP_SSL(host, port, timeout=seconds, context=ssl.create_default_context())
        server = smtplib.SMTP(host, port, timeout=seconds)
        try:
            if channel.tls == "starttls":
                server.starttls(context=ssl.create_default_context())
        except BaseException:
            server.close()
            raise
        return server


def _leave(server: smtplib.SMTP) -> None:
    """Ends the dialogue. The letter is with the server by then, or is not: a farewell that fails must not have it sent again."""
    with suppress(smtplib.SMTPException, OSError):
        server.quit()
    server.close()


def letter_of(delivery: Delivery, channel: Channel, *, now: float) -> EmailMessage:
    """The letter. Its id is that of the delivery, so that who gets it twice can tell."""
    message = message_in(delivery.notice.body)
    sender = channel.sender or ""
    letter = EmailMessage()
    again = "" if message["kind"] == "new" else "changed: "
    letter["Subject"] = visible(f"[{message['alert_title'] or message['alert']}] {again}{message['title']}")[:200]
    letter["From"], letter["To"] = sender, ", ".join(channel.to)
    letter["Date"] = formatdate(now)
    letter["Message-ID"] = f"<{delivery.key[:40]}@{sender.rpartition('@')[2]}>"
    # No answer of a machine to a machine (RFC 3834)
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(message["text"])
    return letter


def _refused(addresses: Mapping[str, tuple[int, bytes]]) -> str:
    return ", ".join(f"{address} ({code} {_line(said)})" for address, (code, said) in sorted(addresses.items()))[:500]


def _line(said: bytes | str) -> str:
    return visible(said.decode("utf-8", "replace") if isinstance(said, bytes) else said)[:200]
