"""Everybody a report names, in the order of the text: what "the insurgents", "the group" or a claimant stand for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.resolve.actors import name_actor
from dateline.schema.document import Document, Name
from dateline.schema.mention import Mention, Phrase
from dateline.schema.place import Actor

# Kinds of the actor tables that carry arms outside the state.
ARMED = frozenset({"rebels", "jihadists", "separatists", "militia", "paramilitary", "cartel", "gang", "terrorists"})
_DEFINITE = frozenset({"the", "these", "those", "same", "its", "their"})
# Descriptions of any organisation, armed or not.
_BODIES = frozenset({"group", "movement", "organization", "organisation", "faction", "network", "party", "it", "they", "outfit"})


@dataclass(frozen=True, slots=True)
class Named:
    """A party of the actor tables where the text names it."""

    start: int
    actor: Actor


@dataclass(frozen=True)
class Cast:
    """The armed parties a report names, by position, and for whom its persons act, by the last word of their names."""

    armed: tuple[Named, ...]
    persons: tuple[tuple[str, Actor], ...] = ()

    def person(self, actor: Actor) -> Actor | None:
        """For whom a person acts whom the report introduces elsewhere ("Jean Diallo, Mali's foreign minister ... Diallo").

        None for whoever is no person by name alone, or is introduced as two.
        """
        if actor.kind != "person" or actor.actor_id is not None:
            return None
        last = actor.name.casefold().split()[-1]
        known = [a for word, a in self.persons if word == last]
        if len({a.name for a in known}) != 1:
            return None
        return replace(known[0], made_by=f"cast:person+{known[0].made_by}", confidence=round(known[0].confidence * 0.9, 4))

    def describe(self, phrase: Phrase, actor: Actor) -> Actor | None:
        """The named party that a definite description of armed people stands for: the last one named before, else the only one.

        None where the words are no such description ("gunmen", "the army").
        """
        words = phrase.text.casefold().split()
        if actor.actor_id is not None or not words or words[0] not in _DEFINITE:
            return None
        if actor.sector != "armed" and words[-1] not in _BODIES:
            return None
        found = self.before(phrase.start)
        return replace(found, made_by=f"cast:before+{found.made_by}", confidence=round(found.confidence * 0.75, 4)) if found else None

    def before(self, start: int) -> Actor | None:
        """The armed party named last before `start`, else the only one of the report."""
        k = bisect_left([n.start for n in self.armed], start)
        if k:
            return self.armed[k - 1].actor
        names = {n.actor.name for n in self.armed}
        return self.armed[0].actor if len(names) == 1 else None


def read_cast(document: Document, *, country: str | None = None) -> Cast:
    """The armed parties among the report's names, and its persons with what is said of them; `country` is that of the report."""
    out = []
    persons: list[tuple[str, Actor]] = []
    for name in document.names:
        if name.kind == "person":
            actor = name_actor(_introduction(document, name), published=document.report.published, country=country)
            if actor.actor_id is not None:
                persons.append((name.text.casefold().split()[-1], actor))
        if name.kind in {"armed_group", "organisation", "group"}:
            actor = name_actor(name.text, published=document.report.published)
            if actor.actor_id is not None and actor.kind in ARMED:
                out.append(Named(name.start, actor))
    return Cast(tuple(out), tuple(persons))


# What stands with a person's name and says who that is.
_WITH_NAME = frozenset({"compound", "amod", "det", "nmod:poss", "flat", "appos", "nmod"})


def _introduction(document: Document, name: Name) -> str:
    """The name with title and apposition: "Jean Diallo, Mali's foreign minister"."""
    head = next((i for i in range(name.first, name.last) if not name.first <= document.words[i].head < name.last), name.first)
    inside = {*range(name.first, name.last)}
    for child in (c for i in range(name.first, name.last) for c in document.children[i]):
        if document.words[child].deprel in _WITH_NAME:
            inside.update(document.subtree(child))
    above = document.words[head]
    if above.deprel in {"appos", "flat"} and above.head >= 0:
        # "The foreign minister, Jean Diallo": the name explains the title
        title = {above.head}
        for child in document.children[above.head]:
            if child != head and document.words[child].deprel in _WITH_NAME - {"appos"}:
                title.update(document.subtree(child))
        inside |= title
    first, last = min(inside), max(inside)
    return document.text(first, last + 1)


def claimed_by(mentions: Sequence[Mention]) -> tuple[Phrase, ...]:
    """Who is said to have done it: the claimants, and those blamed."""
    out: list[Phrase] = []
    for claim in (c for m in mentions for c in m.claims):
        who = claim.by if claim.kind == "claimed" else claim.accused if claim.kind == "blamed" else None
        if who is not None and all(who.start != p.start for p in out):
            out.append(who)
    return tuple(out)
