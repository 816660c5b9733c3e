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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np

from dateline.errors import ResourceError
from dateline.resolve.own_gazetteer.table import Table
from dateline.resources import MEND, file_digest
from dateline.schema.place import Place
from dateline.settings import NOTHING_ADDED, Settings, current, per_settings
from dateline.settings.record import Boundaries, OwnPlace

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
    bare = folded if folded.isascii() else "".join(c for c in folded if not unicodedata.combining(c))
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
    """A territory that several states claim: the country our tables record it under, and who else claims it (ISO 3166-1 alpha-3).

    `admin1` is the unit of that country that it is or lies in.
    """

    name: str
    country: str | None
    claimed_by: tuple[str, ...]
    note: str
    admin1: str | None = None
    aliases: tuple[str, ...] = ()


class Gazetteer:
    """All places by name. Read-only; `Gazetteer.load()` opens the one in the package once for each settings.

    With settings it also has the user's places, and disputed territories belong to whom the user's view gives them.
    """

    tables: tuple[Table, ...]

    def __init__(self, folder: Path, settings: Settings = NOTHING_ADDED) -> None:
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
        ours, users = _read_disputed(folder), _own_disputed(settings.boundaries)
        replaced = {entry.name for entry in users}
        entries = [*(entry for entry in ours if entry.name not in replaced), *users]
        self._disputed = _by_names(entries)
        self._territories = tuple((entry, _holder(entry, settings.boundaries)) for entry in entries)
        self._added = own_places(settings.places)
        self.tables = tuple(Table(about) for about in settings.gazetteers)
        self._joined = lru_cache(_RECENT)(self._join)
        self._unit_names: dict[tuple[str, str], str | None] = {}
        self._view = View(Boundaries(), (), {}, {})
        if settings.boundaries != Boundaries():
            names = {iso3: self._read(row).name for iso3, row in self._country_row.items()}
            recorded = {entry.name: entry.country for entry in ours}
            self._view = View(settings.boundaries, self._disputed.values(), names, recorded)

    @staticmethod
    def load(path: str | Path | None = None) -> Gazetteer:
        """The gazetteer of that folder, or of the package; opened once. Raises ResourceError where files are missing or damaged."""
        return _packaged() if path is None else _open(str(path))

    def lookup(self, name: str) -> tuple[Place, ...]:
        """Every place of that name, the populous first, and () where there is none.

        >>> [place.country for place in Gazetteer.load().lookup("Sar-e-Pul")][:2]
        ['AFG', 'AFG']
        """
        name_key = key(name)
        added = self._added.get(name_key, ())
        return added + (self._joined(name_key) if self.tables else self._packaged_places(name_key))

    def _packaged_places(self, name_key: str) -> tuple[Place, ...]:
        """The package's places of that name, the populous first."""
        return tuple(self._place(row) for row in self._find(name_key) or self._find(without_article(name_key)))

    def _join(self, name_key: str) -> tuple[Place, ...]:
        """The places of the user's tables and of the package: those added first, then the populous. Of one place a row of the user's
        counts; what it leaves open is filled from the row that it takes the place of."""
        found: list[Place] = []
        for table in self.tables:
            rows = [self._agreed(place) for place in table.find(name_key) or table.find(without_article(name_key))]
            found = join(found, rows)
        found = join(found, self._packaged_places(name_key))
        return tuple(sorted(found, key=lambda place: (not is_added(place), -place.population)))

    def _agreed(self, place: Place) -> Place:
        """A place of a user's table as the others have it: its unit by our name, where we have that unit, and in the view in force."""
        unit = None if place.country is None or place.admin1 is None else self._unit_name(place.country, place.admin1)
        return self._view.of(place if unit in (None, place.admin1) else replace(place, admin1=unit))

    def _unit_name(self, country: str, name: str) -> str | None:
        """Our name of the admin-1 unit of that name; None where we have none."""
        asked = country, name
        if asked not in self._unit_names:
            places = (self._read(row) for words in _unit_words(name) for row in self._find(key(words)))
            self._unit_names[asked] = next((p.name for p in places if (p.kind, p.country) == ("admin1", country)), None)
        return self._unit_names[asked]

    def country(self, iso3: str) -> Place | None:
        """The country of that ISO 3166-1 alpha-3 code; None where there is none."""
        row = self._country_row.get(iso3)
        return None if row is None else self._place(row)

    def admin1(self, country: str, name: str) -> Place | None:
        """The province, state or region of that country by name, with or without its kind word; None where there is none."""
        for words in _unit_words(name):
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
        """What the tables, ours or the user's, say of a disputed territory or of a place in one that they name; None for others."""
        return self._disputed.get(key(name))

    def territories(self) -> tuple[tuple[Disputed, str | None], ...]:
        """Every disputed territory with the country that it belongs to in the view in force; None for no country."""
        return self._territories

    def places(self) -> Iterator[Place]:
        """Every place of the package, in the order of its rows."""
        return (self._place(row) for row in range(len(self._rows)))

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
            known = self._places[row] = self._view.of(self._read(row))
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
            id=f"geonames:{geonames}" if geonames else f"{REVIEWED_ID}{_slug(name, kind, country)}",
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


