"""Records as JSON: the codebook's keys in order, the same bytes every time, and back again."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import CodingError
from dateline.schema.failure import Failure, Note
from dateline.schema.jsonable import DECIMALS, dumps, from_json, spans, to_json
from dateline.schema.place import Place, When, Where
from dateline.schema.record import (
    WHEN_UNKNOWN,
    WHERE_UNKNOWN,
    Acled,
    Annotations,
    Casualty,
    ClaimRecord,
    Coder,
    Codes,
    Event,
    EventMention,
    NameNote,
    Participant,
    ParticipantMention,
    PlaceNote,
    Record,
    ReportNote,
    SourceRecord,
    TimeNote,
    Ucdp,
    WeaponRecord,
)
from tests.run import stages

# Codebook, section 8, with made_by and confidence on every object with words
WORDS = ["start", "end", "text", "made_by", "confidence"]
KEYS = {
    "": ["schema", "coder", "report", "events", "warnings", "failures"],
    "coder": ["version", "model", "tables"],
    "report": ["id", "uri", "publisher", "title", "published", "language", "published_by"],
    "event": (
        "id type mode status confidence part_of mentions participants casualties claims sources weapons when where "
        "other_places topics codes"
    ).split(),
    "mentions": WORDS,
    "participants": ["role", "name", "actor_id", "kind", "sector", "country", "mentions", "made_by", "confidence"],
    "casualties": ["id", "outcome", "low", "high", "who", "role", "civilian", "part_of", "superseded", *WORDS],
    "claims": ["kind", "by", *WORDS],
    "sources": ["name", "affiliation", *WORDS],
    "weapons": ["kind", *WORDS],
    "when": ["start_date", "end_date", "precision", "time_of_day", *WORDS],
    "where": (
        "name admin1 admin2 country latitude longitude radius_km precision place_id candidates start end text made_by confidence".split()
    ),
    "codes": ["plover", "quad", "contexts", "cameo", "cameo_root", "acled", "ucdp"],
    "candidate": ["place_id", "name", "admin1", "country", "latitude", "longitude", "score"],
}

text = st.text(max_size=12)
maybe_text = st.none() | text
number = st.integers(0, 10**6)
maybe_number = st.none() | number
share = st.integers(0, 10**DECIMALS).map(lambda n: n / 10**DECIMALS)
degrees = st.none() | st.integers(-180 * 10**DECIMALS, 180 * 10**DECIMALS).map(lambda n: round(n / 10**DECIMALS, DECIMALS) + 0.0)
made_by = st.text(min_size=1, max_size=8)
words = (number, number, text, made_by, share)
mention = st.builds(EventMention, *words)
# What a candidate writes of a place; the rest comes back as unknown
place = st.builds(Place, text, text, st.just("unknown"), maybe_text, maybe_text, st.none(), degrees, degrees, st.just(0))
candidate = st.tuples(place, share)
placed = (
    *(maybe_text, maybe_text, maybe_text, maybe_text, degrees, degrees, st.none() | share, text, maybe_text),
    st.lists(candidate, max_size=2).map(tuple),
    *(maybe_number, maybe_number, maybe_text, made_by, share),
)
where = st.just(WHERE_UNKNOWN) | st.builds(Where, *placed)
when = st.just(WHEN_UNKNOWN) | st.builds(
    When, maybe_text, maybe_text, text, maybe_text, maybe_number, maybe_number, maybe_text, made_by, share
)
party_mentions = st.lists(st.builds(ParticipantMention, *words), max_size=2).map(tuple)
event = st.builds(
    Event,
    *(text, text, maybe_text, text, share, maybe_text),
    st.lists(mention, max_size=2).map(tuple),
    st.lists(st.builds(Participant, text, text, *[maybe_text] * 4, party_mentions, made_by, share), max_size=2).map(tuple),
    st.lists(
        st.builds(
            Casualty, text, text, maybe_number, maybe_number, text, text, st.none() | st.booleans(), maybe_text, st.booleans(), *words
        ),
        max_size=2,
    ).map(tuple),
    st.lists(st.builds(ClaimRecord, text, maybe_text, *words), max_size=2).map(tuple),
    st.lists(st.builds(SourceRecord, text, maybe_text, *words), max_size=2).map(tuple),
    st.lists(st.builds(WeaponRecord, text, *words), max_size=2).map(tuple),
    when,
    where,
    st.lists(where, max_size=2).map(tuple),
    st.lists(text, max_size=2).map(tuple),
    st.builds(
        Codes,
        *(maybe_text, maybe_text, st.lists(text, max_size=2).map(tuple), maybe_text, maybe_text),
        st.builds(Acled, maybe_text, maybe_text),
        st.builds(Ucdp, maybe_number),
    ),
)
layers = st.builds(
    Annotations,
    st.lists(st.builds(PlaceNote, *placed, text), max_size=2).map(tuple),
    st.lists(st.builds(TimeNote, text, maybe_text, *words), max_size=2).map(tuple),
    st.lists(st.builds(NameNote, text, *words), max_size=2).map(tuple),
)
record = st.builds(
    Record,
    st.builds(Coder, text, maybe_text, maybe_text),
    st.builds(ReportNote, text, *[maybe_text] * 5),
    st.lists(event, max_size=2).map(tuple),
    st.lists(st.builds(Note, text, text), max_size=2).map(tuple),
    st.lists(st.builds(Failure, text, text, text), max_size=2).map(tuple),
    st.none() | layers,
)


def one_record() -> Record:
    return Record(Coder("0.1.0"), ReportNote("r"), (replace(stages.event(), other_places=(WHERE_UNKNOWN,)),))


@given(record)
def test_a_record_comes_back_from_its_json_text(made: Record) -> None:
    written = dumps(to_json(made))
    assert from_json(json.loads(written)) == made
    assert dumps(to_json(from_json(json.loads(written)))) == written
    written.encode("utf-8")


def test_the_keys_and_their_order_are_the_codebook_s() -> None:
    out = to_json(one_record())
    event = out["events"][0]
    assert list(out) == KEYS[""]
    assert list(out["coder"]) == KEYS["coder"]
    assert list(out["report"]) == KEYS["report"]
    assert list(event) == KEYS["event"]
    for name in ("mentions", "participants", "casualties", "claims", "sources", "weapons"):
        assert list(event[name][0]) == KEYS[name]
    assert list(event["participants"][0]["mentions"][0]) == WORDS
    assert list(event["when"]) == KEYS["when"]
    assert list(event["where"]) == list(event["other_places"][0]) == KEYS["where"]
    assert list(event["where"]["candidates"][0]) == KEYS["candidate"]
    assert list(event["codes"]) == KEYS["codes"]


def test_annotations_stand_only_where_asked_for() -> None:
    assert to_json(replace(one_record(), annotations=Annotations()))["annotations"] == {"places": [], "times": [], "names": []}
    assert "annotations" not in to_json(one_record())


def test_nothing_told_is_null_and_lists_are_empty() -> None:
    bare = Event("e1", "AGREE", None, "planned", 0.5, None, ())
    out = to_json(Record(Coder("1"), ReportNote("r"), (bare,)))["events"][0]
    assert {value for key, value in out["when"].items() if key != "precision"} == {None}
    assert out["when"]["precision"] == out["where"]["precision"] == "unknown"
    assert {str(value) for key, value in out["where"].items() if key not in ("precision", "candidates")} == {"None"}
    assert [out[name] for name in ("mentions", "participants", "other_places", "topics")] == [[], [], [], []]


@pytest.mark.parametrize(("given_number", "written"), [(0.123456, "0.1235"), (-0.0, "0.0"), (-0.00001, "0.0"), (1, "1.0"), (51.0, "51.0")])
def test_numbers_are_rounded_and_never_minus_zero(given_number: float, written: str) -> None:
    made = replace(one_record(), events=(replace(stages.event(), confidence=given_number),))
    assert f'"confidence": {written}, "part_of"' in dumps(to_json(made))


@pytest.mark.parametrize("broken", [float("nan"), float("inf")])
def test_a_number_that_json_cannot_hold_is_refused(broken: float) -> None:
    with pytest.raises(CodingError):
        to_json(replace(one_record(), events=(replace(stages.event(), confidence=broken),)))


def test_half_a_surrogate_pair_can_be_written_and_read() -> None:
    made = Record(Coder("1"), ReportNote("a\ud800b\N{GRINNING FACE}"))
    written = dumps(to_json(made)).encode("utf-8")
    assert from_json(json.loads(written)) == made


@pytest.mark.parametrize(
    "value", [{}, {"schema": "0"}, {"schema": "1"}, {"schema": "1", "coder": 5, "report": {}}, {"schema": "1", "coder": []}]
)
def test_what_is_no_record_is_refused(value: dict[str, object]) -> None:
    with pytest.raises(CodingError):
        from_json(value)


def test_spans_finds_the_words_of_every_part() -> None:
    found = list(spans(stages.event()))
    assert {words for _, _, words in found} >= {"killed", "Rebels", "soldiers", "at least 21 soldiers", "the army", "Monday", "Tadmur"}
    assert all(stages.TEXT[start:end] == words for start, end, words in found)
