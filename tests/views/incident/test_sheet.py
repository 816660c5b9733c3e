"""What the page of an incident says: who agrees, who differs, in which words, and what people did."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.merge import POLICIES, choose, merge
from dateline.merge.comparing import weights
from dateline.schema.decision import Anchor, Decision
from dateline.schema.incident import Reason, Telling
from dateline.views.incident.acts import ORPHANED, STANDS, UNDONE, acts
from dateline.views.incident.changing import column, comparison
from dateline.views.incident.citing import cite, tex
from dateline.views.incident.joining import in_words
from dateline.views.incident.sheet import Material, Sheet, sheet, title_of
from tests.merge.making import casualty, telling

TEXT = "bombed the market in Kirkuk. Nobody claimed it."


def made(*tellings: Telling, policy: str = "latest", hold: bool = True, **told: Any) -> Sheet:
    """The sheet of these tellings, held together by a person unless they are one incident by themselves."""
    held = tuple((tellings[0].id, other.id) for other in tellings[1:] if hold)
    (incident,) = merge(tellings, held=held)
    texts = {one.report: TEXT for one in tellings}
    by_id = {one.id: one for one in tellings}
    ordered = tuple(by_id[id] for id in incident.tellings)
    return sheet(Material(choose(incident, ordered, policy=policy), ordered, {"a": "A bomb"}, texts, **told), policy=policy)


WIRE = telling("a", published="2016-03-03", publisher="Wire", killed=(12, None), actor=("Ansar", "ansar"), claims=[("claimed", "Ansar")])
POST = telling("b", published="2016-03-04", publisher="Post", killed=(14, 14), actor=("Gunmen", None), place="Basra")
COPY = telling("c", published="2016-03-05", publisher="Mirror", killed=(12, None), origin="a", actor=("Ansar", "ansar"))


def row(made_: Sheet, name: str) -> Any:
    return next(one for one in made_.rows if one.name == name)


def test_what_sources_tell_alike_and_what_not() -> None:
    page = made(WIRE, POST, COPY)
    assert (row(page, "type").how, row(page, "type").says) == ("agree", "all 2 sources agree")
    assert (row(page, "place").how, row(page, "place").says) == ("differ", "2 values, they differ")
    assert "where" in page.differs
    assert "killed" in page.differs
    assert "what" in page.agrees


def test_a_copy_is_no_second_source() -> None:
    page = made(WIRE, COPY)
    assert {one.how for one in page.rows} == {"one"}
    ((first, copies),) = [(source.first, source.copies) for source in page.sources]
    assert (first.publisher, [copy.publisher for copy in copies]) == ("Wire", ["Mirror"])
    assert page.tolls[0].chart is None


def test_who_does_not_tell_a_value_is_named() -> None:
    page = made(WIRE, telling("b", published="2016-03-04", mode=None))
    assert (row(page, "mode").how, row(page, "mode").says) == ("some", "1 of 2 sources tell it")
    assert [voice.report for voice in row(page, "mode").silent] == ["b"]


def test_each_value_stands_beside_its_words_or_says_why_there_are_none() -> None:
    page = made(WIRE, POST)
    (value,) = row(page, "type").values
    assert ["".join(piece.text for piece in heard.voice.quote.pieces if piece.marks) for heard in value.heard] == ["bombed", "bombed"]
    unsaid = [heard for value in row(page, "actor").values for heard in value.heard]
    assert [heard.voice.quote for heard in unsaid] == [None, None], "these parties have no words of their own"


def test_a_toll_has_each_figure_at_its_day_and_the_policys_result() -> None:
    toll = made(WIRE, POST).tolls[0]
    assert (toll.title, toll.says, toll.differ) == ("Killed", "best 14 (12 to 14)", True)
    assert [(one.number, one.voice.published, one.says) for one in toll.rows] == [
        (1, "2016-03-03", "at least 12"),
        (2, "2016-03-04", "14"),
    ]
    assert toll.chart is not None


@pytest.mark.parametrize("policy", POLICIES)
def test_the_policy_of_the_page_is_that_of_its_tolls(policy: str) -> None:
    page = made(WIRE, POST, policy=policy)
    assert page.policy == policy
    assert {toll.toll.policy for toll in page.tolls} == {policy}


def test_tolls_of_two_sides_say_whose_they_are() -> None:
    figures = (casualty("e1", 1, "killed", 3, 3), casualty("e1", 2, "killed", 1, 1, role="actor"))
    assert {toll.title for toll in made(telling("a", figures=figures)).tolls} == {"Killed, recipient's side", "Killed, actor's side"}


def test_claims_are_told_with_who_makes_them() -> None:
    page = made(WIRE, telling("b", claims=[("blamed", None), ("claimed", "Ansar")], status="denied"))
    assert [(claim.says, claim.by, len(claim.heard)) for claim in page.claims] == [
        ("claimed by", "Ansar", 2),
        ("blamed by", "not told", 1),
    ]
    assert [claim.says for claim in page.doubts] == ["denied that it happened"]


def test_every_reason_that_merging_weighs_has_words() -> None:
    silent = []
    for name in weights():
        field, _, level = name.partition(": ")
        if name != "bias" and in_words(Reason(field, level, 1.0)) is None:
            silent.append(name)
    assert silent == []


def test_why_two_reports_are_one_incident_is_told_in_words() -> None:
    (pair,) = made(WIRE, telling("b", published="2016-03-04", killed=(12, 12)), hold=False).pairs
    assert not pair.decided
    assert "likely one happening" in pair.likely
    assert "both are of one day" in pair.spoke_for
    (held,) = made(WIRE, telling("z", type="PROTEST", mode=None, place="Lima", day="2011-01-01")).pairs
    assert held.decided


def decision(id: str, kind: str, *reports: str, at: str = "2026-01-01T10:00:00+00:00", undoes: str | None = None) -> Decision:
    anchors = tuple(Anchor(report, 0, 6, "bombed", "ASSAULT") for report in reports)
    return Decision(id, kind, "Ana", at, "because", anchors, None, undoes)


def test_decisions_made_together_are_one_act_and_undone_ones_say_so() -> None:
    told = (
        decision("d1", "split", "a", "b"),
        decision("d2", "split", "c", "b"),
        decision("d3", "merge", "a", "b", at="2026-01-02T10:00:00+00:00"),
        decision("d4", "undo", at="2026-01-03T10:00:00+00:00", undoes="d3"),
        decision("d5", "accept", "x", at="2026-01-04T10:00:00+00:00"),
        decision("d6", "accept", "b", at="2026-01-05T10:00:00+00:00"),
    )
    found = acts(told, (WIRE, POST), frozenset({"d6"}))
    assert [(act.ids, act.state) for act in found] == [
        (("d6",), ORPHANED),
        (("d4",), STANDS),
        (("d3",), UNDONE),
        (("d1", "d2"), STANDS),
    ]
    assert found[-1].says == "held 2 events apart from the others"


def test_before_and_after_stand_side_by_side() -> None:
    before, after = made(WIRE), made(WIRE, POST)
    lines = comparison([column(before.incident, (WIRE,), present=True), column(after.incident, (WIRE, POST), present=False)])
    killed = next(line for line in lines if line.label == "Killed")
    assert [cell.text for cell in killed.cells] == ["best 12 (at least 12)", "best 14 (12 to 14)"]
    where = next(line for line in lines if line.label == "Where")
    assert [cell.differ for cell in where.cells] == [False, True]


def test_a_title_leaves_out_what_is_not_known() -> None:
    assert title_of(made(WIRE).incident) == "Assault (explosives), Kirkuk, Kirkuk Governorate, Iraq, 2016-03-02"
    assert title_of(made(telling("a", mode=None, day=None, place=None)).incident) == "Assault"


def test_a_citation_names_the_incident_its_sources_and_the_policy() -> None:
    page = made(WIRE, POST, COPY)
    cited = cite(page, address="http://127.0.0.1:8321/incidents/i-1", day="2026-05-04")
    for form in (cited.plain, cited.bibtex):
        assert "3 events of 2 independent sources" in form
        assert "latest" in form
        assert "http://127.0.0.1:8321/incidents/i-1" in form
    assert cited.bibtex.startswith(f"@misc{{{page.incident.id},\n")
    assert cited.bibtex.count("{") == cited.bibtex.count("}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("50% & $5", r"50\% \& \$5"), ("a_b #1", r"a\_b \#1"), ("{x}", r"\{x\}"), ("\\", r"\textbackslash{}"), ("plain", "plain")],
)
def test_what_tex_would_obey_is_escaped(text: str, expected: str) -> None:
    assert tex(text) == expected
