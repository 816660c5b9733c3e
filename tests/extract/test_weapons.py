"""Weapons: which words name one, of what kind, and what they do not mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.weapons import _lexicon, find_weapons, mode_hint, weapon_kinds
from tests.extract.factory import document_of, words_of

MODES = {
    "firearms",
    "explosives",
    "suicide-attack",
    "aerial",
    "drone",
    "heavy-weapons",
    "primitive",
    "destroy",
    "crowd-control",
    "unconventional",
    "beat",
}

NAMED = [
    ("gunmen with AK-47s", "AK-47s", "firearms", "firearms"),
    ("GUNMEN WITH AK 47 RIFLES", "AK 47 RIFLES", "firearms", "firearms"),
    ("an AK47 was found", "AK47", "firearms", "firearms"),
    ("M-16 rifles were seized", "M-16 rifles", "firearms", "firearms"),
    ("machine-gun fire", "machine-gun fire", "firearms", "firearms"),
    ("a car bomb went off", "car bomb", "vehicle_bomb", "explosives"),
    ("a motorcycle rigged with explosives went off", "motorcycle rigged with explosives", "vehicle_bomb", "explosives"),
    ("vans packed with dynamite were found", "vans packed with dynamite", "vehicle_bomb", "explosives"),
    ("TWO CAR BOMBS EXPLODED", "CAR BOMBS", "vehicle_bomb", "explosives"),
    ("a bomb went off", "bomb", "explosives", "explosives"),
    ("sticks of dynamite", "sticks of dynamite", "explosives", "explosives"),
    ("an improvised explosive device", "improvised explosive device", "ied", "explosives"),
    ("two IEDs were found", "IEDs", "ied", "explosives"),
    ("a roadside bomb hit a bus", "roadside bomb", "ied", "explosives"),
    ("wearing a suicide vest", "suicide vest", "suicide_bomb", "suicide-attack"),
    ("A man detonated his belt in a mosque", "detonated his belt", "suicide_bomb", "suicide-attack"),
    ("their bus hit a mine", "mine", "mine", "explosives"),
    ("anti-tank mines", "anti-tank mines", "mine", "explosives"),
    ("a hand grenade was thrown", "hand grenade", "grenade", "explosives"),
    ("mortar shells fell", "mortar shells", "mortar", "heavy-weapons"),
    ("a shell landed on a house", "shell", "shell", "heavy-weapons"),
    ("heavy artillery fire", "heavy artillery", "artillery", "heavy-weapons"),
    ("Katyusha rockets", "Katyusha rockets", "rocket", "heavy-weapons"),
    ("Grad rockets hit the town", "Grad rockets", "rocket", "heavy-weapons"),
    ("fired a Grad at the town", "Grad", "rocket", "heavy-weapons"),
    ("an RPG-7 launcher", "RPG-7", "rocket", "heavy-weapons"),
    ("rocket-propelled grenades", "rocket-propelled grenades", "rocket", "heavy-weapons"),
    ("fired by a HIMARS", "HIMARS", "rocket", "heavy-weapons"),
    ("a Scud missile", "Scud missile", "missile", "heavy-weapons"),
    ("Kalibr cruise missiles", "Kalibr", "missile", "heavy-weapons"),
    ("hit by a TOW", "TOW", "missile", "heavy-weapons"),
    ("Shahed-136 drones", "Shahed-136", "drone", "drone"),
    ("a Bayraktar TB2 flew over", "Bayraktar TB2", "drone", "drone"),
    ("a drone strike killed him", "drone strike", "drone", "drone"),
    ("air strikes on the camp", "air strikes", "airstrike", "aerial"),
    ("barrel bombs fell", "barrel bombs", "airstrike", "aerial"),
    ("two F-16s bombed the camp", "F-16s", "aircraft", "aerial"),
    ("a Su-25 jet", "Su-25", "aircraft", "aerial"),
    ("Mi-24 gunships", "Mi-24", "aircraft", "aerial"),
    ("T-72 tanks", "T-72", "tank", "heavy-weapons"),
    ("a tank fired", "tank", "tank", "heavy-weapons"),
    ("sarin gas killed them", "sarin gas", "chemical", "unconventional"),
    ("armed with knives", "knives", "blade", "primitive"),
    ("hacked with machetes", "machetes", "blade", "primitive"),
    ("threw stones at police", "stones", "stones", "primitive"),
    ("threw petrol bombs", "petrol bombs", "petrol_bomb", "primitive"),
    ("a Molotov cocktail", "Molotov cocktail", "petrol_bomb", "primitive"),
    ("police fired tear gas", "tear gas", "crowd_control", "crowd-control"),
    ("rubber-coated bullets", "rubber-coated bullets", "crowd_control", "crowd-control"),
    ("used water cannons", "water cannons", "crowd_control", "crowd-control"),
    ("a car-ramming attack", "car-ramming attack", "vehicle", "primitive"),
    ("beaten with iron bars", "iron bars", "clubs", "beat"),
]

NOT_WEAPONS = [
    "a coal mine collapsed",
    "the union closed the mine",
    "a $10 note",
    "a 10-day march",
    "gun control",
    "miners at the gold mine",
    "a think tank said",
    "the oil tank burned",
    "a grad student",
    "towns and villages",
    "they tow the car",
    "the shell company",
    "a patriot and poet",
    "the stone house",
    "the javelin final",
    "a typhoon hit the coast",
    "F-17 is no jet here",
    "the army left the town",
]


@pytest.mark.parametrize(("text", "words", "kind", "mode"), NAMED)
def test_weapon(text: str, words: str, kind: str, mode: str) -> None:
    weapon = find_weapons(words_of(text), text=text)[0]
    assert (weapon.phrase.text, weapon.kind, mode_hint(weapon.kind)) == (words, kind, mode)
    assert text[weapon.phrase.start : weapon.phrase.end] == words
    assert 0 < weapon.phrase.confidence <= 1


@pytest.mark.parametrize("text", NOT_WEAPONS)
def test_not_a_weapon(text: str) -> None:
    assert find_weapons(words_of(text)) == ()


def test_names_in_capitals_need_a_weapon_beside() -> None:
    assert find_weapons(words_of("THE COBRA WAS SEEN IN TOWN")) == ()
    assert [w.kind for w in find_weapons(words_of("THE COBRA HELICOPTER WAS SEEN IN TOWN"))] == ["aircraft"]


def test_several_in_order() -> None:
    text = "They fired mortars and rockets, then threw grenades"
    assert [w.kind for w in find_weapons(words_of(text))] == ["mortar", "rocket", "grenade"]


def test_head_is_the_governing_word() -> None:
    document = document_of("car car NOUN 2 compound\nbombs bomb NOUN 3 nsubj\nexploded explode VERB 0 root")
    (weapon,) = find_weapons(document.words, text=document.report.text)
    assert (weapon.phrase.head, weapon.phrase.text) == (1, "car bombs")


def test_pronoun_is_no_mine() -> None:
    document = document_of("The the DET 2 det\nhouse house NOUN 4 nsubj\nwas be AUX 4 cop\nmine mine PRON 0 root")
    assert find_weapons(document.words) == ()


def test_lexicon_is_long_and_clean() -> None:
    kinds = _lexicon().kinds
    terms = [term for table in kinds.values() for term in (*table["terms"], *table.get("named", ()))]
    assert len(terms) >= 200
    assert len(terms) == len(set(terms))
    assert all(term == term.lower() and "-" not in term for term in terms)
    assert {mode_hint(kind) for kind in weapon_kinds()} - {None} <= MODES


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    for weapon in find_weapons(words_of(text), text=text):
        assert text[weapon.phrase.start : weapon.phrase.end] == weapon.phrase.text


@given(st.lists(st.sampled_from(sorted(_lexicon().entries)), max_size=8))
def test_spans_do_not_overlap(pieces: list[str]) -> None:
    text = " ".join(pieces)
    end = 0
    for weapon in find_weapons(words_of(text), text=text):
        assert weapon.phrase.start >= end
        end = weapon.phrase.end
