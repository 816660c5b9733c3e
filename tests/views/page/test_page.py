"""The page in a real browser: what is marked, what pointing and keys do, that it loads nothing and obeys nothing of a report."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dateline.run.pipeline import trace_reading
from dateline.schema.failure import Reading
from dateline.schema.jsonable import spans
from dateline.schema.report import Report
from dateline.schema.trace import Traced
from dateline.views.page import write_page
from dateline.views.page.cards import sheet
from dateline.views.page.marks import show
from tests.views.page.chromium import Browser, browser
from tests.views.reports import DAY, HOSTILE, TEXT, traced

pytestmark = pytest.mark.model
EMOJI = TEXT.replace("Gunmen", "\N{FIRE}\N{FAMILY} Gunmen", 1)
TAB, ARROW, ESCAPE, ENTER = ("Tab", 9), ("ArrowRight", 39), ("Escape", 27), ("Enter", 13)


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def page(chromium: Browser, tmp_path: Path) -> Iterator[Any]:
    """page(traced, ...) opens the page of reports and gives the browser."""

    def show_page(*told: Traced, width: int = 1280, scripts: bool = True) -> Browser:
        file = tmp_path / "page.html"
        file.write_text(written(*told), "utf-8", errors="backslashreplace")
        chromium.complaints.clear()
        chromium.open(file, width=width, scripts=scripts)
        return chromium

    yield show_page
    chromium.emulate()


def written(*told: Traced) -> str:
    stream = io.StringIO()
    write_page(told, stream)
    return stream.getvalue()


def hostile() -> Traced:
    report = Report(HOSTILE, HOSTILE, DAY, HOSTILE, HOSTILE, "javascript:window.hacked=1", "en")
    return trace_reading(Reading(report))


MARKS = """(() => { const out = {}; for (const m of document.querySelectorAll('.text .mark'))
  for (const n of m.dataset.marks.split(' ')) out[n] = (out[n] || '') + m.textContent; return out })()"""


@pytest.mark.parametrize("text", [TEXT, EMOJI, HOSTILE], ids=["plain", "emoji", "hostile"])
def test_every_span_of_the_record_is_marked_with_exactly_its_words(page: Any, text: str) -> None:
    coded = traced(text)
    made = sheet(coded, 1)
    marks = {mark.number: (mark.start, mark.end) for segment in made.segments for mark in segment.marks}
    assert {(start, end) for start, end, _ in spans(coded.record.events)} <= set(marks.values())
    shown = page(coded).run(MARKS)
    assert shown == {str(number): "".join(show(text)[start:end]) for number, (start, end) in marks.items()}


@pytest.mark.parametrize("text", [TEXT, EMOJI, HOSTILE, "  a\n\n\tb  \n"], ids=["plain", "emoji", "hostile", "white space"])
def test_the_text_is_shown_as_it_is(page: Any, text: str) -> None:
    assert page(traced(text)).run("document.querySelector('.text').textContent") == "".join(show(text))


def test_each_value_of_each_event_is_on_its_card_and_has_its_reason(page: Any) -> None:
    coded = traced()
    seen = page(coded)
    for event in coded.record.events:
        card = seen.run(f"document.querySelector('#r1-{event.id}').innerText")
        told = [event.type, event.status, *(p.name for p in event.participants), *(w.kind for w in event.weapons)]
        told += [event.where.name or "not told", event.when.start_date or "not told", *(s.name for s in event.sources)]
        assert [part for part in told if part not in card] == []
    missing = "[...document.querySelectorAll('.value')].filter(v => !document.getElementById(v.dataset.why)).length"
    assert seen.run(missing) == 0


def test_pointing_at_a_value_shows_its_words_and_its_reason_and_leaving_ends_it(page: Any) -> None:
    seen = page(traced())
    value = "#r1-e1 .status .value"
    seen.point(value)
    marks = seen.run(f"document.querySelector('{value}').dataset.marks.split(' ')")
    lit = seen.run("[...document.querySelectorAll('.text .mark.on')].flatMap(m => m.dataset.marks.split(' '))")
    assert set(marks) <= set(lit)
    assert traced().record.events[0].status in seen.run("document.querySelector('.found').innerText")
    seen.point(".about")
    assert seen.run("document.querySelectorAll('.on').length") == 0
    assert seen.run("document.querySelector('.found').hidden")


def test_clicking_marked_words_shows_what_was_made_of_them_until_escape(page: Any) -> None:
    seen = page(traced())
    seen.point(".text .mark", click=True)
    made = seen.run("[...document.querySelectorAll('.value.on')].flatMap(v => v.dataset.marks.split(' '))")
    assert set(seen.run("document.querySelector('.text .mark').dataset.marks.split(' ')")) & set(made)
    seen.point(".about")
    assert seen.run("document.querySelectorAll('.value.on').length") > 0, "what was clicked stays"
    seen.press(*ESCAPE)
    assert seen.run("document.querySelectorAll('.on').length") == 0


def test_every_marked_word_leads_to_a_value(page: Any) -> None:
    seen = page(traced())
    orphans = """(() => { const made = new Set([...document.querySelectorAll('.value, .why li')].flatMap(v =>
      v.dataset.marks ? v.dataset.marks.split(' ') : []));
      return [...document.querySelectorAll('.text .mark')].filter(m => !m.dataset.marks.split(' ').some(n => made.has(n)))
        .map(m => m.textContent) })()"""
    assert seen.run(orphans) == []


def test_the_keyboard_reaches_words_and_values(page: Any) -> None:
    seen = page(traced())
    seen.press(*TAB)
    assert seen.run("document.activeElement.className").startswith("mark")
    seen.press(*ARROW)
    assert seen.run("document.activeElement === document.querySelectorAll('.text .mark')[1]")
    assert not seen.run("document.querySelector('.found').hidden")
    seen.press(*TAB)
    while seen.run("!document.activeElement.classList.contains('value')"):
        seen.press(*TAB)
    assert seen.run("document.activeElement === document.querySelector('.value')")
    assert seen.run("document.querySelector('.found').textContent.includes(document.activeElement.textContent)")
    described = "document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent"
    assert traced().record.events[0].type in seen.run(described)


def test_without_scripts_every_link_leads_somewhere_and_every_reason_is_there(page: Any) -> None:
    coded = traced()
    page(coded, scripts=False)
    told = written(coded)
    ids = set(re.findall(r'\bid="([^"]+)"', told))
    assert len(ids) == len(re.findall(r'\bid="([^"]+)"', told)), "an id is given twice"
    assert set(re.findall(r'href="#([^"]*)"', told)) <= ids
    assert told.count('class="what"') == sum(len(card.whys) for card in sheet(coded, 1).cards)
    assert 'class="hint"' in told


def test_nothing_is_loaded_and_the_browser_has_no_complaint(page: Any) -> None:
    for coded in (traced(), hostile()):
        seen = page(coded)
        seen.point(".about")
        assert [address for address in seen.requests if not address.startswith(("file:", "data:"))] == []
        assert len([address for address in seen.requests if address.startswith("file:")]) == 1
        assert seen.complaints == []
        loads = re.findall(r"""(?:src|href|action|data|poster|srcset)\s*=\s*["']?\s*(?:https?:)?//|@import|url\(""", written(coded))
        assert loads == []


