"""How sure it is that mentions are an event: named features, a table of weights, a level below which events are left out."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dateline.resolve.belief import TABLE, belief, believed, features, least, surest_alone
from dateline.resources import read_toml
from dateline.schema.mention import PRIVATE, Weapon
from tests.resolve.told import count, mention, party, phrase, report

TEXT = report("Rebels attacked Gwoza on Monday.", "The raid ended.")
ATTACKED = mention(TEXT, "attacked", parties=(party(TEXT, "actor", "Rebels"),), places=(phrase(TEXT, "Gwoza"),), firm=0.9)
RAID = mention(TEXT, "raid", index=1, firm=0.4, optional=0.6)


def test_features_of_an_event() -> None:
    found = {k for k, v in features([ATTACKED, RAID]).items() if v}
    assert {"trigger", "firm", "several mentions", "named actor", "own place", "lead"} <= found
    assert not {"many mentions", "named recipient", "figures", "own date", "said", "not happened", "optional"} & found
    assert features([replace(RAID, status="denied")])["not happened"] == 1.0


def test_figures_speak_for_an_event_as_sure_and_as_many_as_they_are() -> None:
    document = report("Raid: 4 dead, 9 hurt.")
    dead, hurt = count(document, "killed", "4 dead", "4-4", "dead"), count(document, "wounded", "9 hurt", "9-9", "hurt")
    raid = mention(document, "Raid", counts=(dead,))
    faint = replace(raid, counts=(replace(dead, phrase=replace(dead.phrase, confidence=0.3)),))
    one, both = features([raid]), features([replace(raid, counts=(dead, hurt))])
    assert features([faint])["sure figures"] < 0 < one["sure figures"]
    assert (one["several figures"], both["several figures"]) == (0.0, 1.0)


def test_force_without_a_party_and_stores_that_blow_up() -> None:
    row, crash = (phrase(TEXT, "raid", confidence=1.0) for _ in range(2))
    home = replace(RAID, mishap=replace(row, made_by=PRIVATE))
    assert features([home])["private"] == features([home])["mishap"] == 1.0
    spark = replace(RAID, mishap=replace(crash, made_by="mishaps:works"))
    assert features([spark])["private"] == 0.0
    stored = replace(spark, weapons=(Weapon("ammunition", crash),))
    assert features([stored])["mishap"] == 1.0
    assert features([replace(spark, weapons=(Weapon("explosives", phrase(TEXT, "Gwoza")),))])["mishap"] == 0.0


def test_every_weight_is_of_a_feature() -> None:
    assert set(read_toml(TABLE)["weights"]) <= {"bias", *features([RAID])}
    assert 0.0 <= least() < 1.0


def test_what_the_model_is_surer_of_is_likelier() -> None:
    assert belief([replace(ATTACKED, firm=0.99)]) >= belief([replace(ATTACKED, firm=0.01)])


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_belief_is_a_probability_and_explained(firm: float, optional: float) -> None:
    group = [replace(ATTACKED, firm=firm, optional=optional)]
    assert 0.0 <= belief(group) <= 1.0
    assert {p.feature for p in believed(group)} <= set(read_toml(TABLE)["weights"])


def test_a_weapon_within_the_words_for_a_mishap_does_not_make_it_an_attack() -> None:
    document = report("Celebratory gunfire killed a boy with rifles.")
    cause = phrase(document, "Celebratory gunfire", confidence=1.0)
    shots, rifles = (Weapon("firearms", phrase(document, words, confidence=1.0)) for words in ("gunfire", "rifles"))
    killed = mention(document, "killed", mishap=cause, weapons=(shots,))
    assert features([killed])["mishap"] == 1.0
    assert features([replace(killed, weapons=(shots, rifles))])["mishap"] == 0.0


def test_a_report_that_tells_of_nothing_surer_may_give_what_did_not_happen() -> None:
    worded = replace(RAID, status="attempted", trigger=replace(RAID.trigger, made_by="model:triggers+lexicon:raid"))
    assert 0.15 <= belief([worded]) < least()
    assert surest_alone([[worded]]) == [worded]
    assert surest_alone([[replace(worded, status="happened", trigger=replace(worded.trigger, confidence=0.2))]]) is None
    assert surest_alone([]) is None
