"""`dateline recode --preview FILE` and `--accept FILE`: the file of proposed codings, one JSON object a line, and how it is said."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from dateline.errors import CodingError, ProposalError, UsageError
from dateline.run.adding import Coding
from dateline.run.proposing import Proposal, accept, check, orphaned_by, propose
from dateline.schema.jsonable import dumps, from_json, to_json
from dateline.views.cli.coding import opened, say, settings_of
from dateline.views.cli.differing import SUMMARY, Summary
from dateline.views.cli.lists import write_list
from dateline.views.cli.progress import with_progress
from dateline.views.cli.stored import Tally, opened_store, said_where_it_stopped, settle

# The first line says what the file is.
_HEAD = {"dateline": "proposed codings", "form": 1}


@dataclass(frozen=True, slots=True)
class Preview:
    """What to code again, and the file that the codings go into."""

    file: Path
    jobs: int = 1
    config: Path | None = None
    failed: bool = False
    passed_over: bool = False


def preview_codings(name: str | None, asked: Preview) -> bool:
    """Codes again, writes what comes of it to the file, and sums up what is otherwise. The store is not changed. True where none failed.

    The file stands there whole or not at all.
    """
    file = asked.file
    if file.exists():
        raise UsageError(f"{file}: there is such a file; give a new name")
    part, settings = file.with_name(f".{file.name}.part"), settings_of(asked.config)
    summary, lost, failed = Summary(), 0, 0
    with opened_store(name) as store, opened(part) as stream:
        stream.write(json.dumps(_HEAD) + "\n")
        proposals = propose(store, coding=Coding(asked.jobs, settings), failed=asked.failed, passed_over=asked.passed_over)
        for proposal in with_progress(proposals, summary, watched=True):
            _write(proposal, stream)
            summary.count(proposal.report, store.coded(proposal.report), proposal.record)
            lost += orphaned_by(store, proposal)
            failed += bool(proposal.record.failures)
    part.replace(file)
    write_list(summary.lines(), "table", SUMMARY)
    say(str(summary))
    if lost:
        say(f"{lost} decision{'' if lost == 1 else 's'} would no longer find their event")
    say(f"the store is as it was; `dateline recode --accept {file}` makes these codings count")
    if failed:
        say(f"{failed} report{'' if failed == 1 else 's'} could not be coded; with these codings they would have no events")
    return not failed


def accept_codings(name: str | None, file: Path) -> bool:
    """Makes the codings of the file count, after all of them were checked against the store; True where none of them is a failure."""
    tally = Tally("coded again")
    with opened_store(name) as store, said_where_it_stopped(tally):
        check(store, _read(file))
        for one in with_progress(accept(store, _read(file)), tally, watched=True):
            if one.changed:
                tally.count(one.record)
            else:
                tally.passed += 1
        settle(store)
        tally.tell()
    return not tally.failed


def _write(proposal: Proposal, stream: TextIO) -> None:
    stream.write(dumps({"report": proposal.report, "against": proposal.against, "record": to_json(proposal.record)}) + "\n")


def _read(file: Path) -> Iterator[Proposal]:
    """The proposals of the file. Raises ProposalError where it is none."""
    try:
        with file.open(encoding="utf-8") as lines:
            yield from _proposals(lines, file)
    except FileNotFoundError as error:
        raise UsageError(f"{file}: there is no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ProposalError(f"{file}: cannot be read ({error})") from error


def _proposals(lines: Iterable[str], file: Path) -> Iterator[Proposal]:
    for number, line in enumerate(lines, start=1):
        try:
            told = json.loads(line)
            if number == 1:
                if told != _HEAD:
                    raise ProposalError(f"{file}: this is no file of `dateline recode --preview`")
                continue
            if not isinstance(told["report"], str) or type(told["against"]) is not int or not isinstance(told["record"], dict):
                raise TypeError("a report, a number and a record are wanted")
            yield Proposal(told["report"], told["against"], from_json(told["record"]))
        except (ValueError, KeyError, TypeError, RecursionError, CodingError) as error:
            raise ProposalError(f"{file}, line {number}: this is no proposed coding ({error})") from error
