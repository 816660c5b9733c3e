"""Whose government it is that meets somebody abroad."""

from __future__ import annotations

import pytest

from dateline.run.pipeline import code

HOME = "Rebels killed nine soldiers in Arauca, in eastern Colombia, on Tuesday, the army said. "

TALKS = "Government negotiators met leaders of the National Liberation Army in Havana on June 4."


@pytest.mark.model
def test_a_government_that_meets_somebody_abroad_is_of_the_reports_country() -> None:
    (met,) = (event for event in code(HOME + TALKS, published="2018-06-13").events if event.type == "CONSULT")
    assert {party.country for party in met.participants} == {"COL"}
