"""Who told of an event and who claims, blames or denies it, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from dateline.resolve.actors import name_actor
from dateline.resolve.participants import Naming
from dateline.resources import read_toml
from dateline.schema.document import Document
from dateline.schema.mention import Claim, Mention, Phrase
from dateline.schema.place import Actor
from dateline.schema.record import ClaimRecord, Participant, SourceRecord

# What made the claim of an attacker who is a source of the attack.
OWN_DEED = "source:own-deed"
# Who stands for both parties of a fight: "both sides", "each", "the two armies".
_BOTH = re.compile(r"^(?:both|each|either|the two|the (?:warring|rival|opposing))\b", re.IGNORECASE)
# Nouns for a body that is named before: "the party", "the movement".
TABLE = "lexicon/bodies.toml"
_BODIES = frozenset({"armed_group", "organisation", "group", "party"})
_ARTICLE = re.compile(r"^(?:the|some|several|other)\s+", re.IGNORECASE)


def _goes_back(words: str) -> bool:
    """Do the words stand for a body that is named before ("the party", "the movement")?"""
    the, _, noun = words.casefold().partition(" ")
    return the == "the" and noun in _named_before()


@cache
def _named_before() -> frozenset[str]:
    return frozenset(read_toml(TABLE)["named_before"])


def sources(document: Document, mentions: Sequence[Mention]) -> tuple[SourceRecord, ...]:
    """The sources of all mentions; a person's name where the words have one, else the words."""
    out: dict[str, SourceRecord] = {}
    for phrase in (s.phrase for m in mentions for s in m.sources):
        name = _person(document, phrase) or phrase.text
        actor = name_actor(phrase.text, published=document.report.published)
        affiliation = actor.name if actor.actor_id is not None and actor.name != name else None
        out.setdefault(
            name.casefold(),
            SourceRecord(name, affiliation, phrase.start, phrase.end, phrase.text, phrase.made_by, phrase.confidence),
        )
    return tuple(sorted(out.values(), key=lambda s: s.start))


def _person(document: Document, phrase: Phrase) -> str | None:
    names = document.names_in(document.words[phrase.head].sentence)
    inside = (n.text for n in names if n.kind == "person" and phrase.start <= n.start and n.end <= phrase.end)
    # Of a rank and a name that are both marked ("*Inspector* Abel Dassi") the longer words are the name.
    return max((name for name in inside if not _is_office(name)), key=lambda name: name.count(" "), default=None)


def _is_office(name: str) -> bool:
    """Is what was taken for a person's name only the word for an office or a rank ("Interior *Minister* Arsen Avakov")?

    Words for fighters are surnames too ("Mujahid").
    """
    actor = name_actor(name, published=None)
    return actor.made_by == f"actors/agents:{name.casefold()}" and actor.sector != "armed"


def _crowd(actor: Actor) -> bool:
    """People of no party: "residents" who blame somebody are not the civilians of their country."""
    return actor.kind == "civilians"


def claims(document: Document, mentions: Sequence[Mention], parties: Sequence[Participant], naming: Naming) -> tuple[ClaimRecord, ...]:
    """The claims of all mentions; the same claim by the same party is one entry. A person nobody knows is named, not described.

    "Both sides" and "each" who blame, claim or deny are the parties of the event.
    """
    out: dict[tuple[str, str | None], ClaimRecord] = {}
    found = [c for m in mentions for c in m.claims]
    for c in found:
        p = c.phrase
        for by in _holders(document, c, parties, naming) if (answers := _accused(document, c, found, naming)) is None else (answers,):
            out.setdefault((c.kind, by), ClaimRecord(c.kind, by, p.start, p.end, p.text, p.made_by, p.confidence))
    return tuple(sorted(_named_once(out.values(), document), key=lambda c: (c.start, c.end)))


def _named_once(told: Iterable[ClaimRecord], document: Document) -> Iterator[ClaimRecord]:
    """The claims without those by an armed group that nobody names, where one that is named claims it too."""
    found = list(told)
    actors = {c.by: name_actor(c.by, published=document.report.published) for c in found if c.by is not None and c.kind == "claimed"}
    named = any(a.actor_id is not None and a.sector == "armed" for a in actors.values())
    for c in found:
        actor = actors.get(c.by) if c.kind == "claimed" and c.by is not None else None
        if not (named and actor is not None and actor.actor_id is None and actor.sector == "armed"):
            yield c


def _holders(document: Document, claim: Claim, parties: Sequence[Participant], naming: Naming) -> tuple[str | None, ...]:
    """The names of who claims, blames or denies."""
    if claim.by is None:
        return (None,)
    sides = tuple(dict.fromkeys(p.name for p in parties if p.role != "third" and p.actor_id is not None))
    if _BOTH.match(claim.by.text):
        return sides if len(sides) == 2 else (None,)
    return (named(document, claim.by, naming),)


def _accused(document: Document, claim: Claim, said: Sequence[Claim], naming: Naming) -> str | None:
    """Who was blamed before, where a body without a name denies it ("accused the Front of the raid, which *the party* denied")."""
    if claim.kind != "denied" or claim.by is None or not _goes_back(claim.by.text) or _fuller(document, claim.by) is not None:
        return None
    blamed = [c.accused for c in said if c.accused is not None and c.accused.start < claim.by.start]
    names = (naming.name(p) for p in sorted(blamed, key=lambda p: -p.start))
    return next((actor.name for actor in names if actor.actor_id is not None and actor.kind != "civilians"), None)


def named(document: Document, by: Phrase, naming: Naming) -> str:
    """The name of who claims, blames or denies: of people of no party the words, of a person nobody knows the name."""
    actor = naming.name(_fuller(document, by) or by)
    words = _ARTICLE.sub("", by.text) if _crowd(actor) else actor.name
    return (_person(document, by) if actor.actor_id is None else None) or words


def with_own_deeds(
    found: tuple[ClaimRecord, ...], told_by: Sequence[SourceRecord], parties: Sequence[Participant]
) -> tuple[ClaimRecord, ...]:
    """The claims, with those of attackers who tell of the attack themselves ("the front said its men were behind the raid")."""
    actors = {p.name for p in parties if p.role == "actor" and p.actor_id is not None}
    out = list(found)
    for source in told_by:
        name = source.affiliation or source.name
        if name in actors and all(c.by != name for c in out):
            made_by = f"{source.made_by}+{OWN_DEED}"
            out.append(ClaimRecord("claimed", name, source.start, source.end, source.text, made_by, source.confidence))
    return tuple(sorted(out, key=lambda c: (c.start, c.end)))


def _fuller(document: Document, by: Phrase) -> Phrase | None:
    """The name told before that ends with the noun by which it is told now ("the Red Coast *Brigade* ... the *brigade*")."""
    noun = by.text.casefold().removeprefix("the ")
    if not _goes_back(by.text):
        return None
    before = [n for n in document.names if n.kind in _BODIES and n.end <= by.start]
    last = next((n for n in reversed(before) if n.text.casefold().endswith(f" {noun}")), None)
    return None if last is None else replace(by, start=last.start, end=last.end, text=last.text)
