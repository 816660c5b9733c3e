"""What is said about a report that could not be coded, or only with a reservation.

Every message has a stable code, and every code stands in this file or in `dateline.errors`; docs/reference/errors.md
explains each, and a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.schema.report import Report


@dataclass(frozen=True, slots=True)
class Note:
    """A warning in a record: the report was coded, but a reader of its events should know this."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a report has no events: the stage that failed (read, annotate, extract, resolve, record), a code, and what to do."""

    stage: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One kind of message. `message` is a template that `note` and `failure` fill in."""

    code: str
    message: str

    def note(self, /, **values: object) -> Note:
        """This message as a warning."""
        return Note(self.code, self.message.format(**values))

    def failure(self, stage: str, /, **values: object) -> Failure:
        """This message as the failure of `stage`."""
        return Failure(stage, self.code, self.message.format(**values))


@dataclass(frozen=True, slots=True)
class Reading:
    """One input as read: the report, what the reader warns of, and, where it could not be read, why.

    With a failure `report.text` is empty and `report.id` still says which input it was. `raw` are the bytes as they came, where
    there were any (of a .jsonl file the line; of one in UTF-16 or UTF-32 the line in UTF-8).
    """

    report: Report
    warnings: tuple[Note, ...] = ()
    failure: Failure | None = None
    raw: bytes | None = field(default=None, compare=False, repr=False)


# Failures of reading
UNREADABLE = Notice("DL101", "the file could not be read ({reason}); check its name and permissions")
NOT_TEXT = Notice("DL102", "this is not a text file ({reason}); save it as UTF-8 text, or give the text itself")
BROKEN_LINE = Notice("DL103", "the line is not a JSON object ({reason}); one report a line, in braces")
WRONG_FIELD = Notice("DL104", "the field {field!r} must be {wanted}, not {got}")
TOO_LONG = Notice("DL105", "the report has more than {limit:,} characters; code its parts one by one, one report a line of a .jsonl file")
BAD_ROW = Notice("DL110", "the row cannot be taken in ({reason}); correct it in the table and import the table again")
# Failures of coding
STAGE_FAILED = Notice("DL301", "{stage} failed on this report ({reason}); please report it with the text")
WRONG_SPANS = Notice("DL302", "the coded values do not agree with the text ({reason}); please report it with the text")
NOT_ENGLISH = Notice("DL303", "the report's language is given as {language!r}; only English is coded")
LOST_WORKER = Notice("DL304", "the process that coded this report ended (out of memory?); code it alone or use fewer --jobs")
FOREIGN = Notice("DL305", "the report is in {language}, by its words; only English is coded (if it is English, give --language en)")
# Warnings
NO_DATE = Notice("DL501", "no publication date: relative dates such as 'on Monday' stay unknown; give --published")
BAD_DATE = Notice("DL502", "publication date {published!r} is not an ISO date (YYYY-MM-DD) and was left out")
NO_TEXT = Notice("DL503", "the report has no text")
NO_EVENTS = Notice("DL504", "no event was found in this report")
OTHER_ENCODING = Notice("DL505", "the file is not UTF-8; it was read as {encoding}")
MARKUP = Notice("DL506", "the text holds remnants of {kinds}; they were read over")
UNKNOWN_COUNTRY = Notice("DL520", "no table of countries has {name!r}; the country was left out")
