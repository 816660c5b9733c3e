"""The tables of the MUC-4 view are whole, and say what they should."""

from __future__ import annotations

import pytest

from dateline.annotate.labels import TYPE_MODES
from dateline.views.muc4.fillers import ROLES
from dateline.views.muc4.incidents import NONE
from dateline.views.muc4.table import classes, lines, probabilities, probability, rules, score, weights

TYPES = {"attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage"}


def test_every_line_names_types_and_modes_that_exist() -> None:
    assert {line.incident for line in lines()} == TYPES
    for line in lines():
        assert line.type in TYPE_MODES
        assert line.modes <= {"", *TYPE_MODES[line.type]}


def test_no_line_is_hidden_by_one_before_it() -> None:
    for i, line in enumerate(lines()):
        assert not any(before.type == line.type and not before.modes and before.words is None for before in lines()[:i])


@pytest.mark.parametrize(
    ("type", "mode", "trigger", "incident"),
    [
        ("ASSAULT", "abduct", "seized", "kidnapping"),
        ("ASSAULT", None, "were taken hostage", "kidnapping"),
        ("ASSAULT", "explosives", "exploded", "bombing"),
        ("ASSAULT", "aerial", "bombed", "attack"),
        ("ASSAULT", "destroy", "set fire to", "arson"),
        ("ASSAULT", None, "robbed", "robbery"),
        ("ASSAULT", "firearms", "shot", "attack"),
        ("COERCE", "seize", "stole", "robbery"),
        ("PROTEST", "strike", "armed strike", "forced work stoppage"),
        ("PROTEST", "demo", "marched", None),
        ("CONSULT", "visit", "visited", None),
    ],
)
def test_the_first_line_that_fits_gives_the_incident(type: str, mode: str | None, trigger: str, incident: str | None) -> None:
    assert next((line.incident for line in lines() if line.fits(type, mode, trigger)), None) == incident


def test_words_are_in_their_classes() -> None:
    assert "individual" in classes("gunmen")
    assert "physical" in classes("bridge")
    assert classes("tomorrow") == ()


def test_the_weights_are_of_the_types_and_roles() -> None:
    assert set(weights()["incident"]) <= TYPES | {NONE}
    assert {NONE, "attack", "bombing"} <= set(weights()["incident"])
    assert set(weights()["role"]) == set(weights()["least"]["first"]) == set(weights()["least"]["further"]) == set(ROLES)


def test_every_stage_claim_and_effect_has_its_word() -> None:
    assert set(rules()["claims"]) == {"claimed", "blamed", "denied"}
    assert set(rules()["stages"].values()) == {"accomplished", "attempted", "threatened"}


def test_a_score_is_a_sum_and_a_probability_its_logistic() -> None:
    assert score({"bias": -1.0, "a": 0.5}, ["a", "unknown"]) == -0.5
    assert probability(0.0) == 0.5
    assert probability(-1e9) < 1e-9
    shares = probabilities({"x": 1.0, "y": 1.0})
    assert shares == {"x": 0.5, "y": 0.5}
