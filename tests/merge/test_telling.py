"""What a telling takes from its report besides its event."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.merge.telling import tell
from dateline.schema.place import When
from dateline.schema.record import Coder, Event, EventMention, Record, ReportNote
from tests.merge.making import telling

TEXT = "Rangers arrested three men in Sarwat on Monday over the bombing of the shrine. Nobody spoke of it."


def event(id: str, words: str, *, day: str | None = None, place: str | None = None) -> Event:
    at = TEXT.index(words)
    made = replace(telling("r", day=None, place=place).event, id=id, mentions=(EventMention(at, at + len(words), words, "test", 0.9),))
    if day is None:
        return made
    start = TEXT.index(day)
    return replace(made, when=When("2016-03-07", "2016-03-07", "day", None, start, start + len(day), day, "dates.stated", 0.9))


def record(*events: Event) -> Record:
    return Record(Coder("0"), ReportNote("r", published="2016-03-08"), events)


@pytest.mark.parametrize(
    ("first", "second", "lent"),
    [("arrested", "shrine", [(), ("when",)]), ("arrested", "over the bombing", [("when",), ()])],
)
def test_words_of_time_are_lent_by_the_event_they_stand_nearest_to(first: str, second: str, lent: list[tuple[str, ...]]) -> None:
    events = event("e1", first, day="on Monday"), event("e2", second, day="on Monday")
    assert [t.lent for t in tell(record(*events), TEXT, report="r")] == lent


def test_words_of_one_event_alone_are_not_lent() -> None:
    assert [t.lent for t in tell(record(event("e1", "arrested", day="on Monday"), event("e2", "spoke")), TEXT, report="r")] == [(), ()]


@pytest.mark.parametrize(("place", "meets"), [("Kirkuk", {"IRQ"}), (None, {"IRQ", "sarwat"})])
def test_what_an_event_meets_under(place: str | None, meets: set[str]) -> None:
    """Its report's country; where it has no country itself rare names of the text too."""
    told = tell(record(event("e1", "arrested", place="Kirkuk"), event("e2", "spoke", place=place)), TEXT, report="r")
    assert meets <= set(told[1].meets)
    assert ("sarwat" in told[1].meets) is ("sarwat" in meets)
