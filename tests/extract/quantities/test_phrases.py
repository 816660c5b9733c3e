"""Counts of parsed noun phrases."""

from __future__ import annotations

import pytest

from dateline.extract.quantities import (
    count_of,
    counts_of,
)
from tests.extract.factory import document_of

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


def _bound(cell: str) -> int | None:
    return int(cell) if cell else None


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
