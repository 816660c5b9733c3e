"""How times and places stand to a trigger, and how a mention is told."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.annotate import annotate
from dateline.extract import extract
from dateline.schema.mention import LINE, Mention
from dateline.schema.report import Report

DAY = date(2016, 3, 1)


def first(text: str) -> Mention:
    """The first mention of a report."""
    return extract(annotate(Report("test", text, DAY)))[0]


# A report, and traits that its first mention is told with.
TOLD = [
    ("Gunmen attacked a market in Gwoza on Friday.", {"verb", "past"}),
    ("The army announced that gunmen had attacked a market in Gwoza.", {"reported", "reported, past", "pluperfect"}),
    ("The army says gunmen have attacked a market in Gwoza.", {"reported, present", "perfect", "in what is said"}),
    ("The attack on the market in Gwoza killed six people.", {"noun", "the"}),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_how_a_mention_is_told(text: str, expected: set[str]) -> None:
    assert expected <= set(first(text).manner)


def test_a_time_of_its_own_and_one_of_the_telling() -> None:
    told = first("Gunmen attacked a market in Gwoza on Friday, police said on Sunday.")
    traits = {near.time.text: set(near.traits) for near in told.near_times}
    assert "own" in traits["Friday"]
    assert "of the telling" in traits["Sunday"]


# A report, the time inside its quotation, and the words for when it was spoken.
SPOKEN = [
    ('"They shot two guards yesterday," the mayor said on Monday.', "Monday"),
    ('In a letter of 12 February the mayor wrote: "They shot two guards yesterday."', "12 February"),
    ('Police say: "They shot two guards yesterday."', None),
]


@pytest.mark.parametrize(("text", "expected"), SPOKEN)
def test_when_a_quotation_was_spoken(text: str, expected: str | None) -> None:
    near = [n for m in extract(annotate(Report("test", text, DAY))) for n in m.near_times if n.time.text == "yesterday"]
    assert near
    assert {spoken.text for n in near for spoken in n.spoken} == ({expected} if expected else set())


def test_the_places_of_a_sentence_with_their_prepositions() -> None:
    told = first("Gunmen attacked a market in Gwoza before they fled towards Chad.")
    traits = {near.phrase.text: set(near.traits) for near in told.near_places}
    assert {"after in", "behind it"} <= traits["Gwoza"]
    assert traits["Gwoza"] != traits["Chad"]


# A report, a place of its first sentence, and whether it is where the event is told or where those are who tell it.
WHERE_TOLD = [
    ("Gunmen killed two guards in Gwoza, a spokesman told reporters in Abuja.", "Gwoza", None),
    ("Gunmen killed two guards, the minister said in Abuja.", "Abuja", "of the telling"),
    ("A doctor in Maiduguri said that gunmen had killed two guards.", "Maiduguri", "of the teller"),
]


@pytest.mark.parametrize(("text", "place", "expected"), WHERE_TOLD)
def test_the_place_of_the_telling_is_told_apart(text: str, place: str, expected: str | None) -> None:
    (near,) = (near for near in first(text).near_places if near.phrase.text == place)
    assert {"of the telling", "of the teller"} & set(near.traits) == ({expected} if expected else set())


# A report, and the borders and roads of its first mention's sentence.
LINES = [
    ("Soldiers killed six smugglers near the Malian border.", {"Malian border"}),
    ("Troops clashed along the border between Iraq and Iran, killing six.", {"border between Iraq and Iran"}),
    ("Gunmen ambushed a convoy on the road from Gao to Kidal.", {"road from Gao to Kidal"}),
    ("Rebels mined the railway line to Kisangani.", {"railway line to Kisangani"}),
    ("Gunmen shot two guards at the border.", set()),
]


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_borders_and_roads_called_by_what_lies_on_either_side(text: str, expected: set[str]) -> None:
    assert {near.phrase.text for near in first(text).near_places if near.phrase.made_by == LINE} == expected


def test_whose_time_it_is_when_another_event_stands_above() -> None:
    told = {m.type: m for m in extract(annotate(Report("test", "Police arrested a man on Monday over the bombing of a market.", DAY)))}
    assert "of the event above" in told["ASSAULT"].near_times[0].traits
    assert "of the event above" not in told["COERCE"].near_times[0].traits