# Places of the user's settings are told by their ids.
OWN_ID, REVIEWED_ID = "own:", "dateline:"
GEONAMES = "geonames:"
# Names whose places in a user's tables are kept in memory: a report has the same few again and again.
_RECENT = 2_000


def own_places(places: Sequence[OwnPlace]) -> dict[str, tuple[Place, ...]]:
    """The user's places by the keys of their names."""
    out: dict[str, tuple[Place, ...]] = {}
    for own in places:
        place = Place(
            f"{OWN_ID}{own.id}", own.name, own.kind, own.country, own.admin1, own.admin2, own.latitude, own.longitude, own.population
        )
        for name_key in dict.fromkeys(key(name) for name in (own.name, *own.aliases)):
            out[name_key] = (*out.get(name_key, ()), place)
    return out


def is_added(place: Place) -> bool:
    """Is it of a file of the user's own, and not of the package or of a dump that others publish?"""
    return place.id.startswith(OWN_ID) or (place.table or "").startswith("added:")


def is_reviewed(place: Place) -> bool:
    """Is it of the reviewed entries of the package, which are there because news tells of them?"""
    return place.id.startswith(REVIEWED_ID)


def is_imported(place: Place) -> bool:
    """Is it of a dump, which has every hamlet, stream and farm?"""
    return (place.table or "").startswith("imported:")


def join(first: Sequence[Place], then: Sequence[Place]) -> list[Place]:
    """All places of two tables. Those of `then` that are in `first` too are left out, and fill what is open there."""
    if not first:
        return list(then)
    out, rest = list(first), []
    for place in then:
        rivals = [k for k, other in enumerate(out[: len(first)]) if _same(other, place)]
        if not rivals:
            rest.append(place)
            continue
        best = min(rivals, key=lambda k: (out[k].id != place.id, _degrees_apart(out[k], place), out[k].id))
        out[best] = _filled(out[best], place)
    return out + rest


def _same(one: Place, other: Place) -> bool:
    """Are two places that share a name one place?"""
    if one.id == other.id:
        return True
    if (one.kind, one.country) != (other.kind, other.country) or (one.id.startswith(GEONAMES) and other.id.startswith(GEONAMES)):
        return False
    if one.kind in {"country", "admin1"}:
        return one.admin1 == other.admin1
    if one.latitude is None or other.latitude is None:
        return one.admin1 == other.admin1
    return _degrees_apart(one, other) <= SAME_PLACE


def _degrees_apart(one: Place, other: Place) -> float:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return 360.0
    return max(abs(one.latitude - other.latitude), abs(one.longitude - other.longitude))


def _filled(place: Place, other: Place) -> Place:
    """The place, with what it leaves open from the other; a dump's place keeps the unit that it had, so that units are named alike."""
    here = (other.latitude, other.longitude) if place.latitude is None else (place.latitude, place.longitude)
    return replace(
        place,
        admin1=(other.admin1 or place.admin1) if is_imported(place) else place.admin1 or other.admin1,
        admin2=place.admin2 or other.admin2,
        latitude=here[0],
        longitude=here[1],
        population=place.population or other.population,
    )


