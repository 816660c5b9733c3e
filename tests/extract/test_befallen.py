"""Whom the wordings of the lexicon befall, by the parse."""

from __future__ import annotations

import pytest

from dateline.extract.befallen import find_befallen
from dateline.extract.lexicon import load_lexicon
from tests.extract.made import read

FREED = "They/PRON/nsubj/2 freed/free/VERB/root/0 39/NUM/nummod/4 hostages/hostage/NOUN/obj/2"
FOUND = "Police/NOUN/nsubj/2 found/find/VERB/root/0 the/DET/det/4 bodies/body/NOUN/obj/2"
RELATIVE = (
    "Two/NUM/nummod/2 soldiers/soldier/NOUN/nsubj/7 who/PRON/nsubj:pass/5 were/AUX/aux:pass/5 abducted/abduct/VERB/acl:relcl/2 "
    "are/AUX/aux/7 resting/rest/VERB/root/0"
)
PARTICIPLE = (
    "The/DET/det/3 21/NUM/nummod/3 miners/miner/NOUN/nsubj/7 abducted/abduct/VERB/acl/3 at/ADP/case/6 Jos/PROPN/obl/4 "
    "walked/walk/VERB/root/0"
)
MEN = "Two/NUM/nummod/2 men/man/NOUN/nsubj:pass/4 were/AUX/aux:pass/4 "


