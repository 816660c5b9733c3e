"""Who says who did it: claims of responsibility, blame and denials, each with the deed that it is about.

A **cue** is what may claim, blame or deny: a wording of claims.toml, a speaker who tells of the own side's deed ("said its men had fired"),
or words that the learned head marks. Rules link a cue to a deed: the one that stands with it in the parse, else, where the cue needs none
beside it ("denied the charge", "claimed responsibility"), the deed told before. What they say is weighed with all else that speaks for one
deed or another (`deeds`). The link's name stands in `made_by`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.extract.deeds import NO_DEED, Saying, deeds
from dateline.extract.entries import ClaimPattern, Found, Lexicon, Step
from dateline.extract.holders import Told, holders
from dateline.extract.lexicon import CLAIM_KINDS
from dateline.extract.matching import find_all
from dateline.extract.own_words import lexicon_in_use
from dateline.extract.setting import dateline_end, quotations
from dateline.extract.sources import Speakers
from dateline.extract.syntax import (
    NEGATIONS,
    VERBAL,
    ancestors,
    case,
    clause,
    follow,
    phrase,
    top,
    trim,
)
from dateline.extract.triggers import Chosen
from dateline.extract.verbs import LIGHT
from dateline.extract.voices import FIRST, FIRST_HOLDERS, bearing_name, in_name_of, owned_by, party, speaking_for
from dateline.schema.document import Document, Fact
from dateline.schema.mention import Claim, Phrase

# The links of a cue to its deed, the closest first: the parse has the deed with the cue, the speaker tells of the own side's deed, or
# says that a deed told before was not done, it goes back to one, or it stands beside one; WEIGHED where weights chose another deed.
DEED, OWN, DENIED, BACK, BESIDE = "syntax:deed", "syntax:own-side", "syntax:not-done", "syntax:told-before", "syntax:beside"
WEIGHED = "deeds:weighed"
# Made by who says that another was behind the deed.
BEHIND = "syntax:behind"
_CLOSEST = {DEED: 0, OWN: 1, DENIED: 2, BACK: 3, BESIDE: 4}
# A cue counts from BELIEVED on. The learned head alone must be so sure; a wording beside what it marks adds AGREED; a wording alone has
# BY_WORDING where the parse links it to a deed.
BELIEVED, AGREED, BY_WORDING = 0.35, 0.25, 0.6
# How much likelier a deed is from which the reader sees the cue; how likely, beside the likeliest, a further deed of the cue is.
_READ, _TOO = 4.0, 0.6
# Deeds that are claimed and blamed; anything can be denied but what is asked or refused ("rejected the demand" refuses it).
_DEEDS = frozenset({"ASSAULT", "COERCE"})
_CLAIMED = _DEEDS | {"AID", "MOBILIZE", "PROTEST"}
_ASKED = frozenset({"REQUEST", "REJECT", "THREATEN"})
# How many relations below the cue its deed may stand, and how many sentences back a cue goes for its deed.
_DEEP, _BACK = 3, 3
# A deed told before is rather one of which the heads are so sure.
_SURE = 0.5
# Where no deed of the cue stands: its subject (the claimant or the accused), what is told of somebody on the way, what is set beside it.
_ASIDE = frozenset({"nsubj", "acl:relcl", "parataxis", "appos", "discourse", "advmod", "cc", "punct", "mark", "det", "aux", "case"})
_AHEAD = frozenset({"will", "would", "may", "might", "could", "can", "shall", "should", "must"})
# What is denied, blamed or claimed, where it is told beside the cue.
_SAID = frozenset({"ccomp", "xcomp", "iobj"})
_NEGATING = frozenset({"advmod", "det", "nsubj", "nsubj:pass", "obj"})
# What stands beside a denial that is left open, and the conjunctions that leave it open.
_CONFIRMING, _OPEN, _NEAR_VERB = frozenset({"confirm", "acknowledge", "admit"}), frozenset({"or", "nor"}), 6
_OWN_WORDS = frozenset({"it", "they", "we", "he", "she", "i"})
_OWN_HOLDERS = frozenset({"its", "their", "our", "his", "her", "my"})


@dataclass(frozen=True, slots=True)
class _Cue:
    """Words that claim, blame or deny; `owner` is the deed (an index of the chosen triggers), None where the cue is about none;
    `own`: a speaker says it of the own side."""

    kind: str
    first: int
    last: int
    score: float
    made_by: str
    pattern: Found[ClaimPattern] | None = None
    owner: int | None = None
    link: str = BESIDE
    by: tuple[Phrase, ...] = ()
    reader: int | None = None
    saying: Saying | None = None
    own: bool = False


def find_claims(document: Document, chosen: tuple[Chosen, ...], lexicon: Lexicon, speakers: Speakers) -> dict[int, tuple[Claim, ...]]:
    """For each chosen trigger the claims that are about it."""
    out: dict[int, list[Claim]] = {}
    taken: list[tuple[int, int]] = []
    cues = [(cue, *_about(document, cue, chosen)) for cue in _cues(document, chosen, lexicon, speakers)]
    for cue, score, owners in sorted(cues, key=lambda c: (-c[1], _CLOSEST[c[0].link], -_length(c[0]), c[0].first)):
        # Words tell of one claim: "denied involvement" blames nobody.
        if score < BELIEVED or (any(a < cue.last and cue.first < b for a, b in taken) and not _answered(document, cue)):
            continue
        taken.append((cue.first, cue.last))
        by, accused = _sides(document, cue, speakers, lexicon)
        for owner in owners:
            made_by = f"{cue.made_by}+{cue.link if owner == cue.owner else WEIGHED}"
            words = phrase(document, *trim(document, cue.first, cue.last), made_by=made_by, confidence=min(score, 0.99))
            direct = cue.link == DEED and owner == cue.owner
            out.setdefault(owner, []).extend(Claim(cue.kind, one, words, accused, direct) for one in by or (None,))
    return {k: tuple(v) for k, v in out.items()}


def _answered(document: Document, cue: _Cue) -> bool:
    """Is it the blame that other words answer ("denied *accusations by Ghana*")? Both are told."""
    noun = cue.kind == "blamed" and cue.pattern is not None and cue.pattern.entry.pos == "NOUN"
    return noun and cue.pattern is not None and _by_somebody(document, cue.pattern.head)


def _about(document: Document, cue: _Cue, chosen: tuple[Chosen, ...]) -> tuple[float, tuple[int, ...]]:
    """How sure it is that the cue is about a deed, and about which: the likeliest, and such as are nearly as likely."""
    if cue.saying is None:
        return 0.0, ()
    odds = {k: p * (_READ if k == cue.reader else 1.0) for k, p in deeds(document, cue.saying, chosen).items()}
    whole, best = sum(odds.values()), max((p for k, p in odds.items() if k != NO_DEED), default=0.0)
    owners = tuple(k for k, p in odds.items() if k != NO_DEED and p >= best * _TOO)
    # What is denied with its own words ("denied that a ransom was paid") is no deed of another sentence.
    if cue.owner is None and cue.reader is None and cue.saying.elsewhere and cue.pattern is not None:
        owners = tuple(k for k in owners if document.words[chosen[k].first].sentence == document.words[cue.first].sentence)
    owners = _and_before(document, cue, owners, odds, chosen)
    if cue.made_by.startswith("model:"):
        return cue.score, owners
    # What stands with its deed in the parse is weighed with the event's other values (`credence`); the rest has to be likely by itself.
    together = cue.owner in owners and cue.link in {DEED, OWN, DENIED}
    return max(best / whole, BELIEVED if together else 0.0), owners


def _and_before(
    document: Document, cue: _Cue, owners: tuple[int, ...], odds: Mapping[int, float], chosen: tuple[Chosen, ...]
) -> tuple[int, ...]:
    """The deeds, with the likeliest one beside them where the cue's own words are taken for a deed ("they *blamed* the army", "a lie")."""
    head = cue.saying.head if cue.saying is not None else cue.first
    if not any(chosen[k].first <= head < chosen[k].last for k in owners):
        return owners
    others = {k: p for k, p in odds.items() if k != NO_DEED and not chosen[k].first <= head < chosen[k].last}
    best = max(others, key=lambda k: others[k], default=None)
    return owners if best is None or best in owners else (*owners, best)


