"""What words that a person selects say, and what a key makes of them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from dateline.errors import UsageError
from dateline.schema.decision import Anchor, Decision
from dateline.schema.record import Event
from dateline.schema.report import Report
from dateline.store.replay import change, path_of
from dateline.views.desk import edits, saying
from dateline.views.desk.saying import Selected
from tests.run import stages
from tests.store.made import code, reading

TEXT = (
    "Rebels killed at least 26 soldiers and a policeman in Homs on Friday, 29 April, the army said. Two dozen villagers were wounded. "
    "Fighters of the Islamic State shelled the town with mortars from Tadmur last month. It rained."
)
REPORT = Report("r", TEXT, date(2016, 5, 4))
RECORD = code(reading())


def selected(words: str) -> Selected:
    start = TEXT.index(words)
    return Selected(REPORT, start, start + len(words))


@pytest.mark.parametrize(
    ("words", "low", "high", "who"),
    [
        ("at least 26 soldiers", 26, None, "soldiers"),
        ("26 soldiers", 26, None, "soldiers"),
        ("26", 26, None, "soldiers"),
        ("Two dozen villagers", 24, 24, "villagers"),
        ("a policeman", 1, 1, "policeman"),
    ],
)
def test_words_tell_a_figure(words: str, low: int, high: int | None, who: str) -> None:
    found = saying.figure(selected(words), "killed")
    assert found is not None
    assert (found.low, found.who) == (low, who)
    assert found.high == (high if "least" in TEXT[: TEXT.index(words) + len(words)] and high is None else found.high)
    assert (found.text, TEXT[found.start : found.end]) == (words, words)


@pytest.mark.parametrize("words", ["It rained", "Friday", "in"])
def test_words_without_a_number_tell_no_figure(words: str) -> None:
    with pytest.raises(UsageError, match="tells no number"):
        edits.by_words(stages.event(), "killed", selected(words))


@pytest.mark.parametrize(
    ("words", "slot", "part", "value"),
    [
        ("Friday, 29 April", "when", "start_date", "2016-04-29"),
        ("last month", "when", "precision", "month"),
        ("Homs", "where", "country", "SYR"),
        ("in Homs", "where", "country", "SYR"),
        ("Islamic State", "actor", "name", "Islamic State"),
        ("the army", "source", "name", "the army"),
        ("mortars", "weapon", "kind", "mortar"),
    ],
)
def test_words_fill_a_slot(words: str, slot: str, part: str, value: str) -> None:
    edit = edits.by_words(stages.event(), slot, selected(words), beside=slot == "actor")
    assert json.loads(edit.value)[part] == value


@pytest.mark.parametrize(("words", "slot"), [("It rained", "when"), ("rained", "weapon"), ("Rebels", "topics")])
def test_words_that_say_nothing_of_the_kind_are_refused(words: str, slot: str) -> None:
    with pytest.raises(UsageError):
        edits.by_words(stages.event(), slot, selected(words))


def applied(event: Event, edit: edits.Edit) -> Event:
    """The event after the change, as the store would have it."""
    return change(RECORD, event, Decision("d1", "change", "Ana", "", None, (Anchor("r", 0, 1, "R", event.type, edit.field),), edit.value))


def test_a_figure_takes_the_place_of_the_only_one_or_comes_beside_it() -> None:
    event = stages.event()
    there = applied(event, edits.by_words(event, "killed", selected("26")))
    assert [(c.id, c.low, c.who, c.made_by) for c in there.casualties] == [("e1.c1", 26, "soldiers", "decision:d1")]
    more = applied(event, edits.by_words(event, "killed", selected("a policeman"), beside=True))
    assert [(c.id, c.low) for c in more.casualties] == [("e1.c1", 21), ("e1.c2", 1)]
    wounded = applied(event, edits.by_words(event, "wounded", selected("Two dozen villagers")))
    assert [(c.outcome, c.low, c.civilian) for c in wounded.casualties] == [("killed", 21, False), ("wounded", 24, True)]


def test_of_two_the_one_in_focus_is_meant() -> None:
    event = applied(stages.event(), edits.by_words(stages.event(), "killed", selected("a policeman"), beside=True))
    path = path_of(event, "casualties", 0)
    edit = edits.by_words(event, "killed", selected("26"), focus=path)
    assert [c.low for c in applied(event, edit).casualties] == [26, 1]


def test_a_party_takes_the_place_of_the_only_one_of_its_role() -> None:
    event = applied(stages.event(), edits.by_words(stages.event(), "actor", selected("Fighters of the Islamic State")))
    assert [(p.role, p.mentions[0].text) for p in event.participants] == [
        ("actor", "Fighters of the Islamic State"),
        ("recipient", "soldiers"),
    ]


def first(part: str) -> Any:
    """Of the first casualty or party."""
    kind, _, field = part.partition(".")
    return lambda event: getattr(getattr(event, kind)[0], field)


FORMS: list[tuple[str, dict[str, str], Any, object]] = [
    ("status", {"value": "denied"}, lambda event: event.status, "denied"),
    ("mode", {"value": ""}, lambda event: event.mode, None),
    ("casualties[killed]", {"low": "20", "high": "22"}, first("casualties.high"), 22),
    ("casualties[killed]", {"low": "", "high": ""}, first("casualties.low"), None),
    ("casualties[+]", {"outcome": "wounded", "low": "3", "high": "3"}, lambda event: event.casualties[1].outcome, "wounded"),
    ("participants[actor]", {"name": "Owl Front"}, first("participants.name"), "Owl Front"),
    ("participants[actor]", {"name": "Owl Front"}, first("participants.kind"), None),
    ("participants[+]", {"name": "Owl Front", "role": "third"}, lambda event: event.participants[2].role, "third"),
    ("when", {"start_date": "2016-05-01", "end_date": ""}, lambda event: event.when.end_date, "2016-05-01"),
    ("when", {"start_date": "2016-05-01", "end_date": "2016-05-20"}, lambda event: event.when.precision, "month"),
    ("when", {"start_date": "", "end_date": ""}, lambda event: event.when.precision, "unknown"),
    ("where", {"name": "Homs", "country": "SYR"}, lambda event: round(event.where.latitude), 35),
    ("where", {"name": "Nowhere Hill", "country": "SYR"}, lambda event: (event.where.latitude, event.where.name), (None, "Nowhere Hill")),
    ("where", {"name": "", "country": ""}, lambda event: (event.where.precision, event.where.name), ("unknown", None)),
]


@pytest.mark.parametrize(("field", "given", "read", "expected"), FORMS)
def test_a_form_changes_a_value(field: str, given: dict[str, str], read: Any, expected: object) -> None:
    assert read(applied(stages.event(), edits.by_form(stages.event(), field, given))) == expected


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("type", {"value": ""}),
        ("casualties[killed]", {"low": "many"}),
        ("casualties[wounded]", {"low": "1"}),
        ("id", {"value": "e9"}),
        ("mentions", {"text": "x"}),
        ("participants[+]", {"name": ""}),
        ("weapons[+]", {"kind": "gun"}),
        ("when", {"start_date": "Friday"}),
        ("when", {"start_date": "2016-05-02", "end_date": "2016-05-01"}),
    ],
)
def test_a_form_that_means_nothing_is_refused(field: str, given: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        edits.by_form(stages.event(), field, given)


def test_what_is_so_already_is_no_change() -> None:
    event = stages.event()
    assert edits.same(event, edits.by_form(event, "casualties[killed]", {"low": "21", "high": ""}))
    assert edits.same(event, edits.by_form(event, "status", {"value": "happened"}))
    assert not edits.same(event, edits.by_form(event, "status", {"value": "denied"}))
    assert not edits.same(event, edits.taken_out(event, "casualties[killed]"))


def test_a_member_is_taken_out() -> None:
    assert applied(stages.event(), edits.taken_out(stages.event(), "weapons[small arms]")).weapons == ()
    with pytest.raises(UsageError):
        edits.taken_out(stages.event(), "status")
