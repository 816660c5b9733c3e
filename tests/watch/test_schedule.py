"""When feeds are asked again."""

from __future__ import annotations

import pytest

from dateline.watch.schedule import LONGEST_WAIT, SPREAD, Pace, next_ask, next_try, share

HOUR, DAY = 3600.0, 86_400.0
PACE = Pace(HOUR, DAY)
# Failures, the server's wish in seconds, the pause without the spread
ASKED = [
    (0, None, HOUR),
    (1, None, 2 * HOUR),
    (3, None, 8 * HOUR),
    (5, None, DAY),
    (400, None, DAY),
]


@pytest.mark.parametrize(("failures", "wait", "pause"), ASKED)
def test_pauses_grow_up_to_the_ceiling(failures: int, wait: float | None, pause: float) -> None:
    due = next_ask("wire", PACE, now=0, asks=3, failures=failures, wait=wait)
    assert pause * (1 - SPREAD) <= due <= pause * (1 + SPREAD)


def test_a_server_s_wish_counts_where_it_is_longer_and_sane() -> None:
    assert next_ask("wire", PACE, now=10, asks=0, wait=3 * DAY) == 10 + 3 * DAY
    assert next_ask("wire", PACE, now=10, asks=0, wait=1.0) < 10 + 2 * HOUR
    assert next_ask("wire", PACE, now=0, asks=0, wait=400 * DAY) == LONGEST_WAIT


def test_a_ceiling_below_the_interval_does_not_make_it_shorter() -> None:
    assert next_ask("wire", Pace(DAY, HOUR), now=0, asks=0, failures=4) >= DAY * (1 - SPREAD)


def test_the_spread_is_the_same_each_time_and_differs_by_feed_and_ask() -> None:
    dues = {(name, n): next_ask(name, PACE, now=0, asks=n) for name in ("wire", "post") for n in range(20)}
    assert dues == {(name, n): next_ask(name, PACE, now=0, asks=n) for name in ("wire", "post") for n in range(20)}
    assert len(set(dues.values())) == len(dues)
    shares = [share(str(n)) for n in range(2000)]
    assert (-1 <= min(shares) < -0.9, 0.9 < max(shares) <= 1) == (True, True)
    assert abs(sum(shares) / len(shares)) < 0.05


def test_tries_come_later_and_later() -> None:
    dues = [next_try("x", now=0, tries=n, ceiling=HOUR) for n in range(1, 8)]
    assert dues[0] < dues[1] < dues[2] < dues[3] < dues[4] <= HOUR * (1 + SPREAD)
    assert next_try("x", now=0, tries=1, ceiling=HOUR, wait=500) == 500
