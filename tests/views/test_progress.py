"""How far the work is: the rate and the time left, and lines where nobody watches."""

from __future__ import annotations

import pytest

from dateline.views.cli import progress
from dateline.views.cli.progress import WINDOW, Rate, with_progress


@pytest.mark.parametrize(
    ("done", "seconds", "total", "expected"),
    [
        (0, 0.0, 10, "0 of 10, 0.0/s"),
        (120, 3.0, 5000, "120 of 5,000, 40.0/s, 2:02 left"),
        (50, 50.0, 20_050, "50 of 20,050, 1.0/s, 5:33:20 left"),
        (10, 2.0, None, "10, 5.0/s"),
        (12, 2.0, 10, "12 of 10, 6.0/s, 0:00 left"),
    ],
)
def test_the_rate_and_what_is_left(done: int, seconds: float, total: int | None, expected: str) -> None:
    assert Rate(0.0, done).told(seconds, total) == expected


def test_what_was_passed_at_once_in_the_beginning_says_nothing_of_the_rest() -> None:
    rate = Rate(0.0)
    for _ in range(9000):
        rate.count(1.0)
    for second in range(2, 200):
        rate.count(float(second))
    assert rate.told(199.0, 9398) == "9,198 of 9,398, 1.0/s, 3:20 left"
    assert len(rate.marks) <= WINDOW + 2


def test_lines_say_how_far_it_is_where_standard_error_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "PAUSE", 0.0)
    assert list(with_progress("abc", "3 reports", watched=True, total=3)) == ["a", "b", "c"]
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert lines[-1].startswith("dateline: 3 of 3, ")
    assert lines[-1].endswith("(3 reports)")


def test_work_that_is_done_at_once_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(with_progress("abc", "3 reports", watched=True)) == ["a", "b", "c"]
    assert list(with_progress("abc", "3 reports", watched=False)) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""
