"""A dozen invented reports for the pages: several of one happening that differ, one that is hostile, one that cannot be read."""

from __future__ import annotations

from datetime import date

from dateline.schema.failure import NOT_TEXT, Reading
from dateline.schema.report import Report

HOSTILE_TITLE = '"><script>window.hacked = 1</script><img src=x onerror=window.hacked=1>'
_TOLD: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "gao-1",
        "Example Wire",
        "2016-03-03",
        "Army base attacked near Gao",
        (
            "Gunmen killed at least 12 soldiers and wounded 20 when they attacked an army base near Gao in northern Mali on Tuesday, the "
            "defence ministry said. Ansar Dine claimed responsibility for the attack."
        ),
    ),
    (
        "gao-2",
        "Example Post",
        "2016-03-04",
        "Toll rises in Gao",
        (
            "The attack on an army base near Gao in northern Mali on Tuesday killed 14 soldiers, an army spokesman said on Thursday. The "
            "government blamed Ansar Dine for the attack."
        ),
    ),
    (
        "gao-3",
        "Example Radio",
        "2016-03-04",
        "Gao: what we know",
        "Militants attacked an army base near Gao, Mali, on March 1 and killed 15 soldiers, a doctor at the hospital said.",
    ),
    (
        "timbuktu",
        "Example Wire",
        "2016-03-02",
        "Bomb in Timbuktu",
        "A roadside bomb wounded three civilians in Timbuktu on Sunday, police said. No group claimed responsibility.",
    ),
    (
        "arauca-1",
        "Example Wire",
        "2018-06-13",
        "Soldiers killed in Arauca",
        "Rebels of the National Liberation Army killed two soldiers in Arauca, Colombia, on Tuesday, the defence ministry said.",
    ),
    (
        "arauca-2",
        "Example Post",
        "2018-06-13",
        "Attack in Arauca",
        "Two soldiers died when guerrillas of the National Liberation Army attacked a patrol in Arauca, Colombia, on Tuesday, police said.",
    ),
    (
        "kunduz",
        "Example Wire",
        "2015-10-01",
        "Fighting in Kunduz",
        (
            "Taliban fighters attacked a police post in Kunduz, Afghanistan, on Wednesday. At least seven policemen were killed, a "
            "provincial official said. The Taliban denied that any of its fighters were killed."
        ),
    ),
    (
        "khartoum",
        "Example Post",
        "2019-06-04",
        "Protest in Khartoum",
        "Thousands of people protested in Khartoum, Sudan, on Monday. Police fired tear gas and arrested 40 protesters, witnesses said.",
    ),
    (
        "geneva",
        "Example Wire",
        "2014-01-23",
        "Talks in Geneva",
        "Representatives of the Syrian government met leaders of the opposition in Geneva on Wednesday and agreed to a ceasefire in Homs.",
    ),
    (
        "weather",
        "Example Radio",
        "2019-06-04",
        "Rain expected",
        "Heavy rain is expected in the north of the country this week. Farmers welcome it.",
    ),
    (
        "hostile",
        "<b>Wire</b><script>window.hacked=1</script>",
        "2019-06-04",
        HOSTILE_TITLE,
        (
            "<script>window.hacked = 1</script> <img src=x onerror='window.hacked = 1'> \"'><svg onload=window.hacked=1> </div></main> "
            "{{ 7 * 7 }} &lt;b&gt; \N{RIGHT-TO-LEFT OVERRIDE}kcatta\x00 Rebels killed two "
            "<b>soldiers</b> in Tadmur, Syria, on Monday, the army said."
        ),
    ),
)
HOSTILE_ADDRESS = "javascript:window.hacked=1//http://example.invalid/"


def readings() -> tuple[Reading, ...]:
    """The reports in the order in which they come."""
    unread = Reading(Report("photo.txt", ""), failure=NOT_TEXT.failure("read", reason="it is binary"), raw=b"\x89PNG")
    return (*(_reading(*told) for told in _TOLD), unread)


def _reading(id: str, publisher: str, day: str, title: str, text: str) -> Reading:
    address = HOSTILE_ADDRESS if id == "hostile" else f"https://wire.example/{id}"
    return Reading(Report(id, text, date.fromisoformat(day), title, publisher, address))
