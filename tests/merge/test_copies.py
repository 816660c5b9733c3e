"""Copies of one text share an origin; reports that tell of the same in other words do not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.merge import copy_keys, origins

TEXT = (
    "A car bomb exploded outside the town hall of Hawija on Tuesday morning, killing nine people and wounding more than "
    "twenty, the mayor said. "
    "Shop windows were broken three streets away and a school was closed for the day.\n\n"
    "Nobody said it was behind the blast. Last month a similar bomb went off at the bus station and "
    "caused no deaths, only a fire in the car park.\n\n"
    "The governor is to visit the wounded in hospital on Wednesday and will meet the families of the dead in the evening."
)
OTHER = (
    "Nine people died on Tuesday when explosives hidden in a vehicle went off in front of the municipal building in Hawija, officials in "
    "the "
    "northern Iraqi province said. Doctors counted two dozen wounded. "
    "Residents spoke of a column of smoke that could be seen from the highway."
)
SHORT = "Two soldiers were killed in Hawija."

# (what was done to the text, the copy)
EDITED = [
    ("nothing", TEXT),
    ("another dateline", "HAWIJA, Iraq (Harbour Wire) - " + TEXT),
    ("the last paragraph dropped", TEXT.rsplit("\n\n", 1)[0]),
    ("two paragraphs dropped", TEXT.split("\n\n", 1)[0]),
    ("words changed", TEXT.replace("exploded", "blew up").replace("wounding", "injuring").replace("similar", "like")),
    ("white space and quotes", "  " + TEXT.replace("\n\n", "\n") + "\n"),
]


def test_an_edited_copy_shares_the_origin() -> None:
    for what, copy in EDITED:
        assert origins([("b", TEXT), ("a", copy)]) == {"a": "a", "b": "a"}, what


def test_other_words_are_another_text() -> None:
    assert origins([("a", TEXT), ("b", OTHER)]) == {"a": "a", "b": "b"}


def test_short_texts_must_be_equal() -> None:
    told = [("a", SHORT), ("b", SHORT), ("c", SHORT.replace("Two", "Six")), ("d", ""), ("e", "")]
    assert origins(told) == {"a": "a", "b": "a", "c": "c", "d": "d", "e": "d"}


def test_copies_share_a_key() -> None:
    for what, copy in EDITED:
        assert set(copy_keys(TEXT)) & set(copy_keys(copy)), what
    assert not set(copy_keys(TEXT)) & set(copy_keys(OTHER))


@given(st.permutations(range(len(EDITED))))
def test_the_order_does_not_matter(order: list[int]) -> None:
    texts = [(f"r{k}", EDITED[k][1]) for k in range(len(EDITED))]
    assert origins([texts[k] for k in order]) == dict.fromkeys(sorted(f"r{k}" for k in order), "r0")
