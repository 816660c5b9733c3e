"""A bundle checked from the number to the sentence. What it says is not trusted: neither its sizes nor its names nor its values."""

from dateline.views.verify.archive import LIMITS, Archive, Limits, open_bundle
from dateline.views.verify.whole import Checked, Mismatch, verify_bundle

__all__ = ["LIMITS", "Archive", "Checked", "Limits", "Mismatch", "open_bundle", "verify_bundle"]
