"""Parts of the people taken or given in."""

from __future__ import annotations

import pytest

from dateline.extract.members import SURENESS, find_members, like_wholes
from dateline.schema.document import Fact
from tests.extract.made import read

NINE = "nine/NUM/nummod/2 rebels/rebel/NOUN/nsubj/"
INSIDE = NINE + "{} ,/PUNCT/punct/6 {} two/NUM/nummod/6 {}/NOUN/nmod/2 ,/PUNCT/punct/6 surrendered/surrender/VERB/root/0"
NEXT = NINE + "3 surrendered/surrender/VERB/root/0 ./PUNCT/punct/3\n"
CASES = {
    "including": (INSIDE.format(8, "including/include/VERB/case/6", "officers/officer"), "surrendered", ["two officers"]),
    "things": (INSIDE.format(8, "including/include/VERB/case/6", "rifles/rifle"), "surrendered", []),
    "others": (INSIDE.format(8, "besides/besides/ADP/case/6", "officers/officer"), "surrendered", []),
    "the dead are the heads' own": (INSIDE.format(8, "including/include/VERB/case/6", "officers/officer"), "killed", []),
    "what they are": (
        NEXT + "three/NUM/nsubj/5 of/ADP/case/3 them/they/PRON/nmod/1 were/be/AUX/cop/5 women/woman/NOUN/root/0 ./PUNCT/punct/5",
        "surrendered",
        ["three of them"],
    ),
    "what came of them": (
        NEXT + "three/NUM/nsubj:pass/5 of/ADP/case/3 them/they/PRON/nmod/1 were/be/AUX/aux:pass/5 killed/kill/VERB/root/0 ./PUNCT/punct/5",
        "surrendered",
        [],
    ),
    "a bare number": (
        NEXT + "three/NUM/nsubj/3 were/be/AUX/cop/3 women/woman/NOUN/root/0 ./PUNCT/punct/3",
        "killed",
        ["three"],
    ),
    "more than there were": (
        NEXT + "twelve/NUM/nsubj/3 were/be/AUX/cop/3 women/woman/NOUN/root/0 ./PUNCT/punct/3",
        "killed",
        [],
    ),
    "among them": (
        NEXT + "two/NUM/nummod/2 colonels/colonel/NOUN/nsubj/5 were/be/AUX/cop/5 among/ADP/case/5 them/they/PRON/root/0 ./PUNCT/punct/5",
        "surrendered",
        ["two colonels"],
    ),
}


@pytest.mark.parametrize(("parse", "outcome", "expected"), CASES.values(), ids=CASES.keys())
def test_parts_of_captives(parse: str, outcome: str, expected: list[str]) -> None:
    document = read(*parse.split("\n"))
    parts = list(find_members(document, [Fact(0, 2, outcome, 0.9)]))
    assert [document.text(p.fact.first, p.fact.last) for p in parts] == expected
    assert all(p.whole == 0 and p.fact.confidence == SURENESS and p.fact.label == outcome for p in parts)


def test_a_part_that_is_marked_already() -> None:
    document = read(CASES["including"][0])
    assert list(find_members(document, [Fact(0, 2, "surrendered", 0.9), Fact(4, 6, "surrendered", 0.6)])) == []


HURT = (
    "Thirty/NUM/nummod/2 people/people/NOUN/nsubj:pass/4 were/be/AUX/aux:pass/4 wounded/wound/VERB/root/0 ,/PUNCT/punct/4 "
    "{} 11/NUM/nummod/9 soldiers/soldier/NOUN/nmod/2 and/CCONJ/cc/12 two/NUM/nummod/12 policemen/policeman/NOUN/conj/9"
)
OPENED = HURT.format("among/ADP/case/9 them/they/PRON/nmod/9")
BESIDE = HURT.format("besides/ADP/case/9 these/DET/det/9")


@pytest.mark.parametrize(
    ("parse", "whole", "labels"),
    [
        (OPENED, "wounded", ["wounded", "wounded", "wounded"]),
        (BESIDE, "wounded", ["wounded", "killed", "killed"]),
        (OPENED, "abducted", ["abducted", "killed", "killed"]),
    ],
    ids=["parts", "others", "of another kind"],
)
def test_a_part_has_the_outcome_of_its_whole(parse: str, whole: str, labels: list[str]) -> None:
    figures = [Fact(0, 2, whole, 0.9), Fact(7, 9, "killed", 0.7), Fact(10, 12, "killed", 0.7)]
    out = like_wholes(read(parse), [(0, f, "model:figures") for f in figures])
    assert [f.label for _, f, _ in out] == labels


def test_an_opened_part_of_captives_is_sure() -> None:
    figures = [(0, Fact(0, 2, "detained", 0.9), "model:figures"), (0, Fact(7, 9, "detained", 0.7), "model:figures")]
    assert like_wholes(read(OPENED), figures)[1][1].confidence == SURENESS
