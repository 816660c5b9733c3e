"""Which events of a record are MUC-4 incidents, of which type, and which of them are one incident."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dateline.schema.record import Event, Participant, Record
from dateline.views.muc4.table import classes, lines, probabilities, rules, score, weights

NONE = "none"
# Buckets of days before publication, each with its largest number of days; what is older is history to the task, too.
_AGES = ((1, "0-1"), (7, "2-7"), (31, "8-31"), (62, "32-62"))
# Where the lead of a report ends, in characters.
_LEAD = 450


@dataclass(frozen=True, slots=True)
class Incident:
    """Events that together are one incident. `sure` says how probable each event of the record (by its id) is to be any incident."""

    type: str
    events: tuple[Event, ...]
    probability: float
    sure: Mapping[str, float] = field(default_factory=dict)


def incident_type(event: Event) -> str | None:
    """The type that the table gives an event, None where it is no MUC incident."""
    if event.status in rules()["rules"]["never"]:
        return None
    trigger = words_of(event)
    return next((line.incident for line in lines() if line.fits(event.type, event.mode, trigger)), None)


def words_of(event: Event) -> str:
    """The trigger words, in small letters."""
    return " ".join(" ".join(mention.text.lower().split()) for mention in event.mentions)


def candidates(record: Record) -> tuple[Event, ...]:
    """The events that the table does not rule out."""
    return tuple(event for event in record.events if incident_type(event) is not None)


def incidents(record: Record) -> tuple[Incident, ...]:
    """The incidents of a record that are probable enough to be written."""
    judged = [(event, judge(record, event)) for event in candidates(record)]
    return grouped(judged, least=weights()["least"]["incident"])


def judge(record: Record, event: Event) -> dict[str, float]:
    """How probable it is that an event is an incident of each type, or "none"."""
    features = event_features(record, event)
    return probabilities({label: score(of, features) for label, of in weights()["incident"].items()})


def grouped(judged: Sequence[tuple[Event, dict[str, float]]], *, least: float) -> tuple[Incident, ...]:
    """Events of one most probable type are one incident, as sure as its surest event: told apart by day and town they score no better."""
    sure = {event.id: 1 - shares[NONE] for event, shares in judged}
    by_type: dict[str, list[Event]] = {}
    for event, shares in judged:
        if sure[event.id] >= least:
            by_type.setdefault(_type(event, shares), []).append(event)
    return tuple(Incident(type, tuple(found), max(sure[event.id] for event in found), sure) for type, found in by_type.items())


def _type(event: Event, shares: Mapping[str, float]) -> str:
    """The most probable type; that of the table where it is one too rare to have been learned."""
    table = incident_type(event)
    if table is not None and table not in shares:
        return table
    return max((label for label in shares if label != NONE), key=lambda label: shares[label])


def event_features(record: Record, event: Event) -> list[str]:
    """What speaks for and against an event being an incident."""
    return list(dict.fromkeys((*_kind(event), *_parties(event), *_facts(event), *_telling(record, event))))


def _kind(event: Event) -> Iterator[str]:
    table = incident_type(event)
    yield f"table={table}"
    yield f"type={event.type}"
    yield f"mode={event.mode}"
    yield f"table={table} status={event.status}"
    for word in words_of(event).split():
        yield f"word={word.strip(chr(34) + ',.-')}"


def _parties(event: Event) -> Iterator[str]:
    for role in ("actor", "recipient"):
        parties = [party for party in event.participants if party.role == role]
        if not parties:
            yield f"no {role}"
        for party in parties:
            yield f"{role} kind={party.kind}"
            yield f"{role} sector={party.sector}"
            yield from (f"{role} class={name}" for name in _classes(party))
    for actor in _kinds(event, "actor"):
        yield from (f"{actor} on {recipient}" for recipient in _kinds(event, "recipient"))


def _kinds(event: Event, role: str) -> list[str]:
    return sorted({str(party.kind) for party in event.participants if party.role == role})


def _classes(party: Participant) -> tuple[str, ...]:
    words = " ".join(mention.text for mention in party.mentions).lower().split()
    return tuple(dict.fromkeys(name for word in words for name in classes(word)))


def _facts(event: Event) -> Iterator[str]:
    for casualty in event.casualties:
        yield f"outcome={casualty.outcome}"
        yield f"outcome={casualty.outcome} civilian={casualty.civilian} role={casualty.role}"
        yield from (f"casualty class={name}" for word in casualty.who.lower().split() for name in classes(word))
    if not event.casualties:
        yield "no casualty"
    yield from (f"weapon={weapon.kind}" for weapon in event.weapons)
    yield from (f"claim={claim.kind}" for claim in event.claims)
    country = event.where.country
    yield "no country" if country is None else "country of the task" if country in rules()["countries"]["codes"] else "other country"
    yield f"place={event.where.precision}"


def _telling(record: Record, event: Event) -> Iterator[str]:
    yield f"age={age(record, event)}"
    first = min(mention.start for mention in event.mentions)
    yield "lead" if first < _LEAD else "middle" if first < 3 * _LEAD else "late"
    yield f"mentions={min(len(event.mentions), 4)}"
    yield f"confidence={int(min(event.confidence, 0.999) * 5)}"
    yield f"sources={min(len(event.sources), 2)}"
    others = candidates(record)
    yield f"violent={min(len(others), 6)}"
    yield f"events={min(len(record.events) // 4, 5)}"
    if all(event.confidence >= other.confidence for other in others):
        yield "surest"
    if event is others[0]:
        yield "first"
    if record.report.published is None:
        yield "no publication date"


def age(record: Record, event: Event) -> str:
    """How long before publication an event ended, as a bucket."""
    published, end = record.report.published, event.when.end_date or event.when.start_date
    if published is None or end is None:
        return "unknown"
    days = (date.fromisoformat(published) - date.fromisoformat(end)).days
    return "future" if days < 0 else next((name for most, name in _AGES if days <= most), "old")
