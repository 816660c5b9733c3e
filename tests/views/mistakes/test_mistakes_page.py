"""The page of mistakes: what it shows, that it obeys nothing of a report or of gold, and that it fits a telephone."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from dateline.evaluate.comparing import Changes, EventChange, FigureChange
from dateline.evaluate.evaluation import CodedScore, Evaluation
from dateline.evaluate.intervals import Interval, intervals_of
from dateline.evaluate.mistakes import outcomes
from dateline.evaluate.scores import add_up, compare, count_document
from dateline.views.mistakes import write_mistakes
from dateline.views.mistakes.cards import sections
from tests.evaluate.made import RAID, TALKS, coded_raid, raid, record, report, spans, talks
from tests.views.page.chromium import browser
from tests.views.reports import HOSTILE


def evaluation(*golds: dict[str, Any], records: tuple[dict[str, Any], ...] = ()) -> Evaluation:
    compared = tuple(compare(golds, records))
    counted = [count_document(one) for one in compared]
    told = tuple(outcome for one in compared for outcome in outcomes(one))
    scores = add_up(counted)
    coded = CodedScore({"made.jsonl": scores}, scores, intervals_of(counted, rounds=20), told, compared)
    return Evaluation({"version": "0", "model": None, "tables": None}, coded, {}, {})


def usual() -> Evaluation:
    wrong = coded_raid(mode="explosives", sources=spans(RAID, "Rio Seco"), where={})
    return evaluation(report("r", RAID, [raid()]), report("t", TALKS, [talks()]), records=(record("r", wrong), record("t")))


def hostile() -> Evaluation:
    text = f"{HOSTILE} Rebels fled."
    event = talks(type=HOSTILE, mentions=[{"s": 0, "trigger": HOSTILE}], actor=[{"name": HOSTILE, "words": [HOSTILE]}])
    gold = {"doc": HOSTILE, "text": text, "sentences": [[0, len(text)]], "events": [event]}
    told = {"id": "e1", "type": "CONSULT", "status": HOSTILE, "mentions": [{"start": 5, "end": 9, "text": ""}]}
    return evaluation(gold, report("t", TALKS, [talks()]), records=(record(HOSTILE, told),))


def written(run: Evaluation, **options: Any) -> str:
    stream = io.StringIO()
    write_mistakes(run, stream, **options)
    return stream.getvalue()


def test_mistakes_are_grouped_by_kind_with_the_marked_words() -> None:
    run = usual()
    assert run.coded is not None
    told = {section.kind: section for section in sections(run.coded, None)}
    assert list(told) == ["missed event", "wrong mode", "sources", "where"]
    (source,) = told["sources"].cards
    marked = {kind: segment.text for segment in source.passage for kind in (mark.kind for mark in segment.marks)}
    assert (marked["gold"], marked["system"], marked["event"]) == ("the army", "Rio Seco", "raid")
    assert "".join(segment.text for segment in source.passage) == RAID
    (missed,) = told["missed event"].cards
    assert (missed.event, missed.mistake.gold.split(",")[0]) == (None, "CONSULT")


def test_the_page_names_every_kind_once_and_loads_nothing() -> None:
    page = written(usual())
    for part in ('<section id="missed-event"', '<section id="wrong-mode"', "firearms", "explosives", "95% of F1", "made.jsonl"):
        assert page.count(part) >= 1
    for part in ("<script", "src=", "http://", "https://", "@import"):
        assert part not in page


def test_only_so_many_of_each_kind_are_shown() -> None:
    gold = [report(f"r{n}", RAID, [raid()]) for n in range(4)]
    page = written(evaluation(*gold), most=2)
    assert page.count("<article>") == 2
    assert "4, the first 2" in page


def test_what_changed_is_on_the_page() -> None:
    figure = FigureChange("slots", 0.5, 0.625, Interval(0.1, 0.2))
    changes = Changes(2, 0, (figure,), (EventChange("r", "e1", 3, 1, (), ("where",)), EventChange("t", "e1", 0, 2, ("when",), ())))
    page = written(usual(), changes=changes)
    for part in ("<b>+0.1250</b>", "Better: 1 events", "Worse: 1 events", "r e1: 3 → 1 wrong values; gone: where"):
        assert part in page


def test_a_run_without_coded_reports_and_one_without_mistakes_have_a_page() -> None:
    assert "</html>" in written(Evaluation({"version": "0", "model": None, "tables": None}, None, {}, {}))
    assert "Nothing is wrong." in written(evaluation(report("r", RAID, [raid()]), records=(record("r", coded_raid()),)))


def test_nothing_that_a_report_or_gold_says_is_markup() -> None:
    page = written(hostile())
    for part in ("<script", "<img", "<svg", "onerror='", "<!--", "</textarea", "\x00", "\x1b", "\u202e"):
        assert part not in page.replace("<!DOCTYPE", "")
    assert "&lt;script&gt;window.hacked" in page
    assert "{{ 7 * 7 }}" in page


def test_the_page_in_a_browser(tmp_path: Path) -> None:
    with browser(tmp_path / "profile") as seen:
        for number, run in enumerate((usual(), hostile())):
            file = tmp_path / f"{number}.html"
            file.write_text(written(run), "utf-8", errors="backslashreplace")
            for width in (1280, 390):
                seen.open(file, width=width)
                assert seen.run("document.documentElement.scrollWidth <= window.innerWidth"), width
                assert seen.run("document.querySelectorAll('article').length") > 0
            assert seen.run("[...document.querySelectorAll('mark')].every(m => getComputedStyle(m).display === 'inline')")
            assert seen.run("window.hacked === undefined")
            assert [url for url in seen.requests if not url.startswith(("file:", "data:"))] == []
        assert seen.complaints == []
