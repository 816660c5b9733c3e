"""Counts: the readable table tests/cases/quantities.csv, number words both ways, and counts of parsed noun phrases."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.quantities import (
    ARTICLE,
    BELLIGERENT,
    CONFIDENCE,
    PART,
    WHOLE,
    _tables,
    count_of,
    counts_of,
    find_quantities,
    is_civilian,
    is_person_noun,
    person_kind,
)
from tests.extract.factory import document_of, words_of

CASES = Path(__file__).parents[1] / "cases" / "quantities.csv"


def _cases() -> list[tuple[str, str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(line for line in lines if not line.startswith("#")))
    return [(text, low, high) for text, low, high in rows[1:]]


def _bound(cell: str) -> int | None:
    return int(cell) if cell else None


def test_table_is_long_enough() -> None:
    cases = _cases()
    assert len(cases) >= 150
    assert len({text for text, _, _ in cases}) == len(cases)


@pytest.mark.parametrize(("text", "low", "high"), _cases())
def test_bounds(text: str, low: str, high: str) -> None:
    found = [q for q in find_quantities(words_of(text), text=text) if q.made_by != WHOLE]
    if low == "-":
        assert found == []
        return
    numbers = [q for q in found if q.made_by != ARTICLE] or found
    assert [(q.low, q.high) for q in numbers] == [(_bound(low), _bound(high))]


@pytest.mark.parametrize(("text", "low", "high"), _cases())
def test_capitals_change_nothing(text: str, low: str, high: str) -> None:
    if low == "-" or "MAY" in text.upper():
        return
    found = [(q.low, q.high) for q in find_quantities(words_of(text))]
    assert [(q.low, q.high) for q in find_quantities(words_of(text.upper()))] == found


def test_span_takes_the_modifiers() -> None:
    (quantity,) = find_quantities(words_of("Police said at least 21 were hurt"))
    assert (quantity.text, quantity.first, quantity.last, quantity.start, quantity.end) == ("at least 21", 2, 5, 12, 23)


def test_at_least_covers_the_first_figure_only() -> None:
    found = find_quantities(words_of("at least 12 people killed and 20 wounded"))
    assert [(q.low, q.high) for q in found] == [(12, None), (20, 20)]


def test_a_change_tells_two_figures() -> None:
    found = find_quantities(words_of("the toll rose from 20 to 25"))
    assert [(q.low, q.high) for q in found] == [(20, 20), (25, 25)]


def test_topic_is_no_bound() -> None:
    found = find_quantities(words_of("protests over 20 deaths"))
    assert [(q.text, q.low, q.high) for q in found] == [("20", 20, 20)]


def test_size_of_the_group_is_marked() -> None:
    found = find_quantities(words_of("20 of the 30 hostages"))
    assert [(q.low, q.made_by == WHOLE) for q in found] == [(20, False), (30, True)]
    (part,) = find_quantities(words_of("some of the 14,000 troops"))
    assert (part.text, part.low, part.high, part.made_by) == ("some of the 14,000", None, None, PART)


# --- number words, against an oracle of our own --------------------------------------------------------------------------

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(n: int, *, link: str = " and ") -> str:
    if n < 20:
        return _ONES[n]
    if n < 100:
        return _TENS[n // 10] + (f"-{_ONES[n % 10]}" if n % 10 else "")
    for size, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= size:
            rest = n % size
            joint = link if rest < 100 else " "
            return f"{in_words(n // size, link=link)} {name}" + (f"{joint}{in_words(rest, link=link)}" if rest else "")
    raise AssertionError(n)


@given(st.integers(min_value=1, max_value=999_999_999), st.sampled_from([" and ", " "]))
def test_number_words_round_trip(n: int, link: str) -> None:
    (found,) = find_quantities(words_of(f"{in_words(n, link=link)} people"))
    assert (found.low, found.high) == (n, n)


@given(st.integers(min_value=1, max_value=9_999_999))
def test_digits_round_trip(n: int) -> None:
    (found,) = find_quantities(words_of(f"{n:,} people"))
    assert (found.low, found.high) == (n, n)


_PHRASES = (_tables().opening, _tables().before, _tables().after)
_PLAIN = "people killed soldiers and to or - , . the of a March km in no 1989 20 1,200 3.5 % $ ( ) F-16 20-25 twenty-one policeman from"
_PIECES = sorted(
    set(_PLAIN.split())
    | {word for table in _PHRASES for rows in table.values() for row in rows for word in row[0]}
    | set(_tables().numbers)
    | set(_tables().scales)
    | set(_tables().plurals)
)


@given(st.lists(st.sampled_from(_PIECES), max_size=14))
def test_any_words_give_sound_quantities(pieces: list[str]) -> None:
    text = " ".join(pieces)
    words = words_of(text)
    end = 0
    for q in find_quantities(words, text=text):
        assert q.low is None or q.high is None or q.low <= q.high
        assert text[q.start : q.end] == q.text
        assert q.first < q.last <= len(words)
        assert q.start >= end
        assert 0 < q.confidence <= 1
        end = q.end
    assert [q.text for q in find_quantities(words)] == [q.text for q in find_quantities(words, text=text)]


@given(st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    for q in find_quantities(words_of(text), text=text):
        assert text[q.start : q.end] == q.text


# --- counts of noun phrases ----------------------------------------------------------------------------------------------

# One phrase a block: name | index of the head | low | high | text of the count; then the parse (form lemma UPOS head relation).
PARSED = """
# two children | 1 | 2 | 2 | two children
two two NUM 2 nummod
children child NOUN 0 root

