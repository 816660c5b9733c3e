"""Told as done, tried, planned, possible, denied or usual: cues on the event's own words (tests/cases/status.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from dateline import code
from dateline.extract.lexicon import STATUSES, load_lexicon
from dateline.extract.matching import match_triggers
from dateline.extract.status import LEARNED, ORDER, WEIGHT, Status, find_status
from dateline.extract.triggers import Chosen
from dateline.schema.document import Document
from tests.extract.made import HAPPENED, UNDECIDED, marked, read, span, taken, trigger

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "status.toml").read_text("utf-8"))["cases"]
NOT = "The/DET/det/2 army/NOUN/nsubj/5 did/do/AUX/aux/5 not/PART/advmod/5 attack/VERB/root/0"
COULD = "The/DET/det/2 army/NOUN/nsubj/4 could/AUX/aux/4 attack/VERB/root/0"
REPORTEDLY = "The/DET/det/2 army/NOUN/nsubj/4 reportedly/ADV/advmod/4 attacked/attack/VERB/root/0"
MAY = "The/DET/det/2 army/NOUN/nsubj/4 may/AUX/aux/4 attack/VERB/root/0"


def status(parse: str, event: str, statuses: tuple[tuple[str, float], ...], type: str = "ASSAULT") -> tuple[str, str]:
    document = read(parse)
    document = marked(document, trigger(document, event, type, statuses=statuses))
    found = find_status(document, taken(document), load_lexicon())
    return found.status, found.made_by


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_status_as_an_analyst_reads_it(case: dict[str, str]) -> None:
    assert read(case["parse"]).report.text == case["says"]
    assert status(case["parse"], case["event"], UNDECIDED, case.get("type", "ASSAULT")) == (case["status"], case["by"])


def test_every_status_has_cases_and_a_place_in_the_order() -> None:
    assert {case["status"] for case in CASES} == set(STATUSES) == set(ORDER) == set(WEIGHT)


def test_a_negation_outweighs_a_head_that_has_rarely_seen_one_and_a_possibility_does_not() -> None:
    believed = (("happened", 0.75), ("denied", 0.05), ("possible", 0.2))
    assert status(NOT, "attack", believed)[0] == "denied"
    assert status(COULD, "attack", believed)[0] == "happened"
    assert status(MAY, "attack", believed)[0] == "possible"
    assert status(REPORTEDLY, "attacked", believed)[0] == "possible"


@pytest.mark.parametrize(
    ("verb", "type", "expected"),
    [("meet/meet", "REJECT", "happened"), ("meet/meet", "CONSULT", "denied"), ("reject/reject", "REJECT", "denied")],
    ids=["a refusal", "no meeting", "not refused"],
)
def test_not_doing_it_is_how_a_refusal_is_told(verb: str, type: str, expected: str) -> None:
    form = verb.split("/")[0]
    document = read(f"Honduras/PROPN/nsubj/4 did/do/AUX/aux/4 not/PART/advmod/4 {verb}/VERB/root/0 them/they/PRON/obj/4")
    document = marked(document, trigger(document, form, type, statuses=UNDECIDED))
    found = match_triggers(document.words, load_lexicon())
    entry = next((x for x in found if x.entry.type == type and x.first <= document.triggers[0].head < x.last), None)
    assert find_status(document, replace(taken(document), lexical=entry), load_lexicon()).status == expected


def test_a_cue_may_be_outweighed_and_the_head_is_named_where_it_decides() -> None:
    assert status(COULD, "attack", HAPPENED) == ("happened", LEARNED)
    assert status(MAY, "attack", (("possible", 0.6), ("happened", 0.4))) == ("possible", LEARNED)


def test_words_that_say_the_status_themselves() -> None:
    document = read("Police/NOUN/nsubj/2 defused/defuse/VERB/root/0 a/DET/det/4 bomb/NOUN/obj/2")
    document = marked(document, trigger(document, "defused", "ASSAULT", statuses=UNDECIDED))
    found = find_status(document, with_entry(document), load_lexicon())
    assert (found.status, found.made_by.split(":")[0], found.words) == ("attempted", "lexicon", span(document, "defused a bomb"))


def test_the_words_of_the_cue_that_decided() -> None:
    document = read(NOT)
    document = marked(document, trigger(document, "attack", "ASSAULT", statuses=UNDECIDED))
    assert find_status(document, taken(document), load_lexicon()).words == span(document, "not")


def with_entry(document: Document) -> Chosen:
    """The first trigger with the lexicon's entry over it."""
    first, last = span(document, document.text(document.triggers[0].first, document.triggers[0].last))
    entry = next(e for e in match_triggers(document.words, load_lexicon()) if first <= e.first < last)
    return replace(taken(document), lexical=entry)


def test_a_cue_of_another_sentence_says_nothing() -> None:
    document = read(MAY, "Gunmen/gunman/NOUN/nsubj/2 attacked/attack/VERB/root/0")
    document = marked(document, trigger(document, "attacked", "ASSAULT", statuses=UNDECIDED))
    assert find_status(document, taken(document), load_lexicon()) == Status("happened", LEARNED)


def test_the_learned_head_may_be_silent_about_a_status() -> None:
    for only in ORDER:
        assert status("Gunmen/gunman/NOUN/nsubj/2 attacked/attack/VERB/root/0", "attacked", ((only, 1.0),)) == (only, LEARNED)


