"""When an incident is told again: what it is like now beside what was told."""

from __future__ import annotations

import pytest

from dateline.settings.watching import Again
from dateline.views.alert.occasions import State, reasons

BEFORE = State(5, "happened", "Gao, MLI", ("c1",))
USUAL = Again()
# Now, the threshold, the reasons in words
CASES: list[tuple[State, Again, tuple[str, ...]]] = [
    (BEFORE, USUAL, ()),
    # Five more are enough, four are not
    (State(10, "happened", "Gao, MLI", ("c1",)), USUAL, ("killed 5 → 10",)),
    (State(9, "happened", "Gao, MLI", ("c1",)), USUAL, ()),
    (State(8, "happened", "Gao, MLI", ("c1",)), Again(killed=3), ("killed 5 → 8",)),
    # Half as many again
    (State(8, "happened", "Gao, MLI", ("c1",)), Again(killed=None, killed_share=0.5), ("killed 5 → 8",)),
    (State(7, "happened", "Gao, MLI", ("c1",)), Again(killed=None, killed_share=0.5), ()),
    # A figure that falls, or is no more, is no rise
    (State(1, "happened", "Gao, MLI", ("c1",)), USUAL, ()),
    (State(None, "happened", "Gao, MLI", ("c1",)), USUAL, ()),
    (State(5, "denied", "Gao, MLI", ("c1",)), USUAL, ("status happened → denied",)),
    (State(5, None, "Gao, MLI", ("c1",)), USUAL, ("status happened → not told",)),
    (State(5, "denied", "Gao, MLI", ("c1",)), Again(status=False), ()),
    (State(5, "happened", "Kidal, MLI", ("c1",)), USUAL, ()),
    (State(5, "happened", "Kidal, MLI", ("c1",)), Again(place=True), ("place Gao, MLI → Kidal, MLI",)),
    (State(5, "happened", "Gao, MLI", ("c1", "c2")), USUAL, ("a claim that was not told before",)),
    (State(5, "happened", "Gao, MLI", ("c2", "c3")), USUAL, ("2 claims that were not told before",)),
    (State(5, "happened", "Gao, MLI", ()), USUAL, ()),
    (State(5, "happened", "Gao, MLI", ("c2",)), Again(claim=False), ()),
    (State(30, "denied", "Gao, MLI", ("c1",)), USUAL, ("killed 5 → 30", "status happened → denied")),
]


@pytest.mark.parametrize(("now", "again", "wanted"), CASES)
def test_what_is_told_again(now: State, again: Again, wanted: tuple[str, ...]) -> None:
    assert reasons(now, [BEFORE], again) == wanted


def test_a_figure_where_none_was_told_is_a_rise_from_nothing() -> None:
    unknown = State(None, "happened", None, ())
    assert reasons(State(5, "happened", None, ()), [unknown], USUAL) == ("killed not told → 5",)
    assert reasons(State(0, "happened", None, ()), [unknown], Again(killed=1, killed_share=0.1)) == ()


def test_of_incidents_that_became_one_all_that_was_told_counts() -> None:
    other = State(12, "possible", "Kidal, MLI", ("c9",))
    now = State(13, "possible", "Kidal, MLI", ("c1", "c9"))
    assert reasons(now, [BEFORE, other], Again(place=True)) == ()
    assert reasons(State(17, "possible", "Gao, MLI", ()), [other, BEFORE], USUAL) == ("killed 12 → 17",)


def test_a_state_is_read_as_it_was_written() -> None:
    assert State.read(BEFORE.written()) == BEFORE
