"""Low, best and high by each policy, from figures as reports tell them."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.merge import POLICIES
from dateline.merge.combining import combine
from dateline.merge.tolls import tolls
from tests.merge.making import casualty, telling

Told = tuple[str, str, tuple[int | None, int | None]]

# (publication day, publisher, (low, high)) of each telling; policy; low, best, high
CASES: list[tuple[list[Told], str, tuple[int | None, int | None, int | None]]] = [
    ([("03", "A", (12, 12))], "latest", (12, 12, 12)),
    # a toll that rises: each publisher's older figure is replaced
    ([("03", "A", (12, 12)), ("04", "A", (15, 15)), ("05", "A", (17, 17))], "latest", (17, 17, 17)),
    ([("03", "A", (12, 12)), ("04", "B", (15, 15))], "latest", (12, 15, 15)),
    ([("03", "A", (12, 12)), ("04", "A", (15, 15))], "conservative", (12, 15, 15)),
    ([("03", "A", (12, 12)), ("03", "B", (15, 15))], "conservative", (12, 12, 15)),
    ([("03", "A", (12, 12)), ("03", "B", (12, 12)), ("04", "C", (15, 15))], "majority", (12, 12, 15)),
    ([("03", "A", (12, 12)), ("04", "B", (15, 15))], "majority", (12, 15, 15)),
    ([("03", "A", (12, 12)), ("04", "B", (15, 15))], "acled", (12, 12, 15)),
    ([("03", "A", (12, 12)), ("04", "A", (15, 15))], "ucdp", (12, 15, 15)),
    # "at least 21" beside "26"
    ([("03", "A", (21, None)), ("04", "B", (26, 26))], "latest", (21, 26, 26)),
    ([("03", "A", (26, 26)), ("04", "B", (30, None))], "latest", (26, 30, None)),
    ([("03", "A", (21, None))], "latest", (21, 21, None)),
    ([("03", "A", (None, 30))], "latest", (None, 30, 30)),
    ([("03", "A", (12, 12)), ("03", "B", (15, 15))], "latest", (12, 12, 15)),
]


@pytest.mark.parametrize(("told", "policy", "wanted"), CASES)
def test_policies(told: list[Told], policy: str, wanted: tuple[int | None, int | None, int | None]) -> None:
    made = [telling(f"r{k}", published=f"2016-03-{day}", publisher=who, killed=n) for k, (day, who, n) in enumerate(told)]
    (toll,) = tolls(made, policy=policy)
    assert (toll.low, toll.best, toll.high) == wanted
    assert (toll.policy, len(toll.figures)) == (policy, len(told))


def test_the_most_trusted_come_first() -> None:
    made = [
        telling("a", published="2016-03-03", killed=(9, 9), trust=0.9),
        telling("b", published="2016-03-05", killed=(40, 40), trust=0.1),
    ]
    (toll,) = tolls(made, policy="latest")
    assert (toll.low, toll.best, toll.high) == (9, 9, 40)


def test_copies_are_one_voice_of_a_majority() -> None:
    made = [telling(r, origin=o, killed=n) for r, o, n in (("a", "o", (9, 9)), ("b", "o", (9, 9)), ("c", "c", (5, 5)), ("d", "d", (5, 5)))]
    (toll,) = tolls(made, policy="majority")
    assert toll.best == 5


def test_a_word_of_number_as_acled_reads_it() -> None:
    made = [telling("a", figures=[casualty("e1", 1, "killed", 24, 99, text="dozens")])]
    assert [(t.low, t.best, t.high) for t in tolls(made, policy="acled")] == [(12, 12, 12)]
    assert [(t.low, t.best, t.high) for t in tolls(made, policy="latest")] == [(24, 24, 99)]


def test_parts_are_not_added_to_their_total_and_civilians_are_told_apart() -> None:
    figures = [
        casualty("e1", 1, "killed", 21, 21),
        casualty("e1", 2, "killed", 3, 3, civilian=True, part_of="e1.c1"),
        casualty("e1", 3, "wounded", 40, 40),
        casualty("e1", 4, "killed", 2, 2, role="actor"),
    ]
    found = {(t.outcome, t.side, t.civilian): t.best for t in tolls([telling("a", figures=figures)], policy="latest")}
    assert found == {
        ("killed", "actor", None): 2,
        ("killed", "recipient", None): 21,
        ("killed", "recipient", True): 3,
        ("wounded", "recipient", None): 40,
    }


# (words, low, part of which figure) of each figure of one report; what they add up to
SUMS: list[tuple[list[tuple[str, int, int | None]], int]] = [
    ([("two soldiers", 2, None), ("three villagers", 3, None)], 5),
    # the same people told again, or some of them
    ([("at least nine soldiers", 9, None), ("Seven soldiers", 7, None), ("the deputy commander", 1, 2)], 9),
    ([("nine soldiers", 9, None), ("nine", 9, None), ("9", 9, None)], 9),
    ([("six", 6, None), ("six", 6, None)], 6),
    ([("seven soldiers", 7, None), ("two others", 2, None)], 9),
    # the others add up to the greatest
    ([("nine people", 9, None), ("seven soldiers", 7, None), ("two others", 2, None)], 9),
    ([("21 people", 21, None), ("three children", 3, 1)], 21),
    # several voices on all of them
    ([("more than 30 people", 31, None), ("34", 34, None), ("25", 25, None), ("19 terrorists", 19, None)], 34),
    ([("four policemen", 4, None), ("five men", 5, None)], 5),
    ([("four policemen", 4, None), ("six soldiers", 6, None), ("eight people", 8, None)], 10),
]


@pytest.mark.parametrize(("told", "wanted"), SUMS)
@pytest.mark.parametrize("civilian", [None, False])
def test_figures_of_one_telling_add_up_but_not_parts_or_the_same_people(
    told: list[tuple[str, int, int | None]], wanted: int, civilian: bool | None
) -> None:
    figures = [
        casualty("e1", k, "killed", n, n, text=words, start=60 * k, civilian=civilian, part_of=None if whole is None else f"e1.c{whole}")
        for k, (words, n, whole) in enumerate(told, 1)
    ]
    made = tolls([telling("a", figures=figures)], policy="latest")
    assert {t.best for t in made} == {wanted}
    assert len(made) == (1 if civilian is None else 2)


def test_people_and_soldiers_told_in_one_breath_are_different_people() -> None:
    figures = [
        casualty("e1", 1, "killed", 2, 2, text="two people", start=10),
        casualty("e1", 2, "killed", 5, 5, text="five soldiers", start=25),
    ]
    assert [t.best for t in tolls([telling("a", figures=figures)], policy="latest")] == [7]


def test_a_superseded_figure_does_not_count() -> None:
    figures = [casualty("e1", 1, "killed", 2, 2, text="two men"), casualty("e1", 2, "killed", 6, 6, text="six women", superseded=True)]
    (toll,) = tolls([telling("a", figures=figures)], policy="latest")
    assert (toll.low, toll.best, toll.high, len(toll.figures)) == (2, 2, 2, 2)


def test_what_nobody_tells_has_no_toll() -> None:
    assert tolls([telling("a")], policy="latest") == ()


def test_disagreement_of_a_toll() -> None:
    one = tolls([telling("a", killed=(9, 9)), telling("b", killed=(9, 9))], policy="latest")
    two = tolls([telling("a", killed=(5, 5)), telling("b", killed=(10, 10))], policy="latest")
    assert (one[0].disagreement, two[0].disagreement) == (0.0, 0.5)


# (values of the tellings, field, chosen, disagreement)
FIELDS: list[tuple[list[dict[str, Any]], str, str | None, float]] = [
    ([{"place": "Kirkuk"}, {"place": "Iraq"}], "place", "Kirkuk, Kirkuk Governorate, IRQ", 0.0),
    ([{"place": "Kirkuk"}, {"place": "Basra"}, {"place": "Kirkuk"}], "place", "Kirkuk, Kirkuk Governorate, IRQ", 0.6667),
    ([{"status": "happened"}, {"status": "denied"}], "status", None, 1.0),
    ([{"status": "happened"}, {"status": "happened"}, {"status": "denied"}], "status", "happened", 0.6667),
    ([{"status": "planned", "published": "2016-03-01"}, {"status": "happened"}], "status", "happened", 1.0),
    ([{"status": "possible"}], "status", "possible", 0.0),
    ([{"actor": ("gunmen", None, "unknown")}, {"actor": ("Taliban", "taliban")}], "actor", "Taliban", 0.0),
    ([{"actor": ("ELN", "eln")}, {"actor": ("Taliban", "taliban")}], "actor", "ELN", 1.0),
    ([{"day": "2016-03-02"}, {"day": "2016-03-02"}, {"day": None}], "date", "2016-03-02", 0.0),
    ([{"claims": [("claimed", "ELN")]}, {"claims": [("denied", "ELN")]}], "claims", None, 1.0),
]


@pytest.mark.parametrize(("told", "name", "chosen", "disagreement"), FIELDS)
def test_fields(told: list[dict[str, Any]], name: str, chosen: str | None, disagreement: float) -> None:
    incident = combine([telling(f"r{k}", **one) for k, one in enumerate(told)], links=(), policy="latest")
    field = next(f for f in incident.fields if f.name == name)
    assert (field.chosen, field.disagreement) == (chosen, disagreement)


def test_a_field_that_nobody_tells_is_not_there() -> None:
    incident = combine([telling("a", place=None, day=None)], links=(), policy="latest")
    assert {"place", "date", "actor", "claims"}.isdisjoint(f.name for f in incident.fields)


def test_every_policy_has_its_rules() -> None:
    made = [telling("a", killed=(9, 9))]
    assert [tolls(made, policy=policy)[0].best for policy in POLICIES] == [9] * len(POLICIES)
