"""What one telling says, made comparable: days as numbers, places as points, parties as keys, figures as bounds, words as weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from dateline.merge.days import nearest_days, slack_of, told_times
from dateline.merge.wording import LISTS, names, numbers, stem, tokens, weighed
from dateline.resources import read_toml
from dateline.schema.imported import table_of
from dateline.schema.incident import Telling
from dateline.schema.place import When, Where
from dateline.schema.record import Casualty, Event, Participant

Bounds = tuple[int | None, int | None]
# A sum of more figures than this is one of a list, not of a toll; the greatest stands then.
_PARTS = 4
# Characters between two figures that are joined by "and", "as well as" or a comma.
_BREATH = 12
# Days that no words of the event itself give; those that words only bound ("since Monday").
_INFERRED, _BOUNDED = ("dates.assumed", "dates.beside", "dates.told"), "dates.open"
# Places taken over from elsewhere. A site, a place told without its name and half-way between two are the event's own words.
_TAKEN_OVER = frozenset({"setting:beside", "setting:before", "setting:dateline", "setting:country"})


@dataclass(frozen=True, slots=True)
class Party:
    """One party: `key` is its id, else its name; `vague` where it is only described ("gunmen"); `words` are stems of name and words."""

    key: str
    country: str | None
    kind: str | None
    vague: bool
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Spot:
    """One place: coordinates in degrees. `assumed` where the event's own words do not give it."""

    name: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    precision: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """The comparable facts of one telling. `days` are the ordinals of the first and last day; `dated` is how sure they are:
    stated (the report's words), assumed (the day of publication, or words that are another event's), open (month or year), None.
    `nearest` is what the words of time next to the trigger name, whatever coding took. `table` is that which people coded and
    the event was brought in from."""

    telling: Telling
    id: str
    report: str
    origin: str
    type: str
    mode: str | None
    status: str
    days: tuple[int, int] | None
    dated: str | None
    published: int | None
    spots: tuple[Spot, ...]
    main: Spot | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    figures: dict[str, tuple[Bounds, ...]]
    weapons: frozenset[str]
    words: dict[str, float]
    names: frozenset[str]
    numbers: frozenset[str]
    named: tuple[tuple[int, int], ...]
    nearest: tuple[tuple[int, int], ...]
    triggers: frozenset[str]
    lead: bool
    apart: bool
    first: str
    table: str | None = None


def facts(telling: Telling) -> Facts:
    """The comparable facts of a telling."""
    event = telling.event
    published = _day(telling.published)
    times = told_times(telling.words, published)
    nearest = nearest_days(telling.words, times, trigger=event.mentions[0].text if event.mentions else "")
    days, dated = _days(event.when, lent="when" in telling.lent)
    if days is None and nearest:
        days, dated = (min(a for a, _ in nearest), max(b for _, b in nearest)), "assumed"
    main = spot(event.where, lent="where" in telling.lent)
    low = {stem(w) for w in tokens(telling.words)}
    return Facts(
        telling=telling,
        id=telling.id,
        report=telling.report,
        origin=telling.origin,
        type=event.codes.plover or event.type,
        mode=event.mode,
        status=event.status,
        days=days,
        dated=dated,
        published=published,
        spots=tuple(s for s in (main, *(spot(w) for w in event.other_places)) if s is not None),
        main=main,
        actors=tuple(_party(p) for p in event.participants if p.role != "recipient"),
        recipients=tuple(_party(p) for p in event.participants if p.role == "recipient"),
        figures=figures(event),
        weapons=frozenset(w.kind for w in event.weapons),
        words=weighed(telling.words),
        names=names(telling.words),
        numbers=numbers(telling.words),
        named=tuple(sorted({days for time in times for days in time.days})),
        nearest=nearest,
        triggers=frozenset(stem(w) for m in event.mentions for w in tokens(m.text)),
        lead=event.id == "e1",
        apart=not low.isdisjoint(listed("apart", "words")),
        first=event.mentions[0].text.casefold() if event.mentions else "",
        table=table_of(event),
    )


def figures(event: Event) -> dict[str, tuple[Bounds, ...]]:
    """Outcome -> the sum of the people it came to, all sides together, and each figure of more than two by itself."""
    out: dict[str, tuple[Bounds, ...]] = {}
    for outcome in listed("outcomes", "names"):
        whole = [(c.low, c.high) for c in counted([c for c in current(event) if c.outcome == outcome])]
        each = [(c.low, c.high) for c in event.casualties if c.outcome == outcome and max(c.low or 0, c.high or 0) > _ALONE]
        if whole or each:
            out[outcome] = tuple(dict.fromkeys([total(whole or each), *each]))
    return out


# A part of so few people says nothing by itself.
_ALONE = 2


def current(event: Event) -> list[Casualty]:
    """The figures that stand: neither corrected by a later one nor part of another."""
    return [c for c in event.casualties if not c.superseded and c.part_of is None]


