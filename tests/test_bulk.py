"""The feed of any size is the same each time and of the promised make, and rates are told for each tenth of it. Nothing is timed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import bulk, limit, relevance, speed
from benchmarks.bulk import Look
from dateline.schema.report import Report


def test_the_same_feed_comes_each_time_and_copies_are_in_it() -> None:
    feed = list(bulk.feed(200))
    assert feed == list(bulk.feed(200))
    assert [report["id"] for report in feed] == [f"feed-{n}" for n in range(200)]
    texts = [report["text"] for report in feed]
    copied = len(texts) - len(set(texts))
    assert 2 <= copied <= 25
    assert [report["published"] for report in feed[:1]] == ["2015-01-01"]
    assert "{" not in "".join(texts)


def test_news_is_told_on_its_day_beside_the_news_before() -> None:
    items = [(f"2015-02-{day:02}", f"Rebels raided post {day}. Nobody was hurt.") for day in range(1, 29)]
    feed = [report for report in bulk.feed(280, items=items) if "raided" in report["text"]]
    assert len(feed) > 20
    for report in feed:
        told = [int(words.split(".")[0]) for words in report["text"].split("post ")[1:]]
        assert f"2015-02-{max(told):02}" <= report["published"]
        assert len(told) == len(set(told))


def test_reports_that_must_be_stored_are_counted_by_their_keys(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": "A raid."}, {"id": "b", "text": "A raid."}, {"id": "c", "text": "Another."}]
    (tmp_path / "feed.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert bulk.distinct_reports(tmp_path / "feed.jsonl") == 2


def test_rates_are_told_by_tenths_and_not_over_a_kill() -> None:
    first = [Look(float(n), n * 10, 200.0, 400.0 + n, n * 2.0, 0) for n in range(5)]
    # 20 seconds to start again, and half the rate
    second = [Look(24.0 + n, 40 + n * 5, 210.0, 500.0, 10.0 + n * 2.0, 1) for n in range(12)]
    merging = [Look(40.0, 100, 300.0, 600.0, 40.0, 1), Look(45.0, 100, 300.0, 600.0, 47.0, 1)]
    told = bulk.summary([*first, *second, *merging], size=100, distinct=100)
    assert (told["stored"], told["largest"], told["merging"]) == (100, 300.0, {"seconds": 7.0, "megabytes": 300.0})
    assert told["tenths"][1] == {"per_second": 10.0, "per_processor_second": 5.0, "megabytes": 402.0}
    assert told["tenths"][8]["per_second"] == 5.0
    assert told["tenths"][8]["per_processor_second"] == 2.5


def test_a_limit_is_what_the_products_alone_would_take() -> None:
    own = {"rate": 100.0, "products": {"encoder": 400, "reader": 100}}
    assert [(figure.name, figure.own) for figure in speed.limits(20, own)] == [
        ("limit of the encoder", 5.0),
        ("limit with the reader", 4.0),
    ]
    assert speed.limits(20, own | {"rate": None}) == ()


@pytest.mark.model
def test_products_grow_with_the_text() -> None:
    text = "Rebels killed two soldiers in Tadmur on Monday. "
    short, long = limit.multiply_adds([Report("a", text)]), limit.multiply_adds([Report("b", text * 10)])
    assert 0 < 8 * short["encoder"] < long["encoder"]
    assert 0 < short["reader"] < long["reader"]


def test_a_stream_is_told_as_a_whole_and_by_category() -> None:
    reports = [
        Report("2013-01-02 Sport", "The band begins its tour in Ghent and plays eleven concerts."),
        Report("2013-01-02 Armed conflicts", "Gunmen killed two soldiers near Gao on Monday."),
    ]
    found = {
        stream.name: (stream.reports, stream.words, stream.coded_reports, stream.coded_words)
        for stream in relevance.measure_stream(reports)
    }
    assert found == {"all": (2, 19, 1, 8), "Sport": (1, 11, 0, 0), "Armed conflicts": (1, 8, 1, 8)}


def test_what_is_kept_is_counted() -> None:
    docs = [{"text": "Gunmen killed two soldiers.", "events": [{}]}, {"text": "A frog.", "events": [{"optional": True}]}]
    assert relevance.firm_texts(docs) == ["Gunmen killed two soldiers."]
    assert relevance.kept("made", relevance.firm_texts(docs)).coded == 1
