"""Which event an anchor means, and what decisions make of a record."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.schema.decision import Anchor, Decision
from dateline.schema.record import Event, EventMention, Record
from dateline.store.replay import anchor_of, change, find, in_force, replay
from tests.run import stages
from tests.store.made import code, reading

RECORD = code(reading())


def event(*spans: tuple[int, int], type: str = "ASSAULT", id: str = "e1") -> Event:
    mentions = tuple(EventMention(start, end, "x" * (end - start), "test", 0.5) for start, end in spans)
    return replace(stages.event(), id=id, type=type, mentions=mentions)


def decided(kind: str, field: str | None = None, value: object = None, *, id: str = "d1", undoes: str | None = None) -> Decision:
    anchors = () if kind == "undo" else (anchor_of("r", RECORD.events[0], field),)
    return Decision(id, kind, "Ana", "2026-01-01", None, anchors, None if value is None else json.dumps(value), undoes)


@pytest.mark.parametrize(
    ("events", "same_type", "found"),
    [
        ([event((10, 16))], False, "e1"),
        ([event((10, 16))], True, "e1"),
        # The same words may be coded as another type: a change still holds, a verdict does not
        ([event((10, 16), type="PROTEST")], False, "e1"),
        ([event((10, 16), type="PROTEST")], True, None),
        # Longer or shifted words are the same event
        ([event((8, 12))], False, "e1"),
        ([event((16, 20))], False, None),
        ([event((4, 10))], False, None),
        # The same span comes before the same type, the same type before more words in common
        ([event((9, 17), id="e1"), event((10, 16), type="PROTEST", id="e2")], False, "e2"),
        ([event((11, 16), type="PROTEST", id="e1"), event((15, 20), id="e2")], False, "e2"),
        ([event((10, 12), id="e1"), event((12, 16), id="e2")], False, "e2"),
        # Any of its mentions
        ([event((90, 95), (10, 16))], False, "e1"),
        ([], False, None),
    ],
)
def test_an_anchor_means_the_event_at_its_words(events: list[Event], same_type: bool, found: str | None) -> None:
    at = find(events, Anchor("r", 10, 16, "killed", "ASSAULT"), same_type=same_type)
    assert (at.id if at else None) == found


@pytest.mark.parametrize(
    ("field", "value", "read"),
    [
        ("status", "denied", lambda event: event.status),
        ("mode", None, lambda event: event.mode),
        ("when.start_date", "2016-05-01", lambda event: event.when.start_date),
        ("where.country", "LBN", lambda event: event.where.country),
        ("casualties[0].high", 25, lambda event: event.casualties[0].high),
        ("casualties[killed/recipient].high", 25, lambda event: event.casualties[0].high),
        ("participants[actor].name", "Owl Front", lambda event: event.participants[0].name),
        ("participants[recipient/Military Forces of Syria].kind", "rebel", lambda event: event.participants[1].kind),
        ("codes.acled.event_type", "Battles", lambda event: event.codes.acled.event_type),
        ("topics", [], lambda event: list(event.topics)),
        ("casualties", [], lambda event: list(event.casualties)),
    ],
)
def test_a_field_is_changed_and_nothing_else(field: str, value: object, read: object) -> None:
    before = RECORD.events[0]
    after = change(RECORD, before, replace(decided("change", field, value), value=json.dumps(value)))
    assert callable(read)
    assert read(after) == value
    assert (after.id, after.type, after.mentions, after.sources) == (before.id, before.type, before.mentions, before.sources)


@pytest.mark.parametrize(
    "field",
    ["", ".", "a", "status.", "when", "when.start_date.x", "casualties.low", "casualties[].low", "casualties[5].low", "Casualties[0].low",
     "participants[third].name", "casualties[0]", "id", "mentions[0].start.x", "topics[0].x"],
)  # fmt: skip
def test_a_path_that_leads_nowhere_is_wrong_use(field: str) -> None:
    with pytest.raises(UsageError):
        change(RECORD, RECORD.events[0], decided("change", field, "x"))


@pytest.mark.parametrize(("field", "value"), [("casualties[0].high", 2), ("casualties[0].low", -1), ("status", 3), ("when", {})])
def test_a_value_that_does_not_fit_is_wrong_use(field: str, value: object) -> None:
    with pytest.raises(UsageError):
        change(RECORD, RECORD.events[0], decided("change", field, value))


def test_what_a_person_changed_says_so() -> None:
    after = replay(RECORD, [decided("change", "where.country", "LBN")], "r").record.events[0]
    assert (after.where.made_by, after.where.confidence) == ("decision:d1", 1.0)
    assert after.when.made_by == RECORD.events[0].when.made_by


def test_the_later_decision_counts() -> None:
    both = [
        decided("accept"),
        decided("reject", id="d2"),
        decided("change", "status", "a", id="d3"),
        decided("change", "status", "b", id="d4"),
    ]
    found = replay(RECORD, both, "r")
    assert found.verdicts == (("e1", "rejected"),)
    assert found.record.events[0].status == "b"
    assert found.orphaned == ()


def test_a_decision_of_another_report_is_passed_over() -> None:
    assert replay(RECORD, [decided("reject")], "other").verdicts == ()


@given(st.lists(st.integers(0, 8), max_size=9))
def test_of_any_chain_of_undoing_each_decision_is_in_force_or_undone_by_one_that_is(targets: list[int]) -> None:
    chain = [decided("accept", id="d0")]
    for n, target in enumerate(targets, 1):
        chain.append(decided("undo", id=f"d{n}", undoes=f"d{target % n}"))
    standing = {decision.id for decision in in_force(chain)}
    undone_by: dict[str, set[str]] = {}
    for decision in chain:
        undone_by.setdefault(decision.undoes or "", set()).add(decision.id)

    def holds(id: str) -> bool:
        return not any(holds(other) for other in undone_by.get(id, ()))

    assert standing == ({"d0"} if holds("d0") else set())


def test_an_empty_record_orphans_every_decision() -> None:
    empty: Record = replace(RECORD, events=())
    assert replay(empty, [decided("accept"), decided("change", "status", "x", id="d2")], "r").orphaned == ("d1", "d2")
