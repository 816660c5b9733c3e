"""People in somebody's hands, and what is done to them there, from the text to the figures."""

from __future__ import annotations

import pytest

from dateline.run.pipeline import code

CASES = [
    ("Three drivers fell into rebel hands near Kutum on Sunday, the police said.", {("abducted", 3)}),
    ("Eleven cadres of the PLA were demobilised in Chitwan on Monday.", {("surrendered", 11)}),
    ("Police in Quetta took away six students from a hostel on Friday.", {("detained", 6)}),
    ("Gunmen freed two nuns whom they had taken from Malula in December.", {("released", 2), ("abducted", 2)}),
    ("Rebels held four engineers for a week and then let them go, the army said.", {("abducted", 4), ("released", 4)}),
    ("Two traders are being held for ransom near Jos, the governor said.", {("abducted", 2)}),
    ("Police beat two porters in Gulu on Monday.", {("wounded", 2)}),
    ("Several monks were beaten by soldiers in Kananga on Monday.", {("wounded", 3)}),
    ("Militiamen tortured six herders in Ituri on Monday.", {("wounded", 6)}),
    ("Villagers beat a smuggler to death in Arua on Monday.", {("killed", 1)}),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_figures_of_people_in_somebodys_hands(text: str, expected: set[tuple[str, int]]) -> None:
    record = code(text, published="2014-03-11")
    assert {(figure.outcome, figure.low) for event in record.events for figure in event.casualties} == expected
