"""Where an event was: every place that the report may mean for it, and the one that the weights of lexicon/siting.toml choose.

Candidates are the places of its own sentences and of those beside them, of events told before, of the dateline, the countries of its
parties and of the report, and no place at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dateline.resolve.actor_table import ActorTable
from dateline.resolve.choosing import Candidate, Features, Happening, choose, crossed, kind_of, logit, read_weights
from dateline.resolve.lines import is_border
from dateline.resolve.own_types import parent
from dateline.resolve.setting import Setting, taken_over
from dateline.resolve.sites import named_after, with_town
from dateline.resources import read_toml
from dateline.schema.document import Document
from dateline.schema.mention import DEFINITE, LINE, Mention, NearPlace, Phrase
from dateline.schema.place import Where
from dateline.schema.record import WHERE_UNKNOWN, Participant

# Features with this before their name have no fitted weight.
BY_RULE = "ruled: "
TABLE, RULED = "lexicon/siting.toml", "lexicon/ruled.toml"
# What made a place that the event's own words do not name.
NEIGHBOUR, BEFORE, DATELINE, COUNTRY = "setting:beside", "setting:before", "setting:dateline", "setting:country"
# Places of events told before, by which event it is.
_EARLIER = {"last": "where it was told last", "before": "where it was before", "lead": "where the lead was"}
# What speaks against a place outside the country where alone its actors do such a thing.
_ABROAD, _INSIDE = f"{BY_RULE}abroad", f"{BY_RULE}nowhere, done inside"
# So surely named is a party whose own words say of what country it is.
_OWN_WORDS = 0.85
# Of the sentences before so many are looked at.
_BESIDE = 2
# A name in capitals of so many letters that the gazetteer lacks is the abbreviation of something else.
_SHORT = 5
_EXACT = frozenset({"exact", "near"})
# What stands before a noun that points back to a place.
_POINTING = frozenset({"the", "that", "this", "same"})
# Traits of how a mention is told that say something of its place.
_TOLD = frozenset(
    {"noun", "past", "present", "perfect", "pluperfect", "modal", "infinitive", "reported", "quoted", "below another event", "the", "a"}
    | {"in a side clause", "in a clause of a noun", "in a relative clause", "in what is said", "with meanwhile", "with also"}
    | {"with earlier"}
)
# A place so sure is surely placed; the next place of a list or the whole of a part stands at most so many characters away.
_SURE, _CLOSE = 0.7, 25
# The trait of a place of another part of the sentence.
_APART = "a semicolon between"
# Those of a place that is said to be where something happened.
_HERE = frozenset({"after in", "after near", "after outside"})
# What stands between a place and the one beside it, where the second says in or near what the first lies.
_BETWEEN = 40
_SIDE = r"(?:the\s+)?(?:[a-z-]+(?:ern|al)\s+)?(?:[a-z]+\s+of\s+)?"
_IN = re.compile(rf"(?:['’]s)?(?:\s+[a-z]+){{0,2}}\s*(?:,|\(|\bin\b|\bof\b)\s*(?:in\s+)?{_SIDE}")
_TOWARDS = r"near|outside|close to|off|on the border with|(?:north|south|east|west|[a-z]{5}(?:east|west))(?:\s+of)?"
_NEAR = re.compile(rf"(?:\s+[a-z]+)?(?:\s*,)?\s*(?:{_TOWARDS})\s+{_SIDE}")


@dataclass(frozen=True, slots=True)
class Sited:
    """An event's place and the further towns that its sentences name."""

    where: Where
    others: tuple[Where, ...] = ()


def sited(told: Happening, setting: Setting, parties: Sequence[Participant]) -> Sited:
    """The place of the event; unknown where no place is the likeliest."""
    where, share = choose(_weights(), tuple(sites(told, setting, parties)))
    if where is None:
        return Sited(_unplaced(told, setting))
    return Sited(replace(where, confidence=round(share, 4)), _further(told, setting, where))


