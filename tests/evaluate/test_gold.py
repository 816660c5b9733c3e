"""Coded reports: what is read, and that a wrong field is named with its place."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.errors import GoldError
from dateline.evaluate.gold import read_gold
from tests.evaluate.made import RAID, raid, report


def test_words_are_found_everywhere_and_triggers_in_their_sentence() -> None:
    read = read_gold(report("r", RAID, [raid()]))
    event = read.events[0]
    starts = [RAID.index("Owl Front rebels"), RAID.index("Owl Front"), RAID.rindex("Owl Front")]
    assert [start for start, _ in event.parties[0].spans] == starts
    assert [RAID[start:end] for start, end in event.triggers] == ["killed", "raid"]
    assert event.sentences == {0, 1}
    unknown = read_gold(report("r", RAID, [raid(mentions=[{"s": 1, "trigger": "killed"}], where={"precision": "unknown"}, when=None)]))
    assert unknown.events[0].triggers == (read.sentences[1],)
    assert (unknown.events[0].when, unknown.events[0].where) == (None, None)


WRONG: list[tuple[Any, str]] = [
    ([], "line 3: a JSON object is wanted, not list"),
    ({"doc": 7}, "line 3: 'doc' must be text, not int"),
    ({"doc": "r"}, "line 3: 'text' is missing; it must be text"),
    (report("r", RAID, []) | {"sentences": None}, "line 3 (r): 'sentences' is missing"),
    (report("r", RAID, []) | {"sentences": [[0, 500]]}, "line 3 (r): 'sentences' must be [start, end] in the order of the text"),
    (report("r", RAID, []) | {"sentences": [[5, 9], [0, 3]]}, "in the order of the text, not [0, 3]"),
    (report("r", RAID, [raid(type=None)]), "line 3 (r), event 1: 'type' is missing"),
    (report("r", RAID, [raid(optional="no")]), "event 1: 'optional' must be true or false, not str"),
    (report("r", RAID, [raid(mentions=[{"s": 2, "trigger": "x"}])]), "event 1, mentions: there is no sentence 2, only 0 to 1"),
    (report("r", RAID, [raid(mentions=["killed"])]), "event 1, mentions: a JSON object is wanted, not str"),
    (report("r", RAID, [raid(actor=[{"name": "A"}])]), "event 1, actor: 'words' is missing; it must be a list"),
    (report("r", RAID, [raid(actor=[{"name": "A", "words": [7]}])]), "event 1, actor: 'words' must be text or a list of texts"),
    (report("r", RAID, [raid(casualties=[{"outcome": "killed", "low": True}])]), "casualties: 'low' must be a number, not bool"),
    (report("r", RAID, [raid(where="Rio Seco")]), "event 1: 'where' must be an object, not str"),
]


@pytest.mark.parametrize(("value", "message"), WRONG, ids=[message for _, message in WRONG])
def test_a_wrong_field_is_named(value: Any, message: str) -> None:
    with pytest.raises(GoldError) as raised:
        read_gold(value, "line 3")
    assert message in str(raised.value)
    assert str(raised.value).startswith("DL420: ")
