"""Document -> Mentions: who did what to whom, how many, where, when, who says so, and is it so."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from dateline.extract.bare import with_bare
from dateline.extract.claims import find_claims
from dateline.extract.counts import find_counts
from dateline.extract.cued import with_cued
from dateline.extract.entries import Lexicon
from dateline.extract.figured import with_figured
from dateline.extract.mishaps import GAMES, GIVEN_UP, find_mishap
from dateline.extract.near import manner, near_places, near_times
from dateline.extract.own_types import choose_own
from dateline.extract.own_words import lexicon_in_use
from dateline.extract.parties import find_parties
from dateline.extract.plain import with_plain
from dateline.extract.revisions import with_revisions
from dateline.extract.setting import find_places, find_times, quotations, reporting_words, tellings
from dateline.extract.sources import Speakers, find_sources, find_speakers
from dateline.extract.status import find_status
from dateline.extract.syntax import KNOWN, phrase
from dateline.extract.taken import with_taken
from dateline.extract.topics import find_topics, topic_words
from dateline.extract.triggers import Chosen, choose_triggers
from dateline.extract.voices import meant_by_first
from dateline.extract.weapons import find_weapons
from dateline.extract.worded import with_worded
from dateline.schema.document import Document
from dateline.schema.mention import Claim, Mention, Party, Phrase, Weapon

# Types of events that the words of what nobody is behind may be taken for.
_MISTAKEN = frozenset({"ASSAULT", "PROTEST", "RETREAT"})
_INDEFINITE = frozenset({"a", "an", "another"})
# Only blame that is so sure takes the part in the deed from who blames.
_BLAMING = 0.55
# Types of events that consist in saying so.
_BLAMED_BY = frozenset({"ACCUSE", "THREATEN", "SANCTION", "REQUEST", "REJECT"})


def extract(document: Document, *, lexicon: Lexicon | None = None) -> tuple[Mention, ...]:
    """The mentions of a document in the order of the text, each with all that its own sentence says of the event."""
    lexicon = lexicon or lexicon_in_use()
    seen = with_figured(document, choose_triggers(document, lexicon), lexicon)
    worded = with_taken(document, with_worded(document, seen, lexicon), lexicon)
    cued = with_cued(document, with_bare(document, worded, lexicon), lexicon)
    chosen = choose_own(document, with_plain(document, cued, lexicon), lexicon)
    reporting = reporting_words(document, lexicon)
    speakers = find_speakers(document, lexicon)
    counts, claims = find_counts(document, chosen, lexicon), find_claims(document, chosen, lexicon, speakers)
    said, quoted = tellings(document, reporting), quotations(document)
    out = []
    for k, c in enumerate(chosen):
        times, told = find_times(document, c, reporting)
        status = find_status(document, c, lexicon)
        cue = None if status.words is None else phrase(document, *status.words, made_by=status.made_by, confidence=1.0)
        out.append(
            Mention(
                index=c.number,
                sentence=document.words[c.first].sentence,
                trigger=phrase(document, c.first, c.last, made_by=c.made_by, confidence=c.confidence),
                type=c.type,
                mode=c.modes[0][0],
                modes=c.modes,
                status=status.status,
                status_by=status.made_by,
                status_words=cue,
                parties=_without_accusers(_spoken(document, find_parties(document, c), speakers), claims.get(k, ()), type=c.type),
                counts=with_revisions(document, counts.get(k, ())),
                claims=claims.get(k, ()),
                sources=find_sources(document, c, speakers, quoted),
                weapons=_weapons(document, c),
                times=times,
                told=told,
                places=find_places(document, c),
                topics=find_topics(document, c, lexicon),
                firm=c.trigger.firm,
                optional=c.trigger.optional,
                own=c.own,
                form=_form(document, c.head),
                mishap=_mishap(document, c),
                near_times=near_times(document, c, reporting, quoted, said),
                near_places=near_places(document, c, reporting),
                manner=manner(document, c, reporting, quoted),
            )
        )
    return tuple(out)


def _mishap(document: Document, chosen: Chosen) -> Phrase | None:
    """What nobody is behind in place of an attack; of a strike the words of a game ("a *strike* by a midfielder"); and what is given up
    that is neither arms nor ground ("surrendered its *licence*", "gave up his *soul*")."""
    found = find_mishap(document, chosen.head) if chosen.type in _MISTAKEN else None
    if chosen.type == "RETREAT":
        return found if found is not None and found.made_by == GIVEN_UP else None
    games = chosen.type == "ASSAULT" or (found is not None and found.made_by == GAMES and chosen.modes[0][0] == "strike")
    return found if games else None


def _form(document: Document, head: int) -> Literal["verb", "definite", "indefinite", "bare", "other"]:
    """Verb, or noun by its article: "the attack" often goes back to what everybody knows, "an attack" tells of one."""
    if document.words[head].upos not in {"NOUN", "PROPN"}:
        return "verb" if document.words[head].upos == "VERB" else "other"
    before = {document.words[c].norm.casefold() for c in document.children[head] if document.words[c].deprel in {"det", "nmod:poss"}}
    return "definite" if before & KNOWN else "indefinite" if before & _INDEFINITE else "bare"


def _spoken(document: Document, parties: tuple[Party, ...], speakers: Speakers) -> tuple[Party, ...]:
    """The parties, "we" and "us" with who speaks ("*We* did not fire," a police spokesman said)."""
    meant = [meant_by_first(document, p.phrase.head, speakers) for p in parties]
    return tuple(p if m is None or p.antecedents else replace(p, antecedents=(m,)) for p, m in zip(parties, meant, strict=True))


def _without_accusers(parties: tuple[Party, ...], claims: tuple[Claim, ...], *, type: str) -> tuple[Party, ...]:
    """Who blames another for it has not done it, unless blaming is what is told of ("Ghana accused Togo")."""
    if type in _BLAMED_BY:
        return parties
    blaming = [c.by for c in claims if c.kind == "blamed" and c.by is not None and c.phrase.confidence >= _BLAMING]
    return tuple(p for p in parties if p.role != "actor" or all(p.phrase.end <= b.start or b.end <= p.phrase.start for b in blaming))


def _weapons(document: Document, chosen: Chosen) -> tuple[Weapon, ...]:
    """Weapons named in the sentence of an attack."""
    if chosen.type != "ASSAULT":
        return ()
    s = document.sentences[document.words[chosen.first].sentence]
    return find_weapons(document.words[s.first : s.last], text=document.report.text)


__all__ = ["extract", "topic_words"]
