"""Who is told to have come through, or is left out of a count: "his interpreter was *unhurt*", "*excluding* the bomber"."""

from __future__ import annotations

from dateline.extract.quantities import is_left_out, is_survival, is_unharmed
from dateline.extract.syntax import top
from dateline.schema.document import Document, Fact

_HARM = frozenset({"killed", "wounded", "casualty"})
# Relations of the words that say how somebody got away.
_SAYS_HOW = frozenset({"xcomp", "advmod", "obl", "obj", "acl", "advcl"})
_HARMS = frozenset({"injury", "harm", "death", "unhurt"})
_DONE_TO = frozenset({"nsubj", "nsubj:pass", "obj"})


def is_spared(document: Document, fact: Fact) -> bool:
    """Are they told to be unhurt ("his interpreter was *unhurt*"), or left out of the count ("*excluding* the bomber")?"""
    if fact.label not in _HARM:
        return False
    head = top(document, fact.first, fact.last)
    above = document.words[head].head
    with_it = [c for c in document.children[above] if document.words[c].deprel in _SAYS_HOW] if above >= 0 else []
    beside = {document.words[i].lemma for i in (above, *with_it) if i >= 0}
    mine = above >= 0 and document.words[head].deprel in _DONE_TO and document.words[head].upos != "PRON"
    if fact.label == "killed" and mine and is_survival(document.words[above].lemma) and document.words[head].deprel == "nsubj":
        return True
    return (mine and (is_unharmed(beside) or (document.words[above].lemma == "escape" and not _HARMS.isdisjoint(beside)))) or is_left_out(
        [w.norm.casefold() for w in document.words[max(fact.first - 2, 0) : fact.first]]
    )
