"""The MUC-4 answer keys: the templates of each text, with alternative and optional fills (taskdoc, section 4.2)."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
_SLOTS = {
    "PERP: INDIVIDUAL ID": "PerpInd",
    "PERP: ORGANIZATION ID": "PerpOrg",
    "PHYS TGT: ID": "Target",
    "INCIDENT: INSTRUMENT ID": "Weapon",
}
_NAMES, _DESCRIPTIONS = "HUM TGT: NAME", "HUM TGT: DESCRIPTION"
_LINE = re.compile(r"\d+\.\s+(?P<slot>[A-Z]+(?: TGT)?: [A-Z]+(?: [A-Z]+)*)\s*(?P<value>.*)")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_PUNCTUATION = re.compile(r"[^\w\s]|_")
_ARTICLE = re.compile(r"\b(?:a|an|the)\b")


@dataclass(frozen=True, slots=True)
class Filler:
    """One entity of a role: the strings that name it, normalized; an optional one may be left out."""

    strings: frozenset[str]
    optional: bool


@dataclass(frozen=True, slots=True)
class Template:
    """One incident of the key. `types` are alternatives; an optional template may be left out."""

    types: frozenset[str]
    optional: bool
    roles: Mapping[str, tuple[Filler, ...]]


def normalized(words: str) -> str:
    """The words as the usual scorers compare them: small letters, no punctuation, no articles, single spaces.

    >>> normalized('The "Gran Via" hotel')
    'gran via hotel'
    """
    return " ".join(_ARTICLE.sub(" ", _PUNCTUATION.sub("", words.lower())).split())


def read_keys(path: Path, *, described: bool = False) -> dict[str, tuple[Template, ...]]:
    """The templates of every text of a gzipped key, none for an irrelevant text.

    A victim is a person with a name, as in the data that role-filler papers share; with `described` also one only described.
    """
    keys: dict[str, list[Template]] = {}
    for slots in _blocks(gzip.decompress(path.read_bytes()).decode("latin-1")):
        name = slots["MESSAGE: ID"][0].split()[0]
        templates = keys.setdefault(name, [])
        if slots["INCIDENT: TYPE"][0] != "*":
            templates.append(_template(slots, described=described))
    return {name: tuple(templates) for name, templates in keys.items()}


def _blocks(text: str) -> Iterator[dict[str, list[str]]]:
    """The slots of one template after the other, each with its lines."""
    slots: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        found = _LINE.match(line)
        if found:
            if found["slot"] == "MESSAGE: ID" and slots:
                yield slots
                slots = {}
            lines = slots.setdefault(found["slot"], [])
            lines.append(found["value"].strip())
        elif line.startswith(" ") and line.strip():
            lines.append(line.strip())
    if slots:
        yield slots


def _template(slots: Mapping[str, list[str]], *, described: bool) -> Template:
    roles = {role: _fillers(slots.get(slot, [])) for slot, role in _SLOTS.items()}
    victims = _fillers(slots.get(_NAMES, []))
    if described:
        victims = _with_descriptions(victims, slots.get(_DESCRIPTIONS, []))
    types = frozenset(kind.strip().lower() for kind in slots["INCIDENT: TYPE"][0].split("/"))
    return Template(types, "OPTIONAL" in slots["MESSAGE: TEMPLATE"][0], roles | {"Victim": victims})


def _fillers(lines: list[str]) -> tuple[Filler, ...]:
    found = (Filler(_strings(line), line.startswith("?")) for line in lines)
    return tuple(filler for filler in found if filler.strings)


def _strings(line: str) -> frozenset[str]:
    return frozenset(filter(None, (normalized(words.replace("\\", "")) for words in _QUOTED.findall(line))))


def _with_descriptions(names: tuple[Filler, ...], lines: list[str]) -> tuple[Filler, ...]:
    """The named victims, each with its descriptions as further strings, and those that are described only."""
    victims = list(names)
    for filler in _fillers(lines):
        at = next((i for i, named in enumerate(victims) if named.strings & filler.strings), None)
        if at is None:
            victims.append(filler)
        else:
            victims[at] = Filler(victims[at].strings | filler.strings, victims[at].optional)
    return tuple(victims)
