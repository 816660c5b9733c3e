"""Whose government it is that meets somebody abroad."""

from __future__ import annotations

import pytest

from dateline.run.pipeline import code

HOME = "Rebels killed nine soldiers in Arauca, in eastern Colombia, on Tuesday, the army said. "

TALKS = "Government negotiators met leaders of the National Liberation Army in Havana on June 4."


# Of several countries, and mostly about none of them.
ABROAD = "Kenya and Uganda warned Somalia on Monday. Ethiopia praised Eritrea. Gunmen killed four farmers in Gedo, Somalia, on Sunday. "


@pytest.mark.model
def test_an_army_of_an_event_without_a_place_is_of_where_the_report_was_last() -> None:
    events = code(ABROAD + "The army condemned the killings.", published="2018-06-13").events
    condemned = next(event for event in events if event.type == "ACCUSE")
    assert {party.name for party in condemned.participants if party.role == "actor"} == {"Military Forces of Somalia"}


@pytest.mark.model
def test_a_government_that_meets_somebody_abroad_is_of_the_reports_country() -> None:
    (met,) = (event for event in code(HOME + TALKS, published="2018-06-13").events if event.type == "CONSULT")
    assert {party.country for party in met.participants} == {"COL"}
