"""One incident of its tellings: every value told of every field, who tells it, and what the policy takes. Nothing is left out or changed.

Every value counts by independent sources: tellings whose reports copy one text are one. Values are texts: a party's name, a place as
"Tel Aviv, Tel Aviv District, ISR", days as "2016-01-01" or "2016-01-01/2016-01-31". The first telling of a chosen value gives it best
(the finest place, the surest date), so its event holds the coordinates and the words.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.merge.facts import spot
from dateline.merge.levels import distance
from dateline.merge.policies import policy_of
from dateline.merge.tolls import tolls
from dateline.schema.incident import Field, Incident, Link, Said, Telling
from dateline.schema.place import When, Where
from dateline.schema.record import Event, Participant

# Places so many kilometres apart are one place told in two ways.
_ONE_PLACE = 12.0
# A status that is over once another is told later: what was planned has happened, or was prevented.
_BEFORE = "planned"
_FINER = ("exact", "near", "admin2", "admin1", "country", "unknown")


@dataclass(frozen=True, slots=True)
class _Value:
    """One value of one telling; `rank` orders tellings of the same value, best first."""

    text: str
    telling: Telling
    rank: tuple[float, ...] = ()


def combine(tellings: Sequence[Telling], *, links: tuple[Link, ...], policy: str) -> Incident:
    """The incident of one or more tellings. The order of the tellings does not matter; each must be given once."""
    ordered = sorted(tellings, key=lambda t: (t.published or "9999", t.id))
    published = sorted(t.published for t in ordered if t.published)
    return Incident(
        id="i-" + hashlib.sha256(ordered[0].id.encode()).hexdigest()[:16],
        tellings=tuple(t.id for t in ordered),
        fields=tuple(f for f in (_field(name, ordered, policy) for name in _READ) if f.values),
        tolls=tolls(ordered, policy=policy),
        links=links,
        sources=len({t.origin for t in ordered}),
        first_published=published[0] if published else None,
        last_published=published[-1] if published else None,
    )


def _field(name: str, tellings: Sequence[Telling], policy: str) -> Field:
    told = [_Value(text, t, rank) for t in tellings for text, rank in _READ[name](t.event)]
    groups: dict[str, list[_Value]] = defaultdict(list)
    for value in told:
        groups[value.text].append(value)
    values = [_said(text, group) for text, group in groups.items()]
    by_id = {t.id: t for t in tellings}
    ordered = sorted(values, key=lambda s: _order(s, by_id))
    return Field(name, _chosen(name, ordered, by_id, policy), tuple(ordered), _disagreement(name, ordered, by_id))


def _said(text: str, group: list[_Value]) -> Said:
    best = sorted(group, key=lambda v: (v.rank, -(v.telling.trust or 0.0), v.telling.published or "", v.telling.id))
    return Said(text, tuple(dict.fromkeys(v.telling.id for v in best)), len({v.telling.origin for v in group}))


def _order(said: Said, by_id: dict[str, Telling]) -> tuple[int, float, int, str]:
    """Best supported first: independent sources, the trust in them, the later published, then by the alphabet."""
    told = [by_id[i] for i in said.tellings]
    latest = max((date.fromisoformat(t.published).toordinal() for t in told if t.published), default=0)
    return -said.sources, -max(t.trust or 0.0 for t in told), -latest, said.value or ""


def _chosen(name: str, values: list[Said], by_id: dict[str, Telling], policy: str) -> str | None:
    if not values:
        return None
    if name == "status":
        return _status(values, by_id)
    if name == "claims":
        # Who claims and who blames are all told: a policy does not choose between them
        return values[0].value if len(values) == 1 else None
    if policy_of(policy).values == "latest":
        values = sorted(values, key=lambda s: max(by_id[i].published or "" for i in s.tellings), reverse=True)
    # Of what does not contradict the best supported value the most exact: "Kabul" beside "Afghanistan"
    fits = [s for s in values if _compatible(name, s, values[0], by_id)]
    return min(fits, key=lambda s: (_vagueness(name, s, by_id), values.index(s))).value


def _status(values: list[Said], by_id: dict[str, Telling]) -> str | None:
    """The status that most independent sources tell; a plan gives way to what is told later. None where as many tell of a happening
    as deny or doubt it: whether it happened is then undecided, and both stay visible."""
    last = {s.value: max(by_id[i].published or "" for i in s.tellings) for s in values}
    later = max((day for value, day in last.items() if value != _BEFORE), default="")
    left = [s for s in values if s.value != _BEFORE or last[_BEFORE] > later] or values
    first = [s for s in left if s.sources == left[0].sources]
    return first[0].value if len(first) == 1 or {s.value for s in first} <= {"happened", "habitual"} else None


def _disagreement(name: str, values: list[Said], by_id: dict[str, Telling]) -> float:
    """The share of pairs of independent sources that have nothing in common, 0 to 1: two sources that differ give 1."""
    by_origin: dict[str, list[Said]] = defaultdict(list)
    for said in values:
        for origin in {by_id[i].origin for i in said.tellings}:
            by_origin[origin].append(said)
    sources = [by_origin[o] for o in sorted(by_origin)]
    pairs = [(a, b) for k, a in enumerate(sources) for b in sources[k + 1 :]]
    if not pairs:
        return 0.0 if len(values) < 2 or name not in _ONE_VALUE else 1.0
    against = sum(not any(_compatible(name, s, t, by_id) for s in a for t in b) for a, b in pairs)
    return round(against / len(pairs), 4)


# Fields of which one event has one value.
_ONE_VALUE = frozenset({"type", "mode", "status", "date", "place"})


def _compatible(name: str, s: Said, t: Said, by_id: dict[str, Telling]) -> bool:
    if s.value == t.value:
        return True
    one, other = by_id[s.tellings[0]].event, by_id[t.tellings[0]].event
    if name == "place":
        return _place_fits(one.where, other.where)
    if name == "date":
        return _date_fits(one.when, other.when)
    if name in ("actor", "recipient", "third"):
        return _vagueness(name, s, by_id) != _vagueness(name, t, by_id)
    return False


def _vagueness(name: str, s: Said, by_id: dict[str, Telling]) -> float:
    """0 for the most exact way to say it."""
    event = by_id[s.tellings[0]].event
    if name == "place":
        return float(_FINER.index(event.where.precision))
    if name == "date":
        return {"day": 0.0, "week": 1.0, "month": 2.0, "year": 3.0}.get(event.when.precision, 4.0)
    if name in ("actor", "recipient", "third"):
        named = next((p for p in event.participants if p.name == s.value), None)
        return 0.0 if named is not None and _named(named) else 1.0
    return 0.0


def _named(p: Participant) -> bool:
    """Is the party named, not only described ("gunmen", "civilians")?"""
    if p.kind in (None, "unknown", "people", "civilians"):
        return p.actor_id is not None and p.kind != "civilians"
    return p.actor_id is not None or p.name[:1].isupper()


def _place_fits(a: Where, b: Where) -> bool:
    """One place, or one inside the other?"""
    if a.country and b.country and a.country != b.country:
        return False
    if "country" in (a.precision, b.precision) or "unknown" in (a.precision, b.precision):
        return True
    if {a.precision, b.precision} & {"admin1", "admin2"}:
        return not (a.admin1 and b.admin1) or a.admin1 == b.admin1
    s, t = spot(a), spot(b)
    km = distance(s, t) if s is not None and t is not None else None
    return km is not None and km <= _ONE_PLACE


def _date_fits(a: When, b: When) -> bool:
    first, last = max(a.start_date or "", b.start_date or ""), min(a.end_date or "9999", b.end_date or "9999")
    return first <= last


Reader = Callable[[Event], Iterable[tuple[str, tuple[float, ...]]]]


def _parties(role: str) -> Reader:
    return lambda event: [(p.name, (-p.confidence,)) for p in event.participants if p.role == role]


def _read_date(event: Event) -> Iterable[tuple[str, tuple[float, ...]]]:
    w = event.when
    if w.start_date is None and w.end_date is None:
        return []
    first, last = w.start_date or w.end_date or "", w.end_date or w.start_date or ""
    return [(first if first == last else f"{first}/{last}", (float(w.text is None), -w.confidence))]


def _read_place(event: Event) -> Iterable[tuple[str, tuple[float, ...]]]:
    w = event.where
    parts = [part for part in (w.name, w.admin1, w.country) if part]
    if not parts:
        return []
    return [(", ".join(dict.fromkeys(parts)), (float(_FINER.index(w.precision)), float(w.made_by.startswith("setting")), -w.confidence))]


def _read_claims(event: Event) -> Iterable[tuple[str, tuple[float, ...]]]:
    return [(f"{c.kind}: {c.by}" if c.by else c.kind, (-c.confidence,)) for c in event.claims]


_READ: dict[str, Reader] = {
    "type": lambda e: [(e.type, (-e.confidence,))],
    "mode": lambda e: [(e.mode, ())] if e.mode else [],
    "status": lambda e: [(e.status, ())],
    "actor": _parties("actor"),
    "recipient": _parties("recipient"),
    "third": _parties("third"),
    "date": _read_date,
    "place": _read_place,
    "claims": _read_claims,
    "weapons": lambda e: [(w.kind, (-w.confidence,)) for w in e.weapons],
    "topics": lambda e: [(topic, ()) for topic in e.topics],
}
