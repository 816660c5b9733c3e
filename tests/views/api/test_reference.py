"""docs/reference/api.md says every operation."""

from __future__ import annotations

from tools.api_reference import PAGE, table, written


def test_the_page_has_the_table_of_operations_as_it_is() -> None:
    page = PAGE.read_text("utf-8")
    assert table() in page, "run: python -m tools.api_reference"
    assert written(page) == page
