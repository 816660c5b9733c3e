"""The file that `dateline watch` is given: feeds and folders to read, alerts to send, and by which channels. It has no part in coding.

A mistake is told with the line of the file that it stands on, as far as one can be found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from dateline.errors import SettingsError
from dateline.settings.convert import Problem, convert
from dateline.settings.read import toml_in
from dateline.settings.record import Strict, Words

_LISTED = 8
# Names stand in addresses (/feeds/NAME.atom) and in lists.
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_DURATION = re.compile(r"(\d{1,6})\s*(s|m|h|d)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
_COUNTRY = re.compile(r"[A-Za-z]{3}")
_USER = re.compile(r"//[^/]*@")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# More often no server is asked, and no folder looked at.
LEAST_INTERVAL, LEAST_LOOK = 60, 1
# Nothing waits longer than a year: what is more was mistyped.
_LONGEST = 366 * 86_400
# Channels that need no table of their own.
CONSOLE, ATOM = ("console", "atom")

Duration = str | int


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedFeed(Strict):
    """A feed. `take` is "entry" where its own words are the report, "page" where the page behind each entry is to be fetched."""

    name: str
    url: str
    interval: Duration | None = None
    publisher: str | None = None
    language: str | None = None
    trust: float | None = None
    take: Literal["entry", "page"] = "entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedFolder(Strict):
    """A folder whose files are reports. A file is read when it has not changed for `settle`."""

    name: str
    path: str
    interval: Duration = 10
    publisher: str | None = None
    language: str | None = None
    trust: float | None = None
    settle: Duration = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Strict):
    """What an incident must have, as `dateline incidents` asks for it (`store.finding.Filters`; a test holds the two together)."""

    since: str | None = None
    until: str | None = None
    country: str | None = None
    actor: str | None = None
    type: str | None = None
    status: Literal["happened", "attempted", "planned", "possible", "denied", "habitual"] | None = None
    killed_min: int | None = None
    sources_min: int | None = None
    text: str | None = None
    admin1: str | None = None
    box: tuple[float, float, float, float] | None = None
    undated: bool = False
    unplaced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Again(Strict):
    """By how much an incident must change to be told again: the best figure of killed by `killed`, or by the share `killed_share` of what
    was told; another status; another place; a claim that nobody had told."""

    killed: int | None = 5
    killed_share: float | None = None
    status: bool = True
    place: bool = False
    claim: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert(Strict):
    """A saved filter, and by which channels is told what it finds."""

    name: str
    to: Words
    title: str = ""
    filter: Asked = field(default_factory=Asked)
    again: Again = field(default_factory=Again)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel(Strict):
    """Where alerts go. Secrets stand in variables of the environment, of which only the names stand here."""

    kind: Literal["webhook", "email"]
    url: str | None = None
    secret_env: str | None = None
    host: str | None = None
    port: int | None = None
    tls: Literal["starttls", "implicit", "none"] = "starttls"
    user: str | None = None
    password_env: str | None = None
    sender: str | None = None
    to: Words = ()

    @property
    def variables(self) -> dict[str, str]:
        """The keys that name a variable, each with it."""
        told = {"secret_env": self.secret_env, "password_env": self.password_env}
        return {key: name for key, name in told.items() if name is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching(Strict):
    """The table [watch]. `address` is where `dateline serve` is reached, for the links in alerts; `contact` is told to servers."""

    interval: Duration = "15m"
    ceiling: Duration = "1d"
    relevance: bool = False
    address: str = "http://127.0.0.1:8321"
    contact: str | None = None
    tries: int = 8


@dataclass(frozen=True, kw_only=True)
class WatchSettings(Strict):
    """The whole file. `folder` is where it lies: paths in it are relative to that."""

    watch: Watching = field(default_factory=Watching)
    feeds: tuple[WatchedFeed, ...] = ()
    folders: tuple[WatchedFolder, ...] = ()
    alerts: tuple[Alert, ...] = ()
    channels: dict[str, Channel] = field(default_factory=dict)

    @cached_property
    def sources(self) -> tuple[WatchedFeed | WatchedFolder, ...]:
        """Feeds and folders."""
        return (*self.feeds, *self.folders)


def read_watch(path: Path) -> WatchSettings:
    """What a file says, the paths of folders as they are from here.

    Raises SettingsError, which lists the mistakes with their lines, where it is missing, broken or wrong.
    """
    raw = toml_in(path)
    lines = _Lines(path.read_text("utf-8-sig", "replace"))
    settings, problems = convert(WatchSettings, raw)
    _refuse(problems, path, lines)
    assert settings is not None
    _refuse(list(_mistakes(settings)), path, lines)
    folders = tuple(replace(one, path=(path.parent / one.path).as_posix()) for one in settings.folders)
    return replace(settings, folders=folders)


def seconds(given: Duration) -> int:
    """How long "90", "30s", "15m", "6h" or "1d" is. Raises ValueError for anything else.

    >>> seconds("15m"), seconds(30)
    (900, 30)
    """
    if isinstance(given, int) or given.isdecimal():
        return int(given)
    found = _DURATION.fullmatch(given)
    if found is None:
        raise ValueError(given)
    return int(found[1]) * _SECONDS[found[2]]


def _refuse(problems: Sequence[Problem], path: Path, lines: _Lines) -> None:
    if problems:
        told = [f"{path}{lines.of(problem.where)}: {problem}" for problem in problems[:_LISTED]]
        more = [f"and {len(problems) - _LISTED} more"] if len(problems) > _LISTED else []
        raise SettingsError("\n  ".join([*told, *more]))


class _Lines:
    """On which line of a TOML file a key stands: "feeds 2, interval" is in the second table [[feeds]]."""

    def __init__(self, text: str) -> None:
        self._at: dict[str, int] = {}
        counted: Counter[str] = Counter()
        within = ""
        for number, line in enumerate(text.splitlines(), 1):
            header = re.match(r"\s*\[\[?([^\]]+)\]", line)
            key = re.match(r"\s*\"?([A-Za-z0-9_-]+)\"?\s*=", line)
            if header:
                within = self._table(header[1].strip().replace('"', ""), counted, many=line.lstrip().startswith("[["))
                self._at.setdefault(within, number)
            elif key:
                self._at.setdefault(f"{within}, {key[1]}" if within else key[1], number)

    @staticmethod
    def _table(name: str, counted: Counter[str], *, many: bool) -> str:
        first, *rest = name.split(".")
        counted[first] += many
        return ", ".join([f"{first} {counted[first]}" if counted[first] else first, *rest])

    def of(self, where: str) -> str:
        """ ":12" for what stands on the twelfth line; "" where that is not known. What is missing is looked for where it should be."""
        parts = where.split(", ")
        for end in range(len(parts), 0, -1):
            if (found := self._at.get(", ".join(parts[:end]))) is not None:
                return f":{found}"
        return ""


def _mistakes(settings: WatchSettings) -> Iterator[Problem]:
    """What is wrong with a file whose every value is of the right kind."""
    if not settings.sources:
        yield Problem("feeds", "there is nothing to watch; write a table [[feeds]] or [[folders]]")
    yield from _of_watch(settings.watch)
    yield from _names("feeds", settings.feeds, taken=())
    yield from _names("folders", settings.folders, taken=[feed.name for feed in settings.feeds])
    yield from _names("alerts", settings.alerts, taken=())
    for number, feed in enumerate(settings.feeds, 1):
        yield from _of_feed(f"feeds {number}", feed)
    for number, folder in enumerate(settings.folders, 1):
        yield from _of_folder(f"folders {number}", folder)
    for number, alert in enumerate(settings.alerts, 1):
        yield from _of_alert(f"alerts {number}", alert, settings.channels)
    for name, channel in settings.channels.items():
        yield from _of_channel(f"channels, {name}", name, channel)


def _of_watch(watch: Watching) -> Iterator[Problem]:
    yield from _lasting("watch, interval", watch.interval, LEAST_INTERVAL)
    yield from _lasting("watch, ceiling", watch.ceiling, LEAST_INTERVAL)
    yield from _address("watch, address", watch.address)
    if watch.tries < 1:
        yield Problem("watch, tries", f"{watch.tries} is less than 1")
    if watch.contact is not None and (not watch.contact.isprintable() or not watch.contact.isascii()):
        yield Problem("watch, contact", "holds signs that no server takes; give an address in ASCII")


def _names(table: str, entries: Iterable[WatchedFeed | WatchedFolder | Alert], *, taken: Iterable[str]) -> Iterator[Problem]:
    met = set(taken)
    for number, entry in enumerate(entries, 1):
        where = f"{table} {number}, name"
        if not _NAME.fullmatch(entry.name):
            yield Problem(where, f"{entry.name!r}: a name has small letters a to z, figures, - and _")
        elif entry.name in met:
            yield Problem(where, f"{entry.name!r} is there already; each has a name of its own")
        met.add(entry.name)


def _of_feed(where: str, feed: WatchedFeed) -> Iterator[Problem]:
    yield from _address(f"{where}, url", feed.url)
    if feed.interval is not None:
        yield from _lasting(f"{where}, interval", feed.interval, LEAST_INTERVAL)
    yield from _trust(where, feed.trust)


def _of_folder(where: str, folder: WatchedFolder) -> Iterator[Problem]:
    yield from _lasting(f"{where}, interval", folder.interval, LEAST_LOOK)
    yield from _lasting(f"{where}, settle", folder.settle, 0)
    yield from _trust(where, folder.trust)
    if not folder.path.strip():
        yield Problem(f"{where}, path", "is empty")


def _of_alert(where: str, alert: Alert, channels: Iterable[str]) -> Iterator[Problem]:
    known = (CONSOLE, ATOM, *channels)
    if not alert.to:
        yield Problem(f"{where}, to", f"is empty; name one or more of {', '.join(known)}")
    for name in alert.to:
        if name not in known:
            yield Problem(f"{where}, to", f"there is no channel {name!r}; write a table [channels.{name}], or one of {', '.join(known)}")
    asked, again = alert.filter, alert.again
    if asked.country is not None and not _COUNTRY.fullmatch(asked.country):
        yield Problem(f"{where}, filter, country", f"{asked.country!r} is no code of three letters (ISO 3166-1 alpha-3)")
    for key in ("since", "until"):
        day = getattr(asked, key)
        if day is not None and not _DAY.fullmatch(day):
            yield Problem(f"{where}, filter, {key}", f"{day!r} is no day; write YYYY-MM-DD in quotes")
    if asked.text is not None and not any(char.isalnum() for char in asked.text):
        yield Problem(f"{where}, filter, text", "holds no word to look for")
    if again.killed is not None and again.killed < 1:
        yield Problem(f"{where}, again, killed", f"{again.killed} is less than 1")
    if again.killed_share is not None and again.killed_share <= 0:
        yield Problem(f"{where}, again, killed_share", f"{again.killed_share:g} is not more than 0")


_OF_KIND = {"webhook": ("url",), "email": ("host", "sender", "to")}


def _of_channel(where: str, name: str, channel: Channel) -> Iterator[Problem]:
    if name in (CONSOLE, ATOM) or not _NAME.fullmatch(name):
        yield Problem(where, f"{name!r} is no name for a channel; {CONSOLE} and {ATOM} are there without a table")
    for key in _OF_KIND[channel.kind]:
        if not getattr(channel, key):
            yield Problem(f"{where}, {key}", f"is missing; a channel of kind {channel.kind!r} takes it")
    if channel.url is not None:
        yield from _address(f"{where}, url", channel.url)
    for key, variable in channel.variables.items():
        if not _VARIABLE.fullmatch(variable):
            yield Problem(f"{where}, {key}", "is no name of a variable; give the name, and the secret in the environment")
    if channel.kind == "email":
        yield from _of_letters(where, channel)


def _of_letters(where: str, channel: Channel) -> Iterator[Problem]:
    if channel.port is not None and not 0 < channel.port < 65_536:
        yield Problem(f"{where}, port", f"{channel.port} is no port; one is from 1 to 65535")
    if channel.user is not None and channel.tls == "none":
        yield Problem(f"{where}, tls", "with 'none' the password would go over the network as it is")
    if (channel.user is None) != (channel.password_env is None):
        yield Problem(f"{where}, user", "user and password_env go together")
    for key, addresses in (("sender", (channel.sender or "",)), ("to", channel.to)):
        for one in addresses:
            if one and ("@" not in one or not one.isascii() or not one.isprintable() or len(one.split()) != 1):
                yield Problem(f"{where}, {key}", f"{one!r} is no address of e-mail")


def _lasting(where: str, given: Duration, least: int) -> Iterator[Problem]:
    try:
        lasts = seconds(given)
    except ValueError:
        yield Problem(where, f"{given!r} is no duration; write 30s, 15m, 6h or 1d")
        return
    if lasts < least:
        yield Problem(where, f"{given!r} is less than {least} s")
    elif lasts > _LONGEST:
        yield Problem(where, f"{given!r} is more than a year")


def _trust(where: str, trust: float | None) -> Iterator[Problem]:
    if trust is not None and not 0 <= trust <= 1:
        yield Problem(f"{where}, trust", f"{trust:g} is not between 0 and 1")


def _address(where: str, given: str) -> Iterator[Problem]:
    try:
        parts = urlsplit(given)
        fit = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    except ValueError:
        fit = False
    if not fit or any(char.isspace() for char in given):
        # What stands before an @ may be a password
        shown = _USER.sub("//***@", given)
        yield Problem(where, f"{shown!r} is no address of the web; write https://..., without a user or password in it")
