"""Which words of a record fill which role of an incident's template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.schema.record import Participant, Record
from dateline.views.muc4.incidents import Incident
from dateline.views.muc4.spans import Span
from dateline.views.muc4.table import classes, probability, score, weights

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
_DISTANCES = (0, 40, 100, 200, 400, 1000)
_NUMBERS = frozenset("one two three four five six seven eight nine ten eleven twelve several many dozens hundreds some".split())
# 0.8 and 1 were no better for role fillers and templates together
_NEARLY = 0.9
_NAMED = frozenset({"person", "organisation", "armed_group", "place", "group"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One string of a record with all places where it stands."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Filler:
    """A string that fills a role, how probable that is, and where it stands."""

    text: str
    probability: float
    spans: tuple[Span, ...]


def candidates(spans: Sequence[Span]) -> tuple[Candidate, ...]:
    """The spans of one wording together."""
    by_text: dict[str, list[Span]] = {}
    for span in spans:
        by_text.setdefault(span.text.lower(), []).append(span)
    return tuple(Candidate(found[0].text, tuple(found)) for found in by_text.values())


def fillers(record: Record, incidents: Sequence[Incident], found: Sequence[Candidate]) -> list[dict[str, tuple[Filler, ...]]]:
    """The fillers of each incident's roles, surest first; of the wordings of one entity the surest."""
    least = weights()["least"]
    first, further = least["first"], least["further"]
    judged = surest([_judged(record, incident, found) for incident in incidents])
    return [{role: chosen(given[role], first=first[role], further=further[role]) for role in ROLES} for given in judged]


def _judged(record: Record, incident: Incident, found: Sequence[Candidate]) -> dict[str, list[Filler]]:
    judged: dict[str, list[Filler]] = {role: [] for role in ROLES}
    for candidate in found:
        features = filler_features(record, incident, candidate)
        for role in ROLES:
            sure = probability(score(weights()["role"][role], features))
            judged[role].append(Filler(candidate.text, sure, candidate.spans))
    return judged


def surest(incidents: Sequence[Mapping[str, Sequence[Filler]]]) -> list[dict[str, list[Filler]]]:
    """The fillers of several incidents, each only where it is (nearly) as probable as anywhere: a person is rarely struck twice."""
    most: dict[tuple[str, str], float] = {}
    for roles in incidents:
        for role, given in roles.items():
            for filler in given:
                key = role, filler.text.lower()
                most[key] = max(most.get(key, 0.0), filler.probability)
    return [
        {
            role: [filler for filler in given if filler.probability >= _NEARLY * most[role, filler.text.lower()]]
            for role, given in roles.items()
        }
        for roles in incidents
    ]


def chosen(given: Iterable[Filler], *, first: float, further: float) -> tuple[Filler, ...]:
    """The surest filler if it is as probable as `first`, and others as probable as `further`, none twice in other words."""
    kept: list[Filler] = []
    for filler in sorted(given, key=lambda filler: -filler.probability):
        if filler.probability < (further if kept else first):
            break
        if not any(same_entity(filler, other) for other in kept):
            kept.append(filler)
    return tuple(kept)


def same_entity(one: Filler, other: Filler) -> bool:
    """Whether two wordings name one entity: they overlap in the text, share words that matter, or stand for one party."""
    if any(a.start < b.end and b.start < a.end for a in one.spans for b in other.spans):
        return True
    words, others = (set(filler.text.lower().split()) for filler in (one, other))
    if words <= others or others <= words or _initials(one.text) == other.text.lower() or _initials(other.text) == one.text.lower():
        return True
    return bool(_parties(one) & _parties(other))


def _initials(text: str) -> str:
    return "".join(word[0] for word in text.lower().split() if word not in ("of", "the", "and"))


def _parties(filler: Filler) -> set[str]:
    return {span.base.party.actor_id for span in filler.spans if span.base.party is not None and span.base.party.actor_id is not None}


