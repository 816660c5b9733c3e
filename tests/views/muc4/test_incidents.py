"""Which events are incidents, and which are one."""

from __future__ import annotations

import pytest

from dateline.views.muc4.incidents import NONE, age, candidates, event_features, grouped, incident_type, judge
from tests.views.muc4 import made


def test_the_table_rules_out_what_is_no_violence_and_what_is_habit() -> None:
    assert incident_type(made.kidnapping()) == "kidnapping"
    assert incident_type(made.bombing("habitual")) is None
    assert candidates(made.record(made.kidnapping(), made.bombing("habitual"))) == (made.kidnapping(),)


def test_events_of_a_type_are_one_incident_as_sure_as_the_surest() -> None:
    one, two = made.kidnapping(), made.bombing()
    found = grouped(
        [
            (one, {NONE: 0.1, "attack": 0.7, "bombing": 0.1, "kidnapping": 0.1}),
            (two, {NONE: 0.4, "attack": 0.5, "bombing": 0.1, "kidnapping": 0.0}),
        ],
        least=0.3,
    )
    assert [(i.type, i.events, round(i.probability, 2)) for i in found] == [("attack", (one, two), 0.9)]


def test_an_improbable_event_is_no_incident() -> None:
    assert grouped([(made.bombing(), {NONE: 0.8, "attack": 0.1, "bombing": 0.1})], least=0.3) == ()


def test_a_type_too_rare_to_be_learned_is_the_tables() -> None:
    (found,) = grouped([(made.kidnapping(), {NONE: 0.2, "attack": 0.8})], least=0.3)
    assert found.type == "kidnapping"


def test_the_shares_of_an_event_add_up_and_favour_its_type() -> None:
    record = made.record(made.kidnapping(), made.bombing())
    shares = judge(record, made.kidnapping())
    assert sum(shares.values()) == pytest.approx(1.0)
    assert max((label for label in shares if label != NONE), key=lambda label: shares[label]) == "kidnapping"


def test_features_name_what_they_are_about_each_once() -> None:
    features = event_features(made.record(made.kidnapping()), made.kidnapping())
    assert len(features) == len(set(features))
    assert {"table=kidnapping", "word=kidnapped", "actor kind=rebels", "outcome=abducted"} <= set(features)
    assert {"age=0-1", "country of the task"} <= set(features)


@pytest.mark.parametrize(
    ("published", "bucket"),
    [("1990-03-02", "0-1"), ("1990-03-20", "8-31"), ("1991-03-02", "old"), ("1990-03-01", "future"), (None, "unknown")],
)
def test_how_long_ago(published: str | None, bucket: str) -> None:
    assert age(made.record(made.kidnapping(), published=published), made.kidnapping()) == bucket