def _unplaced(told: Happening, setting: Setting) -> Where:
    """No place; a name of its own that no table has and no country is known for is kept."""
    spots = (w for m in told.group for w in setting.spots(m))
    return next((w for w in spots if w.precision == "unknown"), WHERE_UNKNOWN)


def _further(told: Happening, setting: Setting, main: Where) -> tuple[Where, ...]:
    """Further towns struck: those that the mention that names the place names as exactly."""
    for mention in told.group:
        spots = setting.spots(mention)
        if main.precision == "exact" and any((w.start, w.name) == (main.start, main.name) for w in spots):
            return tuple(w for w in spots if w.precision == "exact" and w.name != main.name)
    return ()


def sites(told: Happening, setting: Setting, parties: Sequence[Participant]) -> Iterator[Candidate[Where]]:
    """Every place that may be the event's, with what speaks for and against it."""
    context = _context(told, setting)
    yield from _own(told, setting, context)
    homes = _at_home(told, parties)
    for candidate in (*_beside(told, setting, context), *_before(told, setting, context), *_countries(told, setting, parties, context)):
        abroad = homes and candidate.value is not None and candidate.value.country not in homes
        yield replace(candidate, features={**candidate.features, _ABROAD: 1.0}) if abroad else candidate
    nowhere = crossed("none", context) | _ruled(told, "nowhere", parties)
    yield Candidate(None, None, nowhere | ({_INSIDE: 1.0} if homes else {}))


def _candidate(where: Where, features: Features) -> Candidate[Where]:
    return Candidate(((where.name or "").casefold(), where.country), where, features)


def _own(told: Happening, setting: Setting, context: Sequence[str]) -> Iterator[Candidate[Where]]:
    """The places of its sentences."""
    for k, mention in enumerate(told.group):
        named = [near for near in mention.near_places if not _of_no_place(setting, near.phrase)]
        resolved = _of_its_part([(near, setting.resolve(near.phrase)) for near in named], setting)
        for near, where in resolved:
            if not _is_place(setting, where, near.phrase.made_by):
                continue
            traits = [*near.traits, *_of_name(setting, near), *_of_place(setting, where)]
            traits += _containment(setting, near, where, resolved)
            traits += ["in the first mention" if k == 0 else "in a later mention"] + ["in the surest mention"] * (mention is told.surest)
            known = any((p.start, p.end) == (near.phrase.start, near.phrase.end) for p in mention.places)
            features = crossed("own", [*context, *traits]) | {"own, sure": logit(near.sure), "own, found": float(known)}
            features |= _ruled_out(told, traits)
            if near.phrase.made_by == LINE:
                yield _candidate(where, features)
                continue
            where = with_town(where, setting.told)
            yield _candidate(where if known else taken_over(where, NEIGHBOUR), features)
            site = named_after(setting.document, near.phrase, where)
            if site is not None:
                # The town's name says more of the site; the site is the place itself.
                itself = {name: value for name, value in features.items() if name != "own, used as modifier"}
                yield _candidate(site, itself | {"site": 1.0, "own, used as literal": 1.0})


def _of_its_part(resolved: list[tuple[NearPlace, Where]], setting: Setting) -> list[tuple[NearPlace, Where]]:
    """Those in the mention's own part of a sentence with semicolons, where it says "in" or "near" one there; else all."""
    here = [(near, where) for near, where in resolved if _APART not in near.traits]
    told = any(_HERE.intersection(near.traits) and _is_place(setting, where, near.phrase.made_by) for near, where in here)
    return here if told else resolved


def _of_no_place(setting: Setting, phrase: Phrase) -> bool:
    return any(n.start <= phrase.start and phrase.end <= n.end for n in setting.no_places)


def _is_place(setting: Setting, where: Where, made_by: str) -> bool:
    """Is it a place at all, and no common noun, people or abbreviation that the language model took for one ("silos", "KPA")?"""
    words = where.text or ""
    if not where.name or (where.precision == "unknown" and (where.place_id is not None or made_by in {DEFINITE, LINE} or setting.placed)):
        return False
    if made_by in {DEFINITE, LINE} or where.place_id is not None:
        return True
    text = setting.document.report.text
    short = words.isupper() and len(words) <= _SHORT and not text.isupper()
    common = words.islower() and not text.islower()
    return not common and not short and ActorTable.load().demonym_country(words) is None


