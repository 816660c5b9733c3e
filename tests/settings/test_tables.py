"""Settings hold for the code within `using` and for nothing else; what a loader made of them is kept for them alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from dateline.errors import ResourceError
from dateline.settings import NOTHING_ADDED, Settings, current, per_settings, using
from dateline.settings.record import OwnLexicon

ONE, TWO = (Settings(lexicon=OwnLexicon(sources=(word,))) for word in ("elder", "warden"))


def test_settings_end_with_their_block_also_by_an_error() -> None:
    with using(ONE):
        assert current() is ONE
        with using(TWO):
            assert current() is TWO
        with using(None):
            assert current() == NOTHING_ADDED
        assert current() is ONE
    with pytest.raises(ValueError, match="x"), using(TWO):
        raise ValueError("x")
    assert current() == NOTHING_ADDED


def test_a_loader_runs_once_for_each_settings() -> None:
    calls: list[tuple[str, ...]] = []

    @per_settings
    def words() -> tuple[str, ...]:
        calls.append(current().lexicon.sources)
        return current().lexicon.sources

    for settings in (ONE, TWO, ONE, None, TWO, None):
        with using(settings):
            assert words() == (settings.lexicon.sources if settings else ())
    assert sorted(calls) == [(), ("elder",), ("warden",)]


def test_threads_do_not_see_each_other_s_settings() -> None:
    def sources(settings: Settings) -> list[tuple[str, ...]]:
        with using(settings):
            return [current().lexicon.sources for _ in range(1000)]

    with ThreadPoolExecutor(4) as pool:
        for settings, found in zip([ONE, TWO] * 10, pool.map(sources, [ONE, TWO] * 10), strict=True):
            assert set(found) == {settings.lexicon.sources}


def test_what_a_loader_meets_in_a_damaged_table_says_what_to_do() -> None:
    @per_settings
    def damaged() -> str:
        return {"a": "b"}["c"]

    @per_settings
    def known() -> str:
        raise ResourceError("the table has a hole")

    with pytest.raises(ResourceError, match=r"a table of the package is damaged .*KeyError.*; install dateline again"):
        damaged()
    with pytest.raises(ResourceError, match=r"the table has a hole; install dateline again"):
        known()
