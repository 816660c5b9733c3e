"""Whatever a person does at the desk, each thing taken back in turn leads through the same states to where it began."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import NotFoundError, UsageError
from dateline.schema.jsonable import to_json
from dateline.store import open_store
from dateline.views.desk.queue import put_in_order
from dateline.views.desk.work import Outcome, Words, Work, at_report
from tests.contracts.test_review import Clock
from tests.store.made import fill, reading
from tests.store.test_histories import empty_store
from tests.views.desk.test_saying import FORMS

pytestmark = pytest.mark.timeout(120)

Act = Callable[[Work, str], Outcome]


def form(field: str, parts: dict[str, str]) -> Act:
    return lambda work, event: work.by_form(event, field, parts)


ACTS: list[Act] = [
    lambda work, event: work.verdict("accept", event),
    lambda work, event: work.verdict("reject", event),
    lambda work, event: work.take_out(event, "casualties[killed]"),
    lambda work, event: work.take_out(event, "participants[actor]"),
    lambda work, _: work.add("ACCUSE", Words(typed="claimed")),
    lambda work, _: work.add("PROTEST", Words(typed="the raid")),
    *(form(field, parts) for field, parts, _, _ in FORMS),
]


def state(work: Work) -> Any:
    replayed = work.replayed()
    return to_json(replayed.record), replayed.verdicts, replayed.orphaned


@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 5)), max_size=7))
@settings(max_examples=10)
def test_undo_leads_back_through_every_state(acts: list[tuple[Act, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "desk.db"
        file.write_bytes(empty_store())
        with open_store(str(file), clock=Clock()) as store:
            (key,) = fill(store, reading())
            put_in_order(store)
            states = [state(at_report(store, "Ana", key))]
            for act, number in acts:
                work = at_report(store, "Ana", key)
                events = work.replayed().record.events
                try:
                    outcome = act(work, events[number % len(events)].id)
                except (UsageError, NotFoundError):
                    # What is not there any more, or is so already
                    assert state(at_report(store, "Ana", key)) == states[-1]
                    continue
                if outcome.decision is not None:
                    states.append(state(at_report(store, "Ana", key)))
            while len(states) > 1:
                assert state(at_report(store, "Ana", key)) == states.pop()
                at_report(store, "Ana", key).undo()
            assert state(at_report(store, "Ana", key)) == states[0]
            with pytest.raises(UsageError, match="nothing of yours to take back"):
                at_report(store, "Ana", key).undo()
