"""Causes that nobody is behind: where they stand beside the words of an event, and where they do not count."""

from __future__ import annotations

import pytest

from dateline.annotate import annotate
from dateline.extract.mishaps import _patterns, find_mishap
from dateline.run.pipeline import code
from dateline.schema.mention import PRIVATE
from dateline.schema.report import Report

# Text, the word that tells of harm, the cause.
CASES = [
    ("Floods killed nine people in Beira last week.", "killed", "Floods"),
    ("Lightning struck a school and killed three pupils.", "killed", "Lightning"),
    ("Two masons were killed when a wall collapsed in Salt.", "killed", "collapsed"),
    ("A bus plunged into a gorge, killing 14 passengers.", "killing", "plunged"),
    ("A gas leak caused the explosion in the bakery.", "explosion", "gas leak"),
    ("Eleven pilgrims died in a stampede at the shrine.", "died", "stampede"),
    ("Six people were killed in a road accident near Kitale.", "killed", "accident"),
    ("A speeding lorry killed two cyclists.", "killed", "speeding lorry"),
    ("A boiler explosion killed four workers in Lviv.", "killed", "boiler"),
    ("The earthquake killed at least 60 villagers.", "killed", "earthquake"),
    # Force in which no party has a hand.
    ("A carpenter shot his brother-in-law in Mardin.", "shot", "brother"),
    ("Her former husband killed her in Arad on Sunday.", "killed", "husband"),
    ("Two cousins were stabbed in a brawl outside a bar.", "stabbed", "brawl"),
    ("Burglars shot a watchman in Lusaka.", "shot", "Burglars"),
    # A deed, though such a word stands near it.
    ("Rebels killed nine people in Beira last week.", "killed", None),
    ("An air strike hit a petrol tanker and killed nine drivers.", "killed", None),
    ("Gunmen stormed a hotel and killed five guests.", "killed", None),
    ("Militants killed four doctors who had come to treat cholera patients.", "killed", None),
    ("Gunmen killed the mayor and his wife in Zintan.", "killed", None),
    ("Rebels killed the husband of a judge.", "killed", None),
    ("Their husband was killed by shelling in Deraa.", "killed", None),
    ("Soldiers shot three men who were repairing the boiler of the mill.", "shot", None),
    ("Six fighters committed suicide attacks in Tikrit, killing nine people.", "committed", None),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "word", "cause"), CASES, ids=[text for text, _, _ in CASES])
def test_a_cause_that_nobody_is_behind(text: str, word: str, cause: str | None) -> None:
    document = annotate(Report("r", text, None))
    trigger = next(i for i, w in enumerate(document.words) if w.text == word)
    found = find_mishap(document, trigger)
    assert (found.text if found else None) == cause
    if found is not None:
        assert text[found.start : found.end] == found.text
        assert found.made_by.startswith("mishaps:")


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "private"),
    [
        ("Two cousins were stabbed in a brawl outside a bar.", "stabbed", True),
        ("Floods killed nine people in Beira.", "killed", False),
        ("A tailor committed suicide in Multan, police said.", "committed", True),
        ("A retired judge shot himself at his home in Varna.", "shot", True),
    ],
)
def test_private_force_is_told_apart(text: str, word: str, private: bool) -> None:
    document = annotate(Report("r", text, None))
    found = find_mishap(document, next(i for i, w in enumerate(document.words) if w.text == word))
    assert found is not None
    assert (found.made_by == PRIVATE) == private


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The airline surrendered its operating permit to the authorities in Nairobi.", False),
        ("The old painter gave up the ghost on Tuesday at his farm.", False),
        ("The fighters gave up their rifles to the peacekeepers in Bouar.", True),
        ("Crews battled the blaze for a week before pulling back from the ridge.", False),
    ],
)
def test_what_is_given_up_may_be_no_arms(text: str, told: bool) -> None:
    assert bool(code(text, published="2023-03-08").events) is told


def test_every_wording_is_of_one_kind() -> None:
    seen: dict[tuple[tuple[str, ...], frozenset[str], str], str] = {}
    for group in _patterns().values():
        for pattern in group:
            key = (pattern.words, pattern.pos, pattern.place)
            assert key not in seen, f"{' '.join(pattern.words)} is of {seen[key]} and {pattern.kind}"
            seen[key] = pattern.kind
            assert 0 <= pattern.head < len(pattern.words)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A late strike by the winger gave Wigan the lead in the second half.", False),
        ("Dockers began a strike in Mombasa on Monday.", True),
    ],
)
def test_a_strike_in_a_game_is_no_protest(text: str, told: bool) -> None:
    assert bool(code(text, published="2008-03-20").events) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The armistice collapsed when gunmen shelled the market of Baidoa.", True),
        ("Nine people were killed when a mosque collapsed in Baidoa.", False),
    ],
)
def test_what_collapses_in_a_manner_of_speaking_is_no_accident(text: str, told: bool) -> None:
    assert any(event.type == "ASSAULT" for event in code(text, published="2008-03-20").events) is told
