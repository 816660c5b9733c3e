"""The policies by which one value is chosen of several, as published in docs/guides/merge-reports.md; the rules stand in policies.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.resources import read_toml

TABLE = "merging/policies.toml"


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy. `best` is how the best figure is chosen: latest, lowest, majority; `spread`: over which figures low and high go: all
    of them, or the latest of each publisher (`current`); `values`: how a value that is no figure is chosen: latest or majority;
    `vague`: words of number that the policy reads in its own way, with what they become."""

    name: str
    best: str
    spread: str
    values: str
    vague: tuple[tuple[str, int], ...]


@cache
def _read() -> dict[str, Policy]:
    return {
        name: Policy(name, row["best"], row["spread"], row["values"], tuple(sorted(row.get("vague", {}).items())))
        for name, row in read_toml(TABLE)["policies"].items()
    }


def policy_of(name: str) -> Policy:
    """The policy of that name."""
    return _read()[name]


POLICIES = ("latest", "conservative", "majority", "acled", "ucdp")
DEFAULT = "latest"