def _cues(document: Document, chosen: tuple[Chosen, ...], lexicon: Lexicon, speakers: Speakers) -> list[_Cue]:
    """Learned marks, each with the wording that agrees with it, wordings that stand alone, and what speakers tell of their own side."""
    wordings = [c for c in _wordings(document, chosen, lexicon, speakers) if not _unsaid(document, c)]
    told = _with_sayings(document, [*_own_sides(document, chosen, speakers), *wordings], chosen)
    used: set[int] = set()
    out: list[_Cue] = []
    for fact, reader in _marked(document, chosen):
        fact = _as_own(document, fact, told)
        near = [k for k, c in enumerate(told) if c.kind == fact.label and c.first < fact.last + 2 and c.last > fact.first - 2]
        used.update(near)
        mark = _Cue(fact.label, fact.first, fact.last, fact.confidence, "model:claims", reader=reader)
        best = min(near, key=lambda k: (_CLOSEST[told[k].link], -_length(told[k])), default=None)
        out.append(_agreed(document, mark, None if best is None else told[best]))
    out = _with_sayings(document, out, chosen)
    alone = [c for k, c in enumerate(told) if k not in used]
    return [c for c in (*out, *alone) if c.pattern is not None or not _unsaid(document, c)]


def _as_own(document: Document, fact: Fact, told: Sequence[_Cue]) -> Fact:
    """A mark of blame on what speakers say of their own side ("said its men *were responsible*") as what the parse has it for."""
    if fact.label != "blamed":
        return fact
    over = (c for c in told if c.kind != "blamed" and c.first < fact.last and c.last > fact.first and c.own)
    own = next(over, None)
    return fact if own is None else replace(fact, label=own.kind)