@pytest.mark.parametrize(
    ("parse", "expected"),
    [
        ("They/PRON/nsubj/2 abducted/abduct/VERB/root/0 two/NUM/nummod/4 nurses/nurse/NOUN/obj/2", [("two nurses", "abducted")]),
        ("Nine/NUM/nummod/2 rebels/rebel/NOUN/nsubj/3 surrendered/surrender/VERB/root/0", [("Nine rebels", "surrendered")]),
        ("They/PRON/nsubj/2 abducted/abduct/VERB/root/0 two/NUM/nummod/4 goats/goat/NOUN/obj/2", []),
        (
            f"{MEN}abducted/abduct/VERB/root/0 and/CCONJ/cc/6 beheaded/behead/VERB/conj/4",
            [("Two men", "abducted"), ("Two men", "killed")],
        ),
        (RELATIVE, [("Two soldiers", "abducted")]),
        (PARTICIPLE, [("The 21 miners", "abducted")]),
        ("47/NUM/root/0 in/ADP/case/3 hospital/NOUN/nmod/1", [("47", "wounded")]),
        ("Nine/NUM/nsubj/2 remain/VERB/root/0 in/ADP/case/4 custody/NOUN/obl/2", [("Nine", "detained")]),
        ("Nine/NUM/nsubj/2 regained/regain/VERB/root/0 their/PRON/nmod:poss/4 freedom/NOUN/obj/2", [("Nine", "released")]),
        ("Injured/injure/VERB/root/0 :/PUNCT/punct/3 17/NUM/nummod/4 men/man/NOUN/parataxis/1", [("17 men", "wounded")]),
        ("Both/both/DET/nsubj/2 surrendered/surrender/VERB/root/0", [("Both", "surrendered")]),
        ("They/PRON/nsubj/2 abducted/abduct/VERB/root/0 two/NUM/nummod/4 BRITONS/briton/PROPN/obj/2", [("two BRITONS", "abducted")]),
        (
            f"{FREED} ;/PUNCT/punct/7 two/NUM/nummod/7 guards/guard/NOUN/conj/4",
            [("39 hostages", "released")],
        ),
        (
            f"{FOUND} of/ADP/case/7 four/NUM/nummod/7 guards/guard/NOUN/nmod/4",
            [("four guards", "killed")],
        ),
        ("Police/NOUN/nsubj/2 arrested/arrest/VERB/root/0 another/DET/obj/2", [("another", "detained")]),
        (
            "They/PRON/nsubj/2 captured/capture/VERB/root/0 thousands/thousand/NOUN/obj/2 of/ADP/case/5 soldiers/soldier/NOUN/nmod/3",
            [("thousands of soldiers", "detained")],
        ),
        ("They/PRON/nsubj/2 captured/capture/VERB/root/0 thousands/thousand/NOUN/obj/2 of/ADP/case/5 rifles/rifle/NOUN/nmod/3", []),
        (
            (
                "Two/NUM/nummod/2 rebels/rebel/NOUN/nsubj:pass/3 slain/slay/VERB/root/0 ,/PUNCT/punct/6 "
                "nine/NUM/nummod/6 captured/capture/VERB/conj/3"
            ),
            [("Two rebels", "killed"), ("nine", "detained")],
        ),
        (
            "They/PRON/nsubj/2 kidnapped/kidnap/VERB/root/0 and/CCONJ/cc/4 slew/slay/VERB/conj/2 two/NUM/nummod/6 nurses/nurse/NOUN/obj/4",
            [("two nurses", "abducted"), ("two nurses", "killed")],
        ),
        (
            (
                "They/PRON/nsubj/2 surrendered/surrender/VERB/root/0 and/CCONJ/cc/4 freed/free/VERB/conj/2 "
                "two/NUM/nummod/6 nurses/nurse/NOUN/obj/4"
            ),
            [("two nurses", "released")],
        ),
        ("Police/NOUN/nsubj/2 arrested/arrest/VERB/root/0 two/NUM/nummod/4 more/much/ADJ/obj/2", [("two more", "detained")]),
        ("Scores/score/NOUN/nsubj:pass/3 were/AUX/aux:pass/3 abducted/abduct/VERB/root/0", [("Scores", "abducted")]),
        (
            "They/PRON/nsubj/2 abducted/abduct/VERB/root/0 a/DET/det/4 number/NOUN/obj/2 of/ADP/case/6 women/woman/NOUN/nmod/4",
            [("a number of women", "abducted")],
        ),
        (
            "They/PRON/nsubj/2 abducted/abduct/VERB/root/0 a/DET/det/4 number/NOUN/obj/2 of/ADP/case/6 goats/goat/NOUN/nmod/4",
            [],
        ),
        (
            "They/PRON/nsubj/2 took/take/VERB/root/0 60/NUM/nummod/4 prisoners/prisoner/NOUN/obj/2",
            [("60 prisoners", "detained")],
        ),
        (
            (
                "Troops/troop/NOUN/nsubj/2 put/put/VERB/root/0 ten/NUM/nummod/4 rebels/rebel/NOUN/obj/2 "
                "out/ADP/case/7 of/ADP/case/7 action/NOUN/obl/2"
            ),
            [("ten rebels", "casualty")],
        ),
        (
            "Men/man/NOUN/nsubj/2 made/make/VERB/root/0 off/ADP/compound:prt/2 with/ADP/case/6 two/NUM/nummod/6 nurses/nurse/NOUN/obl/2",
            [("two nurses", "abducted")],
        ),
        ("They/PRON/nsubj/2 recovered/recover/VERB/root/0 18/NUM/nummod/4 bodies/body/NOUN/obj/2", [("18 bodies", "killed")]),
        ("Rebels/rebel/NOUN/nsubj/4 abducting/abduct/VERB/acl/1 cattle/NOUN/obj/2 fled/flee/VERB/root/0", []),
    ],
    ids=[
        "the object",
        "who gives in",
        "animals",
        "the passive joined to it",
        "a relative clause",
        "a participle",
        "in hospital",
        "in custody",
        "who comes free",
        "behind a heading",
        "both of them",
        "in capitals",
        "not over a semicolon",
        "bodies found",
        "one more",
        "thousands of people",
        "thousands of things",
        "a number before a participle",
        "an object shared",
        "no object of theirs",
        "more of them",
        "scores",
        "a number of people",
        "a number of things",
        "prisoners taken",
        "out of action",
        "made off with",
        "bodies counted",
        "one of doing",
    ],
)
def test_the_people_of_a_wording(parse: str, expected: list[tuple[str, str]]) -> None:
    document = read(parse)
    found = find_befallen(document, load_lexicon())  # of two wordings on the same words both are there
    assert list(dict.fromkeys((document.text(b.first, b.last), b.outcome) for b in found if b.alone)) == expected
