"""The documentation says every command, option, column, field and code, and none that does not exist."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import typer.main

from dateline import errors
from dateline.schema import failure, place, record
from dateline.views.cli import app
from dateline.views.cli.rows import COLUMNS
from dateline.views.cli.writers import TRACED_WRITERS, WRITERS

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference"

DATACLASSES: list[Any] = [
    *(record.Coder, record.ReportNote, record.Event, record.Participant, record.Casualty, record.ClaimRecord, record.SourceRecord),
    *(record.WeaponRecord, record.Acled, record.Ucdp, record.Codes, record.Annotations, record.Record, place.When, place.Where),
]


def page(name: str) -> str:
    return (REFERENCE / name).read_text("utf-8")


def commands() -> dict[str, Any]:
    """Every command by its name, those of a group as "gazetteer add", "people token create"."""
    return dict(_below(typer.main.get_command(app), ""))


def _below(group: Any, before: str) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _below(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def codes() -> set[str]:
    raised = {value.code for value in vars(errors).values() if isinstance(value, type) and issubclass(value, errors.DatelineError)}
    return raised | {notice.code for notice in notices()}


def notices() -> list[failure.Notice]:
    return [value for value in vars(failure).values() if isinstance(value, failure.Notice)]


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_and_option_is_documented_and_has_help(name: str) -> None:
    command, text = commands()[name], page("commands.md")
    assert f"`dateline {name}" in text
    assert command.help
    for parameter in command.params:
        assert parameter.help, f"{parameter.name} has no help"
        for option in (*parameter.opts, *parameter.secondary_opts):
            if option.startswith("-"):
                assert re.search(rf"`{option}[ `]", text), f"{option} is not in commands.md"


def test_no_option_is_documented_that_does_not_exist() -> None:
    known = {option for command in commands().values() for one in command.params for option in (*one.opts, *one.secondary_opts)}
    assert set(re.findall(r"`(--[a-z-]+)", page("commands.md"))) <= known | {"--help", "--version"}


def test_every_format_and_column_is_documented() -> None:
    text = page("commands.md")
    assert [name for name in (*WRITERS, *TRACED_WRITERS) if f"**{name}**" not in text] == []
    assert [name for name in COLUMNS if f"`{name}`" not in text] == []


def test_every_code_is_documented_once_and_none_besides() -> None:
    documented = re.findall(r"^\| (DL\d{3}) \|", page("errors.md"), re.MULTILINE)
    assert documented == sorted(codes())


def test_every_code_is_used_once() -> None:
    used = [notice.code for notice in notices()]
    assert len(used) == len(set(used))


def test_every_field_is_documented() -> None:
    text = page("record.md")
    assert sorted({field.name for kind in DATACLASSES for field in fields(kind) if f"`{field.name}`" not in text}) == []


PAGES = sorted(path for pattern in ("*.md", "docs/**/*.md", "examples/*.md") for path in ROOT.glob(pattern))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_python_in_the_pages_is_python(path: Path) -> None:
    for block in re.findall(r"```python\n(.*?)```", path.read_text("utf-8"), re.DOTALL):
        ast.parse(block)


def test_the_changelog_names_the_version() -> None:
    from dateline import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_format_of_the_command_line_has_a_writer() -> None:
    from dateline.views.cli.app import Format

    assert {format.value for format in Format} == {*WRITERS, *TRACED_WRITERS}
