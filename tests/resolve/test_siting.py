"""Where an event was: its own place, one beside it, where the report last was, the country of its people, or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.annotate import annotate
from dateline.extract import extract
from dateline.resolve import resolve
from dateline.resolve.choosing import Happening
from dateline.resolve.setting import read_setting
from dateline.resolve.siting import Sited, _says_there, _told_beside, sited
from dateline.run.pipeline import code
from dateline.schema.document import Document
from dateline.schema.mention import Mention, NearPlace
from dateline.schema.record import WHERE_UNKNOWN, Event
from dateline.schema.report import Report
from tests.resolve.told import mention, phrase, report
from tests.run.stages import event

DAY = date(2016, 3, 1)
NIGERIA = [("Maiduguri", "place"), ("Gwoza", "place"), ("Nigeria", "place")]


def nigeria(*sentences: str) -> Document:
    """A report of what happened in Nigeria; the names are those of `NIGERIA` that it has."""
    text = " ".join(sentences)
    return report(*sentences, published=DAY, names=[(part, kind) for part, kind in NIGERIA if part in text])


def told(document: Document, trigger: str, *places: str, type: str = "ASSAULT") -> Mention:
    return mention(document, trigger, type, places=tuple(phrase(document, part) for part in places))


def where(document: Document, *mentions: Mention, before: tuple[Event, ...] = ()) -> Sited:
    return sited(Happening(document, mentions, before), read_setting(document), ())


def test_an_event_s_own_place_with_its_words() -> None:
    document = nigeria("Gunmen attacked a market in Maiduguri.")
    found = where(document, told(document, "attacked", "Maiduguri")).where
    assert (found.name, found.country, found.text) == ("Maiduguri", "NGA", "Maiduguri")
    assert found.start is not None
    assert document.report.text[found.start : found.end] == "Maiduguri"


def test_of_several_places_the_finer_one_is_meant_and_the_other_towns_are_kept() -> None:
    document = nigeria("Gunmen attacked Gwoza in Nigeria.")
    assert where(document, told(document, "attacked", "Nigeria", "Gwoza")).where.name == "Gwoza"
    document = nigeria("Gunmen attacked Gwoza and Maiduguri.")
    found = where(document, told(document, "attacked", "Gwoza", "Maiduguri"))
    assert {found.where.name, *(w.name for w in found.others)} == {"Gwoza", "Maiduguri"}


def test_without_a_place_of_its_own_where_the_report_last_was() -> None:
    document = nigeria("Gunmen attacked.", "They fled.")
    last = where(document, told(document, "fled"), before=(event(),)).where
    assert (last.name, last.made_by.split("+")[0], last.text) == ("Tadmur", "setting:before", "Tadmur")


def test_the_people_of_a_country_place_what_has_no_place() -> None:
    document = report("Nigerian gunmen attacked.", published=DAY, names=[("Nigerian", "group")])
    found = where(document, told(document, "attacked")).where
    assert (found.country, found.precision, found.text) == ("NGA", "country", "Nigerian")


def test_a_report_without_places_knows_none() -> None:
    document = report("Gunmen attacked.", published=DAY)
    setting = read_setting(document)
    assert (setting.country, setting.places, setting.uses) == (None, {}, ())
    assert where(document, told(document, "attacked")).where == WHERE_UNKNOWN


def test_between_two_places_is_a_place_half_way() -> None:
    document = nigeria("Gunmen attacked a bus between Maiduguri and Gwoza.")
    found = where(document, told(document, "attacked", "Maiduguri")).where
    assert (found.name, found.precision, found.text) == ("between Maiduguri and Gwoza", "near", "Maiduguri and Gwoza")
    assert found.radius_km is not None


@pytest.mark.parametrize(
    ("text", "first", "second", "expected"),
    [
        ("A bomb in Gwoza near Maiduguri.", "Gwoza", "Maiduguri", ("told near the next", "says what the one before is near")),
        ("A bomb in Gwoza, Nigeria.", "Gwoza", "Nigeria", ("told in the next", "says what the one before lies in")),
        ("A bomb in Gwoza district of Nigeria.", "Gwoza", "Nigeria", ("told in the next", "says what the one before lies in")),
        ("A bomb in Gwoza and Maiduguri.", "Gwoza", "Maiduguri", ()),
    ],
)
def test_what_stands_between_two_places(text: str, first: str, second: str, expected: tuple[str, ...]) -> None:
    document = nigeria(text)
    places = [NearPlace(phrase(document, part), 0.9, ()) for part in (first, second)]
    found = [trait for one, other in (places, places[::-1]) for trait in _told_beside(text, one, other)]
    assert tuple(found) == expected


@pytest.mark.parametrize(("type", "mode", "expected"), [("SANCTION", "expel", "NGA"), ("SANCTION", "discontinue", None)])
def test_who_expels_does_it_at_home(type: str, mode: str, expected: str | None) -> None:
    document = nigeria("Nigeria expelled two diplomats.")
    own = replace(told(document, "expelled", type=type), mode=mode)
    party = replace(event().participants[0], role="actor", country="NGA", kind="government")
    found = sited(Happening(document, (own,), ()), read_setting(document), (party,)).where
    assert found.country == expected


@pytest.mark.parametrize(
    ("type", "mode", "country", "kind", "sure", "expected"),
    [
        # The story told before is of Tadmur in Syria.
        ("COERCE", "restrict", "NGA", "state", 0.9, "NGA"),
        ("COERCE", "deport", "NGA", "government", 0.9, "NGA"),
        ("RETREAT", "release", "NGA", "government", 0.9, "NGA"),
        ("AGREE", None, "NGA", "legislature", 0.9, "NGA"),
        ("ASSAULT", "beat", "NGA", "police", 0.9, "NGA"),
        # Rebels and armies may be abroad, and whose country is only guessed may be of where the report was.
        ("COERCE", "restrict", "NGA", "rebels", 0.9, "SYR"),
        ("ASSAULT", "beat", "NGA", "military", 0.9, "SYR"),
        ("ASSAULT", "beat", "NGA", "police", 0.7, "SYR"),
    ],
)
def test_what_is_done_at_home_was_not_where_another_story_was(
    type: str, mode: str | None, country: str, kind: str, sure: float, expected: str
) -> None:
    document = nigeria("Rebels attacked.", "Nigeria acted on Tuesday.")
    own = replace(told(document, "acted", type=type), mode=mode)
    party = replace(event().participants[0], country=country, kind=kind, confidence=sure)
    found = sited(Happening(document, (own,), (event(),)), read_setting(document), (party,)).where
    assert found.country == expected


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Vienna and Prague signed a treaty on rivers.", None),
        ("Hanoi denounced Manila over the patrols.", None),
        ("Austria and Slovakia signed a treaty on rivers in Prague.", "CZE"),
    ],
)
def test_a_capital_that_stands_for_its_government_is_no_place(text: str, country: str | None) -> None:
    assert [e.where.country for e in code(text, published=DAY).events] == [country]


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected"),
    [
        ("Troops sealed off the area after the raid.", "sealed off", True),
        ("Two drivers were shot dead there on Sunday.", "shot", True),
        ("Police detained a man in the same village.", "detained", True),
        ("Police detained a man in a village.", "detained", False),
        ("There was a clash on Sunday.", "clash", False),
    ],
)
def test_what_points_back_to_a_place(sentence: str, trigger: str, expected: bool) -> None:
    document = annotate(Report("r", sentence, DAY))
    assert _says_there(document, mention(document, trigger, "ASSAULT")) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed nine people in Gwoza, Nigeria, on Friday; shelling killed four people in Maiduguri.", ["Gwoza", "Maiduguri"]),
        ("Rebels shot two men in Soronga, and a driver was beaten.", ["Soronga", "Soronga"]),
    ],
)
def test_the_place_of_a_part_of_a_sentence(text: str, expected: list[str]) -> None:
    """A place that nobody knows is one where the report names no other."""
    document = annotate(Report("r", text, DAY))
    assert [e.where.name for e in resolve(document, extract(document))] == expected