def filler_features(record: Record, incident: Incident, candidate: Candidate) -> list[str]:
    """What speaks for and against a string filling a role of an incident."""
    named = {span.base.note for span in candidate.spans if span.base.source == "name"}
    wording = _wording(candidate.text, proper=bool(named & _NAMED))
    head = "+".join(classes(_head(candidate.text.lower().split()))) or "+".join(sorted(named)) or "other"
    context = (feature for span in candidate.spans for feature in _context(incident, span, head=head))
    telling = _telling(record, incident, candidate)
    return list(dict.fromkeys((*wording, *(f"name={kind}" for kind in sorted(named)), *context, *telling)))


def _wording(text: str, *, proper: bool) -> Iterator[str]:
    words = text.lower().split()
    yield f"words={min(len(words), 7)}"
    head = _head(words)
    yield from (f"head class={name}" for name in classes(head))
    yield from (f"first class={name}" for name in classes(words[0].rstrip(".")))
    yield f"all class={'+'.join(sorted({name for word in words for name in classes(word)}))}"
    if not proper:
        yield f"head={head}"
        yield f"first={words[0]}"
    if words[0] in _NUMBERS or words[0][0].isdigit():
        yield "number first"
    yield from (f"has {word}" for word in ("of", "and", ",", "[") if word in words or word in text)
    if len(words) == 1 and len(text) < 6:
        yield "short"


def _head(words: Sequence[str]) -> str:
    end = next((i for i, word in enumerate(words) if i and word in ("of", "in", "from", "who", "at", "with")), len(words))
    return words[end - 1].strip("\",.[]()'")


def _context(incident: Incident, span: Span, *, head: str) -> Iterator[str]:
    base = span.base
    where = "name" if base.event is None else "in" if base.event in incident.events else "out"
    yield f"{where} {base.source} {span.part}"
    yield f"{where} {base.source} {incident.type} head={head}"
    yield f"{where} {base.source} {span.part} head={head}"
    if base.event is None:
        return
    yield f"{where} {base.source} {incident.type}"
    yield f"{where} {base.source} {base.event.type}"
    yield f"{base.source} sure={int(incident.sure.get(base.event.id, -0.2) * 5)}"
    if base.note:
        yield f"{where} {base.source} note={base.note}"
    if base.party is not None:
        yield from _of_party(f"{where} {base.source}", base.party, span)
    if span.part in ("name", "head", "suffix"):
        outside = set(base.text.lower().split()) - set(span.text.lower().split())
        yield from (f"{base.source} beside={word.strip(chr(34) + ',.[]')}" for word in sorted(outside))


def _of_party(where: str, party: Participant, span: Span) -> Iterator[str]:
    yield f"{where} kind={party.kind}"
    yield f"{where} kind={party.kind} {span.part}"
    yield f"{where} sector={party.sector}"
    if party.actor_id is not None:
        yield f"{where} known {span.part}"


def _telling(record: Record, incident: Incident, candidate: Candidate) -> Iterator[str]:
    yield f"incident={incident.type}"
    yield f"probability={int(incident.probability * 5)}"
    triggers = [(m.start, m.end) for event in incident.events for m in event.mentions]
    gaps = [max(span.start - end, start - span.end, 0) for span in candidate.spans for start, end in triggers]
    yield f"distance={next((most for most in _DISTANCES if min(gaps) <= most), 'far')}"
    places = {span.start for span in candidate.spans}
    yield f"places={min(len(places), 4)}"
    yield f"first place={min(min(places) // 300, 4)}"
    text = candidate.text.lower()
    if any(text in " ".join(source.name.lower().split()) for event in record.events for source in event.sources):
        yield "a source"
    for claim in (claim for event in incident.events for claim in event.claims):
        if claim.by and (text in claim.by.lower() or claim.by.lower() in text):
            yield f"claim={claim.kind}"
