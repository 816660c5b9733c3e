"""Deeds that the parse tells as not done, as only called for a day, or as what no time passes without."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.extract.syntax import case, top
from dateline.extract.verbs import ARRANGING, COMING, LIGHT
from dateline.schema.document import Document

_NOBODY = frozenset({"none", "nobody", "nothing"})
# Harm that a deed which was done did not do: "shelled the town and caused no casualties".
_HARMS = frozenset({"casualty", "damage", "injury", "death", "victim", "loss", "harm", "responsibility"})
_FOR = frozenset({"for", "from"})
_PASSING = frozenset({"pass", "go", "elapse"})
_SPELLS = frozenset({"hour", "day", "night", "week", "weekend", "month"})
_COULD, _ABLE = frozenset({"could"}), frozenset({"able", "manage"})
_BARELY = frozenset({"hardly", "barely", "scarcely", "rarely", "not", "n't", "no", "few", "seldom"})


def nothing_done(document: Document, heads: Iterable[int]) -> int | None:
    """The "no" or "none" of what the deed would have been done to ("fired *no* shots", "made *no* arrests", "freed *none* of them")."""
    for head in heads:
        word = document.words[head]
        objects = [c for c in document.children[head] if c > head and document.words[c].deprel == "obj"] if word.upos == "VERB" else []
        for index in (*objects, *((head,) if word.upos == "NOUN" and word.deprel == "obj" else ())):
            if (no := _none(document, index)) is not None:
                return no
    return None


def does_no_harm(document: Document, verb: int) -> bool:
    """Is what the verb has for its object harm ("did not *cause* any damage"), so that it tells of another deed?"""
    return any(document.words[c].deprel == "obj" and document.words[c].lemma in _HARMS for c in document.children[verb])


def _none(document: Document, index: int) -> int | None:
    word = document.words[index]
    if word.norm.casefold() in _NOBODY:
        return index
    if word.lemma in _HARMS:
        return None
    return next(
        (c for c in document.children[index] if document.words[c].norm.casefold() == "no" and document.words[c].deprel == "det"), None
    )


def called_for(document: Document, heads: Iterable[int]) -> tuple[int, int] | None:
    """The words for the day that the deed is called, set or planned for ("called a strike *for Monday*"), if none says it came."""
    for head in heads:
        word = document.words[head]
        if word.upos not in {"NOUN", "PROPN"}:
            continue
        above = document.words[word.head] if word.head >= 0 else None
        if above is not None and above.lemma in COMING | LIGHT:
            return None
        verbs = [c for c in document.children[head] if document.words[c].deprel.split(":")[0] == "acl"]
        if above is not None and word.deprel in {"obj", "nsubj:pass"}:
            verbs.append(above.index)
        arranged = [v for v in verbs if document.words[v].upos == "VERB" and document.words[v].lemma in ARRANGING]
        if arranged and (day := _day_for(document, {head, *arranged})) is not None:
            return day
    return None


def _day_for(document: Document, heads: set[int]) -> tuple[int, int] | None:
    """The day or clock time behind a "for" that hangs on one of these words."""
    for time in document.times:
        head = top(document, time.first, time.last)
        if time.kind in {"date", "time"} and document.words[head].head in heads and (case(document, head) or "") in _FOR:
            return time.first, time.last
    return None


def never_without(document: Document, heads: Iterable[int]) -> tuple[int, int] | None:
    """The words that say that no time passes without it: "*hardly a week goes by without* a bomb"."""
    for head in heads:
        word = document.words[head]
        if (case(document, head) or "") != "without" or word.head < 0 or document.words[word.head].lemma not in _PASSING:
            continue
        verb = word.head
        spells = [c for c in document.children[verb] if c < verb and document.words[c].lemma in _SPELLS]
        barely = [i for s in spells for i in document.subtree(s)] + list(document.children[verb])
        if spells and any(document.words[i].norm.casefold() in _BARELY for i in barely if i < verb):
            return min(document.subtree(spells[0])), verb + 1
    return None


def kept_from(document: Document, heads: Iterable[int]) -> int | None:
    """The "before" of what somebody was kept from ("shot *before* he *could* detonate it", "before she *was able to* fire")."""
    for head in heads:
        above = document.words[document.words[head].head] if document.words[head].head >= 0 else None
        able = above is not None and document.words[head].deprel == "xcomp" and above.lemma in _ABLE
        verb = above.index if above is not None and able else head
        below = [document.words[c] for c in document.children[verb]]
        before = next((w.index for w in below if w.deprel == "mark" and w.norm.casefold() == "before"), None)
        if before is not None and (able or any(w.deprel == "aux" and w.norm.casefold() in _COULD for w in below)):
            return before
    return None