# a commander | 1 | 1 | 1 | a commander
a a DET 2 det
commander commander NOUN 0 root

# the commander | 1 | 1 | 1 | the commander
the the DET 2 det
commander commander NOUN 0 root

# plural | 0 | 2 |  | Soldiers
Soldiers soldier NOUN 3 nsubj:pass
were be AUX 3 aux:pass
killed kill VERB 0 root

# name | 0 | 1 | 1 | Ali Hassan
Ali Ali PROPN 0 root
Hassan Hassan PROPN 1 flat

# two names | 0 | 2 | 2 | Ali Hassan and Mehmet Demir
Ali Ali PROPN 0 root
Hassan Hassan PROPN 1 flat
and and CCONJ 4 cc
Mehmet Mehmet PROPN 1 conj
Demir Demir PROPN 4 flat

# conjuncts | 1 | 4 | 4 | three soldiers and a policeman
three three NUM 2 nummod
soldiers soldier NOUN 0 root
and and CCONJ 5 cc
a a DET 5 det
policeman policeman NOUN 2 conj

# shared number | 1 | 20 | 20 | 20 men and women
20 20 NUM 2 nummod
men man NOUN 0 root
and and CCONJ 4 cc
women woman NOUN 2 conj

# bare pair | 0 | 2 |  | women and children
women woman NOUN 0 root
and and CCONJ 3 cc
children child NOUN 1 conj

# one person, two trades | 1 | 1 | 1 | a lawyer
a a DET 2 det
lawyer lawyer NOUN 0 root
and and CCONJ 4 cc
activist activist NOUN 2 conj

# two relations | 1 | 2 | 2 | a father and son
a a DET 2 det
father father NOUN 0 root
and and CCONJ 4 cc
son son NOUN 2 conj

# own driver | 1 | 2 | 2 | a mayor and his driver
a a DET 2 det
mayor mayor NOUN 0 root
and and CCONJ 5 cc
his his PRON 5 nmod:poss
driver driver NOUN 2 conj

# things left out | 1 | 1 | 1 | a soldier
a a DET 2 det
soldier soldier NOUN 0 root
and and CCONJ 5 cc
two two NUM 5 nummod
vehicles vehicle NOUN 2 conj

# family of five | 1 | 5 | 5 | a family of five
a a DET 2 det
family family NOUN 0 root
of of ADP 4 case
five five NUM 2 nmod

# family | 1 | 2 |  | a family
a a DET 2 det
family family NOUN 0 root

# group of 20 | 1 | 20 | 20 | a group of 20 fighters
a a DET 2 det
group group NOUN 0 root
of of ADP 5 case
20 20 NUM 5 nummod
fighters fighter NOUN 2 nmod

# group of guests | 1 | 2 |  | a group of guests
a a DET 2 det
group group NOUN 0 root
of of ADP 4 case
guests guest NOUN 2 nmod

# bodies of 9 | 1 | 9 | 9 | the bodies of nine miners
the the DET 2 det
bodies body NOUN 0 root
of of ADP 5 case
nine nine NUM 5 nummod
miners miner NOUN 2 nmod

# patrol | 4 | 12 | 12 | 12-man patrol
a a DET 5 det
12_ 12 NUM 4 nummod
-_ - PUNCT 4 punct
man man NOUN 5 compound
patrol patrol NOUN 0 root

# dozens | 0 | 24 | 99 | dozens of people
dozens dozen NOUN 0 root
of of ADP 3 case
people people NOUN 1 nmod

# dozens, asked of the people | 2 | 24 | 99 | dozens of people
dozens dozen NOUN 0 root
of of ADP 3 case
people people NOUN 1 nmod

# number alone | 1 | 23 | 23 | another 23
another another DET 2 det
23 23 NUM 0 root
wounded wound VERB 2 acl

# of whom | 2 | 12 | 12 | 12
of of ADP 2 case
whom who PRON 3 nmod
12 12 NUM 4 nsubj
died die VERB 0 root

# both | 1 | 2 | 2 | both men
both both DET 2 det
men man NOUN 0 root

# the two | 1 | 2 | 2 | two
the the DET 2 det
two two NUM 0 root

