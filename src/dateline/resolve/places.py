"""Which place a name in a report means: a town, a district, a province, a country, or somewhere near one.

A name's candidates come from the gazetteer; what the words around it say (kind, container, distance), which countries the report is
about, and how well known each candidate is decide among them, in points that a reader can add up (`_Points`). The precision follows
the codebook's section 7. What the gazetteer lacks keeps its name, and its country where the report has one country only.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from dateline.resolve.actor_table import ActorTable
from dateline.resolve.gazetteer import Gazetteer, is_added, is_imported, is_reviewed, key
from dateline.resolve.place_words import Reading, phrases, read
from dateline.schema.place import Place, Where

# Made by which way; the record says it.
FOUND, IN_CONTEXT, CONTAINED, NAMED_ONLY = "gazetteer:prior", "gazetteer:context", "gazetteer:contained", "gazetteer:none"
BESIDE = "gazetteer:beside"
MOST_CANDIDATES = 5
# A country with this share of the report's place names and nationalities is the country of a place that the gazetteer lacks.
DOMINANT = 0.4
# A town of fewer people, of another country than the report's, is hardly meant when nothing but its name speaks for it.
LITTLE_KNOWN = 100_000
# A namesake is meant of a country that the report never names only if it is well known, or lies this near (km) to one that it names.
WELL_KNOWN, NEXT_DOOR = 1_000_000, 700
# A place whose name no other bears is meant wherever it lies, from so many people on.
ALONE = 1_000
# So long a name (in characters) is hardly that of something else too.
LONG = 7
# Reports print the towns of some countries with their state (phrases.toml); without it only a town of so many is likely.
KNOWN_ALONE = 300_000
# "Paris" is not the one in Texas for a report from the United States: its namesake is eighty times as large.
OUTSHINES = 30
# A town of so many people may be meant by a name that is short for a country's.
NAMESAKE = 20_000
# How near two places of one report are likely to be, in km.
NEIGHBOURS, CLOSE = 200, 60
_EARTH = 6371.0


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What the rest of the report says: countries (ISO 3166-1 alpha-3 code, share of 1), places already resolved, the day."""

    countries: tuple[tuple[str, float], ...] = ()
    places: tuple[Place, ...] = ()
    published: date | None = None
    seat: str | None = None
    """The country whose government the name stands for where it speaks or acts."""
    said: frozenset[str] = frozenset()
    """Ids of the places that the report told this name's unit of elsewhere ("PARIS, Texas", and then "Paris")."""


@dataclass(frozen=True, slots=True)
class ToponymInText:
    """A place name as it stands in the report, with a few words (about 60 characters) before and after it, and its paragraph's number.

    `acts`: it is a government that speaks or acts ("Wellington threatened to cut aid"), not a place. `abroad`: it says only whose somebody
    or something is ("the *US* embassy"), nothing of what country the report is about.
    """

    name: str
    before: str = ""
    after: str = ""
    paragraph: int = 0
    acts: bool = False
    abroad: bool = False


@dataclass(frozen=True, slots=True)
class _Points:
    """What speaks for a candidate. A hundredfold of people is worth 0.4; a container said in the text outweighs everything else."""

    country: float = 2.2
    admin1: float = 0.55
    no_town: float = 0.5  # a unit that no town of its name lies in
    admin2: float = 0.5
    area: float = 0.8
    water: float = 1.6
    facility: float = 0.8
    nowhere: float = 1.8  # an area that belongs to no country gets this in place of a country's points
    people: float = 0.35  # times the decimal logarithm of the population ...
    town: float = -0.9  # ... and this, so that a town of 30,000 is worth as much as its province
    own_name: float = 0.5  # the name is the place's own and not another spelling
    first_word: float = 0.35  # or its own first word ("Gaza" for Gaza Strip)
    in_country: float = 0.8  # its country is one of the report's ...
    share: float = 2.0  # ... times that country's share
    outshone: float = 0.3  # what is left of these two where a namesake has more than OUTSHINES times as many people
    stateless: float = -1.2  # a town of a country whose towns are printed with their state, without it
    kind: float = 1.6  # the kind word fits, minus as much where it does not
    contained: float = 3.0
    users: float = 3.0  # it is a place of the user's own
    neighbour: float = 1.2  # a place resolved in the report lies within NEIGHBOURS km
    neighbours: float = 0.5  # each further one, and once more each within CLOSE km ...
    most: int = 5  # ... up to so many
    crowded: float = 0.5  # what is left of these where a namesake is a country, or has more than OUTSHINES times as many people
    said: float = 2.4  # the report says elsewhere in which unit it lies
    seat: float = 3.0  # a town of the country whose government the name stands for
    state_word: float = -1.0  # a unit that bears a country's name, without its kind word ("Niger" for the state in Nigeria)

    def of_kind(self, kind: str) -> float:
        """What a place that is no town is worth by its kind."""
        kinds = {"country": self.country, "admin1": self.admin1, "admin2": self.admin2, "area": self.area, "water": self.water}
        return kinds.get(kind, self.facility)


