"""The whole of a mention from its own sentence: everything in it is found, in the order of the text, and nothing raises."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dateline.extract import extract
from dateline.extract.lexicon import STATUSES
from dateline.schema.document import Document, Fact, Role
from dateline.schema.mention import Mention
from tests.extract.made import fact, marked, name, read, role, time, trigger
from tests.extract.test_syntax import trees

BOMBED = (
    "A/DET/det/2 bomb/NOUN/nsubj/3 killed/kill/VERB/root/0 nine/NUM/nummod/5 soldiers/soldier/NOUN/obj/3 in/ADP/case/7 Kano/PROPN/obl/3 "
    "on/ADP/case/9 Monday/PROPN/obl/3 ,/PUNCT/punct/12 police/NOUN/nsubj/12 said/say/VERB/parataxis/3"
)
MET = (
    "The/DET/det/2 envoys/envoy/NOUN/nsubj/4 will/AUX/aux/4 discuss/VERB/root/0 a/DET/det/6 ceasefire/NOUN/obj/4 and/CCONJ/cc/10 "
    "the/DET/det/10 prisoner/NOUN/compound/10 exchange/NOUN/conj/6"
)


def bombed_and_met() -> Document:
    document = read(BOMBED, MET)
    return marked(
        document,
        trigger(document, "killed", "ASSAULT", modes=(("explosives", 0.8), (None, 0.2))),
        trigger(document, "discuss", "CONSULT", statuses=(("happened", 0.5), ("planned", 0.4))),
        roles=[
            role(document, 0, "recipient", "nine soldiers"),
            role(document, 0, "source", "police"),
            role(document, 1, "actor", "The envoys"),
        ],
        facts=[fact(document, "killed", "nine soldiers")],
        names=[name(document, "Kano", "place")],
        times=[time(document, "Monday", value="WD1")],
    )


def test_all_that_a_sentence_says_of_its_event() -> None:
    first, second = extract(bombed_and_met())
    assert (first.index, first.sentence, first.trigger.text, first.type, first.mode, first.status) == (
        0,
        0,
        "killed",
        "ASSAULT",
        "explosives",
        "happened",
    )
    assert [(p.role, p.phrase.text) for p in first.parties] == [("recipient", "nine soldiers")]
    assert [(c.outcome, c.low, c.high, c.who) for c in first.counts] == [("killed", 9, 9, "soldiers")]
    assert [s.phrase.text for s in first.sources] == ["police"]
    assert [w.kind for w in first.weapons] == ["explosives"]
    assert ([t.text for t in first.times], [t.text for t in first.told]) == (["Monday"], [])
    assert [p.text for p in first.places] == ["Kano"]
    assert (second.index, second.sentence, second.trigger.text, second.type, second.status) == (1, 1, "discuss", "CONSULT", "planned")
    assert second.status_by == "cue:will"
    assert (second.counts, second.weapons, second.times, second.places) == ((), (), (), ())


def test_what_talks_are_about() -> None:
    _, second = extract(bombed_and_met())
    assert "ceasefire" in second.topics


def test_weapons_are_those_of_an_attack() -> None:
    document = bombed_and_met()
    (found, _) = extract(replace(document, triggers=(replace(document.triggers[0], type="AID"), document.triggers[1])))
    assert (found.type, found.weapons) == ("AID", ())


def test_a_report_without_triggers_tells_of_nothing() -> None:
    assert extract(read(BOMBED)) == ()
    assert extract(replace(read(BOMBED), words=(), sentences=())) == ()


def phrases(mention: Mention) -> list[tuple[int, int, str]]:
    """Everything in a mention that has words."""
    found = [mention.trigger, *mention.places]
    found += [p for party in mention.parties for p in (party.phrase, *party.antecedents)]
    found += [c.phrase for c in mention.counts] + [s.phrase for s in mention.sources] + [w.phrase for w in mention.weapons]
    found += [p for c in mention.claims for p in (c.phrase, c.by, c.accused) if p is not None]
    return [(p.start, p.end, p.text) for p in found]


@st.composite
def marked_trees(draw: st.DrawFn) -> Document:
    """Any tree with any marks on it: the heads and the parser may contradict each other."""
    document = draw(trees())
    size = len(document.words)

    def run() -> tuple[int, int]:
        first = draw(st.integers(0, size - 1))
        end = document.sentences[document.words[first].sentence].last
        return first, draw(st.integers(first + 1, end))

    triggers = []
    for first, last in sorted({run() for _ in range(draw(st.integers(0, 3)))}):
        made = trigger(document, document.text(0, 1), draw(st.sampled_from(["ASSAULT", "CONSULT", "ACCUSE"])))
        triggers.append(replace(made, first=first, last=last, head=first))
    labels = ("actor", "recipient", "place", "source", "killed", "blamed")
    sure = st.sampled_from([0.3, 0.9])
    roles = [Role(number, label, *run(), draw(sure)) for number in range(len(triggers)) for label in labels]
    facts = [Fact(*run(), label, 0.9) for label in ("killed", "claimed", "blamed")]
    return marked(document, *triggers, roles=roles, facts=facts)


@given(marked_trees())
def test_whatever_is_marked_the_mentions_are_the_report_s_own_words(document: Document) -> None:
    mentions = extract(document)
    assert list(mentions) == sorted(mentions, key=lambda m: m.trigger.start)
    for m in mentions:
        assert m.status in STATUSES
        for start, end, text in phrases(m):
            assert start < end
            assert document.report.text[start:end] == text
        for c in m.counts:
            assert c.low is None or c.high is None or c.low <= c.high
            assert c.who
    assert mentions == extract(document)


def test_who_blames_another_has_not_done_it() -> None:
    document = read(
        "Chad/PROPN/nsubj/2 blamed/blame/VERB/root/0 rebels/rebel/NOUN/obj/2 for/ADP/case/6 the/DET/det/6 raid/NOUN/obl/2",
    )
    document = marked(
        document,
        trigger(document, "raid", "ASSAULT"),
        roles=[role(document, 0, "actor", "Chad"), role(document, 0, "actor", "rebels")],
        facts=[fact(document, "blamed", "blamed")],
    )
    (told,) = extract(document)
    assert [p.phrase.text for p in told.parties] == ["rebels"]
