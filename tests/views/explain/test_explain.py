"""Every value of every event has exactly one reason, in words, and the reason's words are the report's."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from dateline.extract import quantities, weapons
from dateline.extract.lexicon import load_lexicon
from dateline.resolve import dates, figures, places, trace
from dateline.resolve.belief import features as belief_features
from dateline.resolve.joining import TOGETHER, read_weights
from dateline.resolve.pairs import facts, features
from dateline.resources import table_names
from dateline.schema.jsonable import to_json
from dateline.schema.record import Coder, Record, ReportNote
from dateline.schema.trace import Trace, Traced
from dateline.views.explain import explain
from dateline.views.explain.frames import role_in_words
from dateline.views.explain.joining import _VETOES, BELIEF, FEATURES
from dateline.views.explain.made_by import in_words, is_known, sentence
from dateline.views.explain.reason import Explanation, Reason
from dateline.views.explain.written import SECTIONS, as_json, write_json, write_text
from tests.extract.made import read, trigger
from tests.resolve.told import claim, mention, party, phrase, resolved
from tests.views.reports import DAY, TEXT, traced

EXAMPLE = (Path(__file__).parents[3] / "examples" / "arauca.txt").read_text("utf-8")
# Evidence of a value, not values themselves.
EVIDENCE = {"start", "end", "text", "made_by", "confidence"}
REPORTS = pytest.mark.parametrize(
    ("text", "day"), [(TEXT, DAY), (EXAMPLE, date(2018, 6, 13)), (TEXT, None)], ids=["ours", "example", "undated"]
)


def values(told: Any, path: str = "") -> Iterator[str]:
    """Paths of the values of an event's JSON; an empty list is a value."""
    if isinstance(told, dict):
        for key, item in told.items():
            if path == "" or key not in EVIDENCE:
                yield from values(item, f"{path}.{key}" if path else key)
    elif isinstance(told, list) and told:
        for k, item in enumerate(told):
            yield from values(item, f"{path}[{k}]")
    else:
        yield path


def covers(field: str, path: str) -> bool:
    return path == field or path.startswith((f"{field}.", f"{field}["))


@pytest.mark.model
@REPORTS
def test_every_value_of_every_event_has_exactly_one_reason(text: str, day: date | None) -> None:
    coded = traced(text, published=day)
    explanations = explain(coded)
    assert [e.event for e in explanations] == list(coded.record.events)
    assert explanations, "the report tells of events"
    for written, explanation in zip(to_json(coded.record)["events"], explanations, strict=True):
        fields = [field for reason in explanation.reasons for field in reason.fields]
        found = {path: [field for field in fields if covers(field, path)] for path in values(written)}
        assert {path: told for path, told in found.items() if len(told) != 1} == {}
        assert [field for field, times in Counter(fields).items() if times > 1] == []


@pytest.mark.model
@REPORTS
def test_every_reason_is_in_words_and_points_into_the_text(text: str, day: date | None) -> None:
    for reason in (r for e in explain(traced(text, published=day)) for r in e.reasons):
        assert reason.label
        assert reason.value
        assert reason.because.endswith(".")
        assert is_known(reason.made_by), reason.made_by
        assert all(text[w.start : w.end] == w.text for w in reason.words)


@pytest.mark.model
def test_the_evidence_of_the_record_is_that_of_its_reasons() -> None:
    coded = traced()
    for event, explanation in zip(coded.record.events, explain(coded), strict=True):
        by = {field: reason for reason in explanation.reasons for field in reason.fields}
        for k, entry in enumerate(event.casualties):
            reason = by[f"casualties[{k}].low"]
            assert (reason.made_by, reason.confidence, [w.start for w in reason.words]) == (entry.made_by, entry.confidence, [entry.start])
        for k, party_ in enumerate(event.participants):
            assert (by[f"participants[{k}].name"].made_by, by[f"participants[{k}].name"].value) == (party_.made_by, party_.name)
        assert by["confidence"].confidence == event.confidence
        if event.where.made_by:
            assert by["where.name"].made_by == event.where.made_by


def made(text: tuple[str, ...], triggers: dict[str, tuple[tuple[str, float], ...]], **fields: Any) -> Traced:
    """A report whose mentions are made by hand, resolved and traced as all are."""
    document = read(*text, published=date(2016, 3, 1))
    document = replace(document, triggers=tuple(trigger(document, word, "ASSAULT", statuses=s) for word, s in triggers.items()))
    mentions = tuple(mention(document, word, index=k, **fields.get(word, {})) for k, word in enumerate(triggers))
    events = resolved(document, mentions)
    record = Record(Coder("1"), ReportNote("made"), events)
    return Traced(document.report, record, Trace(document, mentions, trace(document, mentions, events)))


