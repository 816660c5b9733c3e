"""A cue: words that claim, blame or deny, with the deed that rules link them to."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.extract.deeds import Saying
from dateline.extract.entries import ClaimPattern, Found
from dateline.schema.mention import Phrase

# The links of a cue to its deed, the closest first: the parse has the deed with the cue, the speaker tells of the own side's deed, or
# says that a deed told before was not done, it goes back to one, or it stands beside one; WEIGHED where weights chose another deed.
DEED, OWN, DENIED, BACK, BESIDE = "syntax:deed", "syntax:own-side", "syntax:not-done", "syntax:told-before", "syntax:beside"
WEIGHED = "deeds:weighed"
# Set beside the link of what somebody admits of the own side.
OWNED_UP = "+syntax:owned-up"
# Made by who says that another was behind the deed.
BEHIND = "syntax:behind"
CLOSEST = {DEED: 0, OWN: 1, DENIED: 2, BACK: 3, BESIDE: 4}
# How sure a wording alone is where the parse links it to a deed.
BY_WORDING = 0.6
# Deeds that are claimed and blamed.
DEEDS = frozenset({"ASSAULT", "COERCE"})
CLAIMED = DEEDS | {"AID", "MOBILIZE", "PROTEST"}
# How many sentences back a cue goes for its deed.
SENTENCES_BACK = 3
# Pronouns by which a speaker tells of the own side.
OWN_WORDS = frozenset({"it", "they", "we", "he", "she", "i"})


@dataclass(frozen=True, slots=True)
class Cue:
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
