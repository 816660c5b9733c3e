"""Which figures beside one event are of one group of people."""

from __future__ import annotations

import pytest

from dateline.extract.counts import find_counts
from dateline.extract.lexicon import load_lexicon
from dateline.run.pipeline import code
from dateline.schema.document import Document
from dateline.schema.mention import Count
from tests.extract.made import fact, marked, read, taken, trigger

SHOT = "They/PRON/nsubj/2 shot/shoot/VERB/root/0 "


def killed(document: Document, *marks: str) -> tuple[Count, ...]:
    """The figures of people shot where the head for figures marks these words."""
    document = marked(document, trigger(document, "shot", "ASSAULT"), facts=[fact(document, "killed", m) for m in marks])
    return find_counts(document, (taken(document, 0),), load_lexicon())[0]


@pytest.mark.parametrize(
    ("rest", "marks", "expected"),
    [
        ("and/CCONJ/cc/7 their/PRON/nmod:poss/7 driver/NOUN/conj/4", ["six guards and their driver"], [(7, 7)]),
        ("with/ADP/case/8 their/PRON/nmod:poss/8 two/NUM/nummod/8 cooks/cook/NOUN/nmod/4", ["six guards", "their two cooks"], [(8, 8)]),
        ("with/ADP/case/7 their/PRON/nmod:poss/7 families/family/NOUN/nmod/4", ["six guards", "their families"], [(6, 6)]),
        (
            ",/PUNCT/punct/7 their/PRON/nmod:poss/7 driver/NOUN/conj/4 and/CCONJ/cc/10 her/PRON/nmod:poss/10 son/NOUN/conj/4",
            ["six guards", "their driver", "her son"],
            [(8, 8)],
        ),
        ("and/CCONJ/cc/7 a/DET/det/7 cook/NOUN/conj/4", ["six guards and a cook"], [(6, 6), (1, 1)]),
        ("of/ADP/case/7 their/PRON/nmod:poss/7 colleagues/colleague/NOUN/nmod/4", ["six guards", "their colleagues"], [(6, 6)]),
    ],
    ids=[
        "their driver",
        "their driver and her son",
        "with their two cooks",
        "with their families",
        "a group of its own",
        "of those counted",
    ],
)
def test_people_are_counted_once(rest: str, marks: list[str], expected: list[tuple[int, int]]) -> None:
    document = read(f"{SHOT}six/NUM/nummod/4 guards/guard/NOUN/obj/2 {rest}")
    assert [(c.low, c.high) for c in killed(document, *marks)] == expected


@pytest.mark.parametrize(("number", "expected"), [("two", [(2, 2)]), ("nine", [(9, 9), (2, 2)])])
def test_a_list_that_adds_up_to_the_number_before_it_tells_who_they_are(number: str, expected: list[tuple[int, int]]) -> None:
    document = read(
        f"{SHOT}{number}/NUM/nummod/4 officers/officer/NOUN/obj/2 ,/PUNCT/punct/7 a/DET/det/7 captain/NOUN/appos/4 and/CCONJ/cc/10 "
        "a/DET/det/10 major/NOUN/conj/7"
    )
    found = killed(document, f"{number} officers", "a captain", "a major")
    assert [(c.low, c.high) for c in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Four people, a nurse and her three patients, were killed by a shell in Grozny.", [4]),
        ("Two shepherds, an uncle and his nephew, were killed by a shell in Grozny.", [2]),
        ("Gunmen killed four soldiers, a policeman and three farmers in Grozny.", [4, 1, 3]),
        ("The shepherd by name Magomed was killed by shelling in Grozny.", [1]),
    ],
)
def test_a_list_set_off_behind_a_number_says_who_they_are(text: str, expected: list[int]) -> None:
    assert [c.low for e in code(text, published="2001-03-02").events for c in e.casualties] == expected


@pytest.mark.parametrize(
    ("second", "number", "noun", "expected"),
    [
        ("a/DET/det/7", "a", "soldier", [2]),
        ("three/NUM/nummod/7", "three", "children", [4]),
        ("three/NUM/nummod/7", "three", "soldiers", [1, 3]),
    ],
    ids=["two single people", "a civilian with other civilians", "a civilian with soldiers"],
)
def test_a_single_person_is_counted_with_others_as_coders_do(second: str, number: str, noun: str, expected: list[int]) -> None:
    lemma = {"children": "child", "soldiers": "soldier"}.get(noun, noun)
    document = read(f"{SHOT}a/DET/det/4 woman/NOUN/obj/2 and/CCONJ/cc/7 {second} {noun}/{lemma}/NOUN/conj/4")
    assert [c.low for c in killed(document, "a woman", f"{number} {noun}")] == expected


