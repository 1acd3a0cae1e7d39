"""What a rule is, and the rules that hold for every kind of record."""
