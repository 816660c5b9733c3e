"""Who says who did it: claims of responsibility, blame and denials, each with the deed that it is about.

A **cue** is what may claim, blame or deny: a wording of claims.toml, a speaker who tells of the own side's deed ("said its men had fired"),
or words that the learned head marks. Rules link a cue to a deed: the one that stands with it in the parse, else, where the cue needs none
beside it ("denied the charge", "claimed responsibility"), the deed told before. What they say is weighed with all else that speaks for one
deed or another (`deeds`). The link's name stands in `made_by`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from dateline.extract.claim_wordings import SAID, by_somebody, led, wordings
from dateline.extract.cues import BACK, CLAIMED, CLOSEST, DEED, DEEDS, DENIED, OWN, OWNED_UP, SENTENCES_BACK, WEIGHED, Cue
from dateline.extract.deeds import NO_DEED, Saying, deeds
from dateline.extract.entries import Lexicon, Step
from dateline.extract.holders import Told, holders
from dateline.extract.lexicon import CLAIM_KINDS
from dateline.extract.own_side import own_sides, own_subject, subjects
from dateline.extract.own_words import lexicon_in_use
from dateline.extract.setting import dateline_end
from dateline.extract.sources import Speakers
from dateline.extract.syntax import NEGATIONS, ancestors, case, clause, phrase, top, trim
from dateline.extract.triggers import Chosen
from dateline.extract.voices import NAMED, bearing_name, in_name_of, owned_by, party, speaking_for
from dateline.schema.document import Document, Fact
from dateline.schema.mention import Claim, Phrase

# A cue counts from BELIEVED on. The learned head alone must be so sure; a wording beside what it marks adds AGREED.
BELIEVED, AGREED = 0.35, 0.25
# How much likelier a deed is from which the reader sees the cue; how likely, beside the likeliest, a further deed of the cue is.
_READ, _TOO = 4.0, 0.6
_DEED_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
# Words for somebody's part in a deed.
_SHARES = frozenset("role part hand involvement responsibility participation complicity knowledge connection link".split())
# By which somebody says what is to the own harm.
_OWNING = frozenset({"acknowledge", "admit", "concede", "confess"})
# What stands beside a denial that is left open, and the conjunctions that leave it open.
_CONFIRMING, _OPEN, _NEAR_VERB = frozenset({"confirm", "acknowledge", "admit"}), frozenset({"or", "nor"}), 6


def find_claims(document: Document, chosen: tuple[Chosen, ...], lexicon: Lexicon, speakers: Speakers) -> dict[int, tuple[Claim, ...]]:
    """For each chosen trigger the claims that are about it."""
    out: dict[int, list[Claim]] = {}
    taken: list[tuple[int, int]] = []
    cues = [(cue, *_about(document, cue, chosen)) for cue in _cues(document, chosen, lexicon, speakers)]
    for cue, score, owners in sorted(cues, key=lambda c: (-c[1], CLOSEST[c[0].link], -_length(c[0]), c[0].first)):
        # Words tell of one claim: "denied involvement" blames nobody.
        if score < BELIEVED or (any(a < cue.last and cue.first < b for a, b in taken) and not _answered(document, cue)):
            continue
        taken.append((cue.first, cue.last))
        by, accused = _sides(document, cue, speakers, lexicon)
        for owner in owners:
            named = cue.kind == "claimed" and cue.link in {DEED, OWN, BACK} and any(p.made_by == NAMED for p in by)
            firm = OWNED_UP if _owned_up(document, cue, chosen[owner]) else f"+{NAMED}" if named and owner == cue.owner else ""
            made_by = f"{cue.made_by}{firm}+{cue.link if owner == cue.owner else WEIGHED}"
            words = phrase(document, *trim(document, cue.first, cue.last), made_by=made_by, confidence=min(score, 0.99))
            direct = cue.link == DEED and owner == cue.owner and not _of_a_share(document, cue, chosen[owner])
            out.setdefault(owner, []).extend(Claim(cue.kind, one, words, accused, direct) for one in by or (None,))
    return {k: tuple(v) for k, v in out.items()}


def _of_a_share(document: Document, cue: Cue, deed: Chosen) -> bool:
    """Is only a part in the deed denied ("denied any *role* in the killing")? Then the deed itself is told as done."""
    over = list(ancestors(document, deed.head))
    if cue.kind != "denied" or cue.saying is None or cue.saying.head not in over:
        return False
    between = (document.words[i] for i in over[1 : over.index(cue.saying.head)])
    return any(w.upos == "NOUN" and w.lemma in _SHARES for w in between)


def _answered(document: Document, cue: Cue) -> bool:
    """Is it the blame that other words answer ("denied *accusations by Ghana*")? Both are told."""
    noun = cue.kind == "blamed" and cue.pattern is not None and cue.pattern.entry.pos == "NOUN"
    return noun and cue.pattern is not None and by_somebody(document, cue.pattern.head)


def _owned_up(document: Document, cue: Cue, deed: Chosen) -> bool:
    """Does who says it admit the own side's deed ("*acknowledged* that it was behind the raid")? Even an army's words then claim it."""
    if cue.kind != "claimed" or deed.type not in DEEDS:
        return False
    for i in range(cue.first, cue.last):
        if document.words[i].lemma in _OWNING and document.words[i].upos == "VERB":
            said = [
                c for c in document.children[i] if document.words[c].deprel in {"ccomp", "xcomp"} and own_subject(document, c) is not None
            ]
            return any(c in (deed.head, *ancestors(document, deed.head)) for c in said)
    return False


def _about(document: Document, cue: Cue, chosen: tuple[Chosen, ...]) -> tuple[float, tuple[int, ...]]:
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
    owners = (*owners, *(k for k in _with_it(document, cue, chosen) if k not in owners)) if cue.owner in owners else owners
    if cue.made_by.startswith("model:"):
        return cue.score, owners
    # What stands with its deed in the parse is weighed with the event's other values (`credence`); the rest has to be likely by itself.
    together = cue.owner in owners and cue.link in {DEED, OWN, DENIED}
    return max(best / whole, BELIEVED if together else 0.0), owners


def _with_it(document: Document, cue: Cue, chosen: tuple[Chosen, ...]) -> Iterator[int]:
    """Deeds told in one list with the cue's ("accused of shelling a market *and of mining* a road"), and those that "both attacks" are."""
    if cue.owner is None or cue.saying is None:
        return
    deed, here = chosen[cue.owner], document.words[cue.first].sentence
    answers = cue.link == BACK and cue.saying.before is not None and cue.saying.before[1] == deed.number
    both = any(document.words[c].norm.casefold() == "both" for c in document.children[deed.head])
    for k, c in enumerate(chosen):
        beside = document.words[c.head].deprel == "conj" and deed.first <= document.words[c.head].head < deed.last
        told = both and c.type == deed.type and c.last <= cue.first and here - document.words[c.first].sentence <= SENTENCES_BACK
        if c.type in CLAIMED and (told or (beside and (cue.link == DEED or answers) and not subjects(document, c.head))):
            yield k


