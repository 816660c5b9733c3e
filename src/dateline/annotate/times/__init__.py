"""Time expressions of English newswire: dates, clock times, durations and repeated times, each with an unanchored value.

Nothing is anchored here: the value says what the words say, and `dateline.resolve.dates` lays it on the calendar. Stages do not
import each other, so this notation is the contract between the two. A value of kind `date` or `time` is

    [RELATION ":"] ["REF:"] POINT ["/" POINT] ["T" PART]

    RELATION   SINCE, UNTIL, BY, BEFORE, AFTER: "since Monday" is SINCE:WD1
    REF        counted from the day that the report has just told of, not from the day of speaking: "the next day" is REF:TOMORROW
    POINT      YEAR, YEAR-06, YEAR-06-03   YEAR is 2019, XXXX (not said), LAST-Y, THIS-Y or NEXT-Y: "June last year" is LAST-Y-06
               YEAR-SP|SU|FA|WI, YEAR-Q1, YEAR-H1, 198 (the 1980s)
               TODAY, YESTERDAY, TOMORROW, OVERNIGHT, WE (the weekend), PAST_REF (recently), PRESENT_REF (now), FUTURE_REF (soon)
               WD5 (Friday), LAST-WD5, THIS-WD5, NEXT-WD5, LAST-W-WD5 ("Friday last week")
               LAST-, THIS-, NEXT- before W, M, Y (calendar week, month, year), WE, SP|SU|FA|WI, M06 ("last June")
               LAST-M-D28 ("the 28th of last month"), D21 ("on the 21st"), P1W-AGO-WD1 ("a week ago Monday"), P2Y-AGO-TODAY
               2019-01-05|2019-05-01      two readings that the words do not decide between, the day-first one first: 05/01/2019
               P2W-AGO, P1D-AHEAD         exactly so long before or after; PXD-AGO: "a few days ago"
               PAST-P2W, NEXT-P3D, WITHIN-PT24H, RECENT-W   a stretch that ends or begins with the day of speaking
               P3D-AFTER, P3D-BEFORE      "three days after ...": what the words after it tell of is that much earlier (later)
                                          than what the sentence tells of
    before a POINT: EARLY-, MID-, LATE-, END-, EARLIER-, LATER-, H1-, H2-, W1- ... W4-, W-1-: "early June" is EARLY-XXXX-06
    PART       DN dawn, MO morning, MI noon, AF afternoon, EV evening, NI night, ON overnight, or 06:30, 03:30Z; alone: "T06:30"

    duration   ISO 8601, X for a number not said: "for two days" P2D, "hours" PTXH
    set        ISO 8601 period: "daily" P1D; "every Friday" XXXX-WXX-5
    None       a day of another calendar
"""

from __future__ import annotations

from dateline.annotate.times.finding import find_times
from dateline.annotate.times.orders import date_order

__all__ = ["date_order", "find_times"]
