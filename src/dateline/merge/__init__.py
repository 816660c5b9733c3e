"""Events of many reports: the tellings of one happening become one incident, none of their values lost.

`tell` makes tellings of a record, `origins` finds reports that are copies of one text, `near` gives the keys under which a telling
meets others, `compare` says how likely two are one happening and why, `merge` gives the incidents, `affected` what a new report can change,
`linked` which tellings can be in one incident at all, `choose` an incident's values by another policy.
"""

from dateline.merge.comparing import compare
from dateline.merge.copies import copy_keys, origins
from dateline.merge.merging import affected, choose, linked, merge, near
from dateline.merge.policies import POLICIES
from dateline.merge.telling import tell

__all__ = ["POLICIES", "affected", "choose", "compare", "copy_keys", "linked", "merge", "near", "origins", "tell"]
