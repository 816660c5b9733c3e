"""Who told of an event and who claims, blames or denies it, each once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.resolve.actors import name_actor
from dateline.resolve.participants import Naming
from dateline.schema.document import Document
from dateline.schema.mention import Mention, Phrase
from dateline.schema.place import Actor
from dateline.schema.record import ClaimRecord, SourceRecord

_ARTICLE = re.compile(r"^(?:the|some|several|other)\s+", re.IGNORECASE)


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
    return next((n.text for n in names if n.kind == "person" and phrase.start <= n.start and n.end <= phrase.end), None)


def _crowd(actor: Actor) -> bool:
    """People of no party: "residents" who blame somebody are not the civilians of their country."""
    return actor.kind == "civilians"


def claims(document: Document, mentions: Sequence[Mention], naming: Naming) -> tuple[ClaimRecord, ...]:
    """The claims of all mentions; the same claim by the same party is one entry. A person nobody knows is named, not described."""
    out: dict[tuple[str, str | None], ClaimRecord] = {}
    for c in (c for m in mentions for c in m.claims):
        by = None
        if c.by is not None:
            actor = naming.name(c.by)
            named = _ARTICLE.sub("", c.by.text) if _crowd(actor) else actor.name
            by = (_person(document, c.by) if actor.actor_id is None else None) or named
        p = c.phrase
        out.setdefault((c.kind, by), ClaimRecord(c.kind, by, p.start, p.end, p.text, p.made_by, p.confidence))
    return tuple(sorted(out.values(), key=lambda c: (c.start, c.end)))
