"""Where reports, codings, decisions and incidents are kept: an SQLite file, or a database of PostgreSQL.

`open_store` opens one; `Store` adds, reads and decides; `redact`, `copy_store` and `back_up` do what their names say.
"""

from dateline.store.assigning import Assignment, Progress, Sharing
from dateline.store.copying import back_up, copy_store
from dateline.store.finding import Filters
from dateline.store.history import Row
from dateline.store.moved import Moved
from dateline.store.opening import VARIABLE, chosen
from dateline.store.redacting import Redaction, redact
from dateline.store.settling import Merged
from dateline.store.store import Coding, Pending, Store, open_store
from dateline.store.unmerged import Told

__all__ = [
    "VARIABLE",
    "Assignment",
    "Coding",
    "Filters",
    "Merged",
    "Moved",
    "Pending",
    "Progress",
    "Redaction",
    "Row",
    "Sharing",
    "Store",
    "Told",
    "back_up",
    "chosen",
    "copy_store",
    "open_store",
    "redact",
]
