"""Which phrases name civilians."""

from __future__ import annotations

import pytest

from dateline.extract.quantities import (
    is_civilian,
)
from tests.extract.factory import words_of


@pytest.mark.parametrize(
    ("phrase", "civilian"),
    [
        ("three villagers", True),
        ("women and children", True),
        ("21 civilians", True),
        ("two unarmed men", True),
        ("four aid workers", True),
        ("a police officer", False),
        ("the army officers", False),
        ("two Taliban men", False),
        ("six members of the security forces", False),
        ("nine rebels and soldiers", False),
        ("soldiers and civilians", None),
        ("nine people", None),
        ("a policeman 's wife", True),
        ("five", None),
    ],
)
def test_civilian(phrase: str, civilian: bool | None) -> None:
    assert is_civilian(words_of(phrase)) is civilian