def reason_of(coded: Traced, field: str, *, event: int = 0) -> Reason:
    return next(r for r in explain(coded)[event].reasons if field in r.fields)


RAID = ("Rebels/rebel/NOUN/nsubj/4 did/do/AUX/aux/4 not/PART/advmod/4 attack/VERB/root/0 Gwoza/PROPN/obj/4",)
BELIEVED = (("happened", 0.7), ("denied", 0.2))


def test_a_cue_that_decided_the_status_is_named_with_its_words_and_the_model_s_own_belief() -> None:
    document = read(*RAID)
    cue = {"status": "denied", "status_by": "cue:not", "status_words": phrase(document, "not")}
    reason = reason_of(made(RAID, {"attack": BELIEVED}, attack=cue), "status")
    assert (reason.value, reason.made_by, [w.text for w in reason.words]) == ("denied", "cue:not", ["not"])
    assert "“not”" in reason.because
    assert "happened 0.70, denied 0.20" in reason.because


def test_a_status_of_the_model_has_its_score_and_the_event_s_words() -> None:
    reason = reason_of(made(RAID, {"attack": BELIEVED}, attack={"status_by": "model:statuses"}), "status")
    assert (reason.confidence, [w.text for w in reason.words]) == (0.7, ["attack"])


def test_who_claims_an_attack_is_explained_as_such() -> None:
    text = (
        "Gunmen/gunman/NOUN/nsubj/2 attacked/attack/VERB/root/0 Gwoza/PROPN/obj/2",
        "Boko/PROPN/nsubj/3 Haram/PROPN/flat/1 claimed/claim/VERB/root/0 it/PRON/obj/3",
    )
    document = read(*text)
    told = {
        "parties": (party(document, "actor", "Gunmen"),),
        "claims": (replace(claim(document, "claimed", "claimed"), by=replace(phrase(document, "Boko Haram"), made_by="syntax:subject")),),
    }
    coded = made(text, {"attacked": BELIEVED}, attacked=told)
    assert "who claims the attack" in reason_of(coded, "participants[0].role").because
    assert [w.text for w in reason_of(coded, "claims[0].by").words] == ["Boko Haram"]


def test_what_is_told_only_where_it_is_denied_names_the_denial() -> None:
    text = ("Rebels/rebel/NOUN/nsubj/2 denied/deny/VERB/root/0 attacking/attack/VERB/xcomp/2 Gwoza/PROPN/obj/3",)
    denial = replace(claim(read(*text), "denied", "denied"), direct=True)
    reason = reason_of(made(text, {"attacking": BELIEVED}, attacking={"status_by": "model:statuses", "claims": (denial,)}), "status")
    assert (reason.value, [w.text for w in reason.words]) == ("denied", ["denied"])
    assert "only in the words that deny it" in reason.because


def test_two_mentions_joined_and_an_event_kept_apart_are_explained() -> None:
    text = (
        "Rebels/rebel/NOUN/nsubj/2 attacked/attack/VERB/root/0 Gwoza/PROPN/obj/2",
        "The/DET/det/2 raid/NOUN/nsubj/3 ended/end/VERB/root/0",
        "Meanwhile/ADV/advmod/3 others/NOUN/nsubj/3 shelled/shell/VERB/root/0 Bama/PROPN/obj/3",
    )
    coded = made(text, dict.fromkeys(("attacked", "raid", "shelled"), BELIEVED), raid={"mode": "aerial"}, shelled={"mode": "firearms"})
    first, second = explain(coded)
    (pair,) = first.joined
    assert (pair.one.text, pair.other.text) == ("attacked", "raid")
    assert {w.says for w in pair.weighed if w.weight > 0}
    assert {w.says for w in pair.weighed if w.weight < 0}
    assert [(a.event, a.because.partition(",")[2]) for a in first.apart] == [("e2", f" below the {TOGETHER:.2f} needed")]
    assert [a.event for a in second.apart] == ["e1"]


def test_without_a_trace_there_is_nothing_to_explain() -> None:
    assert explain(traced("", published=None)) == ()


