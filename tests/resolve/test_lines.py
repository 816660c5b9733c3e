"""Borders and roads as places."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.annotate import annotate
from dateline.extract import extract
from dateline.resolve.setting import read_setting
from dateline.schema.mention import LINE
from dateline.schema.report import Report

DAY = date(2016, 7, 23)
# A report, the border or road it tells of, and in which country that is.
LINES = [
    ("Niger's army killed six smugglers near the Malian border, Niger said.", "Malian border", "NER"),
    ("Troops clashed at the Syria-Iraq border, killing two.", "Syria-Iraq border", "SYR"),
    ("Gunmen ambushed a convoy on the road from Gao to Kidal.", "road from Gao to Kidal", "MLI"),
]


@pytest.mark.parametrize(("text", "name", "country"), LINES)
def test_a_line_is_told_from_the_report_s_side(text: str, name: str, country: str) -> None:
    document = annotate(Report("test", text, DAY))
    setting = read_setting(document)
    found = [setting.resolve(near.phrase) for near in extract(document)[0].near_places if near.phrase.made_by == LINE]
    assert [(where.name, where.country, where.precision) for where in found] == [(name, country, "near")]
