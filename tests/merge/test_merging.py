"""The stage: what becomes one incident, and that the result is the same for any order, again, and part by part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.merge import affected, choose, linked, merge, near
from dateline.merge.rivals import contested, rivalry
from dateline.schema.incident import Incident, Telling
from tests.merge.making import telling

ISIS = ("Islamic State", "islamic-state")


def groups(incidents: Iterable[Incident]) -> set[frozenset[str]]:
    return {frozenset(i.tellings) for i in incidents}


def bomb(report: str, event: str = "e1", **told: Any) -> Telling:
    words = told.pop("words", "A car bomb at the vegetable market in Kirkuk killed nine people on Wednesday.")
    return telling(report, event, words=words, **({"killed": (9, 9), "weapons": ("vehicle_bomb",)} | told))


def test_two_reports_of_one_happening_are_one_incident_with_its_reasons() -> None:
    (incident,) = merge([bomb("a"), bomb("b", words="Nine people died in Kirkuk when a car bomb went off at a market.", killed=(12, 12))])
    assert (incident.tellings, incident.sources) == (("a:e1", "b:e1"), 2)
    (link,) = incident.links
    assert {"place", "date"} <= {r.field for r in link.reasons}


def test_another_place_day_or_type_is_another_incident() -> None:
    others = [bomb("b", place="Lima", words="A bomb in Lima."), bomb("c", day="2015-01-05", published="2015-01-05", words="A blast.")]
    assert groups(merge([bomb("a"), *others])) == {frozenset({"a:e1"}), frozenset({"b:e1"}), frozenset({"c:e1"})}


def test_two_bombs_told_as_two_by_one_report_stay_two() -> None:
    second = bomb("a", "e2", killed=(4, 4), words="Another bomb at the vegetable market in Kirkuk killed four people.")
    found = groups(merge([bomb("a"), second, bomb("b"), bomb("c", killed=(4, 4))]))
    assert not [g for g in found if {"a:e1", "a:e2"} <= g]


def test_what_one_report_tells_as_two_stays_two_through_every_other_report() -> None:
    second = bomb("a", "e2", killed=(4, 4), words="Another bomb at the vegetable market in Kirkuk killed four people.")
    between = [bomb(f"b{k}", killed=(4 + k, 4 + k)) for k in range(6)]
    assert not [g for g in groups(merge([bomb("a"), second, *between])) if {"a:e1", "a:e2"} <= g]


def test_the_same_words_of_two_towns_are_two_happenings() -> None:
    assert groups(merge([bomb("a"), bomb("b")])) == {frozenset({"a:e1", "b:e1"})}
    assert groups(merge([bomb("a"), bomb("b", place="Basra")])) == {frozenset({"a:e1"}), frozenset({"b:e1"})}


def test_copies_count_as_one_source() -> None:
    (incident,) = merge([bomb("a", origin="a"), bomb("b", origin="a"), bomb("c", origin="a")])
    assert (len(incident.tellings), incident.sources) == (3, 1)


def test_a_plan_and_its_happening_are_one_and_both_stati_stand() -> None:
    words = "The foreign ministers of Peru and Chile will meet in Lima on Friday about the border river."
    told: dict[str, Any] = {"type": "CONSULT", "mode": None, "place": "Lima", "day": "2016-03-04", "trigger": "meet"}
    sides: dict[str, Any] = {"actor": ("Peru", "PER", "state", "PER"), "recipient": ("Chile", "CHL", "state", "CHL")}
    (incident,) = merge(
        [
            telling("a", status="planned", published="2016-03-02", words=words, **told, **sides),
            telling("b", published="2016-03-05", words=words.replace("will meet", "met"), **told, **sides),
        ]
    )
    status = next(f for f in incident.fields if f.name == "status")
    assert {s.value for s in status.values} == {"planned", "happened"}
    assert status.disagreement == 1.0


def test_people_hold_together_and_apart() -> None:
    far = bomb("b", place="Lima", day="2014-01-01", published="2014-01-01", words="Quite another thing.")
    held = merge([bomb("a"), far], held=(("b:e1", "a:e1"),))
    assert groups(held) == {frozenset({"a:e1", "b:e1"})}
    assert held[0].links[0].reasons[0].field == "decision"
    assert groups(merge([bomb("a"), bomb("c")], apart=(("c:e1", "a:e1"),))) == {frozenset({"a:e1"}), frozenset({"c:e1"})}
    assert len(merge([bomb("a"), far], held=(("a:e1", "b:e1"),), apart=(("b:e1", "a:e1"),))) == 2
    assert len(merge([bomb("a")], held=(("a:e1", "gone:e1"),), apart=(("gone:e1", "a:e1"),))) == 1


def test_one_report_may_be_overruled_by_people() -> None:
    second = bomb("a", "e2", killed=(4, 4))
    assert len(merge([bomb("a"), second], held=(("a:e1", "a:e2"),))) == 1


def test_what_people_hold_to_one_is_held_together_though_two_of_it_are_told_elsewhere() -> None:
    tellings = [bomb("a"), bomb("b", place="Basra"), bomb("c")]
    (incident,) = merge(tellings, held=(("a:e1", "b:e1"), ("a:e1", "c:e1")))
    assert incident.tellings == ("a:e1", "b:e1", "c:e1")
    parted = merge(tellings, held=(("a:e1", "b:e1"), ("a:e1", "c:e1")), apart=(("b:e1", "c:e1"),))
    assert not [g for g in groups(parted) if {"b:e1", "c:e1"} <= g]


def row(table: str, id: str, **told: Any) -> Telling:
    """A row of a table that people coded."""
    made = telling(told.pop("report", f"{table}-{id}"), **told)
    mention = replace(made.event.mentions[0], made_by=f"import:{table}:notes")
    return replace(made, event=replace(made.event, id=id, mentions=(mention,)), id=f"{made.report}:{id}")


def test_rows_of_one_table_are_kept_apart_and_meet_everything_else() -> None:
    told: dict[str, Any] = {"killed": (7, 7), "words": "A bomb in Kirkuk killed seven people."}
    coded, first, other = telling("a", **told), row("acled", "IRQ1", **told), row("ucdp", "12", **told)
    assert len(merge([coded, first, other])) == 1
    incidents = merge([coded, first, row("acled", "IRQ2", **told)])
    assert sorted(len(incident.tellings) for incident in incidents) == [1, 2]
    assert len(merge([first, row("acled", "IRQ1", report="later", **told)])) == 1


def test_the_id_stays_when_a_later_report_joins() -> None:
    (alone,), (joined,) = merge([bomb("a")]), merge([bomb("a"), bomb("b", published="2016-03-04")])
    assert alone.id == joined.id


def test_wrong_use_is_named() -> None:
    with pytest.raises(UsageError, match="no policy 'best'"):
        merge([], policy="best")
    with pytest.raises(UsageError, match="two different tellings"):
        merge([bomb("a"), bomb("a", killed=(1, 1))])


def test_nothing_gives_nothing() -> None:
    assert merge([]) == ()


made = st.builds(
    lambda report, event, told: telling(f"r{report}", f"e{event}", **told),
    st.integers(0, 5),
    st.integers(1, 3),
    st.fixed_dictionaries(
        {
            "day": st.sampled_from([None, "2016-03-01", "2016-03-02", "2016-03-03", "2016-02-10"]),
            "place": st.sampled_from([None, "Kirkuk", "Hawija", "Iraq", "Lima"]),
            "killed": st.sampled_from([None, (9, 9), (9, None), (12, 12), (1, 1)]),
            "actor": st.sampled_from([None, ISIS, ("gunmen", None, "unknown")]),
            "type": st.sampled_from(["ASSAULT", "ASSAULT", "COERCE", "PROTEST"]),
            "status": st.sampled_from(["happened", "happened", "denied", "planned"]),
            "published": st.sampled_from(["2016-03-03", "2016-03-04", None]),
            "origin": st.sampled_from(["o1", "o2", "o3"]),
            "words": st.sampled_from(
                ["A bomb in Kirkuk killed nine.", "Another bomb in Hawija market.", "Police held a man in Kirkuk.", ""]
            ),
        }
    ),
)
some = st.lists(made, max_size=9, unique_by=lambda t: t.id)


@settings(deadline=None)
@given(some.flatmap(lambda ts: st.tuples(st.just(ts), st.permutations(ts))))
def test_the_order_does_not_matter_and_twice_is_once(drawn: tuple[list[Telling], list[Telling]]) -> None:
    tellings, order = drawn
    found = merge(tellings)
    assert merge(order) == found
    assert merge([*tellings, *order]) == found
    assert sorted(t for i in found for t in i.tellings) == sorted(t.id for t in tellings)


@settings(deadline=None)
@given(some)
def test_an_incident_merged_alone_is_itself(tellings: list[Telling]) -> None:
    by_id = {t.id: t for t in tellings}
    for incident in merge(tellings):
        assert merge(by_id[t] for t in incident.tellings) == (incident,)


@settings(deadline=None)
@given(some)
def test_merging_what_a_new_report_affects_gives_what_merging_all_gives(tellings: list[Telling]) -> None:
    new = [t for t in tellings if t.report == "r0"]
    old = [t for t in tellings if t.report != "r0"]
    index = {t.id: frozenset(near(t)) for t in old}

    def fetch(keys: frozenset[str]) -> list[Telling]:
        return [t for t in old if index[t.id] & keys]

    reached = affected(new, fetch)
    assert {t.id for t in new} <= {t.id for t in reached}
    ids = {t.id for t in reached}
    assert groups(merge(reached)) == {g for g in groups(merge(tellings)) if g & ids}


@settings(deadline=None)
@given(some, st.sampled_from(["latest", "conservative", "majority", "acled", "ucdp"]))
def test_low_best_high(tellings: list[Telling], policy: str) -> None:
    for incident in merge(tellings, policy=policy):
        for toll in incident.tolls:
            bounds = [n for n in (toll.low, toll.best, toll.high) if n is not None]
            assert bounds == sorted(bounds)
            assert toll.best is not None
            assert {f.telling for f in toll.figures} <= set(incident.tellings)
        for field in incident.fields:
            assert 0 <= field.disagreement <= 1
            assert field.chosen is None or field.chosen in {s.value for s in field.values}


def test_another_policy_chooses_of_the_same_tellings() -> None:
    told = [bomb("a", killed=(4, 4), publisher="A"), bomb("b", killed=(6, 6), publisher="B", published="2016-03-04")]
    (incident,) = merge(told)
    read = {policy: choose(incident, told, policy=policy).tolls[0].best for policy in ("latest", "conservative", "acled")}
    assert read == {"latest": 6, "conservative": 4, "acled": 4}
    assert choose(incident, told, policy="latest") == incident
    assert choose(incident, (), policy="acled") == incident
    with pytest.raises(UsageError, match="choose one of latest"):
        choose(incident, told, policy="newest")


def test_events_of_one_report_compete_for_what_another_tells() -> None:
    rivals = rivalry({("r:e1", "r:e2")}, {"r:e1": "r", "r:e2": "r", "s:e1": "s"})
    assert rivals == {"r:e1": ["r:e2"], "r:e2": ["r:e1"]}

    def shares(likely: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
        return dict(contested(likely.items(), chance=likely.get, rivals=rivals, least=0.2))

    shared = shares({("r:e1", "s:e1"): 0.9, ("r:e2", "s:e1"): 0.6})
    alone = shares({("r:e1", "s:e1"): 0.9, ("r:e2", "s:e1"): 0.1})
    assert shared["r:e2", "s:e1"] < 0.3 < 0.8 < shared["r:e1", "s:e1"] < 0.9
    assert alone["r:e1", "s:e1"] == pytest.approx(0.9)


def test_incidents_never_reach_beyond_what_is_linked() -> None:
    tellings = [bomb("a"), bomb("b"), bomb("c", place="Lima", words="A bomb in Lima."), bomb("d", place="Lima", words="A bomb in Lima.")]
    pairs = linked(tellings)
    assert ("a:e1", "b:e1") in pairs
    assert not {("a:e1", "c:e1"), ("b:e1", "d:e1")} & set(pairs)
    apart = [*merge(tellings[:2]), *merge(tellings[2:])]
    assert {i.id for i in merge(tellings)} == {i.id for i in apart}
