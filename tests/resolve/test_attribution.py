"""Who tells, claims, blames and denies, over many countries: at least so many sentences of each kind are right (cases/attribution.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from benchmarks.behaviour import Capability, measure, read_case

KINDS = tomllib.loads((Path(__file__).parent.parent / "cases" / "attribution.toml").read_text("utf-8"))["kinds"]


@pytest.mark.model
@pytest.mark.parametrize("kind", KINDS, ids=[kind["name"] for kind in KINDS])
def test_so_many_of_a_kind_are_right(kind: dict[str, Any]) -> None:
    told = measure(Capability(kind["name"], kind["name"], "", tuple(read_case(case) for case in kind["cases"])))
    assert told.right >= kind["least"], "\n".join([f"{told.right} of {len(kind['cases'])}", *told.failures])
