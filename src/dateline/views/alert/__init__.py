"""Alerts: what a saved filter found is told by console, webhook, e-mail and as a feed, once, and again when an incident changed enough.

`Alerting` looks and sends; `dateline watch` calls it after each step.
"""

from dateline.views.alert.alerting import Alerting
from dateline.views.alert.channels import unset

__all__ = ["Alerting", "unset"]
