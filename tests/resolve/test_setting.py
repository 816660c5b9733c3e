"""Where the events of a report are: literal uses, parties and modifiers; an event's own place, else the one it falls back on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.resolve.setting import Setting, midpoint, read_setting, use
from dateline.schema.document import Document
from dateline.schema.place import Where
from dateline.schema.record import WHERE_UNKNOWN
from tests.extract.made import marked, name, read
from tests.resolve.told import mention, phrase, report
from tests.run.stages import event

DAY = date(2016, 3, 1)
NIGERIA = [("Maiduguri", "place"), ("Gwoza", "place"), ("Nigeria", "place")]


def nigeria(*sentences: str) -> Document:
    """A report of what happened in Nigeria; the names are those of `NIGERIA` that it has."""
    text = " ".join(sentences)
    return report(*sentences, published=DAY, names=[(part, kind) for part, kind in NIGERIA if part in text])


@pytest.mark.parametrize(
    ("parse", "part", "expected"),
    [
        ("They/PRON/nsubj/2 met/meet/VERB/root/0 in/ADP/case/4 Tehran/PROPN/obl/2", "Tehran", "literal"),
        ("They/PRON/nsubj/2 talked/talk/VERB/root/0 with/ADP/case/4 Tehran/PROPN/obl/2", "Tehran", "party"),
        ("Tehran/PROPN/nsubj/2 agreed/agree/VERB/root/0", "Tehran", "party"),
        ("They/PRON/nsubj/2 accused/accuse/VERB/root/0 Tehran/PROPN/obj/2", "Tehran", "party"),
        ("Tehran/PROPN/compound/2 police/NOUN/nsubj/3 came/come/VERB/root/0", "Tehran", "modifier"),
        ("Tehran_/PROPN/nmod:poss/3 's/PART/case/1 police/NOUN/nsubj/4 came/come/VERB/root/0", "Tehran", "modifier"),
        ("They/PRON/nsubj/2 moved/move/VERB/root/0 to/ADP/case/4 Tehran/PROPN/obl/2", "Tehran", "literal"),
    ],
)
def test_how_a_place_name_is_used(parse: str, part: str, expected: str) -> None:
    document = read(parse)
    document = marked(document, names=[name(document, part, "place")])
    assert use(document, document.names[0]) == expected
    assert [u for _, u in read_setting(document).uses] == [expected]


def where(document: Document, trigger: str, *places: str, type: str = "ASSAULT") -> Where:
    told = mention(document, trigger, type, places=tuple(phrase(document, part) for part in places))
    return read_setting(document).where([told], ())[0]


def test_an_event_s_own_place_with_its_words() -> None:
    document = nigeria("Gunmen attacked a market in Maiduguri.")
    found = where(document, "attacked", "Maiduguri")
    assert (found.name, found.country, found.text) == ("Maiduguri", "NGA", "Maiduguri")
    assert found.start is not None
    assert document.report.text[found.start : found.end] == "Maiduguri"


def test_of_several_places_the_finer_one_is_meant_and_the_other_towns_are_kept() -> None:
    document = nigeria("Gunmen attacked Gwoza in Nigeria.")
    assert where(document, "attacked", "Nigeria", "Gwoza").name == "Gwoza"
    document = nigeria("Gunmen attacked Gwoza and Maiduguri.")
    told = mention(document, "attacked", places=(phrase(document, "Gwoza"), phrase(document, "Maiduguri", confidence=0.5)))
    main, others = read_setting(document).where([told], ())
    assert (main.name, [w.name for w in others]) == ("Gwoza", ["Maiduguri"])


def test_the_first_mention_that_names_a_place_counts() -> None:
    document = nigeria("Gunmen attacked.", "They struck Gwoza.", "They burned Maiduguri.")
    told = [mention(document, "attacked"), mention(document, "struck", places=(phrase(document, "Gwoza"),))]
    told.append(mention(document, "burned", places=(phrase(document, "Maiduguri"),)))
    assert read_setting(document).where(told, ())[0].name == "Gwoza"


def test_without_a_place_of_its_own_one_beside_it_then_the_last_one_then_the_country() -> None:
    document = nigeria("Gunmen attacked, Maiduguri heard.", "They fled.")
    beside = where(document, "attacked")
    assert (beside.name, beside.made_by.split("+")[0]) == ("Maiduguri", "setting:beside")
    setting = read_setting(document)
    last = setting.where([mention(document, "fled")], [event()])[0]
    assert (last.name, last.made_by.split("+")[0], last.text) == ("Tadmur", "setting:before", "Tadmur")
    country = setting.where([mention(document, "fled")], ())[0]
    assert (country.name, country.precision, country.made_by) == ("Nigeria", "country", "setting:country")
    assert document.report.text[country.start : country.end] == country.text


def test_the_people_of_a_country_place_what_has_no_place() -> None:
    document = report("Nigerian gunmen attacked.", published=DAY, names=[("Nigerian", "group")])
    found = where(document, "attacked")
    assert (found.country, found.precision, found.text) == ("NGA", "country", "Nigerian")


def test_what_is_only_said_has_no_place_but_its_own() -> None:
    document = nigeria("Elders in Maiduguri condemned it.")
    assert where(document, "condemned", type="ACCUSE") == WHERE_UNKNOWN
    assert where(document, "condemned", "Maiduguri", type="ACCUSE").name == "Maiduguri"


def test_a_report_without_places_knows_none() -> None:
    document = report("Gunmen attacked.", published=DAY)
    setting = read_setting(document)
    assert (setting.country, setting.places, setting.uses) == (None, {}, ())
    assert where(document, "attacked") == WHERE_UNKNOWN


def test_the_country_of_a_report_is_the_one_that_most_of_it_points_to() -> None:
    setting = read_setting(nigeria("They fought in Gwoza, Nigeria."))
    assert setting.country == "NGA"
    even = Setting(setting.document, (), {}, (("NGA", 0.4), ("TCD", 0.35)), ())
    assert even.country is None


def test_between_two_places_is_a_place_half_way() -> None:
    document = nigeria("Gunmen attacked a bus between Maiduguri and Gwoza.")
    found = where(document, "attacked", "Maiduguri")
    assert (found.name, found.precision, found.text) == ("between Maiduguri and Gwoza", "near", "Maiduguri and Gwoza")
    assert found.radius_km is not None


def test_the_midpoint_of_two_places() -> None:
    here, there = (replace(WHERE_UNKNOWN, latitude=0.0, longitude=degrees) for degrees in (10.0, 12.0))
    *middle, radius = midpoint(here, there)
    assert middle == [0.0, 11.0]
    assert radius == pytest.approx(111.2, abs=0.1)
    assert midpoint(here, WHERE_UNKNOWN) == (None, None, None)
