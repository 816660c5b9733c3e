"""What is built is what is needed: the wheel holds the data, the licences and the command, and codes without the sources beside it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling")

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("dateline-*.whl")
    return built


def test_the_wheel_holds_every_source_and_data_file(wheel: Path) -> None:
    wanted = {
        path.relative_to(SOURCE).as_posix()
        for path in (SOURCE / "dateline").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }
    with zipfile.ZipFile(wheel) as archive:
        assert wanted - set(archive.namelist()) == set()
    assert {"dateline/py.typed", "dateline/data/model/LICENSE", "dateline/data/gazetteer/LICENSE"} <= wanted


def test_the_wheel_holds_licence_notice_and_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        entry = next(name for name in names if name.endswith("entry_points.txt"))
        assert "dateline = dateline.views.cli:main" in archive.read(entry).decode()
    assert {name.rsplit("/", 1)[-1] for name in names if ".dist-info/licenses/" in name} == {"LICENSE", "NOTICE"}


def test_the_wheel_works_without_the_sources(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    report = tmp_path / "empty.txt"
    report.write_text("")
    script = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import dateline; print(dateline.__file__, flush=True);"
        "from dateline.views.cli import main; main()"
    )
    command = [sys.executable, "-I", "-c", script]
    done = subprocess.run([*command, str(tmp_path / "site"), "code", str(report)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(tmp_path))
    assert "DL503" in done.stdout
