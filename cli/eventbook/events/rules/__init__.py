"""The rules of the event model: one file a rule, registered here."""

from eventbook.events.rules import key_unknown, statement_unattributed, todo_left
from eventbook.rules.rule import Rule

EVENT_RULES: tuple[Rule, ...] = (
    key_unknown.RULE,
    statement_unattributed.RULE,
    todo_left.RULE,
)
