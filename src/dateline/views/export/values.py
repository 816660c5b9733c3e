"""Single values as the tables write them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any

from dateline.resources import read_toml
from dateline.schema.record import Participant

BETWEEN = "; "
# PLOVER's code of Kosovo, which has none in ISO 3166 (manual 0.8, section 5.1); ours is XKX.
_KOSOVO = {"XKX": "KOS"}


def one_line(text: str) -> str:
    """The text without line breaks and control characters, single spaces between words."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def line(text: str | None) -> str | None:
    """The same, None for None."""
    return None if text is None else one_line(text)


def joined(texts: Iterable[str]) -> str:
    """The texts, each once and on one line, with "; " between."""
    return BETWEEN.join(dict.fromkeys(text for each in texts if (text := one_line(each))))


def names(parties: Iterable[Participant]) -> str:
    """The names of parties."""
    return joined(party.name for party in parties)


def degrees(value: float | None) -> Decimal | None:
    """A coordinate with four decimals, 11 metres of latitude. A Decimal is a number, which no cell guards as a text."""
    return None if value is None else Decimal(f"{value:.4f}") + 0


def sectors(parties: Iterable[Participant]) -> tuple[str, ...]:
    """PLOVER's sectors of parties, by their kind, else by their sector."""
    table = _plover()
    found = (table["kind"].get(party.kind) or table["sector"].get(party.sector) for party in parties)
    return tuple(dict.fromkeys(code for code in found if code))


def plover_country(iso3: str | None) -> str | None:
    """A country's code as PLOVER writes it."""
    return None if iso3 is None else _KOSOVO.get(iso3, iso3)


def modes(mode: str | None, status: str | None) -> tuple[str, ...]:
    """PLOVER's mode, and its auxiliary mode where the event is not told as having happened."""
    return tuple(found for found in (mode, _plover()["auxiliary"].get(status)) if found)


def quad_name(quad: str | None) -> str | None:
    """PLOVER's quad code in words."""
    name: str | None = _plover()["quad_names"].get(quad)
    return name


def geonames_id(place_id: str | None) -> int | None:
    """The number in GeoNames of a place of it."""
    table, _, number = (place_id or "").partition(":")
    return int(number) if table == "geonames" and number.isdecimal() else None


@cache
def _plover() -> dict[str, Any]:
    table = read_toml("codes/plover.toml")
    turned = {what: {word: code for code, words in table[f"sector_of_{what}"].items() for word in words} for what in ("kind", "sector")}
    return turned | {"auxiliary": table["auxiliary"], "quad_names": table["quad_names"]}
