"""Number words and digits both ways, against an oracle of our own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.quantities import (
    find_quantities,
)
from tests.extract.factory import words_of

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(n: int, *, link: str = " and ") -> str:
    if n < 20:
        return _ONES[n]
    if n < 100:
        return _TENS[n // 10] + (f"-{_ONES[n % 10]}" if n % 10 else "")
    for size, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= size:
            rest = n % size
            joint = link if rest < 100 else " "
            return f"{in_words(n // size, link=link)} {name}" + (f"{joint}{in_words(rest, link=link)}" if rest else "")
    raise AssertionError(n)


@given(st.integers(min_value=1, max_value=999_999_999), st.sampled_from([" and ", " "]))
def test_number_words_round_trip(n: int, link: str) -> None:
    (found,) = find_quantities(words_of(f"{in_words(n, link=link)} people"))
    assert (found.low, found.high) == (n, n)


@given(st.integers(min_value=1, max_value=9_999_999))
def test_digits_round_trip(n: int) -> None:
    (found,) = find_quantities(words_of(f"{n:,} people"))
    assert (found.low, found.high) == (n, n)