def _length(cue: _Cue) -> int:
    return len(cue.pattern.positions) if cue.pattern is not None else 0


def _agreed(document: Document, mark: _Cue, other: _Cue | None) -> _Cue:
    """A learned mark with the wording that says the same: the wording's link and sides, and the surer for it."""
    if other is None:
        return mark
    first, last = min(mark.first, other.first), max(mark.last, other.last)
    made_by, score = f"{mark.made_by}+{other.made_by}", mark.score + AGREED
    if other.owner is None:
        return replace(mark, pattern=other.pattern, score=score, made_by=made_by, saying=other.saying)
    return replace(other, first=first, last=last, score=score, made_by=made_by, reader=mark.reader)


def _with_sayings(document: Document, cues: Sequence[_Cue], chosen: tuple[Chosen, ...]) -> list[_Cue]:
    """The cues with what each is to its deed, as far as it is not known yet."""
    out = []
    for cue in cues:
        before = max((c for c in cues if c.first < cue.first and c.owner is not None), key=lambda c: c.first, default=None)
        out.append(cue if cue.saying is not None else replace(cue, saying=_saying(document, cue, before, chosen)))
    return out


def _saying(document: Document, cue: _Cue, before: _Cue | None, chosen: tuple[Chosen, ...]) -> Saying:
    """What a cue is to its deed; `before` is the cue before it."""
    head = top(document, cue.first, cue.last) if cue.pattern is None else cue.pattern.head
    elsewhere = any(document.words[c].deprel in _SAID and not cue.first <= c < cue.last for c in document.children[head])
    told = None if before is None or before.owner is None else (before.kind, chosen[before.owner].number)
    words = "" if cue.made_by == "model:claims" else cue.made_by.removeprefix("claims:")
    return Saying(cue.kind, words, cue.first, cue.last, head, cue.owner, cue.link, told, elsewhere)


