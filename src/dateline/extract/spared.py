"""Whom a figure of dead or hurt must not count: who is told to be unhurt, alive or left out, and the whole of which a share is told."""

from __future__ import annotations

from dateline.extract.quantities import is_left_out, is_survival, is_unharmed
from dateline.extract.syntax import case, sentence_words, top
from dateline.extract.weighing import HARM
from dateline.schema.document import Document, Fact

# Relations of the words that say how somebody got away.
_SAYS_HOW = frozenset({"xcomp", "advmod", "obl", "obj", "acl", "advcl"})
# Nouns for people who have come through.
_ALIVE = frozenset({"survivor"})
# Words before a whole of which shares are told next.
_OPENING = frozenset({"of", "the", "these", "those"})
_HARMS = frozenset({"injury", "harm", "death", "unhurt"})
_DONE_TO = frozenset({"nsubj", "nsubj:pass", "obj"})
_OWN_WORDS = frozenset({"acl", "amod"})


def is_spared(document: Document, fact: Fact) -> bool:
    """Are they told to be unhurt ("his interpreter was *unhurt*"), or left out of the count ("*excluding* the bomber")?"""
    if fact.label not in HARM:
        return False
    head = top(document, fact.first, fact.last)
    if _is_whole(document, fact, head) or document.words[head].lemma in _ALIVE:
        return True
    above = document.words[head].head
    below = document.children[above] if above >= 0 else ()
    with_it = [c for c in below if document.words[c].deprel in _SAYS_HOW and case(document, c) != "with"]  # "escaped *with* injuries"
    beside = {document.words[i].lemma for i in (above, *with_it) if i >= 0}
    mine = above >= 0 and document.words[head].deprel in _DONE_TO and document.words[head].upos != "PRON"
    if fact.label == "killed" and mine and is_survival(document.words[above].lemma) and document.words[head].deprel == "nsubj":
        return True
    return (mine and (is_unharmed(beside) or (document.words[above].lemma == "escape" and not _HARMS.isdisjoint(beside)))) or is_left_out(
        [w.norm.casefold() for w in document.words[max(fact.first - 2, 0) : fact.first]]
    )


def _is_whole(document: Document, fact: Fact, head: int) -> bool:
    """Are they those of whom a share is told next ("*of the 32 attackers*, 29 were killed")? Not where a word of their own says what befell
    them ("of the three *hurt*")."""
    words = sentence_words(document, fact.first)
    place = fact.first - words[0].index
    before = [w.norm.casefold() for w in words[:place]]
    if words[0].norm.casefold() != "of" or len(before) > len(_OPENING) or not set(before) <= _OPENING:
        return False
    own = any(document.words[c].deprel.split(":")[0] in _OWN_WORDS for c in document.children[head])
    shares = any(w.upos == "NUM" for w in words[fact.last - words[0].index :])
    return shares and not own and document.words[head].upos == "NOUN"