def _of_name(setting: Setting, near: NearPlace) -> list[str]:
    """How the name is used, and what kind of name it is."""
    if near.phrase.made_by == DEFINITE:
        return ["described"]
    if near.phrase.made_by == LINE:
        return ["a border" if is_border(setting.document, near.phrase) else "a road"]
    here = setting.uses_in(setting.document.words[near.phrase.head].sentence)
    found = next(((n, u) for n, u in here if n.start <= near.phrase.start and near.phrase.end <= n.end), None)
    if found is None:
        return ["no known name"]
    name, use = found
    return [f"used as {use}", f"a {name.kind}"]


def _of_place(setting: Setting, where: Where) -> list[str]:
    """What the place is in its report."""
    out = [f"precision {where.precision}", *(f"by {part}" for part in where.made_by.split("+"))]
    same = setting.times_told[where.name, where.country]
    out.append("told once" if same <= 1 else "told twice" if same == 2 else "told often")
    if where.country is not None and setting.countries:
        out.append("of the report's country" if where.country == setting.countries[0][0] else "of another country")
    out += ["surely placed"] * (where.confidence >= _SURE)
    return out


def _containment(setting: Setting, near: NearPlace, where: Where, resolved: Sequence[tuple[NearPlace, Where]]) -> list[str]:
    """Does it hold another place of the sentence, or lie in or near one?"""
    out = []
    for other, place in resolved:
        if other is near or not place.name:
            continue
        out += _told_beside(setting.document.report.text, near, other)
        if place.country != where.country:
            continue
        close = 0 <= max(near.phrase.start - other.phrase.end, other.phrase.start - near.phrase.end) <= _CLOSE
        if _coarser(where, place):
            out.append("holds the place beside it" if close else "holds another place")
        elif _coarser(place, where):
            out.append("lies in the place beside it" if close else "lies in another place")
        elif close:
            out.append("listed with another")
    return list(dict.fromkeys(out))


def _told_beside(text: str, near: NearPlace, other: NearPlace) -> list[str]:
    """Do the words between two places say that one lies in or near the other?"""
    first, second = sorted((near, other), key=lambda n: n.phrase.start)
    between = text[first.phrase.end : second.phrase.start]
    if len(between) > _BETWEEN:
        return []
    if _NEAR.fullmatch(between):
        return ["told near the next"] if near is first else ["says what the one before is near"]
    if _IN.fullmatch(between):
        return ["told in the next"] if near is first else ["says what the one before lies in"]
    return []


def _coarser(one: Where, other: Where) -> bool:
    """Is one the country or unit of the other?"""
    if one.precision == "country":
        return other.precision != "country"
    return one.precision == "admin1" and other.precision not in {"country", "admin1"} and one.admin1 == other.admin1


def _beside(told: Happening, setting: Setting, context: Sequence[str]) -> Iterator[Candidate[Where]]:
    """The places of the sentences before and behind that no event need have, those of the dateline and of headings too."""
    sentence = told.group[0].sentence
    seen: set[tuple[str | None, str | None, int]] = set()
    beside = [(away, *found) for away in (-1, *range(1, _BESIDE + 1)) for found in reversed(setting.uses_in(sentence - away))]
    for away, name, use in beside:
        where = setting.places[name.start, name.end]
        if not _is_place(setting, where, name.made_by) or (where.name, where.country, away) in seen:
            continue
        seen.add((where.name, where.country, away))
        side = "behind" if away < 0 else "before" if away == 1 else "two before"
        traits = [f"used as {use}", *_of_place(setting, where), *["same paragraph"] * told.same_paragraph(name.start)]
        yield _candidate(taken_over(where, NEIGHBOUR), crossed(f"place in the sentence {side}", [*context, *traits]))
    yield from _dateline(told, setting, context)


