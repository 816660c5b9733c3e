"""The targets of `fuzz` without atheris: what once broke them, their seeds with bytes changed, and that the runner knows all of them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.__main__ import NAMES
from fuzz.targets import REGRESSIONS, TARGETS

pytestmark = [pytest.mark.model, pytest.mark.timeout(180)]
# Of larger seeds a few changed bytes are lost in what is the same.
SMALL, SOME = 3_000, 40


@pytest.fixture(autouse=True)
def parsers_are_silent() -> Iterator[None]:
    """pdfminer and others log what they find wrong; in their own process that goes nowhere."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@cache
def seeds(name: str) -> tuple[bytes, ...]:
    small = sorted({seed for seed in TARGETS[name].seeds() if len(seed) <= SMALL})
    return tuple(small[:: max(1, len(small) // SOME)])


def changed(data: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """The bytes with some taken out and others put in, at places that are counted from either end."""
    for at, size, put in changes:
        place = at % (len(data) + 1)
        data = data[:place] + put + data[place + size :]
    return data


CHANGES = st.lists(st.tuples(st.integers(0, SMALL), st.integers(0, 6), st.binary(max_size=6)), min_size=1, max_size=5)


@pytest.mark.parametrize("name", TARGETS)
def test_what_once_broke_it_does_so_no_more(name: str) -> None:
    for path in TARGETS[name].found(name):
        TARGETS[name].run(path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_with_bytes_changed(name: str) -> None:
    @given(st.sampled_from(seeds(name)), CHANGES)
    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    def check(seed: bytes, changes: list[tuple[int, int, bytes]]) -> None:
        TARGETS[name].run(changed(seed, changes))

    check()


def test_the_runner_knows_every_target_and_every_file_has_one() -> None:
    assert set(NAMES) == set(TARGETS)
    assert {path.name for path in REGRESSIONS.iterdir() if path.is_dir()} <= set(TARGETS)
