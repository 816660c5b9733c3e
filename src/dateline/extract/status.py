"""Is it told as done, tried, planned, possible, denied or usual: the learned head, corrected by cues on the event's own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from dateline.extract.entries import Found, Lexicon, StatusCue
from dateline.extract.lexicon import ANY
from dateline.extract.matching import find_all
from dateline.extract.recurring import recurring
from dateline.extract.syntax import NEGATIONS, NOBODY, NOT, case, clause, top
from dateline.extract.triggers import Chosen
from dateline.extract.undone import called_for, kept_from, never_without, nothing_done
from dateline.extract.verbs import COMING, HARMING, LIGHT, TURNING, WIELDING
from dateline.schema.document import Document, Time, Word
from dateline.schema.mention import KEPT

LEARNED = "model:statuses"
# Where several cues stand on one event, the order in which they count (status.toml).
ORDER = ("denied", "attempted", "planned", "possible", "habitual", "happened")
# What a cue adds to the learned probability of its status: the head has seen few denied and attempted events, so that a
# negation nearly outweighs it, while "will" and "may" only tip the balance. Tuned on the reports to tune on
# and those kept aside (docs/limits.md).
WEIGHT = {"denied": 0.8, "attempted": 0.9, "planned": 0.6, "possible": 0.3, "habitual": 0.95, "happened": 0.8}
# A plain "not" on the event's verb outweighs any learned belief.
NEGATED = 1.1
# So does an adverb of habit on it ("regularly shells"), and a time that comes again and again ("every Friday").
USUALLY = 1.1
# What is called or set for a day is still to come.
CALLED = 1.0
# How a time since when it goes on is written (annotate/times).
_SINCE = "SINCE:"
# What is said of an event, by a noun that stands between it and the verb.
_SAYINGS = frozenset("accusation allegation claim charge report rumour rumor suggestion notion assertion".split())
_IS = frozenset({"is", "are", "was", "were"})
# "Not *one* of them", "not *a* shot": nobody, nothing.
_ONE = frozenset({"one", "a", "single"})
# Acts that are done by breaking something off: "called off the talks" has happened.
_BREAKING = frozenset({"SANCTION", "REJECT"})
_NOUNS = frozenset({"NOUN", "PROPN"})
# What a condition adds to the belief that it is possible, beyond what "will" adds to its being planned: of 13 coded so 10 are possible.
CONDITIONAL = 0.4
_MAYBE = frozenset({"may", "might", "could"})
_INVERTED = frozenset({"had", "should", "were"})
# Who managed to prevent it has prevented it.
_MANAGING = frozenset({"manage", "succeed", "help"})
# Acts that saying no does: "we will not sit with them" refuses, "you will not leave here alive" threatens.
_REFUSING = frozenset({"REJECT", "THREATEN", "ACCUSE", "REQUEST"})
# A threat or a refusal is made by what it announces: of 140 that tell what "will" be done 133 have happened.
_ANNOUNCED = frozenset({"REJECT", "THREATEN"})
# So is what two have "agreed to" do, where it tells of the agreement.
_AGREEING = frozenset({"agree", "promise", "pledge", "vow"})
# After these a "not" negates nothing: "not only did they free him".
_ONLY = frozenset({"only", "just", "merely", "simply"})
# Words that join verbs to one deed after the other, without setting the second against the first.
_JOINING = frozenset({"and", "or", "nor", "&"})
# What somebody was kept from in the act ("shot before he could set off his belt"): he had the bomb with him. Who fled before he could be
# held was not nearly held.
_KEPT = frozenset({"explosives", "suicide-attack"})
# Acts that are done by saying: who proposes or promises has done them.
_SAID = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "CONCEDE", "AGREE"})


@dataclass(frozen=True, slots=True)
class Status:
    """The status of an event and what made it. `words` are the cue's (half-open word range), None where no cue decided."""

    status: str
    made_by: str
    words: tuple[int, int] | None = None