def _and_before(
    document: Document, cue: Cue, owners: tuple[int, ...], odds: Mapping[int, float], chosen: tuple[Chosen, ...]
) -> tuple[int, ...]:
    """The deeds, with the likeliest one beside them where the cue's own words are taken for a deed ("they *blamed* the army", "a lie")."""
    head = cue.saying.head if cue.saying is not None else cue.first
    if not any(chosen[k].first <= head < chosen[k].last for k in owners):
        return owners
    others = {k: p for k, p in odds.items() if k != NO_DEED and not chosen[k].first <= head < chosen[k].last}
    best = max(others, key=lambda k: others[k], default=None)
    return owners if best is None or best in owners else (*owners, best)


def _cues(document: Document, chosen: tuple[Chosen, ...], lexicon: Lexicon, speakers: Speakers) -> list[Cue]:
    """Learned marks, each with the wording that agrees with it, wordings that stand alone, and what speakers tell of their own side."""
    worded = [c for c in wordings(document, chosen, lexicon, speakers) if not _unsaid(document, c)]
    told = _with_sayings(document, [*own_sides(document, chosen, speakers), *worded], chosen)
    used: set[int] = set()
    out: list[Cue] = []
    for fact, reader in _marked(document, chosen):
        fact = _as_worded(_as_own(document, fact, told), worded)
        near = [k for k, c in enumerate(told) if c.kind == fact.label and c.first < fact.last + 2 and c.last > fact.first - 2]
        used.update(near)
        mark = Cue(fact.label, fact.first, fact.last, fact.confidence, "model:claims", reader=reader)
        best = min(near, key=lambda k: (CLOSEST[told[k].link], -_length(told[k])), default=None)
        out.append(_agreed(document, mark, None if best is None else told[best]))
    out = _with_sayings(document, out, chosen)
    alone = [c for k, c in enumerate(told) if k not in used]
    denials = {c.pattern.head for c in worded if c.kind == "denied" and c.pattern is not None}
    return [c for c in (*out, *alone) if c.pattern is not None or not (_unsaid(document, c) or _denied_itself(document, c, denials))]


