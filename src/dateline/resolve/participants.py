"""The parties of an event out of its mentions: named, and each named once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from dateline.resolve.actors import name_actor
from dateline.schema.document import Document
from dateline.schema.mention import Mention, Party, Phrase
from dateline.schema.place import Actor
from dateline.schema.record import Participant, ParticipantMention

SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_PRONOUNS = frozenset("they them he him she her it who whom which that themselves himself itself we us i both".split())


@dataclass
class _Gathered:
    """One party while its mentions are gathered. `named`: is it a name rather than a description?"""

    role: str
    actor: Actor
    phrases: list[Phrase] = field(default_factory=list)
    described: bool = False


def participants(document: Document, mentions: Sequence[Mention], *, type: str, country: str | None) -> tuple[Participant, ...]:
    """The parties of the event, in role order, each with all its words.

    A description ("the insurgents") joins the one named party of its role; a pronoun that stands for nothing known is dropped
    where another party has the role.
    """
    published = document.report.published
    gathered: list[_Gathered] = []
    loose: list[tuple[str, Phrase]] = []
    for party in (p for m in mentions for p in m.parties):
        _gather(gathered, loose, party, published, country)
    for role, phrase in loose:
        same = [g for g in gathered if g.role == role]
        if same:
            same[0].phrases.append(phrase)
    _fold_descriptions(gathered)
    if type in SYMMETRIC:
        gathered = _one_side(gathered)
    return tuple(_participant(g) for g in sorted(gathered, key=lambda g: (_ORDER[g.role], min(p.start for p in g.phrases))))


_ORDER = {"actor": 0, "recipient": 1, "third": 2}


def _gather(gathered: list[_Gathered], loose: list[tuple[str, Phrase]], party: Party, published: date | None, country: str | None) -> None:
    phrases = [party.phrase, *party.antecedents]
    if party.phrase.text.casefold() in _PRONOUNS:
        if not party.antecedents:
            loose.append((party.role, party.phrase))
            return
        actor = name_actor(party.antecedents[0].text, published=published, country=country)
    else:
        actor = name_actor(party.phrase.text, published=published, country=country)
    for g in gathered:
        if g.role == party.role and g.actor.name.casefold() == actor.name.casefold():
            g.phrases += [p for p in phrases if p not in g.phrases]
            return
    gathered.append(_Gathered(party.role, actor, phrases, _described(party.phrase, actor)))


def _described(phrase: Phrase, actor: Actor) -> bool:
    """Is it a definite description that goes back to somebody named ("the insurgents", "the group")?"""
    return actor.actor_id is None and phrase.text.casefold().split(" ")[0] in {"the", "this", "these", "those", "its", "their", "his"}


def _fold_descriptions(gathered: list[_Gathered]) -> None:
    for g in [g for g in gathered if g.described]:
        others = [o for o in gathered if o is not g and o.role == g.role and not o.described]
        if len(others) == 1:
            others[0].phrases += g.phrases
            gathered.remove(g)


def _one_side(gathered: list[_Gathered]) -> list[_Gathered]:
    """In talks and agreements both sides are one set: the same party stands in it once."""
    out: list[_Gathered] = []
    for g in gathered:
        twin = next((o for o in out if o.role != "third" and g.role != "third" and o.actor.name == g.actor.name), None)
        if twin is not None:
            twin.phrases += g.phrases
        else:
            out.append(g)
    return out


def _participant(g: _Gathered) -> Participant:
    seen: dict[tuple[int, int], ParticipantMention] = {}
    for p in sorted(g.phrases, key=lambda p: (p.start, p.end)):
        seen.setdefault((p.start, p.end), ParticipantMention(p.start, p.end, p.text, p.made_by, p.confidence))
    a = g.actor
    return Participant(g.role, a.name, a.actor_id, a.kind, a.sector, a.country, tuple(seen.values()), a.made_by, round(a.confidence, 4))
