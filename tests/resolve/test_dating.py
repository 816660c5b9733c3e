"""When an event was, as the whole of extract and resolve chooses it among the days that a report may mean."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.annotate import annotate
from dateline.extract import extract
from dateline.resolve import resolve
from dateline.resolve.choosing import Happening
from dateline.resolve.dating import days, with_day
from dateline.schema.report import Report
from tests.extract.made import time
from tests.resolve.told import mention, report

# A Tuesday.
DAY = date(2016, 3, 1)

# A report, and for each of its events the type, the first and last day, and what made them.
DATED = [
    ("Gunmen shot ten guards in Gwoza on Sunday.", [("ASSAULT", "2016-02-28", "2016-02-28", "dates.stated")]),
    ("Gunmen shoot ten guards in Gwoza.", [("ASSAULT", "2016-03-01", "2016-03-01", "dates.assumed")]),
    ("Gunmen shot ten guards in Gwoza on Sunday, police said on Monday.", [("ASSAULT", "2016-02-28", "2016-02-28", "dates.stated")]),
    ("The army announces that it has killed ten gunmen in Gwoza.", [("ASSAULT", "2016-02-29", "2016-03-01", "dates.told")]),
    (
        "Police arrested two men on Monday over the shooting of a guard in May 2015.",
        [("COERCE", "2016-02-29", "2016-02-29", "dates.stated"), ("ASSAULT", "2015-05-01", "2015-05-31", "dates.stated")],
    ),
    (
        "The mayor, who was kidnapped in January, was freed on Sunday.",
        [("ASSAULT", "2016-01-01", "2016-01-31", "dates.stated"), ("RETREAT", "2016-02-28", "2016-02-28", "dates.stated")],
    ),
    ('"They shot two guards yesterday," the mayor said on Sunday.', [("ASSAULT", "2016-02-27", "2016-02-27", "dates.stated")]),
    ('"They shot two guards here on Friday," the mayor said on 21 February.', [("ASSAULT", "2016-02-19", "2016-02-19", "dates.stated")]),
    ("In the night from 26 to 27 February gunmen shot ten guards in Gwoza.", [("ASSAULT", "2016-02-26", "2016-02-27", "dates.stated")]),
    ("GAO, Mali, Feb. 29 (Agency) -- Gunmen shot ten guards in the town today.", [("ASSAULT", "2016-02-29", "2016-02-29", "dates.stated")]),
]


@pytest.mark.parametrize(("text", "expected"), DATED)
def test_the_day_of_each_event(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    document = annotate(Report("test", text, DAY))
    found = resolve(document, extract(document))
    assert [(e.type, e.when.start_date, e.when.end_date, e.when.made_by) for e in found] == expected


def test_without_a_day_of_publication_only_what_says_its_year_is_dated() -> None:
    for text, expected in (("Gunmen shot ten guards on Sunday.", None), ("Gunmen shot ten guards on 4 May 2015.", "2015-05-04")):
        document = annotate(Report("test", text, None))
        (event,) = resolve(document, extract(document))
        assert event.when.start_date == expected


@pytest.mark.parametrize("day", [date.min, date.max])
def test_at_the_ends_of_the_calendar_days_go_no_farther(day: date) -> None:
    document = annotate(Report("test", "Students blocked the bridge in Osh for a third day.", day))
    found = [c.value for c in days(Happening(document, extract(document)[:1], ())) if c.value is not None]
    assert (day.isoformat(), day.isoformat()) in {(w.start_date, w.end_date) for w in found}


def test_the_day_of_the_telling_comes_with_its_eve() -> None:
    document = report("Gunmen shot guards, police said Monday.", published=DAY)
    told = mention(document, "shot", told=(time(document, "Monday", value="WD1"),))
    found = [c.value for c in days(Happening(document, [told], ())) if c.value is not None]
    assert {(w.start_date, w.end_date, w.made_by) for w in found if w.text == "Monday"} >= {
        ("2016-02-29", "2016-02-29", "dates.stated"),
        ("2016-02-28", "2016-02-29", "dates.told"),
    }


def test_a_time_may_count_from_the_one_before_it_in_its_sentence() -> None:
    text = "Rebels kidnapped the priest in March 2013 and freed him six months later."
    document = annotate(Report("test", text, DAY))
    group = [m for m in extract(document) if "freed" in m.trigger.text][:1]
    found = [c.value for c in days(Happening(document, group, ())) if c.value is not None]
    assert ("2013-09-01", "2013-09-30") in {(w.start_date, w.end_date) for w in found}


def test_what_goes_on_lasts_from_its_first_day_to_its_last() -> None:
    document = annotate(Report("test", "Students blocked the bridge in Osh for a third day on Monday.", DAY))
    found = [c.value for c in days(Happening(document, extract(document)[:1], ())) if c.value is not None]
    assert ("2016-02-27", "2016-02-29", "dates.lasting") in {(w.start_date, w.end_date, w.made_by) for w in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LIMA, 17 Jan 1990 (Agency) -- Rebels killed two men.", "1990-01-17"),
        ("Goma, March 3, 2009 - Rebels killed two men.", "2009-03-03"),
        ("GOMA, 3 March -- Rebels killed two men.", None),
        ("Rebels killed two men on 3 March 2009 - officials said.", "2009-03-03"),
        ("3 March 2009 - Rebels killed two men.", None),
        ("Rebels killed two men in March 2009.", None),
    ],
)
def test_a_report_without_a_day_has_that_of_its_dateline(text: str, expected: str | None) -> None:
    document = report(text)
    times = annotate(Report("", text)).times
    day = with_day(replace(document, times=times)).report.published
    assert (day.isoformat() if day is not None else None) == expected


def test_a_day_of_publication_stays() -> None:
    document = report("LIMA, 17 Jan 1990 -- Rebels killed two men.", published=DAY)
    assert with_day(document) is document


def test_what_grammar_and_weights_agree_on_is_sure() -> None:
    text = "Drivers blocked the highway to Osh for a sixth day to press for the release of two leaders."
    document = annotate(Report("test", text, DAY))
    (when, *_) = [e.when for e in resolve(document, extract(document)) if e.type == "PROTEST"]
    assert (when.start_date, when.end_date, when.made_by) == ("2016-02-25", "2016-03-01", "dates.lasting")