POINTS = _Points()
# How sharply points become a confidence: of the coded reports' places 99 % with 0.9 and more have the right country, 96 % with 0.6.
_SHARPNESS = 3.0
# The places of a report are resolved so many times more, each time with what was sure the time before.
_ROUNDS = 2
# An unknown place is put near known ones at most so many names away, give or take so many km.
_REACH, _AROUND, _AROUND_FAR = 3, 50.0, 150.0
# An unknown name beside a town of so many people is one of its quarters, streets or buildings more often than a village near it.
BIG_CITY = 500_000
# In a report of several stories the countries of a name's own paragraph count so much beside those of the whole report.
_LOCAL = 0.5
# What stands before the name of the country on the other side.
_BORDER_WITH = re.compile(r"\b(?:border|frontier|bordering|borders)\s+(?:with\s+)?(?:the\s+)?$")
# What the countries on the other side are worth beside others: their people came from there, and it happened here.
_ACROSS = 0.5
# A paragraph with more names is a list, and too long to weigh each name against all others.
_LISTED = 40
# So sure a place must be to help with the other places of its report.
_SURE = 0.8
# What a little known town says of the country that a report is about; below _CLEAR it only strengthens countries told otherwise.
_LITTLE, _CLEAR = 0.6, 0.75


def resolve_place(name: str, *, before: str, after: str, context: PlaceContext, gazetteer: Gazetteer) -> Where:
    """Where a place name points to, `before` and `after` being the words around it in its sentence.

    Gives precision exact, near, admin2, admin1, country or unknown, up to five candidates with their share of the belief (best
    first), and no words: `start`, `end` and `text` are the caller's.

    >>> resolve_place("Sar-e-Pul", before="raids in ", after=" province in northern Afghanistan",
    ...               context=PlaceContext(), gazetteer=Gazetteer.load()).precision
    'admin1'
    """
    reading = read(name, before, after)
    reading, candidates = _candidates(reading, gazetteer)
    firm = _containers(reading, reading.containers, gazetteer)
    listed = tuple(c for c in _containers(reading, reading.listed, gazetteer) if c.kind != "city")
    scored = _ranked((_score(place, reading, (*firm, *listed), context, candidates), place) for place in candidates)
    if not scored or _far_fetched(scored[0][1], reading, firm, context, gazetteer):
        holders = (*firm, *(c for c in listed if not _bears_a_towns_name(c, reading, gazetteer)))
        return _named_only(reading, scored, _holder(reading, holders, context, gazetteer), context)
    shares = _shares(scored)
    return _where(reading, shares, _made_by(shares[0][0], (*firm, *listed), context), context)


def _bears_a_towns_name(unit: Place, reading: Reading, gazetteer: Gazetteer) -> bool:
    """Is the unit called as a town that the words may mean ("Gao" in a list of towns)?"""
    return not any(key(name) == key(unit.name) for name in reading.listed) or any(
        rival.kind == "city" and rival.country == unit.country for rival in gazetteer.lookup(unit.name)
    )


def resolve_places(
    toponyms: Sequence[ToponymInText],
    *,
    nationalities: Sequence[tuple[str, int]] = (),
    published: date | None = None,
    gazetteer: Gazetteer | None = None,
) -> tuple[Where, ...]:
    """The places of one report together, in the order of the names: the clear ones first, which then help with the others.

    `nationalities` are the countries (ISO 3166-1 alpha-3) of adjectives such as "Afghan" in the report, as they occur, each with the
    number of its paragraph.
    """
    places = gazetteer or Gazetteer.load()
    whole = countries_told(toponyms, [country for country, _ in nationalities])
    keys = [key(t.name) for t in toponyms]
    told = _told_around(toponyms, keys, nationalities, whole)
    countries = [told[k, t.paragraph] for t, k in zip(toponyms, keys, strict=True)]
    found = [
        resolve_place(t.name, before=t.before, after=t.after, context=PlaceContext(c, (), published), gazetteer=places)
        for t, c in zip(toponyms, countries, strict=True)
    ]
    for _ in range(_ROUNDS):
        contexts = _informed(PlaceContext(whole, (), published), keys, found)
        found = [
            resolve_place(t.name, before=t.before, after=t.after, context=_own_context(t, contexts[k], c), gazetteer=places)
            for t, k, c in zip(toponyms, keys, countries, strict=True)
        ]
    return tuple(_beside_known(k, found) if _unplaced(w) else w for k, w in enumerate(found))


