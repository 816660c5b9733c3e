"""docs/codebook.md says what the tables say."""

from __future__ import annotations

from dateline.extract.lexicon import STATUSES, load_lexicon
from tools.build_codebook import PAGE, STATUS_MEANING, codebook


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == codebook(), "run python tools/build_codebook.py"


def test_every_type_mode_and_status_is_on_the_page() -> None:
    page = codebook()
    assert [kind.name for kind in load_lexicon().types.values() if f"### {kind.name}\n" not in page] == []
    assert [m.name for kind in load_lexicon().types.values() for m in kind.modes if f"| {m.name} | {m.definition} |" not in page] == []
    assert tuple(STATUS_MEANING) == STATUSES
