"""Document -> Mentions: who did what to whom, how many, where, when, who says so, and is it so."""

from __future__ import annotations

from dateline.extract.counts import find_counts
from dateline.extract.lexicon import Lexicon
from dateline.extract.own_types import choose_own
from dateline.extract.own_words import lexicon_in_use
from dateline.extract.parties import find_parties
from dateline.extract.setting import find_places, find_times, quotations, reporting_words, spoken_times, tellings
from dateline.extract.sources import find_claims, find_sources, find_speakers
from dateline.extract.status import find_status
from dateline.extract.syntax import phrase
from dateline.extract.topics import find_topics, topic_words
from dateline.extract.triggers import Chosen, choose_triggers
from dateline.extract.weapons import find_weapons
from dateline.schema.document import Document
from dateline.schema.mention import Claim, Mention, Party, Weapon


def extract(document: Document, *, lexicon: Lexicon | None = None) -> tuple[Mention, ...]:
    """The mentions of a document in the order of the text, each with all that its own sentence says of the event."""
    lexicon = lexicon or lexicon_in_use()
    chosen = choose_own(document, choose_triggers(document, lexicon), lexicon)
    counts, claims = find_counts(document, chosen, lexicon), find_claims(document, chosen, lexicon)
    reporting = reporting_words(document, lexicon)
    speakers = find_speakers(document, lexicon)
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
                parties=_without_accusers(find_parties(document, c), claims.get(k, ())),
                counts=counts.get(k, ()),
                claims=claims.get(k, ()),
                sources=find_sources(document, c, speakers, quoted),
                weapons=_weapons(document, c),
                times=times,
                told=told,
                spoken=spoken_times(document, times, quoted, said),
                places=find_places(document, c),
                topics=find_topics(document, c, lexicon),
                firm=c.trigger.firm,
                optional=c.trigger.optional,
                own=c.own,
            )
        )
    return tuple(out)


def _without_accusers(parties: tuple[Party, ...], claims: tuple[Claim, ...]) -> tuple[Party, ...]:
    """Who blames another for it has not done it."""
    blaming = [c.by for c in claims if c.kind == "blamed" and c.by is not None]
    return tuple(p for p in parties if p.role != "actor" or all(p.phrase.end <= b.start or b.end <= p.phrase.start for b in blaming))


def _weapons(document: Document, chosen: Chosen) -> tuple[Weapon, ...]:
    """Weapons named in the sentence of an attack."""
    if chosen.type != "ASSAULT":
        return ()
    s = document.sentences[document.words[chosen.first].sentence]
    return find_weapons(document.words[s.first : s.last], text=document.report.text)


__all__ = ["extract", "topic_words"]
