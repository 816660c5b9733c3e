"""Events that wordings tell of by themselves."""

from __future__ import annotations

import pytest

from dateline.extract.lexicon import load_lexicon
from dateline.extract.worded import SURE, with_worded
from tests.extract.made import marked, read, taken, trigger

JOINED = "rebels/rebel/NOUN/nsubj/3 joined/join/VERB/root/0 the/DET/det/5 mainstream/NOUN/obj/3"
NETTED = (
    "Two/NUM/nummod/2 men/man/NOUN/nsubj:pass/4 were/AUX/aux:pass/4 netted/net/VERB/root/0 by/ADP/case/6 {}/NOUN/obl:agent/4 "
    "on/ADP/case/8 Monday/PROPN/obl/4"
)


@pytest.mark.parametrize(
    ("parse", "expected"),
    [
        (f"Two/NUM/nummod/2 {JOINED}", [("RETREAT", "disarm")]),
        ("Some/DET/det/2 " + JOINED, []),
        (NETTED.format("police"), [("COERCE", "arrest")]),
        (NETTED.format("fishermen"), []),
    ],
    ids=["counted", "not counted", "beside police", "beside nobody who bears arms"],
)
def test_counted_people_of_a_wording_make_an_event(parse: str, expected: list[tuple[str, str]]) -> None:
    assert [(c.type, c.modes[0][0]) for c in with_worded(read(parse), (), load_lexicon())] == expected


@pytest.mark.parametrize(("sure", "kind"), [(SURE - 0.01, "COERCE"), (SURE, "PROTEST")])
def test_a_wording_knows_better_than_unsure_heads(sure: float, kind: str) -> None:
    document = read(NETTED.format("police"))
    document = marked(document, trigger(document, "netted", "PROTEST", confidence=sure))
    assert [c.type for c in with_worded(document, [taken(document)], load_lexicon())] == [kind]


def test_taken_stays_taken_whatever_a_weak_wording_says() -> None:
    document = read(NETTED.format("police"))
    document = marked(document, trigger(document, "netted", "ASSAULT", confidence=0.5, modes=(("abduct", 1.0),)))
    assert [c.type for c in with_worded(document, [taken(document)], load_lexicon())] == ["ASSAULT"]


def test_a_faint_mention_is_as_sure_as_its_wording_alone() -> None:
    document = read(NETTED.format("police"))
    document = marked(document, trigger(document, "netted", "COERCE", confidence=0.2, modes=(("arrest", 1.0),)))
    (alone,) = with_worded(read(NETTED.format("police")), (), load_lexicon())
    assert [c.confidence for c in with_worded(document, [taken(document)], load_lexicon())] == [alone.confidence]