def _unit_words(name: str) -> tuple[str, ...]:
    """The name of a unit, and without its last word: "Ninewa Governorate", "Ninewa"."""
    return (name, name.rsplit(" ", 1)[0]) if " " in name else (name,)


class View:
    """Whose view of disputed territories counts: `of` gives a place the country that it has in this view.

    A territory that is a country or a first-order unit of the tables goes over with everything in it; of another one only the
    places that disputed.csv names.
    """

    def __init__(
        self,
        boundaries: Boundaries,
        disputed: Iterable[Disputed],
        countries: Mapping[str, str],
        recorded: Mapping[str, str | None],
    ) -> None:
        """`countries` gives the name of each country by its code, `recorded` under which the tables have a territory of the package."""
        self._countries = countries
        self._moved: dict[str, tuple[Disputed, str | None, frozenset[str | None]]] = {}
        for entry in dict.fromkeys(disputed):
            state = _holder(entry, boundaries)
            # Under which state the tables have a territory that the user enters is not known: any that claims it.
            held = {recorded[entry.name]} if entry.name in recorded else {entry.country, *entry.claimed_by}
            if held - {state}:
                self._moved |= {key(name): (entry, state, frozenset(held - {state})) for name in _names(entry)}

    def of(self, place: Place) -> Place:
        """The place as this view has it: what lies in no territory that goes over is unchanged."""
        for name in filter(None, (place.name, place.admin1, self._countries.get(place.country or ""))) if self._moved else ():
            entry, state, held = self._moved.get(key(name), (None, None, frozenset()))
            if entry is not None and place.country in held and _lies_in(place, entry, name):
                below = place.kind != "country"
                admin1 = place.admin1 if below else entry.name
                return replace(place, country=state, admin1=admin1, kind=place.kind if below else "admin1")
        return place


def _holder(entry: Disputed, boundaries: Boundaries) -> str | None:
    """The country that a territory belongs to in a view."""
    claims = boundaries.view in entry.claimed_by
    return dict(boundaries.territories).get(entry.name, boundaries.view if claims else entry.country)


def _names(entry: Disputed) -> tuple[str, ...]:
    """Names of a territory, of the places named in it, and of its unit where that is the territory ("Kherson" of "Kherson Oblast")."""
    unit = (entry.admin1,) if entry.admin1 and key(entry.name).startswith(key(entry.admin1)) else ()
    return (entry.name, *entry.aliases, *unit)


def _lies_in(place: Place, entry: Disputed, name: str) -> bool:
    """Is a place that bears such a name, or whose unit or country does, in the territory and no namesake elsewhere in the country?"""
    return name != place.name or entry.admin1 is None or place.admin1 in (None, entry.admin1)


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


def _read_disputed(folder: Path) -> list[Disputed]:
    entries = []
    with (folder / "disputed.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            claimed, aliases = (tuple(filter(None, row[column].split("|"))) for column in ("claimed_by", "aliases"))
            entries.append(Disputed(row["name"], row["country"] or None, claimed, row["note"], row["admin1"] or None, aliases))
    return entries


def _own_disputed(boundaries: Boundaries) -> list[Disputed]:
    return [Disputed(own.name, own.country, own.claimed_by, own.note, own.admin1, own.aliases) for own in boundaries.table]


def _by_names(entries: Iterable[Disputed]) -> dict[str, Disputed]:
    return {key(name): entry for entry in entries for name in (entry.name, *entry.aliases)}


@cache
def _open(path: str) -> Gazetteer:
    """The gazetteer of a folder of one's own."""
    return Gazetteer(Path(path))


@per_settings
def _packaged() -> Gazetteer:
    folder = resources.files("dateline") / "data" / "gazetteer"
    if not isinstance(folder, Path):
        raise ResourceError("the gazetteer is read where it lies, so dateline must be installed as a folder, not run from an archive")
    changed = [name for name, digest in _manifest(folder)["sha256"].items() if name in FILES and file_digest(f"gazetteer/{name}") != digest]
    if changed:
        raise ResourceError(f"{', '.join(changed)} of the gazetteer is not as it was built; {MEND}, or build it (make gazetteer)")
    return Gazetteer(folder, current())
