"""People let go who are told by a pronoun are as many as were taken."""

from __future__ import annotations

import pytest

from dateline.extract.counts import find_counts
from dateline.extract.lexicon import load_lexicon
from tests.extract.made import fact, marked, read, taken, trigger

KIDNAPPED = (
    "Rebels/rebel/NOUN/nsubj/2 kidnapped/kidnap/VERB/root/0 {number}/NUM/nummod/4 {noun}/NOUN/obj/2 and/CCONJ/cc/6 "
    "freed/free/VERB/conj/2 {pronoun}/PRON/obj/6"
)


@pytest.mark.parametrize(
    ("number", "noun", "pronoun", "released"),
    [("two", "nurses/nurse", "them", (2, 2)), ("one", "nurse", "her", (1, 1)), ("two", "nurses/nurse", "him", None)],
    ids=["several", "one", "another number"],
)
def test_as_many_as_were_taken(number: str, noun: str, pronoun: str, released: tuple[int, int] | None) -> None:
    document = read(KIDNAPPED.format(number=number, noun=noun, pronoun=pronoun))
    people = f"{number} {noun.split('/')[0]}"
    document = marked(
        document,
        trigger(document, "kidnapped", "ASSAULT"),
        trigger(document, "freed", "RETREAT"),
        facts=[fact(document, "abducted", people)],
    )
    found = find_counts(document, (taken(document, 0), taken(document, 1)), load_lexicon())
    assert [(c.outcome, c.low, c.high) for c in found[0]] == [("abducted", *((2, 2) if number == "two" else (1, 1)))]
    assert [(c.low, c.high) for c in found.get(1, ()) if c.outcome == "released"] == ([] if released is None else [released])


def test_who_is_found_dead_had_been_taken() -> None:
    document = read(
        "Six/NUM/nummod/2 men/man/NOUN/nsubj:pass/4 were/be/AUX/aux:pass/4 killed/kill/VERB/root/0 ./PUNCT/punct/4",
        "They/PRON/nsubj:pass/4 had/have/AUX/aux/4 been/be/AUX/aux:pass/4 kidnapped/kidnap/VERB/root/0 ./PUNCT/punct/4",
    )
    triggers = (trigger(document, "killed", "ASSAULT"), trigger(document, "kidnapped", "ASSAULT"))
    document = marked(document, *triggers, facts=[fact(document, "killed", "Six men")])
    found = find_counts(document, (taken(document, 0), taken(document, 1)), load_lexicon())
    assert [(c.outcome, c.low, c.high) for c in found[1]] == [("abducted", 6, 6)]
