"""How much of an input is read before it is given up: `[limits]` of dateline.toml. They have no part in coding what is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from dateline.settings.convert import Problem
from dateline.settings.record import Strict

_MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits(Strict):
    """Sizes in bytes, times in seconds. The defaults lie far beyond what news takes, and within what a laptop bears.

    `document_bytes`: a page, PDF, letter, workbook or other document that is read whole. `unpacked_bytes`: what one packed file gives.
    `ratio`: how many bytes one packed byte may give (text is packed 3 to 20 to 1, a bomb 1,000 to 1). `depth`: packed files in one another.
    `members`: files of an archive, entries of a feed, pages of a PDF. `seconds`, `memory_bytes`: of the process that reads one document.
    `fetch_bytes`, `fetch_seconds`, `redirects`: of one address that is fetched. `pause_seconds`: between two pages of one server, at least.
    `private_addresses`: whether servers of one's own network may be asked.
    """

    document_bytes: int = 100 * _MB
    unpacked_bytes: int = 50_000 * _MB
    ratio: int = 200
    depth: int = 3
    members: int = 100_000
    seconds: float = 60.0
    memory_bytes: int = 2_000 * _MB
    fetch_bytes: int = 20 * _MB
    fetch_seconds: float = 30.0
    redirects: int = 5
    pause_seconds: float = 1.0
    private_addresses: bool = False


USUAL = Limits()
_MAY_BE_NOTHING = frozenset({"redirects", "pause_seconds", "private_addresses"})


def limit_mistakes(limits: Limits) -> Iterator[Problem]:
    """What is wrong with limits whose every value is of the right kind."""
    for name in (field.name for field in fields(limits)):
        value = getattr(limits, name)
        if value < 0 or (value == 0 and name not in _MAY_BE_NOTHING):
            yield Problem(f"limits, {name}", f"{value:g} is too little")
