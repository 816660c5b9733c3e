"""The file of `dateline watch`: what is wrong in it is told with its line."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from dateline.errors import SettingsError
from dateline.settings.watching import Asked, read_watch, seconds
from dateline.store import Filters

GOOD = '[[feeds]]\nname = "wire"\nurl = "https://wire.example.org/rss"\n'
MAIL = '[channels.post]\nkind = "email"\nhost = "smtp.example.org"\nsender = "a@example.org"\nto = ["b@example.org"]\n'


def read(folder: Path, text: str) -> str:
    """What is said of a file; "" where nothing is wrong."""
    file = folder / "w.toml"
    file.write_text(text)
    try:
        read_watch(file)
    except SettingsError as error:
        return error.message.replace(str(file), "w")
    return ""


_NO_ADDRESS = "is no address of the web; write https://..., without a user or password in it"
ALERT = '[[alerts]]\nname = "a"\nto = ["atom"]\n'
LOGIN = 'user = "a"\npassword_env = "P"\n'

# The file, what is said of it
WRONG: list[tuple[str, str]] = [
    ("", "w: feeds: there is nothing to watch; write a table [[feeds]] or [[folders]]"),
    (GOOD + "interval = \n", "w: is not TOML: Invalid value (at line 4, column 12)"),
    (GOOD + 'intervall = "5m"\n', "w:4: feeds 1, intervall: there is no such key; did you mean 'interval'?"),
    (GOOD + 'interval = "5 minutes"\n', "w:4: feeds 1, interval: '5 minutes' is no duration; write 30s, 15m, 6h or 1d"),
    (GOOD + 'interval = "5s"\n', "w:4: feeds 1, interval: '5s' is less than 60 s"),
    (GOOD + GOOD, "w:5: feeds 2, name: 'wire' is there already; each has a name of its own"),
    (GOOD + '[[folders]]\nname = "wire"\npath = "in"\n', "w:5: folders 1, name: 'wire' is there already; each has a name of its own"),
    (GOOD.replace("wire", "The Wire", 1), "w:2: feeds 1, name: 'The Wire': a name has small letters a to z, figures, - and _"),
    ('[[feeds]]\nname = "wire"\n', "w:1: feeds 1, url: is missing"),
    (GOOD.replace("https://", "https://ana:pass@"), f"w:3: feeds 1, url: 'https://***@wire.example.org/rss' {_NO_ADDRESS}"),
    (GOOD + "trust = 7\n", "w:4: feeds 1, trust: 7 is not between 0 and 1"),
    (GOOD + 'take = "pages"\n', "w:4: feeds 1, take: 'pages' is not known; did you mean 'page'?"),
    (
        GOOD + ALERT.replace("atom", "ops"),
        "w:6: alerts 1, to: there is no channel 'ops'; write a table [channels.ops], or one of console, atom",
    ),
    (GOOD + ALERT.replace('"atom"', ""), "w:6: alerts 1, to: is empty; name one or more of console, atom"),
    (
        GOOD + ALERT + '[alerts.filter]\ncountry = "Mali"\n',
        "w:8: alerts 1, filter, country: 'Mali' is no code of three letters (ISO 3166-1 alpha-3)",
    ),
    (
        GOOD + ALERT + ALERT.replace('"a"', '"b"') + "[alerts.filter]\nkiled_min = 3\n",
        "w:11: alerts 2, filter, kiled_min: there is no such key; did you mean 'killed_min'?",
    ),
    (GOOD + ALERT + "[alerts.again]\nkilled = 0\n", "w:8: alerts 1, again, killed: 0 is less than 1"),
    (GOOD + '[channels.ops]\nkind = "webhook"\n', "w:4: channels, ops, url: is missing; a channel of kind 'webhook' takes it"),
    (
        GOOD + '[channels.console]\nkind = "webhook"\nurl = "https://x.example.org"\n',
        "w:4: channels, console: 'console' is no name for a channel; console and atom are there without a table",
    ),
    (
        GOOD + MAIL + LOGIN + 'tls = "none"\n',
        "w:11: channels, post, tls: with 'none' the password would go over the network as it is",
    ),
    (GOOD + MAIL + 'user = "a"\n', "w:9: channels, post, user: user and password_env go together"),
    (GOOD + MAIL.replace("b@", "b b@"), "w:8: channels, post, to: 'b b@example.org' is no address of e-mail"),
    (GOOD + MAIL + "port = 70000\n", "w:9: channels, post, port: 70000 is no port; one is from 1 to 65535"),
    (GOOD + 'interval = "999999d"\n', "w:4: feeds 1, interval: '999999d' is more than a year"),
    (GOOD + '[watch]\ninterval = "1m"\naddress = "desk"\n', f"w:6: watch, address: 'desk' {_NO_ADDRESS}"),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    assert read(tmp_path, text) == said


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    said = read(tmp_path, GOOD + 'trust = 7\n[[folders]]\nname = "B"\npath = ""\n')
    assert [line.strip().partition(": ")[0] for line in said.splitlines()] == ["w:6", "w:4", "w:7"]


def test_a_file_that_is_right(tmp_path: Path) -> None:
    file = tmp_path / "w.toml"
    file.write_text(GOOD + MAIL + '[[folders]]\nname = "desk"\npath = "in"\n[[alerts]]\nname = "a"\nto = ["post", "atom"]\n')
    settings = read_watch(file)
    assert [one.name for one in settings.sources] == ["wire", "desk"]
    # Paths are relative to the file
    assert settings.folders[0].path == (tmp_path / "in").as_posix()


def test_alerts_ask_what_the_list_of_incidents_asks() -> None:
    assert {field.name: field.type for field in fields(Filters)}.keys() == {field.name: field.type for field in fields(Asked)}.keys()


@pytest.mark.parametrize(("given", "lasts"), [("90", 90), (30, 30), ("30s", 30), ("15m", 900), ("6h", 21_600), ("1d", 86_400)])
def test_durations(given: str | int, lasts: int) -> None:
    assert seconds(given) == lasts
