"""Codings that are shown before they count: what a new version makes of the reports of a store, kept aside until a person takes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.errors import ProposalError
from dateline.run.adding import Coding, Recoded, coded_again
from dateline.run.pipeline import agrees
from dateline.schema.record import Record
from dateline.store import Store
from dateline.store.replay import replay

_AGAIN = "give `dateline recode --preview` again"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A record that is to become the coding of a report (its key); `against` is the number of the coding whose place it takes."""

    report: str
    against: int
    record: Record


def propose(store: Store, *, coding: Coding | None = None, failed: bool = False, passed_over: bool = False) -> Iterator[Proposal]:
    """What `recode` would keep of each report. The store is only read."""
    for key, record in coded_again(store, coding=coding, failed=failed, passed_over=passed_over):
        yield Proposal(key, store.codings(key)[-1].number, record)


def orphaned_by(store: Store, proposal: Proposal) -> int:
    """How many decisions in force find their event in the present coding of the report, and would not in this one."""
    standing = store.standing(proposal.report)
    before = replay(store.coded(proposal.report), standing, proposal.report).orphaned
    after = replay(proposal.record, standing, proposal.report).orphaned
    return len(set(after) - set(before))


def check(store: Store, proposals: Iterable[Proposal]) -> int:
    """How many proposals there are. Raises ProposalError where one does not fit the store, before anything is changed."""
    count = 0
    for proposal in proposals:
        count += 1
        key = proposal.report
        if not store.codings(key):
            raise ProposalError(f"report {key[:12]} is not in this store; {_AGAIN}")
        if store.redacted([key]):
            raise ProposalError(f"words were taken out of report {key[:12]}; {_AGAIN}")
        if store.codings(key)[-1].number != proposal.against and store.coded(key) != proposal.record:
            raise ProposalError(f"report {key[:12]} was coded again since; {_AGAIN}")
        if not agrees(proposal.record, store.report(key).text):
            raise ProposalError(f"the coding of report {key[:12]} is of another text; {_AGAIN}")
    return count


def accept(store: Store, proposals: Iterable[Proposal]) -> Iterator[Recoded]:
    """Makes each proposal the coding that counts; those that do already are passed over, so what was interrupted can be given again."""
    for proposal in proposals:
        key = proposal.report
        new = store.codings(key)[-1].number == proposal.against
        yield Recoded(key, proposal.record, new and store.code_again(key, proposal.record))
