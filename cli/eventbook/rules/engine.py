"""The rules that hold for every kind of record, registered here."""

from eventbook.rules import id_duplicate, id_filename, id_form, text_hygiene
from eventbook.rules.rule import Rule

ENGINE_RULES: tuple[Rule, ...] = (
    id_duplicate.RULE,
    id_filename.RULE,
    id_form.RULE,
    text_hygiene.RULE,
)