def find_status(document: Document, chosen: Chosen, lexicon: Lexicon) -> Status:
    """Is it told as done, tried, planned, possible, denied or usual?"""
    p = dict(chosen.trigger.statuses)
    s = document.sentences[document.words[chosen.first].sentence]
    cues = find_all(document.words_by_sentence[s.index], lexicon.status_cues, particles=lexicon.particles)
    standing = [c for c in cues if _stands(document, c, chosen) and not _void(document, c, chosen)]
    no = next((cue for cue in standing if cue.entry.words[0] in NEGATIONS), None)
    refusing = chosen.type in _REFUSING and (chosen.lexical is None or not NEGATIONS.isdisjoint(chosen.lexical.entry.words))
    if no is not None and refusing:
        # "We will not sit with them" is itself the refusal, neither one that was not made nor one still to come; "did not refuse" is none
        return Status("happened", f"cue:{' '.join(no.entry.words)}", (no.first, no.last))
    made: dict[str, Status] = {}
    weight: dict[str, float] = {}
    for sign, weighs in _signs(document, chosen, standing):
        made.setdefault(sign.status, sign)
        weight[sign.status] = max(weight.get(sign.status, 0.0), weighs)
    if weight.get("denied", 0.0) >= NEGATED and made.get("happened", made["denied"]).made_by.startswith("cue:"):
        weight.pop("happened", None)  # "Admitted that *nobody* was held": what is confirmed is that it was not done
    best = max(ORDER, key=lambda status: p.get(status, 0.0) + weight.get(status, 0.0))
    learned = max(p, key=lambda k: p[k])
    told = made.get(best, Status(best, LEARNED))
    return Status(best, LEARNED) if best == learned and told.made_by != KEPT else told


def _signs(document: Document, chosen: Chosen, standing: Sequence[Found[StatusCue]]) -> Iterator[tuple[Status, float]]:
    """All that speaks for one status, with what it adds to the learned belief; of several for one the first is told."""
    for cue in standing:
        yield Status(cue.entry.status, f"cue:{' '.join(cue.entry.words)}", (cue.first, cue.last)), _weight(document, chosen, cue)
    nobody = _nobody(document, chosen)
    if nobody is None and chosen.type not in _REFUSING:
        nobody = nothing_done(document, _own(document, chosen))
    if nobody is not None:
        yield Status("denied", f"cue:{document.words[nobody].norm.casefold()}", (nobody, nobody + 1)), NEGATED
    planned = [c.head for c in standing if c.entry.status == "planned"]
    # A threat or demand is made with its condition
    hanging = None if chosen.type in _SAID else _hanging(document, chosen, planned)
    if hanging is not None:
        most = max((_weight(document, chosen, c) for c in standing if c.entry.status == "planned"), default=0.0)
        yield Status("possible", "syntax:condition", (hanging, hanging + 1)), max(most, WEIGHT["planned"]) + CONDITIONAL
    inverted = _inverted(document, chosen)
    if inverted is not None:
        yield Status("possible", "syntax:inverted", (inverted, inverted + 1)), NEGATED
    bound = next((i for i in _own(document, chosen) if _is_to(document, i)), None)
    if bound is not None:
        yield Status("planned", "syntax:is-to", (bound, bound + 1)), WEIGHT["planned"]
    if chosen.type not in _SAID and (day := called_for(document, _own(document, chosen))) is not None:
        yield Status("planned", "syntax:for-day", day), CALLED
    if chosen.modes[0][0] in _KEPT and (before := kept_from(document, _own(document, chosen))) is not None:
        yield Status("attempted", KEPT, (before, before + 1)), NEGATED
    if (spell := never_without(document, _own(document, chosen))) is not None:
        yield Status("habitual", "syntax:never-without", spell), USUALLY + NEGATED  # above its own "without"
    again = _again(document, chosen)
    if again is not None:
        yield Status("habitual", "times:set", (again.first, again.last)), USUALLY
    if (years := recurring(document, chosen)) is not None:
        yield Status("habitual", "times:years", years), USUALLY
    own = chosen.lexical is not None and chosen.lexical.entry.status is not None
    light = None if own else next((i for i in _own(document, chosen) if document.words[i].lemma in LIGHT and _past(document, i)), None)
    if light is not None:
        yield Status("happened", "syntax:past", (light, light + 1)), WEIGHT["happened"]
    if chosen.lexical is not None and (said := chosen.lexical.entry.status):
        words = " ".join(chosen.lexical.entry.words)
        yield Status(said, f"lexicon:{words}", (chosen.lexical.first, chosen.lexical.last)), WEIGHT[said]


