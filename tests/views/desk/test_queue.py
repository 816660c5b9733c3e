"""What reports are worth: the published formula, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.schema.incident import Field, Incident
from dateline.schema.record import WHEN_UNKNOWN, WHERE_UNKNOWN
from dateline.store import Store, assigning, open_store
from dateline.views.desk.doubt import formula, of_event, of_report
from dateline.views.desk.queue import put_in_order, reasons
from tests.run import stages
from tests.store.made import OTHER, TEXT, code, fill, reading

RECORD = code(reading())
NOTHING = {"participants": (), "casualties": (), "claims": (), "sources": (), "weapons": (), "when": WHEN_UNKNOWN, "where": WHERE_UNKNOWN}
PLAIN = replace(stages.event(), confidence=0.9, **NOTHING)  # type: ignore[arg-type]


def test_the_formula_by_hand() -> None:
    worth = of_event(PLAIN, 0.0, formula())
    assert worth.doubt == pytest.approx(0.1)
    assert worth.weight == 1.0
    count = replace(stages.casualty(), low=99, confidence=0.5)
    worth = of_event(replace(PLAIN, casualties=(count,)), 0.5, formula())
    assert worth.doubt == pytest.approx(1 - 0.9 * 0.5)
    assert worth.weight == pytest.approx(1 + 1.0 * 2 + 2.0 * 0.5)
    assert worth.reasons == ("casualties is unsure (0.50)", "99 killed", "reports disagree")


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 10**6), st.floats(0, 1))
def test_less_sure_more_killed_and_more_disagreement_are_worth_no_less(sure: float, other: float, killed: int, apart: float) -> None:
    low, high = sorted((sure, other))
    count = replace(stages.casualty(), low=killed, confidence=high)
    base = of_event(replace(PLAIN, confidence=high, casualties=(count,)), 0.0, formula())
    assert 0 <= base.doubt <= 1 <= base.weight
    for more in (
        of_event(replace(PLAIN, confidence=low, casualties=(count,)), 0.0, formula()),
        of_event(replace(PLAIN, confidence=high, casualties=(replace(count, confidence=low),)), 0.0, formula()),
        of_event(replace(PLAIN, confidence=high, casualties=(replace(count, low=killed + 1),)), 0.0, formula()),
        of_event(replace(PLAIN, confidence=high, casualties=(count,)), apart, formula()),
    ):
        assert more.value >= base.value - 1e-9


def test_a_report_is_worth_its_most_worthy_event_and_never_nothing() -> None:
    record = replace(RECORD, events=(PLAIN, replace(PLAIN, id="e2", confidence=0.2)))
    assert of_report(record, {}, formula()).doubt == pytest.approx(0.8)
    assert of_report(record, {"e1": 1.0}, formula()).value == pytest.approx(0.8)
    assert of_report(replace(RECORD, events=()), {}, formula()).value > 0


@pytest.fixture
def store(tmp_path: object) -> Store:
    return open_store(f"{tmp_path}/desk.db", create=True)


def test_the_queue_holds_what_can_be_reviewed_and_is_put_in_order_bit_by_bit(store: Store) -> None:
    with store:
        fill(store, reading(), reading(OTHER, id="b.txt"), reading("fail", id="c.txt"), reading("Nothing.", id="d.txt"))
        assert [put_in_order(store, limit=3), put_in_order(store, limit=3), put_in_order(store)] == [3, 1, 0]
        assert assigning.progress(store, "Ana").reports == 3
        one = assigning.take(store, "Ana", assigning.Sharing())
        assert one is not None and store.report(one.report).text in (TEXT, OTHER)
        assert "the actor stands in no table" in reasons(store, one.report).reasons


def test_reports_that_disagree_come_first() -> None:
    incident = Incident("i", ("r:e1", "s:e1"), (Field("type", "ASSAULT", (), 0.4),), (), (), 2, None, None)
    from dateline.views.desk import queue

    assert queue._disagreement(incident) == 0.4
    assert queue._disagreement(replace(incident, sources=1)) == 0.0
