"""Why an event is coded as it is: the reason of each value, read off the record and its trace."""

from __future__ import annotations

from dateline.schema.trace import Traced
from dateline.views.explain.happening import about, happening
from dateline.views.explain.joining import apart, joined
from dateline.views.explain.parties import figures, parties, telling
from dateline.views.explain.reason import Explanation, Told
from dateline.views.explain.setting import setting


def explain(traced: Traced) -> tuple[Explanation, ...]:
    """The explanation of each event of a record, in their order; every value of an event has exactly one reason."""
    if traced.trace is None:
        return ()
    told = (Told(event, trace, traced.trace) for event, trace in zip(traced.record.events, traced.trace.events, strict=True))
    return tuple(
        Explanation(
            t.event,
            (*happening(t), *parties(t), *figures(t), *telling(t), *setting(t), *about(t)),
            tuple(joined(t)),
            tuple(apart(t)),
        )
        for t in told
    )


__all__ = ["explain"]
