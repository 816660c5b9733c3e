"""Each defence of the threat model names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "design" / "threat-model.md"


def defences() -> list[str]:
    table = PAGE.read_text("utf-8").partition("## What stops them")[2].partition("\n## ")[0]
    return [line for line in table.splitlines() if line.startswith("| ")][2:]


def test_every_defence_has_a_test_that_exists() -> None:
    rows = defences()
    assert len(rows) > 25
    for row in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)`", row.rsplit("|", 2)[1])
        assert named, row
        assert [name for name in named if not (ROOT / name).is_file()] == []


def test_every_security_test_is_named() -> None:
    text = PAGE.read_text("utf-8")
    assert [path.name for path in (ROOT / "tests" / "security").glob("test_*.py") if f"tests/security/{path.name}" not in text] == []