def test_a_hostile_report_is_shown_and_not_obeyed(page: Any) -> None:
    seen = page(hostile(), traced())
    assert seen.run("window.hacked") is None
    assert seen.run("document.querySelectorAll('img, svg, textarea, iframe, object').length") == 0
    assert seen.run("document.scripts.length") == 1
    assert seen.run("document.querySelectorAll('b').length > 0")
    assert not seen.run("[...document.querySelectorAll('.text')].some(t => t.querySelector('b, script'))")
    assert seen.run("[...document.querySelectorAll('[href]')].every(a => /^(#|data:,)/.test(a.getAttribute('href')))")
    assert "<img src=x" in seen.run("document.querySelector('#r1-title').textContent")
    assert not set("\N{RIGHT-TO-LEFT OVERRIDE}\x00\x1b") & set(written(hostile()))


@pytest.mark.parametrize("width", [390, 700, 1280])
def test_nothing_runs_out_of_the_page_at_any_width(page: Any, width: int) -> None:
    endless = replace(traced().report, text="x" * 2000 + " " + TEXT, title="y" * 500)
    seen = page(trace_reading(Reading(endless)), traced(), width=width)
    assert seen.run("document.documentElement.scrollWidth") <= width
    seen.emulate(media="print")
    assert seen.run("document.documentElement.scrollWidth") <= width


def test_on_a_telephone_the_reason_comes_up_from_below_and_can_be_closed(page: Any) -> None:
    seen = page(traced(), width=390)
    seen.point("#r1-e1 .status .value", click=True)
    assert seen.run("getComputedStyle(document.querySelector('.evidence')).position") == "fixed"
    box = seen.run(
        "(() => { const r = document.querySelector('.evidence').getBoundingClientRect(); return [r.left, r.right, r.bottom] })()"
    )
    assert box == [0, 390, 900]
    seen.point(".evidence .close", click=True)
    assert seen.run("document.querySelector('.found').hidden")


def test_failures_warnings_and_emptiness_are_said(page: Any) -> None:
    told = (traced("Nada.", language="es"), traced("Nothing happened.", published=None), traced("", published=None), traced())
    text = page(*told).run("document.body.innerText")
    for part in ("This report was not coded", "DL303", "DL501", "DL503", "DL504", "No event was found in this report", "4 reports"):
        assert part in text
    assert page().run("document.body.innerText").startswith("Nothing to show")


def test_the_page_of_the_same_reports_is_the_same() -> None:
    assert written(traced(), hostile()) == written(traced(), hostile())


def test_reports_do_not_share_anchors(page: Any) -> None:
    seen = page(traced(), traced(EMOJI))
    assert seen.run("new Set([...document.querySelectorAll('[id]')].map(n => n.id)).size === document.querySelectorAll('[id]').length")
    seen.point("#r2-e1 .status .value")
    assert seen.run("document.querySelectorAll('#r1 .on').length") == 0
    assert seen.run("document.querySelectorAll('#r2 .text .on').length") > 0


def test_the_example_has_cards_for_all_its_events(page: Any) -> None:
    text = (Path(__file__).parents[3] / "examples" / "arauca.txt").read_text("utf-8")
    coded = traced(text, published=date(2018, 6, 13))
    assert page(coded).run("document.querySelectorAll('.card').length") == len(coded.record.events)
