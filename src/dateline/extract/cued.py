"""Deeds that a wording and a cue of status tell together: "frequently *jails* its critics", "has not *withdrawn* its tanks".

The heads were read on news of what has happened, and pass over much that is usual, denied or was only tried. A wording of the lexicon
that is firm, with a subject and a cue that decides, is such a deed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from dateline.extract.entries import LexicalTrigger, Lexicon
from dateline.extract.matching import implied_modes, match_triggers
from dateline.extract.mishaps import find_mishap
from dateline.extract.own_types import UNSEEN
from dateline.extract.quantities import BELLIGERENT
from dateline.extract.status import find_status
from dateline.extract.triggers import Chosen
from dateline.extract.undone import does_no_harm
from dateline.extract.ways import noun_kind
from dateline.resources import read_toml
from dateline.schema.document import Document, Trigger

TABLE = "lexicon/cued.toml"
# How far such an event is believed, how far that it happened (the cue decides), and how often coders would leave it out.
_BELIEF, _HAPPENED, _OPTIONAL = 0.7, 0.25, 0.2
# So much the heads must see in a wording that is less than firm; what they see of its mode counts from the second level on.
_FAINT, _CLEAR = 0.2, 0.6
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
# Where a noun stands of which it is said that it is usual.
_NAMED = _SUBJECTS | {"nmod"}
# Kinds of names and people that do such deeds.
_DOERS = BELLIGERENT | {"activist", "armed_group", "organisation", "place", "group"}


def with_cued(document: Document, chosen: Sequence[Chosen], lexicon: Lexicon) -> tuple[Chosen, ...]:
    """The chosen triggers with those put in that a wording and a cue tell together, in the order of the text."""
    out = list(chosen)
    for words in match_triggers(document.words, lexicon):
        over = [k for k, c in enumerate(out) if c.first < words.last and c.last > words.first]
        if words.entry.strength == "cue" or any(out[k].type != words.entry.type for k in over):
            continue
        made = _made(document, words, lexicon)
        status = find_status(document, made, lexicon)
        told = status.words is not None and words.entry.type in _types().get(status.status, ())
        if not told or not _tells(document, words, usual=status.status == "habitual") or _is_other(document, words.head):
            continue
        if not over:
            out = [*(c for c in out if not _is_doer(document, c, words)), made]
        elif status.status == "habitual":
            out[over[0]] = _surer(out[over[0]])
    return tuple(sorted(out, key=lambda c: (c.first, c.last)))


def _is_doer(document: Document, chosen: Chosen, words: LexicalTrigger) -> bool:
    """Do the heads take for the deed the noun of who does it ("*censors* usually block sites")?"""
    word = document.words[chosen.head]
    does = word.head == words.head and word.deprel == "nsubj" and word.upos == "NOUN" and chosen.lexical is None
    return does and chosen.type == words.entry.type and words.entry.pos == "VERB"


def _tells(document: Document, words: LexicalTrigger, *, usual: bool) -> bool:
    """Is it a verb that somebody does, or, of what is usual, a noun of which that is said? A wording that is less than firm needs one who
    does such, or to be seen faintly by the heads."""
    word = document.words[words.head]
    firm = words.entry.strength == "firm" or len(words.entry.words) > 1 or (usual and _seen(document, words))
    subjects = [c for c in document.children[words.head] if document.words[c].deprel in _SUBJECTS]
    if word.upos != "VERB" or not subjects:
        return usual and firm and (word.upos == "VERB" or word.deprel in _NAMED)
    return firm or (usual and any(_does_such(document, c) for c in subjects))


def _seen(document: Document, words: LexicalTrigger) -> bool:
    """Do the heads see faintly an event of its type in the words?"""
    near = (t for t in document.triggers if t.first < words.last and t.last > words.first and t.type == words.entry.type)
    return any(t.confidence >= _FAINT for t in near)


def _is_other(document: Document, head: int) -> bool:
    """Is it an accident or a game, or harm that another deed did not do?"""
    return does_no_harm(document, head) or find_mishap(document, head) is not None


def _does_such(document: Document, head: int) -> bool:
    return document.words[head].lemma in _doers() or noun_kind(document, head) in _DOERS


def _surer(chosen: Chosen) -> Chosen:
    """An event of the heads that the wording and its cue make surer."""
    trigger = replace(chosen.trigger, optional=min(chosen.trigger.optional, _OPTIONAL))
    return replace(chosen, confidence=max(chosen.confidence, _BELIEF), trigger=trigger)


def _made(document: Document, words: LexicalTrigger, lexicon: Lexicon) -> Chosen:
    """A mention of the wording alone; what the heads faintly see in its words still tells of parties, times and mode."""
    over = ((n, t) for n, t in enumerate(document.triggers) if t.first < words.last and t.last > words.first)
    near = [(n, t) for n, t in over if document.roles_of(n)]
    number, seen = max(near, key=lambda x: x[1].confidence, default=(UNSEEN, None))
    modes: tuple[tuple[str | None, float], ...] = ((_mode(document, words, lexicon), 1.0),)
    if modes[0][0] is None and seen is not None and seen.type == words.entry.type and seen.modes and seen.modes[0][1] >= _CLEAR:
        modes = seen.modes
    statuses = (("happened", _HAPPENED),)
    trigger = Trigger(words.first, words.last, words.head, words.entry.type, _BELIEF, statuses, modes, _OPTIONAL, _BELIEF)
    return Chosen(
        first=words.first,
        last=words.last,
        head=words.head,
        type=words.entry.type,
        modes=modes,
        confidence=_BELIEF,
        made_by=f"lexicon:{' '.join(words.entry.words)}",
        number=number,
        trigger=trigger,
        lexical=words,
    )


def _mode(document: Document, words: LexicalTrigger, lexicon: Lexicon) -> str | None:
    """The wording's mode, else what the words below it imply."""
    below = sorted({i for at in range(words.first, words.last) for i in document.subtree(at)})
    implied = implied_modes([document.words[i] for i in below], words.entry.type, lexicon)
    return words.mode or (implied[0] if len(implied) == 1 else None)


@cache
def _types() -> Mapping[str, frozenset[str]]:
    return {status: frozenset(types) for status, types in read_toml(TABLE)["types"].items()}


@cache
def _doers() -> frozenset[str]:
    return frozenset(read_toml(TABLE)["doers"]["words"])
