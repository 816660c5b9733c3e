"""What a deed is by who does it: soldiers arrest, rebels abduct."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.extract.lexicon import OUTCOMES, load_lexicon
from dateline.resolve.recasting import read_recasts, recast
from dateline.resources import read_rows
from dateline.run.pipeline import code
from tests.resolve.told import count, mention, party, phrase, report

# Text, type and mode of the first event that has the type.
CASES = [
    ("Border guards in Uzbekistan have been holding two shepherds since Tuesday, police said.", "COERCE", "arrest"),
    ("Nigerian soldiers captured six Boko Haram fighters near Bama on Monday.", "COERCE", "arrest"),
    ("ELN rebels held two engineers in the hills above Arauca on Monday.", "ASSAULT", "abduct"),
    ("Gunmen abducted a nurse in Katsina on Sunday.", "ASSAULT", "abduct"),
    ("The police of Lahore arrested eleven students on Sunday.", "COERCE", "arrest"),
    ("Kenyan soldiers rescued three hostages from a house in Mandera on Friday.", "ASSAULT", None),
    ("Gunmen stormed a hostel in Dapchi and made off with 60 girls.", "ASSAULT", "abduct"),
    ("Jets of the Ethiopian air force raided a camp near Lumo on Sunday.", "ASSAULT", "aerial"),
    ("Separatist rebels bombed a bridge near Loikaw on Monday.", "ASSAULT", "explosives"),
    ("Students blocked the road to the airport of Dhaka on Sunday.", "PROTEST", "obstruct"),
    ("Kachin rebels took eleven soldiers prisoner near Laiza on Monday.", "COERCE", "arrest"),
    ("Two photographers held in Khartoum raid", "COERCE", "arrest"),
    ("Two photographers were held hostage in a raid by gunmen in Gao on Monday.", "ASSAULT", "abduct"),
    ("Porters in Yangon walked off the job on Friday.", "PROTEST", "strike"),
    ("Two boys set fire to the governor's car in Naryn on Sunday.", "ASSAULT", "destroy"),
    ("The kidnappers killed the Swiss nurse whom they had held in Gedo for a year.", "ASSAULT", "targeted"),
    ("The militia held two drillers for ransom near Sapele.", "ASSAULT", "abduct"),
    ("Pirates seized a coaster with eleven crew off Bonny on Tuesday.", "ASSAULT", "abduct"),
    ("Chile sent the Cuban consul packing on Monday.", "SANCTION", "expel"),
    ("Poland will send an envoy to Minsk next week.", "CONSULT", "visit"),
    ("Three Eritrean sergeants who crossed the Mareb were given refuge by Sudan.", "AID", "asylum"),
    ("The Italian navy evacuated 90 foreigners from Benghazi.", "AID", "humanitarian"),
    ("The NPA, the armed wing of the Communist Party, burned two lorries in Cotabato.", "ASSAULT", "destroy"),
    ("Tuareg rebels took the town of Gao on Saturday without firing a shot.", "COERCE", "seize"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "type", "mode"), CASES, ids=[text for text, _, _ in CASES])
def test_who_does_it_decides(text: str, type: str, mode: str | None) -> None:
    assert (type, mode) in {(event.type, event.mode) for event in code(text, published="2021-05-05").events}


@pytest.mark.parametrize(
    ("who", "type", "made_by"),
    [
        ("Soldiers", "COERCE", "test+recast:arrest"),
        ("Rebels", "ASSAULT", "test"),
        ("Farmers", "ASSAULT", "test"),
    ],
)
def test_a_rule_changes_type_mode_and_outcome_and_names_itself(who: str, type: str, made_by: str) -> None:
    document = report(f"{who} hold three men in Gao.", names=[("Gao", "place")])
    taken = mention(
        document,
        "hold",
        mode="abduct",
        modes=(("abduct", 0.9),),
        parties=(party(document, "actor", who),),
        counts=(count(document, "abducted", "three men", "3-3", "men"),),
    )
    (told,) = recast(document, [taken], country="MLI")
    assert (told.type, told.trigger.made_by) == (type, made_by)
    assert told.mode == ("arrest" if type == "COERCE" else "abduct")
    assert [c.outcome for c in told.counts] == ["detained" if type == "COERCE" else "abducted"]


def test_without_a_party_or_with_other_words_nothing_changes() -> None:
    document = report("Soldiers hold three men in Gao.")
    taken = mention(document, "hold", mode="abduct", modes=(("abduct", 0.9),))
    attack = mention(document, "men", mode="abduct", modes=(("abduct", 0.9),), parties=(party(document, "actor", "Soldiers"),))
    assert recast(document, [taken, attack], country=None) == (taken, attack)
    own = mention(
        document, "hold", mode="abduct", own="raid", parties=(party(document, "actor", "Soldiers"),), places=(phrase(document, "Gao"),)
    )
    assert recast(document, [own], country=None) == (own,)


def test_a_capture_told_in_one_breath_with_an_attack_is_of_that() -> None:
    document = report("Soldiers shoot six men and capture ten .")
    words = list(document.words)
    words[5] = replace(words[5], deprel="conj", head=1)
    document = replace(document, words=tuple(words))
    by = (party(document, "actor", "Soldiers"),)
    shot = mention(document, "shoot", parties=by)
    ten = mention(document, "capture", index=1, parties=by, counts=(count(document, "detained", "ten", "10-10", "ten"),))
    assert [m.type for m in recast(document, [shot, ten], country=None)] == ["ASSAULT", "ASSAULT"]
    assert [m.type for m in recast(document, [ten], country=None)] == ["COERCE"]


def test_a_doubtful_party_neither_recasts_nor_forbids_it() -> None:
    document = report("Soldiers hold three men in Gao.")
    sure, other = party(document, "actor", "Soldiers"), party(document, "actor", "men")
    faint = replace(other, phrase=replace(other.phrase, confidence=0.2))
    taken = mention(document, "hold", mode="abduct", modes=(("abduct", 0.9),), parties=(sure, faint))
    assert [m.type for m in recast(document, [taken], country=None)] == ["COERCE"]
    assert [m.type for m in recast(document, [replace(taken, parties=(faint,))], country=None)] == ["ASSAULT"]


@pytest.mark.parametrize(("who", "mode"), [("Helicopters", "aerial"), ("Air force jets", "aerial"), ("Jetmen", None), ("Soldiers", None)])
def test_a_rule_may_ask_for_words_of_the_actors(who: str, mode: str | None) -> None:
    document = report(f"{who} raid the camp of Bua.")
    raided = mention(document, "raid", parties=(party(document, "actor", who),))
    assert [m.mode for m in recast(document, [raided], country=None)] == [mode]


def test_every_rule_is_of_known_types_and_modes() -> None:
    types = {kind.name: {mode.name for mode in kind.modes} for kind in load_lexicon().types.values()}
    for rule in read_recasts():
        assert {mode for mode in rule.modes if mode} <= types[rule.type], rule.name
        assert rule.mode is None or rule.mode in types[rule.becomes], rule.name
        assert (rule.actors or rule.named or rule.beside) and rule.words, rule.name


def test_every_rule_asks_for_kinds_and_outcomes_that_there_are() -> None:
    rows = [row for name in ("agents", "armed_groups", "bodies", "forces", "natures") for row in read_rows(f"actors/{name}.csv")]
    known = {row.get(column, "") for row in rows for column in ("kind", "sector")} | {"state"}
    for rule in read_recasts():
        assert rule.actors <= known, rule.name
        assert {*rule.people, *rule.outcomes, *rule.outcomes.values()} <= set(OUTCOMES), rule.name


@pytest.mark.parametrize(
    ("text", "type", "told"),
    [
        ("Rebels seize town on Monday.", "COERCE", "ASSAULT"),
        ("Rebels seize rifles on Monday.", "COERCE", "COERCE"),
        ("Rebels seize town unopposed on Monday.", "COERCE", "COERCE"),
        ("Rebels seize town unopposed on Monday.", "ASSAULT", "COERCE"),
        ("Rebels seize town on Monday.", "ASSAULT", "ASSAULT"),
    ],
)
def test_a_rule_may_ask_for_what_it_is_done_to_and_for_words_beside(text: str, type: str, told: str) -> None:
    document = report(text)
    words = list(document.words)
    words[2] = replace(words[2], deprel="obj", head=1)
    document = replace(document, words=tuple(words))
    mode = "seize" if type == "COERCE" else None
    taken = mention(document, "seize", type=type, mode=mode, modes=((mode, 0.9),), parties=(party(document, "actor", "Rebels"),))
    assert [m.type for m in recast(document, [taken], country=None)] == [told]
