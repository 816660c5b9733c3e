"""Everybody a report names, in the order of the text: what "the insurgents", "the group" or a claimant stand for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.resolve.actors import name_actor
from dateline.schema.document import Document
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
    """The armed parties a report names, by position."""

    armed: tuple[Named, ...]

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


def read_cast(document: Document) -> Cast:
    """The armed parties among the report's names."""
    out = []
    for name in document.names:
        if name.kind in {"armed_group", "organisation", "group"}:
            actor = name_actor(name.text, published=document.report.published)
            if actor.actor_id is not None and actor.kind in ARMED:
                out.append(Named(name.start, actor))
    return Cast(tuple(out))


def claimed_by(mentions: Sequence[Mention]) -> tuple[Phrase, ...]:
    """Who is said to have done it: the claimants, and those blamed."""
    out: list[Phrase] = []
    for claim in (c for m in mentions for c in m.claims):
        who = claim.by if claim.kind == "claimed" else claim.accused if claim.kind == "blamed" else None
        if who is not None and all(who.start != p.start for p in out):
            out.append(who)
    return tuple(out)
