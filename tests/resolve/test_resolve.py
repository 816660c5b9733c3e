"""Mentions become events: numbered, dated, placed, each value with its words; what lies ahead has not happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dateline.resolve import layers, resolve, unweighed
from dateline.schema.document import Document, Time
from dateline.schema.mention import Mention, NearTime, Weapon
from dateline.schema.record import Event
from dateline.settings import Settings, using
from tests.extract.made import name, read, time
from tests.resolve.told import OWN, claim, count, mention, party, phrase, report, resolved, source

# A Tuesday.
DAY = date(2016, 3, 1)
TEXT = report(
    "Boko Haram fighters shot ten guards in Gwoza on Sunday, police said.",
    "The attack began at dawn.",
    "Elders said Monday they condemned it.",
    "More raids follow in April.",
    published=DAY,
    names=[("Boko Haram", "armed_group"), ("Gwoza", "place")],
)


def day(part: str, value: str | None = None) -> Time:
    values = {"Sunday": "WD7", "Monday": "WD1", "April": "XXXX-04"}
    return time(TEXT, part, value=value or values[part])


def shot(**changed: Any) -> Mention:
    told: dict[str, Any] = {
        "index": 0,
        "modes": (("firearms", 0.6), (None, 0.4)),
        "parties": (party(TEXT, "actor", "Boko Haram fighters"), party(TEXT, "recipient", "ten guards")),
        "counts": (count(TEXT, "killed", "ten guards", "10-10", "guards"),),
        "sources": (source(TEXT, "police"),),
        "places": (phrase(TEXT, "Gwoza"),),
        "times": (day("Sunday"),),
        "topics": ("a", "b"),
    }
    return mention(TEXT, "shot", **told | changed)


ATTACK = mention(TEXT, "attack", index=1, modes=(("explosives", 0.5), ("firearms", 0.3)), topics=("b", "c"))
CONDEMNED = mention(TEXT, "condemned", "ACCUSE", index=2, told=(day("Monday"),))
RAIDS = mention(TEXT, "raids", index=3)


def events(*mentions: Mention, same: tuple[tuple[int, int, float], ...] = ((0, 1, 0.999),), document: Document = TEXT) -> tuple[Event, ...]:
    return resolved(replace(document, same=same), mentions)


def test_the_events_of_a_report_with_all_that_is_told_of_them() -> None:
    first, second = events(shot(), ATTACK, CONDEMNED)
    assert [(e.id, e.type, [m.text for m in e.mentions]) for e in (first, second)] == [
        ("e1", "ASSAULT", ["shot", "attack"]),
        ("e2", "ACCUSE", ["condemned"]),
    ]
    assert (first.mode, first.status, first.codes.plover) == ("firearms", "happened", "ASSAULT")
    assert (first.participants[0].role, first.participants[0].name) == ("actor", "Boko Haram")
    assert [(c.id, c.outcome, c.low, c.high) for c in first.casualties] == [("e1.c1", "killed", 10, 10)]
    assert [s.name for s in first.sources] == ["police"]
    assert (first.when.start_date, first.when.precision, first.when.text) == ("2016-02-28", "day", "Sunday")
    assert (first.where.name, first.where.country) == ("Gwoza", "NGA")
    assert first.topics == ("a", "b", "c")


def test_no_mentions_no_events() -> None:
    assert events() == ()


def test_the_mode_is_the_one_that_all_mentions_together_believe_most() -> None:
    believed = events(shot(modes=(("explosives", 0.6), ("firearms", 0.4))), replace(ATTACK, modes=(("firearms", 0.5),)))
    assert believed[0].mode == "firearms"
    assert events(shot(modes=()))[0].mode is None


def test_each_kind_of_weapon_once_in_the_order_of_the_text() -> None:
    weapons = (Weapon("b", phrase(TEXT, "guards")), Weapon("a", phrase(TEXT, "shot")), Weapon("a", phrase(TEXT, "police")))
    assert [(w.kind, w.text) for w in events(shot(weapons=weapons))[0].weapons] == [("a", "shot"), ("b", "guards")]


def test_a_claim_makes_the_claimant_the_actor() -> None:
    told = shot(parties=(), claims=(claim(TEXT, "claimed", "attack", by="Boko Haram fighters"),))
    (found,) = events(told)
    assert [(p.role, p.name) for p in found.participants] == [("actor", "Boko Haram")]
    assert [(c.kind, c.by) for c in found.claims] == [("claimed", "Boko Haram")]


# (mention, its day, precision): the codebook's section 7 for the types that are done by saying and those that are not.
DATED = {
    "a date of its own": (shot(), "2016-02-28", "day"),
    "no date in the lead is the day of publication": (shot(times=()), "2016-03-01", "day"),
    "planned, without a date": (shot(times=(), status="planned"), None, "unknown"),
    "planned for a day ahead": (shot(times=(day("Sunday"),), status="planned"), "2016-03-06", "day"),
}


@pytest.mark.parametrize("note", DATED)
def test_dates_of_events(note: str) -> None:
    told, start, precision = DATED[note]
    (found,) = events(told)
    assert (found.when.start_date, found.when.precision) == (start, precision)


def test_nothing_is_dated_without_a_day_of_publication() -> None:
    document = replace(TEXT, report=replace(TEXT.report, published=None))
    for told in (shot(), shot(times=()), CONDEMNED):
        (found,) = events(told, document=document)
        assert (found.when.start_date, found.when.end_date, found.when.precision) == (None, None, "unknown")


def test_a_quotation_counts_its_days_from_when_it_was_spoken() -> None:
    yesterday = day("Sunday", value="YESTERDAY")
    quoted, plain = (events(shot(times=(yesterday,), spoken=spoken))[0].when for spoken in ((day("Monday"),), ()))
    assert (quoted.start_date, plain.start_date) == ("2016-02-28", "2016-02-29")


@pytest.mark.parametrize(
    ("auxiliaries", "day"),
    [("may/AUX/aux/3", "2016-12-01"), ("may/AUX/aux/4 have/AUX/aux/4", "2015-12-01")],
    ids=["may come", "may have come"],
)
def test_what_may_come_lies_ahead(auxiliaries: str, day: str) -> None:
    verb = 2 + len(auxiliaries.split())
    document = read(
        f"Rebels/rebel/NOUN/nsubj/{verb} {auxiliaries} strike/VERB/root/0 in/ADP/case/{verb + 2} December/PROPN/obl/{verb}", published=DAY
    )
    told = mention(document, "strike", status="possible", times=(time(document, "December", value="XXXX-12"),))
    assert resolved(document, [told])[0].when.start_date == day


def test_what_is_said_without_a_date_is_of_the_day_of_publication() -> None:
    lead, last = "Rebels/rebel/NOUN/nsubj/2 fled/flee/VERB/root/0", "Elders/elder/NOUN/nsubj/2 condemned/condemn/VERB/root/0 it/PRON/obj/2"
    document = read(lead, lead, lead, lead, last, published=DAY)
    when = resolved(document, [mention(document, "condemned", "ACCUSE")])[0].when
    assert (when.start_date, when.made_by) == ("2016-03-01", "dates.assumed")


RAID = "Rebels/rebel/NOUN/nsubj/2 raided/raid/VERB/root/0 Gwoza/PROPN/obj/2 on/ADP/case/5 Friday/PROPN/obl/2"
LOOT = "They/PRON/nsubj/2 arrested/arrest/VERB/root/0 traders/trader/NOUN/obj/2"


@pytest.mark.parametrize(
    ("lines", "type", "status", "expected"),
    [
        ((RAID, LOOT), "COERCE", "happened", ("2016-02-26", "dates.beside")),
        ((LOOT, RAID), "COERCE", "happened", ("2016-03-01", "dates.assumed")),
        ((RAID, LOOT), "ACCUSE", "happened", ("2016-03-01", "dates.assumed")),
        ((RAID, LOOT), "COERCE", "planned", (None, "")),
    ],
    ids=["goes on", "told before", "something said", "still to come"],
)
def test_an_undated_deed_goes_on_with_the_one_told_just_before(
    lines: tuple[str, ...], type: str, status: str, expected: tuple[str | None, str]
) -> None:
    document = read(*lines, published=DAY)
    raid = mention(document, "raided", times=(time(document, "Friday", value="WD5"),))
    told = mention(document, "arrested", type, index=1, status=status)
    found = unweighed(document, [raid, told] if lines[0] == RAID else [told, raid], level=0.0)
    event = next(e for _, e in found if e.type == type)
    assert (event.when.start_date, event.when.made_by) == expected


@pytest.mark.parametrize(
    ("type", "expected"),
    [("AGREE", ("2016-03-01", "happened")), ("ASSAULT", ("2016-04-01", "planned"))],
    ids=["a day of what is agreed", "a day of the deed"],
)
def test_a_day_to_come_is_that_of_what_was_agreed(type: str, expected: tuple[str, str]) -> None:
    document = read("They/PRON/nsubj/2 agree/VERB/root/0 on/ADP/case/4 talks/NOUN/obl/2 in/ADP/case/6 April/PROPN/nmod/4", published=DAY)
    april = time(document, "April", value="2016-04")
    inside = ("own, deeper", "behind it", "next to it", "nearest", "alone", "after in", "as nmod")
    near = NearTime(april, 0.9, OWN) if type == "ASSAULT" else NearTime(april, 0.2, inside)
    told = mention(document, "agree", type, times=(april,), near_times=(near,))
    ((_, event),) = unweighed(document, [told], level=0.0)
    assert (event.when.start_date, event.status) == expected


def test_one_of_several_told_before_is_a_part_of_them() -> None:
    document = read(
        "Simultaneous/ADJ/amod/2 raids/raid/NOUN/nsubj/3 shook/shake/VERB/root/0 Gwoza/PROPN/obj/3",
        "In/ADP/case/3 one/NUM/nummod/3 raid/NOUN/obl/5 rebels/rebel/NOUN/nsubj/5 shot/shoot/VERB/root/0 guards/guard/NOUN/obj/5",
        published=DAY,
    )
    raids, part = mention(document, "raids"), mention(document, "shot", index=1)
    found = resolved(replace(document, same=((0, 1, 0.0),)), [raids, replace(part, status="planned")])
    assert [(e.id, e.part_of) for e in found] == [("e1", None), ("e2", "e1")]


def test_events_stand_in_the_order_of_their_first_mention() -> None:
    found = events(shot(), ATTACK, CONDEMNED, RAIDS, same=((0, 1, 0.0), (0, 3, 0.999), (1, 3, 0.0)))
    firsts = [e.mentions[0].start for e in found]
    assert firsts == sorted(firsts)
    assert [e.id for e in found] == [f"e{k}" for k in range(1, len(found) + 1)]


def test_the_layers_of_a_report() -> None:
    document = replace(TEXT, times=(day("Sunday"),), names=(*TEXT.names, name(TEXT, "Elders", "person")))
    found = layers(document)
    assert [(p.text, p.use, p.country, p.precision) for p in found.places] == [("Gwoza", "literal", "NGA", "exact")]
    assert found.places[0].latitude == pytest.approx(11.08, abs=0.1)
    assert [(t.text, t.value) for t in found.times] == [("Sunday", "2016-02-28")]
    assert [n.text for n in found.names] == ["Boko Haram", "Gwoza", "Elders"]


def test_events_below_the_threshold_of_the_settings_are_left_out() -> None:
    document = report("Rebels attacked Goma.")
    told = [mention(document, "attacked", firm=0.9)]
    with using(Settings(threshold=0.0)):
        assert len(resolve(document, told)) == 1
    with using(Settings(threshold=1.0)):
        assert resolve(document, told) == ()
        assert len(resolve(document, told, threshold=0.0)) == 1
