"""What a record's types alone cannot tell: does a user's row name states, kinds, modes and frames that exist, and each thing once?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from dateline.resources import read_rows, read_toml, table_names
from dateline.settings.convert import Problem, suggestion
from dateline.settings.record import Boundaries, OwnActor, OwnDisputed, OwnLexicon, OwnPlace, OwnType, Settings, Triggers

_TYPE_NAME = re.compile(r"[A-Z][A-Z0-9_-]{1,39}")
_CAMEO = re.compile(r"\d{2,4}")
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?|")
# A path of relations: "nsubj", "obl:from", "obj>nmod:of".
_STEP = r"[a-z]+(:[a-z_]+){0,3}"
_PATH = re.compile(rf"{_STEP}(>{_STEP})*")
# Kinds that parties get from their words rather than from a table.
_KINDS_BY_WORDS = ("organisation", "people", "person", "region", "territory", "unknown")


@dataclass(frozen=True, slots=True)
class _Known:
    """What the package's tables know."""

    states: frozenset[str]
    kinds: frozenset[str]
    actors: frozenset[str]
    modes: dict[str, tuple[str, ...]]
    frames: frozenset[str]
    weapons: frozenset[str]
    topics: frozenset[str]
    territories: frozenset[str]


def mistakes(settings: Settings) -> Iterator[Problem]:
    """What is wrong with settings whose every value is of the right kind."""
    if settings.digest is None:
        return
    known = _known()
    if settings.threshold is not None and not 0 <= settings.threshold <= 1:
        yield Problem("threshold", f"{settings.threshold:g} is not between 0 and 1")
    yield from _twice("actors", (actor.id for actor in settings.actors))
    yield from _twice("places", (place.id for place in settings.places))
    yield from _twice("types", (kind.name for kind in settings.types))
    for actor in settings.actors:
        yield from _actor(actor, known, {a.id for a in settings.actors})
    for place in settings.places:
        yield from _place(place, known)
    for kind in settings.types:
        yield from _type(kind, known)
    yield from _lexicon(settings.lexicon, known)
    yield from _boundaries(settings.boundaries, known)


def place_mistakes(place: OwnPlace) -> Iterator[Problem]:
    """What is wrong with a place whose every value is of the right kind."""
    for problem in _place(place, _known()):
        yield Problem(problem.where.removeprefix(f"place {place.name!r}").removeprefix(", "), problem.what)


def disputed_mistakes(entry: OwnDisputed) -> Iterator[Problem]:
    """What is wrong with a disputed territory whose every value is of the right kind."""
    if not any(c.isalnum() for c in entry.name):
        yield Problem("name", "is empty")
    yield from _state("country", entry.country, _known())
    for state in entry.claimed_by:
        yield from _state("claimed_by", state, _known())


@cache
def _known() -> _Known:
    actors = [row for table in ("armed_groups", "bodies", "states") for row in read_rows(f"actors/{table}.csv")]
    naming = [row["kind"] for row in read_rows("actors/naming.csv")]
    ontology = [read_toml(name) for name in table_names("ontology")]
    return _Known(
        states=frozenset(row["iso3"] for row in read_rows("gazetteer/countries.csv")),
        kinds=frozenset((*naming, *(row["kind"] for row in actors), *_KINDS_BY_WORDS)),
        actors=frozenset(row["id"] for row in actors),
        modes={table["name"]: tuple(mode["name"] for mode in table.get("modes", ())) for table in ontology},
        frames=frozenset(read_toml("lexicon/frames.toml")["frames"]),
        weapons=frozenset(read_toml("lexicon/weapons.toml")["kinds"]),
        topics=frozenset(read_toml("lexicon/topics.toml")),
        territories=frozenset(row["name"] for row in read_rows("gazetteer/disputed.csv")),
    )


def _twice(where: str, ids: Iterable[str]) -> Iterator[Problem]:
    for id, times in Counter(ids).items():
        if times > 1:
            yield Problem(where, f"{id!r} is entered {times} times; give each an id of its own, or put their names in one row")


def _state(where: str, state: str | None, known: _Known) -> Iterator[Problem]:
    if state is not None and state not in known.states:
        yield Problem(where, f"{state!r} is no state; give its ISO 3166-1 alpha-3 code, such as MLI{_near(state.upper(), known.states)}")


def _near(word: str, known: Iterable[str]) -> str:
    found = suggestion(word, known)
    return found if "did you mean" in found else ""


def _one_of(where: str, word: str | None, known: Iterable[str]) -> Iterator[Problem]:
    words = frozenset(known)
    if word is not None and word not in words:
        yield Problem(where, f"{word!r} is not known{suggestion(word, words)}")


