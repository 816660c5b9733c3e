"""Which figures a report corrects."""

from __future__ import annotations

import pytest

from dateline import code

# Text, the figures of people killed that hold, and those that are corrected.
CASES = [
    ("A blast killed nine people in Hama. The toll later rose to 14, doctors said.", [14], [9]),
    ("Gunmen killed seven farmers near Jos. Police had initially put the number of dead at four.", [7], [4]),
    ("The number of people killed in the market bombing climbed to 31, up from 22.", [31], [22]),
    ("Two wounded soldiers died overnight, bringing the death toll of the ambush to 12.", [12], [2]),
    ("Officials revised the number of dead in the bombing of the park in Lahore from 60 to 72.", [72], []),
    ("A drone strike on Azaz killed four people. The toll rose from four to five by nightfall.", [5], [4]),
    # No corrections: two groups, two attacks in one day, a place that somebody is taken to
    ("Rebels killed four policemen and two soldiers in Aceh.", [4, 2], []),
    ("The first bomb killed three people and the second killed five.", [3, 5], []),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "holds", "corrected"), CASES, ids=[text for text, _, _ in CASES])
def test_figures_that_a_report_corrects(text: str, holds: list[int], corrected: list[int]) -> None:
    figures = [c for event in code(text, published="2016-05-04").events for c in event.casualties if c.outcome == "killed"]
    assert sorted(c.low for c in figures if not c.superseded and c.low is not None) == sorted(holds)
    assert sorted(c.low for c in figures if c.superseded and c.low is not None) == sorted(corrected)


# Text, the figures of people killed with whether each is a part of another.
PARTS = [
    ("Twelve people, four of them children, were killed in an air strike on Idlib.", [(12, False), (4, True)]),
    ("Nine people were killed in Gao, two of whom were nurses.", [(9, False), (2, True)]),
    ("Shells killed six people in Taiz, including two girls.", [(6, False), (2, True)]),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "figures"), PARTS, ids=[text for text, _ in PARTS])
def test_a_part_is_not_added_to_its_total(text: str, figures: list[tuple[int, bool]]) -> None:
    found = [c for event in code(text, published="2016-05-04").events for c in event.casualties if c.outcome == "killed"]
    assert [(c.low, c.part_of is not None) for c in found] == figures
