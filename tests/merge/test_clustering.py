"""Average link with pairs that must stay apart: nothing chains, and the order of the input does not matter."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dateline.merge.clustering import clusters

IDS = "abcdefg"
PAIRS = list(combinations(IDS, 2))


def test_a_chain_is_not_followed() -> None:
    likely = {("a", "b"): 0.9, ("b", "c"): 0.8, ("c", "d"): 0.9}
    assert clusters("abcd", likely.items(), least=0.5) == (("a", "b"), ("c", "d"))


def test_a_middle_between_two_goes_to_the_likelier() -> None:
    assert clusters("abc", {("a", "b"): 0.7, ("b", "c"): 0.8}.items(), least=0.5) == (("a",), ("b", "c"))


def test_apart_stays_apart_however_likely() -> None:
    likely = dict.fromkeys(combinations("abc", 2), 0.9)
    found = clusters("abc", likely.items(), least=0.5, apart=frozenset({("a", "c")}))
    assert found in ((("a", "b"), ("c",)), (("a",), ("b", "c")))


def test_held_begins_together_and_gives_way_to_apart() -> None:
    assert clusters("abc", (), least=0.5, held=[("a", "b")]) == (("a", "b"), ("c",))
    assert clusters("abc", (), least=0.5, held=[("b", "c"), ("a", "b")], apart=frozenset({("a", "c")})) == (("a", "b"), ("c",))


likelihoods = st.dictionaries(st.sampled_from(PAIRS), st.sampled_from([0.05, 0.2, 0.4, 0.6, 0.8, 1.0]))
apart_pairs = st.frozensets(st.sampled_from(PAIRS), max_size=5)


@given(likelihoods, apart_pairs, st.sets(st.sampled_from(PAIRS), max_size=3), st.permutations(IDS))
def test_every_id_once_whatever_the_order(
    likely: dict[tuple[str, str], float], apart: frozenset[tuple[str, str]], held: set[tuple[str, str]], order: list[str]
) -> None:
    found = clusters(IDS, likely.items(), least=0.3, apart=apart, held=held)
    assert sorted(i for group in found for i in group) == list(IDS)
    assert clusters(order, list(reversed(likely.items())), least=0.3, apart=apart, held=sorted(held, reverse=True)) == found
    assert not [pair for group in found for pair in combinations(group, 2) if pair in apart]


@given(likelihoods, apart_pairs)
def test_a_group_by_itself_is_that_group(likely: dict[tuple[str, str], float], apart: frozenset[tuple[str, str]]) -> None:
    for group in clusters(IDS, likely.items(), least=0.3, apart=apart):
        inside = {pair: p for pair, p in likely.items() if set(pair) <= set(group)}
        assert clusters(group, inside.items(), least=0.3, apart=apart) == (group,)
