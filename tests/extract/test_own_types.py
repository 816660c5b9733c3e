"""Event types of a user's: firm words always tell of them, weak words where the model sees an event of the parent type."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.extract import extract
from dateline.extract.lexicon import load_lexicon
from dateline.extract.own_types import FIRM, UNSEEN, choose_own
from dateline.extract.own_words import lexicon_in_use, with_settings
from dateline.extract.triggers import choose_triggers
from dateline.schema.document import Document, Sentence, Trigger, Word
from dateline.schema.mention import Mention
from dateline.schema.report import Report
from dateline.settings import Settings, using
from dateline.settings.record import OwnLexicon, OwnType, Paths, StatusWords, TopicWords, Triggers

RAID = OwnType(
    name="CATTLE-RAID",
    parent="ASSAULT",
    triggers=(
        Triggers(words=("rustle",), pos="VERB", frame="rustling"),
        Triggers(words=("foray",), pos="NOUN", strength="weak"),
    ),
    frames=(("rustling", Paths(actor=("nsubj",), recipient=("obl:from",))),),
)
SETTINGS = Settings(types=(RAID,))
TEXT = "Bandits rustled goats from herders"
WORDS = (
    ("Bandits", "bandit", "NOUN", 1, "nsubj"),
    ("rustled", "rustle", "VERB", -1, "root"),
    ("goats", "goat", "NOUN", 1, "obj"),
    ("from", "from", "ADP", 4, "case"),
    ("herders", "herder", "NOUN", 1, "obl"),
)


def document(*triggers: Trigger, text: str = TEXT, words: tuple[tuple[str, str, str, int, str], ...] = WORDS) -> Document:
    made, at = [], 0
    for index, (form, lemma, upos, head, deprel) in enumerate(words):
        start = text.index(form, at)
        at = start + len(form)
        made.append(Word(index, start, at, form, form, lemma, upos, head, deprel, 0))
    return Document(Report("r", text), (Sentence(0, 0, len(text), 0, len(made)),), tuple(made), triggers=triggers)


def seen(type: str, confidence: float, index: int = 1) -> Trigger:
    return Trigger(index, index + 1, index, type, confidence, (("happened", 1.0),), ((None, 1.0),), 0.0)


def mentions(told: Document) -> tuple[Mention, ...]:
    with using(SETTINGS):
        return extract(told)


def test_firm_words_make_a_mention_of_which_the_model_sees_nothing() -> None:
    (found,) = mentions(document())
    assert (found.own, found.type, found.index, found.trigger.text) == ("CATTLE-RAID", "ASSAULT", UNSEEN, "rustled")
    assert (found.status, found.mode, found.trigger.made_by) == ("happened", None, "own:rustle")
    assert [(p.role, p.phrase.text, p.phrase.made_by) for p in found.parties] == [
        ("actor", "Bandits", "frame:rustling"),
        ("recipient", "herders", "frame:rustling"),
    ]


@pytest.mark.parametrize(("type", "confidence", "made_by"), [("AID", 0.9, "own:rustle"), ("ASSAULT", 0.2, "own:rustle")])
def test_firm_words_win_over_another_reading(type: str, confidence: float, made_by: str) -> None:
    (found,) = mentions(document(seen(type, confidence)))
    assert (found.own, found.index, found.trigger.made_by, found.trigger.confidence) == ("CATTLE-RAID", 0, made_by, FIRM)


def test_an_event_of_the_parent_type_in_these_words_is_of_the_user_s() -> None:
    (found,) = mentions(document(seen("ASSAULT", 0.9)))
    assert (found.own, found.trigger.confidence) == ("CATTLE-RAID", 0.9)
    assert found.trigger.made_by == "model:triggers+own:rustle"


FORAY = (("Forays", "foray", "NOUN", 1, "nsubj"), ("continue", "continue", "VERB", -1, "root"))


def test_weak_words_need_an_event_of_the_parent_type() -> None:
    assert mentions(document(text="Forays continue", words=FORAY)) == ()
    (other,) = mentions(document(seen("PROTEST", 0.9, 0), text="Forays continue", words=FORAY))
    assert (other.own, other.type) == (None, "PROTEST")
    (same,) = mentions(document(seen("ASSAULT", 0.9, 0), text="Forays continue", words=FORAY))
    assert same.own == "CATTLE-RAID"


def test_without_types_of_the_user_s_nothing_changes() -> None:
    told = document(seen("ASSAULT", 0.9))
    chosen = choose_triggers(told, load_lexicon())
    assert choose_own(told, chosen, load_lexicon()) is chosen
    assert lexicon_in_use().own == {}


def test_words_of_the_user_s_come_before_the_package_s() -> None:
    lexicon = load_lexicon()
    cue = StatusWords(words=("plan",), pos="VERB", status="denied", scopes=("governs",))
    words = OwnLexicon(status=(cue,), sources=("elder",), topics=(TopicWords(name="border", words=("beacon",)),))
    added = with_settings(lexicon, Settings(lexicon=words))
    assert [e.status for e in added.status_cues["plan"] if e.words == ("plan",) and e.pos == "VERB"] == ["denied"]
    assert "elder" in added.sources
    assert ("beacon",) in next(t.patterns for t in added.topics if t.name == "border")
    assert replace(added, status_cues=lexicon.status_cues, sources=lexicon.sources, topics=lexicon.topics) == lexicon
