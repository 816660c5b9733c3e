"""Which wordings fill a role, and which are one entity."""

from __future__ import annotations

import pytest

from dateline.views.muc4.fillers import Filler, candidates, chosen, filler_features, same_entity, surest
from dateline.views.muc4.incidents import Incident
from dateline.views.muc4.spans import Base, Span, spans
from tests.views.muc4 import made


def filler(text: str, sure: float = 0.5, *, start: int = 0) -> Filler:
    base = Base(start, start + len(text), text, "name")
    return Filler(text, sure, (Span(start, start + len(text), text, "full", base),))


def test_the_first_and_further_fillers_have_their_own_thresholds() -> None:
    given = [filler("guards", 0.3, start=50), filler("gunmen", 0.6), filler("a cell", 0.4, start=100)]
    assert [each.text for each in chosen(given, first=0.5, further=0.4)] == ["gunmen", "a cell"]
    assert chosen(given, first=0.7, further=0.2) == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("armed men", "men", True), ("Owl Popular Front", "OPF", True), ("Pedro Soto", "Soto", True), ("the bridge", "a church", False)],
)
def test_wordings_of_one_entity(one: str, other: str, same: bool) -> None:
    assert same_entity(filler(one), filler(other, start=500)) is same
    assert same_entity(filler(other, start=500), filler(one)) is same


def test_wordings_that_overlap_are_one_entity() -> None:
    assert same_entity(filler("new bank"), filler("bank tower", start=4))


def test_features_tell_role_wording_and_place() -> None:
    record = made.record(made.kidnapping(), made.bombing())
    incident = Incident("kidnapping", (made.kidnapping(),), 0.9, {"e1": 0.9})
    found = {candidate.text: filler_features(record, incident, candidate) for candidate in candidates(spans(record))}
    assert {"name=person", "in recipient name", "incident=kidnapping", "recipient beside=mayor"} <= set(found["PEDRO SOTO"])
    assert {"in actor head", "in actor kind=rebels"} <= set(found["MEMBERS"])
    assert "out recipient full" in found["NEW TOWN BANK"]
    assert "claim=claimed" in found["OWL FRONT"]
    assert not any(feature.startswith(("head=", "first=")) for feature in found["PEDRO SOTO"])


def test_a_filler_stays_where_it_is_surest() -> None:
    one, two = surest([{"Victim": [filler("Ana", 0.9), filler("Eva", 0.5)]}, {"Victim": [filler("ana", 0.4), filler("Eva", 0.48)]}])
    assert [each.text for each in one["Victim"]] == ["Ana", "Eva"]
    assert [each.text for each in two["Victim"]] == ["Eva"]
