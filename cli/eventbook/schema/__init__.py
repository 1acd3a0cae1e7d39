"""JSON Schema: a closed registry of schemas, verdicts from two stacks, and explanations."""