def _across(toponym: ToponymInText) -> bool:
    """Is it told only as what lies on the other side ("10 km from the border with *Israel*")? The report is of this one."""
    return _BORDER_WITH.search(toponym.before) is not None


def _own_context(toponym: ToponymInText, context: PlaceContext, countries: tuple[tuple[str, float], ...]) -> PlaceContext:
    """What the report says for one of its names. A government that speaks need not lie near the places of the report."""
    seat = ActorTable.load().government_seat(toponym.name) if toponym.acts else None
    return replace(context, countries=countries, seat=seat, places=() if seat else context.places)


def _told_around(
    toponyms: Sequence[ToponymInText], keys: Sequence[str], nationalities: Sequence[tuple[str, int]], whole: tuple[tuple[str, float], ...]
) -> dict[tuple[str, int], tuple[tuple[str, float], ...]]:
    """For each name in each paragraph the countries that the report is about there, as the other names of the paragraph tell.

    One story has one country; in a roundup of several "Mérida" beside Caracas is not the one in Mexico.
    """
    peoples: dict[int, list[str]] = {}
    for country, number in nationalities:
        peoples.setdefault(number, []).append(country)
    names: dict[int, list[tuple[str, ToponymInText]]] = {}
    for t, k in zip(toponyms, keys, strict=True):
        names.setdefault(t.paragraph, []).append((k, t))
    out: dict[tuple[str, int], tuple[tuple[str, float], ...]] = {}
    for number, inside in names.items():
        for own in dict.fromkeys(k for k, _ in inside):
            alone = len(names.keys() | peoples.keys()) == 1 or len(inside) > _LISTED
            near = () if alone else country_context([t.name for k, t in inside if k != own and not t.abroad], peoples.get(number, ()))
            out[own, number] = _blended(whole, near) if near else whole
    return out