def _dateline(told: Happening, setting: Setting, context: Sequence[str]) -> Iterator[Candidate[Where]]:
    """The first place of the report, where a dateline or a heading gives it."""
    first, used = setting.uses[0] if setting.uses else (None, "")
    if first is None or first.start > 3:
        return
    where = setting.places[first.start, first.end]
    if _is_place(setting, where, first.made_by):
        features = crossed("dateline", [*context, *_of_place(setting, where)]) | _ruled_out(told, [f"used as {used}"])
        yield _candidate(taken_over(where, DATELINE), features)


def _before(told: Happening, setting: Setting, context: Sequence[str]) -> Iterator[Candidate[Where]]:
    """The places of events told before."""
    own = told.group[0]
    for earlier in told.earlier([e for e in told.before if e.where.precision != "unknown"]):
        kind, event, away = _EARLIER[earlier.rank], earlier.event, earlier.away
        distance = "in the same sentence" if away <= 0 else "in the sentence before" if away == 1 else "farther before"
        traits = [distance, f"of a {kind_of(parent(event))} there", *_of_place(setting, event.where)]
        traits += ["same paragraph"] * told.same_paragraph(earlier.mention.start)
        traits += ["same type"] * (parent(event) == own.type) + ["another status"] * (event.status != own.status)
        where = taken_over(event.where, BEFORE)
        yield _candidate(where, crossed(kind, [*context, *traits]) | {f"{kind}, sure": logit(event.where.confidence)})


def _countries(told: Happening, setting: Setting, parties: Sequence[Participant], context: Sequence[str]) -> Iterator[Candidate[Where]]:
    """The countries of the parties, of the peoples named beside it, and of the report."""
    words = setting.document.words
    sentences = {m.sentence for m in told.group}
    near = [iso for n, iso in setting.nationalities if words[n.first].sentence in sentences]
    here = [(setting.places[n.start, n.end], use) for k in sorted(sentences) for n, use in setting.uses_in(k)]
    states = [(where.country, use) for where, use in here if where.precision == "country"]
    asked: dict[str, list[str]] = {}
    for party in parties:
        if party.country is not None:
            asked.setdefault(party.country, []).append(f"of the {party.role}")
            asked[party.country].append(f"of the {party.role}, a {party.kind or 'party'}")
    for country in near:
        asked.setdefault(country, []).append("of a people beside it")
    for state, use in states:
        if state is not None:
            asked.setdefault(state, []).append(f"of a state beside it as {use}")
    for k, (country, share) in enumerate(setting.countries[:2]):
        part = "mostly" if share >= 0.7 else "half" if share >= 0.5 else "partly"
        asked.setdefault(country, []).append(f"of the report, {part}" if k == 0 else "second of the report")
    for country, traits in asked.items():
        where = setting.whole(country, sentences)
        if where is not None:
            several = ["one of several"] * (len(asked) > 1)
            ruled = _ruled(told, "the actor's country", parties) if "of the actor" in traits else {}
            yield _candidate(where, crossed("country", [*context, *dict.fromkeys(traits), *several]) | ruled)


def _ruled_out(told: Happening, traits: Sequence[str]) -> Features:
    """What speaks by rule alone against a place of its own: it stands for its government ("*Ankara* and Baghdad signed an accord")."""
    return {f"{BY_RULE}a government, {kind_of(told.surest.type)}": 1.0} if "used as party" in traits else {}


def _ruled(told: Happening, what: str, parties: Sequence[Participant]) -> Features:
    """Features that are weighed by rule alone: where deeds of a state and its bodies are done at home, and statements."""
    if _is_home_deed(told, parties):
        return {f"{BY_RULE}{what}, done at home": 1.0}
    actors = {p.kind for p in parties if p.role == "actor"}
    if actors and actors <= _homes().bodies:
        return {f"{BY_RULE}{what}, done by a body of a state": 1.0}
    said = what == "nowhere" and kind_of(told.surest.type) == "said"
    return {f"{BY_RULE}{what}, done by saying": 1.0} if said else {}