def sayings(document: Document, chosen: tuple[Chosen, ...], speakers: Speakers) -> Iterator[tuple[Saying, Fact]]:
    """All cues of a document, each with its words as a fact, as sure as the learned head is of it (0 for a wording alone): to fit
    which deed a claim is about."""
    for cue in _cues(document, chosen, lexicon_in_use(), speakers):
        if cue.saying is not None:
            marked = cue.made_by.startswith("model:")
            yield cue.saying, Fact(cue.first, cue.last, cue.kind, cue.score if marked else 0.0)


def _marked(document: Document, chosen: tuple[Chosen, ...]) -> list[tuple[Fact, int | None]]:
    """Claims that the model marks: what the reader sees beside a trigger with that trigger, what only the head for facts sees."""
    number = {c.number: k for k, c in enumerate(chosen) if c.type in _CLAIMED}
    out: list[tuple[Fact, int | None]] = []
    for r in sorted((r for r in document.roles if r.role in CLAIM_KINDS and r.trigger in number), key=lambda r: (-r.confidence, r.first)):
        if not any(f.label == r.role and f.first < r.last and f.last > r.first for f, _ in out):
            out.append((Fact(r.first, r.last, r.role, r.confidence), number[r.trigger]))
    for fact in (f for f in document.facts if f.label in CLAIM_KINDS):
        near = next((n for n, (f, _) in enumerate(out) if f.label == fact.label and f.first < fact.last and f.last > fact.first), None)
        if near is None:
            out.append((fact, None))
        else:
            seen, owner = out[near]
            out[near] = replace(seen, confidence=max(seen.confidence, fact.confidence)), owner
    return sorted(out, key=lambda x: x[0].first)


# ---- wordings --------------------------------------------------------------------------------------------------------------------


def _wordings(document: Document, chosen: tuple[Chosen, ...], lexicon: Lexicon, speakers: Speakers) -> Iterator[_Cue]:
    """The wordings of claims.toml in the order of the text, each with its deed."""
    last: _Cue | None = None
    for s in document.sentences:
        for found in find_all(document.words_by_sentence[s.index], lexicon.claims, particles=lexicon.particles):
            above = _verb_over(document, found)
            if found.entry.under and above is None:
                continue
            if above is not None:
                found = replace(found, head=above, first=min(found.first, above), last=max(found.last, above + 1))
            owner, link = _linked(document, found, chosen, last)
            words = " ".join(found.entry.words)
            kind, by = _said_of(document, found, speakers)
            if kind == "blamed" and not _blames_somebody(document, found):
                continue
            cue = _Cue(kind, found.first, found.last, BY_WORDING, f"claims:{words}", found, owner, link, by, own=kind != found.entry.kind)
            yield cue
            last = cue if owner is not None and link != BESIDE else last


def _verb_over(document: Document, found: Found[ClaimPattern]) -> int | None:
    """The verb that says the words of somebody or something ("*held* the army responsible", "*dismissed* it as a lie")."""
    word = document.words[found.head]
    fits = word.deprel.split(":")[0] in {"xcomp", "obl", "obj", "advcl"} and word.head >= 0
    return word.head if fits and document.words[word.head].lemma in found.entry.under else None


def _blames_somebody(document: Document, found: Found[ClaimPattern]) -> bool:
    """Does the wording have somebody who is blamed, another than who says it? "Those responsible" blames nobody."""
    if not found.entry.accused or (found.entry.pos == "NOUN" and _by_somebody(document, found.head)):
        return True
    described = document.words[found.head].deprel in {"acl", "acl:relcl"}
    accused = _led(document, found.head, found.entry.accused)
    own = [i for i in accused if document.words[i].deprel == "nsubj" and document.words[i].norm.casefold() in _OWN_WORDS]
    return described or any(i not in own or found.entry.pos == "ADJ" for i in accused)


