"""Average-link clustering of pair probabilities, with vetoes; every mention in exactly one event."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.resolve.joining import TOGETHER, cluster, join, vetoed
from dateline.resolve.pairs import facts
from dateline.resolve.setting import read_setting
from dateline.schema.document import Time
from tests.extract.made import read
from tests.resolve.told import mention

Pairs = dict[tuple[int, int], float]
# Few values, so that many pairs are equal.
LIKELY = st.sampled_from([0.0, 0.2, TOGETHER - 0.01, TOGETHER, 0.8, 0.8, 1.0])
TEXT = read(
    "Rebels/rebel/NOUN/nsubj/2 attacked/attack/VERB/root/0 Gwoza/PROPN/obj/2",
    "The/DET/det/2 attack/NOUN/nsubj/3 killed/kill/VERB/root/0 guards/guard/NOUN/obj/3",
    "Elders/elder/NOUN/nsubj/2 condemned/condemn/VERB/root/0 the/DET/det/4 attack/NOUN/obj/2",
    published=date(2016, 3, 1),
)
ATTACKED = mention(TEXT, "attacked", index=0)
ATTACK = mention(TEXT, "attack", after="The", index=1)
CONDEMNED = mention(TEXT, "condemned", "ACCUSE", index=2)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, Pairs]:
    """Up to seven mentions, some of whose pairs are vetoed (missing)."""
    size = draw(st.integers(0, 7))
    pairs = {pair: draw(LIKELY) for pair in combinations(range(size), 2) if draw(st.booleans())}
    return size, pairs


def as_set(groups: list[list[int]]) -> set[frozenset[int]]:
    return {frozenset(group) for group in groups}


@given(graphs())
def test_every_mention_is_in_exactly_one_group_and_no_vetoed_pair_in_one(graph: tuple[int, Pairs]) -> None:
    size, pairs = graph
    groups = cluster(size, pairs)
    assert sorted(i for group in groups for i in group) == list(range(size))
    assert all(pair in pairs for group in groups for pair in combinations(sorted(group), 2))


@given(graphs(), st.integers(0, 9))
def test_the_order_in_which_equal_pairs_come_in_changes_nothing(graph: tuple[int, Pairs], seed: int) -> None:
    size, pairs = graph
    shuffled = list(pairs.items())
    random.Random(seed).shuffle(shuffled)
    assert cluster(size, dict(shuffled)) == cluster(size, pairs)


@pytest.mark.parametrize(
    ("pairs", "groups"),
    [
        ({}, {frozenset({0}), frozenset({1}), frozenset({2})}),
        ({(0, 1): 0.9}, {frozenset({0, 1}), frozenset({2})}),
        ({(0, 1): TOGETHER}, {frozenset({0, 1}), frozenset({2})}),
        ({(0, 1): TOGETHER - 0.01}, {frozenset({0}), frozenset({1}), frozenset({2})}),
        ({(0, 1): 0.9, (1, 2): 2 * TOGETHER - 0.02, (0, 2): 0.0}, {frozenset({0, 1}), frozenset({2})}),
        ({(0, 1): 0.9, (1, 2): 2 * TOGETHER, (0, 2): 0.02}, {frozenset({0, 1, 2})}),
        ({(0, 1): 0.9, (1, 2): 0.9}, {frozenset({0, 1}), frozenset({2})}),
    ],
    ids=[
        "none may be joined",
        "one pair",
        "just likely enough",
        "just not",
        "the mean of the third with both is too low",
        "the mean of the third with both is enough",
        "a veto between the first and the third",
    ],
)
def test_groups(pairs: Pairs, groups: set[frozenset[int]]) -> None:
    assert as_set(cluster(3, pairs)) == groups


def test_what_the_learned_head_is_sure_of_is_joined_in_the_order_of_the_text() -> None:
    document = replace(TEXT, same=((0, 1, 0.999),))
    groups = join(document, [ATTACKED, ATTACK, CONDEMNED], setting=read_setting(document))
    assert [[m.trigger.text for m in group] for group in groups] == [["attacked", "attack"], ["condemned"]]
    document = replace(TEXT, same=((0, 1, 0.0001),))
    apart = join(document, [ATTACKED, replace(ATTACK, status="planned")], setting=read_setting(document))
    assert len(apart) == 2


def test_types_are_vetoes_whatever_the_head_says() -> None:
    def veto(x: str, y: str, *, status: str = "happened") -> bool:
        one, two = replace(ATTACKED, type=x), replace(ATTACK, type=y, status=status)
        return vetoed(facts(TEXT, one, country=None), facts(TEXT, two, country=None))

    assert [veto("ASSAULT", "ASSAULT"), veto("ASSAULT", "ACCUSE")] == [False, True]
    assert veto("ASSAULT", "ASSAULT", status="planned") is False


@pytest.mark.parametrize(
    ("by", "dated", "expected"), [("cue:often", True, True), ("cue:often", False, False), ("model:statuses", True, False)]
)
def test_what_comes_again_and_again_is_apart_from_what_happened_once(by: str, dated: bool, expected: bool) -> None:
    times = (Time(2, 3, 16, 21, "Gwoza", "date", "2016-02-28", "test", 0.9),) if dated else ()
    one, habit = replace(ATTACKED, times=times), replace(ATTACK, status="habitual", status_by=by)
    assert vetoed(facts(TEXT, one, country=None), facts(TEXT, habit, country=None)) is expected


@pytest.mark.parametrize(("learned", "events"), [(0.001, 3), (0.999, 2)])
def test_a_denial_is_of_what_was_told_before_where_the_head_is_sure(learned: float, events: int) -> None:
    document = replace(TEXT, same=((0, 1, learned), (0, 2, 1.0), (1, 2, 1.0)))
    denied = replace(ATTACK, status="denied")
    assert len(join(document, [ATTACKED, denied, CONDEMNED], setting=read_setting(document))) == events


def test_no_mentions_no_events() -> None:
    assert join(TEXT, [], setting=read_setting(TEXT)) == ()