def test_every_feature_of_a_pair_has_words_and_none_besides() -> None:
    document = read("Rebels/rebel/NOUN/nsubj/2 attacked/attack/VERB/root/0 Gwoza/PROPN/obj/2")
    one = facts(document, mention(document, "attacked"), country=None)
    assert set(FEATURES) == {"bias", *features(one, one, learned=0.5)}
    assert set(read_weights()) <= set(FEATURES)
    assert set(BELIEF) == {"bias", *belief_features([mention(document, "attacked")])}
    assert set(_VETOES) == {"parties", "habit", "kept", "sides", "distance"}


def constants(module: object, prefix: str) -> set[str]:
    return {v for v in vars(module).values() if isinstance(v, str) and v.startswith(prefix)}


def test_every_name_of_what_makes_values_has_words() -> None:
    tables = {f"{name.removesuffix('.csv')}:x" for name in table_names("actors", suffix=".csv") if "naming" not in name}
    names = {
        *constants(quantities, "quantities:"), *constants(places, "gazetteer:"), *constants(figures, "figures."), weapons.MADE_BY,
        *(f"dates.{origin}" for origin in (*dates._CONFIDENCE, "unknown")), *tables,
    }  # fmt: skip
    assert len(names) > 25
    assert {name for name in names if not is_known(name)} == set()


def test_names_written_in_the_stages_have_words() -> None:
    source = Path(__file__).parents[3] / "src" / "dateline"
    begins = "actor|actors|cast|claims|cue|dates|event|figures|frame|gazetteer|lexicon|model|recast|setting|source|syntax"
    pattern = re.compile(rf'"((?:{begins})[:./][a-z_:/-]+)[+"{{]')
    found = {
        name for folder in ("extract", "resolve") for path in (source / folder).rglob("*.py") for name in pattern.findall(path.read_text())
    }
    names = {f"{name}x" if name.endswith(":") else name for name in found if not name.endswith((".toml", ".csv"))}
    assert {"event:forces", "source:own-deed", "setting:site", "dates.told"} <= names
    assert {name for name in names if not is_known(name)} - {"actors/phrases", "actors/"} == set()


def test_names_in_words() -> None:
    assert in_words("cast:before+actors/armed_groups:taliban") == (
        "a description that stands for the armed party named before it; the list of armed groups has it (taliban)"
    )
    assert in_words("frame:act_on") == "the words stand where the lexicon's pattern “act on” has this role"
    assert in_words("something new") == "something new"
    assert sentence("two", "", "two; three") == "Two; three."


def one() -> tuple[Record, Explanation]:
    coded = made(RAID, {"attack": BELIEVED}, attack={"parties": (party(read(*RAID), "actor", "Rebels"),)})
    return coded.record, explain(coded)[0]


@pytest.mark.parametrize("width", [40, 80, 160])
def test_the_text_says_every_reason_at_any_width(width: int) -> None:
    record, explanation = one()
    stream = io.StringIO()
    write_text(record, explanation, Console(file=stream, width=width, markup=False, emoji=False, highlight=False))
    told = " ".join(stream.getvalue().split())
    assert max(map(len, stream.getvalue().splitlines())) <= width
    for reason in explanation.reasons:
        assert reason.because.split(";")[0] in told
        assert reason.value.split(",")[0] in told


def test_every_reason_stands_in_a_section() -> None:
    roots = {r.fields[0].partition(".")[0].partition("[")[0] for r in one()[1].reasons}
    assert roots <= {name for names in SECTIONS.values() for name in names}


def test_json_holds_the_event_and_the_reasons_and_is_the_same_every_time() -> None:
    record, explanation = one()
    stream, again = io.StringIO(), io.StringIO()
    write_json([(record, explanation)], stream)
    write_json([(record, explanation)], again)
    (told,) = json.loads(stream.getvalue())
    assert stream.getvalue() == again.getvalue()
    assert list(told) == ["coder", "report", "event", "reasons", "joined", "apart"]
    assert told["event"] == to_json(record)["events"][0]
    assert list(told["reasons"][0]) == ["fields", "label", "value", "because", "made_by", "confidence", "words"]
    assert as_json(record, explanation)["event"]["id"] == "e1"


def test_a_pattern_says_where_it_has_the_role() -> None:
    assert role_in_words("model:roles+frame:act", "actor") == (
        "the language model gives the words this role; they stand where the lexicon expects the actor: its subject, behind “by”"
    )
    assert role_in_words("frame:no such", "actor") == in_words("frame:no such")


def test_every_pattern_of_the_lexicon_can_be_said() -> None:
    for frame in load_lexicon().frames.values():
        for role, paths in (("actor", frame.actor), ("recipient", frame.recipient), ("third", frame.third)):
            assert bool(paths) == ("expects" in role_in_words(f"frame:{frame.name}", role))
