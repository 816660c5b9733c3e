"""The page of incidents as a person sees it: table, map, timeline and bars of one state in the address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient

from dateline.store import Store, open_store
from tests.store.placed import Placed, put
from tests.views.review.conftest import browsing, running

TADMUR, HAMA, GAO = (34.56, 38.28), (35.13, 36.75), (16.27, -0.04)
HOSTILE = "<img src=x onerror=window.hacked=1>"
MADE = (
    Placed(
        day="2016-05-02",
        country="SYR",
        admin1="Homs",
        at=TADMUR,
        precision="exact",
        place="Tadmur, Homs, SYR",
        killed=(3, 4, 5),
        actor="Rebels",
    ),
    Placed(day="2016-05-09", country="SYR", admin1="Hama", at=HAMA, precision="near", radius=25, place="Hama, SYR", killed=(1, 2, None)),
    Placed(
        day="2016-05-10", country="SYR", admin1="Homs", at=(34.2, 38.5), precision="admin1", place="Homs, SYR", type="PROTEST", mode="riot"
    ),
    Placed(day="2016-06-21", country="MLI", at=(17.0, -4.0), precision="country", place="Mali", status="denied", recipient=HOSTILE),
    *(
        Placed(day=f"2016-07-{day:02}", country="MLI", admin1="Gao", at=GAO, precision="exact", place="Gao, MLI", actor="Ansar Dine")
        for day in range(1, 13)
    ),
    Placed(country="MLI", admin1="Gao", at=GAO, precision="exact", place="Gao, MLI"),
    Placed(day="2016-08-01", actor="Rebels"),
)


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of incidents of every kind."""
    with open_store(str(tmp_path_factory.mktemp("placed") / "store.db"), create=True) as store:
        put(store, *MADE)
        yield store


@pytest.fixture(scope="module")
def site(placed: Store) -> Iterator[str]:
    """A server of that store."""
    with running(placed) as address:
        yield address


@pytest.fixture
def shown(browser: Browser, site: str, complaints: list[str]) -> Iterator[Page]:
    """A page on that server."""
    with browsing(browser, site, complaints) as page:
        yield page


