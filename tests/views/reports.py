"""Our own reports for the views, coded as they come: nothing in a test may depend on what exactly is found in them."""

from __future__ import annotations

from datetime import date
from functools import cache

from dateline.run.pipeline import trace_reading
from dateline.schema.failure import Reading
from dateline.schema.report import Report
from dateline.schema.trace import Traced

TEXT = (
    "BAMAKO, March 3 (Example Wire) -- Gunmen killed at least 12 soldiers and wounded 20 when they attacked an army base near Gao in "
    "northern Mali on Tuesday, the defence ministry said.\n\n"
    "Two officers were among the dead, army spokesman Colonel Moussa Traore told reporters. In another attack on Sunday a roadside bomb "
    "wounded three civilians in Timbuktu.\r\n\r\n"
    "Ansar Dine claimed responsibility for the attack on the base. The government blamed the group for the bomb as well.\n\n"
    "Government negotiators met leaders of the rebels in Algiers on February 20 and agreed to a ceasefire. The government has not held "
    "talks with Ansar Dine. France will send 200 troops to Gao next week, and police arrested five men in Bamako on Monday.\n"
)
DAY = date(2016, 3, 3)
# What a page must show and not obey.
HOSTILE = (
    "<script>window.hacked = 1</script> <img src=x onerror='window.hacked = 1'> \"'><svg onload=window.hacked=1> </style></textarea>"
    "{{ 7 * 7 }}{% raw %} &lt;b&gt; \N{RIGHT-TO-LEFT OVERRIDE}kcatta\x00\x1b[31m <!-- javascript:alert(1) http://example.invalid/x.png\n\n"
    "\N{GRINNING FACE}\N{FAMILY} Rebels \N{FIRE}killed two <b>soldiers</b>\r\nin Tadmur on Monday, the army said.\n"
)


@cache
def traced(text: str = TEXT, *, published: date | None = DAY, title: str | None = None, language: str | None = None) -> Traced:
    """The report coded with the model and tables as they are."""
    report = Report("reports/mali.txt", text, published, title, "Example Wire", None, language)
    return trace_reading(Reading(report))
