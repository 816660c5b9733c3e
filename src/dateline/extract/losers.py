"""Who is told to have lost the people counted: "*the rebels* lost 14 men", "*UNITA* overran the post, losing 14 men"."""

from __future__ import annotations

from dateline.extract.syntax import ancestors, noun_phrase, phrase
from dateline.extract.verbs import LOSING
from dateline.schema.document import Document
from dateline.schema.mention import Phrase

MADE_BY = "losers"
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
# By these a verb shares the subject of the one above it ("overran the post, *losing* 14 men").
_SHARES = frozenset({"advcl", "xcomp", "conj"})


def find_loser(document: Document, head: int) -> Phrase | None:
    """The subject of a verb of losing whose object is the word or is listed before it; None where there is none."""
    words = document.words
    counted = words[head].head if words[head].deprel == "conj" else head
    verb = words[counted].head if counted >= 0 else -1
    if verb < 0 or words[counted].deprel != "obj" or words[verb].lemma not in LOSING:
        return None
    for above in ancestors(document, verb):
        subject = next((c for c in document.children[above] if words[c].deprel in _SUBJECTS), None)
        if subject is not None:
            return phrase(document, *noun_phrase(document, subject), made_by=MADE_BY, confidence=1.0)
        if words[above].deprel.split(":")[0] not in _SHARES:
            return None
    return None
