"""The status of an event from its mentions together, whom it hurt, and its day."""

from __future__ import annotations

from datetime import date

import pytest

from dateline import code

PUBLISHED = date(2015, 6, 17)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A grenade was thrown into the yard of the tax office in Bitola but did not go off.", "attempted"),
        ("Every Friday since March students have marched through Algiers.", "habitual"),
        ("Two missing journalists may have been kidnapped by tribesmen, a Yemeni official said.", "possible"),
        ("Not only did the rebels free the priest, they apologised.", "happened"),
        ("Bangladeshi police thwarted a bombing during the Ashura procession.", "attempted"),
    ],
    ids=["a device that did not go off", "since when it is usual", "told with doubt", "not only", "a time without a value"],
)
def test_what_a_whole_event_is_told_as(text: str, expected: str) -> None:
    record = code(text, published=PUBLISHED)
    assert [event.status for event in record.events][:1] == [expected]


@pytest.mark.model
def test_who_was_only_meant_to_be_taken_is_not_counted() -> None:
    record = code("Gunmen tried to abduct two nuns in Kaga but villagers chased them away.", published=PUBLISHED)
    assert [(event.status, [c.outcome for c in event.casualties]) for event in record.events] == [("attempted", [])]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fighting despite truce\n\nThe rebels have been carrying out near-daily attacks on the army in Kassala.", "habitual"),
        (
            "Rebels attacked a convoy near Kassala on Monday and killed two drivers. Their near-daily attacks have closed the road.",
            "happened",
        ),
    ],
    ids=["a heading", "a raid with its figures and day"],
)
def test_a_habit_outweighs_only_what_has_no_figure_and_no_day(text: str, expected: str) -> None:
    assert expected in [event.status for event in code(text, published=PUBLISHED).events if event.type == "ASSAULT"]