def _blended(whole: tuple[tuple[str, float], ...], near: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
    votes = {country: (1 - _LOCAL) * share for country, share in whole}
    for country, share in near:
        votes[country] = votes.get(country, 0.0) + _LOCAL * share
    return tuple(sorted(votes.items(), key=lambda x: (-x[1], x[0])))


def _unplaced(where: Where) -> bool:
    """A name that no table has and that no words place."""
    return where.place_id is None and where.latitude is None and bool(where.name) and where.precision in {"exact", "near", "unknown"}


def _beside_known(number: int, found: Sequence[Where]) -> Where:
    """An unknown place stands near the known ones told beside it; so it is marked.

    Where those before and behind it agree it is close to them; where they do not, or all are far in the text, it is as likely as not
    within _AROUND_FAR km of the one before it, else of the nearest in the text. Its country is told by the report, or by both of them.
    """
    own = found[number]
    before, behind = reversed(found[max(0, number - _REACH) : number]), found[number + 1 : number + 1 + _REACH]
    told = [w for side in (before, behind) if (w := next((w for w in side if _stands(w, own)), None)) is not None]
    if own.country is None:
        return _beside(own, told[0], told) if len(told) == 2 and told[0].country == told[1].country else own
    if told:
        return _beside(own, told[0], told)
    if own.admin1 is not None:
        return _in_unit(own)
    far = [(abs(k - number), k) for k, w in enumerate(found) if _stands(w, own)]
    return _beside(own, found[min(far)[1]], ()) if far else own


def _in_unit(own: Where) -> Where:
    """The unknown place in the middle of the unit that it is said to lie in, where no known place of the report does."""
    units = (p for p in Gazetteer.load().lookup(own.admin1 or "") if p.kind == "admin1" and p.country == own.country)
    unit = next(units, None)
    if unit is None or unit.latitude is None:
        return own
    return replace(own, latitude=unit.latitude, longitude=unit.longitude, radius_km=_AROUND_FAR, precision="near")


def _stands(where: Where, own: Where) -> bool:
    """Is it a known place that an unknown one may stand near?"""
    if where.place_id is None or where.latitude is None or where.precision not in {"exact", "near", "admin2"}:
        return False
    # Whether town or province of that name: the place is the same.
    around = sum(part for place, part in where.candidates if apart_km(place, where.candidates[0][0]) <= NEIGHBOURS)
    if around < _SURE:
        return False
    inside = own.admin1 is None or where.admin1 == own.admin1
    return where.country is not None and own.country in {None, where.country} and inside


def _beside(own: Where, one: Where, told: Sequence[Where]) -> Where:
    """The unknown place near the known one; `told` are those next to it in the text."""
    close = bool(told) and apart_km(told[0].candidates[0][0], told[-1].candidates[0][0]) <= NEIGHBOURS
    city = one.candidates[0][0]
    urban = own.name is not None and phrases().urban.search(own.name) is not None
    within = close and own.precision in {"exact", "near"} if urban else close and own.precision == "exact" and city.population >= BIG_CITY
    quarter = within and one.precision == "exact"
    return replace(
        own, name=_with_city(own.name, city) if quarter and own.name else own.name, country=one.country,
        admin1=own.admin1 or (one.admin1 if close and all(w.admin1 == one.admin1 for w in told) else None),
        latitude=one.latitude, longitude=one.longitude, radius_km=_AROUND if close else _AROUND_FAR, precision="near",
        made_by=BESIDE, confidence=round(own.confidence * (0.8 if close else 0.6), 4),
    )  # fmt: skip


def _informed(context: PlaceContext, keys: Sequence[str], found: Sequence[Where]) -> dict[str, PlaceContext]:
    """For each name what the others point to: "Tehran" the town must not vote for Tehran the province.

    Once for each name: a long report has the same few names hundreds of times.
    """
    local = {"exact", "near", "admin2", "admin1"}
    sure = [w.place_id is not None and w.confidence >= _SURE and w.precision in local for w in found]
    clear = dict.fromkeys((k, w.candidates[0][0]) for k, w, s in zip(keys, found, sure, strict=True) if s)
    said: dict[str, set[str]] = {}
    for k, w in zip(keys, found, strict=True):
        if w.made_by.split("+")[0] == CONTAINED and w.place_id is not None:
            said.setdefault(k, set()).add(w.place_id)
    return {
        own: replace(
            context,
            places=tuple(dict.fromkeys(place for other, place in clear if other != own)),
            said=frozenset(said.get(own, ())),
        )
        for own in dict.fromkeys(keys)
    }


def countries_told(toponyms: Sequence[ToponymInText], demonym_countries: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """The countries that a report is about; one that it tells as what lies across the border counts half beside others."""
    toponyms = [t for t in toponyms if not t.abroad]
    across = {p.country for t in toponyms if _across(t) for p in Gazetteer.load().lookup(t.name) if p.kind == "country"}
    told = country_context([t.name for t in toponyms if not _across(t)], demonym_countries)
    if not across.intersection(country for country, _ in told) or len(told) == 1:
        return told
    votes = {country: share * (_ACROSS if country in across else 1.0) for country, share in told}
    return tuple(sorted(((c, v / sum(votes.values())) for c, v in votes.items()), key=lambda x: (-x[1], x[0])))


def country_context(toponyms: Sequence[str], demonym_countries: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """The countries that a report is about with their shares (they sum to 1), the greatest first.

    `toponyms` are place names and `demonym_countries` the countries of nationality words, both repeated as they occur. A country's
    name counts 1, a nationality 0.7, a town what its best known bearer's lead over the others is worth.
    """
    gazetteer = Gazetteer.load()
    votes: dict[str, float] = {}
    unclear: list[tuple[tuple[str, float], ...]] = []
    for country in demonym_countries:
        votes[country] = votes.get(country, 0.0) + 0.7
    for name in toponyms:
        shares, clearly = _told_by(name, gazetteer)
        if clearly:
            votes[shares[0][0]] = votes.get(shares[0][0], 0.0) + shares[0][1]
        elif shares:
            unclear.append(shares)
    clear = dict(votes)
    for shares in unclear:
        told = [(country, share) for country, share in shares if country in clear] or ([] if clear else list(shares))
        total = sum(share for _, share in told)
        for country, share in told:
            votes[country] = votes.get(country, 0.0) + 0.5 * share / total
    total = sum(votes.values())
    return tuple(sorted(((c, v / total) for c, v in votes.items()), key=lambda x: (-x[1], x[0])))


@lru_cache(maxsize=10_000)
def _told_by(name: str, gazetteer: Gazetteer) -> tuple[tuple[tuple[str, float], ...], bool]:
    """The countries that a name alone may point to with their shares, and whether the first is clearly meant."""
    shares = _country_shares(read(name, "", ""), gazetteer)
    if not shares or shares[0][1] < _CLEAR or _also_a_state(name, shares[0][0], gazetteer):
        return shares, False
    return shares, not _short_for_a_country(name, shares[0][0], gazetteer)


# --- candidates and their points ----------------------------------------------------------------------------------------------


def _candidates(reading: Reading, gazetteer: Gazetteer) -> tuple[Reading, tuple[Place, ...]]:
    """The gazetteer's places of the name: as it stands, else without "northern", else without its kind word.

    Words without capitals name nothing.
    """
    p = phrases()
    if reading.name.islower():
        return reading, ()
    if reading.whole != reading.name and (found := gazetteer.lookup(reading.whole)):
        return replace(reading, name=reading.whole, word=None), found
    with_word = gazetteer.lookup(f"{reading.name} {reading.word}") if reading.word else ()
    if found := tuple(dict.fromkeys((*with_word, *gazetteer.lookup(reading.name)))):
        return reading, found
    names = [(reading.name, reading.word, False)]
    if part := p.part.match(reading.name):
        names.append((reading.name[part.end() :], reading.word, True))
    if " and " in reading.name:
        names.append((reading.name.split(" and ")[0], reading.word, True))
    for name, word, is_part in list(names):
        if ended := p.kind_end.match(name):
            names.append((ended["name"], word or ended["word"].lower(), is_part))
    for name, word, is_part in names[1:]:
        if found := gazetteer.lookup(name):
            shown = reading.name if p.kinds.get(word or "", ("",))[0] not in {"admin1", "city"} or is_part else name
            return replace(reading, name=name, whole=shown, word=word, part=is_part), found
    return reading, ()


def _containers(reading: Reading, names: Sequence[str], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The countries, units and towns that names of containers can mean."""
    out: list[Place] = []
    for name in names:
        words = name.split()
        for count in range(len(words), 0, -1):
            found = gazetteer.lookup(" ".join(words[:count]))
            whole = count == len(words)
            holders = [q for q in found if q.kind in {"country", "admin1", "area"} or (whole and q.population >= LITTLE_KNOWN)]
            if holders:
                out.extend(holders)
                break
    if reading.people and (iso3 := ActorTable.load().demonym_country(reading.people)) and (state := gazetteer.country(iso3)):
        out.append(state)
    return tuple(out)


def _score(place: Place, reading: Reading, containers: Sequence[Place], context: PlaceContext, rivals: Sequence[Place] = ()) -> float:
    """The candidate's points (see `_Points`); `rivals` are all candidates of the name."""
    points = _prior(place, reading, rivals)
    share = dict(context.countries).get(place.country or "", 0.0)
    inside = any(_within(place, c) for c in containers)
    with_state = place.country in phrases().with_state
    if share:
        told = POINTS.in_country + POINTS.share * share
        largest = max((r.population for r in rivals if r.kind == "city"), default=0)
        ratio = largest / place.population if place.population else 1.0
        outshone = place.kind == "city" and ratio > (OUTSHINES if with_state or share < DOMINANT else 10 * OUTSHINES)
        points += told * POINTS.outshone if outshone and not inside else told
    if with_state and place.kind == "city" and place.population < KNOWN_ALONE and not inside:
        points += POINTS.stateless
    if inside:
        points += POINTS.contained
    points += _near_others(place, context) * (POINTS.crowded if _in_the_shade(place, rivals) else 1.0)
    if context.seat is not None and place.kind == "city" and place.country == context.seat:
        points += POINTS.seat
    if place.id in context.said:
        points += POINTS.said
    if place.kind == "admin1" and not (inside or reading.word or with_state) and any(r.kind == "country" for r in rivals):
        points += POINTS.state_word
    fits = _kind_points(place, reading.word)
    return points + (fits / 2 if context.countries and place.country and not share and not inside else fits)


def _in_the_shade(place: Place, rivals: Sequence[Place]) -> bool:
    """Has the place a namesake that is far better known?"""
    largest = max((r.population for r in rivals), default=0)
    return place.kind == "city" and largest > OUTSHINES * max(place.population, 1) and largest >= WELL_KNOWN


def _near_others(place: Place, context: PlaceContext) -> float:
    """What the report's other places near it are worth."""
    far = [apart_km(place, other) for other in context.places if other.id != place.id]
    near = sum(km <= NEIGHBOURS for km in far) + sum(km <= CLOSE for km in far)
    return POINTS.neighbour + POINTS.neighbours * min(near - 1, POINTS.most) if near else 0.0


def _ranked(scored: Iterable[tuple[float, Place]]) -> list[tuple[float, Place]]:
    """Best first, equals in the order of their ids."""
    return sorted(scored, key=lambda x: (-x[0], x[1].id))


def _prior(place: Place, reading: Reading, rivals: Sequence[Place]) -> float:
    """What speaks for the candidate before the report is looked at: how well known it is, and under this name."""
    name = key(reading.name)
    own = key(place.name) == name
    # A dump has every stream and farm: they are worth what a hamlet is, where the package's own are those that news tells of.
    if place.kind in {"city", "district", "camp"} or (is_imported(place) and place.kind not in {"country", "admin1", "admin2"}):
        points = POINTS.town + POINTS.people * math.log10(place.population + 300)
        here = (place.country, place.admin1)
        own = own or any(r.kind == "admin1" and key(r.name) == name and (r.country, r.name) == here for r in rivals)
    else:
        points = POINTS.of_kind(place.kind)
    if place.kind == "admin1" and not any(r.kind == "city" and (r.country, r.admin1) == (place.country, place.admin1) for r in rivals):
        points += POINTS.no_town
    if place.country is None:
        points += POINTS.nowhere
    if is_added(place):
        points += POINTS.users
    if own:
        return points + POINTS.own_name
    return points + (POINTS.first_word if key(place.name).startswith(f"{name} ") else 0.0)


def _kind_points(place: Place, word: str | None) -> float:
    """Does the kind word fit the candidate? A district's town may stand for a district that the gazetteer lacks."""
    kinds = phrases().kinds.get(word or "")
    if kinds is None:
        return 0.0
    if place.kind in kinds:
        return POINTS.kind
    second = place.country in phrases().second_level.get(word or "", frozenset())
    if place.kind == "city" and (second or kinds[0] in {"admin2", "district", "area", "camp", "facility"}):
        return 0.0
    return -POINTS.kind


def _within(place: Place, container: Place) -> bool:
    """Is the place said to lie in the container really in it?"""
    if container.id == place.id or container.country is None or container.country != place.country:
        return False
    if container.kind == "country":
        return place.kind != "country"
    if container.kind == "admin1":
        return place.kind != "admin1" and place.admin1 in (container.name, container.admin1)
    if container.kind == "area":
        return apart_km(place, container) <= 2 * NEIGHBOURS and place.kind != "country"
    return place.kind in {"district", "facility", "camp", "city"} and apart_km(place, container) <= NEIGHBOURS / 4


def apart_km(one: Place, other: Place) -> float:
    """Kilometres between two places along the great circle; infinite where one has no coordinates."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return math.inf
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    c = math.radians(one.longitude - other.longitude)
    inner = math.sin((a - b) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(c / 2) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(inner)))


def _far_fetched(place: Place, reading: Reading, containers: Sequence[Place], context: PlaceContext, gazetteer: Gazetteer) -> bool:
    """Is the best candidate a namesake somewhere that neither the words around it nor the report speak of?"""
    far = (place.kind in {"city", "district", "camp", "admin2"} or is_imported(place)) and not is_added(place)
    if not far or any(_within(place, c) for c in containers):
        return False
    if place.population < LITTLE_KNOWN and any(c.kind in {"admin1", "country"} for c in containers):
        return True
    told = dict(context.countries)
    if not told or place.country in told or place.population >= WELL_KNOWN or _only_bearer(place, reading, gazetteer):
        return False
    if key(place.name) == key(reading.name):
        if place.population >= LITTLE_KNOWN:
            return False
        states = [state for country in told if (state := gazetteer.country(country)) is not None]
        return not any(apart_km(place, state) <= NEXT_DOOR for state in states)
    return place.population < LITTLE_KNOWN or context.countries[0][1] >= DOMINANT


def _only_bearer(place: Place, reading: Reading, gazetteer: Gazetteer) -> bool:
    """Is it the only place of its name, and no hamlet of a country whose towns bear the names of everything?

    The unit that is called as its town is no other, nor is a hamlet elsewhere of which nothing is known.
    """
    small = 0 < place.population < ALONE or place.country in phrases().with_state
    own = key(place.name) == key(reading.name)
    # Of some towns nobody tells the people. "Sewa river" is no town, and another spelling of one word may be that of anything.
    alike = own or " " in reading.name
    unsure = _unknown(place) and (not alike or len(reading.name) < LONG or _kind_points(place, reading.word) < 0)
    if (small or unsure) and not is_reviewed(place):
        return False
    bearers = gazetteer.lookup(reading.name)
    return len(bearers) == 1 or (own and all(r.country == place.country or _unknown(r) for r in bearers))


def _unknown(place: Place) -> bool:
    """Is it a hamlet that not even its people are counted of?"""
    return place.kind == "city" and not place.population and not is_reviewed(place)


def _country_shares(reading: Reading, gazetteer: Gazetteer) -> tuple[tuple[str, float], ...]:
    """Countries that the name alone points to, with shares of 1."""
    reading, candidates = _candidates(reading, gazetteer)
    scored = _ranked((_prior(place, reading, candidates), place) for place in candidates)
    out: dict[str, float] = {}
    for place, share in _shares(scored):
        if place.country is not None:
            out[place.country] = out.get(place.country, 0.0) + share
    if scored and scored[0][1].kind in {"city", "district"} and scored[0][1].population < LITTLE_KNOWN:
        out = {country: share * _LITTLE for country, share in out.items()}
    return tuple(sorted(out.items(), key=lambda x: (-x[1], x[0])))


def _also_a_state(name: str, country: str, gazetteer: Gazetteer) -> bool:
    """Is it the name of a country and of another's state, as Georgia and Niger are?"""
    found = [q for q in gazetteer.lookup(name) if key(q.name) == key(name)]
    return any(q.kind == "country" for q in found) and any(q.kind == "admin1" and q.country != country for q in found)


def _short_for_a_country(name: str, country: str, gazetteer: Gazetteer) -> bool:
    """Is it the first word of the country's name, and the name of a town elsewhere ("Trinidad", "Antigua")?"""
    found, own = gazetteer.lookup(name), key(name)
    short = any(q.kind == "country" and q.country == country and key(q.name).startswith(f"{own} ") for q in found)
    return short and any(q.kind == "city" and q.country != country and q.population >= NAMESAKE for q in found)


def _shares(scored: Sequence[tuple[float, Place]]) -> tuple[tuple[Place, float], ...]:
    """The candidates with their share of the belief, best first."""
    if not scored:
        return ()
    weights = [math.exp((score - scored[0][0]) * _SHARPNESS) for score, _ in scored]
    return tuple((place, weight / sum(weights)) for weight, (_, place) in zip(weights, scored, strict=True))


# --- the answer ---------------------------------------------------------------------------------------------------------------


def _made_by(best: Place, containers: Iterable[Place], context: PlaceContext) -> str:
    if any(_within(best, c) for c in containers):
        return CONTAINED
    return IN_CONTEXT if best.country in dict(context.countries) else FOUND


def _precision(place: Place, reading: Reading) -> str:
    """Codebook section 7: how exactly the words say where."""
    if reading.near and not (reading.outside and place.kind == "facility"):
        return "near"
    kinds = phrases().kinds.get(reading.word or "", ())
    second = place.country in phrases().second_level.get(reading.word or "", frozenset())
    if place.kind == "country":
        return "country"
    if kinds[:1] == ("admin2",) and place.kind in {"city", "admin1", "admin2"} and not key(place.name).endswith("district"):
        return "admin2"
    if kinds[:1] == ("admin1",) and place.kind in {"city", "admin1", "admin2"}:
        return "admin2" if second or place.kind == "admin2" else "admin1"
    if place.kind == "area":
        return "unknown" if place.country is None else "near" if place.admin1 else "admin1"
    return {"admin1": "admin1", "admin2": "admin2", "water": "near"}.get(place.kind, "exact")


def _where(reading: Reading, shares: Sequence[tuple[Place, float]], made_by: str, context: PlaceContext) -> Where:
    """The best candidate as the place of the words."""
    best, share = shares[0]
    precision = _precision(best, reading)
    latitude, longitude = _moved(best, reading)
    whole = (best.kind == "country" and reading.near) or precision == "unknown"
    supported = made_by != FOUND or not context.countries
    table = "" if best.table is None else f"+{best.table}"
    return Where(
        name=_shown(reading, best),
        admin1=best.name if best.kind == "area" and precision == "admin1" else best.admin1,
        admin2=best.admin2 or (reading.name if precision == "admin2" else None),
        country=best.country,
        latitude=None if whole else latitude,
        longitude=None if whole else longitude,
        radius_km=reading.radius if precision == "near" and not whole else None,
        precision=precision,
        place_id=best.id,
        candidates=tuple((place, round(part, 4)) for place, part in shares[:MOST_CANDIDATES]),
        start=None,
        end=None,
        text=None,
        made_by=f"{made_by}{table}",
        confidence=round(share * (0.95 if supported else 0.8), 4),
    )


def _shown(reading: Reading, best: Place | None) -> str:
    """The name to print: a country's common one, otherwise the report's own words, never in capitals."""
    name = reading.whole if reading.part else reading.name
    if best is not None and best.kind == "country" and not reading.part:
        return best.name
    if name.isupper() and len(name) > 3:
        return best.name if best is not None and key(best.name) == key(name) else name.title()
    return name


def _with_city(name: str, city: Place) -> str:
    """A quarter or building is told with its town, as coders do ("Orangi, Karachi"); a street by its town."""
    if city.kind == "city" and phrases().urban.search(name):
        return city.name
    return name if city.kind != "city" or key(city.name) in key(name) else f"{name}, {city.name}"


def _moved(place: Place, reading: Reading) -> tuple[float | None, float | None]:
    """The place's coordinates, or those of the point so far in that direction from it."""
    if place.latitude is None or place.longitude is None or reading.distance is None or reading.bearing is None:
        return place.latitude, place.longitude
    angle, way = reading.distance / _EARTH, math.radians(reading.bearing)
    a = math.radians(place.latitude)
    b = math.asin(math.sin(a) * math.cos(angle) + math.cos(a) * math.sin(angle) * math.cos(way))
    turn = math.atan2(math.sin(way) * math.sin(angle) * math.cos(a), math.cos(angle) - math.sin(a) * math.sin(b))
    return round(math.degrees(b), 4), round((place.longitude + math.degrees(turn) + 540) % 360 - 180, 4)


def _holder(reading: Reading, containers: Sequence[Place], context: PlaceContext, gazetteer: Gazetteer) -> Place | None:
    """The known place that an unknown one is said to lie in ("X, Idlib"), or that its own words name ("Kabul University")."""
    told = dict(context.countries)
    fit = [c for c in containers if c.country and (c.country in told or c.kind == "country" or not told)]
    if fit:
        return max(fit, key=lambda c: (_score(c, replace(reading, name=c.name, word=None), (), context), c.id))
    words = reading.whole.replace("–", " ").split()
    for count in range(min(len(words) - 1, 3), 0, -1):
        for first in range(len(words) - count + 1):
            name = " ".join(words[first : first + count])
            owner = re.sub(r"['’]s$", "", name)
            if (found := _inner(owner, context, gazetteer, called=reading.whole if owner == name else "")) is not None:
                return found
    people = next((iso3 for word in words if word[:1].isupper() and (iso3 := ActorTable.load().demonym_country(word))), None)
    return gazetteer.country(people) if people else None


def _inner(name: str, context: PlaceContext, gazetteer: Gazetteer, *, called: str) -> Place | None:
    """The well known place of that name inside a longer one; None where there is none that the report's countries allow.

    `called` is the longer name where it bears this one, and does not say whose it is ("Quetta's Saryab Road").
    """
    if not name[:1].isupper() or key(name) in phrases().kinds:
        return None
    rivals = gazetteer.lookup(name)
    scored = _ranked((_score(q, Reading(name), (), context, rivals), q) for q in rivals)
    if not scored:
        return None
    best, told = scored[0][1], dict(context.countries)
    if best.country is None or len(name) < 4 or key(best.name) != key(name):
        return None
    # "Syria Street" of Tripoli is not in Syria, nor is the "Al Salem" hospital of Mosul in a city of India.
    elsewhere = bool(told) and best.country not in told
    if elsewhere and phrases().urban.search(called):
        return None
    enough = WELL_KNOWN if elsewhere else WELL_KNOWN / 2
    known = best.kind == "country" or (best.kind == "admin1" and (best.country in told or not told)) or best.population >= enough
    return best if known or (best.country in told and best.population >= LITTLE_KNOWN / 5) else None


def _named_only(reading: Reading, scored: Sequence[tuple[float, Place]], holder: Place | None, context: PlaceContext) -> Where:
    """A place that the gazetteer lacks: its name, and the unit or country that the words or the report give.

    Inside a known town it has the town's coordinates with a radius; else none.
    """
    country = holder.country if holder else _dominant(context)
    if holder is not None and re.match(r"(?:the )?border with\b", reading.whole, re.I):
        country = next((c for c, _ in context.countries if c != holder.country), None)
        holder = None
    kinds = phrases().kinds.get(reading.word or "", ())
    precision = "near" if reading.near else kinds[0] if kinds and kinds[0] in {"admin1", "admin2"} else "exact" if country else "unknown"
    town = holder if holder is not None and holder.kind in {"city", "district", "camp", "facility"} else None
    name = reading.name if precision in {"admin1", "admin2"} else reading.whole
    shown = name.title() if name.isupper() and len(name) > 3 else name
    return Where(
        name=_with_city(shown, town) if town is not None and precision == "exact" else shown,
        admin1=holder.admin1 if holder else None,
        admin2=name if precision == "admin2" else None,
        country=country,
        latitude=town.latitude if town else None,
        longitude=town.longitude if town else None,
        radius_km=phrases().radius if town else None,
        precision=precision,
        place_id=None,
        candidates=tuple((place, round(part, 4)) for place, part in _shares(scored)[:MOST_CANDIDATES]),
        start=None,
        end=None,
        text=None,
        made_by=NAMED_ONLY if holder is None else CONTAINED,
        confidence=0.6 if holder else 0.4 if country else 0.2,
    )


def _dominant(context: PlaceContext) -> str | None:
    """The one country that the report is about; None where another comes near it."""
    if not context.countries or context.countries[0][1] < DOMINANT:
        return None
    second = context.countries[1][1] if len(context.countries) > 1 else 0.0
    return context.countries[0][0] if context.countries[0][1] >= 1.2 * second else None
