"""Single values, right or wrong, with their confidence."""

from __future__ import annotations

from dateline.evaluate import Value, values
from tests.evaluate.made import RAID, TALKS, ban, coded_ban, coded_raid, coded_talks, raid, record, report, spans, talks


def test_every_value_is_judged_with_its_own_confidence() -> None:
    coded = coded_raid(mode="explosives", claims=[], sources=spans(RAID, "Rio Seco", "the army"))
    told = {(value.slot, value.index): value for value in values(report("r", RAID, [raid()]), record("r", coded))}
    wrong = {key for key, value in told.items() if not value.right}
    assert wrong == {("mode", 0), ("sources", 0)}
    assert told["event", 0] == Value("e1", "event", 0, 0.9, True)
    assert told["names", 1] == Value("e1", "names", 1, 0.6, True)
    assert told["actor", 0].confidence == told["where", 0].confidence == 0.8
    assert told["mode", 0].confidence is None
    assert {("mentions", 0), ("mentions", 1), ("recipient", 1), ("casualties", 0), ("sides", 0), ("when", 0)} <= told.keys()


def test_of_an_invented_event_all_is_wrong() -> None:
    told = list(values(report("r", RAID, []), record("r", coded_raid())))
    assert told
    assert not any(value.right for value in told)
    assert {"names", "sides"}.isdisjoint(value.slot for value in told)


def test_the_sides_of_talks_are_one_set_and_what_is_optional_is_left_out() -> None:
    told = list(values(report("t", TALKS, [talks(), ban()]), record("t", coded_talks(), coded_ban())))
    assert {value.event for value in told} == {"e1"}
    assert all(value.right for value in told)
    assert [value.index for value in told if value.slot == "actor"] == [0, 1]
