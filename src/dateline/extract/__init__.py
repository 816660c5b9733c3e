"""Document -> Mentions: who did what to whom, how many, where, when, who says so, and is it so."""

from __future__ import annotations

from dateline.extract.counts import find_counts
from dateline.extract.lexicon import Lexicon, load_lexicon
from dateline.extract.parties import find_parties
from dateline.extract.setting import find_places, find_times, reporting_words
from dateline.extract.sources import find_claims, find_sources
from dateline.extract.syntax import phrase
from dateline.extract.triggers import choose_triggers
from dateline.schema.document import Document
from dateline.schema.mention import Mention


def extract(document: Document, *, lexicon: Lexicon | None = None) -> tuple[Mention, ...]:
    """The mentions of a document in the order of the text, each with all that its own sentence says of the event."""
    lexicon = lexicon or load_lexicon()
    chosen = choose_triggers(document, lexicon)
    counts, claims = find_counts(document, chosen), find_claims(document, chosen, lexicon)
    reporting = reporting_words(document, lexicon)
    out = []
    for k, c in enumerate(chosen):
        times, told = find_times(document, c, reporting)
        out.append(
            Mention(
                index=c.number,
                sentence=document.words[c.first].sentence,
                trigger=phrase(document, c.first, c.last, made_by=c.made_by, confidence=c.confidence),
                type=c.type,
                mode=c.mode,
                status=c.trigger.statuses[0][0],
                status_by="model:statuses",
                optional=c.trigger.optional,
                parties=find_parties(document, c),
                counts=counts.get(k, ()),
                claims=claims.get(k, ()),
                sources=find_sources(document, c),
                times=times,
                told=told,
                places=find_places(document, c),
            )
        )
    return tuple(out)


__all__ = ["extract"]
