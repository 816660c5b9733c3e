"""The kinds of quantity, and how far each is trusted."""

from __future__ import annotations

from collections.abc import Mapping

# The kinds of quantity, told in `Quantity.made_by`.
NUMBER = "quantities:number"  # "21", "at least 21", "half a dozen"
RANGE = "quantities:range"  # "20 to 25"
VAGUE = "quantities:vague"  # "dozens", "several", "both"
ARTICLE = "quantities:article"  # "a policeman", "another soldier", "a third": 1, if the caller's noun phrase is the one it stands before
MEMBERS = "quantities:members"  # "a 12-man patrol"
NONE = "quantities:none"  # "no casualties": low = high = 0, for callers to drop
PART = "quantities:part"  # "most of", "some of the 14,000": how many is not said, both bounds open
WHOLE = "quantities:whole"  # the 30 of "20 of the 30 hostages"
NAME = "quantities:name"  # people named one by one
NOUN = "quantities:noun"  # read off the noun alone: "soldiers", "the commander"
PRONOUN = "quantities:pronoun"
SUM = "quantities:sum"  # several phrases counted together

# How far each kind is trusted. NUMBER, VAGUE and ARTICLE: share of the training files' casualties that had the gold's bounds (0.99, 1.0,
# 0.94), rounded down for text of other kinds; too few of the others stand there, they are set by judgement.
CONFIDENCE: Mapping[str, float] = {
    NUMBER: 0.97,
    RANGE: 0.95,
    VAGUE: 0.95,
    ARTICLE: 0.9,
    MEMBERS: 0.9,
    NONE: 0.9,
    PART: 0.7,
    WHOLE: 0.7,
    NAME: 0.9,
    NOUN: 0.8,
    PRONOUN: 0.7,
    SUM: 0.8,
}
