"""Relevance: what tells of something that is coded is never passed over, and the score depends on the text alone."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import ResourceError
from dateline.read import relevance
from dateline.read.relevance import STEP, WINDOW, hashed, is_relevant, load_weights, quantized, report_score, window_scores, windows
from dateline.resources import table_path
from dateline.settings import read_settings, using
from training.prepare import sheet

ROOT = Path(__file__).parents[2]
GATE = ROOT / "benchmarks" / "gate"
OWN_TABLES = ROOT / "examples" / "own-tables" / "dateline.toml"
# At most so many of the reports with a firm event may be passed over.
LOSS = 0.015


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed two soldiers near Gao on Monday.", True),
        ("GUNMEN KILLED TWO SOLDIERS NEAR GAO ON MONDAY.", True),
        ("The foreign ministers of Chad and Sudan met in Paris.", True),
        ("Thousands marched through Lima against the new law.", True),
        ("Police arrested 14 members of the opposition in Harare.", True),
        ("The ceasefire came into force at midnight, the mission said.", True),
        ("", True),
        ("... -- !", True),
        ("Shares in Tokyo closed higher as the yen weakened against the dollar.", False),
        ("Heavy rain is expected across the north until Thursday, forecasters said.", False),
        ("A new species of frog was found in Peru.", False),
        ("The band begins its tour in Ghent and plays eleven concerts.", False),
    ],
)
def test_what_is_coded_is_told_from_sport_markets_and_weather(text: str, expected: bool) -> None:
    assert is_relevant(text) is expected


def test_a_raid_in_a_long_report_on_something_else_is_enough() -> None:
    plain = "The museum shows forty paintings that were never seen in public before. " * 30
    assert not is_relevant(plain)
    assert is_relevant(plain + "Gunmen killed two soldiers near Gao on Monday. " + plain)


def test_reports_for_measuring_with_a_firm_event_are_coded() -> None:
    firm = [doc for path in sorted(GATE.glob("*.txt")) for doc in sheet(path) if any(not event.get("optional") for event in doc["events"])]
    passed = [doc["doc"] for doc in firm if not is_relevant(doc["text"])]
    assert len(firm) > 30
    assert len(passed) <= LOSS * len(firm), passed


@given(st.integers(1, 500))
def test_windows_hold_every_word_and_are_full(count: int) -> None:
    found = windows(count)
    assert found[0][0] == 0
    assert found[-1][1] == count
    assert all(last - first == min(WINDOW, count) for first, last in found)
    assert all(0 < after[0] - before[0] <= STEP for before, after in pairwise(found))


@given(st.text(max_size=300))
def test_any_text_has_a_score_and_always_the_same(text: str) -> None:
    assert relevance.relevance(text) == relevance.relevance(text)
    assert hashed(text).shape == (len(hashed(text)), 2)


def test_a_window_s_score_is_the_sum_of_its_weights_over_the_root_of_its_length() -> None:
    given = np.zeros(relevance.ROWS)
    rows = hashed("raid on town")
    given[rows[:, 0]] = [1.0, 0.0, 2.0]
    weights = quantized(given, bias=-1.0, threshold=0.0)
    (score,) = window_scores(rows, weights)
    assert score == pytest.approx(3 / np.sqrt(3) - 1.0, abs=0.02)
    assert report_score(np.array([score])) == score
    assert report_score(np.array([score, score])) < score


def test_words_of_a_user_s_own_type_are_never_passed_over() -> None:
    text = "Herders rustled forty paintings."
    with using(read_settings(OWN_TABLES)):
        assert is_relevant(f"The museum shows paintings. {text}")
        assert relevance.holds_own_words(text)
    assert not relevance.holds_own_words(text)


def test_weights_that_are_damaged_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "weights.npz").write_bytes(b"nonsense")
    (tmp_path / "manifest.json").write_bytes(table_path("relevance/manifest.json").read_bytes())
    monkeypatch.setattr(relevance, "table_path", lambda name: tmp_path / name.rpartition("/")[2])
    load_weights.cache_clear()
    try:
        monkeypatch.setattr(relevance, "file_digest", lambda name: "0")
        with pytest.raises(ResourceError, match="manifest"):
            load_weights()
    finally:
        load_weights.cache_clear()


def test_the_weights_are_small() -> None:
    assert len(table_path("relevance/weights.npz").read_bytes()) < 1_000_000