def _void(document: Document, cue: Found[StatusCue], chosen: Chosen) -> bool:
    """Does the cue say nothing here: the very word of a deed done by breaking off, a plan by which a deed of saying is done, or a
    prevention that is itself only meant ("aimed at *stopping* the strikes", "to *prevent* attacks")?"""
    agreed = chosen.type == "AGREE" and cue.entry.words[0] in _AGREEING
    if cue.entry.status == "planned" and (chosen.type in _ANNOUNCED or agreed):
        return True
    if cue.head == chosen.head and chosen.type in _BREAKING:
        return True
    word = document.words[cue.head]
    after = document.words[cue.head + 1].norm.casefold() if cue.head + 1 < len(document.words) else ""
    if cue.entry.words == ("not",) and after in _ONLY:
        return True
    if cue.entry.status != "attempted" or "object" not in cue.entry.scopes or word.upos != "VERB":
        return False
    below = [document.words[c] for c in document.children[cue.head]]
    meant = word.norm.casefold().endswith("ing") and not any(w.deprel.split(":")[0] == "aux" for w in below)
    above = document.words[word.head].lemma if word.head >= 0 else ""
    return meant or (above not in _MANAGING and any(w.lemma == "to" and w.deprel == "mark" for w in below))


def _hanging(document: Document, chosen: Chosen, cues: Sequence[int]) -> int | None:
    """The "if" that a plan hangs on ("will resign *if* no pact is made"), or the "may" of who would announce it; None without a plan."""
    for index in dict.fromkeys((*cues, *_own(document, chosen))) if cues else ():
        for c in document.children[index]:
            below = document.words[c]
            if below.deprel == "aux" and index in cues and below.norm.casefold() in _MAYBE:
                return c
            marks = (i for i in document.children[c] if below.deprel == "advcl" and document.words[i].norm.casefold() == "if")
            if (mark := next(marks, None)) is not None:
                return mark
    return None


def _inverted(document: Document, chosen: Chosen) -> int | None:
    """The auxiliary before its subject that stands for an "if" ("*Had* the bomb gone off", "*should* the rebels attack")."""
    for index in _own(document, chosen):
        below = [document.words[c] for c in document.children[index]]
        subject = next((w.index for w in below if w.deprel in {"nsubj", "nsubj:pass"}), index)
        first = next((w for w in below if w.deprel.split(":")[0] == "aux"), None)
        if document.words[index].deprel == "advcl" and first is not None and first.index < subject and first.norm.casefold() in _INVERTED:
            return None if any(w.deprel == "mark" and w.index < first.index for w in below) else first.index
    return None


def _weight(document: Document, chosen: Chosen, cue: Found[StatusCue]) -> float:
    """What a cue adds: its own weight or that of its status, more where it is a plain "not" on the verb or an adverb of habit."""
    mostly = max(WEIGHT[cue.entry.status], cue.entry.weight or 0.0)
    if cue.entry.words[0] in NOT and document.words[cue.head].head in {chosen.head, document.words[chosen.head].head}:
        return max(mostly, NEGATED if cue.entry.status == "denied" else 0.0)
    return max(mostly, USUALLY) if cue.entry.status == "habitual" and cue.entry.pos == "ADV" else mostly


