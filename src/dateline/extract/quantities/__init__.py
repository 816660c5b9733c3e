"""How many: count phrases of a sentence with their bounds, and the count that a noun phrase tells.

The grammar is a handful of shapes (number, modifier, range); every word it knows stands in data/lexicon/quantities.toml.
What a number measures (years, kilometres, money, ages, unit names) is not a count and gives nothing. Bounds follow section 5
of the codebook; an open bound is None.
"""

from __future__ import annotations

from dateline.extract.quantities.civilians import is_civilian
from dateline.extract.quantities.finding import bounded_behind, find_quantities
from dateline.extract.quantities.kinds import (
    ARTICLE,
    CONFIDENCE,
    MEMBERS,
    NAME,
    NONE,
    NOUN,
    NUMBER,
    PART,
    PRONOUN,
    RANGE,
    SUM,
    VAGUE,
    WHOLE,
)
from dateline.extract.quantities.numbers import is_number
from dateline.extract.quantities.people import (
    BELLIGERENT,
    is_animal,
    is_group,
    is_left_out,
    is_person_noun,
    is_survival,
    is_unharmed,
    person_kind,
)
from dateline.extract.quantities.phrases import count_of, counts_of, in_pairs, listed_names, one_person, total_of

__all__ = [
    "ARTICLE",
    "BELLIGERENT",
    "CONFIDENCE",
    "MEMBERS",
    "NAME",
    "NONE",
    "NOUN",
    "NUMBER",
    "PART",
    "PRONOUN",
    "RANGE",
    "SUM",
    "VAGUE",
    "WHOLE",
    "bounded_behind",
    "count_of",
    "counts_of",
    "find_quantities",
    "in_pairs",
    "is_animal",
    "is_civilian",
    "is_group",
    "is_left_out",
    "is_number",
    "is_person_noun",
    "is_survival",
    "is_unharmed",
    "listed_names",
    "one_person",
    "person_kind",
    "total_of",
]
