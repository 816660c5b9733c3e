"""Where there is no browser the tests of the page are skipped, unless one is asked for."""

from __future__ import annotations

import shutil

import pytest

from tests.views.page.chromium import found


def test_without_a_browser_tests_are_skipped_and_fail_only_where_it_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.delenv("DATELINE_REQUIRE", raising=False)
    with pytest.raises(pytest.skip.Exception, match="Chromium is not installed"):
        found()
    monkeypatch.setenv("DATELINE_REQUIRE", "spark,chromium")
    with pytest.raises(pytest.fail.Exception, match="DATELINE_REQUIRE"):
        found()
