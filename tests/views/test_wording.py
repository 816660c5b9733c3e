"""Values in a person's words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.schema.record import WHEN_UNKNOWN, WHERE_UNKNOWN, Event
from dateline.views.cli.rows import bounds
from dateline.views.cli.wording import casualty, day, figure, parties, place, visible
from tests.run import stages


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (21, 21, "21"),
        (21, None, "at least 21"),
        (None, 30, "up to 30"),
        (20000, 99999, "20,000 to 99,999"),
        (None, None, "unknown number"),
    ],
)
def test_figures(low: int | None, high: int | None, told: str) -> None:
    assert figure(low, high) == told


def test_a_count_says_its_side_its_total_and_whether_it_stands() -> None:
    assert casualty(stages.casualty()) == "killed at least 21: soldiers"
    part = replace(stages.casualty(), role="actor", part_of="e1.c2", superseded=True)
    assert casualty(part) == "killed at least 21: soldiers (actor's side, of e1.c2, later corrected)"


def test_parties_in_a_direction_or_as_one_set() -> None:
    event = stages.event()
    actor, recipient = event.participants
    assert parties(event) == "Rebels → Military Forces of Syria"
    assert parties(replace(event, type="CONSULT")) == "Rebels – Military Forces of Syria"
    assert parties(replace(event, participants=(recipient, replace(actor, role="third")))) == "? → Military Forces of Syria; also Rebels"
    assert parties(Event("e1", "PROTEST", None, "happened", 1.0, None, ())) == "?"


def test_days_and_places_with_their_precision() -> None:
    event = stages.event()
    assert (day(event.when), day(WHEN_UNKNOWN)) == ("2016-05-02", "not told")
    assert day(replace(event.when, end_date="2016-05-08", precision="week")) == "2016-05-02 to 2016-05-08 (week)"
    assert (place(event.where), place(WHERE_UNKNOWN)) == ("Tadmur, Homs, SYR", "not told")
    assert place(replace(event.where, name="Homs", precision="admin1")) == "Homs, SYR (admin1)"


@pytest.mark.parametrize(
    ("text", "shown"), [("a\r\nb\t c", "a b c"), ("\x1b[31mred\x07", "\ufffd[31mred\ufffd"), ("\u202eevil", "\ufffdevil"), ("é 😀", "é 😀")]
)
def test_nothing_acts_on_the_terminal(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_bounds_count_no_one_twice() -> None:
    total = stages.casualty()
    part = replace(total, id="e1.c2", low=5, high=5, part_of="e1.c1")
    early = replace(total, id="e1.c3", low=9, high=9, superseded=True)
    others = replace(total, id="e1.c4", low=None, high=30)
    assert bounds((total, part, early), "killed") == (21, None)
    assert bounds((replace(total, high=25), others), "killed") == (21, 55)
    assert bounds((others,), "killed") == (None, 30)
    assert bounds((total,), "wounded") == (None, None)
