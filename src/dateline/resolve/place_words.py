"""What the words of and around a place name say of it: the kind of place, what it lies in, how far from it the words point.

Nothing here knows a place: the words are those of gazetteer/phrases.toml, and `resolve/places.py` looks up what they name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from dateline.resources import read_rows, read_toml
from dateline.settings import checked

# So many characters beside a name are looked at: what says where a place is stands next to it, and a sentence may be as long as a report.
_BESIDE = 300


@dataclass(frozen=True, slots=True)
class Reading:
    """The name taken apart. `whole`: as it was given; `word`: the kind word; `containers`: names of units it is said to lie in, `listed`:
    those that may as well stand beside it in a list, or tell what follows."""

    name: str
    whole: str = ""
    word: str | None = None
    containers: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    people: str | None = None
    near: bool = False
    distance: float | None = None
    bearing: float | None = None
    radius: float | None = None
    part: bool = False
    outside: bool = False


@dataclass(frozen=True)
class Phrases:
    """data/gazetteer/phrases.toml with its patterns."""

    kinds: dict[str, tuple[str, ...]]
    second_level: dict[str, frozenset[str]]
    compass: dict[str, float]
    units: dict[str, float]
    radius: float
    outskirts: float
    off: float
    kind_after: re.Pattern[str]
    kind_before: re.Pattern[str]
    kind_end: re.Pattern[str]
    near_before: re.Pattern[str]
    near_after: re.Pattern[str]
    distance: re.Pattern[str]
    side: re.Pattern[str]
    part: re.Pattern[str]
    lead: re.Pattern[str]
    near_name: re.Pattern[str]
    with_state: frozenset[str]
    people_before: re.Pattern[str]
    urban: re.Pattern[str]


@cache
@checked
def phrases() -> Phrases:
    """The words of places with their patterns, once for each settings."""
    table = read_toml("gazetteer/phrases.toml")
    near, words = table["near"], "|".join(sorted(map(re.escape, table["kinds"]), key=len, reverse=True))
    parts = "|".join(sorted(map(re.escape, table["parts"]["words"]), key=len, reverse=True))
    fill = rf"(?:(?:{'|'.join(map(re.escape, table['fillers']['words']))})\s+)?"
    sides = "|".join(sorted(map(re.escape, table["compass"]), key=len, reverse=True))
    units = "|".join(sorted(map(re.escape, table["units"]), key=len, reverse=True))
    # "the city of", "the northern", "Iraq's northern": what may stand between "near" and the name.
    between = (
        rf"(?:the\s+)?(?:(?:[\w-]+\s+){{0,2}}(?:{words})\s+of\s+|(?:{parts})\s+)?(?:[A-Z][\w.-]*['’]s\s+)?"
        rf"(?:the\s+)?(?:(?:{parts}|{words})\s+)?(?:of\s+)?"
    )
    starts = "|".join(sorted(map(re.escape, near["before"]), key=len, reverse=True))
    ends = "|".join(sorted((re.escape(a).replace("'", "['’]") for a in near["after"]), key=len, reverse=True))
    number = r"(?P<number>\d+(?:[.,]\d+)?|a few|several|a dozen|half a)"
    return Phrases(
        kinds={word: tuple(kinds) for word, kinds in table["kinds"].items()},
        second_level={word: frozenset(countries) for word, countries in table["second_level"].items()},
        compass=table["compass"],
        units=table["units"],
        radius=near["radius_km"],
        outskirts=near["outskirts_km"],
        off=near["off_km"],
        kind_after=re.compile(rf"\s*{fill}(?P<word>{words})\b", re.I),
        kind_before=re.compile(rf"\b(?P<word>{words})\s+of\s+(?:the\s+)?$|\b(?P<title>{words})\s+(?:called\s+|named\s+)?$", re.I),
        kind_end=re.compile(rf"^(?P<name>.+?)(?:['’]s)?\s+{fill}(?P<word>{words})$", re.I),
        near_before=re.compile(rf"(?:^|[\s,(])(?P<how>{starts})\s+{between}$", re.I),
        near_after=re.compile(rf"\s*(?P<how>{ends})\b", re.I),
        distance=re.compile(
            rf"{number}[\s-]*(?P<unit>{units})\b\.?\s*(?:\([^)]*\)\s*)?(?:away\s+)?(?:(?:to\s+the\s+)?(?P<side>{sides})(?:ern)?\s+)?"
            rf"(?:of|from|outside|away from|off)\s+{between}$",
            re.I,
        ),
        side=re.compile(rf"\b(?:just\s+)?(?P<side>{sides})\s+of\s+{between}$", re.I),
        part=re.compile(rf"^(?:(?:{parts})(?:\s+and\s+(?:{parts}))?\s+)+(?=\S)", re.I),
        near_name=re.compile("|".join(rf"\b(?:{w}|{w.upper()})s?\b" for w in map(re.escape, near["names"]))),
        with_state=frozenset(table["with_state"]["countries"]),
        people_before=re.compile(rf"\b(?P<people>[A-Z][a-zé]+)\s+(?:[a-z-]+\s+){{0,2}}(?:{words})(?:\s+of)?\s+(?:the\s+)?$"),
        urban=re.compile(rf"\b(?i:{'|'.join(table['urban']['words'])})\b|\b(?:{'|'.join(table['urban']['capital'])})$"),
        lead=re.compile(rf"^(?:(?:in|at|near|outside|off|from|to)\s+)?(?:the\s+)?(?:(?:[\w-]+\s+)?(?P<word>{words})\s+of\s+)?(?=\S)", re.I),
    )


def read(name: str, before: str, after: str) -> Reading:
    """The name taken apart, with what the words before and after it say."""
    p = phrases()
    words = re.sub(r"\s+", " ", name).strip(" ,.;:()\"'“”")
    words = re.sub(r"['’]s$", "", words)
    before, after = re.sub(r"\s+", " ", before[-_BESIDE:]), re.sub(r"\s+", " ", after[:_BESIDE])
    relation = _relation(before, after)
    if re.match(r"(?:near|outside|off)\s", words, re.I) and not relation.near:
        relation = replace(relation, near=True, radius=p.radius)
    led = p.lead.match(words)
    word = led["word"] if led else None
    if p.near_name.search(words) and not relation.near:
        relation = replace(relation, near=True, radius=p.radius)
    core = words[led.end() :] if led else words
    core, *rest = [piece.strip() for piece in core.split(",")]
    if word is None and (found := p.kind_after.match(after)):
        word = found["word"]
        after = after[found.end() :]
    if word is None and (found := p.kind_before.search(before)):
        word = found["word"] or found["title"]
    firm, listed = _named_containers(before, after)
    containers = (*[r for r in rest if r], *firm)
    people = found["people"] if (found := p.people_before.search(before)) else None
    return replace(
        relation, name=core, whole=words, word=word.lower() if word else None, containers=containers, listed=listed, people=people
    )


def _relation(before: str, after: str) -> Reading:
    """Is it the place itself, or so far from it?"""
    p = phrases()
    if found := p.distance.search(before):
        figure = found["number"].replace(",", ".")
        many = {"a few": 3.0, "several": 5.0, "a dozen": 12.0, "half a": 0.5}.get(figure.lower())
        distance = (many if many is not None else float(figure)) * p.units[found["unit"].lower()]
        side = found["side"]
        bearing = p.compass[side.lower()] if side else None
        return Reading("", near=True, distance=distance, bearing=bearing, radius=max(round(distance * (0.3 if side else 1.0), 1), 1.0))
    if found := p.near_before.search(before):
        how = found["how"].lower()
        radius = p.outskirts if "outskirts" in how or "suburb" in how else p.off if how.startswith("off") or "coast" in how else p.radius
        return Reading("", near=True, radius=radius, outside="outside" in how)
    if p.side.search(before):
        return Reading("", near=True, radius=2 * p.radius)
    if p.near_after.match(after):
        return Reading("", near=True, radius=p.radius)
    return Reading("")


_CAPITALISED = r"(?:[A-Z][\w'’.-]*|al-[A-Z][\w'’-]*|el-[A-Z][\w'’-]*)"
_NAME = rf"{_CAPITALISED}(?:\s+(?:(?:de|del|la|el|of|and|ez|al|i|e)\s+)?{_CAPITALISED}){{0,3}}"
_SIDE_WORD = r"(?:(?:the\s+)?(?:(?:[a-z]+ern|central|far|north|south|east|west|[a-z]+-[a-z]+)\s+)+)"
_CONTAINED = re.compile(
    rf"\s*(?:,|\(|\bin\b|\bof\b|,\s+in\b)\s*(?:the\s+)?(?:(?:\w+\s+)?\w+\s+of\s+)?{_SIDE_WORD}?(?:the\s+)?(?P<name>{_NAME})"
)
_OWNER = re.compile(rf"(?P<name>{_NAME})['’]s\s+(?P<between>(?:[\w-]+\s+){{0,4}})(?:of\s+)?$")


# What follows a name behind a comma that is the next of a list ("Gao, Kidal and Menaka"), or that tells the rest ("Bishkek said").
_LIST = re.compile(rf"(?:\s*,\s+(?:the\s+)?{_NAME}){{0,8}}\s*,?\s+(?:and|or|as well as)\s+(?:the\s+|in\s+)?[A-Z]")
_TELLS = re.compile(r"\s+(?:has\s+|have\s+|had\s+)?(?:said|says|announced|claimed|reported|confirmed|denied)\b")


@cache
def _agents() -> frozenset[str]:
    """Words of who acts for a country: "Azerbaijan's *army* shelled Jermuk" does not say that Jermuk is in Azerbaijan."""
    table = read_toml("gazetteer/phrases.toml")
    words = {word for row in read_rows("actors/agents.csv") for word in row["words"].split()[-1:]}
    places = {*table["kinds"], *table["near"]["names"], *table["near"]["sites"], *table["parts"]["words"], "in", "of"}
    return frozenset({*words, *(f"{word}s" for word in words)} - places)


def _named_containers(before: str, after: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names that the place is said to lie in: "X, Y", "X in Y", "X district of Y province", "Y's X"; and those that may stand beside it."""
    firm: list[str] = []
    listed: list[str] = []
    position = 0
    while len(firm) + len(listed) < 3 and (found := _CONTAINED.match(after, position)):
        beside = found[0].lstrip().startswith(",") and " in " not in found[0] and not position
        position = found.end()
        if beside and _TELLS.match(after, position):
            break
        if beside and _LIST.match(after, position):
            listed.append(found["name"])
            break
        firm.append(found["name"])
        if kind := phrases().kind_after.match(after, position):
            position = kind.end()
    if (found := _OWNER.search(before)) and not _agents().intersection(found["between"].lower().split()):
        firm.append(found["name"])
    return tuple(firm), tuple(listed)
