"""Why the parties, figures, claims, sources and weapons of an event are what they are."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.resolve.sides import DEFAULT
from dateline.resolve.telling import OWN_DEED
from dateline.schema.mention import Claim
from dateline.schema.record import Casualty, ClaimRecord, Participant
from dateline.views.cli.wording import figure
from dateline.views.explain.frames import role_in_words
from dateline.views.explain.made_by import in_words, sentence
from dateline.views.explain.reason import Reason, Told, quoted, words_of


def parties(told: Told) -> Iterator[Reason]:
    """Reasons of each participant: of the role, and of the name with what the lists say of it."""
    for k, party in enumerate(told.event.participants):
        yield _name(k, party)
        yield _role(told, k, party)
    if not told.event.participants:
        yield Reason(("participants",), "parties", "none", "No words of its sentences were given a role beside it.", "model:roles")


def figures(told: Told) -> Iterator[Reason]:
    """Reasons of each figure: of the number, of the side, of being civilians, of being part of a total."""
    sides = dict(told.trace.sides)
    for k, entry in enumerate(told.event.casualties):
        yield _number(k, entry)
        yield _side(k, entry, sides.get(entry.id, DEFAULT))
        yield _civilian(k, entry)
        yield _total(k, entry)
    if not told.event.casualties:
        yield Reason(("casualties",), "how many", "none", "No figure of people was found beside it.", "model:figures")


def telling(told: Told) -> Iterator[Reason]:
    """Reasons of claims, sources and weapons."""
    yield from _claims(told)
    for k, source in enumerate(told.event.sources):
        named = "a person's name in the words" if source.name != source.text else "no person's name in the words, so they stand as they are"
        acts = f"by the lists of parties they speak for {source.affiliation}" if source.affiliation else "no list says for whom they speak"
        because = sentence(in_words(source.made_by), named, acts)
        yield Reason((f"sources[{k}]",), "source", source.name, because, source.made_by, source.confidence, words_of(source))
    for k, weapon in enumerate(told.event.weapons):
        because = sentence(in_words(weapon.made_by))
        yield Reason((f"weapons[{k}]",), "weapon", weapon.kind, because, weapon.made_by, weapon.confidence, words_of(weapon))
    yield from _untold(told)


def _untold(told: Told) -> Iterator[Reason]:
    """Of lists that are empty."""
    event = told.event
    if not event.sources:
        yield Reason(("sources",), "sources", "none", "Nobody was found who is said to tell of it in its own sentences.", "model:roles")
    if not event.weapons:
        only = "" if event.type == "ASSAULT" else "; weapons are looked for in attacks only"
        yield Reason(("weapons",), "weapons", "none", f"No word of the list of weapons stands in its sentences{only}.", "weapons:lexicon")


def _role(told: Told, k: int, party: Participant) -> Reason:
    ways = dict.fromkeys(m.made_by for m in party.mentions)
    clauses = [role_in_words(way, party.role) for way in ways]
    if party.role == "actor" and _claims_it(told, party):
        clauses.append("who claims the attack, or is blamed for it, is its actor")
    surest = max(m.confidence for m in party.mentions)
    fields = (f"participants[{k}].role", f"participants[{k}].mentions")
    return Reason(fields, "role", party.role, sentence(*clauses), next(iter(ways)), surest, words_of(*party.mentions))


def _claims_it(told: Told, party: Participant) -> bool:
    """Do words of the party come from a claim alone?"""
    spans = {(p.start, p.end) for c in _phrases(told) for p in (c.by, c.accused) if p is not None}
    return any((m.start, m.end) in spans and m.made_by.startswith("syntax:subject") for m in party.mentions)


def _phrases(told: Told) -> Iterator[Claim]:
    return (c for m in told.mentions for c in m.claims)


def _name(k: int, party: Participant) -> Reason:
    known = {"kind": party.kind, "sector": party.sector, "country": party.country, "id": party.actor_id}
    facts = ", ".join(f"{name} {fact}" for name, fact in known.items() if fact) + ("" if party.actor_id else ", without an id")
    owned = party.country and party.made_by.startswith("actors/agents:")
    because = sentence(in_words(party.made_by), "the country is that of its words, or of the event's place" if owned else "", facts)
    fields = tuple(f"participants[{k}].{name}" for name in ("name", "actor_id", "kind", "sector", "country"))
    return Reason(fields, party.role, party.name, because, party.made_by, party.confidence, words_of(*party.mentions))


def _number(k: int, entry: Casualty) -> Reason:
    bounds = "no upper bound is told" if entry.high is None else "no lower bound is told" if entry.low is None else ""
    because = sentence(in_words(entry.made_by), bounds, f"who: {quoted([entry.who])}, the words without the figure")
    fields = tuple(f"casualties[{k}].{name}" for name in ("id", "outcome", "low", "high", "who"))
    value = f"{figure(entry.low, entry.high)} ({entry.who})"
    return Reason(fields, entry.outcome, value, because, entry.made_by, entry.confidence, words_of(entry))


def _side(k: int, entry: Casualty, rule: str) -> Reason:
    label = f"side of {entry.id}"
    return Reason((f"casualties[{k}].role",), label, entry.role, sentence(in_words(rule)), rule, None, words_of(entry))


def _civilian(k: int, entry: Casualty) -> Reason:
    value = {True: "yes", False: "no", None: "not told"}[entry.civilian]
    because = {
        True: "The words name people who bear no arms.",
        False: "The words name people who bear arms or are in uniform.",
        None: "The words do not say whether they are civilians.",
    }[entry.civilian]
    return Reason((f"casualties[{k}].civilian",), f"civilians in {entry.id}", value, because, "quantities:civilians", None, words_of(entry))


def _total(k: int, entry: Casualty) -> Reason:
    told = f"part of {entry.part_of}" if entry.part_of else "a total of its own"
    because = (
        f"The words between the two figures (“including”, “among them” ...) put it into {entry.part_of}."
        if entry.part_of
        else "No larger figure of its sentence is told to include it. Corrections by later figures are not looked for."
    )
    fields = (f"casualties[{k}].part_of", f"casualties[{k}].superseded")
    return Reason(fields, f"total of {entry.id}", told, because, "figures.including", None, words_of(entry))


def _claims(told: Told) -> Iterator[Reason]:
    for k, entry in enumerate(told.event.claims):
        yield Reason(
            (f"claims[{k}].kind",), "claim", entry.kind, sentence(in_words(entry.made_by)), entry.made_by, entry.confidence, words_of(entry)
        )
        yield _claimant(told, k, entry)
    if not told.event.claims:
        yield Reason(("claims",), "claims", "none", "Nobody was found who claims it, blames someone for it or denies it.", "model:claims")


def _claimant(told: Told, k: int, entry: ClaimRecord) -> Reason:
    by = next((c.by for c in _phrases(told) if (c.phrase.start, c.phrase.end, c.kind) == (entry.start, entry.end, entry.kind)), None)
    field = (f"claims[{k}].by",)
    if entry.made_by.endswith(OWN_DEED):
        return Reason(field, f"{entry.kind} by", entry.by or "", sentence(in_words(OWN_DEED)), OWN_DEED, entry.confidence, words_of(entry))
    if by is None or entry.by is None:
        return Reason(field, f"{entry.kind} by", "not told", "Neither the pattern nor the clause names anybody.", "syntax:subject")
    because = sentence(in_words(by.made_by), "named by the lists of parties, or by the person's name")
    return Reason(field, f"{entry.kind} by", entry.by, because, by.made_by, by.confidence, words_of(by))
