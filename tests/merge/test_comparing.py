"""How two tellings compare, level by level, and what makes them likelier to be one happening."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dateline.merge import compare
from dateline.merge.comparing import two_of_one_text, weights
from dateline.merge.facts import facts, spot
from dateline.merge.levels import levels, other_days, other_places
from tests.merge.making import casualty, telling, where

BASE: dict[str, Any] = {"killed": (9, 9), "actor": ("Islamic State", "islamic-state"), "words": "A bomb in Kirkuk killed nine people."}

# (what the second telling says otherwise, field, level)
LEVELS: list[tuple[dict[str, Any], str, str]] = [
    ({}, "place", "same place"),
    ({"place": "Hawija"}, "place", "within 150 km"),
    ({"place": "Basra"}, "place", "apart"),
    ({"place": "Iraq"}, "place", "inside country"),
    ({"place": "Lima"}, "place", "other country"),
    ({"place": None}, "place", "open"),
    ({"day": "2016-03-02"}, "date", "same day"),
    ({"day": "2016-03-03"}, "date", "1 day"),
    ({"day": "2016-03-09"}, "date", "7 days"),
    ({"day": "2015-03-02"}, "date", "months"),
    ({"day": None}, "date", "open"),
    ({"killed": (9, 9)}, "killed", "same, many"),
    ({"killed": (12, None)}, "killed", "near"),
    ({"killed": (2, 2)}, "killed", "far"),
    ({"killed": None}, "killed", "one tells"),
    ({"actor": ("Taliban", "taliban")}, "actor", "other"),
    ({"actor": ("gunmen", None, "unknown")}, "actor", "vague"),
    ({"actor": None}, "actor", "open"),
    ({"type": "COERCE", "mode": "arrest"}, "type", "kin: ASSAULT COERCE"),
    ({"mode": "suicide-attack"}, "mode", "kin"),
    ({"mode": None}, "mode", "open"),
    ({"mode": "firearms"}, "mode", "other"),
    ({"status": "denied"}, "status", "denied and happened"),
    ({"words": "Nine died on Thursday."}, "numbers", "shared"),
    ({"words": "A second bomb went off."}, "apart", "one is told as another"),
]


@pytest.mark.parametrize(("change", "field", "level"), LEVELS)
def test_levels(change: dict[str, Any], field: str, level: str) -> None:
    one, other = facts(telling("a", **BASE)), facts(telling("b", **(BASE | change)))
    assert levels(one, other)[field] == level
    assert levels(one, other) == levels(other, one)


def test_the_reasons_add_up_to_the_probability_in_either_order() -> None:
    one, other = telling("a", **BASE), telling("b", **(BASE | {"place": "Iraq"}))
    link = compare(one, other)
    odds = link.probability / (1 - link.probability)
    assert odds == pytest.approx(2.718281828 ** sum(r.weight for r in link.reasons), rel=0.02)
    assert link == compare(other, one)
    assert link.reasons == tuple(sorted(link.reasons, key=lambda r: (-abs(r.weight), r.field)))


# The first is likelier one happening with the base than the second.
LIKELIER: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {"day": "2016-03-20"}),
    ({}, {"place": "Lima"}),
    ({}, {"killed": (60, 60)}),
    ({}, {"mode": "firearms"}),
    ({}, {"type": "COERCE", "mode": "arrest"}),
    ({}, {"words": "A second bomb killed nine people in Kirkuk."}),
]


@pytest.mark.parametrize(("near", "far"), LIKELIER)
def test_what_speaks_for_one_happening(near: dict[str, Any], far: dict[str, Any]) -> None:
    base = telling("a", **BASE)
    assert compare(base, telling("b", **(BASE | near))).probability > compare(base, telling("b", **(BASE | far))).probability


def test_types_that_are_never_one_happening() -> None:
    link = compare(telling("a"), telling("b", type="CONSULT", mode=None))
    assert (link.probability, link.reasons[0].level) == (0.0, "never")


# (what two events of one report say otherwise, whether the report tells them as two)
ONE_REPORT: list[tuple[dict[str, Any], bool]] = [
    ({}, False),
    ({"day": None, "place": None, "killed": None}, False),
    ({"place": "Hawija"}, True),
    ({"killed": (4, 4)}, True),
    ({"day": "2016-02-20"}, True),
    ({"words": "A second bomb went off in the city."}, True),
    ({"type": "COERCE", "mode": "arrest"}, True),
]


@pytest.mark.parametrize(("change", "two"), ONE_REPORT)
def test_two_events_of_one_report(change: dict[str, Any], two: bool) -> None:
    assert two_of_one_text(facts(telling("a", "e1", **BASE)), facts(telling("a", "e2", **(BASE | change)))) is two


def test_a_part_that_two_reports_share_counts_beside_their_sums() -> None:
    figures = [casualty("e1", 1, "killed", 9, 9), casualty("e1", 2, "killed", 6, 6)]
    one, other = facts(telling("a", figures=figures)), facts(telling("b", killed=(9, 9)))
    assert levels(one, other)["killed"] == "same, many"


def test_every_weight_is_of_a_field_that_is_compared() -> None:
    known = {*levels(facts(telling("a")), facts(telling("b"))), "bias"}
    assert {name.split(": ")[0] for name in weights()} <= known


def test_towns_that_both_sentences_name_do_not_make_two_events_of_one_report_one() -> None:
    one, other = telling("a", "e1", **BASE), telling("a", "e2", **(BASE | {"place": "Hawija"}))
    both = replace(other, event=replace(other.event, other_places=(one.event.where,)))
    assert two_of_one_text(facts(one), facts(both))


# (days after the base's, what made the day, confidence, whether it is surely another day)
OTHER_DAYS: list[tuple[str, str, float, bool]] = [
    ("2016-03-05", "dates.stated", 0.9, True),
    ("2016-03-04", "dates.stated", 0.9, False),
    ("2016-03-05", "dates.stated", 0.5, False),
    ("2016-03-05", "dates.assumed", 0.9, False),
    ("2016-03-05", "dates.told", 0.9, False),
    ("2016-03-05", "dates.open", 0.9, False),
]


@pytest.mark.parametrize(("day", "made_by", "confidence", "two"), OTHER_DAYS)
def test_only_stated_days_that_coding_is_sure_of_are_surely_two(day: str, made_by: str, confidence: float, two: bool) -> None:
    other = telling("b", "e2", day=day, published=None)
    when = replace(other.event.when, made_by=made_by, confidence=confidence)
    assert other_days(facts(telling("a")), facts(replace(other, event=replace(other.event, when=when)))) is two


# (place of the second, how sure coding is of it, its precision, its day, whether they are surely of two places)
OTHER_PLACES: list[tuple[str, float, str, str | None, bool]] = [
    ("Basra", 0.9, "exact", "2016-03-02", True),
    ("Basra", 0.9, "exact", None, True),
    ("Basra", 0.5, "exact", "2016-03-02", False),
    ("Basra", 0.5, "exact", "2016-03-03", False),
    ("Basra", 0.5, "exact", "2016-03-04", True),
    ("Basra", 0.5, "exact", None, False),
    ("Basra", 0.9, "admin1", "2016-03-09", False),
    ("Hawija", 0.9, "near", "2016-03-02", True),
    ("Kirkuk", 0.9, "exact", "2016-03-09", False),
    ("Iraq", 0.9, "country", "2016-03-09", False),
]


@pytest.mark.parametrize(("place", "confidence", "precision", "day", "two"), OTHER_PLACES)
def test_towns_that_coding_is_sure_of_or_that_have_other_days_too_are_two(
    place: str, confidence: float, precision: str, day: str | None, two: bool
) -> None:
    other = telling("b", day=day, published=None)
    spot_of = replace(where(place), confidence=confidence, precision=precision)
    one, told = facts(telling("a")), facts(replace(other, event=replace(other.event, where=spot_of)))
    assert other_places(one, told) is two
    assert other_places(told, one) is two


def test_a_town_that_both_name_or_that_is_taken_over_is_not_surely_another() -> None:
    one, other = facts(telling("a")), telling("b", place="Basra")
    assert not other_places(one, facts(replace(other, event=replace(other.event, other_places=(where("Kirkuk"),)))))
    assert not other_places(one, facts(replace(other, lent=("where",))))


@pytest.mark.parametrize(
    ("made_by", "assumed"),
    [
        ("gazetteer:context", False),
        ("setting:site+gazetteer:context", False),
        ("setting:definite+gazetteer:prior", False),
        ("setting:dateline+gazetteer:context", True),
        ("setting:before+setting:site+gazetteer:context", True),
        ("setting:country", True),
    ],
)
def test_places_taken_over_are_assumed(made_by: str, assumed: bool) -> None:
    place = spot(replace(where("Kirkuk"), made_by=made_by))
    assert place is not None
    assert place.assumed is assumed


def test_a_day_or_place_whose_words_are_another_events_is_assumed() -> None:
    own, lent = facts(telling("a", **BASE)), facts(replace(telling("a", **BASE), lent=("when", "where")))
    assert (own.dated, own.main and own.main.assumed) == ("stated", False)
    assert (lent.dated, lent.main and lent.main.assumed) == ("assumed", True)
    later = facts(replace(telling("b", **(BASE | {"day": "2016-03-09"})), lent=("when",)))
    assert other_days(own, facts(telling("b", **(BASE | {"day": "2016-03-09"}))))
    assert not other_days(own, later)


# (day of the second, its words, level of the day nearest to "bombed")
NEAREST = [
    ("2016-03-02", "A market was bombed on Wednesday.", "meet"),
    ("2016-03-09", "A market was bombed on Tuesday.", "1 day"),
    ("2016-03-02", "A market was bombed on Sunday.", "2 or 3 days"),
    ("2016-03-02", "A market was bombed on 12 January.", "apart"),
    ("2016-03-02", "A market was bombed.", "open"),
]


@pytest.mark.parametrize(("day", "words", "level"), NEAREST)
def test_the_day_next_to_the_trigger_counts_beside_the_coded_one(day: str, words: str, level: str) -> None:
    first = telling("a", **(BASE | {"words": "A market was bombed on Wednesday.", "published": "2016-03-03"}))
    other = telling("b", **(BASE | {"words": words, "day": day, "published": "2016-03-03"}))
    assert levels(facts(first), facts(other))["nearest day"] == level


def test_an_event_without_a_day_has_the_one_next_to_its_trigger() -> None:
    undated = facts(telling("a", day=None, words="A market was bombed on Wednesday.", published="2016-03-03"))
    assert undated.days is not None
    assert undated.days == facts(telling("b", day="2016-03-02")).days
    assert undated.dated == "assumed"


@pytest.mark.parametrize(("one", "other", "same"), [("oru, Lima", "oru, Cusco", True), ("oru, Lima", "ama, Lima", False)])
def test_places_that_no_list_has_compare_by_their_name(one: str, other: str, same: bool) -> None:
    told = [replace(where("Lima"), name=name, precision="unknown", latitude=None, longitude=None) for name in (one, other)]
    pair = [facts(replace(t, event=replace(t.event, where=w))) for t, w in zip((telling("a"), telling("b")), told, strict=True)]
    assert (levels(*pair)["place"] == "same place") is same
