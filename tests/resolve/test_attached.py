"""Days that the grammar of a sentence gives an event: what an offset counts from, "when" behind a time, what goes on for so long."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.annotate import annotate
from dateline.extract import extract
from dateline.resolve import resolve
from dateline.schema.report import Report

# A Monday.
DAY = date(2018, 10, 15)

# A report, words of one of its events, its first and last day.
DATED = [
    ("Rebels freed two nurses on Sunday, three days after a militia shelled the clinic in Bambari.", "shelled", "2018-10-11", "2018-10-11"),
    ("Rebels freed two nurses on Sunday, three days after a militia shelled the clinic in Bambari.", "freed", "2018-10-14", "2018-10-14"),
    ("Police arrested four students on Friday, a day after riots in Conakry.", "riots", "2018-10-11", "2018-10-11"),
    ("The prison has been quiet since March 2016, when guards killed nine inmates.", "killed", "2016-03-01", "2016-03-31"),
    ("Farmers blocked the border crossing at Peace Arch for a fifth day on Saturday.", "blocked", "2018-10-09", "2018-10-13"),
    ("Students occupied the ministry for a third straight night.", "occupied", "2018-10-13", "2018-10-15"),
    ("Troops have fought insurgents in the hills for six days.", "fought", "2018-10-10", "2018-10-15"),
    ("France condemned Saturday's bombing in Gao.", "condemned", "2018-10-15", "2018-10-15"),
    ("France condemned Saturday's bombing in Gao.", "bombing", "2018-10-13", "2018-10-13"),
    ("In November gunmen kidnapped a priest near Onitsha.", "kidnapped", "2017-11-01", "2017-11-30"),
    ("On 2 November soldiers burned the market at Malakal.", "burned", "2017-11-02", "2017-11-02"),
    ("The parliament called an emergency meeting with the rebels for 3 November.", "meeting", "2018-11-03", "2018-11-03"),
    ("Peace talks between the rebels and the government open in Geneva on Wednesday.", "talks", "2018-10-17", "2018-10-17"),
    ("A drone struck a fuel depot at 141530ZOCT18 near Aden.", "struck", "2018-10-14", "2018-10-14"),
]


@pytest.mark.parametrize(("text", "words", "first", "last"), DATED)
def test_the_day_by_grammar(text: str, words: str, first: str, last: str) -> None:
    document = annotate(Report("test", text, DAY))
    events = resolve(document, extract(document))
    when = next(e.when for e in events if any(words in m.text for m in e.mentions))
    assert (when.start_date, when.end_date) == (first, last)


def test_the_day_of_what_the_offset_is_counted_to_is_its_own() -> None:
    document = annotate(Report("test", "The army shelled the village two weeks after a ceasefire was signed.", DAY))
    shelling = next(e for e in resolve(document, extract(document)) if e.type == "ASSAULT")
    assert shelling.when.end_date == "2018-10-15"