def counted(figures: Sequence[Casualty]) -> list[Casualty]:
    """Of figures for one outcome those of different people, which add up.

    Left out is what is part of another of them, what is told again of the same people ("nine soldiers", later "seven soldiers": the
    greatest stands), and all but the greatest where the others add up to it. A figure of people at large ("34 people", "25") that is
    told apart from the others is another word on all of them, not more of them.
    """
    ids = {c.id for c in figures}
    greatest: dict[tuple[str, str], Casualty] = {}
    for c in figures:
        if c.part_of not in ids:
            noun = _noun(c)
            key = (c.role, noun) if noun else (c.role, f"{c.low} {c.high}")
            greatest[key] = max(greatest.get(key, c), c, key=_size)
    out = list(greatest.values())
    named = {(c.role, c.low, c.high) for c in out if _noun(c)}
    out = [c for c in out if _noun(c) or (c.role, c.low, c.high) not in named]
    for side in sorted({c.role for c in out}):
        of_side = sorted((c for c in out if c.role == side), key=_size)
        if len(of_side) > 2 and _size(of_side[-1]) == sum(map(_size, of_side[:-1])):
            out = [c for c in out if c.role != side or c is of_side[-1]]
        else:
            out = [c for c in out if c.role != side] + _different(of_side)
    return out


def _different(figures: Sequence[Casualty]) -> list[Casualty]:
    """Of one side the greatest figure of people at large, or the figures of groups where these add up to more."""
    groups = [c for c in figures if not _at_large(c)]
    large = [c for c in figures if _at_large(c) and not any(_beside(c, other) for other in groups)]
    if not large:
        return list(figures)
    others = [c for c in figures if c not in large]
    greatest = max(large, key=_size)
    return others if sum(map(_size, others)) > _size(greatest) else [greatest]


def _at_large(c: Casualty) -> bool:
    """Whether it says only how many people, or how many alone."""
    said = tokens(c.text)
    if said and said[-1] in listed("apart", "rest"):
        return False
    return not _noun(c) or _noun(c) in listed("large", "words")


def _beside(one: Casualty, other: Casualty) -> bool:
    """Whether the two are told in one breath, as "two people and five soldiers"."""
    first, second = sorted((one, other), key=lambda c: c.start)
    return second.start - first.end <= _BREATH


def _size(c: Casualty) -> int:
    return c.low if c.low is not None else c.high if c.high is not None else 0


def _noun(c: Casualty) -> str:
    """Stem of the last word, which names the people; "" where the figure stands alone or only tells them from others."""
    said = tokens(c.text)
    last = stem(said[-1]) if said else ""
    return "" if last.isdecimal() or len(said) == 1 or last in listed("apart", "rest") else last


def total(bounds: list[Bounds]) -> Bounds:
    """The sum of figures of different people; a bound is open where one of them is."""
    if len(bounds) > _PARTS:
        return max(bounds, key=lambda b: (b[0] or 0, b[1] or 0))
    lows, highs = [b[0] for b in bounds], [b[1] for b in bounds]
    low = sum(n for n in lows if n is not None) if any(n is not None for n in lows) else None
    return low, None if None in highs else sum(n for n in highs if n is not None)


@cache
def listed(table: str, key: str) -> tuple[str, ...]:
    """A list of words of lists.toml, as stems where they are words of English."""
    words = str(read_toml(LISTS)[table][key]).split()
    return tuple(stem(w) for w in words) if key == "words" else tuple(words)


@cache
def listed_rows(table: str, key: str) -> tuple[str, ...]:
    """The rows of a list of lists.toml."""
    return tuple(str(row) for row in read_toml(LISTS)[table][key])


def _day(text: str | None) -> int | None:
    return date.fromisoformat(text).toordinal() if text else None


def _days(when: When, *, lent: bool) -> tuple[tuple[int, int] | None, str | None]:
    start, end = _day(when.start_date), _day(when.end_date)
    if start is None and end is None:
        return None, None
    first = start if start is not None else end
    last = end if end is not None else start
    assert first is not None and last is not None
    if when.text is not None and (slack := slack_of(when.text)):
        first, last = first - slack, last + slack
    if when.made_by.startswith(_INFERRED) or when.text is None or lent:
        return (first, last), "assumed"
    stated = when.precision in ("day", "week") and not when.made_by.startswith(_BOUNDED)
    return (first, last), "stated" if stated else "open"


def spot(where: Where, *, lent: bool = False) -> Spot | None:
    """The place made comparable, None where nothing is known of it; `lent` where its words are another event's."""
    if where.name is None and where.country is None:
        return None
    name = (where.name or where.country or "").casefold()
    assumed = lent or not _TAKEN_OVER.isdisjoint(where.made_by.split("+"))
    return Spot(name, where.country, where.admin1, where.latitude, where.longitude, where.precision, assumed)


def _party(p: Participant) -> Party:
    vague = p.actor_id is None and (p.kind in listed("vague", "kinds") or p.kind is None) and not p.name[:1].isupper()
    vague = vague or (p.actor_id or "").endswith(".civilians")
    words = frozenset(stem(w) for m in (p.name, *(x.text for x in p.mentions)) for w in tokens(m)) - set(_little())
    return Party((p.actor_id or p.name).casefold(), p.country, p.kind, vague, words)


@cache
def _little() -> frozenset[str]:
    """Words of parties' names that tell none from another."""
    return frozenset(stem(w) for w in "the a an of and in at his her their its some more people men group".split())
