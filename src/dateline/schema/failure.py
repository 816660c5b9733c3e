"""What is said about a report that could not be coded, or only with a reservation.

Every message has a stable code, and every code stands in this file or in `dateline.errors`; docs/reference/errors.md
explains each, and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable
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
class Edition:
    """Which publication a report is one state of, and since when: of all reports with one `address` the latest counts.

    `address` is that of a page ("https://..."), or names an entry of a feed ("entry:..."). `since` is the time, ISO 8601 in UTC, at which
    it was changed last or seen, as page, archive or server say; None where nobody says.
    """

    address: str
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One input as read: the report, what the reader warns of, and, where it could not be read, why.

    With a failure `report.text` is empty and `report.id` still says which input it was. `raw` are the bytes as they came, where
    there were any (of a .jsonl file the line; of one in UTF-16 or UTF-32 the line in UTF-8; of a document in an archive its own). A
    report that has an `edition` takes the place of earlier ones of the same address when events are merged.
    """

    report: Report
    warnings: tuple[Note, ...] = ()
    failure: Failure | None = None
    raw: bytes | None = field(default=None, compare=False, repr=False)
    edition: Edition | None = None


# Failures of reading
UNREADABLE = Notice("DL101", "the file could not be read ({reason}); check its name and permissions")
NOT_TEXT = Notice("DL102", "this is not a text file ({reason}); save it as UTF-8 text, or give the text itself")
BROKEN_LINE = Notice("DL103", "the line is not a JSON object ({reason}); one report a line, in braces")
WRONG_FIELD = Notice("DL104", "the field {field!r} must be {wanted}, not {got}")
TOO_LONG = Notice("DL105", "the report has more than {limit:,} characters; code its parts one by one, one report a line of a .jsonl file")
TOO_LARGE = Notice("DL106", "the {kind} has more than {limit:,} bytes; divide it, or raise {setting} of [limits] in dateline.toml")
TOO_TIGHT = Notice("DL107", "it is packed more than {ratio} to 1, as no text is; unpack it yourself if you trust it")
TOO_DEEP = Notice("DL108", "it is packed in more than {depth} files, one in another; unpack it first")
TOO_NESTED = Notice("DL124", "the {kind} is nested beyond all measure; get it again, or give its text")
TOO_MANY = Notice("DL109", "it holds more than {limit:,} {things}; the rest was not read: divide it, or raise {setting} of [limits]")
BAD_ROW = Notice("DL110", "the row cannot be taken in ({reason}); correct it in the table and import the table again")
BROKEN_DOCUMENT = Notice("DL111", "this is no {kind} that can be read ({reason}); get it again, or give its text")
NO_LIBRARY = Notice("DL112", "to read a {kind} takes the package {package}: pip install 'dateline[{extra}]'")
TOO_SLOW = Notice("DL113", "reading it took more than {seconds:g} s and was given up; raise seconds of [limits], or give its text")
READER_ENDED = Notice("DL114", "the process that read it ended ({reason}); give its text, or raise memory_bytes of [limits]")
LOCKED = Notice("DL115", "the {kind} is locked with a password; save it without, or give its text")
NO_WORDS = Notice("DL116", "the {kind} holds no text{reason}; give its text")
UNSAFE = Notice("DL117", "the {kind} declares entities of its own, which is not safe to read; get it from its source again")
NO_COLUMNS = Notice("DL118", "no column holds texts or addresses of reports ({reason}); say with --columns which do")
NOT_FETCHED = Notice("DL120", "the row has an address and no text; --fetch fetches the page")
NOT_WELCOME = Notice("DL121", "{reason} does not allow this page to be fetched by programs; save it in a browser and give the file")
NOT_PUBLIC = Notice("DL122", "{host} is at {address}, which is no public address; private_addresses of [limits] allows it")
NOT_GOT = Notice("DL123", "the page could not be fetched ({reason}); try again later, or save it in a browser and give the file")
NOT_SENT = Notice("DL125", "the {kind} did not take the alert ({reason}); mend the channel, `dateline deliveries --resend` sends it again")
# Failures of coding
STAGE_FAILED = Notice("DL301", "{stage} failed on this report ({reason}); please report it with the text")
WRONG_SPANS = Notice("DL302", "the coded values do not agree with the text ({reason}); please report it with the text")
NOT_ENGLISH = Notice("DL303", "the report's language is given as {language!r}; only English is coded")
LOST_WORKER = Notice("DL304", "the process that coded this report ended (out of memory?); code it alone or use fewer --jobs")
FOREIGN = Notice("DL305", "the report is in {language}, by its words; only English is coded (if it is English, give --language en)")
CODING_TOO_SLOW = Notice("DL306", "coding took more than {seconds} seconds and was given up; code a shorter text, or use dateline code")
NO_MEMORY = Notice("DL307", "{stage} ran out of memory on this report; use fewer --jobs, or code its parts one by one")
# Warnings
NO_DATE = Notice("DL501", "no publication date: relative dates such as 'on Monday' stay unknown; give --published")
BAD_DATE = Notice("DL502", "publication date {published!r} is not an ISO date (YYYY-MM-DD) and was left out")
NO_TEXT = Notice("DL503", "the report has no text")
NO_EVENTS = Notice("DL504", "no event was found in this report")
OTHER_ENCODING = Notice("DL505", "the file is not UTF-8; it was read as {encoding}")
MARKUP = Notice("DL506", "the text holds remnants of {kinds}; they were read over")
LEFT_OUT = Notice("DL530", "left out of the text, as no part of the report: {what}")
CORRECTED = Notice("DL531", "the report carries a correction, which was left out of the text: {words!r}")
NO_ARTICLE = Notice("DL532", "no article was found in the page; all its words were taken")
PASSED_OVER = Notice(
    "DL507", "passed over: by its words it tells of nothing that is coded; `dateline recode --passed-over` and --no-relevance code it"
)
UNKNOWN_COUNTRY = Notice("DL520", "no table of countries has {name!r}; the country was left out")


def was_passed_over(notes: Iterable[Note]) -> bool:
    """Whether warnings of a record say that its report was passed over: it has no events because nobody looked for any."""
    return any(note.code == PASSED_OVER.code for note in notes)