# at least | 5 | 21 |  | At least 21 Afghan security forces
At at ADP 3 case
least least ADJ 1 fixed
21 21 NUM 6 nummod
Afghan afghan ADJ 6 amod
security security NOUN 6 compound
forces force NOUN 0 root

# some of | 0 |  |  | some of the 14,000 troops
some some DET 0 root
of of ADP 5 case
the the DET 5 det
14,000 14,000 NUM 5 nummod
troops troop NOUN 1 nmod

# 23 of the dead | 0 | 23 | 23 | 23 of the dead
23 23 NUM 0 root
of of ADP 4 case
the the DET 4 det
dead dead ADJ 1 nmod

# the dead | 1 | 2 |  | the dead
the the DET 2 det
dead dead ADJ 0 root

# officers named | 0 | 2 | 2 | officers
officers officer NOUN 0 root
Ali Ali PROPN 1 appos
Hassan Hassan PROPN 2 flat
and and CCONJ 5 cc
Omar Omar PROPN 2 conj

# poss | 4 | 2 | 2 | two sons
a a DET 2 det
policeman policeman NOUN 5 nmod:poss
's 's PART 2 case
two two NUM 5 nummod
sons son NOUN 0 root

# he | 0 | 1 | 1 | he
he he PRON 0 root

# them | 0 | 2 |  | them
them they PRON 0 root

# couple | 1 | 2 | 2 | a couple
a a DET 2 det
couple couple NOUN 0 root

# young couple | 2 | 2 | 2 | a young couple
a a DET 3 det
young young ADJ 3 amod
couple couple NOUN 0 root
"""


def _parsed() -> dict[str, tuple[int, int | None, int | None, str, str]]:
    table = {}
    for block in PARSED.strip().split("\n\n"):
        title, conllu = block.split("\n", 1)
        name, head, low, high, text = (cell.strip() for cell in title.removeprefix("# ").split("|"))
        table[name] = (int(head), _bound(low), _bound(high), text, conllu)
    return table


@pytest.mark.parametrize("case", sorted(_parsed()))
def test_count_of(case: str) -> None:
    head, low, high, text, conllu = _parsed()[case]
    count = count_of(document_of(conllu), head)
    assert count is not None
    assert (count.low, count.high, count.text) == (low, high, text)
    assert 0 < count.confidence <= 1


def test_counts_of_gives_each_noun() -> None:
    document = document_of(_parsed()["conjuncts"][4])
    assert [(q.text, q.low, q.high) for q in counts_of(document, 1)] == [("three soldiers", 3, 3), ("a policeman", 1, 1)]


def test_nobody_is_zero() -> None:
    count = count_of(document_of("no no DET 2 det\ncasualties casualty NOUN 0 root"), 1)
    assert count is not None
    assert (count.low, count.high) == (0, 0)


def test_places_and_things_are_no_people() -> None:
    assert count_of(document_of("Baghdad Baghdad PROPN 0 root", names=((0, 1, "place"),)), 0) is None
    assert count_of(document_of("the the DET 2 det\nbridge bridge NOUN 0 root"), 1) is None


# --- people --------------------------------------------------------------------------------------------------------------


def test_list_of_nouns_is_long_and_clean() -> None:
    kinds = _tables().raw["people"]["kinds"]
    nouns = [noun for table in kinds for noun in table["nouns"]]
    assert len(nouns) >= 350
    assert len(nouns) == len(set(nouns))
    assert all(noun == noun.lower().strip() for noun in nouns)
    assert {table["civilian"] for table in kinds} == {"yes", "no", "unknown"}
    assert sorted(BELLIGERENT) == ["attacker", "military", "militia", "police", "rebel"]
    assert set(CONFIDENCE) >= {row[1] for rows in _tables().opening.values() for row in rows} - {"skip"}


@pytest.mark.parametrize("noun", ["villager", "policemen", "soldiers", "WOMEN", "babies", "ex-soldier", "wives", "crew", "psychiatrist"])
def test_person_nouns(noun: str) -> None:
    assert is_person_noun(noun)


@pytest.mark.parametrize("noun", ["bridge", "rocket", "houses", "agreement", "tank"])
def test_other_nouns(noun: str) -> None:
    assert not is_person_noun(noun)


def test_kind_of_person() -> None:
    assert person_kind("gunmen") == "attacker"
    assert person_kind("bridge") is None


@pytest.mark.parametrize(
    ("phrase", "civilian"),
    [
        ("three villagers", True),
        ("women and children", True),
        ("21 civilians", True),
        ("two unarmed men", True),
        ("four aid workers", True),
        ("a police officer", False),
        ("the army officers", False),
        ("two Taliban men", False),
        ("six members of the security forces", False),
        ("nine rebels and soldiers", False),
        ("soldiers and civilians", None),
        ("nine people", None),
        ("a policeman 's wife", True),
        ("five", None),
    ],
)
def test_civilian(phrase: str, civilian: bool | None) -> None:
    assert is_civilian(words_of(phrase)) is civilian