def _nobody(document: Document, chosen: Chosen) -> int | None:
    """The "no" of "no soldiers were killed", "nobody" or the "not" of "not one of them", where that is the subject of the event's verb."""
    verb = chosen.head
    subjects = [c for c in document.children[verb] if c < verb and document.words[c].deprel in {"nsubj", "nsubj:pass"}]
    for subject in subjects:
        for index in (subject, *document.children[subject]):
            word = document.words[index]
            form = word.norm.casefold()
            if form in NOBODY and (index == subject or word.deprel.split(":")[0] in {"det", "cc"} or form == "neither"):
                return index
            if form in NOT and not _ONE.isdisjoint(document.words[i].norm.casefold() for i in (subject, *document.children[subject])):
                return index
    return None


def _again(document: Document, chosen: Chosen) -> Time | None:
    """The time in the event's clause at which it happens again and again, where no day or month of its own stands beside it, but for the
    one since when it does."""
    sentence, verb = document.words[chosen.first].sentence, clause(document, chosen.head)
    here = [t for t in document.times if document.words[t.first].sentence == sentence]
    mine = [t for t in here if clause(document, top(document, t.first, t.last)) == verb]
    if any(t.kind != "set" and not (t.value or "").startswith(_SINCE) for t in mine):
        return None
    return next((t for t in mine if t.kind == "set" and not _another_s(document, t, chosen)), None)


def _another_s(document: Document, time: Time, chosen: Chosen) -> bool:
    """Does the time tell how often something else comes ("at the *annual* meeting they agreed")?"""
    word = document.words[top(document, time.first, time.last)]
    return word.deprel.split(":")[0] in {"amod", "compound", "nmod"} and word.head not in set(_own(document, chosen))


def _is_to(document: Document, index: int) -> bool:
    """Is it bound to come: "is *to meet*", "were *to be moved*", in a headline "UN *to send* observers"?"""
    word, children = document.words[index], document.children[index]
    if word.upos != "VERB" or not any(document.words[c].lemma == "to" and document.words[c].deprel == "mark" for c in children):
        return False
    if _is_headline(document, index):
        return True
    above = document.words[word.head] if word.head >= 0 and word.deprel in {"xcomp", "ccomp"} else None
    beside = any(document.words[c].norm.casefold() in _IS for c in children)
    return beside or (above is not None and above.norm.casefold() in _IS)


def _is_headline(document: Document, index: int) -> bool:
    """Is the infinitive all that the sentence says of a name before it ("*Manila*, rebels *to resume* talks")?"""
    word = document.words[index]
    if word.head < 0:
        return any(document.words[c].deprel == "nsubj" and c < index for c in document.children[index])
    above = document.words[word.head]
    return word.deprel == "acl" and above.head < 0 and above.upos == "PROPN" and above.index < index


def _past(document: Document, index: int) -> bool:
    """Is the verb in the simple past ("held", not "hold", "holding", "will hold")?"""
    word = document.words[index]
    form = word.norm.casefold()
    alone = not any(document.words[c].deprel in {"aux", "mark"} for c in document.children[index])
    present = form in {word.lemma, f"{word.lemma}s", f"{word.lemma}es"} or form.endswith("ies")
    return word.upos == "VERB" and alone and not present and not form.endswith("ing")


def _stands(document: Document, cue: Found[StatusCue], chosen: Chosen) -> bool:
    """Does the cue stand on the event's own words in one of its scopes? One of words that the parse does not keep together ("*time and
    again*") by any of them."""
    heads = cue.positions if cue.entry.pos == ANY else (cue.head,)
    return any(_stands_by(document, cue, document.words[head], chosen) for head in heads)