def _actor(actor: OwnActor, known: _Known, own: set[str]) -> Iterator[Problem]:
    where = f"actor {actor.name!r}"
    if not any(c.isalnum() for c in actor.name):
        yield Problem(where, "the name is empty")
    yield from _one_of(f"{where}, kind", actor.kind, known.kinds)
    for state in actor.countries:
        yield from _state(f"{where}, countries", state, known)
    for column, day in (("from", actor.first), ("to", actor.last)):
        if not _DAY.fullmatch(day):
            yield Problem(f"{where}, {column}", f"{day!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    if actor.acts_for and actor.acts_for not in known.actors | own:
        yield Problem(f"{where}, acts_for", f"{actor.acts_for!r} is the id of no actor{_near(actor.acts_for, known.actors | own)}")


def _place(place: OwnPlace, known: _Known) -> Iterator[Problem]:
    where = f"place {place.name!r}"
    if not any(c.isalnum() for c in place.name):
        yield Problem(where, "the name is empty")
    yield from _state(f"{where}, country", place.country, known)
    for column, degrees, limit in (("latitude", place.latitude, 90), ("longitude", place.longitude, 180)):
        if not -limit <= degrees <= limit:
            yield Problem(f"{where}, {column}", f"{degrees} is not between -{limit} and {limit} degrees")
    if place.population < 0:
        yield Problem(f"{where}, population", "is less than 0")


def _type(kind: OwnType, known: _Known) -> Iterator[Problem]:
    where = f"type {kind.name!r}"
    if not _TYPE_NAME.fullmatch(kind.name) or kind.name in known.modes:
        yield Problem(where, "the name must be capital letters, figures, '-' or '_', and none of PLOVER's")
    yield from _one_of(f"{where}, parent", kind.parent, known.modes)
    for role, _ in kind.roles:
        yield from _one_of(f"{where}, roles", role, ("actor", "recipient", "third"))
    if not kind.triggers:
        yield Problem(where, "has no triggers; say in [[triggers]] which words tell of it")
    if kind.codes.cameo is not None and not _CAMEO.fullmatch(kind.codes.cameo):
        yield Problem(f"{where}, codes, cameo", f"{kind.codes.cameo!r} is no CAMEO code; two to four figures")
    for name, paths in kind.frames:
        for path in (*paths.actor, *paths.recipient, *paths.third):
            if not _PATH.fullmatch(path):
                yield Problem(f"{where}, frames, {name}", f"{path!r} is no path of relations such as 'nsubj' or 'obj>nmod:of'")
    frames = known.frames | {name for name, _ in kind.frames}
    for number, group in enumerate(kind.triggers, 1):
        yield from _triggers(f"{where}, triggers {number}", group, frames, known.modes.get(kind.parent, ()))


def _triggers(where: str, group: Triggers, frames: frozenset[str], modes: tuple[str, ...]) -> Iterator[Problem]:
    yield from _words(f"{where}, words", group.words)
    if group.mode is not None and group.mode not in modes:
        yield Problem(f"{where}, mode", f"{group.mode!r} is no mode of the parent{suggestion(group.mode, modes)}")
    yield from _one_of(f"{where}, frame", group.frame, frames)
    yield from _one_of(f"{where}, nominal", group.nominal, frames)


def _words(where: str, words: tuple[str, ...]) -> Iterator[Problem]:
    if not words:
        yield Problem(where, "is empty")
    for pattern in words:
        if not pattern.strip() or pattern != pattern.casefold():
            yield Problem(where, f"{pattern!r} must be dictionary forms in small letters, such as 'carry out raid'")


def _lexicon(lexicon: OwnLexicon, known: _Known) -> Iterator[Problem]:
    for name in ("status", "reporting", "claims", "topics"):
        for number, group in enumerate(getattr(lexicon, name), 1):
            yield from _words(f"lexicon, {name} {number}, words", group.words)
    if lexicon.sources:
        yield from _words("lexicon, sources", lexicon.sources)
    for topic in lexicon.topics:
        yield from _one_of("lexicon, topics, name", topic.name, known.topics)
    for weapon in lexicon.weapons:
        if weapon.kind not in known.weapons and _near(weapon.kind, known.weapons):
            yield Problem("lexicon, weapons, kind", f"{weapon.kind!r} is nearly a known kind{_near(weapon.kind, known.weapons)}")
        yield from _one_of("lexicon, weapons, mode", weapon.mode, known.modes["ASSAULT"])
        if not weapon.terms or not all(any(c.isalnum() for c in term) for term in weapon.terms):
            yield Problem("lexicon, weapons, terms", "is empty")


def _boundaries(boundaries: Boundaries, known: _Known) -> Iterator[Problem]:
    yield from _twice("boundaries, table", (entry.name for entry in boundaries.table))
    yield from _state("boundaries, view", boundaries.view, known)
    for name, state in boundaries.territories:
        territories = known.territories | {entry.name for entry in boundaries.table}
        if name not in territories:
            yield Problem("boundaries, territories", f"{name!r} is no territory of disputed.csv{_near(name, territories)}")
        if state is not None:
            yield from _state(f"boundaries, territories, {name}", state, known)
