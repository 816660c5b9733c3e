"""The ways by which a message goes out. One that does not say that it has it is tried again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TextIO

from dateline.settings import Limits, WatchSettings
from dateline.settings.watching import CONSOLE, Channel
from dateline.store.alerting import Delivery
from dateline.views.alert.reading import text_of
from dateline.views.cli.coding import standard_output


class NotSentError(Exception):
    """A channel did not take a message. `wait`: seconds after which it wants to be asked again; `final`: never again."""

    def __init__(self, reason: str, *, wait: float | None = None, final: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.wait, self.final = reason, wait, final


class Sender(Protocol):
    """A channel."""

    @property
    def kind(self) -> str:
        """What it is called in messages."""

    def send(self, delivery: Delivery, *, now: float) -> str | None:
        """Sends it, and returns when the other side has it: what is to be remarked of that, or None. Raises NotSentError."""


@dataclass(frozen=True, slots=True)
class Console:
    """Standard output, or another stream."""

    stream: TextIO | None = None
    kind: str = "console"

    def send(self, delivery: Delivery, *, now: float) -> str | None:
        """Prints the message."""
        out = self.stream or standard_output()
        try:
            out.write(f"{text_of(delivery.notice.body)}\n")
            out.flush()
        except (OSError, ValueError) as error:
            raise NotSentError(str(error)) from error
        return None


@dataclass(frozen=True, slots=True)
class Outfit:
    """What channels take besides their table: variables of the environment, limits on time and size, who asks, and where the console is."""

    variables: Mapping[str, str]
    limits: Limits
    agent: str
    console: TextIO | None = None


def senders(settings: WatchSettings, outfit: Outfit) -> dict[str, Sender]:
    """The channels of a file by name, and the console."""
    return {CONSOLE: Console(outfit.console), **{name: _sender(channel, outfit) for name, channel in settings.channels.items()}}


def _sender(channel: Channel, outfit: Outfit) -> Sender:
    from dateline.views.alert.letter import Letters
    from dateline.views.alert.webhook import Webhook

    if channel.kind == "email":
        return Letters(channel, outfit.variables, outfit.limits.fetch_seconds)
    return Webhook(channel.url or "", outfit, channel.secret_env)


def unset(settings: WatchSettings, variables: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the environment: the variables that channels name and that are not set."""
    for name, channel in settings.channels.items():
        for key, variable in channel.variables.items():
            if not variables.get(variable):
                yield f"channels, {name}, {key}: the variable {variable} is not set in the environment"
