"""How sure a single value is: named features, a table of weights for each slot, a level below which a value is left out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.resolve.credence import TABLE, party_features, party_slot, setting_features, weigh
from dateline.resources import read_toml
from dateline.schema.place import When
from dateline.schema.record import WHEN_UNKNOWN, Casualty, Event, EventMention, Participant, ParticipantMention, SourceRecord
from tests.extract.made import read
from tests.resolve.told import report

TEXT = report("Rebels killed two soldiers and hit a bridge in Gwoza on Monday, the army said.")
MENTION = EventMention(7, 13, "killed", "model:triggers", 0.95)


def party(role: str, name: str, start: int, *, sure: float, id: str | None = None, kind: str | None = None) -> Participant:
    words = ParticipantMention(start, start + len(name), name, "model:roles", sure)
    return Participant(role, name, id, kind, None, None, (words,), "actors", 0.9)


REBELS = party("actor", "Rebels", 0, sure=0.9, kind="rebel")
SOLDIERS = party("recipient", "soldiers", 18, sure=0.9, id="forces", kind="military")
BRIDGE = party("recipient", "bridge", 37, sure=0.45)
TOLD = When("2016-05-02", "2016-05-02", "day", None, 56, 62, "Monday", "dates:weekday", 0.9)
KILLED = Casualty("e1.c1", "killed", 2, 2, "soldiers", "recipient", False, None, False, 14, 26, "two soldiers", "model:counts", 0.9)
EVENT = Event("e1", "ASSAULT", None, "happened", 0.9, None, (MENTION,), (REBELS, SOLDIERS, BRIDGE), (KILLED,), when=TOLD)


def test_the_slot_of_a_party_is_its_role_or_in_talks_the_side() -> None:
    assert party_slot(EVENT, SOLDIERS) == "recipient"
    talks = replace(EVENT, type="CONSULT")
    assert [party_slot(talks, p) for p in (REBELS, SOLDIERS, replace(BRIDGE, role="third"))] == ["side", "side", "third"]


def test_features_tell_a_thing_beside_a_party() -> None:
    found = {k for k, v in party_features(TEXT, EVENT, BRIDGE).items() if v}
    assert {"of no kind", "beside another", "of no kind beside one of a kind", "beside one in the list", "early"} <= found
    assert not {"surest", "first", "in the list", "counted", "beside several"} & found
    assert party_features(TEXT, EVENT, SOLDIERS)["counted"] == 1.0


def test_a_thing_hit_beside_the_people_it_was_aimed_at_is_left_out() -> None:
    assert [p.name for p in weigh(TEXT, EVENT).participants] == ["Rebels", "soldiers"]


def test_a_far_less_likely_party_is_no_rival() -> None:
    faint = party("actor", "army", 70, sure=0.2)
    crowd = replace(EVENT, participants=(REBELS, faint))
    assert not party_features(TEXT, crowd, REBELS)["beside another"]
    assert party_features(TEXT, crowd, faint)["beside another"]
    talks = replace(crowd, type="CONSULT")
    assert party_features(TEXT, talks, REBELS)["beside another"]


LISTED = read(
    "Niger/PROPN/nsubj/2 expelled/expel/VERB/root/0 envoys/envoy/NOUN/obj/2 of/ADP/case/5 France/PROPN/nmod/3 "
    ",/PUNCT/punct/7 Germany/PROPN/conj/5 and/CCONJ/cc/9 Chad/PROPN/conj/5"
)


def test_names_of_one_list_are_as_sure_as_the_surest_and_no_rivals() -> None:
    mention = EventMention(6, 14, "expelled", "model:triggers", 0.95)
    states = [
        party("recipient", name, LISTED.report.text.index(name), sure=sure, id=name, kind="state")
        for name, sure in (("France", 0.8), ("Germany", 0.45), ("Chad", 0.4))
    ]
    event = replace(EVENT, type="SANCTION", mentions=(mention,), participants=tuple(states), casualties=())
    france, germany, chad = (party_features(LISTED, event, p) for p in states)
    assert france["sure"] == germany["sure"] == chad["sure"]
    assert not any(told["beside another"] for told in (france, germany, chad))
    # Without a name on a list, and where one is on the other side too, each stands for itself
    unknown = replace(event, participants=(states[0], replace(states[1], actor_id=None)))
    assert party_features(LISTED, unknown, unknown.participants[1])["sure"] < france["sure"]
    both = replace(event, participants=(*states[:2], replace(states[0], role="actor")))
    assert party_features(LISTED, both, states[1])["sure"] < france["sure"]


def test_words_of_a_party_are_at_most_as_sure_as_it_is() -> None:
    faint = ParticipantMention(30, 34, "they", "model:roles", 0.45)
    both = replace(SOLDIERS, mentions=(*SOLDIERS.mentions, faint))
    sure, less = weigh(TEXT, replace(EVENT, participants=(REBELS, both))).participants[1].mentions
    assert less.confidence == pytest.approx(sure.confidence / 2, abs=1e-3)


def test_an_unknown_day_stays_unknown_and_without_a_confidence() -> None:
    assert weigh(TEXT, replace(EVENT, when=WHEN_UNKNOWN)).when == WHEN_UNKNOWN


def test_a_part_whose_total_is_left_out_has_no_total() -> None:
    total = replace(KILLED, id="e1.c2", low=None, high=30, confidence=0.02, start=600, end=612)
    part = replace(KILLED, part_of="e1.c2")
    kept = {c.id: c for c in weigh(TEXT, replace(EVENT, casualties=(part, total))).casualties}
    assert all(c.part_of is None or c.part_of in kept for c in kept.values())


@pytest.mark.parametrize("slot", sorted(read_toml(TABLE)))
def test_each_slot_has_a_level_and_weights(slot: str) -> None:
    table = read_toml(TABLE)[slot]
    assert 0.0 <= table["least"] < 1.0
    assert "bias" in table["weights"]


def test_every_weight_of_a_party_is_of_a_feature() -> None:
    told = set(party_features(TEXT, EVENT, BRIDGE))
    plain = {k for k in read_toml(TABLE)["recipient"]["weights"] if not k.startswith(("type ", "status "))}
    assert plain <= {"bias", *told}
    assert {k for k in setting_features(TEXT, EVENT, "when") if k.startswith("by ")} == {"by dates:weekday"}


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_weighing_only_leaves_out_and_gives_probabilities(event: float, sure: float, day: float) -> None:
    source = SourceRecord("army", None, 70, 74, "army", "model:sources", sure)
    told = replace(
        EVENT,
        confidence=event,
        sources=(source,),
        when=replace(TOLD, confidence=day),
        participants=(REBELS, replace(SOLDIERS, mentions=(replace(SOLDIERS.mentions[0], confidence=sure),)), BRIDGE),
    )
    weighed = weigh(TEXT, told)
    assert {p.name for p in weighed.participants} <= {p.name for p in told.participants}
    assert weighed.when in (WHEN_UNKNOWN, replace(told.when, confidence=weighed.when.confidence))
    assert {s.name for s in weighed.sources} <= {"army"}
    given = [m.confidence for p in weighed.participants for m in p.mentions]
    given += [weighed.when.confidence, *(s.confidence for s in weighed.sources)]
    assert all(0.0 <= p <= 1.0 for p in given)
