"""Deeds that a wording and a cue of status tell together, which the learned heads pass over."""

from __future__ import annotations

import pytest

from dateline import code
from dateline.extract.cued import with_cued
from dateline.extract.lexicon import load_lexicon
from tests.extract.made import marked, read, taken, trigger

REGULARLY = "The/DET/det/2 regime/NOUN/nsubj/4 regularly/ADV/advmod/4 {}/VERB/root/0 {}"


@pytest.mark.parametrize(
    ("parse", "expected"),
    [
        (REGULARLY.format("jails/jail", "poets/poet/NOUN/obj/4"), [("COERCE", "arrest")]),
        (REGULARLY.format("abducts/abduct", "monks/monk/NOUN/obj/4"), [("ASSAULT", "abduct")]),
        ("The/DET/det/2 regime/NOUN/nsubj/3 abducts/abduct/VERB/root/0 monks/monk/NOUN/obj/3", []),
        ("Teachers/teacher/NOUN/nsubj/3 often/ADV/advmod/3 target/VERB/root/0 waste/NOUN/obj/3", []),
        (
            "They/PRON/nsubj/3 are/be/AUX/cop/3 notorious/ADJ/root/0 for/SCONJ/mark/5 abducting/abduct/VERB/advcl/3 nuns/nun/NOUN/obj/5",
            [("ASSAULT", "abduct")],
        ),
        (
            "Troops/troop/NOUN/nsubj/4 did/do/AUX/aux/4 not/PART/advmod/4 abduct/VERB/root/0 nuns/nun/NOUN/obj/4",
            [("ASSAULT", "abduct")],
        ),
        (
            "The/DET/det/2 blast/NOUN/nsubj/5 did/do/AUX/aux/5 not/PART/advmod/5 cause/VERB/root/0 any/DET/det/7 damage/NOUN/obj/5",
            [],
        ),
    ],
)
def test_a_wording_with_a_cue_that_decides_is_an_event(parse: str, expected: list[tuple[str, str]]) -> None:
    found = with_cued(read(parse), [], load_lexicon())
    assert [(c.type, c.modes[0][0]) for c in found] == expected


def test_who_does_it_is_not_the_deed() -> None:
    document = read("Censors/censor/NOUN/nsubj/3 usually/ADV/advmod/3 block/VERB/root/0 news/NOUN/compound/5 sites/site/NOUN/obj/3")
    document = marked(document, trigger(document, "Censors", "COERCE"))
    censors = taken(document)
    assert [c.head for c in with_cued(document, [censors], load_lexicon())] == [2]


def test_what_did_it_stays_the_deed_where_no_cue_makes_another() -> None:
    document = read("Shells/shell/NOUN/nsubj/2 maimed/maim/VERB/root/0 a/DET/det/4 boy/NOUN/obj/2")
    document = marked(document, trigger(document, "Shells", "ASSAULT"))
    assert [c.head for c in with_cued(document, [taken(document)], load_lexicon())] == [0]


@pytest.mark.parametrize(
    "text",
    [
        "The government in Tirana frequently jails reporters in Durres.",
        "Rebels in Kivu are notorious for abducting schoolgirls.",
        "The mayor of Zawiya was shot dead on Monday. Militias often kill local officials there.",
        "Police in Suva regularly use rubber bullets against strikers.",
        "A mine killed a farmer near Kuito on Friday. Guerrillas frequently carry out such attacks.",
    ],
)
def test_what_is_done_again_and_again_is_habitual(text: str) -> None:
    assert "habitual" in {event.status for event in code(text, published="2012-03-07").events}