def _is_home_deed(told: Happening, parties: Sequence[Participant]) -> bool:
    """Is it what a state does at home: by its type and mode, or by these and by who does it?"""
    mode, homes = f"{told.surest.type}:{told.surest.mode}", _homes()
    return mode in homes.modes or (mode in homes.states_modes and any(p.role == "actor" and p.kind in homes.states for p in parties))


def _at_home(told: Happening, parties: Sequence[Participant]) -> frozenset[str]:
    """The countries that the deed is hardly done outside of: its actors', where it is a home deed or all of them act at home alone."""
    actors, homes = [p for p in parties if p.role == "actor"], _homes()
    if not all(p.country and p.confidence >= _OWN_WORDS for p in actors):
        return frozenset()
    inside = f"{told.surest.type}:{told.surest.mode}" in homes.inside and all(p.kind in homes.states for p in actors)
    inside = inside or _is_home_deed(told, parties) or all(p.kind in homes.bodies | homes.forces for p in actors)
    return frozenset(p.country for p in actors if p.country) if inside else frozenset()


@dataclass(frozen=True, slots=True)
class _Homes:
    """What is done at home: types with their modes, those where a state does them, and the kinds of parties that act there alone."""

    modes: frozenset[str]
    states_modes: frozenset[str]
    inside: frozenset[str]
    states: frozenset[str]
    bodies: frozenset[str]
    forces: frozenset[str]


@cache
def _homes() -> _Homes:
    table = read_toml(RULED)["at_home"]
    return _Homes(*(frozenset(table[name]) for name in ("modes", "states_modes", "inside", "states", "bodies", "forces")))


def _context(told: Happening, setting: Setting) -> list[str]:
    """Traits of the event and its report that speak for one kind of candidate or another."""
    group, own = told.group, told.surest
    kind, beside = kind_of(own.type), _beside_it(group, setting)
    out = [kind, f"type {own.type}", f"status {group[0].status}", *(f"told {t}" for t in own.manner if t in _TOLD)]
    out += [*told.situation, beside]
    out += ["several mentions"] * (len(group) > 1)
    out.append("after placed events" if any(e.where.precision != "unknown" for e in told.before) else "before any place")
    out += ["a paragraph opens"] * told.opens_paragraph
    out += ["with figures"] * any(m.counts for m in group)
    out += ["says there"] * any(_says_there(told.document, m) for m in group)
    return [*out, f"{kind}, {beside}"]


def _says_there(document: Document, mention: Mention) -> bool:
    """Does the sentence point back to a place ("there", "in the *area*", "the same village")?"""
    adverbs, nouns = _back()
    sentence = document.sentences[mention.sentence]
    for word in document.words[sentence.first : sentence.last]:
        if word.norm.casefold() in adverbs and word.deprel == "advmod":
            return True
        if (
            word.upos == "NOUN"
            and word.lemma in nouns
            and any(document.words[c].norm.casefold() in _POINTING for c in document.children[word.index])
        ):
            return True
    return False


def _beside_it(group: Sequence[Mention], setting: Setting) -> str:
    """Do its sentences name a place of their own, any place, or none?"""
    found = [p for m in group for p in m.near_places if p.phrase.made_by != LINE]
    if any(m.places for m in group):
        return "a place of its own beside"
    places = [setting.resolve(p.phrase) for p in found]
    if any(w.precision in _EXACT for w in places):
        return "a town beside"
    return "a place beside" if any(w.name for w in places) else "no place beside"


@cache
def _back() -> tuple[frozenset[str], frozenset[str]]:
    """Adverbs that point back to a place, and nouns that do so with an article."""
    table = read_toml("gazetteer/phrases.toml")["back"]
    return frozenset(table["adverbs"]), frozenset(table["nouns"])


@cache
def _weights() -> Mapping[str, float]:
    """The fitted weights, and over them those that the codebook sets."""
    return {**read_weights(TABLE), **{name: float(weight) for name, weight in read_toml(RULED)["where"].items()}}