def _stands_by(document: Document, cue: Found[StatusCue], word: Word, chosen: Chosen) -> bool:
    """Does the cue, by this word of it, stand on the event's own words in one of its scopes?"""
    own = set(_own(document, chosen))
    if cue.entry.pos == "ADJ" and cue.entry.status == "habitual" and word.upos == "VERB":
        return False  # "Repeated that", not "repeated attacks"
    shared, goes_with = _shared(document, chosen.head), _goes_with(document, chosen.head)
    for scope in cue.entry.scopes:
        before = shared is not None and word.head == shared and word.index < shared
        if before and scope in {"aux", "advmod"} and word.deprel.split(":")[0] in {scope, "advmod"}:
            return True
        if scope == "advmod" and cue.entry.status == "habitual" and word.head == goes_with and word.deprel == "advmod":
            return True
        if scope == "is" and word.index == chosen.head and chosen.type not in _SAID:
            return True
        if scope == "aux" and cue.entry.status == "possible" and word.deprel == "aux" and word.head == _harming(document, chosen):
            return True
        if scope in {"aux", "advmod", "amod", "mark"} and word.deprel.split(":")[0] in {scope, "advmod"} and word.head in own:
            return True
        if scope == "det" and word.deprel == "det" and word.head == chosen.head:
            return True
        if scope == "case" and any((case(document, i) or "") == " ".join(cue.entry.words) for i in own):
            return True
        if scope == "governs" and any(_governs(document, word.index, i, {"xcomp", "ccomp", "acl", "csubj"}) for i in own):
            return True
        if scope == "subject" and any(_said_of(document, word.index, i) for i in own):
            return True
        if scope == "doing" and any(_governs(document, word.index, i, {"advcl", "obl", "nmod"}) for i in own):
            return True
        if scope == "obl" and word.deprel.split(":")[0] == "obl" and word.head in own:
            return True
        if scope == "who" and chosen.type == "ASSAULT" and _meets_with(document, word.index, own):
            return True
        if scope == "time" and word.deprel == "case" and word.head >= 0 and document.words[word.head].head in own:
            return True
        if scope == "object" and word.deprel == "acl" and word.head in own and not word.norm.casefold().endswith("ing"):
            return True
        if scope == "object" and any(_governs(document, word.index, i, {"obj", "nsubj:pass", "nmod", "obl"}) for i in own):
            return True
    return False


def _harming(document: Document, chosen: Chosen) -> int | None:
    """The verb that tells whom the thing hurt by which the attack is told ("a *landmine* may have *killed* them")."""
    word = document.words[chosen.head]
    told = chosen.type == "ASSAULT" and word.upos in _NOUNS and word.deprel == "nsubj" and word.head >= 0
    return word.head if told and document.words[word.head].lemma in HARMING else None


def _shared(document: Document, verb: int) -> int | None:
    """The verb before it with which it shares its auxiliaries and adverbs ("will *raid* villages and *burn* them"): joined by "and" or
    "or", in the same form, without a subject or auxiliary of its own."""
    word = document.words[verb]
    if word.upos != "VERB" or word.deprel != "conj" or word.head < 0:
        return None
    first, below = document.words[word.head], [document.words[c] for c in document.children[verb]]
    joined = all(w.norm.casefold() in _JOINING for w in below if w.deprel == "cc")
    alone = not any(w.deprel.split(":")[0] in {"nsubj", "aux", "mark"} for w in below)
    alike = first.upos == "VERB" and _form(first.norm, first.lemma) == _form(word.norm, word.lemma)
    return first.index if joined and alone and alike else None


def _goes_with(document: Document, verb: int) -> int | None:
    """The verb whose habit it shares as what goes with it each time ("have often raided the ferry, *abducting* passengers")."""
    word = document.words[verb]
    while word.deprel == "conj" and word.head >= 0 and document.words[word.head].norm.casefold().endswith("ing"):
        word = document.words[word.head]
    if word.upos != "VERB" or word.deprel not in {"advcl", "conj"} or not word.norm.casefold().endswith("ing"):
        return None
    alone = not any(document.words[c].deprel.split(":")[0] in {"nsubj", "mark"} for c in document.children[word.index])
    return word.head if alone and 0 <= word.head < word.index else None


