"""The rules of the event model: one file a rule, registered here."""

from eventbook.events.rules import (
    date_is_publication_date,
    date_order,
    date_outside_parent,
    event_after_report,
    held_but_only_announced,
    key_unknown,
    ordinal_mismatch,
    statement_unattributed,
    status_date,
    time_needs_day,
    timezone_country,
    todo_left,
)
from eventbook.rules.rule import Rule

EVENT_RULES: tuple[Rule, ...] = (
    date_is_publication_date.RULE,
    date_order.RULE,
    date_outside_parent.RULE,
    event_after_report.RULE,
    held_but_only_announced.RULE,
    key_unknown.RULE,
    ordinal_mismatch.RULE,
    statement_unattributed.RULE,
    status_date.RULE,
    time_needs_day.RULE,
    timezone_country.RULE,
    todo_left.RULE,
)