def _by_somebody(document: Document, noun: int) -> bool:
    """Is it said of the noun by whom it comes ("accusations *by Ghana*")?"""
    return any(document.words[c].deprel.split(":")[0] == "nmod" and case(document, c) == "by" for c in document.children[noun])


def _said_of(document: Document, found: Found[ClaimPattern], speakers: Speakers) -> tuple[str, tuple[Phrase, ...]]:
    """The kind of a wording and who says it where it stands in what somebody says: "said the front *was responsible*" blames, "said it was
    responsible" claims, "said it was not" denies."""
    if found.entry.by:
        return found.entry.kind, ()
    says = _says(document, found.head, speakers)
    by = tuple(phrase(document, *r, made_by="syntax:speaker", confidence=0.7) for r in speakers.by_verb[says]) if says is not None else ()
    if says is None or _own_subject(document, found.head) is None:
        return found.entry.kind, by
    no = any(document.words[c].norm.casefold() in NEGATIONS for c in document.children[found.head])
    return "denied" if no else "claimed", by


def _linked(document: Document, found: Found[ClaimPattern], chosen: tuple[Chosen, ...], last: _Cue | None) -> tuple[int | None, str]:
    """The deed of a wording: with it in the parse, else told before where the wording goes back, else beside it."""
    deed = _deed(document, found, chosen)
    if deed is not None:
        return deed, DEED
    if found.entry.back and not _of_something_else(document, found):
        back = _told_before(document, found, chosen, last)
        if back is not None:
            return back, BACK
    return None, BESIDE


def _deed(document: Document, found: Found[ClaimPattern], chosen: tuple[Chosen, ...]) -> int | None:
    """The deed below the cue ("denied firing on the town"), or the one that it describes ("the attack, claimed by rebels")."""
    deeds = {i: k for i, k in _words_of(chosen, found) if _can_be(found.entry.kind, chosen[k].type)}
    for i in _below(document, found.head, found.entry.event):
        if i in deeds:
            return deeds[i]
    word = document.words[found.head]
    return deeds.get(word.head) if word.deprel in {"acl", "acl:relcl"} else None


def _can_be(kind: str, type: str) -> bool:
    """Is an event of the type claimed, blamed or denied?"""
    return type in _CLAIMED or (kind == "denied" and type not in _ASKED)


def _words_of(chosen: tuple[Chosen, ...], found: Found[ClaimPattern]) -> Iterator[tuple[int, int]]:
    """Each word of the triggers that do not stand on the cue's own words, with the trigger's number."""
    for k, c in enumerate(chosen):
        if not (c.first < found.last and found.first < c.last):
            yield from ((i, k) for i in range(c.first, c.last))


def _below(document: Document, head: int, paths: Sequence[tuple[Step, ...]]) -> Iterator[int]:
    """What stands where the wording has its deed and what that governs, nearest first, without what is told aside."""
    level = list(dict.fromkeys(h for path in paths for h in follow(document, head, path)))
    for _ in range(_DEEP):
        yield from level
        level = [c for i in level for c in document.children[i] if document.words[c].deprel not in _ASIDE]


def _of_something_else(document: Document, found: Found[ClaimPattern]) -> bool:
    """Does the cue say of what it is, and that is none of the deeds ("denied that anyone was paid", "denied him access")?"""
    said = [c for c in document.children[found.head] if document.words[c].deprel in _SAID and c not in found.positions]
    return any(document.words[c].upos not in {"ADJ", "PRON"} for c in said) or document.words[found.head].deprel in {"acl", "amod"}


