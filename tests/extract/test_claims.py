"""Who says who did it (tests/cases/claims.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline import code
from dateline.extract.claims import AGREED, BELIEVED, find_claims
from dateline.extract.cues import BY_WORDING
from dateline.extract.lexicon import load_lexicon
from dateline.extract.sources import find_speakers
from dateline.schema.document import Document
from dateline.schema.mention import Claim
from tests.extract.made import HAPPENED, fact, marked, read, span, taken, trigger

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "claims.toml").read_text("utf-8"))["cases"]


def claims(document: Document) -> dict[int, tuple[Claim, ...]]:
    chosen = tuple(taken(document, k) for k in range(len(document.triggers)))
    return find_claims(document, chosen, load_lexicon(), find_speakers(document, load_lexicon()))


def shown(claim: Claim) -> str:
    by, accused = (f" {word} {p.text}" if p is not None else "" for word, p in (("by", claim.by), ("of", claim.accused)))
    return f"{claim.kind}{by}{accused}"


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["note"])
def test_claims_as_an_analyst_reads_them(row: dict[str, Any]) -> None:
    document = read(*row["parse"])
    facts = [fact(document, *mark.split(": ")) for mark in row["marks"]]
    document = marked(document, trigger(document, row["event"], "ASSAULT"), facts=facts)
    # A wording that stands alone counts BY_WORDING; believed here so that the paths are seen apart from the level.
    found = claims(document) if row["marks"] or BY_WORDING >= BELIEVED else claims(with_witness(document))
    assert [shown(c) for c in found.get(0, ())] == row["claims"]


def with_witness(document: Document) -> Document:
    """The document with a learned mark on "responsibility", so that the wording around it has its second witness."""
    text = document.report.text
    word = next((w for w in ("responsibility", "Responsibility") if w in text), None)
    return document if word is None else replace(document, facts=(fact(document, "claimed", word),))


def test_a_claim_needs_a_sure_head_or_a_full_wording() -> None:
    document = read(CASES[0]["parse"][0])
    event = trigger(document, "attack", "ASSAULT")
    alone = marked(document, event, facts=[fact(document, "blamed", "attack", confidence=BELIEVED - 0.05)])
    assert [c.phrase.made_by for c in claims(alone)[0]] == ["claims:claim responsibility+syntax:deed"]
    both = marked(document, event, facts=[fact(document, "claimed", "claimed responsibility", confidence=BELIEVED - 0.05)])
    (found,) = claims(both)[0]
    assert found.phrase.made_by == "model:claims+claims:claim responsibility+syntax:deed"
    assert (found.phrase.text, found.phrase.confidence) == ("claimed responsibility", round(BELIEVED - 0.05 + AGREED, 4))


def test_a_claim_is_of_an_attack_before_what_is_only_said() -> None:
    document = read(
        "Chad/PROPN/nsubj/2 condemned/condemn/VERB/root/0 the/DET/det/4 attack/NOUN/obj/2 claimed/claim/VERB/acl/4 "
        "by/ADP/case/7 rebels/rebel/NOUN/obl:agent/5"
    )
    triggers = trigger(document, "condemned", "ACCUSE"), trigger(document, "attack", "ASSAULT")
    document = marked(document, *triggers, facts=[fact(document, "claimed", "claimed")])
    assert list(claims(document)) == [1]


def test_words_that_reject_a_claim_are_not_what_is_claimed() -> None:
    document = read(
        "Chad/PROPN/nsubj/2 blamed/blame/VERB/root/0 Sudan/PROPN/obj/2 for/ADP/case/6 the/DET/det/6 attack/NOUN/obl/2",
        "Sudan/PROPN/nsubj/2 rejected/reject/VERB/root/0 the/DET/det/4 accusation/NOUN/obj/2",
    )
    triggers = trigger(document, "attack", "ASSAULT"), trigger(document, "rejected", "REJECT")
    document = marked(document, *triggers, facts=[fact(document, "denied", "rejected the accusation")])
    assert {k: [shown(c) for c in v] for k, v in claims(document).items()} == {0: ["denied by Sudan", "blamed by Chad of Sudan"]}


def test_a_claim_without_any_event_stands_nowhere() -> None:
    document = read(CASES[0]["parse"][0])
    assert claims(marked(document, facts=[fact(document, "claimed", "claimed")])) == {}


def test_a_claimant_keeps_its_own_words() -> None:
    document = read(CASES[3]["parse"][0])
    document = marked(document, trigger(document, "attack", "ASSAULT"), facts=[fact(document, "blamed", "blamed")])
    (found,) = claims(document)[0]
    assert found.accused is not None
    assert span(document, found.accused.text) == (2, 4)


def test_a_wording_alone_claims_the_deed_it_governs() -> None:
    document = read("Rebels/rebel/NOUN/nsubj/2 denied/deny/VERB/root/0 attacking/attack/VERB/xcomp/2 Kano/PROPN/obj/3")
    governed = marked(document, trigger(document, "attacking", "ASSAULT"))
    assert {k: [shown(c) for c in v] for k, v in claims(governed).items()} == {0: ["denied by Rebels"]}
    other = read(
        "Rebels/rebel/NOUN/nsubj/2 denied/deny/VERB/root/0 it/PRON/obj/2",
        "Troops/troop/NOUN/nsubj/2 attacked/attack/VERB/root/0 Kano/PROPN/obj/2",
    )
    assert claims(marked(other, trigger(other, "attacked", "ASSAULT"))) == {}


def test_words_tell_of_one_claim() -> None:
    document = read("Rebels/rebel/NOUN/nsubj/2 denied/deny/VERB/root/0 attacking/attack/VERB/xcomp/2 Kano/PROPN/obj/3")
    facts = [fact(document, "denied", "denied"), fact(document, "blamed", "denied", confidence=BELIEVED)]
    document = marked(document, trigger(document, "attacking", "ASSAULT"), facts=facts)
    assert [shown(c) for c in claims(document)[0]] == ["denied by Rebels"]


OWN = [
    ("said/say/VERB/root/0 its/PRON/nmod:poss/4 men/man/NOUN/nsubj/5 attacked/attack/VERB/ccomp/2", "claimed", "the own side did it"),
    ("said/say/VERB/root/0 it/PRON/nsubj/5 had/have/AUX/aux/5 attacked/attack/VERB/ccomp/2", "claimed", "it did it itself"),
    ("said/say/VERB/root/0 it/PRON/nsubj/6 had/have/AUX/aux/6 not/PART/advmod/6 attacked/attack/VERB/ccomp/2", "denied", "it did not"),
    ("said/say/VERB/root/0 it/PRON/nsubj/5 will/AUX/aux/5 attack/VERB/ccomp/2", None, "not yet done"),
    ("said/say/VERB/root/0 troops/troop/NOUN/nsubj/4 attacked/attack/VERB/ccomp/2", None, "others did it"),
]


@pytest.mark.parametrize(("rest", "kind", "says"), OWN, ids=[row[2] for row in OWN])
def test_who_tells_of_the_own_sides_deed_claims_or_denies_it(rest: str, kind: str | None, says: str) -> None:
    document = read(f"Liwa/PROPN/nsubj/2 {rest} Kano/PROPN/obj/5")
    verb = "attacked" if "attacked" in document.report.text else "attack"
    document = marked(document, trigger(document, verb, "ASSAULT", statuses=HAPPENED))
    found = [(c.kind, c.by.text if c.by else None) for c in claims(document).get(0, ())]
    assert found == ([(kind, "Liwa")] if kind else [])


BEFORE = "Raiders/raider/NOUN/nsubj/2 attacked/attack/VERB/root/0 Kano/PROPN/obj/2"
PAID = (
    "Rebels/rebel/NOUN/nsubj/2 denied/deny/VERB/root/0 that/SCONJ/mark/6 anyone/PRON/nsubj:pass/6 was/be/AUX/aux:pass/6 "
    "paid/pay/VERB/ccomp/2"
)
HELD = "Chad/PROPN/nsubj/2 held/hold/VERB/root/0 Liwa/PROPN/obj/2 responsible/ADJ/xcomp/2"
BACK = [
    ("Rebels/rebel/NOUN/nsubj/2 denied/deny/VERB/root/0 it/PRON/obj/2", ["denied by Rebels"], "a pronoun"),
    ("Chad/PROPN/nsubj/2 blamed/blame/VERB/root/0 Liwa/PROPN/obj/2", ["blamed by Chad of Liwa"], "nothing"),
    (HELD, ["blamed by Chad of Liwa"], "what is said of somebody"),
    ("Chad/PROPN/nsubj/2 called/call/VERB/root/0 that/PRON/obj/2 absurd/ADJ/xcomp/2", ["denied by Chad"], "what is said of the report"),
    (PAID, [], "something else is denied"),
    ("Those/DET/nsubj/3 responsible/ADJ/amod/1 fled/flee/VERB/root/0", [], "nobody is blamed"),
]


@pytest.mark.parametrize(("parse", "expected", "says"), BACK, ids=[row[2] for row in BACK])
def test_words_without_a_deed_go_back_to_the_one_told_before(parse: str, expected: list[str], says: str) -> None:
    document = read(BEFORE, parse)
    document = marked(document, trigger(document, "attacked", "ASSAULT"))
    assert [shown(c) for c in claims(document).get(0, ())] == expected


CALLING = (
    "A/DET/det/2 group/NOUN/nsubj/6 calling/call/VERB/acl/2 itself/PRON/obj/3 Sunrise/PROPN/xcomp/3 claimed/claim/VERB/root/0 "
    "responsibility/NOUN/obj/6"
)
IN_NAME = (
    "A/DET/det/2 statement/NOUN/nsubj/8 in/ADP/case/5 the/DET/det/5 name/NOUN/nmod/2 of/ADP/case/7 Sunrise/PROPN/nmod/5 "
    "claimed/claim/VERB/root/0 responsibility/NOUN/obj/8"
)
WHICH = (
    "Chad/PROPN/nsubj/2 told/tell/VERB/root/0 Sunrise/PROPN/obj/2 ,/PUNCT/punct/6 which/PRON/nsubj/6 denied/deny/VERB/acl:relcl/3 "
    "it/PRON/obj/6"
)
AND_BLAMED = "Chad/PROPN/nsubj/2 came/come/VERB/root/0 and/CCONJ/cc/4 blamed/blame/VERB/conj/2 Liwa/PROPN/obj/4"
VOICES = [
    (CALLING, ["claimed by Sunrise"], "a name given further on"),
    (IN_NAME, ["claimed by Sunrise"], "in whose name it is said"),
    (WHICH, ["denied by Sunrise"], "a relative clause"),
    (AND_BLAMED, ["blamed by Chad of Liwa"], "the subject of the verb above"),
]


@pytest.mark.parametrize(("parse", "expected", "says"), VOICES, ids=[row[2] for row in VOICES])
def test_whose_words_they_are(parse: str, expected: list[str], says: str) -> None:
    document = read(BEFORE, parse)
    document = marked(document, trigger(document, "attacked", "ASSAULT"))
    assert [shown(c) for c in claims(document).get(0, ())] == expected


def test_a_denial_in_whose_words_the_deed_stands_is_direct() -> None:
    document = read("Rebels/rebel/NOUN/nsubj/2 denied/deny/VERB/root/0 attacking/attack/VERB/xcomp/2 Kano/PROPN/obj/3")
    (found,) = claims(marked(document, trigger(document, "attacking", "ASSAULT")))[0]
    assert found.direct
    document = read(BEFORE, BACK[0][0])
    (found,) = claims(marked(document, trigger(document, "attacked", "ASSAULT")))[0]
    assert not found.direct


def test_words_of_a_claim_that_are_taken_for_a_deed_are_about_the_deed_before_too() -> None:
    document = read(
        "Shells/shell/NOUN/nsubj/2 hit/hit/VERB/root/0 Harar/PROPN/obj/2",
        "Rebels/rebel/NOUN/nsubj/2 blamed/blame/VERB/root/0 the/DET/det/4 army/NOUN/obj/2",
    )
    document = marked(
        document, trigger(document, "hit", "ASSAULT"), trigger(document, "blamed", "ASSAULT"), facts=[fact(document, "blamed", "blamed")]
    )
    assert {k: [shown(c) for c in v] for k, v in claims(document).items()} == {k: ["blamed by Rebels of the army"] for k in (1, 0)}


def test_who_is_blamed_does_not_blame() -> None:
    document = read(
        "The/DET/det/2 raid/NOUN/nsubj:pass/4 was/be/AUX/aux:pass/4 blamed/blame/VERB/root/0 on/ADP/case/7 Lendu/ADJ/amod/7 "
        "herders/herder/NOUN/obl:agent/4"
    )
    document = marked(document, trigger(document, "raid", "ASSAULT"), facts=[fact(document, "blamed", "blamed")])
    assert [shown(c) for c in claims(document)[0]] == ["blamed of Lendu herders"]


def test_a_word_inside_a_name_stands_for_the_group_that_bears_it() -> None:
    document = read(
        "A/DET/det/2 group/NOUN/nsubj/9 calling/call/VERB/acl/2 itself/PRON/obj/3 the/DET/det/6 Sons/son/PROPN/xcomp/3 of/ADP/case/8 "
        "Tadjoura/PROPN/nmod/6 claimed/claim/VERB/root/0 the/DET/det/11 raid/NOUN/obj/9"
    )
    document = marked(document, trigger(document, "raid", "ASSAULT"), facts=[fact(document, "claimed", "claimed")])
    assert [shown(c) for c in claims(document)[0]] == ["claimed by the Sons of Tadjoura"]


BEHIND = (
    "Police/NOUN/nsubj/2 said/say/VERB/root/0 Liwa/PROPN/nsubj/7 was/be/AUX/cop/7 behind/ADP/case/7 the/DET/det/7 raid/NOUN/ccomp/2",
    ["blamed by Police"],
)
ITS_OWN = (
    "Liwa/PROPN/nsubj/2 said/say/VERB/root/0 it/PRON/nsubj/7 was/be/AUX/cop/7 behind/ADP/case/7 the/DET/det/7 raid/NOUN/ccomp/2",
    ["claimed by Liwa"],
)
OF_ITS_FIGHTERS = (
    (
        "Liwa/PROPN/nsubj/2 said/say/VERB/root/0 one/NUM/nsubj/7 of/ADP/case/6 its/PRON/nmod:poss/6 fighters/fighter/NOUN/nmod/3 "
        "led/lead/VERB/ccomp/2 the/DET/det/9 raid/NOUN/obj/7"
    ),
    ["claimed by Liwa"],
)
LEFT_OPEN: tuple[str, list[str]] = (
    (
        "Chad/PROPN/nsubj/3 neither/CCONJ/cc:preconj/3 confirmed/confirm/VERB/root/0 nor/CCONJ/cc/5 denied/deny/VERB/conj/3 the/DET/det/7 "
        "raid/NOUN/obj/5"
    ),
    [],
)
PLAINLY = ("Chad/PROPN/nsubj/2 denied/deny/VERB/root/0 the/DET/det/4 raid/NOUN/obj/2", ["denied by Chad"])
DESCRIBED = (
    (
        "Liwa/PROPN/nsubj/9 ,/PUNCT/punct/3 blamed/blame/VERB/acl/1 by/ADP/case/5 villagers/villager/NOUN/obl:agent/3 for/ADP/case/8 "
        "the/DET/det/8 raid/NOUN/obl/3 fled/flee/VERB/root/0"
    ),
    ["blamed by villagers of Liwa"],
)
TRADED = (
    (
        "Chad/PROPN/nsubj/4 and/CCONJ/cc/3 Sudan/PROPN/conj/1 traded/trade/VERB/root/0 blame/NOUN/obj/4 for/ADP/case/8 "
        "the/DET/det/8 raid/NOUN/nmod/5"
    ),
    ["blamed by Chad", "blamed by Sudan"],
)
ON_BEHALF = (
    (
        "A/DET/det/2 caller/NOUN/nsubj/3 claimed/claim/VERB/root/0 the/DET/det/5 raid/NOUN/obj/3 on/ADP/case/7 behalf/NOUN/obl/3 "
        "of/ADP/case/9 Liwa/PROPN/nmod/7"
    ),
    ["claimed by Liwa"],
)
SURE = [
    (*BEHIND, "another was behind it"),
    (*ITS_OWN, "it was behind it itself"),
    (*OF_ITS_FIGHTERS, "one of the own side"),
    (*LEFT_OPEN, "left open"),
    (*PLAINLY, "denied plainly"),
    (*DESCRIBED, "by whom, of a noun"),
    (*TRADED, "both"),
    (*ON_BEHALF, "on whose behalf"),
]


@pytest.mark.parametrize(("parse", "expected", "says"), SURE, ids=[row[2] for row in SURE])
def test_what_the_grammar_is_sure_of(parse: str, expected: list[str], says: str) -> None:
    document = read(parse)
    document = marked(
        document, trigger(document, "led the raid" if "led the raid" in document.report.text else "raid", "ASSAULT", statuses=HAPPENED)
    )
    assert sorted(shown(c) for c in claims(document).get(0, ())) == expected


def test_charges_and_their_denial_are_both_told() -> None:
    document = read(
        "Chad/PROPN/nsubj/2 denied/deny/VERB/root/0 accusations/accusation/NOUN/obj/2 by/ADP/case/5 Sudan/PROPN/nmod/3 of/ADP/case/8 "
        "the/DET/det/8 raid/NOUN/nmod/3"
    )
    document = marked(document, trigger(document, "raid", "ASSAULT"))
    assert sorted(shown(c) for c in claims(document).get(0, ())) == ["blamed by Sudan", "denied by Chad"]


def test_who_is_accused_of_a_list_of_deeds_is_blamed_for_each() -> None:
    document = read(
        "The/DET/det/2 army/NOUN/nsubj/3 accused/accuse/VERB/root/0 the/DET/det/5 front/NOUN/obj/3 of/ADP/mark/7 "
        "shelling/shell/VERB/advcl/3 clinics/clinic/NOUN/obj/7 and/CCONJ/cc/11 of/ADP/mark/11 "
        "burning/burn/VERB/conj/7 schools/school/NOUN/obj/11"
    )
    deeds = [trigger(document, "shelling", "ASSAULT"), trigger(document, "burning", "ASSAULT")]
    found = claims(marked(document, *deeds))
    assert {k: [shown(c) for c in said] for k, said in found.items()} == {k: ["blamed by The army of the front"] for k in (0, 1)}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The militia denied that it had any role in the murder of the two priests in Bangui.", "happened"),
        ("Chad denied having a hand in the killing of the general in Bangui.", "happened"),
        ("The militia denied shelling the market of Bangui.", "denied"),
    ],
)
def test_a_deed_in_which_only_a_part_is_denied_has_happened(text: str, expected: str) -> None:
    told = code(text, published="2014-08-12").events
    assert [(e.status, [c.kind for c in e.claims]) for e in told if e.type == "ASSAULT"] == [(expected, ["denied"])]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Israel's army admitted that it had been behind the strike that killed the engineer.", ["Military Forces of Israel"]),
        ("A little-known group calling itself the Falcons of the Plain claimed the abduction of a French nurse.", ["Falcons of the Plain"]),
        ("A little-known group that calls itself the Sons of the Mountain said it had bombed the bank.", ["Sons of the Mountain"]),
        ("Israel's army has not admitted that it was behind the strike that killed the engineer.", []),
    ],
)
def test_who_admits_the_own_deed_and_who_names_itself_claims_it(text: str, expected: list[str]) -> None:
    told = code(text, published="2014-08-12").events
    assert [c.by for e in told if e.type == "ASSAULT" for c in e.claims if c.kind == "claimed"] == expected


@pytest.mark.model
def test_a_deed_that_bears_marks_blames_nobody() -> None:
    told = code("A car bomb killed five policemen in Mosul. The attack bore the hallmarks of Islamic State.", published="2014-08-12").events
    assert [c.by for e in told for c in e.claims if c.kind == "blamed"] == [None]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "India accused Pakistan of shelling a village in Poonch. Pakistan denied the charge and blamed India.",
            ["Military Forces of Pakistan"],
        ),
        ("The raid on the market, which left 12 people dead, was blamed on Fulani herders.", ["Fulani herders"]),
    ],
)
def test_who_is_blamed_has_done_it_but_not_whom_the_accused_blames_in_turn(text: str, expected: list[str]) -> None:
    told = code(text, published="2014-08-12").events
    assert [p.name for e in told if e.type == "ASSAULT" for p in e.participants if p.role == "actor"] == expected
