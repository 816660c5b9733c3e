"""What speaks for and against two mentions telling of one event, by name; the weights stand in data/lexicon/joining.toml."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.resolve.joining import WEIGHTS
from dateline.resolve.pairs import Facts, facts, features, probability, reasons, turned
from dateline.resources import read_toml
from dateline.schema.document import Document
from dateline.schema.mention import Mention
from tests.extract.made import read, time
from tests.resolve.told import count, mention, party, phrase

DAY = date(2016, 3, 1)
TEXT = read(
    "Rebels/rebel/NOUN/nsubj/2 attacked/attack/VERB/root/0 Gwoza/PROPN/obj/2 on/ADP/case/5 Monday/PROPN/obl/2",
    "The/DET/det/2 attack/NOUN/nsubj/3 killed/kill/VERB/root/0 ten/NUM/nummod/5 guards/guard/NOUN/obj/3",
    "Another/DET/det/2 attack/NOUN/nsubj/3 hit/VERB/root/0 Bama/PROPN/obj/3 on/ADP/case/6 Sunday/PROPN/obl/3",
    "Earlier/ADV/advmod/4 ,/PUNCT/punct/4 bandits/bandit/NOUN/nsubj/4 attacked/attack/VERB/root/0 nine/NUM/nummod/6 "
    "guards/guard/NOUN/obj/4",
    "Raids/raid/NOUN/nsubj/2 began/begin/VERB/root/0 in/ADP/case/4 January/PROPN/obl/2",
    published=DAY,
)
ALL = {
    "attacked": mention(
        TEXT,
        "attacked",
        mode="firearms",
        parties=(party(TEXT, "actor", "Rebels"), party(TEXT, "recipient", "Gwoza")),
        places=(phrase(TEXT, "Gwoza"),),
        times=(time(TEXT, "Monday", value="WD1"),),
    ),
    "The attack": mention(TEXT, "attack", after="The", mode="explosives", counts=(count(TEXT, "killed", "ten guards", "10-10", "guards"),)),
    "Another attack": mention(
        TEXT,
        "attack",
        after="Another",
        status="planned",
        places=(phrase(TEXT, "Bama"),),
        times=(time(TEXT, "Sunday", value="WD7"),),
    ),
    "Earlier attacked": mention(
        TEXT,
        "attacked",
        after="Earlier",
        mode="firearms",
        parties=(party(TEXT, "actor", "bandits"),),
        counts=(count(TEXT, "killed", "nine guards", "9-9", "guards"),),
    ),
    "Raids": mention(TEXT, "Raids", times=(time(TEXT, "January", value="XXXX-01"),)),
}


def pair(x: str, y: str, *, learned: float = 0.5) -> dict[str, float]:
    """The features of a pair that are not null."""
    found = features(known(TEXT, ALL[x]), known(TEXT, ALL[y]), learned=learned)
    return {k: v for k, v in found.items() if v}


def known(document: Document, told: Mention) -> Facts:
    return facts(document, told, country="NGA")


@pytest.mark.parametrize(
    ("x", "y", "has", "lacks"),
    [
        (
            "attacked",
            "The attack",
            {"next sentence", "definite", "lead", "other mode"},
            {"both verbs", "bare noun", "dates meet", "told apart"},
        ),
        (
            "attacked",
            "Another attack",
            {"two on", "another", "other place", "other status", "y own date and place"},
            {"definite", "same place"},
        ),
        (
            "attacked",
            "Earlier attacked",
            {"three to five on", "both verbs", "told apart", "other actor", "same mode", "same word"},
            {"same actor"},
        ),
        (
            "attacked",
            "Raids",
            {"bare noun", "background date", "dates apart", "days apart"},
            {"definite", "dates meet", "definite, days apart"},
        ),
        ("The attack", "Earlier attacked", {"other count", "two on"}, {"same count", "new outcome", "lead"}),
        (
            "attacked",
            "attacked",
            {"same sentence", "same actor", "same recipient", "same place", "dates meet", "same mode"},
            {"dates apart"},
        ),
        ("The attack", "The attack", {"same count"}, {"y own date and place", "y undetailed"}),
    ],
)
def test_features_of_a_pair(x: str, y: str, has: set[str], lacks: set[str]) -> None:
    found = pair(x, y)
    assert has <= set(found)
    assert not lacks & set(found)


def test_a_date_beside_a_noun_that_goes_back_is_told_by_itself() -> None:
    dated = replace(ALL["The attack"], times=ALL["Raids"].times)
    found = features(known(TEXT, ALL["attacked"]), known(TEXT, dated), learned=0.5)
    assert all(found[name] for name in ("dates apart", "days apart", "definite, dates apart", "definite, days apart"))


TURNED = read(
    "Bandits/bandit/NOUN/nsubj/2 abducted/abduct/VERB/root/0 pupils/pupil/NOUN/obj/2 on/ADP/case/5 Thursday/PROPN/obl/2",
    "Soldiers/soldier/NOUN/nsubj/2 shot/shoot/VERB/root/0 the/DET/det/4 kidnappers/kidnapper/NOUN/obj/2",
    "Troops/troop/NOUN/nsubj/2 killed/kill/VERB/root/0 bandits/bandit/NOUN/obj/2 on/ADP/case/5 Saturday/PROPN/obl/2",
    "Fighting/NOUN/nsubj/2 killed/kill/VERB/root/0 bandits/bandit/NOUN/obj/2",
    published=DAY,
)


@pytest.mark.parametrize(
    ("trigger", "actor", "recipient", "day", "expected", "note"),
    [
        ("shot", "Soldiers", "the kidnappers", "", True, "upon those who are known by their deed"),
        ("killed", "Troops", "bandits", "Saturday", True, "upon who struck, another day"),
        ("killed", "Troops", "bandits", "", False, "upon who struck, without a day"),
        ("shot", "Soldiers", "", "", False, "upon nobody told"),
    ],
    ids=lambda x: x if isinstance(x, str) and " " in x else None,
)
def test_a_blow_struck_back_is_another_deed(trigger: str, actor: str, recipient: str, day: str, expected: bool, note: str) -> None:
    first = mention(
        TURNED,
        "abducted",
        mode="abduct",
        parties=(party(TURNED, "actor", "Bandits"), party(TURNED, "recipient", "pupils")),
        times=(time(TURNED, "Thursday", value="WD4"),),
    )
    sides = (party(TURNED, "actor", actor), *((party(TURNED, "recipient", recipient),) if recipient else ()))
    later = mention(TURNED, trigger, index=1, parties=sides, times=(time(TURNED, day, value="WD6"),) if day else ())
    assert turned(known(TURNED, first), known(TURNED, later)) is expected
    assert turned(known(TURNED, later), known(TURNED, later)) is False


def test_one_paragraph_says_nothing_where_the_report_is_one_block() -> None:
    one, two = (replace(known(TEXT, ALL[name]), paragraph=0) for name in ("attacked", "The attack"))
    assert known(TEXT, ALL["attacked"]).paragraph is None
    assert not pair("attacked", "The attack").get("same paragraph")
    assert features(one, two, learned=0.5)["same paragraph"]


def test_one_denied_and_one_told_are_told_so() -> None:
    denied = replace(ALL["The attack"], status="denied")
    assert features(known(TEXT, ALL["attacked"]), known(TEXT, denied), learned=0.5)["denied"]
    assert "denied" not in pair("attacked", "The attack")


def test_two_dates_of_the_same_coarseness_are_no_background() -> None:
    assert "background date" not in pair("Raids", "Raids")


def test_an_undecided_head_says_nothing_and_a_certain_one_not_without_end() -> None:
    assert "learned" not in pair("attacked", "Raids")
    extremes = [pair("attacked", "Raids", learned=p)["learned"] for p in (0.0, 1.0)]
    assert extremes == pytest.approx([-9.21, 9.21], abs=0.01)


def test_pronouns_name_nobody_but_those_they_stand_for() -> None:
    they = known(TEXT, mention(TEXT, "began", parties=(party(TEXT, "actor", "Rebels", means="bandits"),)))
    assert they.actors == known(TEXT, ALL["Earlier attacked"]).actors
    document = read("They/PRON/nsubj/2 fled/flee/VERB/root/0")
    assert known(document, mention(document, "fled", parties=(party(document, "actor", "They"),))).actors == frozenset()


def test_every_weight_is_of_a_feature() -> None:
    weights = read_toml(WEIGHTS)["weights"]
    assert set(weights) - {"bias"} <= set(features(known(TEXT, ALL["attacked"]), known(TEXT, ALL["Raids"]), learned=0.5))


def test_the_probability_is_the_logistic_of_the_weighted_sum() -> None:
    assert probability({}, {"a": 1.0}) == 0.5
    assert probability({"bias": 1.0, "a": 2.0}, {"a": 0.5, "b": 9.0}) == pytest.approx(1 / (1 + math.exp(-2)))


@given(st.dictionaries(st.sampled_from("abc"), st.floats(-1e6, 1e6)), st.dictionaries(st.sampled_from("abcd"), st.floats(-10, 10)))
def test_a_probability_is_one_whatever_the_weights(weights: dict[str, float], values: dict[str, float]) -> None:
    assert 0.0 <= probability(weights, values) <= 1.0


def test_the_reasons_are_the_features_that_counted_most() -> None:
    weights = {"a": 1.0, "b": -3.0, "c": 0.5, "d": 0.1}
    assert reasons(weights, {"a": 1.0, "b": 1.0, "c": 1.0, "d": 1.0, "e": 9.0}) == ["b", "a", "c"]
    assert reasons(weights, {"a": 0.0, "e": 1.0}) == []