def _told_before(document: Document, found: Found[ClaimPattern], chosen: tuple[Chosen, ...], last: _Cue | None) -> int | None:
    """The deed that was claimed or blamed last, else the nearest one told before; a surer one first."""
    sentence = document.words[found.first].sentence
    if last is not None and last.kind != "denied" and sentence - document.words[last.first].sentence < _BACK:
        return last.owner
    before = [k for k, c in enumerate(chosen) if c.last <= found.first and c.type in _CLAIMED]
    near = [k for k in before if sentence - document.words[chosen[k].first].sentence <= _BACK]
    if not near:
        return before[0] if before and found.entry.kind == "claimed" else None
    return max(near, key=lambda k: (chosen[k].type == "ASSAULT", not _aside(document, chosen[k]), chosen[k].confidence >= _SURE, k))


def _aside(document: Document, chosen: Chosen) -> bool:
    """Is the deed told by the way, in a relative clause ("the rebels, who hold the town since May")?"""
    return document.words[clause(document, chosen.head)].deprel == "acl:relcl"


# ---- the own side ----------------------------------------------------------------------------------------------------------------


def _own_sides(document: Document, chosen: tuple[Chosen, ...], speakers: Speakers) -> Iterator[_Cue]:
    """Speakers who tell that they did it, or did not: "said its fighters had shot", '"We did not fire," a spokesman said'.

    Who says of what was told before that it was not done denies it, whoever did it ("said no shell had been fired").
    """
    quoted = quotations(document)
    for k, c in enumerate(chosen):
        verb = _verb_of(document, c)
        says = _says(document, verb, speakers) if verb is not None else None
        if verb is None or says is None:
            continue
        subject = _own_subject(document, verb, quoted=says not in ancestors(document, verb) or any(a < verb < b for a, b in quoted))
        denied = _negated(document, verb, c)
        if subject is None and not denied and case(document, verb) == "behind":
            yield _behind(document, c, (says, verb), speakers, k)
            continue
        owner = _told_too(document, chosen, k) if denied else k
        if (not denied and not _done(document, verb, c)) or (subject is None and owner == k):
            continue
        words = [i for i in (says, subject, verb) if i is not None]
        by = tuple(phrase(document, *r, made_by="syntax:speaker", confidence=0.7) for r in speakers.by_verb[says])
        kind, link = "denied" if denied else "claimed", OWN if subject is not None else DENIED
        yield _Cue(kind, min(words), max(words) + 1, BY_WORDING, "syntax:speaker", None, owner, link, by, own=subject is not None)


def _behind(document: Document, chosen: Chosen, verbs: tuple[int, int], speakers: Speakers, k: int) -> _Cue:
    """Who says that another was behind the deed blames that one ("said the front was behind the attack")."""
    says, noun = verbs
    words = (says, *_subjects(document, noun), *range(chosen.first, chosen.last))
    by = tuple(phrase(document, *r, made_by="syntax:speaker", confidence=0.7) for r in speakers.by_verb[says])
    return _Cue("blamed", min(words), max(words) + 1, BY_WORDING, BEHIND, None, k, DEED, by)


def _verb_of(document: Document, chosen: Chosen) -> int | None:
    """The verb that tells of the deed, its own or one that carries it, the noun itself in "was behind the attack"; None where another
    clause only names it."""
    if chosen.type not in _CLAIMED:
        return None
    if case(document, chosen.head) == "behind" and _subjects(document, chosen.head):
        return chosen.head
    verb = clause(document, chosen.head)
    return verb if document.words[verb].upos in VERBAL and _carried_by(document, chosen, verb) else None


def _done(document: Document, verb: int, chosen: Chosen) -> bool:
    """Is it a deed told as done ("had shot", not "will shoot")?"""
    told = dict(chosen.trigger.statuses)
    ahead = any(document.words[c].lemma in _AHEAD for c in document.children[verb] if document.words[c].upos == "AUX")
    return chosen.type in _DEEDS and not ahead and told.get("happened", 0.0) >= max(told.values(), default=0.0)


def _carried_by(document: Document, chosen: Chosen, verb: int) -> bool:
    """Is the verb the deed's own, or one that only carries it ("carried out the attack", "was behind the attack")?"""
    if chosen.first <= verb < chosen.last:
        return True
    word = document.words[chosen.head]
    return word.head == verb and word.deprel == "obj" and document.words[verb].lemma in LIGHT


