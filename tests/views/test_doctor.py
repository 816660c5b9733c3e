"""`dateline doctor`: whole is status 0; whatever is broken is named with how to mend it, and is status 1."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import pytest

import dateline
from dateline import resources
from dateline.errors import ResourceError
from dateline.resources import tables_digest
from dateline.run import pipeline
from dateline.views.cli import doctor
from dateline.views.cli.doctor import ABSENT, BROKEN, CHECKS, OK, Finding, examine, report_health

DATA = Path(str(resources._root()))


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The package's data as a copy that a test may damage."""
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    monkeypatch.setattr(resources, "_root", lambda: copy)
    tables_digest.cache_clear()
    yield copy
    tables_digest.cache_clear()


@pytest.fixture
def health(capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[[str], tuple[bool, str]]:
    return lambda format: (report_health(format), capsysbinary.readouterr().out.decode("utf-8"))


def states(name: str) -> dict[str, str]:
    return {finding.name: finding.state for finding in CHECKS[name]()}


@pytest.mark.model
def test_a_whole_installation_is_healthy(health: Callable[[str], tuple[bool, str]]) -> None:
    healthy, told = health("json")
    findings = {finding["name"]: finding for finding in json.loads(told)["findings"]}
    assert healthy
    assert json.loads(told)["healthy"]
    assert {"dateline", "python", "onnxruntime", "model/encoder.onnx", "gazetteer/rows.npy", "tables", "coding", "store"} <= set(findings)
    assert {"extra postgres", "extra spark", "extra train", "chromium"} <= set(findings)
    assert findings["tables"]["found"] == tables_digest()
    assert findings["store"]["state"] == ABSENT
    assert {finding["state"] for finding in findings.values()} <= {OK, ABSENT}


@pytest.mark.model
def test_the_text_names_what_is_there_and_says_that_all_is_well(health: Callable[[str], tuple[bool, str]]) -> None:
    healthy, told = health("text")
    assert healthy
    assert told.endswith("\nEverything that coding needs is there.\n")
    assert "to mend it" not in told


@pytest.mark.parametrize("name", ["model/heads.npz", "model/vocab.txt", "gazetteer/rows.npy", "gazetteer/countries.csv"])
@pytest.mark.parametrize("damage", ["changed", "missing"])
def test_a_damaged_file_is_named_with_how_to_mend_it(package: Path, name: str, damage: str) -> None:
    file = package / name
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes() + b"\0")
    (found,) = [finding for finding in CHECKS[name.split("/")[0]]() if finding.name == name]
    assert found.state == BROKEN
    assert found.mend is not None
    assert "install Dateline again" in found.mend
    assert damage == "missing" or "the manifest has" in found.found


def test_a_missing_manifest_is_a_finding(package: Path) -> None:
    (package / "model" / "manifest.json").unlink()
    found = [finding for finding in examine() if finding.name == "model"]
    assert [finding.state for finding in found] == [BROKEN]
    assert "manifest.json" in found[0].found


def test_a_broken_table_is_a_finding_and_status_1(monkeypatch: pytest.MonkeyPatch, health: Callable[[str], tuple[bool, str]]) -> None:
    def broken() -> Iterator[Finding]:
        yield Finding("lexicon", OK, "so far")
        raise ResourceError("data file lexicon/status.toml is broken: line 3")

    monkeypatch.setattr(doctor, "CHECKS", {"tables": broken})
    healthy, told = health("text")
    assert not healthy
    assert "BROKEN tables" in told
    assert "lexicon/status.toml is broken" in told
    assert "to mend it: install Dateline again" in told
    assert told.endswith("\n1 broken.\n")


def test_whatever_a_check_stumbles_over_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles() -> Iterator[Finding]:
        raise ZeroDivisionError("by zero")
        yield

    monkeypatch.setattr(doctor, "CHECKS", {"program": stumbles})
    assert [(f.name, f.state, f.found) for f in examine()] == [("program", BROKEN, "ZeroDivisionError: by zero")]


def test_a_missing_package_is_named_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "NEEDED", ("no_such_package",))
    (found,) = CHECKS["packages"]()
    assert (found.state, found.mend) == (BROKEN, "pip install no-such-package")


def test_coding_that_fails_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(name: str, function: str | None = None) -> Callable[..., object]:
        raise ResourceError("the language model is damaged")

    monkeypatch.setattr(pipeline, "_stage", fails)
    assert states("coding") == {"coding": BROKEN}


def test_extras_are_absent_and_not_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "EXTRAS", {"spark": (("no_such_package",), "Spark")})
    monkeypatch.setattr(doctor, "BROWSERS", ("no-such-browser",))
    assert states("extras") == {"extra spark": ABSENT, "chromium": ABSENT}


def test_settings_that_are_there_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_CORPORA", "/corpora")
    assert (states("settings")["DATELINE_CORPORA"], states("settings")["settings"]) == (OK, ABSENT)
    (tmp_path / "dateline.toml").write_text("")
    assert states("settings")["settings"] == OK


def test_an_installed_wheel_is_compared_with_its_list(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = tmp_path / "dateline"
    (package / "data").mkdir(parents=True)
    (package / "data" / "a.toml").write_bytes(b"as installed")
    listing = tmp_path / "dateline-0.dist-info"
    listing.mkdir()
    digest = doctor._hash(package / "data" / "a.toml")
    (listing / "METADATA").write_text("Metadata-Version: 2.1\nName: dateline\nVersion: 0\n")
    (listing / "RECORD").write_text(f"dateline/data/a.toml,sha256={digest},12\n")
    monkeypatch.setattr(dateline, "__file__", str(package / "__init__.py"))
    monkeypatch.setattr(metadata, "files", lambda name: metadata.PathDistribution(listing).files)
    assert [f.found for f in doctor._installed()] == ["1 data files as they were installed"]
    (package / "data" / "a.toml").write_bytes(b"edited since")
    assert [(f.name, f.state) for f in doctor._installed()] == [("a.toml", BROKEN)]
