"""Who mediates, hosts or witnesses talks, agreements and releases."""

from __future__ import annotations

import pytest

from dateline.extract.mediators import mediators
from tests.extract.made import marked, read, taken, trigger

# (parse, words of the trigger, its type, who mediates, note)
CASES = [
    (
        "Oman/PROPN/nsubj/2 offered/offer/VERB/root/0 to/PART/mark/4 mediate/VERB/xcomp/2 between/ADP/case/6 Lahij/PROPN/obl/4",
        "mediate", "CONSULT", ["Oman"], "the subject that a verb of mediating shares",
    ),
    (
        "Oman/PROPN/nsubj/2 brokered/broker/VERB/root/0 a/DET/det/4 truce/NOUN/obj/2 between/ADP/case/6 Lahij/PROPN/nmod/4",
        "truce", "RETREAT", ["Oman"], "the subject of a verb of mediating",
    ),
    (
        "Talks/talk/NOUN/root/0 mediated/mediate/VERB/acl/1 by/ADP/case/4 Oman/PROPN/obl:agent/2 and/CCONJ/cc/6 Qatar/PROPN/conj/4",
        "Talks", "CONSULT", ["Oman", "Qatar"], "agents, all that are listed",
    ),
    (
        ("Both/DET/det/2 sides/side/NOUN/nsubj/3 freed/free/VERB/root/0 captives/captive/NOUN/obj/3 in/ADP/case/7 a/DET/det/7 "
        "swap/NOUN/obl/3 arranged/arrange/VERB/acl/7 by/ADP/case/10 elders/elder/NOUN/obl:agent/8"),
        "freed", "RETREAT", ["elders"], "beside the trigger, of another word for the event",
    ),
    (
        "Oslo/PROPN/nsubj/2 hosted/host/VERB/root/0 talks/talk/NOUN/obj/2 between/ADP/case/5 rebels/rebel/NOUN/nmod/3",
        "talks", "CONSULT", ["Oslo"], "a host where the sides are told",
    ),
    (
        "Oslo/PROPN/nsubj/2 hosted/host/VERB/root/0 talks/talk/NOUN/obj/2 with/ADP/case/5 rebels/rebel/NOUN/nmod/3",
        "talks", "CONSULT", [], "a host that may be a side itself",
    ),
    (
        ("They/PRON/nsubj/2 met/meet/VERB/root/0 under/ADP/case/5 the/DET/det/5 auspices/auspex/NOUN/obl/2 of/ADP/case/8 the/DET/det/8 "
        "Vatican/PROPN/nmod/5"),
        "met", "CONSULT", ["Vatican"], "whose auspices they are",
    ),
    (
        "They/PRON/nsubj/2 met/meet/VERB/root/0 with/ADP/case/4 Malta/PROPN/obl/2 as/ADP/case/6 facilitator/NOUN/nmod/4",
        "met", "CONSULT", ["Malta"], "with somebody as facilitator",
    ),
    (
        "They/PRON/nsubj/2 met/meet/VERB/root/0 through/ADP/case/5 Omani/ADJ/amod/5 mediators/mediator/NOUN/obl/2",
        "met", "CONSULT", ["mediators"], "through people who mediate",
    ),
    (
        ("A/DET/det/2 truce/NOUN/nsubj:pass/4 was/be/AUX/aux:pass/4 brokered/broker/VERB/root/0 between/ADP/case/7 the/DET/det/7 "
        "clans/clan/NOUN/obl:agent/4"),
        "truce", "RETREAT", [], "the sides are no mediators, whatever the parse calls them",
    ),
    (
        "Oman/PROPN/nsubj/2 brokered/broker/VERB/root/0 a/DET/det/4 raid/NOUN/obj/2",
        "raid", "ASSAULT", [], "attacks are not mediated",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("parse", "words", "type", "expected", "note"), CASES, ids=[row[4] for row in CASES])
def test_who_mediates(parse: str, words: str, type: str, expected: list[str], note: str) -> None:
    document = read(parse)
    document = marked(document, trigger(document, words, type))
    assert [document.words[h].norm for h in mediators(document, taken(document))] == expected