def _denied_itself(document: Document, cue: Cue, denials: Collection[int]) -> bool:
    """Is what the heads mark as a claim what somebody denies ("denied that its men *laid* the mine")?"""
    over = list(ancestors(document, top(document, cue.first, cue.last)))
    said = (i for i, above in pairwise(over) if above in denials)
    return cue.kind == "claimed" and any(document.words[i].deprel in {"ccomp", "xcomp"} for i in said)


def _as_own(document: Document, fact: Fact, told: Sequence[Cue]) -> Fact:
    """A mark of blame on what speakers say of their own side ("said its men *were responsible*") as what the parse has it for."""
    if fact.label != "blamed":
        return fact
    over = (c for c in told if c.kind != "blamed" and c.first < fact.last and c.last > fact.first and c.own)
    own = next(over, None)
    return fact if own is None else replace(fact, label=own.kind)


def _as_worded(fact: Fact, worded: Sequence[Cue]) -> Fact:
    """A mark on words of the list as what the list has them for ("*disclaims* the raid" denies it)."""
    same = {c.kind for c in worded if c.first <= fact.first and fact.last <= c.last}
    return replace(fact, label=next(iter(same))) if len(same) == 1 else fact


def _length(cue: Cue) -> int:
    return len(cue.pattern.positions) if cue.pattern is not None else 0


def _agreed(document: Document, mark: Cue, other: Cue | None) -> Cue:
    """A learned mark with the wording that says the same: the wording's link and sides, and the surer for it."""
    if other is None:
        return mark
    first, last = min(mark.first, other.first), max(mark.last, other.last)
    made_by, score = f"{mark.made_by}+{other.made_by}", mark.score + AGREED
    if other.owner is None:
        return replace(mark, pattern=other.pattern, score=score, made_by=made_by, saying=other.saying)
    return replace(other, first=first, last=last, score=score, made_by=made_by, reader=mark.reader)


def _with_sayings(document: Document, cues: Sequence[Cue], chosen: tuple[Chosen, ...]) -> list[Cue]:
    """The cues with what each is to its deed, as far as it is not known yet."""
    out = []
    for cue in cues:
        before = max((c for c in cues if c.first < cue.first and c.owner is not None), key=lambda c: c.first, default=None)
        out.append(cue if cue.saying is not None else replace(cue, saying=_saying(document, cue, before, chosen)))
    return out


def _saying(document: Document, cue: Cue, before: Cue | None, chosen: tuple[Chosen, ...]) -> Saying:
    """What a cue is to its deed; `before` is the cue before it."""
    head = top(document, cue.first, cue.last) if cue.pattern is None else cue.pattern.head
    elsewhere = any(document.words[c].deprel in SAID and not cue.first <= c < cue.last for c in document.children[head])
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
    number = {c.number: k for k, c in enumerate(chosen) if c.type in CLAIMED}
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