def _own_subject(document: Document, verb: int, *, quoted: bool = False) -> int | None:
    """The subject of the verb where it is the speaker or somebody of the speaker's: "it", "we", "its fighters"; in a quotation "we"."""
    words, holders = (FIRST, FIRST_HOLDERS) if quoted else (_OWN_WORDS, _OWN_HOLDERS)
    top_verb = verb
    while document.words[top_verb].deprel == "conj" and not _subjects(document, top_verb) and document.words[top_verb].head >= 0:
        top_verb = document.words[top_verb].head
    for i in _subjects(document, top_verb):
        word = document.words[i]
        if word.deprel == "nsubj" and word.norm.casefold() in words:
            return i
        if word.deprel == "nsubj" and _held(document, i, holders):
            return i
    return None


def _held(document: Document, noun: int, holders: frozenset[str]) -> bool:
    """Is the noun, or what it is one or some of, somebody's with such a word ("*its* fighters", "one of *its* fighters")?"""
    below = [c for c in document.children[noun] if document.words[c].deprel.split(":")[0] == "nmod" and case(document, c) in {"of", "from"}]
    return any(document.words[c].norm.casefold() in holders for i in (noun, *below) for c in document.children[i])


def _subjects(document: Document, verb: int) -> list[int]:
    return [c for c in document.children[verb] if document.words[c].deprel in {"nsubj", "nsubj:pass"}]


def _says(document: Document, verb: int, speakers: Speakers) -> int | None:
    """The verb of saying whose content the clause is: above it, or set behind it."""
    i = verb
    while document.words[i].deprel == "conj" and document.words[i].head >= 0:
        i = document.words[i].head
    above = document.words[i].head if document.words[i].deprel in {"ccomp", "parataxis"} else -1
    beside = [c for c in document.children[i] if document.words[c].deprel in {"parataxis", "ccomp"} and c in speakers.by_verb]
    return above if above in speakers.by_verb else next(iter(beside), None)


def _negated(document: Document, verb: int, chosen: Chosen) -> bool:
    """ "It had not fired", "it carried out no attack"."""
    near = {*document.children[verb], *(c for i in range(chosen.first, chosen.last) for c in document.children[i])}
    near |= {c for i in _subjects(document, verb) for c in (i, *document.children[i])}
    return any(document.words[i].norm.casefold() in NEGATIONS and document.words[i].deprel in _NEGATING for i in near)


def _told_too(document: Document, chosen: tuple[Chosen, ...], k: int) -> int:
    """The deed of the same type that was told before the denial of it, where coders set the denial; else what is denied itself."""
    sentence = document.words[chosen[k].first].sentence
    before = [n for n in range(k) if chosen[n].type == chosen[k].type and sentence - document.words[chosen[n].first].sentence <= _BACK]
    return before[-1] if before else k


# ---- deeds and sides of what only the head marks -----------------------------------------------------------------------------------


def _unsaid(document: Document, cue: _Cue) -> bool:
    """ "No group claimed it", "has not claimed it": nobody did. A denial that is denied stays a denial, but "neither confirmed nor
    denied" is none."""
    head = cue.pattern.head if cue.pattern is not None else clause(document, top(document, cue.first, cue.last))
    if cue.kind == "denied":
        return _left_open(document, head)
    near = [*document.children[head], *(c for i in _subjects(document, head) for c in document.children[i])]
    words = {document.words[i].norm.casefold() for i in near if document.words[i].deprel in {"det", "advmod", "nsubj", "nsubj:pass"}}
    return bool(words & NEGATIONS)


def _left_open(document: Document, head: int) -> bool:
    """Does the verb stand beside another that says the opposite, with both left open ("would neither *confirm* nor deny it")?"""
    before = range(max(head - _NEAR_VERB, document.sentences[document.words[head].sentence].first), head)
    return (
        head - 1 in before
        and document.words[head - 1].norm.casefold() in _OPEN
        and any(document.words[i].lemma in _CONFIRMING for i in before)
    )


