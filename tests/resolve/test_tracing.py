"""How events came about, read off them afterwards: the pairs that were joined, what kept others apart, whose people were counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.resolve import trace, unweighed
from dateline.resolve.joining import TOGETHER, read_weights
from dateline.resolve.pairs import probability, pulls
from dateline.resolve.sides import DEFAULT, WORDS
from dateline.resolve.tracing import APART
from dateline.schema.document import Document
from dateline.schema.mention import Mention
from tests.resolve.told import count, mention, party, report, resolved

SAID = report(
    "Rebels attacked the base .", "The raid killed nine soldiers .", "The rebels denied shelling it .", published=date(2016, 3, 1)
)


def told(document: Document = SAID) -> list[Mention]:
    attacked = mention(document, "attacked", index=0, parties=(party(document, "actor", "Rebels"),))
    dead = count(document, "killed", "nine soldiers", "9-9", "soldiers")
    return [attacked, mention(document, "raid", index=1, counts=(dead,)), mention(document, "shelling", index=2, status="denied")]


def with_opinion(*opinions: tuple[int, int, float]) -> Document:
    return replace(SAID, same=opinions)


def test_a_trace_has_an_entry_for_each_event_with_its_mentions_in_order() -> None:
    document = with_opinion((0, 1, 0.99), (0, 2, 0.001), (1, 2, 0.001))
    events = [e for _, e in unweighed(document, told(), level=0.0)]
    traces = trace(document, told(), events)
    assert [t.mentions for t in traces] == [(0, 1), (2,)]
    (pair,) = traces[0].pairs
    assert (pair.first, pair.second) == (0, 1)
    assert pair.probability >= TOGETHER
    assert dict(traces[0].sides) == {"e1.c1": DEFAULT}


def test_the_pulls_add_up_to_the_probability() -> None:
    document = with_opinion((0, 1, 0.99))
    (pair,) = trace(document, told()[:2], resolved(document, told()[:2]))[0].pairs
    assert probability({"all": sum(p.weight for p in pair.pulls)}, {"all": 1.0}) == pytest.approx(pair.probability, abs=1e-4)
    assert [abs(p.weight) for p in pair.pulls] == sorted((abs(p.weight) for p in pair.pulls), reverse=True)


def test_what_is_never_joined_says_why() -> None:
    document = replace(report("Iran met Oman .", "Qatar saw Egypt .", published=date(2016, 3, 1)), same=((0, 1, 0.99),))
    talks = [
        mention(document, "met", "CONSULT", index=0, parties=(party(document, "actor", "Iran"), party(document, "recipient", "Oman"))),
        mention(document, "saw", "CONSULT", index=1, parties=(party(document, "actor", "Qatar"), party(document, "recipient", "Egypt"))),
    ]
    first, second = trace(document, talks, resolved(document, talks))
    assert [(a.event, a.probability, a.veto) for a in first.apart] == [("e2", None, "parties")]
    assert [(a.event, a.veto) for a in second.apart] == [("e1", "parties")]


def test_what_is_unlikely_to_be_one_event_says_how_unlikely() -> None:
    document = with_opinion((0, 1, 0.0001))
    first, _ = trace(document, told()[:2], resolved(document, told()[:2]))
    (apart,) = first.apart
    assert apart.veto is None
    assert apart.probability is not None
    assert apart.probability < TOGETHER
    assert "learned" in {p.feature for p in apart.pulls}


def test_mentions_that_the_model_did_not_compare_are_told_so() -> None:
    document = with_opinion((1, 2, 0.5))
    first = trace(document, told()[:2], resolved(document, told()[:2]))[0]
    assert [a.veto for a in first.apart] == ["distance"]


def test_of_many_events_kept_apart_the_likeliest_are_told() -> None:
    words = ("attacked", "raided", "shelled", "stormed", "bombed", "mined", "razed", "burned")
    document = report(*(f"Rebels {word} the base ." for word in words))
    document = replace(document, same=tuple((i, j, 0.0001 * j) for i in range(len(words)) for j in range(i + 1, len(words))))
    mentions = [mention(document, word, index=k) for k, word in enumerate(words)]
    traces = trace(document, mentions, resolved(document, mentions))
    assert len(traces) == len(words)
    for told_apart in (t.apart for t in traces):
        likely = [a.probability or 0.0 for a in told_apart]
        assert len(likely) == APART
        assert likely == sorted(likely, reverse=True)


def test_a_side_names_the_rule_that_chose_it() -> None:
    document = with_opinion((0, 1, 0.99))
    attacked, raid, _ = told()
    attacked = replace(attacked, parties=(*attacked.parties, party(document, "recipient", "nine soldiers")))
    (only,) = trace(document, [attacked, raid], [e for _, e in unweighed(document, [attacked, raid], level=0.0)])
    assert dict(only.sides) == {"e1.c1": WORDS}


def test_pulls_are_named_features_with_weights_and_none_that_weighs_nothing() -> None:
    found = pulls(read_weights() | {"bias": -1.0, "definite": 0.5, "farther": -0.25}, {"definite": 1.0, "farther": 0.0, "nonsense": 1.0})
    assert [(p.feature, p.weight) for p in found] == [("bias", -1.0), ("definite", 0.5)]
