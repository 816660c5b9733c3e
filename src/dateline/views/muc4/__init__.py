"""Records as MUC-4 templates, one JSON object for a run, in the shape that the GTT project made usual.

The published scorer takes every key of a template for a role with lists of mentions, so a template holds its type and the five
roles and nothing else; what else is known of it stands in the entry of the same place in `details`.
"""

from dateline.views.muc4.templates import pred_templates
from dateline.views.muc4.writing import write_muc4

__all__ = ["pred_templates", "write_muc4"]