def _form(norm: str, lemma: str) -> str:
    """Bare ("raid"), with an ending that tells the person, going on ("raiding"), or past."""
    form = norm.casefold()
    if form == lemma:
        return "bare"
    return "ing" if form.endswith("ing") else "s" if form in {f"{lemma}s", f"{lemma}es"} or form.endswith("ies") else "past"


def _own(document: Document, chosen: Chosen) -> Iterator[int]:
    """The event's words and, for a noun, the verb that carries it ("held talks", "talks will begin", "talks that are to be held")."""
    yield chosen.head
    for i in range(chosen.first, chosen.last):
        if i != chosen.head and document.words[i].upos in {"VERB", "NOUN"}:
            yield i
    if chosen.lexical is not None and not chosen.first <= chosen.lexical.head < chosen.last:
        yield chosen.lexical.head  # of "used *tear gas*" the head marks the noun alone
    word = document.words[chosen.head]
    if word.upos == "VERB" and word.deprel == "advcl" and any(document.words[c].lemma == "to" for c in document.children[chosen.head]):
        # What is done in order to do it is no surer than it: "will travel to Oslo to *sign* the accord"
        yield word.head
    if word.upos not in {"NOUN", "PROPN"}:
        return
    carrying = LIGHT | WIELDING if chosen.type == "ASSAULT" else LIGHT
    carried = word.head >= 0 and word.deprel in {"obj", "nsubj:pass"} and document.words[word.head].lemma in carrying
    comes = word.head >= 0 and word.deprel in {"nsubj", "nsubj:pass"} and document.words[word.head].lemma in COMING
    if carried or comes:
        yield word.head
    for c in document.children[chosen.head]:
        if document.words[c].deprel == "acl:relcl" and document.words[c].lemma in LIGHT | COMING:
            yield c


def _said_of(document: Document, said: int, index: int) -> bool:
    """Is it said of the event's noun or of the thing that the event's participle describes ("*shelling* has become *routine*", "the
    bomb *left* there turned out to be a *dud*")?"""
    word = document.words[index]
    subject = document.words[word.head] if word.deprel == "acl" and word.head >= 0 else word
    if subject.deprel.split(":")[0] != "nsubj" or subject.head < 0:
        return False
    told = document.words[said]
    turned = told.deprel == "xcomp" and told.head == subject.head and document.words[told.head].lemma in TURNING
    return subject.head == said or turned


def _meets_with(document: Document, said: int, own: Set[int]) -> bool:
    """Is the person of whom it is said named by the event's words ("a *would-be* suicide bomber"), or the one that it is done to?"""
    who = said
    while document.words[who].upos not in _NOUNS:
        if document.words[who].head < 0 or document.words[who].deprel.split(":")[0] in {"aux", "cop"}:
            return False
        who = document.words[who].head
    person = document.words[who]
    patient = person.deprel in {"obj", "nsubj:pass"} and person.head in own
    return patient or who in own or any(document.words[i].head == who for i in own)


def _governs(document: Document, cue: int, index: int, relations: set[str]) -> bool:
    """Is the word the cue's complement or object, or listed with one that is?"""
    while document.words[index].deprel == "conj" and document.words[index].head >= 0:
        index = document.words[index].head
    word = document.words[index]
    if word.head >= 0 and word.deprel in {"acl", "ccomp"} and document.words[word.head].lemma in _SAYINGS:
        # "Denied *accusations* that it shelled the town", "had to deny *claims* of"
        above = document.words[word.head]
        return above.head == cue and above.deprel in {"obj", "nsubj:pass"} and "xcomp" in relations
    return word.head == cue and word.deprel.split(":")[0] in {r.split(":")[0] for r in relations} and word.deprel != "nsubj"
