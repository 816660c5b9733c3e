"""Who did it and whom it hit, of whole sentences: what was launched, laid, made or freed says more than where a word stands."""

from __future__ import annotations

import pytest

from dateline import code

# (text, a word in an actor's name, one in a recipient's, neither or "" where nobody is)
CASES = [
    ("Kuwaiti forces intercepted two Houthi drones over Jahra.", "Houthi", "Kuwait"),
    ("Maoists triggered a landmine under a van in Gaya, and five constables were killed.", "Maoist", None),
    ("Japanese-made rockets hit a Shan village near Mongla.", "", None),
    ("Peruvian and Ecuadorian soldiers traded shots near Zarumilla.", "Peru", "Ecuador"),
    ("Soldiers freed seven captives near Jolo, killing two of the kidnappers.", None, "kidnappers"),
]


@pytest.mark.parametrize(("text", "actor", "recipient"), CASES)
def test_sides(text: str, actor: str | None, recipient: str | None) -> None:
    told = {role: [p.name for e in code(text).events for p in e.participants if p.role == role] for role in ("actor", "recipient")}
    for role, name in (("actor", actor), ("recipient", recipient)):
        if name == "":
            assert not told[role]
        elif name is not None:
            assert any(name in one for one in told[role]), told


def test_peacekeepers_without_a_name_are_no_home_army() -> None:
    events = code("Peacekeepers were shelled in Rumbek on Monday.", published="2014-03-12").events
    assert all("South Sudan" not in p.name or p.kind == "international" for e in events for p in e.participants)


def test_somebody_s_wife_is_one_person() -> None:
    events = code("The wife of a banker was kidnapped in Herat.").events
    assert [(c.outcome, c.low) for e in events for c in e.casualties] == [("abducted", 1)]


def test_what_goes_with_a_habit_is_one() -> None:
    events = code("Gunmen have regularly raided the ferry near Ganta, robbing and abducting passengers.").events
    assert ("abduct", "habitual") in {(e.mode, e.status) for e in events}


def test_a_road_is_mined_with_mines() -> None:
    events = code("The rebels mined the road to Yei.").events
    assert [w.kind for e in events for w in e.weapons] == ["mine"]
