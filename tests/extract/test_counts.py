"""How many, of whom, and to which event a figure belongs. The bounds of every phrase are tests/cases/quantities.csv's."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.extract.counts import ALONE, BACK, FITTING, OUTCOMES, OVERRULED, SURE, find_counts
from dateline.extract.lexicon import OUTCOMES as NAMED
from dateline.extract.lexicon import load_lexicon
from dateline.extract.weighing import TOLL, of_toll
from dateline.schema.document import Document
from dateline.schema.mention import Count
from tests.extract.made import fact, marked, read, role, taken, trigger

BLAST = (
    "A/DET/det/2 blast/NOUN/nsubj/3 killed/kill/VERB/root/0 at/ADP/case/6 least/ADJ/nmod/6 21/NUM/nummod/8 Chadian/ADJ/amod/8 "
    "soldiers/soldier/NOUN/obj/3 "
    "and/CCONJ/cc/10 wounded/wound/VERB/conj/3 dozens/NOUN/obj/10"
)
RAID = (
    "Police/NOUN/nsubj/2 arrested/arrest/VERB/root/0 six/NUM/nummod/4 men/man/NOUN/obj/2 after/SCONJ/mark/7 "
    "gunmen/gunman/NOUN/nsubj/7 killed/kill/VERB/advcl/2 "
    "two/NUM/nummod/9 guards/guard/NOUN/obj/7"
)


def counts(document: Document) -> dict[int, tuple[Count, ...]]:
    return find_counts(document, tuple(taken(document, k) for k in range(len(document.triggers))), load_lexicon())


def blast(*marks: tuple[str, str], **more: Any) -> list[Count]:
    document = read(BLAST)
    facts = [fact(document, label, part, **more) for label, part in marks]
    return list(counts(marked(document, trigger(document, "killed", "ASSAULT"), facts=facts)).get(0, ()))


def test_figures_with_their_bounds_and_the_group_s_words() -> None:
    found = blast(("killed", "at least 21 Chadian soldiers"), ("wounded", "dozens"))
    assert [(c.outcome, c.low, c.high, c.who, c.phrase.text) for c in found] == [
        ("killed", 21, None, "Chadian soldiers", "at least 21 Chadian soldiers"),
        ("wounded", 24, 99, "dozens", "dozens"),
    ]


def test_at_least_belongs_to_the_figure_where_the_head_marks_the_number_alone() -> None:
    found, _dozens = blast(("killed", "21"))
    assert (found.low, found.high, found.phrase.text) == (21, None, "at least 21")


def test_what_is_marked_too_wide_is_cut() -> None:
    found, _dozens = blast(("killed", "21 Chadian soldiers and"))
    assert found.phrase.text == "at least 21 Chadian soldiers"


def told(confidence: float, *, parse: str = "They/PRON/nsubj/2 left/leave/VERB/root/0 nine/NUM/nummod/4 men/man/NOUN/obj/2") -> list[Count]:
    """The figures of a sentence whose nine men the head for figures takes for killed, as sure as that."""
    document = read(parse)
    figure = fact(document, "killed", "nine men", confidence=confidence)
    verb = next(w.text for w in document.words if w.deprel == "root")
    return list(counts(marked(document, trigger(document, verb, "ASSAULT"), facts=[figure])).get(0, ()))


def test_a_figure_is_believed_from_the_level_on_and_names_what_made_it() -> None:
    assert told(ALONE - 0.01) == []
    (found,) = told(ALONE)
    assert found.phrase.made_by.startswith("model:figures+")
    assert 0 < found.phrase.confidence <= ALONE


def test_a_wording_that_says_the_same_makes_a_faint_figure_sure() -> None:
    (found,) = told(ALONE - 0.3, parse="They/PRON/nsubj/2 killed/kill/VERB/root/0 nine/NUM/nummod/4 men/man/NOUN/obj/2")
    assert found.phrase.confidence > 0.8


@pytest.mark.parametrize(("confidence", "outcome"), [(OVERRULED - 0.01, "wounded"), (OVERRULED, "killed")])
def test_a_wording_of_another_outcome_is_believed_unless_the_head_is_very_sure(confidence: float, outcome: str) -> None:
    (found,) = told(confidence, parse="They/PRON/nsubj/2 wounded/wound/VERB/root/0 nine/NUM/nummod/4 men/man/NOUN/obj/2")
    assert found.outcome == outcome


FREED = (
    "They/PRON/nsubj/2 freed/free/VERB/root/0 six/NUM/nummod/4 miners/miner/NOUN/obj/2 kidnapped/kidnap/VERB/acl/4 at/ADP/case/7 "
    "Jos/PROPN/obl/5"
)


def test_who_was_taken_and_let_go_is_counted_with_both() -> None:
    document = read(FREED)
    triggers = trigger(document, "freed", "RETREAT"), trigger(document, "kidnapped", "ASSAULT")
    roles = [role(document, 0, "released", "six miners"), role(document, 1, "abducted", "six miners")]
    found = counts(marked(document, *triggers, roles=roles))
    assert {k: [(c.outcome, c.low) for c in v] for k, v in found.items()} == {0: [("released", 6)], 1: [("abducted", 6)]}


def test_who_is_killed_is_not_also_wounded() -> None:
    document = read(RAID)
    triggers = trigger(document, "arrested", "COERCE"), trigger(document, "killed", "ASSAULT")
    roles = [role(document, 1, "killed", "two guards", confidence=0.9), role(document, 0, "wounded", "two guards", confidence=0.8)]
    assert {k: [c.outcome for c in v] for k, v in counts(marked(document, *triggers, roles=roles)).items() if v} == {
        0: ["detained"],
        1: ["killed"],
    }


def test_a_claim_is_no_figure() -> None:
    document = read("They/PRON/nsubj/2 left/leave/VERB/root/0 nine/NUM/nummod/4 men/man/NOUN/obj/2")
    document = marked(document, trigger(document, "left", "ASSAULT"), facts=[fact(document, "claimed", "nine men")])
    assert counts(document).get(0, ()) == ()


@pytest.mark.parametrize(
    ("parse", "marks", "bounds"),
    [
        ("They/PRON/nsubj/2 killed/kill/VERB/root/0 soldiers/soldier/NOUN/obj/2", "soldiers", (2, None)),
        ("They/PRON/nsubj/2 killed/kill/VERB/root/0 a/DET/det/4 judge/NOUN/obj/2", "a judge", (1, 1)),
        ("They/PRON/nsubj/2 killed/kill/VERB/root/0 nobody/PRON/obj/2", "nobody", None),
        ("They/PRON/nsubj/2 killed/kill/VERB/root/0 no/DET/det/4 civilians/civilian/NOUN/obj/2", "no civilians", None),
    ],
    ids=["a plural", "one", "nobody", "none of them"],
)
def test_words_without_a_number(parse: str, marks: str, bounds: tuple[int, int | None] | None) -> None:
    document = read(parse)
    document = marked(document, trigger(document, "killed", "ASSAULT"), facts=[fact(document, "killed", marks)])
    assert [(c.low, c.high) for c in counts(document).get(0, ())] == ([] if bounds is None else [bounds])


@pytest.mark.parametrize(("confidence", "taken_for_people"), [(SURE, True), (SURE - 0.01, False)])
def test_a_figure_of_things_must_be_very_sure(confidence: float, taken_for_people: bool) -> None:
    document = read("They/PRON/nsubj/2 seized/seize/VERB/root/0 six/NUM/nummod/4 rifles/rifle/NOUN/obj/2")
    document = marked(
        document, trigger(document, "seized", "COERCE"), facts=[fact(document, "detained", "six rifles", confidence=confidence)]
    )
    assert bool(counts(document).get(0)) == taken_for_people


def test_civilians_and_soldiers() -> None:
    document = read(
        "They/PRON/nsubj/2 killed/kill/VERB/root/0 two/NUM/nummod/4 villagers/villager/NOUN/obj/2 and/CCONJ/cc/7 "
        "six/NUM/nummod/7 soldiers/soldier/NOUN/conj/4"
    )
    facts = [fact(document, "killed", "two villagers"), fact(document, "killed", "six soldiers")]
    found = counts(marked(document, trigger(document, "killed", "ASSAULT"), facts=facts))[0]
    assert [(c.who, c.civilian) for c in found] == [("villagers", True), ("soldiers", False)]


def raid(*, roles: bool) -> dict[int, list[str]]:
    """The figures of two events in one sentence; with `roles` the reader gives the men arrested to the killing."""
    document = read(RAID)
    triggers = trigger(document, "arrested", "COERCE"), trigger(document, "killed", "ASSAULT")
    facts = [fact(document, "detained", "six men"), fact(document, "killed", "two guards")]
    said = [role(document, 1, "detained", "six men")] if roles else []
    return {k: [c.who for c in v] for k, v in counts(marked(document, *triggers, roles=said, facts=facts)).items()}


def test_a_figure_goes_to_the_event_whose_type_can_have_it_unless_the_head_says_otherwise() -> None:
    assert raid(roles=False) == {0: ["men"], 1: ["guards"]}
    assert raid(roles=True) == {1: ["men", "guards"]}


def test_of_two_fitting_events_the_nearer_has_the_figure() -> None:
    document = read(
        "They/PRON/nsubj/2 shelled/shell/VERB/root/0 a/DET/det/4 camp/NOUN/obj/2 and/CCONJ/cc/6 ambushed/ambush/VERB/conj/2 "
        "nine/NUM/nummod/8 guards/guard/NOUN/obj/6"
    )
    triggers = trigger(document, "shelled", "ASSAULT"), trigger(document, "ambushed", "ASSAULT")
    assert list(counts(marked(document, *triggers, facts=[fact(document, "killed", "nine guards")]))) == [1]


DEAD = "Nine/NUM/nummod/2 men/man/NOUN/nsubj/3 lay/lie/VERB/root/0 there/ADV/advmod/3"


@pytest.mark.parametrize(
    ("lines", "confidence", "owned"),
    [
        ((BLAST, DEAD), BACK, True),
        ((BLAST, DEAD), BACK - 0.01, False),
        ((BLAST, "It/PRON/nsubj/2 rained/rain/VERB/root/0", DEAD), 0.99, False),
        ((DEAD, BLAST), 0.99, False),
    ],
    ids=["the sentence behind", "unsure", "too far behind", "the sentence before"],
)
def test_a_figure_of_a_sentence_without_an_event_is_of_the_event_told_just_before(
    lines: tuple[str, ...], confidence: float, owned: bool
) -> None:
    document = read(*lines)
    figure = fact(document, "killed", "Nine men", confidence=confidence)
    document = marked(document, trigger(document, "blast", "ASSAULT"), facts=[figure])
    assert [c.low for c in counts(document).get(0, ()) if c.phrase.text == "Nine men"] == ([9] if owned else [])


def test_a_figure_behind_an_event_that_cannot_have_it_stands_nowhere() -> None:
    document = read("They/PRON/nsubj/2 met/meet/VERB/root/0", DEAD)
    document = marked(document, trigger(document, "met", "CONSULT"), facts=[fact(document, "killed", "Nine men")])
    assert counts(document) == {}


CLERK = (
    "They/PRON/nsubj/2 killed/kill/VERB/root/0 a/DET/det/4 clerk_/NOUN/obj/2 ,/PUNCT/punct/7 her/PRON/nmod:poss/7 son/NOUN/conj/4 "
    "and/CCONJ/cc/10 {number} {last}/NOUN/conj/4"
)


@pytest.mark.parametrize(
    ("last", "marks", "expected"),
    [
        ("a/DET/det/10 nurse", ("a clerk", "her son", "a nurse"), [("a clerk, her son and a nurse", 3)]),
        ("a/DET/det/10 nurse", ("a clerk, her son and a nurse",), [("a clerk, her son and a nurse", 3)]),
        ("two/NUM/nummod/10 guards/guard", ("a clerk", "her son", "two guards"), [("a clerk, her son and two guards", 4)]),
    ],
    ids=["told one by one", "marked as one", "a number behind people tied to each other"],
)
def test_single_people_of_one_list_are_counted_together_and_once(
    last: str, marks: tuple[str, ...], expected: list[tuple[str, int]]
) -> None:
    determiner, noun = last.split()
    document = read(CLERK.format(number=determiner, last=noun))
    document = marked(document, trigger(document, "killed", "ASSAULT"), facts=[fact(document, "killed", m) for m in marks])
    assert [(c.phrase.text, c.low) for c in counts(document)[0]] == expected


@pytest.mark.parametrize(
    ("behind", "whom", "mark", "expected"),
    [
        ("", "hundreds/NOUN/obj/2 of/ADP/case/5 rebels/rebel/NOUN/nmod/3", "hundreds of rebels", [(200, 999)]),
        ("", "hundreds/NOUN/obj/2 of/ADP/case/5 rifles/rifle/NOUN/nmod/3", "hundreds of rifles", []),
        ("", "78/NUM/nummod/4 men/man/NOUN/obj/2 at/ADP/case/6 least/ADJ/nmod/3", "78 men", [(78, None)]),
        ("", "a/DET/det/4 youth/NOUN/obj/2 of/ADP/case/6 15/NUM/nmod/4", "a youth of 15", [(1, 1)]),
        ("", "all/DET/det/5 the/DET/det/5 raiders/raider/NOUN/obj/2", "all the raiders", [(2, None)]),
        (
            "Nine/NUM/nummod/2 raiders/raider/NOUN/nsubj/3 came/come/VERB/root/0",
            "the/DET/det/4 raiders/raider/NOUN/obj/2",
            "the raiders",
            [(9, 9)],
        ),
    ],
    ids=["hundreds of people", "hundreds of things", "a bound behind the noun", "an age", "nobody told before", "as many as told before"],
)
def test_how_many(behind: str, whom: str, mark: str, expected: list[tuple[int, int | None]]) -> None:
    lines = [*([behind] if behind else []), f"They/PRON/nsubj/2 killed/kill/VERB/root/0 {whom}"]
    document = read(*lines)
    figure = fact(document, "killed", mark, confidence=0.8)
    document = marked(document, trigger(document, "killed", "ASSAULT"), facts=[figure])
    assert [(c.low, c.high) for c in counts(document).get(0, ())] == expected


@pytest.mark.parametrize(("whom", "expected"), [("two/NUM/nummod/4 nurses/nurse/NOUN/obj/2", [2]), ("nurses/nurse/NOUN/obj/2", [])])
def test_a_wording_alone_makes_a_figure_of_people_with_a_number(whom: str, expected: list[int]) -> None:
    document = read(f"They/PRON/nsubj/2 abducted/abduct/VERB/root/0 {whom}")
    document = marked(document, trigger(document, "abducted", "ASSAULT"))
    assert [c.low for c in counts(document).get(0, ())] == expected


def test_people_named_one_by_one_are_as_many_as_their_names() -> None:
    document = read(
        "They/PRON/nsubj/2 killed/kill/VERB/root/0 Ali/PROPN/obj/2 Hassan/PROPN/flat/3 ,/PUNCT/punct/6 Omar/PROPN/conj/3 and/CCONJ/cc/8 "
        "Reza/PROPN/conj/3"
    )
    document = marked(document, trigger(document, "killed", "ASSAULT"), facts=[fact(document, "killed", "Ali Hassan , Omar and Reza")])
    assert [(c.low, c.high) for c in counts(document)[0]] == [(3, 3)]


def test_every_outcome_of_the_codebook_has_event_types() -> None:
    assert set(FITTING) == OUTCOMES == set(NAMED)


@pytest.mark.parametrize(
    ("parse", "marks", "words", "who"),
    [
        ("They/PRON/nsubj/2 killed/kill/VERB/root/0 two/NUM/nummod/4 men/man/NOUN/obj/2", "killed two men", "two men", "men"),
        (
            "Ten/NUM/nummod/3 wounded/wound/VERB/amod/3 men/man/NOUN/nsubj/4 lay/lie/VERB/root/0",
            "Ten wounded men",
            "Ten wounded men",
            "wounded men",
        ),
        ("The/DET/det/3 21/NUM/nummod/3 men/man/NOUN/nsubj/4 died/die/VERB/root/0", "The 21 men", "The 21 men", "men"),
    ],
    ids=["the verb before it", "a participle that describes them", "a determiner before the figure"],
)
def test_the_group_s_words(parse: str, marks: str, words: str, who: str) -> None:
    document = read(parse)
    verb = next(w.text for w in document.words if w.deprel == "root")
    document = marked(document, trigger(document, verb, "ASSAULT"), facts=[fact(document, "killed", marks)])
    (found,) = counts(document)[0]
    assert (found.phrase.text, found.who) == (words, who)


SHOT = "They/PRON/nsubj/2 shot/shoot/VERB/root/0 "


@pytest.mark.parametrize(
    ("parse", "marks", "groups"),
    [
        (
            SHOT + "two/NUM/nummod/4 guards/guard/NOUN/obj/2 and/CCONJ/cc/7 nine/NUM/nummod/7 men/man/NOUN/conj/4",
            "two guards and nine men",
            ["2 guards", "9 men"],
        ),
        (
            SHOT + "nine/NUM/nummod/4 men/man/NOUN/obj/2 ,/PUNCT/punct/7 two/NUM/nummod/7 guards/guard/NOUN/conj/4",
            "nine men , two guards",
            ["9 men", "2 guards"],
        ),
        (
            SHOT + "nine/NUM/nummod/4 guards/guard/NOUN/obj/2 and/CCONJ/cc/6 men/man/NOUN/conj/4",
            "nine guards and men",
            ["9 guards and men"],
        ),
    ],
    ids=["joined by and", "by a comma", "one figure of two groups"],
)
def test_the_figures_of_a_list_that_was_marked_as_one(parse: str, marks: str, groups: list[str]) -> None:
    document = read(parse)
    document = marked(document, trigger(document, "shot", "ASSAULT"), facts=[fact(document, "killed", marks)])
    assert [f"{c.low} {c.who}" for c in counts(document)[0]] == groups


SPARED = (
    "The/DET/det/2 blast/NOUN/nsubj/3 hurt/VERB/root/0 two/NUM/nummod/5 guards/guard/NOUN/obj/3 ;/PUNCT/punct/10 "
    "their/PRON/nmod:poss/8 driver/NOUN/nsubj/10 was/AUX/cop/10 unhurt/ADJ/conj/3"
)


def test_who_is_told_to_be_unhurt_is_no_victim() -> None:
    document = read(SPARED)
    facts = [fact(document, "wounded", "two guards"), fact(document, "wounded", "their driver")]
    found = counts(marked(document, trigger(document, "blast", "ASSAULT"), facts=facts))[0]
    assert [c.phrase.text for c in found] == ["two guards"]


def test_an_outcome_right_behind_a_number_is_believed_before_the_head() -> None:
    document = read(
        "Gunmen/gunman/NOUN/nsubj/2 attacked/attack/VERB/root/0 :/PUNCT/punct/5 three/NUM/nummod/5 dead/ADJ/parataxis/2 ,/PUNCT/punct/8 "
        "eleven/NUM/nsubj:pass/8 injured/injure/VERB/conj/5"
    )
    facts = [fact(document, "killed", "eleven", confidence=0.95), fact(document, "wounded", "eleven", confidence=0.7)]
    found = counts(marked(document, trigger(document, "attacked", "ASSAULT"), facts=facts))[0]
    assert [(c.outcome, c.low) for c in found] == [("killed", 3), ("wounded", 11)]


@pytest.mark.parametrize(
    ("parse", "outcome"),
    [
        ("The/DET/det/2 toll/NOUN/nsubj/3 rose/rise/VERB/root/0 to/ADP/case/5 38/NUM/obl/3", "killed"),
        ("Injury/injury/NOUN/compound/2 toll/NOUN/nsubj/3 rose/rise/VERB/root/0 to/ADP/case/5 38/NUM/obl/3", "wounded"),
        ("The/DET/det/3 wounded/wound/VERB/amod/3 toll/NOUN/nsubj/4 rose/rise/VERB/root/0 to/ADP/case/6 38/NUM/obl/4", "wounded"),
    ],
)
def test_a_toll_is_of_dead_unless_it_is_told_as_one_of_wounded(parse: str, outcome: str) -> None:
    document = read("A/DET/det/2 bombing/NOUN/nsubj/3 shook/shake/VERB/root/0 Kano/PROPN/obj/3", parse)
    document = marked(document, trigger(document, "bombing", "ASSAULT"), roles=[role(document, 0, "wounded", "38")])
    assert [(c.outcome, c.low) for c in counts(document)[0]] == [(outcome, 38)]


def test_a_bound_that_is_marked_apart_from_its_number_is_no_figure_of_another_outcome() -> None:
    document = read(
        "At/ADP/case/3 least/ADJ/nmod/3 70/NUM/nummod/4 people/NOUN/nsubj:pass/6 were/AUX/aux:pass/6 injured/injure/VERB/root/0"
    )
    facts = [fact(document, "killed", "At least", confidence=0.84), fact(document, "wounded", "70 people", confidence=0.81)]
    found = counts(marked(document, trigger(document, "injured", "ASSAULT"), facts=facts))[0]
    assert [(c.outcome, c.low, c.high) for c in found] == [("wounded", 70, None)]


@pytest.mark.parametrize(("behind", "low"), [("and/CCONJ/cc/7 a/DET/det/7 driver/NOUN/conj/4", 3), (",/PUNCT/punct/4", 1)])
def test_a_list_of_people_taken_without_a_comma_before_and_is_counted_together(behind: str, low: int) -> None:
    general = (
        "They/PRON/nsubj/2 arrested/arrest/VERB/root/0 the/DET/det/4 general/NOUN/obj/2 ,/PUNCT/punct/7 a/DET/det/7 poet/NOUN/appos/4 "
    )
    document = read(general + behind)
    marks = "the general , a poet and a driver" if low > 1 else "the general , a poet"
    found = counts(marked(document, trigger(document, "arrested", "COERCE"), facts=[fact(document, "detained", marks)]))[0]
    assert [(c.outcome, c.low) for c in found] == [("detained", low)]


@pytest.mark.parametrize(
    ("verb", "outcome"),
    [("took/take/VERB/root/0", "detained"), ("photographed/photograph/VERB/root/0", "abducted")],
    ids=["taken prisoner", "no wording"],
)
def test_who_is_taken_prisoner_is_detained_whatever_the_head_says(verb: str, outcome: str) -> None:
    document = read(f"Rebels/rebel/NOUN/nsubj/2 {verb} 60/NUM/nummod/4 prisoners/prisoner/NOUN/obj/2")
    facts = [fact(document, "abducted", "60 prisoners", confidence=0.85)]
    found = counts(marked(document, trigger(document, verb.split("/")[0], "ASSAULT"), facts=facts))[0]
    assert [c.outcome for c in found] == [outcome]


@pytest.mark.parametrize(("sure", "outcome"), [(0.7, "killed"), (0.95, "abducted")])
def test_who_is_only_told_to_be_killed_is_taken_only_where_the_head_is_sure(sure: float, outcome: str) -> None:
    document = read("Rebels/rebel/NOUN/nsubj/2 slew/slay/VERB/root/0 two/NUM/nummod/4 guards/guard/NOUN/obj/2")
    facts = [fact(document, "abducted", "two guards", confidence=sure)]
    found = counts(marked(document, trigger(document, "slew", "ASSAULT"), facts=facts))[0]
    assert outcome in {c.outcome for c in found}


def test_a_number_to_which_a_toll_rose_is_surely_of_dead() -> None:
    document = read("The/DET/det/2 toll/NOUN/nsubj/3 rose/rise/VERB/root/0 to/ADP/case/5 38/NUM/obl/3")
    assert of_toll(document, fact(document, "killed", "38", confidence=0.65)).confidence == TOLL