def query(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def number(page: Page) -> int:
    return int(page.locator("#summary strong").first.inner_text().replace(",", ""))


def arrived(page: Page, address: str = "/incidents") -> None:
    """Waits until the page has an address like this and all of it stands for that address: the address changes before the parts do."""
    expect(page).to_have_url(re.compile(address))
    asked = urlsplit(page.url).query
    expect(page.locator("html")).to_have_attribute("data-shown", f"?{asked}" if asked else "")


def drawn(page: Page) -> dict[str, int]:
    """How many of each kind the map shows, once it is still."""
    arrived(page)
    expect(page.locator("#map")).to_have_attribute("data-state", "ready")
    told: dict[str, str] = page.locator("#map").evaluate("node => ({...node.dataset})")
    return {kind: int(told[kind]) for kind in ("point", "ring", "several", "area")}


def heights(page: Page) -> int:
    """How many bars the timeline has that are not empty."""
    return page.locator(".weeks .bar").count()


# Without a browser


def test_the_list_has_every_incident_and_the_unknown_are_counted(placed: Store, site: str, shown: Page) -> None:
    shown.goto("/incidents")
    assert number(shown) == len(MADE)
    assert shown.locator(".incidents-table tbody tr").count() == len(MADE)
    expect(shown.get_by_role("link", name="1 without a day")).to_be_visible()
    shown.get_by_role("link", name="1 without a place").click()
    arrived(shown, r"without=place$")
    assert (number(shown), shown.locator(".incidents-table tbody tr").count()) == (1, 1)
    shown.get_by_role("link", name="without a place").click()
    arrived(shown, r"/incidents$")


def test_fields_that_were_left_empty_are_no_part_of_the_address(client: TestClient) -> None:
    answer = client.get("/incidents?since=&country=MLI&actor=%20&page=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/incidents?country=MLI&page=1")


@pytest.mark.parametrize(
    ("asked", "said"), [("since=soon", "since"), ("contry=MLI", "no filter"), ("text=--", "no word"), ("page=x", "whole number")]
)
def test_what_cannot_be_meant_is_said_and_nothing_shown(client: TestClient, asked: str, said: str) -> None:
    answer = client.get(f"/incidents?{asked}")
    assert answer.status_code == 400
    assert said in answer.text
    assert "incidents-table" not in answer.text


def test_reports_become_a_page(client: TestClient) -> None:
    page = client.get("/incidents?country=COL").text
    assert "National Liberation Army" in page
    assert "Arauca" in page
    assert client.get("/incidents?page=999").status_code == 200


@pytest.mark.parametrize("path", ["/map/cells.json?view=1,2&zoom=3", "/map/cells.json?view=0,0,1,1&zoom=99", "/map/areas.json?since=x"])
def test_the_map_is_told_what_it_asks_wrongly(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"Accept": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.json()["error"]["code"].startswith("DL")


# In a browser


def test_table_map_and_timeline_show_the_same(shown: Page) -> None:
    shown.goto("/incidents")
    # Seen from afar Tadmur and Hama are one circle
    assert drawn(shown) == {"point": 0, "ring": 0, "several": 2, "area": 2}
    shown.locator("select[name=country]").select_option("SYR")
    arrived(shown, "country=SYR")
    assert query(shown) == {"country": "SYR"}
    assert drawn(shown) == {"point": 1, "ring": 1, "several": 0, "area": 1}
    assert (number(shown), shown.locator(".incidents-table tbody tr").count(), heights(shown)) == (3, 3, 2)
    shown.locator("select[name=type]").select_option("PROTEST:riot")
    arrived(shown, "type=PROTEST")
    assert drawn(shown) == {"point": 0, "ring": 0, "several": 0, "area": 1}
    assert (number(shown), heights(shown)) == (1, 1)
    shown.go_back()
    expect(shown.locator(".incidents-table tbody tr")).to_have_count(3)
    assert drawn(shown) == {"point": 1, "ring": 1, "several": 0, "area": 1}
    shown.goto(shown.url)
    assert (number(shown), drawn(shown)["ring"]) == (3, 1)


def test_bars_and_weeks_are_filters(shown: Page) -> None:
    shown.goto("/incidents")
    shown.get_by_role("link", name="Ansar Dine").first.click()
    arrived(shown, "actor=Ansar")
    assert number(shown) == 12
    assert shown.get_by_label("Party", exact=True).input_value() == "Ansar Dine"
    slots = shown.locator(".weeks .slot")
    boxes = [slots.nth(k).bounding_box() for k in (0, 1)]
    assert all(boxes)
    shown.mouse.move(boxes[0]["x"] + 5, boxes[0]["y"] + 40)  # type: ignore[index]
    shown.mouse.down()
    shown.mouse.move(boxes[1]["x"] + 5, boxes[1]["y"] + 40)  # type: ignore[index]
    shown.mouse.up()
    arrived(shown, "since=")
    assert query(shown) == {"actor": "Ansar Dine", "since": "2016-06-27", "until": "2016-07-10"}
    assert number(shown) == 10


def test_a_mark_says_what_it_is_and_leads_to_the_incident(shown: Page) -> None:
    shown.goto("/incidents?admin1=Homs&type=ASSAULT")
    assert drawn(shown) == {"point": 1, "ring": 0, "several": 0, "area": 0}
    shown.locator("#map").click()
    popup = shown.locator(".leaflet-popup")
    expect(popup).to_contain_text("Tadmur, Homs, SYR")
    expect(popup).to_contain_text("killed 4 (3–5)")
    assert popup.get_by_role("link", name="Open the incident").get_attribute("href") == "/incidents/i-00"


def test_a_ring_is_as_wide_as_is_told(shown: Page) -> None:
    shown.goto("/incidents?admin1=Hama")
    assert drawn(shown) == {"point": 0, "ring": 1, "several": 0, "area": 0}
    shown.locator("#map").hover()
    expect(shown.locator(".leaflet-tooltip")).to_contain_text("within 25 km")


def test_a_province_is_shaded_and_has_no_point(shown: Page) -> None:
    shown.goto("/incidents?admin1=Homs&type=PROTEST")
    assert drawn(shown) == {"point": 0, "ring": 0, "several": 0, "area": 1}
    shown.locator("#map").click()
    popup = shown.locator(".leaflet-popup")
    expect(popup).to_contain_text("1 incident known only to be in the province")
    popup.get_by_role("link", name="Show these in the list").click()
    arrived(shown, "admin1=Homs")
    assert query(shown) == {"country": "SYR", "admin1": "Homs", "type": "PROTEST"}


def test_many_at_one_place_can_be_listed(shown: Page) -> None:
    shown.goto("/incidents?country=MLI&admin1=Gao")
    assert drawn(shown) == {"point": 0, "ring": 0, "several": 1, "area": 0}
    shown.locator("#map").click()
    shown.locator(".leaflet-popup").get_by_role("link", name="Show these in the list").click()
    arrived(shown, "box=")
    assert number(shown) == 13


def test_the_list_can_be_what_the_map_shows(shown: Page) -> None:
    shown.goto("/incidents?admin1=Gao")
    drawn(shown)
    shown.goto("/incidents")
    drawn(shown)
    shown.get_by_role("button", name="Zoom in").click()
    shown.get_by_role("button", name="Only what the map shows").click()
    arrived(shown, "box=")
    drawn(shown)
    shown.get_by_role("link", name="in a part of the map").click()
    arrived(shown, r"/incidents$")
    assert number(shown) == len(MADE)


def test_words_of_a_report_are_never_markup(shown: Page) -> None:
    shown.goto("/incidents?status=denied")
    expect(shown.locator(".incidents-table tbody")).to_contain_text(HOSTILE)
    drawn(shown)


def test_a_wrong_filter_comes_back_with_the_form(shown: Page, complaints: list[str]) -> None:
    shown.goto("/incidents")
    shown.get_by_label("Words in a report").fill("--")
    shown.get_by_role("button", name="Show", exact=True).click()
    expect(shown.get_by_role("alert")).to_contain_text("no word")
    assert shown.get_by_label("Words in a report").input_value() == "--"
    complaints.clear()


def test_without_a_script_all_but_the_map_is_there(browser: Browser, site: str, complaints: list[str]) -> None:
    with browsing(browser, site, complaints, scripts=False) as page:
        page.goto("/incidents")
        page.locator("select[name=country]").select_option("SYR")
        page.get_by_role("button", name="Show", exact=True).click()
        assert query(page) == {"country": "SYR"}
        assert (number(page), page.locator(".incidents-table tbody tr").count(), heights(page)) == (3, 3, 2)
        expect(page.locator("#map")).to_contain_text("The map takes JavaScript")
        page.get_by_text("As a table").click()
        page.get_by_role("link", name="2016-05-09").first.click()
        assert query(page) == {"country": "SYR", "since": "2016-05-09", "until": "2016-05-15"}


def test_everything_is_reached_with_the_keyboard(shown: Page) -> None:
    shown.goto("/incidents")
    drawn(shown)
    shown.get_by_label("Killed, at least").focus()
    shown.keyboard.type("4")
    shown.keyboard.press("Enter")
    arrived(shown, "killed=4")
    drawn(shown)
    shown.get_by_role("button", name="Show", exact=True).focus()
    for _ in range(40):
        shown.keyboard.press("Tab")
        if shown.evaluate("document.activeElement.closest('.incidents-table') !== null"):
            break
    assert shown.evaluate("document.activeElement.getAttribute('href')") == "/incidents/i-00"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_bars_anyone(browser: Browser, site: str, complaints: list[str], width: int, scheme: str) -> None:
    with browsing(browser, site, complaints, width=width) as page:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto("/incidents")
        drawn(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = [one for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")]
        assert [(one["id"], [node["html"][:80] for node in one["nodes"]]) for one in found] == []


def test_the_colours_differ_enough_in_both_schemes() -> None:
    """Marks on land and sea, bars on their track: 3 to 1, as WCAG 1.4.11 asks of what must be seen to understand."""
    css = (Path(__file__).parents[3] / "src/dateline/views/review/static/css/incidents.css").read_text("utf-8")
    schemes = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block)) for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL)]
    assert len(schemes) == 2
    for colours in schemes:
        for over, under in (("mark", "land"), ("mark", "sea"), ("mark-text", "mark"), ("bar", "track"), ("shade", "land")):
            assert _contrast(colours[over], colours[under]) >= 3, (over, under)


def _contrast(one: str, other: str) -> float:
    lights = sorted(_light(colour) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: str) -> float:
    """Relative luminance (WCAG 2)."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