# ---- the own side ----------------------------------------------------------------------------------------------------------------


# ---- deeds and sides of what only the head marks -----------------------------------------------------------------------------------


def _unsaid(document: Document, cue: Cue) -> bool:
    """ "No group claimed it", "has not claimed it": nobody did. A denial that is denied stays a denial, but "neither confirmed nor
    denied" is none."""
    head = cue.pattern.head if cue.pattern is not None else clause(document, top(document, cue.first, cue.last))
    if cue.kind == "denied":
        return _left_open(document, head)
    near = [*document.children[head], *(c for i in subjects(document, head) for c in document.children[i])]
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


def _sides(document: Document, cue: Cue, speakers: Speakers, lexicon: Lexicon) -> tuple[tuple[Phrase, ...], Phrase | None]:
    """Who claims, blames or denies, and who is blamed."""
    told = _told(document, cue)
    accused = party(document, told.accused[0], lexicon) if told.accused else None
    behalf = in_name_of(document, told.head) if cue.kind == "claimed" else None
    firm = tuple(i for i in told.by if case(document, i) == "by")
    chosen = (behalf,) if behalf is not None else firm or holders(document, told, speakers) or _subject_of(document, told)
    found = (bearing_name(document, told, owned_by(document, i, lexicon), lexicon) for i in chosen)
    return tuple(party(document, speaking_for(document, i, speakers), lexicon) for i in found), accused


def _subject_of(document: Document, told: Told) -> tuple[int, ...]:
    """Who stands as the subject of the cue's own active verb, which is surely not said by nobody."""
    return tuple(i for i in told.by if document.words[i].deprel == "nsubj" and document.words[i].head == told.head)


def told_words(document: Document, fact: Fact, chosen: tuple[Chosen, ...], speakers: Speakers) -> tuple[Told, Callable[[int], Phrase]]:
    """What words that claim, blame or deny say of their holder, and the party's words around a noun: to fit who holds a claim."""
    lexicon = lexicon_in_use()
    told = [*wordings(document, chosen, lexicon, speakers), *own_sides(document, chosen, speakers)]
    near = [c for c in told if c.kind == fact.label and c.first < fact.last + 2 and c.last > fact.first - 2]
    best = min(near, key=lambda c: (CLOSEST[c.link], -_length(c)), default=None)
    mark = Cue(fact.label, fact.first, fact.last, fact.confidence, "model:claims")
    return _told(document, _agreed(document, mark, best)), lambda head: party(document, head, lexicon)


def _told(document: Document, cue: Cue) -> Told:
    """What a cue says of its holder: the nouns that its wording has for it, else the subject of its clause."""
    entry, head = (None, top(document, cue.first, cue.last)) if cue.pattern is None else (cue.pattern.entry, cue.pattern.head)
    by = tuple(dict.fromkeys(led(document, head, entry.by))) if entry else ()
    accused = tuple(led(document, head, entry.accused))[:1] if entry and cue.kind == "blamed" else ()
    if entry and cue.kind == "blamed" and not accused and "obj" in _relations_of(entry.accused) and _passive(document, head):
        # "The front, *blamed* by villagers for the raid": the noun that it describes
        accused = (document.words[head].head,) if document.words[head].head >= 0 else ()
    subject = _subject_above(document, clause(document, head) if entry is None else head)
    deed = tuple(i for i in led(document, head, entry.event) if document.words[i].deprel in _DEED_SUBJECTS) if entry else ()
    own = () if subject is None or subject in (*accused, *deed) or (entry is not None and _passive(document, head)) else (subject,)
    speaking = tuple(p.head for p in cue.by)
    subjects_of = speaking or by or own
    return Told(cue.kind, cue.first, cue.last, head, by, accused, subjects_of, worded=entry is not None, link=cue.link, deed=deed)


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
