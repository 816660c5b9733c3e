"""Files of made-up places with the columns of a GeoNames dump. The same seed and size give the same bytes; nothing in them is a fact."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

_COUNTRIES = tuple("AF BD BF CD CN CO ET FR GB ID IN IQ IR KE ML MM MX NE NG PE PH PK RU SD SO SY TD UA US YE".split())
_FIRST = "Ba Be Bo Da Do Fa Ga Go Ha Ka Ke Ko La Le Lu Ma Me Mo Na Ne Pa Ra Ro Sa Se So Ta Te To Va Wa Ya Za".split()
_LATER = "ba bi bo da di do fa ga go ha ka ki ko la li lo ma mi mo na ni no ra ri ro sa si so ta ti to va wa ya za".split()
_WORDS = ("", "", "", "", "", "", " Kalan", "Bir ", "Wadi ", "San ", "Nova ", "New ", "al-", " Kurd", " Qala")
# (class, code, share): about as a dump has them.
_FEATURES = (
    ("P", "PPL", 40),
    ("H", "STM", 20),
    ("T", "HLL", 14),
    ("S", "FRM", 16),
    ("L", "LCTY", 6),
    ("A", "ADM3", 2),
    ("V", "FRST", 1),
    ("R", "RD", 1),
)
_ALTERNATE = ("en", "fr", "es", "ar", "ru", "", "link", "wkdt")
_UNITS, _SECOND = 30, 12


def write_dump(folder: Path, places: int, *, names: int, seed: int = 5) -> None:
    """Writes allCountries.txt with so many places, alternateNamesV2.txt with so many names, and the two files of unit codes."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "admin1CodesASCII.txt", _first_units(random.Random(seed)))
    _write(folder / "admin2Codes.txt", _second_units(random.Random(seed + 1)))
    _write(folder / "allCountries.txt", _places(random.Random(seed + 2), places))
    _write(folder / "alternateNamesV2.txt", _names(random.Random(seed + 3), places, names))


def _write(path: Path, rows: Iterator[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines("\t".join(row) + "\n" for row in rows)


def made_name(chance: random.Random) -> str:
    """A name as nothing is called: "Wadi Barosi"."""
    name = chance.choice(_FIRST) + "".join(chance.choices(_LATER, k=chance.choice((1, 2, 2, 3, 3))))
    word = chance.choice(_WORDS)
    return f"{name}{word}" if word.startswith(" ") else f"{word}{name}"


def _first_units(chance: random.Random) -> Iterator[tuple[str, ...]]:
    for country in _COUNTRIES:
        for unit in range(1, _UNITS + 1):
            name = made_name(chance)
            yield f"{country}.{unit:02d}", name, name, str(chance.randrange(10**6, 10**7))


def _second_units(chance: random.Random) -> Iterator[tuple[str, ...]]:
    for country in _COUNTRIES:
        for unit in range(1, _UNITS + 1):
            for second in range(1, _SECOND + 1):
                name = made_name(chance)
                yield f"{country}.{unit:02d}.{second:03d}", name, name, str(chance.randrange(10**6, 10**7))


def _places(chance: random.Random, count: int) -> Iterator[tuple[str, ...]]:
    features, shares = [feature[:2] for feature in _FEATURES], [feature[2] for feature in _FEATURES]
    for number in range(1, count + 1):
        name = made_name(chance)
        kind, code = chance.choices(features, shares)[0]
        country = chance.choice(_COUNTRIES)
        people = str(int(10 ** chance.uniform(2, 6.5))) if kind == "P" and chance.random() < 0.1 else "0"
        other = f"{made_name(chance)},{name}" if chance.random() < 0.3 else ""
        place = f"{chance.uniform(-60, 75):.5f}", f"{chance.uniform(-179, 179):.5f}"
        units = f"{chance.randint(1, _UNITS):02d}", f"{chance.randint(1, _SECOND):03d}"
        yield (
            str(number),
            name,
            name,
            other,
            *place,
            kind,
            code,
            country,
            "",
            *units,
            "",
            "",
            people,
            "",
            "100",
            "Africa/Bamako",
            "2024-01-01",
        )


def _names(chance: random.Random, places: int, count: int) -> Iterator[tuple[str, ...]]:
    for number in range(1, count + 1):
        language = chance.choice(_ALTERNATE)
        name = (
            "https://example.org/x"
            if language == "link"
            else "Q1"
            if language == "wkdt"
            else "مدينة"
            if language == "ar"
            else made_name(chance)
        )
        yield str(number), str(chance.randint(1, places)), language, name, "1" if number % 9 == 0 else "", "", "", "", "", ""