# Told as usual by an adverb on the verb, by a time that comes again; a single happening beside it is not.
USUAL = [
    ("Guerrillas routinely shell the airstrip of Cabo Norte.", "habitual"),
    ("Mortars hit the market of Tel Abyad every week.", "habitual"),
    ("Every night soldiers arrest students in the old town of Sfax.", "habitual"),
    ("Guerrillas shelled the airstrip of Cabo Norte on Monday.", "happened"),
    ("It is unclear whether the army used chlorine in Darayya.", "possible"),
    ("A mine may have killed the three fishermen near Bosaso.", "possible"),
    ("Militiamen regularly fire rockets at the airport of Sebha.", "habitual"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), USUAL)
def test_what_is_told_as_usual(text: str, expected: str) -> None:
    assert [event.status for event in code(text, published="2016-05-04").events] == [expected]


@pytest.mark.parametrize("told", ["thought", "believed", "feared"])
def test_what_is_only_thought_to_have_happened_is_possible(told: str) -> None:
    text = f"The rebels are {told} to have kidnapped two surveyors near Bria."
    assert [event.status for event in code(text, published="2016-05-04").events] == ["possible"]


COMING = "Talks/talk/NOUN/nsubj/3 will/AUX/aux/3 begin/VERB/root/0 Monday/PROPN/obl/3"
TO_BE_HELD = (
    "Oslo/PROPN/nsubj/2 hosts/host/VERB/root/0 talks/talk/NOUN/obj/2 that/PRON/nsubj:pass/7 will/AUX/aux/7 be/AUX/aux:pass/7 "
    "held/hold/VERB/acl:relcl/3"
)
IN_ORDER_TO = "He/PRON/nsubj/3 will/AUX/aux/3 come/VERB/root/0 to/PART/mark/5 sign/VERB/advcl/3 the/DET/det/7 accord/NOUN/obj/5"
FOILED = "A/DET/det/2 raid/NOUN/root/0 foiled/foil/VERB/acl/2 by/ADP/case/5 police/NOUN/obl/3"
NOT_TRUE = (
    "It/PRON/expl/4 is/be/AUX/cop/4 not/PART/advmod/4 true/ADJ/root/0 that/SCONJ/mark/7 troops/troop/NOUN/nsubj/7 fired/fire/VERB/csubj/4"
)
FOR_YEARS = "Rebels/rebel/NOUN/nsubj/2 raided/raid/VERB/root/0 it/PRON/obj/2 for/ADP/case/5 years/year/NOUN/obl/2"
WILL_BOTH = "They/PRON/nsubj/3 will/AUX/aux/3 raid/VERB/root/0 farms/farm/NOUN/obj/3 and/CCONJ/cc/6 burn/VERB/conj/3 them/PRON/obj/6"
TURNED = "They/PRON/nsubj/3 will/AUX/aux/3 raid/VERB/root/0 farms/farm/NOUN/obj/3 and/CCONJ/cc/6 burned/burn/VERB/conj/3 them/PRON/obj/6"
HEADLINE = "Ghana/PROPN/root/0 to/PART/mark/3 send/VERB/acl/1 soldiers/soldier/NOUN/obj/3"
HAD_GONE = (
    "Had/have/AUX/aux/4 the/DET/det/3 bomb/NOUN/nsubj/4 gone/go/VERB/advcl/9 off/ADP/compound:prt/4 dozens/dozen/NOUN/nsubj/9 "
    "would/AUX/aux/9 have/AUX/aux/9 died/die/VERB/root/0"
)
STANDS = [
    (COMING, "Talks", "CONSULT", "planned", "a noun that comes about"),
    (TO_BE_HELD, "talks", "CONSULT", "planned", "in a relative clause"),
    ("Envoys/envoy/NOUN/nsubj/4 are/be/AUX/aux/4 to/PART/mark/4 meet/VERB/root/0", "meet", "CONSULT", "planned", "is to"),
    (IN_ORDER_TO, "sign", "AGREE", "planned", "done in order to do it"),
    (FOILED, "raid", "ASSAULT", "attempted", "a participle"),
    ("Raids/raid/NOUN/nsubj/3 are/be/AUX/cop/3 common/ADJ/root/0", "Raids", "ASSAULT", "habitual", "said of the noun"),
    (FOR_YEARS, "raided", "ASSAULT", "habitual", "a time"),
    (NOT_TRUE, "fired", "ASSAULT", "denied", "not true"),
    (WILL_BOTH, "burn", "ASSAULT", "planned", "an auxiliary that two verbs share"),
    (TURNED, "burned", "ASSAULT", "happened", "a verb in another form shares nothing"),
    (HEADLINE, "send", "MOBILIZE", "planned", "a headline's infinitive"),
    (HAD_GONE, "gone", "ASSAULT", "possible", "an inverted condition"),
]


@pytest.mark.parametrize(("parse", "event", "type", "expected", "says"), STANDS, ids=[row[4] for row in STANDS])
def test_where_a_cue_stands_to_the_event(parse: str, event: str, type: str, expected: str, says: str) -> None:
    document = read(parse)
    document = marked(document, trigger(document, event, type, statuses=UNDECIDED))
    assert find_status(document, taken(document), load_lexicon()).status == expected


def test_breaking_off_has_happened() -> None:
    document = read("Chad/PROPN/nsubj/2 cancelled/cancel/VERB/root/0 the/DET/det/4 talks/talk/NOUN/obj/2")
    document = marked(document, trigger(document, "cancelled the talks", "SANCTION", statuses=HAPPENED))
    assert find_status(document, taken(document), load_lexicon()).status == "happened"