def test_names_behind_identified_as_are_those_of_people_counted() -> None:
    document = read(
        f"{SHOT}two/NUM/nummod/4 rebels/rebel/NOUN/obj/2 ,/PUNCT/punct/6 identified/identify/VERB/acl/4 as/ADP/case/8 Imran/PROPN/obl/6 "
        "and/CCONJ/cc/10 Zaman/PROPN/conj/8"
    )
    assert [(c.low, c.high) for c in killed(document, "two rebels", "Imran and Zaman")] == [(2, 2)]


@pytest.mark.parametrize(
    ("rest", "marks"),
    [
        ("a/DET/det/7 teacher/NOUN/appos/4", ["a woman", "a teacher"]),
        ("24/NUM/appos/4", ["a woman", "24"]),
    ],
    ids=["what she is", "how old she is"],
)
def test_who_somebody_is_gives_no_second_figure(rest: str, marks: list[str]) -> None:
    document = read(f"{SHOT}a/DET/det/4 woman/NOUN/obj/2 ,/PUNCT/punct/6 {rest} ,/PUNCT/punct/4 there/ADV/advmod/2")
    assert [(c.low, c.high) for c in killed(document, *marks)] == [(1, 1)]


def test_people_told_one_by_one_before_their_number_are_counted_once() -> None:
    document = read(
        f"{SHOT}a/DET/det/4 captain/NOUN/obj/2 and/CCONJ/cc/7 a/DET/det/7 major/NOUN/conj/4 ,/PUNCT/punct/10 two/NUM/nummod/10 "
        "officers/officer/NOUN/appos/4"
    )
    assert [c.who for c in killed(document, "a captain", "a major", "two officers")] == ["officers"]


@pytest.mark.parametrize(("noun", "expected"), [("", [(40, 40)]), (" nurses/nurse/NOUN/obl/2", [(2, None), (40, 40)])])
def test_people_whom_a_bare_number_counts_give_no_figure_of_their_own(noun: str, expected: list[tuple[int, int | None]]) -> None:
    number = "40/NUM/nummod/6" if noun else "40/NUM/obl/2"
    document = read(f"They/PRON/nsubj/2 shot/shoot/VERB/root/0 villagers/villager/NOUN/obj/2 ,/PUNCT/punct/2 {number}{noun}")
    assert [(c.low, c.high) for c in killed(document, "villagers", "40 nurses" if noun else "40")] == expected


def test_words_that_say_who_all_or_most_of_them_are_count_nobody() -> None:
    document = read(
        f"{SHOT}nine/NUM/nummod/4 pilgrims/pilgrim/NOUN/obj/2 ,/PUNCT/punct/9 most/ADJ/nsubj/9 of/ADP/case/8 them/PRON/nmod/6 "
        "women/woman/NOUN/acl/4"
    )
    assert [(c.low, c.high) for c in killed(document, "nine pilgrims", "most of them women")] == [(9, 9)]


def test_a_number_and_the_names_of_those_whom_it_counts_are_one_figure() -> None:
    document = read(
        f"{SHOT}two/NUM/nummod/4 farmers/farmer/NOUN/obj/2 ,/PUNCT/punct/6 Juan/PROPN/appos/4 and/CCONJ/cc/9 his/PRON/nmod:poss/9 "
        "brother/NOUN/conj/6"
    )
    assert [(c.low, c.high) for c in killed(document, "two farmers , Juan and his brother")] == [(2, 2)]


def test_a_dash_before_a_number_begins_another_figure() -> None:
    document = read(f"{SHOT}nine/NUM/nummod/4 guards/guard/NOUN/obj/2 -/PUNCT/punct/7 six/NUM/nummod/7 Turks/turk/NOUN/appos/4")
    assert [c.low for c in killed(document, "nine guards - six Turks")] == [9, 6]


def test_an_article_that_the_head_tears_off_counts_nobody_else() -> None:
    document = read("They/PRON/nsubj/2 shot/shoot/VERB/root/0 a/DET/det/5 ULFA/PROPN/compound/5 courier/NOUN/obj/2")
    assert [(c.low, c.high, c.phrase.text) for c in killed(document, "a", "ULFA courier")] == [(1, 1, "a ULFA courier")]


def test_who_those_of_them_are_is_no_figure_of_its_own() -> None:
    document = read(
        "They/PRON/nsubj/2 shot/shoot/VERB/root/0 six/NUM/nummod/4 guards/guard/NOUN/obj/2 ,/PUNCT/punct/6 two/NUM/appos/4 of/ADP/case/8 "
        "them/PRON/nmod/6 police/NOUN/compound/10 officers/officer/NOUN/appos/6"
    )
    found = killed(document, "six guards", "two of them", "police officers")
    assert [(c.low, c.high, c.who) for c in found] == [(6, 6, "guards"), (2, 2, "police officers")]
