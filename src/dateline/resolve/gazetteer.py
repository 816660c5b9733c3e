"""Places by name: the embedded gazetteer, opened from the package and read where it lies (memory-mapped).

Names are compared by `key`: case, accents, apostrophes, hyphens and a leading "the" make no difference, an Arabic article may be
left out, and nothing else is guessed: other spellings of a name stand in data/gazetteer/curated.csv. How the files are made and
laid out is told in tools/build_gazetteer.py.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np

from dateline.errors import ResourceError
from dateline.schema.place import Place

FORMAT = "1"
FILES = ("keys.marisa", "keys.npy", "shared.npy", "names.marisa", "rows.npy", "own.npy", "countries.csv", "disputed.csv")

# One row per place, 20 bytes: countries first, then admin-1 units, then our own entries, then towns.
# latitude and longitude in 1/10,000 degree; geonames 0 where the place is ours; population as `unpack_population` reads it;
# admin1 the row of the unit (or of the country, where no unit is known); name the number of the name in names.marisa.
ROW = np.dtype([("latitude", "<i4"), ("longitude", "<i4"), ("geonames", "<u4"), ("name", "<u4"), ("population", "<u2"), ("admin1", "<u2")])
# Beside each row that is not a town: its kind, and the name of its admin-2 unit.
OWN = np.dtype([("admin2", "<u4"), ("kind", "u1")])
KINDS = ("country", "admin1", "admin2", "city", "district", "camp", "area", "water", "facility")
NOWHERE = 0xFFFF
NO_NAME = 0xFFFFFFFF
DEGREE = 10_000
SAME_PLACE = 0.25  # degrees

_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e", "ŋ": "ng", ".": ""})
_APOSTROPHES = re.compile("['’‘ʻʼʽʾʿ`´′ʹ]")
_BETWEEN = re.compile(r"[\W_]+")
_THE = re.compile(r"^the (?=\w)")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_ARTICLE = re.compile(r"^(?:al|el|ar|as|ash|ad|ed|an|at|az|es|er|ez) (?=\w{3})")


def key(name: str) -> str:
    """The form in which names are compared: key("Sana‘a") == key("SANAA") == "sanaa", key("the Sar-e-Pul") == "sar e pul"."""
    folded = unicodedata.normalize("NFKD", name.casefold()).translate(_LETTERS)
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    words = _THE.sub("", _BETWEEN.sub(" ", _APOSTROPHES.sub("", bare)).strip())
    first, _, rest = words.partition(" ")
    return f"{_SHORT[first]} {rest}" if rest and first in _SHORT else words


def without_article(name_key: str) -> str:
    """The key without an Arabic article: "al hudaydah" gives "hudaydah"; other keys stay."""
    return _ARTICLE.sub("", name_key)


def pack_population(people: int) -> int:
    """People in two bytes: three leading digits and how many zeros follow (packed as zeros * 1000 + digits)."""
    zeros = max(len(str(people)) - 3, 0)
    scale: int = 10**zeros
    return zeros * 1000 + people // scale


def unpack_population(packed: int) -> int:
    """What `pack_population` kept of the number: its three leading digits."""
    zeros, digits = divmod(packed, 1000)
    scale: int = 10**zeros
    return digits * scale


@dataclass(frozen=True, slots=True)
class Disputed:
    """A territory that several states claim: the country our tables record it under, and who else claims it (ISO 3166-1 alpha-3)."""

    name: str
    country: str | None
    claimed_by: tuple[str, ...]
    note: str


class Gazetteer:
    """All places by name. Read-only; `Gazetteer.load()` opens the one in the package once per process."""

    def __init__(self, folder: Path) -> None:
        manifest = _manifest(folder)
        self.manifest = manifest
        self._keys = marisa_trie.Trie().mmap(str(folder / "keys.marisa"))
        self._names = marisa_trie.Trie().mmap(str(folder / "names.marisa"))
        self._rows = np.load(folder / "rows.npy", mmap_mode="r", allow_pickle=False)
        self._own = np.load(folder / "own.npy", mmap_mode="r", allow_pickle=False)
        self._found = np.load(folder / "keys.npy", mmap_mode="r", allow_pickle=False)
        self._shared = np.load(folder / "shared.npy", mmap_mode="r", allow_pickle=False)
        if self._rows.dtype != ROW or self._own.dtype != OWN:
            raise ResourceError("the gazetteer's files do not fit this version; build them again (make gazetteer)")
        with (folder / "countries.csv").open(encoding="utf-8", newline="") as file:
            self._iso3 = tuple(row["iso3"] for row in csv.DictReader(file))
        self._country_row = {iso3: row for row, iso3 in enumerate(self._iso3)}
        self._units = int(manifest["counts"]["admin1"])
        self._places: dict[int, Place] = {}
        self._disputed = _read_disputed(folder)

    @staticmethod
    def load(path: str | Path | None = None) -> Gazetteer:
        """The gazetteer of that folder, or of the package; opened once. Raises ResourceError where files are missing or damaged."""
        return _open(str(path) if path is not None else None)

    def lookup(self, name: str) -> tuple[Place, ...]:
        """Every place of that name, the populous first, and () where there is none.

        >>> [place.country for place in Gazetteer.load().lookup("Sar-e-Pul")][:2]
        ['AFG', 'AFG']
        """
        name_key = key(name)
        rows = self._find(name_key) or self._find(without_article(name_key))
        return tuple(self._place(row) for row in rows)

    def country(self, iso3: str) -> Place | None:
        """The country of that ISO 3166-1 alpha-3 code; None where there is none."""
        row = self._country_row.get(iso3)
        return None if row is None else self._place(row)

    def admin1(self, country: str, name: str) -> Place | None:
        """The province, state or region of that country by name, with or without its kind word; None where there is none."""
        own_words = [name, *(name.rsplit(" ", 1)[:1] if " " in name else [])]
        for words in own_words:
            for place in self.lookup(words):
                if place.kind == "admin1" and place.country == country:
                    return place
        return None

    def admin1_of(self, place: Place) -> Place | None:
        """The admin-1 unit that the place lies in, itself for a unit; None where none is known."""
        if place.admin1 is None or place.country is None:
            return None
        return place if place.kind == "admin1" else self.admin1(place.country, place.admin1)

    def disputed(self, name: str) -> Disputed | None:
        """What our tables say of a disputed territory or of a place in one that they name; None for others."""
        return self._disputed.get(key(name))

    def _find(self, name_key: str) -> Iterable[int]:
        number = self._keys.get(name_key)
        if number is None:
            return ()
        row = int(self._found[number])
        if row >= 0:
            return (row,)
        start = -row
        return tuple(int(r) for r in self._shared[start : start + int(self._shared[start - 1])])

    def _place(self, row: int) -> Place:
        known = self._places.get(row)
        if known is None:
            known = self._places[row] = self._read(row)
        return known

    def _read(self, row: int) -> Place:
        latitude, longitude, geonames, name_number, population, above = self._rows[row].item()
        name = self._names.restore_key(name_number)
        kind, admin2 = "city", None
        if row < len(self._own):
            admin2_number, kind_number = self._own[row].item()
            kind = KINDS[kind_number]
            admin2 = None if admin2_number == NO_NAME else self._names.restore_key(admin2_number)
        country, admin1 = self._above(row, above)
        return Place(
            id=f"geonames:{geonames}" if geonames else f"dateline:{_slug(name, kind, country)}",
            name=name,
            kind=kind,
            country=country,
            admin1=name if kind == "admin1" else admin1,
            admin2=admin2,
            latitude=latitude / DEGREE,
            longitude=longitude / DEGREE,
            population=unpack_population(population),
        )

    def _above(self, row: int, above: int) -> tuple[str | None, str | None]:
        """(country, name of the admin-1 unit) from the row that stands above."""
        if row < len(self._iso3):
            return self._iso3[row], None
        if above == NOWHERE:
            return None, None
        if above < len(self._iso3):
            return self._iso3[above], None
        _, _, _, name_number, _, country_row = self._rows[above].item()
        return self._iso3[country_row], self._names.restore_key(name_number)


def _slug(name: str, kind: str, country: str | None) -> str:
    parts = [key(name), "" if kind == "city" else kind, (country or "").casefold()]
    return "-".join(part.replace(" ", "-") for part in parts if part)


def _manifest(folder: Path) -> dict[str, Any]:
    missing = [name for name in (*FILES, "manifest.json") if not (folder / name).is_file()]
    if missing:
        raise ResourceError(f"the gazetteer lacks {', '.join(missing)}; build it (make gazetteer) or install dateline again")
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    if manifest.get("format") != FORMAT:
        raise ResourceError(f"the gazetteer has format {manifest.get('format')}, this version reads {FORMAT}; build it again")
    return manifest


def _read_disputed(folder: Path) -> dict[str, Disputed]:
    out: dict[str, Disputed] = {}
    with (folder / "disputed.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            entry = Disputed(row["name"], row["country"] or None, tuple(filter(None, row["claimed_by"].split("|"))), row["note"])
            for name in (row["name"], *filter(None, row["aliases"].split("|"))):
                out[key(name)] = entry
    return out


@cache
def _open(path: str | None) -> Gazetteer:
    if path is not None:
        return Gazetteer(Path(path))
    folder = resources.files("dateline") / "data" / "gazetteer"
    if not isinstance(folder, Path):
        raise ResourceError("the gazetteer is read where it lies, so dateline must be installed as a folder, not run from an archive")
    return Gazetteer(folder)
