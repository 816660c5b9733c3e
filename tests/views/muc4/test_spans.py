"""Which parts of a mention may fill a role."""

from __future__ import annotations

import pytest

from dateline.views.muc4.spans import spans
from tests.views.muc4 import made


def texts(part: str) -> set[str]:
    return {span.text for span in spans(made.record(made.kidnapping(), made.bombing())) if part in ("", span.part)}


@pytest.mark.parametrize(
    "wanted",
    [
        "MEMBERS OF THE OWL FRONT [OF",  # whole, without what stands at its edge
        "MEMBERS",  # its head
        "OWL FRONT",  # a name in it, and whose members they are
        "PEDRO SOTO",  # a name without title
        "FARMERS",  # without number
        "NEW TOWN BANK",  # without article
        "TOWN BANK",  # without its first word
        "DYNAMITE",
    ],
)
def test_a_mention_gives_its_parts(wanted: str) -> None:
    assert wanted in texts("")


def test_every_span_is_where_it_says() -> None:
    for span in spans(made.record(made.kidnapping(), made.bombing())):
        assert " ".join(made.TEXT[span.start : span.end].split()) == span.text


def test_a_record_without_names_and_events_has_no_spans() -> None:
    assert all(span.base.source == "name" for span in spans(made.record()))


def test_the_items_of_an_enumeration_are_told_apart() -> None:
    event = made.kidnapping()
    both = made.party("recipient", "MAYOR PEDRO SOTO AND SEVERAL FARMERS")
    items = {s.text for s in spans(made.record(type(event)("e1", "ASSAULT", None, "happened", 0.9, None, event.mentions, (both,))))}
    assert {"MAYOR PEDRO SOTO", "SEVERAL FARMERS"} <= items
