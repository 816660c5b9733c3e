"""The files of deploy/ run the program without rights: read line by line, and by systemd where it is here. No image is built."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"


def instructions() -> list[tuple[str, str]]:
    """(INSTRUCTION, what follows) of the Containerfile, lines that go on put together."""
    text = (DEPLOY / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines)]


def last_stage() -> list[tuple[str, str]]:
    told = instructions()
    start = max(number for number, (word, _) in enumerate(told) if word == "FROM")
    return told[start:]


def test_the_container_runs_as_a_user_without_rights() -> None:
    users = [rest for word, rest in last_stage() if word == "USER"]
    assert users == ["10001:10001"]
    order = [word for word, _ in last_stage()]
    assert order.index("USER") < order.index("ENTRYPOINT")
    assert not any(word in ("RUN", "COPY", "ADD") for word in order[order.index("USER") :])


def test_the_container_holds_what_is_pinned_alone() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    assert "--require-hashes --only-binary :all: -r locks/server.txt" in text
    assert not re.search(r"\b(curl|wget|apt-get|git clone)\b|^ADD |:latest", text, re.MULTILINE)
    assert not any(re.search(r"(?i)pass|secret|token", rest) for word, rest in instructions() if word in ("ENV", "ARG"))
    assert re.fullmatch(r"docker\.io/library/python:3\.1[1-9]-slim-\w+( AS build)?", instructions()[0][1])


def test_what_is_copied_is_there_and_let_in() -> None:
    allowed = {line[1:] for line in (DEPLOY / "Containerfile.dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    copied = [rest.split()[:-1] for word, rest in instructions() if word == "COPY" and not rest.startswith("--from")]
    for source in (one for some in copied for one in some):
        assert (ROOT / source).exists(), source
        assert source in allowed, source
    assert (DEPLOY / "Containerfile.dockerignore").read_text("utf-8").splitlines()[1] == "*"


def test_its_health_is_asked_for() -> None:
    (told,) = [rest for word, rest in last_stage() if word == "HEALTHCHECK"]
    program, flag, script = json.loads(told.partition("CMD ")[2])
    assert (program, flag) == ("python", "-c")
    ast.parse(script)
    assert dict(last_stage())["EXPOSE"] == "8321" in script


def test_its_command_exists() -> None:
    import typer.main

    from dateline.views.cli import app

    (command,) = [json.loads(rest) for word, rest in last_stage() if word == "CMD"]
    serve = typer.main.get_command(app).commands[command[0]]  # type: ignore[attr-defined]
    options = {option for one in serve.params for option in (*one.opts, *one.secondary_opts)}
    assert set(command[1:]) <= options


# What the unit must say, and why it would be missed.
HARDENED = {
    "DynamicUser": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
    "IPAddressDeny": "any",
    "IPAddressAllow": "localhost",
    "MemoryDenyWriteExecute": "yes",
    "RestrictNamespaces": "yes",
    "UMask": "0077",
    "StateDirectoryMode": "0700",
}


@pytest.mark.parametrize("name", HARDENED)
def test_the_unit_is_hardened(name: str) -> None:
    lines = (DEPLOY / "dateline.service").read_text("utf-8").splitlines()
    assert f"{name}={HARDENED[name]}" in lines


def test_no_secret_stands_in_the_unit() -> None:
    text = (DEPLOY / "dateline.service").read_text("utf-8")
    assert not re.search(r"://\w+:\w+@", text)
    assert "EnvironmentFile=-/etc/dateline/secrets" in text


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")
def test_systemd_takes_the_unit_and_finds_it_closed(tmp_path: Path) -> None:
    program = tmp_path / "dateline"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    unit = tmp_path / "dateline.service"
    unit.write_text((DEPLOY / "dateline.service").read_text("utf-8").replace("/opt/dateline/bin/dateline", str(program)), "utf-8")
    checked = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")
    asked = ["systemd-analyze", "security", "--offline=true", "--no-pager", str(unit)]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    exposure = re.search(r"Overall exposure level for \S+: ([\d.]+)", told)
    assert exposure is not None, told[-300:]
    assert float(exposure[1]) <= 2.0
