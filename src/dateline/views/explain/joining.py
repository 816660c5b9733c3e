"""What joined the mentions of an event, and what kept other events apart, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.resolve.joining import TOGETHER
from dateline.resolve.pairs import DAYS
from dateline.schema.mention import Mention
from dateline.schema.trace import Apart, Pull
from dateline.views.explain.reason import Joined, KeptApart, Told, Weighed, Words, share

# The features of lexicon/joining.toml: what each says of two mentions, the second later in the text. A test compares the two.
FEATURES = {
    "bias": "before anything is known of two mentions",
    "learned": "the language model's own opinion of the two",
    "same sentence": "they stand in one sentence",
    "next sentence": "they stand in neighbouring sentences",
    "two on": "they stand two sentences apart",
    "three to five on": "they stand three to five sentences apart",
    "farther": "they stand more than five sentences apart",
    "same word": "both have the same word",
    "definite": "the second goes back to something told (“the attack”, “those killed”)",
    "bare noun": "the second is a noun without “the” or “this”",
    "both verbs": "both are verbs",
    "another": "the second is told as another (“a separate”, “one”, “earlier”)",
    "told apart": "the second's sentence begins with “meanwhile”, “elsewhere”, “also” or the like",
    "same mode": "both have the same mode",
    "other mode": "they have different modes",
    "other status": "they have different statuses",
    "denied": "one is denied, the other is told",
    "lead": "the first stands in the first sentence of the report",
    "words": "their sentences share words",
    "y undetailed": "the second's sentence gives no place, date or figure of its own",
    "y own date and place": "the second's sentence gives a date and a place of its own",
    "same actor": "both name the same actor",
    "other actor": "they name different actors",
    "same recipient": "both name the same recipient",
    "other recipient": "they name different recipients",
    "same place": "both name the same place",
    "other place": "they name different places",
    "dates meet": "their dates meet",
    "dates apart": "their dates do not meet",
    "days apart": f"their dates are more than {DAYS} days apart",
    "definite, dates apart": "their dates do not meet, but the second goes back to something told (its date may be another's)",
    "definite, days apart": f"their dates are more than {DAYS} days apart, but the second goes back to something told",
    "background date": "the second has only a month or a year",
    "same count": "both give the same figure",
    "other count": "they give different figures of one outcome",
    "new outcome": "the second gives a figure of another outcome",
    "smaller count": "the second gives a smaller figure of one outcome, as of a part",
    "same paragraph": "they stand in one paragraph",
    "many, then one": "the first is told in the plural, the second in the singular",
    "one, then many": "the first is told in the singular, the second in the plural",
    "one spot": "both places are one",
    "spot inside": "one of their places may lie in the other",
    "spots apart": "their places lie apart",
    "one clause": "one word depends on the other in one clause",
    "side clause": "one stands in a side clause of the other",
    "listed": "they are told side by side",
    "other sides": "each names a party that the other has not",
}
# The features of lexicon/belief.toml: what each says of an event. A test compares the two.
BELIEF = {
    "bias": "before anything is known of the event",
    "trigger": "how sure the language model is of its surest words",
    "firm": "the language model's opinion whether a coder would code it, the whole report read",
    "optional": "the language model's opinion that a coder could leave it out",
    "several mentions": "several sentences tell of it",
    "many mentions": "more than three sentences tell of it",
    "named actor": "its sentences say who did it",
    "named recipient": "its sentences say to whom",
    "figures": "its sentences count people",
    "sure figures": "how sure the surest of its figures is",
    "several figures": "its sentences tell more than one figure",
    "own date": "its sentences give a time",
    "own place": "its sentences give a place",
    "in the lexicon": "the lexicon has its words",
    "lead": "the first sentence of the report tells of it",
    "said": "it is of a type that is done by saying",
    "not happened": "it is not told as having happened",
    "habitual": "it is told as usual",
    "mode": "how sure its mode is",
    "no mode": "it has no mode",
    "verb": "a verb tells of it",
    "definite": "a noun with “the” or “this” tells of it, as of what is known",
    "definite, more told": "a noun with “the” or “this”, but figures or a claim with it",
    "indefinite": "a noun with “a” or “another” tells of it",
    "mishap": "a cause that nobody is behind stands beside its words: an accident, a disaster, a game",
    "kept from": "somebody was kept from it with the bomb on him",
    "private": "a quarrel, a home or a robbery stands beside its words",
}
_VETOES = {
    "parties": "they are talks or agreements of other parties",
    "kept": "the one is what somebody was kept from by the other",
    "habit": "the one is told as coming again and again, the other as having happened once",
    "sides": "the later strikes back at who did the earlier",
    "distance": "they stand too many mentions apart to be compared",
}


def joined(told: Told) -> Iterator[Joined]:
    """The pairs of mentions of the event, the likeliest first."""
    for pair in sorted(told.trace.pairs, key=lambda p: -p.probability):
        one, other = (_words(told.whole.mentions[k]) for k in (pair.first, pair.second))
        yield Joined(one, other, pair.probability, weighed(pair.pulls))


def apart(told: Told) -> Iterator[KeptApart]:
    """The other events of its type that it might have been, the likeliest first."""
    for other in told.trace.apart:
        yield KeptApart(other.event, _because(other), other.probability, weighed(other.pulls))


def weighed(pulls: Sequence[Pull]) -> tuple[Weighed, ...]:
    """The features that counted, in words, the weightiest first."""
    return tuple(Weighed(p.feature, FEATURES.get(p.feature, p.feature), round(p.weight, 3)) for p in pulls)


def believed(pulls: Sequence[Pull]) -> tuple[Weighed, ...]:
    """The features of the event that counted, in words, the weightiest first."""
    return tuple(Weighed(p.feature, BELIEF.get(p.feature, p.feature), round(p.weight, 3)) for p in pulls)


def _because(other: Apart) -> str:
    if other.veto is not None:
        return f"never joined: {_VETOES.get(other.veto, other.veto)}"
    if (other.probability or 0.0) < TOGETHER:
        return f"{share(other.probability or 0.0)} on average, below the {share(TOGETHER)} needed"
    return f"{share(other.probability or 0.0)} on average, but likelier joinings came first"


def _words(mention: Mention) -> Words:
    t = mention.trigger
    return Words(t.start, t.end, t.text, t.confidence)