def _sides(document: Document, cue: _Cue, speakers: Speakers, lexicon: Lexicon) -> tuple[tuple[Phrase, ...], Phrase | None]:
    """Who claims, blames or denies, and who is blamed."""
    told = _told(document, cue)
    accused = party(document, told.accused[0], lexicon) if told.accused else None
    behalf = in_name_of(document, told.head) if cue.kind == "claimed" else None
    firm = tuple(i for i in told.by if case(document, i) == "by")
    chosen = (behalf,) if behalf is not None else firm or holders(document, told, speakers)
    found = (bearing_name(document, told, owned_by(document, i, lexicon), lexicon) for i in chosen)
    return tuple(party(document, speaking_for(document, i, speakers), lexicon) for i in found), accused


def told_words(document: Document, fact: Fact, chosen: tuple[Chosen, ...], speakers: Speakers) -> tuple[Told, Callable[[int], Phrase]]:
    """What words that claim, blame or deny say of their holder, and the party's words around a noun: to fit who holds a claim."""
    lexicon = lexicon_in_use()
    told = [*_wordings(document, chosen, lexicon, speakers), *_own_sides(document, chosen, speakers)]
    near = [c for c in told if c.kind == fact.label and c.first < fact.last + 2 and c.last > fact.first - 2]
    best = min(near, key=lambda c: (_CLOSEST[c.link], -_length(c)), default=None)
    mark = _Cue(fact.label, fact.first, fact.last, fact.confidence, "model:claims")
    return _told(document, _agreed(document, mark, best)), lambda head: party(document, head, lexicon)


def _told(document: Document, cue: _Cue) -> Told:
    """What a cue says of its holder: the nouns that its wording has for it, else the subject of its clause."""
    entry, head = (None, top(document, cue.first, cue.last)) if cue.pattern is None else (cue.pattern.entry, cue.pattern.head)
    by = tuple(dict.fromkeys(_led(document, head, entry.by))) if entry else ()
    accused = tuple(_led(document, head, entry.accused))[:1] if entry and cue.kind == "blamed" else ()
    if entry and cue.kind == "blamed" and not accused and "obj" in _relations_of(entry.accused) and _passive(document, head):
        # "The front, *blamed* by villagers for the raid": the noun that it describes
        accused = (document.words[head].head,) if document.words[head].head >= 0 else ()
    subject = _subject_above(document, clause(document, head) if entry is None else head)
    own = () if subject is None or subject in accused or (entry is not None and _passive(document, head)) else (subject,)
    speaking = tuple(p.head for p in cue.by)
    return Told(cue.kind, cue.first, cue.last, head, by, accused, speaking or by or own, worded=entry is not None, link=cue.link)


def _relations_of(paths: Sequence[tuple[Step, ...]]) -> frozenset[str]:
    return frozenset(path[0].relation for path in paths if len(path) == 1)


def _passive(document: Document, head: int) -> bool:
    """A passive or a participle that describes who is blamed: whoever blames is not its subject."""
    relations = {document.words[c].deprel for c in document.children[head]}
    return bool(relations & {"nsubj:pass", "aux:pass"}) or document.words[head].deprel in {"acl", "amod"}


def _subject_above(document: Document, verb: int) -> int | None:
    """The subject of the verb, else the one that it shares with a verb above it; the place of a dateline is none."""
    opening = dateline_end(document)
    for i in ancestors(document, verb):
        subject = next((c for c in document.children[i] if c >= opening and document.words[c].deprel == "nsubj"), None)
        if subject is not None:
            return subject
    return None


def _led(document: Document, head: int, paths: Sequence[tuple[Step, ...]]) -> list[int]:
    """Where the first of the paths that leads anywhere leads to."""
    for path in paths:
        if path and (found := list(follow(document, head, path))):
            return found
    return []
